"""The dialog *How often*: opened from the panel's field, its dates before they are kept, one undo step."""

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from models import tasks
from models.cards import Card
from models.repeats import parse_repeat
from models.settings import write_setting
from ui.dialogs.repeat_dialog import RepeatDialog

TITLE = "Send invoices"
LAST_WORKDAY = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"


@pytest.fixture
def opened(desk: Any):
    """Opens the card's dialog by keys, as an owner would; Send invoices is due on Friday 27 November 2026."""

    def open_it(repeat: str = "weekly", **fields: Any) -> RepeatDialog:
        desk.run(write_setting, "company.country", "US")
        desk.run(tasks.edit_task, desk.ids[TITLE], repeat=parse_repeat(repeat), **fields)
        desk.panel.open(desk.ids[TITLE])
        desk.tab.timing.repeats.setFocus()
        QTest.keyClick(desk.tab.timing.repeats, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        menu = desk.tab.timing.repeats.menu
        (more,) = [action for action in menu.actions() if action.text() == "How often…"]
        menu.setActiveAction(more)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        dialog = desk.window.findChild(RepeatDialog)
        assert dialog is not None and dialog.isVisible()
        return dialog

    return open_it


def choose(box: QComboBox, text: str) -> None:
    place = box.findText(text)
    assert place >= 0, [box.itemText(at) for at in range(box.count())]
    box.setCurrentIndex(place)
    box.activated.emit(place)


def put(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def shows(desk: Any, dialog: RepeatDialog, *lines: str) -> None:
    desk.qtbot.waitUntil(lambda: dialog.preview.lines[: len(lines)] == list(lines))


def keep(desk: Any, dialog: RepeatDialog) -> Card:
    with desk.qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    desk.settle()
    return desk.detail(TITLE).card


def test_it_shows_the_next_five_dates_of_what_is_there(desk: Any, opened: Any) -> None:
    dialog = opened()
    shows(desk, dialog, "Fri 27 Nov", "Fri 4 Dec", "Fri 11 Dec", "Fri 18 Dec", "Fri 25 Dec")
    assert dialog.words.text() == "weekly" and len(dialog.preview.lines) == 5


def test_the_last_working_day_is_chosen_and_taken_back_in_one_step(desk: Any, opened: Any) -> None:
    dialog = opened()
    before = desk.detail(TITLE).card
    choose(dialog.said.unit, "month")
    choose(dialog.said.days.choice, "the last working day")
    assert dialog.words.text() == "monthly on the last working day"
    shows(desk, dialog, "Mon 30 Nov", "Thu 31 Dec", "Fri 29 Jan", "Fri 26 Feb", "Wed 31 Mar")
    card = keep(desk, dialog)
    assert card.repeat == parse_repeat(LAST_WORKDAY)
    assert (card.due, card.anchor) == (dt.date(2026, 11, 30), dt.date(2026, 11, 27))
    assert desk.tab.timing.repeats.text() == "monthly on the last working day"
    desk.undo()
    after = desk.detail(TITLE).card
    assert (after.repeat, after.due, after.anchor) == (before.repeat, before.due, before.anchor)


def test_every_second_friday_by_keys(desk: Any, opened: Any) -> None:
    dialog = opened()
    assert dialog.focusWidget() is dialog.said.every
    QTest.keyClicks(dialog.said.every, "2")
    assert dialog.said.unit.currentText() == "weeks"
    dialog.said.days.weekdays.chip("4").setFocus()
    QTest.keyClick(dialog.said.days.weekdays.chip("4"), Qt.Key.Key_Space)
    assert dialog.words.text() == "every second Friday"
    shows(desk, dialog, "Fri 27 Nov", "Fri 11 Dec", "Fri 25 Dec")
    assert keep(desk, dialog).repeat == parse_repeat("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR")


def test_a_date_that_a_holiday_moves_is_marked(desk: Any, opened: Any) -> None:
    dialog = opened("FREQ=WEEKLY;BYDAY=FR")
    choose(dialog.said.on_holiday, "move to the working day after")
    shows(
        desk,
        dialog,
        "Fri 27 Nov",
        "Fri 4 Dec",
        "Fri 11 Dec",
        "Fri 18 Dec",
        "Mon 28 Dec · moved from Fri 25 Dec, Christmas Day",
    )
    card = keep(desk, dialog)
    assert (card.on_holiday, card.due) == ("after", dt.date(2026, 11, 27))


def test_the_31st_stays_the_31st(desk: Any, opened: Any) -> None:
    dialog = opened()
    choose(dialog.said.unit, "month")
    choose(dialog.said.days.choice, "this day:")
    put(dialog.said.days.day, "31")
    shows(desk, dialog, "Mon 30 Nov", "Thu 31 Dec", "Sun 31 Jan", "Sun 28 Feb", "Wed 31 Mar")
    assert dialog.words.text() == "monthly on the 31st"


def test_a_series_ends_after_so_many_times(desk: Any, opened: Any) -> None:
    dialog = opened()
    choose(dialog.said.ends, "after so many times:")
    put(dialog.said.times, "3")
    shows(desk, dialog, "Fri 27 Nov", "Fri 4 Dec", "Fri 11 Dec · the last time")
    assert dialog.words.text() == "weekly, 3 times in all" and len(dialog.preview.lines) == 3
    assert keep(desk, dialog).repeat == parse_repeat("FREQ=WEEKLY;COUNT=3")


def test_what_cannot_be_is_said_and_not_kept(desk: Any, opened: Any) -> None:
    dialog = opened()
    choose(dialog.said.ends, "on a day:")
    assert dialog.keep.isEnabled()
    put(dialog.said.until, "1 oct 2026")
    assert dialog.fault.text() == "The series would end before it begins."
    assert not dialog.keep.isEnabled()
    put(dialog.said.until, "some day")
    assert "is no date" in dialog.fault.text()
    put(dialog.said.until, "31 dec")
    assert dialog.fault.isHidden() and dialog.keep.isEnabled()


def test_what_the_form_cannot_say_stays_as_it_is(desk: Any, opened: Any) -> None:
    dialog = opened("3 a week")
    assert dialog.said.unit.currentText() == "3 a week" and not dialog.said.ends.isEnabled()
    choose(dialog.said.on_holiday, "leave it out")
    card = keep(desk, dialog)
    assert card.repeat == parse_repeat("3 a week") and card.on_holiday == "skip"


def test_another_first_day_moves_the_due(desk: Any, opened: Any) -> None:
    dialog = opened("monthly")
    put(dialog.said.begins, "31 jan")
    shows(desk, dialog, "Sun 31 Jan", "Sun 28 Feb", "Wed 31 Mar")
    card = keep(desk, dialog)
    assert (card.anchor, card.due) == (dt.date(2027, 1, 31), dt.date(2027, 1, 31))


def test_what_is_late_stays_late_and_the_dates_go_on_from_today(desk: Any, opened: Any) -> None:
    dialog = opened(due=dt.date(2026, 11, 5))
    shows(desk, dialog, "Thu 5 Nov 2026 · late", "Thu 26 Nov", "Thu 3 Dec", "Thu 10 Dec", "Thu 17 Dec")
    choose(dialog.said.on_holiday, "leave it out")
    shows(desk, dialog, "Thu 5 Nov 2026 · late", "Thu 3 Dec")
    assert keep(desk, dialog).due == dt.date(2026, 11, 5)


def test_a_first_day_in_the_past_only_counts_from_there(desk: Any, opened: Any) -> None:
    dialog = opened("monthly")
    put(dialog.said.begins, "31 oct 2026")
    shows(desk, dialog, "Mon 30 Nov", "Thu 31 Dec")
    card = keep(desk, dialog)
    assert (card.anchor, card.due) == (dt.date(2026, 10, 31), dt.date(2026, 11, 30))


def test_a_day_that_was_moved_by_hand_stays_when_only_the_zone_is_set(desk: Any, opened: Any) -> None:
    dialog = opened("FREQ=WEEKLY;BYDAY=FR", due=dt.date(2026, 11, 26))
    dialog.more.button.click()
    choose(dialog.said.zone, "Chatham · Pacific")
    card = keep(desk, dialog)
    assert (card.repeat_zone, card.due) == ("Pacific/Chatham", dt.date(2026, 11, 26))


def test_escape_changes_nothing(desk: Any, opened: Any) -> None:
    dialog = opened()
    revision = desk.store.board.revision
    choose(dialog.said.unit, "year")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and desk.store.board.revision == revision
