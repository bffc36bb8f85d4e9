"""Boards of every version, with rows as bad as they come, in the real window: all cards, tabs, pages open."""

import shutil
from pathlib import Path

import pytest
from pytestqt.exceptions import capture_exceptions

from models.cards import read_detail
from tests.models.old_boards import BOARDS, NAMES, write_as_others
from tests.stories.desk import Desk, events
from ui.panel.tabs import TABS

PAGES = ("today", "sort", "assistants", "ledger", "bin", "board")


@pytest.mark.parametrize("old", BOARDS, ids=NAMES)
def test_every_card_of_an_old_board_opens_in_the_panel(desk: Desk, old: Path) -> None:
    path = Path(shutil.copy(old, desk.folder / "old.board"))
    strangers = write_as_others(path)
    with capture_exceptions() as raised:
        hand = desk.window(path)
        for page in PAGES:
            getattr(hand.window.view, page)()
            hand.settle()
        panel = hand.window.panel
        ids = [task for (task,) in hand.board.db.execute_sql("SELECT id FROM task WHERE binned IS NULL")]
        assert set(strangers) <= set(ids) and len(ids) > 40
        for task in ids:
            panel.open(task)
            detail = read_detail(hand.board, task)
            assert panel.task_id == task and detail is not None
            for tab in TABS:
                if tab.is_for(detail.card):
                    panel.show_tab(tab.key)
            events()
            assert panel.isVisible() and not desk.refused
        before = hand.board.revision
        panel.close()
        hand.settle()
        # Looking at a card, however odd, writes nothing.
        assert hand.board.revision == before
    assert raised == []
