"""The tab Brief, by real keys, clicks and drops, against a real board file."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from models import access, brief_edits, enclosures, handovers, steps, tasks, timelog
from models.briefs import BriefDetail, read_brief
from models.hands import Terms
from models.schema import Assistant
from models.stages import first_stage
from models.uid import new_uid
from tests.ui.panel.test_panel import _nameless
from ui import theme
from ui.background import Job
from ui.panel.brief_tab import BriefTab

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def tab(desk: Any) -> BriefTab:
    desk.panel.open(desk.ids["Send invoices"])
    desk.panel.show_tab("brief")
    return desk.panel.brief_tab


def task(desk: Any) -> int:
    return int(desk.ids["Send invoices"])


def brief(desk: Any) -> BriefDetail:
    return read_brief(desk.store.board, task(desk))


def write(field: Any, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def field(tab: BriefTab, name: str) -> Any:
    return tab.form.rows[name].field


def more(tab: BriefTab, name: str) -> Any:
    assert tab.more is not None
    return tab.more.form.rows[name].field


def choose(box: Any, value: object) -> None:
    """From the open list, as the keyboard does."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    view = box.view()
    view.setCurrentIndex(box.model().index(box.findData(value), 0))
    QTest.keyClick(view, Qt.Key.Key_Return)


def set_terms(desk: Any, **terms: Any) -> None:
    """Usual terms of Maya, who is named on the card."""

    def write_terms(board: Any) -> None:
        with board.change("assistant", "Maya") as record:
            (key,) = record.db.execute_sql("SELECT id FROM assistant WHERE name = 'Maya'").fetchone()
            record.update(Assistant, key, **terms)

    desk.run(write_terms)


def test_the_bar_tells_how_ready_it_is_and_what_is_missing(desk: Any, tab: BriefTab) -> None:
    assert tab.head.per_cent.text() == "67 %" and tab.head.bar.score == 67
    assert [link.text() for link in tab.head.links] == ["what done means", "access they need, or none"]
    write(field(tab, "done_when"), "Every client is billed")
    desk.leave_field()
    assert desk.detail().done_when == "Every client is billed"
    assert tab.head.per_cent.text() == "83 %"
    assert [link.field for link in tab.head.links] == ["access"]
    desk.undo()
    assert tab.head.per_cent.text() == "67 %" and field(tab, "done_when").toPlainText() == ""


def test_a_gap_leads_to_where_it_is_said(desk: Any, tab: BriefTab) -> None:
    (link,) = desk.detail().attachments
    desk.run(steps.delete_attachment, link.id)
    first, second, third = tab.head.links
    desk.qtbot.mouseClick(first, LEFT)
    assert field(tab, "done_when").hasFocus() and tab.more is None
    second.setFocus()
    QTest.keyClick(second, Qt.Key.Key_Return)
    assert more(tab, "inputs").hasFocus() and tab.fold.isChecked()
    desk.qtbot.mouseClick(third, LEFT)
    assert tab.more is not None and tab.more.access.add_line.hasFocus()


@pytest.mark.parametrize(
    ("name", "place"),
    [("due", "due"), ("steps", "steps"), ("done_when", "short"), ("why", "more"), ("nda", "tick")],
)
def test_the_window_can_ask_for_any_field(desk: Any, name: str, place: str) -> None:
    desk.run(tasks.edit_task, task(desk), sensitivity="high")
    desk.panel.open(task(desk))
    desk.panel.show_brief(name)
    tab = desk.panel.brief_tab
    wanted: QWidget = {
        "due": lambda: tab.due.field,
        "steps": lambda: tab.steps.add_line,
        "short": lambda: field(tab, name),
        "more": lambda: more(tab, name),
        "tick": lambda: tab.more._ticks["nda"],
    }[place]()
    focused = desk.window.focusWidget()
    assert focused is wanted or wanted.isAncestorOf(focused)


