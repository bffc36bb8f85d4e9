"""Many cards at once: selecting, changing, cutting, copying between boards; always one step to take back."""

import pytest
from PySide6.QtCore import QDate
from PySide6.QtGui import QGuiApplication

from models.drafts import CommentDraft, StepDraft, TaskDraft
from models.repeats import Repeat
from tests.stories.desk import CTRL, SHIFT, TODAY, Desk, Hand, Key
from ui.dialogs.bulk_edit import BulkEditDialog
from ui.dialogs.sheet import More


@pytest.fixture
def hand(desk: Desk) -> Hand:
    full = TaskDraft(
        "Three",
        notes="Both\nlines",
        tags=["books"],
        steps=[StepDraft("Export", True), StepDraft("Send")],
        comments=[CommentDraft("Why?", "Maya")],
        assistants=["Maya"],
        repeat=Repeat(1, "month"),
        seconds_per_run=2700,
    )
    return desk.window(desk.board(unsorted=["One", "Two", full, "Four"], core=["Five", "Six"]))


def select(hand: Hand, first: str, last: str) -> None:
    hand.click_card(first)
    hand.click_card(last, SHIFT)


def test_shift_and_ctrl_select_across_columns(hand: Hand) -> None:
    select(hand, "One", "Three")
    assert hand.selected() == ["One", "Two", "Three"]
    hand.click_card("Two", CTRL)
    hand.click_card("Six", CTRL)
    assert hand.selected() == ["One", "Three", "Six"]
    hand.click_card("Five")
    assert hand.selected() == ["Five"]


def test_several_cards_are_dragged_together_in_their_order(hand: Hand) -> None:
    select(hand, "One", "Three")
    hand.drag("Two", "core", above="Six")
    assert hand.shown("core") == ["Five", "One", "Two", "Three", "Six"]
    assert hand.selected() == ["One", "Two", "Three"]
    assert hand.said == "Moved 3 cards to Core"
    hand.undo()
    assert hand.shown("unsorted") == ["One", "Two", "Three", "Four"] and hand.shown("core") == ["Five", "Six"]
    hand.redo()
    assert hand.shown("core") == ["Five", "One", "Two", "Three", "Six"]
    hand.agrees()


def test_a_bulk_edit_is_one_step(hand: Hand) -> None:
    select(hand, "One", "Two")
    hand.run("card.change")
    dialog = hand.dialog(BulkEditDialog)
    dialog.due.choice.setCurrentIndex(dialog.due.choice.findText("Another day…"))
    dialog.due.another.setDate(QDate(2026, 12, 24))
    dialog.add_tags.setFocus()
    hand.write("#year end, books")
    dialog.column.setCurrentIndex(dialog.column.findText("To set up"))
    dialog.findChild(More).button.click()
    dialog.minutes.setFocus()
    hand.write("15")
    dialog.change.click()
    hand.settle()
    for title in ("One", "Two"):
        card = hand.card(title)
        assert (card.kind, card.verdict, card.seconds_per_run) == ("setup", "delegable", 900)
        assert (str(card.due), set(card.tags)) == ("2026-12-24", {"year end", "books"})
    assert hand.shown("setup") == ["One", "Two"]
    hand.agrees()
    hand.undo()
    assert hand.shown("unsorted") == ["One", "Two", "Three", "Four"]
    assert hand.card("One").due is None and hand.card("One").tags == ()
    hand.redo()
    assert hand.shown("setup") == ["One", "Two"] and hand.card("Two").seconds_per_run == 900


def test_a_bulk_edit_left_empty_changes_nothing(hand: Hand) -> None:
    revision = hand.board.revision
    select(hand, "One", "Two")
    hand.run("card.change")
    hand.dialog(BulkEditDialog).change.click()
    hand.settle()
    assert hand.board.revision == revision


