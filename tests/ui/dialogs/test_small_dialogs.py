"""Keys, About, pasting a list, questions."""

import json
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.dialogs.about import AboutDialog, read_licences, versions
from ui.dialogs.keys import KeysDialog
from ui.dialogs.paste_list import PasteListDialog
from ui.dialogs.question import ask, tell

TODAY = date(2026, 11, 23)


def shown_keys(dialog: KeysDialog) -> list[str]:
    found = []
    for place in range(dialog.list.topLevelItemCount()):
        group = dialog.list.topLevelItem(place)
        assert group is not None
        rows = [group.child(row) for row in range(group.childCount())]
        found += [item.text(0) for item in rows if item and not item.isHidden() and not group.isHidden()]
    return found


def test_keys_are_found_by_what_they_do_and_by_the_key(qtbot: QtBot) -> None:
    rows = [
        ("Cards", "Add a card", QKeySequence("Ctrl+N")),
        ("Cards", "Rename", QKeySequence("F2")),
        ("Board", "Undo", QKeySequence("Ctrl+Z")),
        ("Board", "Send to a column", "1–7"),
    ]
    dialog = KeysDialog(rows)
    dialog.open()
    assert shown_keys(dialog) == ["Add a card", "Rename", "Undo", "Send to a column"]
    qtbot.keyClicks(dialog.search, "UNDO")
    assert shown_keys(dialog) == ["Undo"]
    dialog.search.clear()
    qtbot.keyClicks(dialog.search, "ctrl")
    assert shown_keys(dialog) == ["Add a card", "Undo"]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_about_says_versions_and_copies_them(qtbot: QtBot) -> None:
    rows = versions("1.2", "3.53.0")
    assert {"Python", "Qt", "PySide6", "SQLite", "peewee"} <= {name for name, _ in rows}
    dialog = AboutDialog(rows, [])
    dialog.open()
    dialog.copy_versions()
    assert "SQLite 3.53.0" in QGuiApplication.clipboard().text().splitlines()


def test_about_shows_each_licence_as_plain_text(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "mit.txt").write_text("Permission is", encoding="utf-8")
    (tmp_path / "qt.txt").write_text("GNU LESSER <b>GENERAL</b>", encoding="utf-8")
    rows = [
        {"name": "peewee", "version": "4.5", "licence": "MIT", "file": "mit.txt"},
        {"name": "Qt", "licence": "LGPL-3.0", "file": "qt.txt"},
        {"name": "Bad", "version": "", "licence": "?", "file": "../../etc/passwd"},
    ]
    (tmp_path / "index.json").write_text(json.dumps(rows), encoding="utf-8")
    licences = read_licences(tmp_path)
    assert [one.name for one in licences] == ["peewee", "Qt"]
    dialog = AboutDialog(versions("1", "3"), licences)
    dialog.open()
    assert dialog.text.toPlainText() == "MIT\n\nPermission is"
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.text.toPlainText() == "LGPL-3.0\n\nGNU LESSER <b>GENERAL</b>"


def test_about_tells_how_to_replace_qt() -> None:
    assert any("pyside6" in one.path.read_text(encoding="utf-8").lower() for one in read_licences())


def test_without_an_index_there_are_no_licences(tmp_path: Path) -> None:
    assert read_licences(tmp_path) == []


@pytest.fixture
def paste(qtbot: QtBot) -> PasteListDialog:
    made = PasteListDialog(lambda: TODAY)
    made.open()
    return made


def test_pasted_lines_are_counted_as_they_are_typed(qtbot: QtBot, paste: PasteListDialog) -> None:
    assert not paste.add.isEnabled()
    qtbot.keyClicks(paste.text, "Order gloves")
    assert paste.add.text() == "Add 1 card"
    qtbot.keyClick(paste.text, Qt.Key.Key_Return)
    assert paste.add.text() == "Add 1 card"
    qtbot.keyClicks(paste.text, "- Answer reviews")
    assert paste.add.text() == "Add 2 cards"


def test_control_enter_adds_the_lines_as_quick_add_reads_them(qtbot: QtBot, paste: PasteListDialog) -> None:
    paste.text.setPlainText("* Send invoices every month 45m #books\n\n2. Order gloves\n")
    with qtbot.waitSignal(paste.chosen) as caught:
        qtbot.keyClick(paste.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    first, second = caught.args[0]
    assert (first.title, first.tags, first.seconds_per_run) == ("Send invoices", ["books"], 2700)
    assert second.title == "Order gloves"


def test_a_very_long_list_is_counted_when_typing_rests(qtbot: QtBot, paste: PasteListDialog) -> None:
    paste.text.setPlainText("A task of some length\n" * 2_000)
    qtbot.waitUntil(lambda: paste.add.text() == "Add 2000 cards")


def test_a_danger_is_refused_by_enter_and_asked_in_plain_text(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    agreed: list[bool] = []
    box = ask(
        window, "Delete <b>x</b>?", "Delete", lambda: agreed.append(True), more="<i>y</i>", is_danger=True
    )
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in box.findChildren(QLabel))
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert agreed == []
    ask(window, "Add 3 cards?", "Add", lambda: agreed.append(True)).defaultButton().click()
    assert agreed == [True]
    tell(window, "Done").close()
