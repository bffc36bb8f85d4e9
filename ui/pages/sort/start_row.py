"""One of the first three to hand over: what it wins, its arithmetic, and a way to prepare it."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.board.elided import ElidedLabel
from ui.money_words import money_text
from ui.pages.sort import words
from ui.pages.sort.plan_rows import PlanRow, arithmetic, payback
from ui.panel.style import tint
from ui.plain import PlainLabel


class StartRow(QWidget):
    """prepared(int): its card is wanted."""

    prepared = Signal(int)

    def __init__(self, place: int, row: PlanRow, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._place = place
        title = ElidedLabel(2)
        title.setFont(theme.font(1.15, QFont.Weight.DemiBold))
        title.set_text(row.title)
        sums = ElidedLabel(2)
        sums.setFont(theme.font(0.93))
        sums.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        sums.set_text(arithmetic(row.found))
        left = QVBoxLayout()
        left.setSpacing(3)
        left.addWidget(title)
        left.addWidget(sums)
        self.prepare = QPushButton(self.tr("Prepare"))
        self.prepare.setAccessibleName(self.tr("Prepare {title}").format(title=row.title))
        self.prepare.clicked.connect(lambda: self.prepared.emit(row.task))
        line = QHBoxLayout(self)
        line.setContentsMargins(52, 12, 14, 12)
        line.setSpacing(16)
        line.addLayout(left, 1)
        line.addLayout(self._figures(currency))
        line.addWidget(self.prepare)

    def _figures(self, currency: str) -> QVBoxLayout:
        c = theme.colours()
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addStretch()
        found = self.row.found
        if found is None:
            return right
        won = found.worth.won
        text = words.once_text(won) if found.runs_per_week is None else words.won_text(won, found.estimate)
        rows = [(text, c.ok if won > 0 else c.warn, QFont.Weight.DemiBold)]
        told = [payback(found)]
        if found.worth.net is not None:
            told.append(self.tr("{amount} a week").format(amount=money_text(found.worth.net, currency)))
        rows.append((" · ".join(part for part in told if part), c.muted, QFont.Weight.Normal))
        for words_, colour, weight in rows:
            label = PlainLabel(words_)
            label.setFont(theme.font(1.0, weight))
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            tint(label, colour)
            right.addWidget(label)
        right.addStretch()
        return right

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.blend(c.delegable, c.panel, 0.14 if c.is_dark else 0.08))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        painter.setBrush(c.delegable)
        disc = QRectF(14, self.height() / 2 - 13, 26, 26)
        painter.drawEllipse(disc)
        painter.setPen(c.on_sel)
        painter.setFont(theme.font(1.0, QFont.Weight.Bold))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._place))
