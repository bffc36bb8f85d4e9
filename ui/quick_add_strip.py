"""Below the quick-add line: what was understood, or one question about several pasted lines."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.quickadd import QuickAdd
from ui import theme
from ui.panel.due_field import due_words
from ui.panel.flow import FlowLayout
from ui.panel.style import popover_sheet, sized, tint
from ui.plain import PlainLabel
from ui.theme import blend, colours
from ui.wording import due_state, minutes_text, repeat_text

_SHOWN_LINES = 3


class QuickAddStrip(QFrame):
    """Lies over the board and never takes the keyboard by itself; Tab reaches its buttons."""

    many_chosen = Signal()
    one_chosen = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("popover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(9, 8, 9, 8)
        self._understood = QWidget()
        self._flow = FlowLayout(self._understood, 6)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._question = QWidget()
        self._make_question()
        for page in (self._understood, self._question):
            rows.addWidget(page)
            page.hide()
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(20)
        shadow.setOffset(0, 4)
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    @property
    def parts(self) -> list[str]:
        """What is shown as understood, the title first."""
        return [self._flow.itemAt(at).widget().text() for at in range(self._flow.count())]  # type: ignore[union-attr]

    @property
    def question(self) -> str:
        """The question that is asked, "" when none is."""
        return "" if self.isHidden() or self._question.isHidden() else self._asked.text()

    def tell(self, read: QuickAdd, today: date) -> str:
        """Show what was understood; returns the same as one sentence."""
        pieces = pieces_of(read, today)
        self._show_pieces(pieces)
        return " · ".join(text for text, _ in pieces)

    def _show_pieces(self, pieces: Sequence[tuple[str, str]]) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (piece := item.widget()) is not None:
                piece.hide()
                piece.deleteLater()
        for text, role in pieces:
            made = Piece(text, role, self._understood)
            self._flow.addWidget(made)
            # A layout gives hidden pieces no room, and new ones stay hidden until the next event.
            made.show()
        self._turn_to(self._understood)

    def refuse(self, text: str) -> None:
        """Say why the line cannot become a card."""
        self._show_pieces([(text, "bad")])

    def ask(self, lines: Sequence[str]) -> None:
        """Ask what to do with several pasted lines."""
        self._asked.setText(self.tr("Add %n card(s)?", "", len(lines)))
        self.many.setText(self.tr("Add %n card(s)", "", len(lines)))
        shown = list(lines[:_SHOWN_LINES])
        self._lines.setText("\n".join(shown + (["…"] if len(lines) > len(shown) else [])))
        self._turn_to(self._question)

    def show_at(self, place: QPoint, width: int) -> None:
        """Show below the line, as wide as it."""
        if self._question.isHidden():
            height = self._flow.heightForWidth(width - 20)
        else:
            height = self._question.sizeHint().height()
        self.setGeometry(place.x(), place.y(), width, height + 18)
        self.show()
        self.raise_()

    def _turn_to(self, page: QWidget) -> None:
        self._understood.setVisible(page is self._understood)
        self._question.setVisible(page is self._question)

    def _make_question(self) -> None:
        self._asked = PlainLabel()
        self._lines = PlainLabel()
        self.many = QPushButton()
        self.many.setProperty("main", True)
        self.one = QPushButton(self.tr("One card, the rest as notes"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.many.clicked.connect(self.many_chosen)
        self.one.clicked.connect(self.one_chosen)
        self.cancel.clicked.connect(self.cancelled)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self.many, self.one, self.cancel):
            button.setAutoDefault(True)
            buttons.addWidget(button)
        buttons.addStretch(1)
        rows = QVBoxLayout(self._question)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self._asked)
        rows.addWidget(self._lines)
        rows.addLayout(buttons)

    def _dress(self) -> None:
        self.setStyleSheet(popover_sheet())
        self._asked.setFont(sized(self.font(), 1.0, QFont.Weight.DemiBold))
        tint(self._lines, colours().muted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            for button in (self.many, self.one, self.cancel):
                if button.hasFocus():
                    button.click()
        else:
            super().keyPressEvent(event)


class Piece(QWidget):
    """One thing that was understood, on a pill; the title stands without one."""

    def __init__(self, text: str, role: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self._role = role
        if role == "title":
            self.setFont(sized(self.font(), 1.0, QFont.Weight.DemiBold))

    def text(self) -> str:
        """What it says."""
        return self._text

    def sizeHint(self) -> QSize:
        pad = 4 if self._role == "title" else 18
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + pad, self.fontMetrics().height() + 5)

    def minimumSizeHint(self) -> QSize:
        return QSize(20, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = now.text if self._role == "title" else getattr(now, self._role)
        room = self.rect()
        if self._role != "title":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.chip if self._role == "text" else blend(colour, now.card, 0.12))
            painter.drawRoundedRect(QRectF(room), room.height() / 2, room.height() / 2)
            room = room.adjusted(9, 0, -8, 0)
        painter.setPen(colour)
        text = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def pieces_of(read: QuickAdd, today: date) -> list[tuple[str, str]]:
    """What a line says in the order of a card: (words, role of the colour), the title first."""
    pieces = [(read.title, "title")]
    if read.repeat is not None:
        pieces.append((repeat_text(read.repeat), "text"))
    if read.seconds_per_run is not None:
        pieces.append((minutes_text(read.seconds_per_run), "text"))
    pieces += [(f"#{tag}", "core") for tag in read.tags]
    pieces += [(name, "delegable") for name in read.assistants]
    if read.due is not None:
        late = due_state(read.due, read.due_time, today) == "late"
        pieces.append((due_words((read.due, read.due_time), today), "bad" if late else "warn"))
    return pieces
