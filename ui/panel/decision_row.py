"""The owner's decision about a card, as one row of four."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from ui.panel.style import RADIUS, sized
from ui.plain import PlainButton
from ui.theme import blend, colours
from ui.wording import verdict_name

VERDICTS = ("undecided", "core", "delegable", "split")


class DecisionRow(QWidget):
    """Undecided, Core, Delegable, Split. Arrows walk, Space or Enter decides: a step along is no decision."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Your decision"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(2, 2, 2, 2)
        self._grid.setSpacing(2)
        self._columns = 0
        self._segments = {verdict: _Segment(verdict, self) for verdict in VERDICTS}
        for verdict, segment in self._segments.items():
            segment.clicked.connect(lambda _=False, verdict=verdict: self._on_clicked(verdict))
            segment.stepped.connect(lambda by, verdict=verdict: self._walk(verdict, by))
        self._place(len(VERDICTS))
        self._verdict = ""
        self.show_verdict("undecided")

    @property
    def verdict(self) -> str:
        """The decision shown."""
        return self._verdict

    def show_verdict(self, verdict: str) -> None:
        """Show a stored decision."""
        self._verdict = verdict
        for name, segment in self._segments.items():
            is_on = name == verdict
            segment.setChecked(is_on)
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_on else Qt.FocusPolicy.ClickFocus)
        if verdict in self._segments:
            self.setFocusProxy(self._segments[verdict])

    def segment(self, verdict: str) -> QAbstractButton:
        """The button of one decision."""
        return self._segments[verdict]

    def _place(self, columns: int) -> None:
        """All in one line, or in two where large letters leave no room."""
        if columns == self._columns:
            return
        self._columns = columns
        for place, segment in enumerate(self._segments.values()):
            self._grid.addWidget(segment, place // columns, place % columns)
        for column in range(len(VERDICTS)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _on_clicked(self, verdict: str) -> None:
        changed = verdict != self._verdict
        self.show_verdict(verdict)
        if changed:
            self.chosen.emit(verdict)

    def _walk(self, verdict: str, by: int) -> None:
        place = max(0, min(len(VERDICTS) - 1, VERDICTS.index(verdict) + by))
        self._segments[VERDICTS[place]].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = max(segment.sizeHint().width() for segment in self._segments.values()) - 6
        fits = event.size().width() >= needed * len(VERDICTS)
        self._place(len(VERDICTS) if fits else len(VERDICTS) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(now.line, 1))
        painter.setBrush(now.lane)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS + 1, RADIUS + 1)


class _Segment(PlainButton):
    """One of the four; its colour is the colour of the columns that it leads to."""

    stepped = Signal(int)

    def __init__(self, verdict: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._verdict = verdict
        name = verdict_name(verdict)
        self.setText(name[:1].upper() + name[1:])
        self.setAccessibleName(self.text())
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 10, metrics.height() + 10)

    def minimumSizeHint(self) -> QSize:
        return QSize(36, self.sizeHint().height())

    def nextCheckState(self) -> None:
        self.setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        colour = self._colour(now.muted)
        if self.isChecked():
            painter.setPen(QPen(blend(colour, now.line, 0.35), 1))
            painter.setBrush(now.card)
            painter.drawRoundedRect(box, RADIUS - 1, RADIUS - 1)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(blend(now.card, now.lane, 0.5))
            painter.drawRoundedRect(box, RADIUS - 1, RADIUS - 1)
        if self.hasFocus():
            painter.setPen(QPen(now.sel, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, RADIUS - 1, RADIUS - 1)
        painter.setPen(self._colour(now.text) if self.isChecked() else now.muted)
        weight = QFont.Weight.DemiBold if self.isChecked() else self.font().weight()
        painter.setFont(sized(self.font(), 0.95, weight))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def _colour(self, otherwise: QColor) -> QColor:
        now = colours()
        return {"core": now.core, "delegable": now.delegable}.get(self._verdict, otherwise)
