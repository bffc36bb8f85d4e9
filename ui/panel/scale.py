"""One question with its answers 0 to 4: the words at the left, the digits at the right or, narrow, below."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.panel.style import PAD, RADIUS, sized, tint
from ui.plain import PlainButton, PlainLabel
from ui.theme import blend, colours

GAP = 3
DIGITS = tuple(range(5))
_TAKES_BACK = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class ScaleRow(QWidget):
    """0–4 answers and goes on, Backspace or a second click takes the answer back, arrows walk."""

    answered = Signal(object)
    """0–4, or None: the answer is taken back."""
    left = Signal(int)
    """The keyboard wants to go on (1) or back (-1) to another question."""

    def __init__(self, text: str, low: str, high: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(text)
        self._answer: int | None = None
        self._points = 0
        self._text = PlainLabel(text)
        self._text.setWordWrap(True)
        self._text.setContentsMargins(PAD, 2, 6, 0)
        self._low, self._high = PlainLabel(low), PlainLabel(high)
        self._high.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._low.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._digits = [_Digit(value, text, {0: low, 4: high}.get(value, ""), self) for value in DIGITS]
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 4, 2, 4)
        self._layout.setSpacing(4)
        self._layout.addWidget(self._text, 1)
        self._side = self._scale()
        self._layout.addWidget(self._side, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_answer(None, 0)
        self.restyle()

    @property
    def answer(self) -> int | None:
        """The answer shown."""
        return self._answer

    def digit(self, value: int) -> QAbstractButton:
        """The button of one answer."""
        return self._digits[value]

    def show_answer(self, answer: int | None, points: int) -> None:
        """Show a stored answer; `points` decide its colour: for giving the task away, or for keeping it."""
        self._answer, self._points = answer, points
        # Another program may have written a digit that there is no button for.
        current = next((digit for digit in self._digits if digit.value == answer), self._digits[0])
        for digit in self._digits:
            digit.show_state(digit.value == answer, points)
            is_stop = digit is current
            digit.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(current)

    def restyle(self) -> None:
        """Take on the running colours and the font."""
        small = sized(self.font(), 0.82)
        for label in (self._low, self._high):
            label.setFont(small)
            tint(label, colours().muted)
        tint(self._text, colours().text)
        self._arrange()
        self.update()

    def pick(self, value: int) -> None:
        """The owner's click: answer, or take the same answer back."""
        self.answered.emit(None if value == self._answer else value)

    def type(self, value: int) -> None:
        """The owner's key: answer, and on to the next question."""
        if value != self._answer:
            self.answered.emit(value)
        self.left.emit(1)

    def walk(self, value: int, by: int) -> None:
        """The keyboard goes along the digits."""
        self._digits[max(0, min(DIGITS[-1], value + by))].setFocus(Qt.FocusReason.TabFocusReason)

    def _scale(self) -> QWidget:
        side = QWidget()
        digits, ends = QHBoxLayout(), QHBoxLayout()
        for line in (digits, ends):
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(GAP)
        for digit in self._digits:
            digits.addWidget(digit, 1)
        ends.addWidget(self._low, 1)
        ends.addWidget(self._high, 1)
        rows = QVBoxLayout(side)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(digits)
        rows.addLayout(ends)
        return side

    def _arrange(self) -> None:
        """Beside the question while it keeps room for a few words a line."""
        line = self.fontMetrics().height()
        ends = sum(label.fontMetrics().horizontalAdvance(label.text()) for label in (self._low, self._high))
        wide = max(ends + line // 2, 5 * (line + 11) + 4 * GAP)
        is_beside = self.width() - wide >= 8.5 * line
        self._side.setMinimumWidth(wide if is_beside else 0)
        self._side.setSizePolicy(
            QSizePolicy.Policy.Fixed if is_beside else QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        )
        self._layout.setDirection(
            QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom
        )
        for label in (self._low, self._high):
            label.setWordWrap(not is_beside)
        self._side.setContentsMargins(0 if is_beside else PAD, 0, 0, 0)
        self._layout.setAlignment(
            self._side, Qt.AlignmentFlag.AlignVCenter if is_beside else Qt.AlignmentFlag(0)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setPen(QPen(colours().line, 1))
        painter.drawLine(PAD, 0, self.width() - 2, 0)


class _Digit(PlainButton):
    """One answer; coloured by what it argues for."""

    def __init__(self, value: int, question: str, meaning: str, row: ScaleRow) -> None:
        super().__init__(row)
        self.value = value
        self._row = row
        self._points = 0
        self.setText(str(value))
        self.setAccessibleName(f"{question} {value}" + (f", {meaning}" if meaning else ""))
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(lambda: row.pick(value))

    def show_state(self, is_chosen: bool, points: int) -> None:
        """Whether this is the answer, and what it argues for."""
        self._points = points
        self.setChecked(is_chosen)
        self.update()

    def nextCheckState(self) -> None:
        """What is stored is shown, not what was clicked."""

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() + 11, self.fontMetrics().height() + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(18, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.text() and event.text() in "01234":
            self._row.type(int(event.text()))
        elif key in _TAKES_BACK:
            self._row.answered.emit(None)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._row.walk(self.value, 1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._row.left.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            ours = event.text() and event.text() in "01234"
            if ours or event.key() in (*_TAKES_BACK, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()  # here the key means the answer, not the card
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground, ink = now.chip, now.muted
        if self.isChecked():
            ground = now.delegable if self._points > 0 else now.core if self._points < 0 else now.muted
            ink = now.on_sel
        elif self.underMouse():
            ground, ink = blend(now.wait, now.chip, 0.35), now.text
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, RADIUS - 1, RADIUS - 1)
        if self.hasFocus():
            painter.setPen(QPen(now.text if self.isChecked() else now.sel, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, RADIUS - 1, RADIUS - 1)
        painter.setPen(ink)
        painter.setFont(
            sized(self.font(), 0.95, QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal)
        )
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
