"""The fields of the tab Task, by real keys and clicks, against a real board file."""

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtTest import QTest

from models import stages, steps, tasks
from models.cards import Attachment
from models.repeats import Repeat
from ui.panel.facts import source_text

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def tab(desk: Any) -> Any:
    desk.panel.open(desk.ids["Send invoices"])
    return desk.tab


def type_into(field: Any, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def test_a_decision_takes_the_card_to_its_column(desk: Any, tab: Any) -> None:
    desk.qtbot.mouseClick(tab.decision.segment("core"), LEFT)
    desk.settle()
    card = desk.detail().card
    assert (card.verdict, card.kind) == ("core", "core")
    assert tab.column.currentText() == "Core"
    desk.undo()
    assert tab.decision.verdict == "delegable"
    assert tab.column.currentText() == "To set up"


def test_arrows_walk_along_the_decisions_and_space_decides(desk: Any, tab: Any) -> None:
    tab.decision.setFocus()
    QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Left)
    desk.settle()
    assert desk.detail().card.verdict == "delegable"
    QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Space)
    desk.settle()
    assert desk.detail().card.verdict == "core"


def test_a_column_chosen_in_the_list_moves_the_card(desk: Any, tab: Any) -> None:
    tab.column.setFocus()
    QTest.keyClick(tab.column, Qt.Key.Key_Down)
    view = tab.column.view()
    assert view.isVisible()
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Return)
    desk.settle()
    assert desk.detail().card.kind == "unsorted"
    assert tab.decision.verdict == "undecided"


def test_a_renamed_column_is_renamed_here_too(desk: Any, tab: Any) -> None:
    setup = next(stage for stage in stages.read_stages(desk.store.board) if stage.kind == "setup")
    desk.run(stages.edit_stage, setup.id, name="Preparing")
    assert tab.column.currentText() == "Preparing"


@pytest.mark.parametrize(
    ("typed", "due", "time", "shown"),
    [
        ("tomorrow", dt.date(2026, 11, 24), None, "Tue 24 Nov"),
        ("thu", dt.date(2026, 11, 26), None, "Thu 26 Nov"),
        ("3 dec", dt.date(2026, 12, 3), None, "Thu 3 Dec"),
        ("2026-12-24", dt.date(2026, 12, 24), None, "Thu 24 Dec"),
        ("3 dec 14:00", dt.date(2026, 12, 3), "14:00", "Thu 3 Dec 14:00"),
        ("2026-11-20", dt.date(2026, 11, 20), None, "Fri 20 Nov 2026"),
    ],
)
def test_a_due_date_is_typed_as_it_is_said(
    desk: Any, tab: Any, typed: str, due: dt.date, time: str | None, shown: str
) -> None:
    type_into(tab.timing.due, typed)
    QTest.keyClick(tab.timing.due, Qt.Key.Key_Return)
    desk.settle()
    assert (desk.detail().card.due, desk.detail().card.due_time) == (due, time)
    assert bool(desk.detail().card.due_zone) == bool(time)
    desk.leave_field()
    assert tab.timing.due.text() == shown


def test_a_time_is_added_to_the_day_that_stands_there(desk: Any, tab: Any) -> None:
    tab.timing.due.setFocus()
    QTest.keyClick(tab.timing.due, Qt.Key.Key_End)
    QTest.keyClicks(tab.timing.due, " 09:30")
    desk.leave_field()
    assert (desk.detail().card.due, desk.detail().card.due_time) == (dt.date(2026, 11, 27), "09:30")


def test_what_is_no_date_is_said_and_changes_nothing(desk: Any, tab: Any) -> None:
    type_into(tab.timing.due, "whenever")
    desk.leave_field()
    assert tab.timing.due_row.below.startswith("“whenever” is no date")
    assert tab.timing.due.text() == "Fri 27 Nov"
    assert desk.detail().card.due == dt.date(2026, 11, 27)
    type_into(tab.timing.due, "thu")
    assert tab.timing.due_row.below == ""
    assert tab.timing.due_row.aside == "Thu 26 Nov"


