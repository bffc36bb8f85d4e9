"""Text that came from outside is shown as text: never read as HTML."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

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


def tooltip(text: str) -> str:
    """`text` for setToolTip: wrapped by Qt, line breaks kept, nothing in it read as HTML. "" stays ""."""
    if not text:
        return ""
    for letter, name in _ESCAPES:
        text = text.replace(letter, name)
    return f"<qt>{text}</qt>"
