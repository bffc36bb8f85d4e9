"""The page of the assistants: fields that save as they are made, and the ways to part."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models import handovers
from models.assistant_absences import add_absence
from models.assistant_rates import read_rates, set_rate
from models.assistants import add_assistant, assistant_of, edit_assistant, id_of_assistant, read_assistants
from models.board import Board
from models.hands import Terms
from models.repeats import Repeat
from models.settings import write_settings
from models.tasks import add_tasks
from tests.models.boards import Clock, card, draft, open_new, order
from ui.pages.assistants.ending import EndSheet
from ui.pages.assistants.page import AssistantsPage
from ui.store import Store

NOW = dt.datetime(2026, 11, 26, 13, 40)
TODAY = NOW.date()
LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


class Desk:
    """The page of a real board, and hands at it."""

    def __init__(self, qtbot: QtBot, board: Board, store: Store, page: AssistantsPage) -> None:
        self.qtbot, self.board, self.store, self.page = qtbot, board, store, page
        self.form = page.person.form

    @property
    def shown(self) -> str:
        return self.page.person.head.name.text()

    def settle(self) -> None:
        if not self.board.read_only:
            with self.qtbot.waitSignal(self.store.submit(lambda board: None).done):
                pass
        QApplication.processEvents()

    def row(self, field: str) -> Any:
        return self.form.rows[field]

    def fill(self, field: QWidget, text: str) -> None:
        """Replace what stands in a field, and go on to the next one."""
        field.setFocus()
        self.qtbot.keyClick(field, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        if text:
            self.qtbot.keyClicks(field, text)
        else:
            self.qtbot.keyClick(field, Key.Key_Delete)
        # An open list has the keys, and hands them on.
        self.qtbot.keyClick(QApplication.activePopupWidget() or field, Key.Key_Tab)
        self.settle()

    def choose(self, box: Any, value: str) -> None:
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
        self.settle()

    def click(self, button: QWidget) -> None:
        self.qtbot.mouseClick(button, LEFT)
        self.settle()

    def who(self, name: str) -> Any:
        return next(one for one in read_assistants(self.board, ended=True) if one.name == name)


def person(board: Board, name: str, city: str = "Manila", **fields: Any) -> int:
    add_assistant(board, name, city, f"uid-{name}")
    found = id_of_assistant(board, f"uid-{name}")
    assert found is not None
    if fields:
        edit_assistant(board, found, **fields)
    return found


def found_at(path: Path) -> None:
    with open_new(path, Clock(NOW)) as board:
        own = {"company.country": "US", "company.currency": "USD", "company.zone": "America/New_York"}
        write_settings(board, own)
        person(board, "James", "Lagos")
        maya = person(board, "Maya", email="maya@example.org", seconds_per_week="10")
        person(board, "Tom", "Boston", kind="employee")
        add_tasks(
            board,
            [draft("Calls", kind="setup", seconds_per_run=3_600, repeat=Repeat(1, "week")), draft("Mine")],
        )
        handovers.hand_over(board, order(board, "setup"), Terms(maya))


def opened(qtbot: QtBot, path: Path, *, read_only: bool = False) -> Iterator[Desk]:
    board = Board.open(path, read_only=read_only, clock=Clock(NOW))
    store = Store(board)
    page = AssistantsPage(store, lambda: TODAY)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.show_person(next(one.id for one in read_assistants(board) if one.name == "Maya"))
    page.person.form.more.button.click()
    yield Desk(qtbot, board, store, page)
    page.close()
    store.close()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    found_at(tmp_path / "a.board")
    yield from opened(qtbot, tmp_path / "a.board")


def test_who_somebody_is_stands_at_the_top(desk: Desk) -> None:
    head = desk.page.person.head
    assert desk.shown == "Maya"
    assert head.clock.text() == "Manila · 21:40, Thursday"
    assert head.cell.text() == "assistant · outsourced, abroad"
    assert head.load_words.text() == "about 1.7 h in hand of 10 h a week, 8.3 h free"
    assert head.load.accessibleName() == "17 % of the week full"
    assert [line.link.text() for line in desk.page.person.hand.lines] == ["Calls"]


def test_what_was_won_with_them_is_one_line_once_anything_is_measured(desk: Desk) -> None:
    won = desk.page.person.won
    assert not won.isVisible()
    (task,) = desk.board.db.execute_sql("SELECT id FROM task WHERE title = 'Calls'").fetchone()
    for operation in (handovers.deliver, handovers.accept):
        desk.store.submit(operation, [task])
    desk.settle()
    assert won.isVisible() and won.text().endswith("h won back in 1 run, measured")


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        ("name", "Maya Santos", "Maya Santos"),
        ("email", "m@example.org", "m@example.org"),
        ("seconds_per_week", "7,5", 27_000),
        ("hours", "21:00-5:00", "21:00-05:00"),
        ("skills", "travel, books", ("travel", "books")),
        ("starts", "1 sep 2026", dt.date(2026, 9, 1)),
        ("ends", "2027-03-01", dt.date(2027, 3, 1)),
        ("hour_cap", "10", 36_000),
        ("money_cap", "600.50", 60_050),
        ("reply_hours", "24", 24),
        ("notes", "Speaks softly", "Speaks softly"),
    ],
)
def test_a_field_saves_when_it_is_left(desk: Desk, field: str, typed: str, stored: Any) -> None:
    maya = desk.page.person.who.id
    desk.fill(desk.row(field).field, typed)
    assert getattr(assistant_of(desk.board, maya), field) == stored
    desk.store.submit(lambda board: board.undo())
    desk.settle()
    assert getattr(assistant_of(desk.board, maya), field) != stored


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "An assistant needs a name."),
        ("name", "james", "There is already somebody called James."),
        ("email", "maya at home", "E-mail: “maya at home” is no e-mail address."),
        ("seconds_per_week", "200", "Hours a week must lie between 0 and 168."),
        ("hours", "nine", "Working hours: write them as 09:00-17:00."),
        ("starts", "never", "Since: “never” is no date."),
        ("money_cap", "much", "Money at most: “much” is no number."),
    ],
)
def test_what_cannot_be_taken_is_told_at_the_field(desk: Desk, field: str, typed: str, words: str) -> None:
    row = desk.row(field)
    before = assistant_of(desk.board, desk.page.person.who.id)
    desk.fill(row.field, typed)
    assert row.fault.text() == words and not row.fault.isHidden()
    assert row.field.text() == typed
    assert assistant_of(desk.board, before.id) == before
    desk.fill(row.field, "10:00-12:00" if field == "hours" else "1" if "@" not in typed else typed)
    assert row.fault.text() != words


def test_choices_save_at_once(desk: Desk) -> None:
    desk.choose(desk.row("kind").field, "employee")
    assert desk.who("Maya").outside_company is False
    assert desk.page.person.head.cell.text() == "employee · in the company, abroad"
    desk.choose(desk.row("country").field, "US")
    assert desk.row("outside_company").aside.text() == "in the company, in your country"
    desk.click(desk.row("outside_company").field)
    assert desk.who("Maya").outside_company is True
    desk.choose(desk.row("clearance").field, "high")
    desk.choose(desk.row("authority").field, "4")
    assert (desk.who("Maya").clearance, desk.who("Maya").authority) == ("high", 4)
    desk.click(desk.row("Working days").field.chip("5"))
    assert desk.who("Maya").days == "0,1,2,3,4,5"


def test_a_city_is_completed_and_brings_its_zone(desk: Desk) -> None:
    desk.fill(desk.row("city").field, "Austin, TX")
    maya = desk.who("Maya")
    assert (maya.city, maya.zone, maya.country) == ("Austin", "America/Chicago", "US")
    assert desk.page.person.head.clock.text() == "Austin · 07:40, Thursday"
    assert desk.row("city").field.text() == "Austin"


def test_an_exchange_rate_is_asked_only_where_the_currency_differs(desk: Desk) -> None:
    rate, maya = desk.form.rate, desk.page.person.who.id
    assert not rate.fx.isVisible()
    desk.fill(rate.amount, "12")
    assert [(str(one.amount), one.currency) for one in read_rates(desk.board, maya)] == [("12.00", "USD")]
    desk.choose(rate.currency, "PHP")
    assert rate.fx.isVisible()
    assert rate.aside.text() == "Without an exchange rate their work is told in hours only."
    desk.fill(rate.fx, "0.018")
    (one,) = read_rates(desk.board, maya)
    assert (str(one.amount), one.currency, str(one.fx)) == ("12.00", "PHP", "0.018")


def test_a_new_amount_leaves_the_past_as_it_was(desk: Desk) -> None:
    maya = desk.page.person.who.id
    desk.store.submit(set_rate, maya, dt.date(2026, 9, 1), "12", "USD")
    desk.settle()
    assert desk.form.rate.day.text() == "1 Sep 2026"
    desk.fill(desk.form.rate.amount, "14")
    rates = read_rates(desk.board, maya)
    assert [(str(one.amount), one.starts) for one in rates] == [
        ("14.00", TODAY),
        ("12.00", dt.date(2026, 9, 1)),
    ]
    desk.fill(desk.form.rate.day, "1 oct 2026")
    assert [one.starts for one in read_rates(desk.board, maya)] == [dt.date(2026, 10, 1), dt.date(2026, 9, 1)]
    cross = next(b for b in desk.form.rates.findChildren(QWidget) if "1 Sep" in b.accessibleName())
    desk.click(cross)
    assert len(read_rates(desk.board, maya)) == 1


def test_days_off_are_added_and_removed(desk: Desk) -> None:
    away = desk.form.away
    away.first.setText("24 dec 2026")
    away.last.setText("31 dec 2026")
    desk.click(away.button)
    assert [(one.first, one.last) for one in desk.who("Maya").absences] == [
        (dt.date(2026, 12, 24), dt.date(2026, 12, 31))
    ]
    (line,) = away.lines
    assert line.findChild(QLabel).text() == "24 Dec 2026 – 31 Dec 2026"
    away.first.setText("whenever")
    desk.click(away.button)
    assert away.fault.text() == "“whenever” is no date."
    desk.click(next(b for b in line.findChildren(QWidget) if b.accessibleName().startswith("Remove")))
    assert desk.who("Maya").absences == ()


def test_back_ups_have_an_order(desk: Desk) -> None:
    james, tom = desk.who("James").id, desk.who("Tom").id
    for key in (james, tom):
        desk.choose(desk.form.deputies.box, str(key))
    assert desk.who("Maya").deputies == (james, tom)
    up = next(b for b in desk.form.deputies.findChildren(QWidget) if "one place up" in b.accessibleName())
    desk.click(up)
    assert desk.who("Maya").deputies == (tom, james)


def test_the_list_filters_by_the_four_cells(desk: Desk) -> None:
    column = desk.page.column
    texts = [column.filter.itemText(place) for place in range(column.filter.count())]
    assert texts == [
        "All who work with you · 3",
        "in the company, in your country · 1",
        "outsourced, abroad · 2",
    ]
    desk.choose(column.filter, "in the company, in your country")
    assert column.shown() == [desk.who("Tom").id] and desk.shown == "Tom"


def test_the_keyboard_walks_the_list_and_escape_leaves(desk: Desk) -> None:
    desk.page.column.list.setFocus()
    desk.qtbot.keyClick(desk.page.column.list, Key.Key_Up)
    assert desk.shown == "James"
    with desk.qtbot.waitSignal(desk.page.closed):
        desk.qtbot.keyClick(desk.page.column.list, Key.Key_Escape)


def test_what_is_half_typed_is_saved_when_another_person_comes(desk: Desk) -> None:
    field = desk.row("email").field
    field.setFocus()
    desk.qtbot.keyClick(field, Key.Key_End)
    desk.qtbot.keyClicks(field, ".uk")
    desk.page.show_person(desk.who("Tom").id)
    desk.settle()
    assert desk.who("Maya").email == "maya@example.org.uk"
    assert desk.shown == "Tom" and field.text() == ""


def test_a_change_from_elsewhere_shows_without_disturbing_the_typing(desk: Desk) -> None:
    field, maya = desk.row("notes").field, desk.page.person.who.id
    field.setFocus()
    desk.qtbot.keyClicks(field, "half")
    desk.store.submit(edit_assistant, maya, email="new@example.org")
    desk.settle()
    assert desk.row("email").field.text() == "new@example.org"
    assert field.toPlainText() == "half"


def test_a_card_in_hand_opens(desk: Desk) -> None:
    (line,) = desk.page.person.hand.lines
    with desk.qtbot.waitSignal(desk.page.opened) as opened:
        desk.qtbot.mouseClick(line.link, LEFT)
    assert opened.args == order(desk.board, "training")


def test_the_engagement_ends_in_one_step(desk: Desk) -> None:
    maya, james = desk.page.person.who.id, desk.who("James").id
    (task,) = order(desk.board, "training")
    desk.click(desk.page.person.end)
    (sheet,) = desk.page.findChildren(EndSheet)
    told = [label.text() for label in sheet.findChildren(QLabel)]
    assert "1 card to take back: Calls" in told
    sheet.day.take_stored("30 nov 2026")
    sheet.to.show_value(str(james))
    desk.click(next(b for b in sheet.findChildren(QPushButton) if b.text() == "End it"))
    assert card(desk.board, task).holder == james
    assert assistant_of(desk.board, maya).ends == dt.date(2026, 11, 30)
    assert desk.page.person.head.load_words.text() == "No longer with you since 30 Nov 2026"
    assert not desk.page.person.end.isVisible()
    desk.click(desk.page.person.back)
    assert assistant_of(desk.board, maya).ended is None and desk.page.person.end.isVisible()


def test_erasing_asks_once_and_enter_means_no(desk: Desk) -> None:
    said: list[str] = []
    desk.page.said.connect(said.append)
    desk.click(desk.page.person.erase)
    (box,) = desk.page.findChildren(QMessageBox)
    assert box.text() == "Erase Maya for good?" and box.defaultButton().text() == "Cancel"
    desk.click(next(b for b in box.buttons() if b.text() == "Erase for good"))
    desk.settle()
    assert [one.name for one in read_assistants(desk.board, ended=True)] == ["James", "Tom"]
    assert desk.shown in ("James", "Tom")
    desk.qtbot.waitUntil(lambda: bool(said))
    assert said[0].startswith("Erased here.")


def test_a_picture_is_made_small_and_loses_what_was_written_into_it(desk: Desk, tmp_path: Path) -> None:
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    image.setText("GPS", "kanarienvogel")
    image.save(str(tmp_path / "a.png"))
    desk.page.person.head.take_picture(str(tmp_path / "a.png"))
    desk.settle()
    ((size, data),) = desk.board.db.execute_sql("SELECT size, data FROM content").fetchall()
    kept = QImage.fromData(data)
    assert (kept.width(), kept.height()) == (256, 256) and size < 10_000
    assert b"kanarienvogel" not in bytes(data)
    (tmp_path / "b.png").write_bytes(b"no picture")
    with desk.qtbot.waitSignal(desk.page.said) as said:
        desk.page.person.head.take_picture(str(tmp_path / "b.png"))
    assert said.args == ["This file is no picture that can be read here."]


def test_a_reference_letter_says_only_what_the_owner_would_show(desk: Desk, tmp_path: Path) -> None:
    from ui.reference_letter import letter_lines

    maya = desk.page.person.who.id
    desk.store.submit(edit_assistant, maya, notes="secret", starts="2026-09-01", name="<b>Maya</b> {name}")
    desk.store.submit(set_rate, maya, None, "47.11", "USD")
    desk.settle()
    lines = [text for _, text in letter_lines(desk.board, maya, TODAY)]
    assert lines[1] == "Reference for <b>Maya</b> {name}"
    assert lines[2] == "<b>Maya</b> {name} has worked with a since 1 Sep 2026."
    assert not any("secret" in text or "47" in text or "example.org" in text for text in lines)
    desk.page.save_letter(maya, tmp_path / "letter.pdf")
    data = (tmp_path / "letter.pdf").read_bytes()
    assert data.startswith(b"%PDF") and b"secret" not in data
    with desk.qtbot.waitSignal(desk.page.said) as said:
        desk.page.save_letter(maya, tmp_path / "gone" / "letter.pdf")
    assert "letter.pdf" in said.args[0] or "gone" in said.args[0]


def test_a_board_that_is_only_read_can_be_looked_at(qtbot: QtBot, tmp_path: Path) -> None:
    found_at(tmp_path / "a.board")
    for desk in opened(qtbot, tmp_path / "a.board", read_only=True):
        person_page = desk.page.person
        assert not desk.form.isEnabled() and person_page.letter.isEnabled()
        for button in (person_page.end, person_page.erase, desk.page.column.new):
            assert not button.isEnabled()
        desk.page.show_person(desk.who("Tom").id)
        assert desk.shown == "Tom"


def test_everything_has_a_name_for_screen_readers(desk: Desk) -> None:
    for field in desk.page.findChildren(QWidget):
        if field.focusPolicy() & Qt.FocusPolicy.TabFocus and field.isVisible():
            name = field.accessibleName() or getattr(field, "text", lambda: "")()
            assert name, field


@pytest.mark.parametrize("name", ["<img src=x>", "{name} %n", "x" * 200, "\u202eabc", "👩‍🔧 מאיה"])
def test_any_name_is_shown_letter_by_letter(desk: Desk, name: str) -> None:
    maya = desk.page.person.who.id
    desk.store.submit(edit_assistant, maya, name=name)
    desk.store.submit(add_absence, maya, TODAY, TODAY, name)
    desk.settle()
    assert desk.shown == name
    assert desk.page.person.viewport().width() >= desk.page.person.widget().minimumSizeHint().width()