def test_a_day_is_picked_from_the_calendar_and_taken_off_again(desk: Any, tab: Any) -> None:
    tab.timing.due.setFocus()
    QTest.keyClick(tab.timing.due, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = tab.timing.due.calendar
    assert calendar.isVisible()
    month = calendar._month
    QTest.keyClick(month.focusProxy() or month, Qt.Key.Key_Right)
    QTest.keyClick(month.focusProxy() or month, Qt.Key.Key_Return)
    desk.settle()
    assert desk.detail().card.due == dt.date(2026, 11, 28)
    tab.timing.due.open_calendar()
    desk.qtbot.mouseClick(calendar.offers["No date"], LEFT)
    desk.settle()
    assert desk.detail().card.due is None
    assert tab.timing.due.text() == ""


def test_emptying_the_field_takes_the_date_off(desk: Any, tab: Any) -> None:
    tab.timing.due.setFocus()
    tab.timing.due.selectAll()
    QTest.keyClick(tab.timing.due, Qt.Key.Key_Delete)
    desk.leave_field()
    assert desk.detail().card.due is None


def test_lateness_stands_beside_the_date(desk: Any, tab: Any) -> None:
    desk.run(tasks.edit_task, desk.ids["Send invoices"], due=dt.date(2026, 11, 21))
    assert tab.timing.due_row.aside == "2 d late"


@pytest.mark.parametrize(
    ("typed", "repeat", "shown"),
    [
        ("daily", Repeat(1, "day"), "daily"),
        ("3 a week", Repeat(3, "week"), "3 a week"),
        ("every 2 weeks", Repeat(2, "month", "FREQ=WEEKLY;INTERVAL=2"), "every 2 weeks"),
        ("once", None, ""),
    ],
)
def test_a_repeat_is_typed_as_it_is_said(
    desk: Any, tab: Any, typed: str, repeat: Repeat | None, shown: str
) -> None:
    type_into(tab.timing.repeats, typed)
    desk.leave_field()
    assert desk.detail().card.repeat == repeat
    assert tab.timing.repeats.text() == shown


def test_a_repeat_is_chosen_from_the_usual_ones(desk: Any, tab: Any) -> None:
    tab.timing.repeats.setFocus()
    QTest.keyClick(tab.timing.repeats, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    menu = tab.timing.repeats.menu
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["weekly"]
    monthly = next(action for action in menu.actions() if action.text() == "monthly")
    monthly.trigger()
    menu.hide()
    desk.settle()
    assert desk.detail().card.repeat == Repeat(1, "month")


def test_leaving_a_calendar_rule_untouched_keeps_it(desk: Any, tab: Any) -> None:
    rule = Repeat(1, "week", "FREQ=WEEKLY;BYDAY=FR")
    desk.run(tasks.edit_task, desk.ids["Send invoices"], repeat=rule)
    before = desk.store.board.revision
    tab.timing.repeats.setFocus()
    desk.leave_field()
    assert desk.detail().card.repeat == rule
    assert desk.store.board.revision == before


@pytest.mark.parametrize(
    ("typed", "minutes", "shown"),
    [("45", 45, "45 min"), ("1h30", 90, "1 h 30 min"), ("1:15", 75, "1 h 15 min")],
)
def test_minutes_each_time(desk: Any, tab: Any, typed: str, minutes: int, shown: str) -> None:
    type_into(tab.timing.minutes, typed)
    desk.leave_field()
    assert desk.detail().card.seconds_per_run == minutes * 60
    assert tab.timing.minutes.text() == shown


def test_hours_a_week_are_an_estimate_and_say_about(desk: Any, tab: Any) -> None:
    assert tab.timing.minutes_row.aside == "about 1.5 h a week"
    type_into(tab.timing.minutes, "2 h")
    desk.leave_field()
    assert tab.timing.minutes_row.aside == "about 2 h a week"


def test_tags_are_added_with_enter_or_comma_and_removed_with_backspace(desk: Any, tab: Any) -> None:
    line = tab.tags.line
    line.setFocus()
    QTest.keyClicks(line, "urgent")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClicks(line, "#clients,")
    desk.settle()
    assert desk.detail().card.tags == ("books", "money", "urgent", "clients")
    assert tab.tags.names == ["books", "money", "urgent", "clients"]
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    desk.settle()
    assert desk.detail().card.tags == ("books", "money", "urgent")


def test_a_tag_known_on_the_board_is_completed(desk: Any) -> None:
    desk.panel.open(desk.ids["Water the plants"])
    line = desk.tab.tags.line
    line.setFocus()
    QTest.keyClicks(line, "bo")
    assert desk.tab.tags.completer.offered == ["books"]
    popup = desk.tab.tags.completer._popup
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    desk.settle()
    assert desk.detail("Water the plants").card.tags == ("books",)
    assert line.text() == ""


def test_a_chip_is_reached_by_the_arrow_and_removed_by_delete(desk: Any, tab: Any) -> None:
    line = tab.tags.line
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Left)
    QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Left)
    chip = desk.window.focusWidget()
    assert chip.text() == "books"
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    desk.settle()
    assert desk.detail().card.tags == ("money",)


def test_a_chips_cross_removes_it(desk: Any, tab: Any) -> None:
    chip = tab.assistants._chips[0]
    desk.qtbot.mouseClick(chip, LEFT, pos=chip.cross_rect().center())
    desk.settle()
    assert desk.detail().card.assistants == ()


def test_a_name_half_typed_is_taken_on_leaving(desk: Any, tab: Any) -> None:
    line = tab.assistants.line
    line.setFocus()
    QTest.keyClicks(line, "Tom")
    desk.leave_field()
    assert desk.detail().card.assistants == ("Maya", "Tom")


