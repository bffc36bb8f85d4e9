"""One question with its five answers: open, answered, or waiting for its turn."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.board.elided import ElidedLabel
from ui.pages.sort import words
from ui.panel.style import tint
from ui.plain import PlainButton

ANSWERS = 5


class QuestionRow(QWidget):
    """answered(int): a digit was clicked. opened(): the owner wants to answer this one."""

    answered = Signal(int)
    opened = Signal()

    def __init__(self, letter: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.letter = letter
        self._state = "waiting"
        self._shown: tuple[str, int | None, int] = ("waiting", None, 0)
        self._hint_text = words.question_hint(letter)
        self.question = ElidedLabel(2)
        self.question.set_text(words.question_text(letter))
        self.hint = ElidedLabel(1)
        self.hint.setFont(theme.font(0.85))
        self.digits = Digits(words.captions(letter), words.question_text(letter))
        self.digits.chosen.connect(self.answered)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addStretch()
        texts.addWidget(self.question)
        texts.addWidget(self.hint)
        texts.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(12)
        row.addLayout(texts, 1)
        row.addWidget(self.digits)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_state("waiting", None, 0)
        theme.changed.connect(self._show_again)

    @property
    def is_open(self) -> bool:
        return self._state == "open"

    def set_hint(self, text: str) -> None:
        """What the question means; for the first one, the specialisation."""
        self._hint_text = text
        self.hint.set_text(text)

    def show_state(self, state: str, answer: int | None, points: int) -> None:
        """`state`: "open", "answered" or "waiting"; `points` colour the answer: for giving or keeping."""
        self._state = state
        self._shown = (state, answer, points)
        self.hint.set_text(self._hint_text)
        self.hint.setVisible(state == "open" and bool(self._hint_text))
        self.digits.show_answer(answer, points, is_open=state == "open")
        self.digits.setVisible(state != "waiting")
        self._dress()
        self.question.setFont(
            theme.font(1.0, QFont.Weight.DemiBold if state == "open" else QFont.Weight.Normal)
        )
        self.update()

    def _show_again(self) -> None:
        self.show_state(*self._shown)

    def _dress(self) -> None:
        c = theme.colours()
        tint(self.question, c.muted if self._state == "waiting" else c.text)
        tint(self.hint, c.muted)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._dress()  # the style sheet gives back an older palette when it first dresses a widget

    def sizeHint(self) -> QSize:
        tall = self.fontMetrics().height() + (16 if self._state != "open" else 0)
        return super().sizeHint().expandedTo(QSize(0, tall))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._state == "open":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(c.tint)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 1, 0, -1), 6, 6)
            painter.setBrush(c.core)
            painter.drawRoundedRect(QRectF(0, 6, 3, self.height() - 12), 1.5, 1.5)
        else:
            painter.setPen(QPen(c.line, 1))
            painter.drawLine(0, 0, self.width(), 0)


class Digits(QWidget):
    """0 to 4, with words below the ends while the question is open."""

    chosen = Signal(int)

    def __init__(self, captions: list[str], question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._captions = captions
        self._is_open = False
        self.buttons = [Digit(value, self) for value in range(ANSWERS)]
        for value, button in enumerate(self.buttons):
            told = captions[value]
            button.setAccessibleName(f"{question} {value}" + (f", {told}" if told else ""))
            button.clicked.connect(lambda _=False, value=value: self.chosen.emit(value))
        self._small = theme.font(0.8)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_answer(self, answer: int | None, points: int, *, is_open: bool) -> None:
        """Mark the answer, in the colour of what it argues for."""
        c = theme.colours()
        colour = c.delegable if points > 0 else c.core if points < 0 else c.muted
        if is_open != self._is_open:
            self._is_open = is_open
            self.updateGeometry()
            self._place()
        for value, button in enumerate(self.buttons):
            button.show_state(value == answer, colour, is_open)
        self.update()

    def _cell(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(max(38, round(metrics.height() * 2.2)), metrics.height() + 9)

    def _caption_height(self) -> int:
        return round(self.fontMetrics().height() * 0.85) + 1 if self._is_open else 0

    def sizeHint(self) -> QSize:
        cell = self._cell()
        return QSize(ANSWERS * cell.width() + (ANSWERS - 1) * 5, cell.height() + self._caption_height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: object) -> None:
        del event
        self._place()

    def _place(self) -> None:
        cell = self._cell()
        for value, button in enumerate(self.buttons):
            button.setGeometry(value * (cell.width() + 5), 0, cell.width(), cell.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if not self._is_open:
            return
        painter = QPainter(self)
        painter.setFont(self._small)
        painter.setPen(theme.colours().muted)
        cell = self._cell()
        below = QRectF(0, cell.height(), self.width(), self._caption_height() + 1)
        if all(self._captions):
            for value, text in enumerate(self._captions):
                place = QRectF(value * (cell.width() + 5) - 4, below.y(), cell.width() + 8, below.height())
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
            return
        across = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(below, across | Qt.AlignmentFlag.AlignLeft, self._captions[0])
        painter.drawText(below, across | Qt.AlignmentFlag.AlignRight, self._captions[-1])


class Digit(PlainButton):
    """One answer."""

    def __init__(self, value: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(str(value))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._colour = theme.colours().muted
        self._is_open = False

    def show_state(self, is_chosen: bool, colour: QColor, is_open: bool) -> None:
        self.setChecked(is_chosen)
        self._colour = colour
        self._is_open = is_open
        self.update()

    def nextCheckState(self) -> None:
        """Shown by `show_state` only."""

    def sizeHint(self) -> QSize:
        return QSize(44, self.fontMetrics().height() + 9)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink = (c.card if self._is_open else c.chip), c.text if self._is_open else c.muted
        if self.isChecked():
            ground, ink = self._colour, c.on_sel
        elif self.underMouse():
            ground, ink = theme.blend(c.wait, c.chip, 0.4), c.text
        edge = theme.blend(c.core, c.line, 0.35) if self._is_open and not self.isChecked() else ground
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(c.sel, 2) if self.hasFocus() else QPen(edge, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(ink)
        if self.isChecked():
            painter.setFont(theme.font(1.0, QFont.Weight.DemiBold))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
