"""A question or a message, always as plain text, never stopping the program behind it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from ui.dialogs.look import dress

# So many letters stand in a line before it is wrapped; by itself the box wraps after thirty.
_LETTERS = 62


def ask(
    parent: QWidget,
    text: str,
    yes: str,
    on_yes: Callable[[], object],
    *,
    more: str = "",
    is_danger: bool = False,
    copied: str = "",
) -> QMessageBox:
    """Ask before something that cannot be taken back; `on_yes` runs only if `yes` is pressed.

    Where something is lost for good, or may be a trap (`is_danger`), Enter means no. `copied`: what a third
    button copies instead.
    """
    box = _box(parent, text, more)
    box.setIcon(QMessageBox.Icon.Warning if is_danger else QMessageBox.Icon.Question)
    _offer_copy(box, copied)
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    refuse = box.addButton(
        QCoreApplication.translate("Question", "Cancel"), QMessageBox.ButtonRole.RejectRole
    )
    box.setDefaultButton(refuse if is_danger else agree)
    box.setEscapeButton(refuse)
    agree.clicked.connect(lambda: on_yes())
    box.open()
    return box


def tell(parent: QWidget, text: str, more: str = "", *, copied: str = "") -> QMessageBox:
    """Say something that needs no answer. `copied`: what a second button copies."""
    box = _box(parent, text, more)
    box.setIcon(QMessageBox.Icon.Information)
    _offer_copy(box, copied)
    understood = box.addButton(QMessageBox.StandardButton.Ok)
    box.setDefaultButton(understood)
    box.setEscapeButton(understood)
    box.open()
    return box


def _offer_copy(box: QMessageBox, text: str) -> None:
    if text:
        button = box.addButton(
            QCoreApplication.translate("Question", "Copy"), QMessageBox.ButtonRole.ActionRole
        )
        button.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))


def _box(parent: QWidget, text: str, more: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    # The first text is the heading of the second.
    box.setProperty("headed", bool(more))
    dress(box)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.setText(text)
    # The second text has no format of its own to set: its label is found and told.
    box.setInformativeText(more)
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
        if label.text():
            label.ensurePolished()
            label.setMinimumWidth(_wanted(label))
    return box


def _wanted(label: QLabel) -> int:
    """The width of its longest line, as far as one can be read easily."""
    letters = label.fontMetrics()
    return min(letters.size(0, label.text()).width() + 4, _LETTERS * letters.averageCharWidth())