def test_the_steps_are_those_of_the_tab_task(desk: Any, tab: BriefTab) -> None:
    assert [row.text.toPlainText() for row in tab.steps.rows] == ["Export", "Draft", "Check", "Send"]
    assert tab.steps_part.heading == "Steps · 1 of 4"
    tab.steps.add_line.setFocus()
    QTest.keyClicks(tab.steps.add_line, "File it")
    QTest.keyClick(tab.steps.add_line, Qt.Key.Key_Return)
    desk.settle()
    desk.panel.show_tab("task")
    assert [row.text.toPlainText() for row in desk.tab.steps.rows][-1] == "File it"


def test_a_step_says_how_long_it_takes(desk: Any, tab: BriefTab) -> None:
    minutes = tab.steps.rows[0].minutes
    assert minutes is not None
    minutes.setFocus()
    QTest.keyClicks(minutes, "1h30")
    desk.leave_field()
    assert desk.detail().steps[0].seconds == 5400 and minutes.text() == "1 h 30 min"
    write(minutes, "soon")
    desk.leave_field()
    assert "no time" in minutes.toolTip() and desk.detail().steps[0].seconds == 5400
    write(minutes, "10")
    desk.leave_field()
    desk.undo()
    assert desk.detail().steps[0].seconds == 5400 and minutes.text() == "1 h 30 min"
    assert desk.tab.steps.rows[0].minutes is None


def test_what_they_may_decide_is_chosen_in_words(desk: Any, tab: BriefTab) -> None:
    box = field(tab, "authority")
    assert box.currentText() == "Recommend, I approve" and box.is_grey
    choose(box, 4)
    desk.settle()
    assert brief(desk).own["authority"] == 4
    assert box.currentText() == "Decide, and tell me" and not box.is_grey
    choose(box, None)
    desk.settle()
    assert brief(desk).own["authority"] is None and box.is_grey


def test_usual_terms_are_grey_until_something_is_said(desk: Any, tab: BriefTab) -> None:
    set_terms(
        desk,
        ask_when="Anything over 100",
        authority=4,
        channel="Signal",
        reply_hours=4,
        spend=5000,
        currency="PHP",
    )
    ask = field(tab, "ask_when")
    assert (ask.toPlainText(), ask.placeholderText()) == ("", "Anything over 100")
    assert tab.form.rows["ask_when"].below == "as usual with Maya"
    assert tab.form.rows["authority"].below == "as usual with Maya · up to 50 PHP"
    tab.fold.click()
    assert more(tab, "channel").placeholderText() == "Signal"
    assert more(tab, "reply_hours").placeholderText() == "within 4 h"
    assert more(tab, "spend_run").placeholderText() == "50 PHP"
    write(ask, "A client disputes")
    desk.leave_field()
    assert tab.form.rows["ask_when"].below == ""
    assert brief(desk).holds["ask_when"].value == "A client disputes"


def test_without_anybody_the_programs_own_words_are_grey(desk: Any) -> None:
    desk.panel.open(desk.ids["Water the plants"])
    desk.run(tasks.edit_task, desk.ids["Water the plants"], verdict="delegable")
    desk.panel.show_brief()
    tab = desk.panel.brief_tab
    text = field(tab, "ask_when").placeholderText()
    assert text == "If blocked: propose three options, pick one and flag it."
    assert tab.form.rows["ask_when"].below == ""


@pytest.mark.parametrize(
    ("typed", "minor", "currency"),
    [("50", 5000, "USD"), ("12.50 eur", 1250, "EUR"), ("0", 0, "USD"), ("EUR 7", 700, "EUR"), ("", None, "")],
)
def test_spending_limits(desk: Any, tab: BriefTab, typed: str, minor: int | None, currency: str) -> None:
    tab.fold.click()
    write(more(tab, "spend_run"), typed)
    desk.leave_field()
    assert (brief(desk).own["spend_run"], brief(desk).own["spend_currency"]) == (minor, currency)