def test_cut_and_paste_within_a_board_moves(hand: Hand) -> None:
    before = hand.detail("Three")
    select(hand, "Two", "Three")
    hand.press(Key.Key_X, CTRL)
    assert hand.shown("unsorted") == ["One", "Two", "Three", "Four"], "a cut alone changes nothing"
    hand.focus("Five")
    hand.press(Key.Key_V, CTRL)
    assert hand.shown("core") == ["Five", "Two", "Three", "Six"] and hand.shown("unsorted") == ["One", "Four"]
    after = hand.detail("Three")
    assert (after.card.uid, after.card.number, after.comments) == (
        before.card.uid,
        before.card.number,
        before.comments,
    )
    hand.undo()
    assert hand.shown("unsorted") == ["One", "Two", "Three", "Four"]
    hand.press(Key.Key_V, CTRL)
    assert hand.shown("core") == ["Five", "Six"], "a cut is pasted once"
    hand.agrees()


def test_copy_and_paste_within_a_board_makes_new_cards(hand: Hand) -> None:
    hand.focus("Three")
    hand.press(Key.Key_C, CTRL)
    hand.focus("Six")
    hand.press(Key.Key_V, CTRL)
    assert hand.shown("core") == ["Five", "Six", "Three"]
    copy, source = hand.window.board.current_id(), hand.window.board.columns()[0].model.ids[2]
    assert copy != source
    assert len(hand.shown("unsorted")) == 4
    hand.undo()
    assert hand.shown("core") == ["Five", "Six"]


def test_copy_and_paste_between_two_boards(hand: Hand, desk: Desk) -> None:
    other = desk.window(desk.board("Other", unsorted=["There"]))
    select(hand, "Two", "Three")
    hand.front()
    hand.press(Key.Key_C, CTRL)
    other.front()
    other.focus("There")
    other.press(Key.Key_V, CTRL)
    if other.window.banner.isVisible():
        other.banner_button().click()
        other.settle()
    assert other.shown("unsorted") == ["There", "Two", "Three"]
    copied, source = other.detail("Three"), hand.detail("Three")
    assert copied.notes == source.notes and copied.card.tags == ("books",)
    assert [(step.text, step.done) for step in copied.steps] == [("Export", True), ("Send", False)]
    assert copied.card.repeat == Repeat(1, "month") and copied.card.assistants == ("Maya",)
    assert [comment.text for comment in copied.comments] == ["Why?"]
    other.agrees()
    other.undo()
    assert other.shown("unsorted") == ["There"]
    assert hand.shown("unsorted") == ["One", "Two", "Three", "Four"]
    other.redo()
    assert other.shown("unsorted") == ["There", "Two", "Three"]


def test_copied_cards_are_text_for_other_programs(hand: Hand) -> None:
    select(hand, "One", "Two")
    hand.press(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().splitlines() == ["One", "Two"]
    assert hand.said == "Copied 2 cards"


def test_pasted_lines_become_cards_after_one_question(hand: Hand) -> None:
    QGuiApplication.clipboard().setText("- Buy stamps\n- Call the bank\n")
    hand.focus("Five")
    hand.press(Key.Key_V, CTRL)
    assert hand.shown("core") == ["Five", "Six"] and hand.banner_button().text() == "Add"
    hand.press(Key.Key_Escape)
    assert not hand.window.banner.isVisible() and hand.shown("core") == ["Five", "Six"]
    hand.focus("Five")
    hand.press(Key.Key_V, CTRL)
    hand.press(Key.Key_Return)
    assert hand.shown("core") == ["Five", "Buy stamps", "Call the bank", "Six"]
    assert hand.undo_name() == "Undo add 2 cards"
    hand.undo()
    assert hand.shown("core") == ["Five", "Six"]


def test_many_cards_to_the_bin_are_one_step(hand: Hand) -> None:
    hand.focus("Two")
    hand.press(Key.Key_A, CTRL)
    assert hand.selected() == ["One", "Two", "Three", "Four"]
    hand.press(Key.Key_Delete)
    assert hand.shown("unsorted") == [] and hand.said == "Put 4 cards into the bin"
    hand.undo()
    assert hand.shown("unsorted") == ["One", "Two", "Three", "Four"]
    hand.agrees()


def test_the_day_of_the_dialog_is_the_windows_day(hand: Hand) -> None:
    hand.focus("One")
    hand.run("card.change")
    dialog = hand.dialog(BulkEditDialog)
    dialog.due.choice.setCurrentIndex(dialog.due.choice.findText("Today"))
    dialog.change.click()
    hand.settle()
    assert hand.card("One").due == TODAY
