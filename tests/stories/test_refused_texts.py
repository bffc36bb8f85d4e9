"""An owner types while the board's file is away, full or broken, and goes on to something else.

Nothing that was refused is gone: it is in its field again when the card is, it is saved when the board can be
written, and it never takes the place of what somebody wrote there since.
"""

import json
import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from models import tasks
from models.board import Board
from models.drafts import StepDraft, TaskDraft
from tests.stories.bad_disk import fill, small_disk
from tests.stories.desk import Desk, Hand
from tests.stories.typed_file import file_of, kept, tab, texts, type_in
from tests.stories.window_system import events
from ui.dialogs.hand_over_sheet import HandOverSheet
from ui.dialogs.new_assistant import NewAssistantSheet

pytestmark = pytest.mark.skipif(os.name != "posix", reason="an open file cannot be taken away")
Key = Qt.Key


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def hand(desk: Desk) -> Hand:
    step = TaskDraft("Order gloves", steps=[StepDraft("Count them"), StepDraft("Write")])
    return desk.window(desk.board(core=["Call the bank", step], setup=["Send invoices"]))


class Away:
    """The board's file is somewhere else: nothing can be saved, everything can be read."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self._path = hand.board.path
        self._away = self._path.with_name("Away.board")
        self._path.rename(self._away)

    def over(self) -> None:
        """It is back, and the window has seen it."""
        hand = self._hand
        hand.qtbot.waitUntil(lambda: hand.window.banner.isVisible(), timeout=15_000)
        self._away.rename(self._path)
        hand.qtbot.waitUntil(lambda: not hand.window.banner.isVisible(), timeout=15_000)
        hand.qtbot.waitUntil(lambda: not hand.store.is_busy)
        hand.settle()


def notice(hand: Hand) -> str:
    found = hand.window.typed._notice
    return found.bar.text if found is not None and found.bar.isVisible() else ""


def die(hand: Hand) -> Path:
    """The program is killed: what its file of typed texts held at that moment is all there is. The board's
    file is back.
    """
    path, where, typed = hand.board.path, file_of(hand), file_of(hand).read_bytes()
    hand.window.typed.freeze()
    hand.window.typed._file.finish(10)
    hand.store.close()
    away = path.with_name("Away.board")
    if away.exists():
        away.rename(path)
    hand.close()
    where.write_bytes(typed)
    return path


def test_notes_that_were_refused_are_on_the_card_again_and_saved_in_the_end(hand: Hand) -> None:
    hand.open_card("Call the bank")
    away = Away(hand)
    type_in(hand, tab(hand).notes, "Ask for Ms Weber")
    hand.open_card("Order gloves")
    assert tab(hand).notes.toPlainText() == ""
    assert notice(hand) == "Not saved: “Call the bank”, Notes. What you typed: “Ask for Ms Weber”"
    hand.open_card("Call the bank")
    assert tab(hand).notes.toPlainText() == "Ask for Ms Weber" and not notice(hand)
    assert hand.window.status._saved.text() == "Not saved"
    hand.open_card("Order gloves")
    away.over()
    assert hand.detail("Call the bank").notes == "Ask for Ms Weber"
    assert hand.window.panel.task_id == hand.task("Order gloves") and not notice(hand)
    kept(hand)
    hand.undo()
    assert hand.detail("Call the bank").notes == ""
    hand.agrees()


def test_several_fields_of_several_cards_wait_and_none_lands_on_another_card(hand: Hand) -> None:
    away = Away(hand)
    hand.open_card("Call the bank")
    hand.fill(hand.window.panel.title, "Call the other bank")
    type_in(hand, tab(hand).notes, "Ask for Ms Weber")
    type_in(hand, tab(hand).timing.due, "tomorrow")
    type_in(hand, tab(hand).timing.minutes, "45")
    type_in(hand, tab(hand).tags.line, "money")
    hand.open_card("Order gloves")
    type_in(hand, tab(hand).notes, "Size nine")
    type_in(hand, tab(hand).steps.rows[0].text, "twice")
    type_in(hand, tab(hand).steps.add_line, "Pay")
    hand.open_card("Send invoices")
    events()
    assert tab(hand).steps.add_line.text() == tab(hand).tags.line.text() == ""
    assert hand.window.panel.title.toPlainText() == "Send invoices"
    away.over()
    bank, gloves = hand.detail("Call the other bank"), hand.detail("Order gloves")
    assert (bank.notes, bank.card.tags) == ("Ask for Ms Weber", ("money",))
    assert bank.card.seconds_per_run == 45 * 60
    assert bank.card.due is not None and (bank.card.due - hand.desk.day).days == 1
    assert gloves.notes == "Size nine"
    assert [step.text for step in gloves.steps] == ["twiceCount them", "Write", "Pay"]
    other = hand.detail("Send invoices")
    assert (other.notes, other.steps, other.card.tags, other.card.due) == ("", (), (), None)
    kept(hand)
    hand.agrees()


def test_a_day_that_was_refused_is_saved_when_the_board_can_be_written(hand: Hand) -> None:
    """On the card that stays open."""
    hand.open_card("Call the bank")
    away = Away(hand)
    type_in(hand, tab(hand).timing.due, "tomorrow")
    tab(hand).notes.setFocus()
    hand.settle()
    away.over()
    due = hand.card("Call the bank").due
    assert due is not None and (due - hand.desk.day).days == 1
    assert tab(hand).timing.due.text() == "Tue 24 Nov"


def test_a_step_between_two_others_stays_while_the_disk_does_not_take_it(hand: Hand) -> None:
    hand.open_card("Order gloves")
    away = Away(hand)
    steps = tab(hand).steps
    steps.rows[0].enter()
    hand.press(Key.Key_Return)
    hand.write("Look twice")
    tab(hand).notes.setFocus()
    hand.settle()
    assert [row.text.toPlainText() for row in steps.rows] == ["Count them", "Look twice", "Write"]
    kept(hand, "Look twice")
    hand.open_card("Call the bank")
    away.over()
    assert sorted(step.text for step in hand.detail("Order gloves").steps) == [
        "Count them",
        "Look twice",
        "Write",
    ]
    kept(hand)


def test_parts_of_a_brief_wait_also_those_below_more(hand: Hand) -> None:
    hand.open_card("Send invoices")
    panel = hand.window.panel
    panel.show_tab("brief")
    away = Away(hand)
    type_in(hand, panel.brief_tab.form.rows["done_when"].field, "All are paid")  # type: ignore[arg-type]
    panel.brief_tab.unfold()
    assert panel.brief_tab.more is not None
    type_in(hand, panel.brief_tab.more.form.rows["why"].field, "The bank asks")  # type: ignore[arg-type]
    type_in(hand, panel.brief_tab.more.access.add_line, "Shared mailbox")
    hand.open_card("Call the bank")
    assert texts_soon(hand) == ["All are paid", "Shared mailbox", "The bank asks"]
    away.over()
    from models.briefs import read_brief

    brief = read_brief(hand.board, hand.task("Send invoices"))
    assert hand.detail("Send invoices").done_when == "All are paid" and brief.own["why"] == "The bank asks"
    assert [line.tool for line in brief.access] == ["Shared mailbox"]
    kept(hand)


def texts_soon(hand: Hand) -> list[str]:
    """What the file of typed texts holds in a moment, sorted."""
    hand.window.typed._write()
    hand.window.typed._file.finish(10)
    return sorted(texts(hand))


def test_several_lines_pasted_into_the_list_of_steps_all_come_back(hand: Hand) -> None:
    hand.open_card("Call the bank")
    away = Away(hand)
    line = tab(hand).steps.add_line
    line.setFocus()
    line.setText("First\nSecond\nThird")
    line.textEdited.emit(line.text())
    hand.settle()
    assert line.text() == "First"
    away.over()
    hand.settle()
    assert [step.text for step in hand.detail("Call the bank").steps] == ["First", "Second", "Third"]
    kept(hand)


def test_two_lines_of_quick_add_come_back_one_after_the_other(hand: Hand) -> None:
    away = Away(hand)
    line = hand.window.quick_add
    for title in ("First card", "Second card"):
        line.setFocus()
        line.setText(title)
        line.textEdited.emit(title)
        line._add(opening=False)
    hand.settle()
    assert line.text() == "First card" and "“Second card”" in notice(hand)
    away.over()
    line.setFocus()
    hand.press(Key.Key_Return)
    hand.settle()
    assert line.text() == "Second card" and not notice(hand)
    line.setFocus()
    hand.press(Key.Key_Return)
    assert hand.shown("unsorted") == ["Second card", "First card"]
    kept(hand)


def test_a_comment_that_was_refused_waits_on_its_card_after_a_kill_too(hand: Hand) -> None:
    hand.open_card("Call the bank")
    tab(hand).more.click()
    Away(hand)
    hand.fill(tab(hand).comments.box, "They call back")
    hand.press(Key.Key_Return)
    hand.open_card("Order gloves")
    assert texts_soon(hand) == ["They call back"]
    hand.open_card("Call the bank")
    assert tab(hand).comments.box.toPlainText() == "They call back"
    hand.open_card("Order gloves")
    path = die(hand)
    again = hand.desk.window(path)
    again.open_card("Call the bank")
    assert tab(again).comments.box.toPlainText() == "They call back"
    assert again.detail("Call the bank").comments == ()
    tab(again).comments.box.setFocus()
    again.press(Key.Key_Return)
    assert [one.text for one in again.detail("Call the bank").comments] == ["They call back"]
    kept(again)


def test_after_a_kill_all_that_was_refused_is_saved_at_the_next_start(hand: Hand) -> None:
    hand.open_card("Order gloves")
    Away(hand)
    steps = tab(hand).steps
    type_in(hand, tab(hand).notes, "Size nine")
    type_in(hand, steps.add_line, "Pay")
    steps.rows[0].enter()
    hand.press(Key.Key_Return)
    hand.write("Look twice")
    hand.open_card("Call the bank")
    type_in(hand, tab(hand).notes, "Ask for Ms Weber")
    hand.open_card("Send invoices")
    assert texts_soon(hand) == ["Ask for Ms Weber", "Look twice\nPay", "Size nine"]
    path = die(hand)
    again = hand.desk.window(path)
    again.settle()
    gloves = again.detail("Order gloves")
    assert gloves.notes == "Size nine"
    assert sorted(step.text for step in gloves.steps) == ["Count them", "Look twice", "Pay", "Write"]
    assert again.detail("Call the bank").notes == "Ask for Ms Weber"
    kept(again)
    again.agrees()


def test_what_somebody_wrote_there_since_stays_and_the_refused_text_is_offered(hand: Hand) -> None:
    hand.open_card("Call the bank")
    Away(hand)
    type_in(hand, tab(hand).notes, "Ask for Ms Weber")
    hand.open_card("Order gloves")
    assert texts_soon(hand) == ["Ask for Ms Weber"]
    path = die(hand)
    with Board.open(path) as board:
        bank = board.db.execute_sql("SELECT id FROM task WHERE title = 'Call the bank'").fetchone()[0]
        tasks.edit_task(board, bank, notes="Ask for Mr Braun")
    again = hand.desk.window(path)
    again.settle()
    assert again.detail("Call the bank").notes == "Ask for Mr Braun"
    assert "“Call the bank” was changed meanwhile" in notice(again) and "Ms Weber" in notice(again)


def test_newer_words_typed_after_it_came_back_are_what_is_saved(hand: Hand) -> None:
    hand.open_card("Call the bank")
    away = Away(hand)
    type_in(hand, tab(hand).notes, "Ask")
    hand.open_card("Order gloves")
    hand.open_card("Call the bank")
    type_in(hand, tab(hand).notes, "Please ")
    hand.open_card("Order gloves")
    away.over()
    assert hand.detail("Call the bank").notes in ("Please Ask", "AskPlease ")
    kept(hand)


@pytest.mark.parametrize("way", ["panel", "page", "program"])
def test_nothing_is_lost_by_closing(hand: Hand, way: str) -> None:
    hand.open_card("Call the bank")
    path, where = hand.board.path, file_of(hand)
    away = Away(hand)
    type_in(hand, tab(hand).notes, "Ask for Ms Weber")
    if way == "program":
        hand.close()
        assert [one["text"] for one in json.loads(where.read_bytes())["typed"]] == ["Ask for Ms Weber"]
        path.with_name("Away.board").rename(path)
        again = hand.desk.window(path)
        again.settle()
    elif way == "panel":
        hand.window.panel.close()
        hand.settle()
        assert "Ms Weber" in notice(hand)
        hand.open_card("Call the bank")
        assert tab(hand).notes.toPlainText() == "Ask for Ms Weber"
        hand.window.panel.close()
        again = hand
        away.over()
    else:
        hand.window.paging.show("assistants")
        hand.settle()
        assert texts_soon(hand) == ["Ask for Ms Weber"]
        again = hand
        away.over()
    assert again.detail("Call the bank").notes == "Ask for Ms Weber"
    kept(again)


def test_a_sheet_that_was_closed_before_the_answer_has_its_words_again(hand: Hand) -> None:
    away = Away(hand)
    hand.run("view.new_assistant")
    sheet = hand.dialog(NewAssistantSheet)
    type_in(hand, sheet.name, "Maya")
    hand.press(Key.Key_Return)
    hand.settle()
    if sheet.isVisible():
        assert sheet.name.text() == "Maya", "it stays open with what was typed"
        sheet.reject()
        kept(hand)
        return
    assert texts_soon(hand) == ["Maya"]
    away.over()
    hand.run("view.new_assistant")
    assert hand.dialog(NewAssistantSheet).name.text() == "Maya"


def test_words_that_came_back_into_a_sheet_are_handed_over(hand: Hand) -> None:
    hand.focus("Send invoices")
    hand.run("hand.give")
    sheet = hand.dialog(HandOverSheet)
    type_in(hand, sheet.done_when, "All are paid")
    assert texts_soon(hand) == ["All are paid"]
    path = die(hand)
    again = hand.desk.window(path)
    again.focus("Send invoices")
    again.run("hand.give")
    same = again.dialog(HandOverSheet)
    same.who.setFocus()
    events()
    assert same.done_when.text() == "All are paid"
    again.write("Maya")
    with again.qtbot.waitSignal(same.handed):
        same.give.click()
    again.settle()
    assert again.detail("Send invoices").done_when == "All are paid"


def test_on_a_full_disk_that_holds_the_boards_and_the_drafts_nothing_is_lost_by_closing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(tmp_path / "disk", "size=3m") as folder:
        monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
        path = Path(shutil.move(desk.board("Shop", core=["Call the bank"]), folder / "Shop.board"))
        hand = desk.window(path)
        hand.open_card("Call the bank")
        hand.fill(tab(hand).notes, "Ask")
        hand.qtbot.waitUntil(lambda: hand.detail("Call the bank").notes == "Ask")
        hand.qtbot.waitUntil(lambda: len(list(file_of(hand).parent.glob("*.spare"))) == 1)
        filler = fill(folder)
        long = " for Ms Weber" * 900
        tab(hand).notes.setFocus()
        tab(hand).notes.insertPlainText(long)
        hand.leave_field()
        hand.qtbot.waitUntil(lambda: hand.window.banner.isVisible(), timeout=20_000)
        assert "The disk is full." in hand.window.banner.text
        hand.close()
        filler.unlink()
        again = desk.window(path)
        again.settle()
        assert sorted(again.detail("Call the bank").notes) == sorted(f"Ask{long}")
        desk.windows.close_all()
        events()