def test_what_is_no_amount_is_said_below_and_not_saved(desk: Any, tab: BriefTab) -> None:
    tab.fold.click()
    for name, typed, words in (
        ("spend_run", "a lot", "“a lot” is no amount"),
        ("spend_month", "-5", "an amount, or 0"),
        ("reply_hours", "soon", "“soon” is no time"),
        ("reply_hours", "999", "1 to 336 hours"),
    ):
        write(more(tab, name), typed)
        desk.leave_field()
        assert tab.more is not None and words in tab.more.form.rows[name].below
        assert brief(desk).own[name] is None


def test_every_field_under_more_is_saved(desk: Any, tab: BriefTab) -> None:
    tab.fold.click()
    for name in ("outcome", "why", "inputs", "example", "recording", "channel"):
        write(more(tab, name), f"my {name}")
        desk.leave_field()
    for name in ("out_of_scope", "exceptions", "errors"):
        write(more(tab, name), f"my {name}")
        desk.leave_field()
    write(more(tab, "reply_hours"), "1 day")
    desk.leave_field()
    write(more(tab, "milestone"), "fri")
    desk.leave_field()
    choose(more(tab, "review"), "weekly")
    desk.settle()
    choose(more(tab, "sensitivity"), "high")
    desk.settle()
    own = brief(desk).own
    assert own["outcome"] == "my outcome" and own["errors"] == "my errors"
    assert (own["reply_hours"], own["review"], own["milestone"]) == (24, "weekly", dt.date(2026, 11, 27))
    assert desk.detail().sensitivity == "high"
    desk.panel.open(desk.ids["Water the plants"])
    desk.panel.open(task(desk))
    tab.fold.click()
    assert more(tab, "why").toPlainText() == "my why"
    assert more(tab, "reply_hours").text() == "within 24 h"


def test_ticks_say_that_nothing_is_needed(desk: Any, tab: BriefTab) -> None:
    tab.fold.click()
    assert tab.more is not None
    ticks = tab.more._ticks
    for name in ("no_inputs", "no_access"):
        desk.qtbot.mouseClick(ticks[name].chip(name), LEFT)
        desk.settle()
        assert brief(desk).own[name]
    assert ticks["nda"].isHidden()
    desk.qtbot.mouseClick(ticks["understood"].chip("understood"), LEFT)
    desk.settle()
    assert brief(desk).understood is not None
    desk.run(steps.add_attachment, task(desk), "https://example.com", "", new_uid())
    assert not ticks["no_inputs"].isHidden()


def test_hints_are_muted_and_warnings_are_not_in_the_way(desk: Any, tab: BriefTab) -> None:
    write(field(tab, "done_when"), "looks good")
    desk.leave_field()
    row = tab.form.rows["done_when"]
    assert row.below.startswith("“looks good” can be argued about")
    assert row.field.accessibleDescription() == row.below
    assert row._below_role == "muted"
    write(field(tab, "done_when"), "all 40 clients are billed")
    desk.leave_field()
    assert row.below == ""


def test_access_is_added_changed_and_taken_away(desk: Any, tab: BriefTab) -> None:
    tab.fold.click()
    assert tab.more is not None
    line = tab.more.access.add_line
    line.setFocus()
    QTest.keyClicks(line, "Shop")
    QTest.keyClick(line, Qt.Key.Key_Return)
    desk.settle()
    (row,) = tab.more.access.rows
    assert "Say with which role" in tab.more.access.rule.text()
    write(row.role, "clerk")
    desk.leave_field()
    write(row.grant, "named account")
    desk.leave_field()
    write(row.granted, "27 nov 2026")
    desk.leave_field()
    (stored,) = brief(desk).access
    assert (stored.tool, stored.role, stored.grant) == ("Shop", "clerk", "named account")
    assert stored.granted == dt.date(2026, 11, 27)
    assert tab.more.access.rule.text().startswith("Share access, never a password")
    write(row.revoke, "1 jan 2020")
    desk.leave_field()
    assert brief(desk).access[0].revoke_on is None
    assert row.revoked.isVisible() and not row.whose.isVisible()
    write(row.revoked, "28 nov 2026")
    desk.leave_field()
    assert brief(desk).access[0].revoked == dt.date(2026, 11, 28)
    desk.qtbot.mouseClick(row.cross, LEFT)
    desk.settle()
    assert tab.more.access.rows == [] and brief(desk).access == ()
    desk.undo()
    assert len(tab.more.access.rows) == 1


