"""A card is dragged to To set up although a reason to keep it is ticked: said and asked, never refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models import triage_ops
from tests.stories.desk import Desk, Hand
from tests.stories.window_system import LEFT
from ui.dialogs.split_sheet import SplitSheet


@pytest.fixture
def hand(qtbot: QtBot, tmp_path: Path) -> Iterator[Hand]:
    desk = Desk(qtbot, tmp_path)
    path = desk.board(unsorted=["Sign the lease", "Water the plants"], core=["Pick the suppliers"])
    hand = desk.window(path)
    lease, pick = hand.card("Sign the lease").id, hand.card("Pick the suppliers").id
    hand.store.submit(triage_ops.answer, lease, gates=frozenset({"binding"}))
    with qtbot.waitSignal(hand.store.submit(triage_ops.answer, pick, S=4).done):
        pass
    yield hand
    desk.close()


def test_a_ticked_gate_asks_whether_to_split(hand: Hand) -> None:
    hand.drag("Sign the lease", "setup")
    assert hand.card("Sign the lease").kind == "setup"
    assert hand.said == "Moved “Sign the lease” to To set up · Binds the company: split it?"
    assert hand.offer().text() == "Split…"
    hand.qtbot.mouseClick(hand.offer(), LEFT)
    sheet = hand.dialog(SplitSheet)
    hand.qtbot.mouseClick(sheet.make, LEFT)
    hand.settle()
    assert hand.shown("core")[0] == "Sign the lease: my part"
    assert hand.shown("setup") == ["Sign the lease: to give"]
    hand.undo()
    assert hand.shown("setup") == ["Sign the lease"]
    hand.undo()
    assert hand.card("Sign the lease").kind == "unsorted"


def test_without_a_reason_to_keep_it_nothing_is_asked(hand: Hand) -> None:
    hand.drag("Water the plants", "setup")
    assert hand.said == "Moved “Water the plants” to To set up"
    assert hand.offer().text() == "Undo (Ctrl+Z)"


def test_from_core_it_is_a_note_only(hand: Hand) -> None:
    hand.drag("Pick the suppliers", "setup")
    assert hand.said == "Moved “Pick the suppliers” to To set up · Your specialisation needs it"
    assert hand.offer().text() == "Undo (Ctrl+Z)"
