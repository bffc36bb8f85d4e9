"""The quick log: a card or a few words, minutes, when, whose time; by keys alone."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models import stages, tasks, timelog, triage_ops
from models.board import Board
from models.drafts import TaskDraft
from models.timelog import Entry
from models.uid import new_uid
from ui.dialogs.log_time import LogTimeDialog
from ui.store import Store
from ui.wording import local

NOW = dt.datetime(2026, 11, 25, 14, 30)
Key = Qt.Key


@pytest.fixture
def store(tmp_path: Path, qapp: object) -> Iterator[Store]:
    path = tmp_path / "shop.board"
    with Board.open(path, create=True, clock=lambda: NOW) as board:
        stages.found_board(board, "Shop")
        titles = ("Send invoices", "Inbox", "Answer the <b>phone</b>", "Inbox zero")
        tasks.add_tasks(board, [TaskDraft(title, uid=new_uid()) for title in titles])
    store = Store(Board.open(path, clock=lambda: NOW))
    bugs: list[object] = []
    store.crashed.connect(bugs.append)
    yield store
    store.close()
    assert bugs == []


@pytest.fixture
def shown(qtbot: QtBot, store: Store) -> Callable[[str], LogTimeDialog]:
    def make(title: str = "") -> LogTimeDialog:
        dialog = LogTimeDialog(store, lambda: NOW, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.open()
        qtbot.waitExposed(dialog)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return make


def write(text: str) -> None:
    """Letters, Tab and Enter, wherever the keyboard is."""
    for letter in text:
        widget = QApplication.focusWidget()
        assert isinstance(widget, QWidget)
        QTest.keyClick(widget, {"\n": Key.Key_Return, "\t": Key.Key_Tab}.get(letter, letter))  # type: ignore[call-overload]


def logged(qtbot: QtBot, store: Store) -> list[Entry]:
    with qtbot.waitSignal(store.submit(lambda board: None).done):
        pass
    return timelog.read_entries(store.board)


def only(qtbot: QtBot, store: Store, dialog: LogTimeDialog) -> Entry:
    qtbot.waitUntil(lambda: not dialog.isVisible())
    (entry,) = logged(qtbot, store)
    return entry


def test_the_card_in_use_minutes_and_enter(shown: Any, store: Store, qtbot: QtBot) -> None:
    dialog = shown("Inbox")
    write("\t25\n")
    entry = only(qtbot, store, dialog)
    assert (entry.title, entry.seconds, entry.plate, entry.kind) == ("Inbox", 1500, "", "log")
    assert entry.task is not None
    assert entry.started == NOW - dt.timedelta(minutes=25)


def test_typing_replaces_the_card_that_was_offered(shown: Any, store: Store, qtbot: QtBot) -> None:
    dialog = shown("Inbox")
    write("fixed the printer\t40\n")
    entry = only(qtbot, store, dialog)
    assert (entry.task, entry.title, entry.seconds) == (None, "fixed the printer", 2400)


def test_one_line_says_it_all(shown: Any, store: Store, qtbot: QtBot) -> None:
    dialog = shown()
    write("send INVOICES 1h30 @Tom")
    assert dialog.what_part.below == "The card “Send invoices” in Unsorted"
    assert dialog.minutes_part.below == "1 h 30 min"
    assert dialog.whose.placeholderText() == "Tom"
    assert dialog.log.text() == "Log 1 h 30 min"
    write("\n")
    entry = only(qtbot, store, dialog)
    assert (entry.title, entry.seconds, entry.plate) == ("Send invoices", 5400, "Tom")


def test_days_in_a_free_text_stay_in_it(shown: Any, store: Store, qtbot: QtBot) -> None:
    dialog = shown()
    write("prepared the friday meeting 20m\n")
    assert only(qtbot, store, dialog).title == "prepared the friday meeting"


def test_titles_are_offered_and_chosen_with_down_and_enter(shown: Any, store: Store, qtbot: QtBot) -> None:
    dialog = shown()
    write("inv")
    assert dialog.what.completer_.offered == ["Send invoices"]
    popup = dialog.what.completer_._popup
    QTest.keyClick(popup, Key.Key_Down)
    QTest.keyClick(popup, Key.Key_Return)
    assert dialog.what.text() == "Send invoices"
    dialog.what.completer_.close()
    write("\t15\n")
    assert only(qtbot, store, dialog).title == "Send invoices"


def test_a_title_with_markup_is_shown_as_it_is(shown: Any) -> None:
    dialog = shown("Answer the <b>phone</b>")
    assert dialog.what_part.below == "The card “Answer the <b>phone</b>” in Unsorted"


def test_when_and_whose(shown: Any, store: Store, qtbot: QtBot) -> None:
    dialog = shown("Inbox")
    write("\t30\tyesterday 9:30")
    assert dialog.when_part.below == "yesterday 09:30 to 10:00"
    dialog.more.button.click()
    dialog.whose.setFocus()
    write("Priya\n")
    entry = only(qtbot, store, dialog)
    assert entry.plate == "Priya"
    assert local(entry.started) == dt.datetime.combine(
        local(NOW).date() - dt.timedelta(days=1), dt.time(9, 30)
    )


def test_me_is_nobody_else(shown: Any, store: Store, qtbot: QtBot) -> None:
    dialog = shown("Inbox")
    dialog.more.button.click()
    dialog.whose.setFocus()
    write("Me")
    dialog.minutes.setFocus()
    write("5\n")
    assert only(qtbot, store, dialog).plate == ""


@pytest.mark.parametrize(
    ("keys", "part", "sentence"),
    [
        ("\t25\n", "what_part", "What was it? A task, or a few words."),
        ("inbox\tsoon\n", "minutes_part", "How long? Try 25, 1h30 or 2 h."),
        ("inbox\t99999\n", "minutes_part", "How long? Try 25, 1h30 or 2 h."),
        ("inbox\t25\ttomorrow\n", "when_part", "No time gone by: try 14:05 or yesterday 9:30."),
        ("inbox\t25\t2027-01-01\n", "when_part", "No time gone by: try 14:05 or yesterday 9:30."),
    ],
)
def test_what_cannot_be_gets_a_sentence_at_its_field(
    shown: Any, store: Store, qtbot: QtBot, keys: str, part: str, sentence: str
) -> None:
    dialog = shown()
    write(keys)
    assert getattr(dialog, part).below == sentence
    assert getattr(dialog, part).field.hasFocus()
    assert dialog.isVisible()
    assert logged(qtbot, store) == []


@pytest.mark.parametrize(
    ("keys", "part"),
    [("inbox\t9999\n", "minutes_part"), ("=1+1 25m\n", "what_part")],
)
def test_what_the_board_refuses_is_said_and_nothing_changes(
    shown: Any, store: Store, qtbot: QtBot, keys: str, part: str
) -> None:
    dialog = shown()
    with qtbot.waitSignal(store.refused):
        write(keys)
    qtbot.waitUntil(dialog.log.isEnabled)
    assert "must lie between" in getattr(dialog, part).below or "cannot be" in getattr(dialog, part).below
    assert dialog.isVisible()
    assert dialog.log.isEnabled()
    assert logged(qtbot, store) == []


def test_escape_logs_nothing(shown: Any, store: Store, qtbot: QtBot) -> None:
    dialog = shown("Inbox")
    write("\t25")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert not dialog.isVisible()
    assert logged(qtbot, store) == []


def test_the_week_so_far_stands_below(shown: Any, store: Store, qtbot: QtBot) -> None:
    assert not shown().week.isVisible()
    board_tasks = {title: task for task, title in store.board.db.execute_sql("SELECT id, title FROM task")}
    when = NOW - dt.timedelta(hours=3)

    def log(board: Any) -> None:
        triage_ops.decide(board, board_tasks["Inbox"], "delegable")
        triage_ops.decide(board, board_tasks["Send invoices"], "core")
        timelog.log_time(board, board_tasks["Inbox"], "", 3 * 3600, when)
        timelog.log_time(board, None, "Parcels", 1800, when)

    with qtbot.waitSignal(store.submit(log).done):
        pass
    assert shown().week.text() == "This week 3 h 30 min logged · 3 h on other people's work"
    with qtbot.waitSignal(
        store.submit(timelog.log_time, board_tasks["Send invoices"], "", 7 * 3600, when).done
    ):
        pass
    assert shown().week.text().endswith("· 67 % of your time on core work")