def test_both_clocks_and_what_stands_against_a_due_time(desk: Any, tab: BriefTab) -> None:
    set_terms(desk, zone="Asia/Manila", city="Manila")
    assert tab.due.both.isHidden() and tab.due.warnings.isHidden()
    desk.run(
        tasks.edit_task,
        task(desk),
        due=dt.date(2026, 12, 4),
        due_time="13:00",
        due_zone="America/New_York",
    )
    assert tab.due.both.text() == "13:00 New York · Sat 5 Dec 02:00 Manila"
    assert "their day off" in tab.due.warnings.text() or "night" in tab.due.warnings.text()
    desk.qtbot.waitUntil(lambda: not tab.due.findChildren(Job))
    write(tab.due.field, "fri 4 dec 2026 04:00")
    desk.leave_field()
    assert desk.detail().card.due_zone == "America/New_York"
    assert tab.due.both.text() == "04:00 New York · 17:00 Manila"
    assert tab.due.warnings.isHidden()
    desk.qtbot.waitUntil(lambda: not tab.due.findChildren(Job))


def test_a_holiday_there_is_found_in_the_background(desk: Any, tab: BriefTab) -> None:
    set_terms(desk, zone="Asia/Manila", city="Manila", country="PH")
    desk.run(tasks.edit_task, task(desk), due=dt.date(2026, 12, 25))
    desk.qtbot.waitUntil(lambda: "A holiday there" in tab.due.warnings.text(), timeout=20_000)
    desk.qtbot.waitUntil(lambda: not tab.due.findChildren(Job))


def test_writing_it_while_doing_it(desk: Any, tab: BriefTab) -> None:
    now = [1000.0]
    tab.capture.clock = lambda: now[0]
    asked: list[int] = []
    desk.panel.timer_asked.connect(asked.append)
    desk.qtbot.mouseClick(tab.capture.write, LEFT)
    assert asked == [task(desk)] and tab.capture.is_on
    line = tab.steps.add_line
    assert line.hasFocus()
    for text, seconds in (("Open the list", 150), ("Copy the rows", 20)):
        now[0] += seconds
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)
    desk.settle()
    found = [(step.text, step.seconds) for step in desk.detail().steps[-2:]]
    assert found == [("Open the list", 120), ("Copy the rows", 60)]
    desk.run(timelog.start_timer, task(desk))
    desk.qtbot.mouseClick(tab.capture.write, LEFT)
    assert asked == [task(desk)] * 2 and not tab.capture.is_on
    QTest.keyClicks(line, "Later")
    QTest.keyClick(line, Qt.Key.Key_Return)
    desk.settle()
    assert desk.detail().steps[-1].seconds is None


def test_another_card_ends_the_writing_and_leaves_the_timer_alone(desk: Any, tab: BriefTab) -> None:
    desk.qtbot.mouseClick(tab.capture.write, LEFT)
    asked: list[int] = []
    desk.panel.timer_asked.connect(asked.append)
    desk.run(tasks.edit_task, desk.ids["Water the plants"], verdict="delegable")
    desk.panel.open(desk.ids["Water the plants"])
    assert not tab.capture.is_on and not tab.capture.write.isChecked() and asked == []


def test_letting_them_write_it(desk: Any, tab: BriefTab) -> None:
    desk.qtbot.mouseClick(tab.capture.they_write, LEFT)
    desk.settle()
    assert brief(desk).own["they_write"] and tab.capture.they_write.isChecked()
    assert "asks them for the steps" in tab.capture.note.text()
    desk.undo()
    assert not tab.capture.they_write.isChecked() and tab.capture.note.isHidden()


def drop_files(desk: Any, tab: BriefTab, *paths: Path) -> Any:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    assert desk.drop(tab, carried, QPoint(40, 40))
    assert tab.more is not None
    return tab.more.files.findChild(QMenu)


