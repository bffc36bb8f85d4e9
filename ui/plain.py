"""Text that came from outside is shown as text: never read as HTML."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# The ampersand first. The library's html module would bring the names of two thousand letters along.
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#x27;"), ("\n", "<br>"))


class PlainLabel(QLabel):
    """A label that shows its text letter by letter, whatever it holds; it cannot become anything else."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        super().setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setTextFormat(self, format: Qt.TextFormat) -> None:
        if format != Qt.TextFormat.PlainText:
            raise ValueError("a PlainLabel stays plain")


class PlainButton(QAbstractButton):
    """A button that paints itself: its text is letters, and an ampersand among them gives it no key."""

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setShortcut(QKeySequence())


def apart(text: str) -> str:
    """A title or a name for the middle of a sentence: what turns the reading around ends where it does."""
    if text.isascii():
        return text
    from models import invisible

    return invisible.apart(text)


def on_button(text: str) -> str:
    """`text` for a button, an action or a menu: one line, no letter a key, nothing behind a tab."""
    return _CONTROLS.sub(" ", text).replace("&", "&&")


def of_window(text: str) -> str:
    """`text` for the title of a window: one line, shut in, and Qt's own mark for what is unsaved a text."""
    return apart(_CONTROLS.sub(" ", text)).replace("[*]", "[*][*]")


def tooltip(text: str) -> str:
    """`text` for setToolTip: wrapped by Qt, line breaks kept, nothing in it read as HTML. "" stays ""."""
    if not text:
        return ""
    for letter, name in _ESCAPES:
        text = text.replace(letter, name)
    return f"<qt>{text}</qt>"
