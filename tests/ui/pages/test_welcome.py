"""The first page."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from ui.pages.tile import Tile
from ui.pages.welcome import WelcomePage


@pytest.fixture
def page(qtbot: QtBot) -> WelcomePage:
    made = WelcomePage()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def tile(page: WelcomePage, name: str) -> Tile:
    return next(one for one in page.findChildren(Tile) if one.text() == name)


def drop(page: WelcomePage, mime: QMimeData) -> None:
    target = page.viewport()
    keys, button = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    entered = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, mime, button, keys)
    QApplication.sendEvent(target, entered)
    assert entered.isAccepted()
    dropped = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, mime, button, keys, QEvent.Type.Drop)
    QApplication.sendEvent(target, dropped)


@pytest.mark.parametrize(
    ("name", "signal"),
    [
        ("Paste a list", "list_wanted"),
        ("Pick common tasks", "catalogue_wanted"),
        ("Look at a sample", "sample_wanted"),
        ("Start empty", "empty_wanted"),
    ],
)
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, None])
def test_each_beginning_is_pressed_by_key_and_click(
    qtbot: QtBot, page: WelcomePage, name: str, signal: str, key: Qt.Key | None
) -> None:
    with qtbot.waitSignal(getattr(page, signal)):
        if key is None:
            qtbot.mouseClick(tile(page, name), Qt.MouseButton.LeftButton)
        else:
            qtbot.keyClick(tile(page, name), key)


def test_enter_presses_the_button_with_the_keyboard(qtbot: QtBot, page: WelcomePage) -> None:
    QGuiApplication.clipboard().setText('{"name": "x"}')
    paste = next(one for one in page.findChildren(QPushButton) if one.text() == "Paste its text")
    with qtbot.waitSignal(page.text_pasted):
        qtbot.keyClick(paste, Qt.Key.Key_Return)
    menu = next(one for one in page.findChildren(QPushButton) if "in my menu" in one.text())
    with qtbot.waitSignal(page.menu_wanted):
        qtbot.keyClick(menu, Qt.Key.Key_Enter)


def test_tab_reaches_everything_from_the_first_button_on(qtbot: QtBot, page: WelcomePage) -> None:
    page.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    seen = []
    for _ in range(7):
        widget = QApplication.focusWidget()
        assert widget is not None
        seen.append(widget.text())  # type: ignore[attr-defined]
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    assert seen == [
        "Choose the file…",
        "Paste its text",
        "Paste a list",
        "Pick common tasks",
        "Look at a sample",
        "Start empty",
        "Put Delegation Board in my menu",
    ]


def test_a_file_dropped_anywhere_is_taken(qtbot: QtBot, page: WelcomePage, tmp_path: Path) -> None:
    path = tmp_path / "board.txt"
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    with qtbot.waitSignal(page.file_chosen) as caught:
        drop(page, mime)
    assert caught.args == [path]


@pytest.mark.parametrize(
    ("text", "signal"), [('{"cards": []}', "text_pasted"), ("Order gloves\nCall Denver", "list_wanted")]
)
def test_pasted_text_is_an_export_or_a_list(qtbot: QtBot, page: WelcomePage, text: str, signal: str) -> None:
    QGuiApplication.clipboard().setText(text)
    with qtbot.waitSignal(getattr(page, signal)) as caught:
        qtbot.keyClick(tile(page, "Start empty"), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert caught.args == [text]


def test_an_empty_clipboard_is_told(qtbot: QtBot, page: WelcomePage) -> None:
    QGuiApplication.clipboard().clear()
    paste = next(b for b in page.findChildren(QPushButton) if b.text() == "Paste its text")
    qtbot.mouseClick(paste, Qt.MouseButton.LeftButton)
    assert page.note.isVisible() and "clipboard" in page.note.text()


def test_choosing_a_file_asks_for_it(qtbot: QtBot, page: WelcomePage, tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_text("{}", encoding="utf-8")
    chooser = next(b for b in page.findChildren(QPushButton) if b.text() == "Choose the file…")
    qtbot.mouseClick(chooser, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    with qtbot.waitSignal(page.file_chosen) as caught:
        dialog.fileSelected.emit(str(path))
        dialog.reject()
    assert caught.args == [path]


def test_the_menu_is_offered_until_it_is_done(qtbot: QtBot, page: WelcomePage) -> None:
    menu = next(b for b in page.findChildren(QPushButton) if b.text().startswith("Put Delegation Board"))
    with qtbot.waitSignal(page.menu_wanted):
        qtbot.mouseClick(menu, Qt.MouseButton.LeftButton)
    page.set_menu_offered(False)
    assert not menu.isVisible()


@pytest.mark.parametrize("size", [(420, 320), (1440, 900)])
def test_nothing_is_cut_off_sideways(qtbot: QtBot, page: WelcomePage, size: tuple[int, int]) -> None:
    page.resize(*size)
    qtbot.waitUntil(lambda: page.horizontalScrollBar().maximum() == 0)