def test_a_dropped_file_goes_along_or_is_linked(desk: Any, tab: BriefTab, tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_bytes(b"a,b\n")
    menu = drop_files(desk, tab, path)
    assert menu.activeAction().text() == "Enclose: a copy goes along"
    QTest.keyClick(menu, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: len(brief(desk).files) == 1)
    desk.settle()
    assert tab.more is not None
    assert [line.text() for line in tab.more.files.lines] == ["prices.csv · 4 bytes"]
    menu = drop_files(desk, tab, path)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    desk.settle()
    assert [link.url for link in desk.detail().attachments][-1] == str(path)
    assert len(brief(desk).files) == 1


def test_a_file_that_cannot_go_along_says_why(desk: Any, tab: BriefTab, tmp_path: Path) -> None:
    path = tmp_path / "photo.gif"
    path.write_bytes(b"GIF89a...")
    menu = drop_files(desk, tab, path, tmp_path / "gone.txt")
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert tab.more is not None
    fault = tab.more.files.fault
    desk.qtbot.waitUntil(lambda: not fault.isHidden())
    desk.qtbot.waitUntil(lambda: not tab.more.files.findChildren(Job))
    assert "photo.gif may tell where" in fault.text() or "gone.txt is not there" in fault.text()
    assert brief(desk).files == ()


def test_a_file_that_is_too_large_can_only_be_linked(desk: Any, tab: BriefTab, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with path.open("wb") as stream:
        stream.truncate(enclosures.LARGEST + 1)
    menu = drop_files(desk, tab, path)
    assert menu.activeAction().text() == "Link: it stays with you"
    assert not menu.actions()[0].isEnabled()
    QTest.keyClick(menu, Qt.Key.Key_Return)
    desk.settle()
    assert desk.detail().attachments[-1].url == str(path) and brief(desk).files == ()


def test_an_enclosed_file_is_saved_and_taken_off(desk: Any, tab: BriefTab, tmp_path: Path) -> None:
    loaded = enclosures.as_loaded("a.txt", b"hello")
    desk.run(enclosures.enclose, task(desk), loaded, new_uid())
    tab.fold.click()
    assert tab.more is not None
    tab.more.files.save_copy(brief(desk).files[0], tmp_path / "copy.txt")
    desk.qtbot.waitUntil(lambda: (tmp_path / "copy.txt").is_file())
    desk.qtbot.waitUntil(lambda: not tab.more.files.findChildren(Job))
    assert (tmp_path / "copy.txt").read_bytes() == b"hello"
    QTest.keyClick(tab.more.files.lines[0], Qt.Key.Key_Delete)
    desk.settle()
    assert brief(desk).files == () and tab.more.files.lines == []
    desk.undo()
    assert len(tab.more.files.lines) == 1


def test_the_buttons_below_ask_the_window_and_keep_it_core(desk: Any, tab: BriefTab) -> None:
    asked: list[int] = []
    desk.panel.hand_over_asked.connect(asked.append)
    desk.qtbot.mouseClick(tab.buttons.give, LEFT)
    assert asked == [task(desk)]
    desk.qtbot.mouseClick(tab.buttons.core, LEFT)
    desk.settle()
    assert desk.detail().card.kind == "core"
    assert desk.panel._tabs.bar.tabText(desk.panel._tabs.bar.currentIndex()) == "Task"


def test_a_change_for_one_who_is_not_watched_any_more_offers_a_look(desk: Any, tab: BriefTab) -> None:
    (maya,) = desk.store.board.db.execute_sql("SELECT id FROM assistant WHERE name = 'Maya'").fetchone()
    desk.run(handovers.hand_over, [task(desk)], Terms(maya, knows_it=True))
    desk.run(tasks.move_tasks, [task(desk)], first_stage(desk.store.board, "handed_over").id)
    assert desk.detail().card.level == 4 and tab.head.look.isHidden()
    assert tab.buttons.give.isHidden() and tab.buttons.core.isHidden()
    write(field(tab, "done_when"), "all billed by noon")
    desk.leave_field()
    assert tab.head.look_text.text() == "Maya learnt it as it was. Check every time again?"
    desk.qtbot.mouseClick(tab.head.small, LEFT)
    desk.settle()
    assert tab.head.look.isHidden() and desk.detail().card.level == 4
    desk.panel.refresh()
    assert tab.head.look.isHidden() and desk.sentence() == "leaving “Send invoices” as it is with Maya"
    desk.undo()
    assert not tab.head.look.isHidden()
    desk.qtbot.mouseClick(tab.head.again, LEFT)
    desk.settle()
    assert desk.detail().card.level == 3 and desk.detail().card.kind == "training"


def test_what_is_half_typed_is_saved_when_another_card_opens(desk: Any, tab: BriefTab) -> None:
    write(field(tab, "done_when"), "half")
    tab.fold.click()
    write(more(tab, "why"), "typed")
    desk.panel.open(desk.ids["Water the plants"])
    desk.settle()
    assert desk.detail().done_when == "half" and brief(desk).own["why"] == "typed"


def test_what_another_part_of_the_window_changes_is_shown(desk: Any, tab: BriefTab) -> None:
    tab.fold.click()
    desk.run(brief_edits.edit_brief, task(desk), why="they pay sooner", authority=5)
    desk.run(access.add_access, task(desk), "Shop", new_uid(), "clerk", "vault share")
    assert more(tab, "why").toPlainText() == "they pay sooner"
    assert field(tab, "authority").currentText() == "Own it"
    assert tab.more is not None and tab.more.access.rows[0].role.toPlainText() == "clerk"


def test_the_tab_is_made_only_when_it_is_looked_at(desk: Any) -> None:
    desk.panel.open(task(desk))
    tab = desk.panel.brief_tab
    assert not tab._is_made
    desk.panel.show_tab("brief")
    assert tab._is_made and tab.more is None


def test_everything_that_takes_the_keyboard_has_a_name(desk: Any, tab: BriefTab) -> None:
    QAccessible.setActive(True)
    desk.run(access.add_access, task(desk), "Shop", new_uid())
    desk.run(enclosures.enclose, task(desk), enclosures.as_loaded("a.txt", b"x"), new_uid())
    tab.fold.click()
    assert _nameless(QAccessible.queryAccessibleInterface(tab)) == []


def test_tab_goes_through_the_brief_in_reading_order(desk: Any, tab: BriefTab) -> None:
    desk.run(access.add_access, task(desk), "Shop", new_uid())
    tab.fold.click()
    assert tab.more is not None
    gap = tab.head.links[0]
    desk.qtbot.waitUntil(gap.isVisible)
    gap.setFocus()
    seen: list[QWidget] = []
    for _ in range(90):
        now = desk.window.focusWidget()
        if now in seen:
            break
        seen.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    row = tab.steps.rows[0]
    (shop,) = tab.more.access.rows
    wanted = [
        gap,
        field(tab, "done_when"),
        tab.repeats,
        tab.due.field,
        field(tab, "authority"),
        field(tab, "ask_when"),
        row.check,
        row.text,
        row.minutes,
        tab.steps.add_line,
        tab.capture.write,
        tab.capture.they_write,
        tab.fold,
        more(tab, "outcome"),
        more(tab, "inputs"),
        tab.more.links.add_line,
        tab.more.files.add,
        shop.tool,
        shop.role,
        shop.grant,
        shop.granted,
        tab.more.access.add_line,
        more(tab, "example"),
        more(tab, "spend_run"),
        more(tab, "milestone"),
        tab.buttons.give,
        tab.buttons.core,
        tab.buttons.menu,
    ]
    assert [widget for widget in seen if widget in wanted] == wanted


def test_it_takes_on_dark_at_once(desk: Any, tab: BriefTab) -> None:
    tab.fold.click()
    theme.apply(QApplication.instance(), "dark")
    try:
        assert theme.colours().delegable.name() in tab.buttons.styleSheet()
        dark = theme.colours().muted
        assert tab.form.rows["done_when"]._label.palette().windowText().color() == dark
    finally:
        theme.apply(QApplication.instance(), "system")
