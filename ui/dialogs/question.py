"""A question or a message, always as plain text, never stopping the program behind it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from ui.dialogs.look import dress


def ask(
    parent: QWidget,
    text: str,
    yes: str,
    on_yes: Callable[[], object],
    *,
    more: str = "",
    is_danger: bool = False,
) -> QMessageBox:
    """Ask before something that cannot be taken back; `on_yes` runs only if `yes` is pressed.

    Where something is lost for good (`is_danger`) Enter means no.
    """
    box = _box(parent, text, more)
    box.setIcon(QMessageBox.Icon.Warning if is_danger else QMessageBox.Icon.Question)
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    refuse = box.addButton(
        QCoreApplication.translate("Question", "Cancel"), QMessageBox.ButtonRole.RejectRole
    )
    box.setDefaultButton(refuse if is_danger else agree)
    box.setEscapeButton(refuse)
    agree.clicked.connect(lambda: on_yes())
    box.open()
    return box


def tell(parent: QWidget, text: str, more: str = "") -> QMessageBox:
    """Say something that needs no answer."""
    box = _box(parent, text, more)
    box.setIcon(QMessageBox.Icon.Information)
    box.addButton(QMessageBox.StandardButton.Ok)
    box.open()
    return box


def _box(parent: QWidget, text: str, more: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dress(box)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.setText(text)
    # The second text has no format of its own to set: its label is found and told.
    box.setInformativeText(more)
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
    return box
