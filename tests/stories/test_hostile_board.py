"""Every text of the corpus in every field, through every page, menu and dialog: letters, and nothing but
letters.
"""

import pytest
from PySide6.QtCore import QUrl

from tests.hostile import every, shares, storable
from tests.hostile_board import hostile_board
from tests.stories.desk import Desk
from tests.stories.hostile_visit import Visit, widgets_of_ours
from tests.stories.listener import Listener

SHARES = 6
# It knocks at another program, and shows nothing but our own words.
ELSEWHERE = {"ui.dialogs.silent_first.SilentFirst"}


@pytest.mark.parametrize("share", range(SHARES))
def test_a_window_full_of_them_shows_letters(
    desk: Desk, listener: Listener, opened: list[QUrl], share: int
) -> None:
    texts = shares(storable(listener.server.serverPort()), SHARES)[share]
    # What a dialog shows is one of the first: these are all of it in one.
    texts[:12] = [f"<b>&Every\t[*] \u202e{{0}} %n &amp; {text}" for text in texts[:12]]
    path = desk.folder / "Hostile.board"
    hostile_board(path, texts)
    visit = Visit(desk.window(path), texts)
    visit.everything(desk.folder)
    found = [f"{where}: {fault}" for fault, where in visit.faults.items()]
    assert not found, "\n".join(found)
    assert listener.calls == 0 and opened == []
    unseen = {f"{kind.__module__}.{kind.__name__}" for kind in widgets_of_ours() - visit.seen} - ELSEWHERE
    assert not unseen, "\n".join(sorted(unseen))


def test_there_are_enough_of_them() -> None:
    assert len(every()) >= 500 and len(set(every())) == len(every())
