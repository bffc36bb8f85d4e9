"""A label that never asks for more width than there is: its text is wrapped to a few lines and elided."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import plain


class ElidedLabel(QWidget):
    """Plain text on at most `lines` lines; all of it is the accessible name and, when elided, the tooltip."""

    def __init__(self, lines: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = lines
        self._text = ""
        self._lines: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """The whole text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show `text`, letter by letter."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self._wrap()

    def _wrap(self) -> None:
        before = len(self._lines)
        self._lines = wrapped(self._text, QFontMetrics(self.font()), self, self._most)
        is_cut = bool(self._lines) and self._lines[-1].endswith("…") and not self._text.endswith("…")
        self.setToolTip(plain.tooltip(self._text) if is_cut else "")
        if len(self._lines) != before:
            self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._wrap()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._wrap()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        metrics = self.fontMetrics()
        for number, line in enumerate(self._lines):
            painter.drawText(0, number * metrics.height() + metrics.ascent(), line)
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(60, max(1, len(self._lines)) * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(10, self.sizeHint().height())


def wrapped(text: str, metrics: QFontMetrics, widget: QWidget, most: int) -> list[str]:
    """`text` in at most `most` lines as wide as `widget`, the last one elided."""
    room = max(10, widget.width())
    if not text:
        return []
    made = QTextLayout(text, widget.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    made.setTextOption(option)
    lines: list[str] = []
    made.beginLayout()
    while len(lines) < most and (line := made.createLine()).isValid():
        line.setLineWidth(room)
        start, end = line.textStart(), line.textStart() + line.textLength()
        if len(lines) == most - 1 and end < len(text):
            lines.append(metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, room))
        else:
            lines.append(text[start:end].rstrip())
    made.endLayout()
    return lines