def test_notes_keep_their_lines_and_grow(desk: Any, tab: Any) -> None:
    height = tab.notes.height()
    tab.notes.setFocus()
    for line in ("One", "Two", "Three"):
        QTest.keyClicks(tab.notes, line)
        QTest.keyClick(tab.notes, Qt.Key.Key_Return)
    assert tab.notes.height() > height
    desk.leave_field()
    assert desk.detail().notes == "One\nTwo\nThree\nFrom the shop's list"


def test_empty_parts_are_folded_under_more(desk: Any) -> None:
    desk.panel.open(desk.ids["Water the plants"])
    tab = desk.tab
    assert tab.links.isHidden() or not tab.links.isVisible()
    assert tab.more.text() == "More · links, comments"
    desk.qtbot.mouseClick(tab.more, LEFT)
    assert tab.links.isVisible() and tab.comments.isVisible()
    desk.panel.open(desk.ids["Send invoices"])
    assert tab.links.isVisible() and tab.comments.isVisible()
    assert not tab.more.isVisible()


def test_a_link_is_added_shown_short_opened_by_signal_and_removed(desk: Any, tab: Any) -> None:
    line = tab.links.add_line
    line.setFocus()
    QTest.keyClicks(line, "https://www.example.org/guide")
    QTest.keyClick(line, Qt.Key.Key_Return)
    desk.settle()
    texts = [link.text() for link in tab.links.links]
    assert texts == ["shop.example/list", "example.org/guide"]
    with desk.qtbot.waitSignal(desk.panel.link_activated) as asked:
        desk.qtbot.mouseClick(tab.links.links[1], LEFT)
    assert asked.args == ["https://www.example.org/guide"]
    tab.links.links[1].setFocus()
    QTest.keyClick(tab.links.links[1], Qt.Key.Key_Delete)
    desk.settle()
    assert [file.url for file in desk.detail().attachments] == ["https://shop.example/list"]


def test_a_file_dropped_on_the_panel_is_attached_to_the_card(desk: Any, tab: Any) -> None:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile("/srv/papers/price list.pdf")])
    assert desk.drop(tab.viewport(), carried, QPoint(20, 20))
    desk.settle()
    added: Attachment = desk.detail().attachments[-1]
    assert added.url == "/srv/papers/price list.pdf"
    assert tab.links.links[-1].text() == "price list.pdf"


def test_a_comment_is_said_with_enter_and_a_half_written_one_waits(desk: Any, tab: Any) -> None:
    box = tab.comments.box
    box.setFocus()
    QTest.keyClicks(box, "Done by noon")
    QTest.keyClick(box, Qt.Key.Key_Return)
    desk.settle()
    assert [comment.text for comment in desk.detail().comments] == ["Which template?", "Done by noon"]
    assert [line.text for line in tab.comments.lines] == ["Which template?", "Done by noon"]
    QTest.keyClicks(box, "And then")
    desk.panel.open(desk.ids["Water the plants"])
    assert box.toPlainText() == ""
    desk.panel.open(desk.ids["Send invoices"])
    assert box.toPlainText() == "And then"


def test_linked_cards_are_shown_in_words_and_open(desk: Any, tab: Any) -> None:
    plants = desk.ids["Water the plants"]
    desk.run(steps.link_tasks, "parent", desk.ids["Send invoices"], plants)
    assert [line.text() for line in tab.linked.lines] == ["Part of “Water the plants”"]
    with desk.qtbot.waitSignal(desk.panel.task_activated) as asked:
        desk.qtbot.mouseClick(tab.linked.lines[0], LEFT)
    assert asked.args == [plants]


def test_the_small_print_says_where_it_came_from(desk: Any, tab: Any) -> None:
    assert source_text(None) == ""
    assert source_text("trello:5f00aa") == "from Trello"
    assert source_text("csv:asana:1211") == "from Asana"
    assert source_text("csv:asana#09af") == "from Asana"
    assert source_text("csv:1f2e3d4c:77") == "from a CSV file"
    assert "Created today" in tab._facts.text()


def test_the_wheel_over_a_combo_box_changes_nothing(desk: Any, tab: Any) -> None:
    before = tab.column.currentIndex()
    tab.column.setFocus()
    QTest.keyClicks(tab.column, "d")
    desk.settle()
    assert tab.column.currentIndex() == before
    assert desk.detail().card.kind == "setup"


def test_a_late_series_says_how_often_it_was_missed(desk: Any, tab: Any) -> None:
    task = desk.ids["Send invoices"]
    desk.run(tasks.edit_task, task, due=dt.date(2026, 11, 4))
    desk.qtbot.waitUntil(lambda: tab.timing.due_row.aside == "19 d late · missed 3 times")
    desk.run(tasks.edit_task, task, due=dt.date(2026, 11, 17))
    assert tab.timing.due_row.aside == "6 d late"
    desk.run(tasks.edit_task, task, due=dt.date(2026, 11, 27))
    assert "missed" not in tab.timing.due_row.aside
