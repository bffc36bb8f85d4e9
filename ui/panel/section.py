"""A part of the panel with a small heading, and the line that unfolds the parts with nothing in them."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.panel.style import PAD, RADIUS, paint_chevron, sized, tint
from ui.plain import PlainButton, PlainLabel
from ui.theme import colours

INDENT = 10
"""Where the text of a section begins, from its frame; the grips of steps stand before it."""


class Section(QFrame):
    """A frame with a heading ("Steps · 3 of 5") around a body."""

    def __init__(self, title: str, body: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.title = title
        self.body = body
        self._heading = PlainLabel(title)
        self._heading.setContentsMargins(INDENT - 1, 0, PAD, 2)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(1, 7, 4, 5)
        rows.setSpacing(2)
        rows.addWidget(self._heading)
        rows.addWidget(body)
        self.restyle()

    @property
    def heading(self) -> str:
        """The words of the heading."""
        return self._heading.text()

    def say(self, more: str) -> None:
        """Add a few words to the heading; "" leaves the title alone."""
        self._heading.setText(f"{self.title} · {more}" if more else self.title)

    def say_count(self, done: int, of: int) -> None:
        """Say in the heading how many of its parts are done."""
        self.say(self.tr("{done} of {of}").format(done=done, of=of) if of else "")

    def restyle(self) -> None:
        """Take on the running colours."""
        self._heading.setFont(sized(self.font(), 0.95, QFont.Weight.DemiBold))
        tint(self._heading, colours().text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours().line, 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)


class FoldLine(PlainButton):
    """ "More · links, comments": unfolds what is empty, so that the common case stays short."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def name(self, titles: list[str]) -> None:
        """Say which parts are folded away; none hides the line."""
        more = self.tr("More")
        self.setText(f"{more} · " + ", ".join(title.lower() for title in titles) if titles else more)
        self.setAccessibleName(self.text())
        self.setVisible(bool(titles) or self.isChecked())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().height() + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        colour = now.text if self.underMouse() or self.hasFocus() else now.muted
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(now.sel, 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        paint_chevron(painter, QPointF(PAD + 4, self.height() / 2), colour, self.isChecked())
        painter.setPen(colour)
        room = self.rect().adjusted(PAD + 14, 0, -PAD, 0)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
