"""One of the first three to hand over: what it wins, its arithmetic, and to prepare it or give it away."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.board.elided import ElidedLabel
from ui.money_words import money_text
from ui.pages.sort import words
from ui.pages.sort.plan_rows import PlanRow, arithmetic, payback
from ui.panel.flow import FlowLayout
from ui.panel.style import tint
from ui.plain import PlainLabel, apart


class StartRow(QWidget):
    """prepared(int): its card is wanted. given(int): hand it over."""

    prepared = Signal(int)
    given = Signal(int)

    def __init__(self, place: int, row: PlanRow, currency: str, *, can_give: bool = True) -> None:
        super().__init__()
        self.row = row
        self._place = place
        self._tinted: list[tuple[PlainLabel, str]] = []
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
        left.addWidget(self._figures(currency))
        left.addWidget(sums)
        self.prepare = QPushButton(self.tr("Prepare"))
        self.prepare.setAccessibleName(self.tr("Prepare {title}").format(title=apart(row.title)))
        self.prepare.clicked.connect(lambda: self.prepared.emit(row.task))
        self.give = QPushButton(self.tr("Hand over…"))
        self.give.setAccessibleName(self.tr("Hand over {title}").format(title=apart(row.title)))
        self.give.clicked.connect(lambda: self.given.emit(row.task))
        self.give.setEnabled(can_give)
        line = QHBoxLayout(self)
        line.setContentsMargins(14 + self._disc() + 12, 12, 14, 12)
        line.setSpacing(16)
        line.addLayout(left, 1)
        self._ways = QWidget()
        flow = FlowLayout(self._ways, 8)
        for button in (self.give, self.prepare):
            # Enter presses what Tab came to; a click leaves the keyboard with the page.
            button.setAutoDefault(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            flow.addWidget(button)
        line.addWidget(self._ways)

    def _figures(self, currency: str) -> QWidget:
        """Hours first, then when they are earned back, then money; below each other where it is narrow."""
        holder = QWidget()
        row = FlowLayout(holder, 10)
        found = self.row.found
        if found is None:
            return holder
        won, net = found.worth.won, found.worth.net
        text = words.once_text(won) if found.runs_per_week is None else words.won_text(won, found.estimate)
        more = [payback(found)]
        if net is not None:
            amount = money_text(net, currency)
            if found.runs_per_week is not None:
                amount = self.tr("{amount} a week").format(amount=amount)
            more.append(amount)
        told = [(text, "ok" if won > 0 else "warn"), (" · ".join(filter(None, more)), "muted")]
        for place, (words_, role) in enumerate(told):
            if words_:
                label = PlainLabel(words_)
                label.setFont(theme.font(1.0, QFont.Weight.Normal if place else QFont.Weight.DemiBold))
                self._tinted.append((label, role))
                row.addWidget(label)
        self._dress()
        theme.changed.connect(self._dress)
        return holder

    def _dress(self) -> None:
        for label, role in self._tinted:
            tint(label, getattr(theme.colours(), role))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Both ways side by side where the words keep twice their room, else below each other."""
        super().resizeEvent(event)
        widths = [button.sizeHint().width() for button in (self.give, self.prepare)]
        both = sum(widths) + 8
        self._ways.setFixedWidth(both if self.width() > 3 * both else max(widths))

    def _disc(self) -> int:
        return round(self.fontMetrics().height() * 1.5)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.blend(c.delegable, c.panel, 0.14 if c.is_dark else 0.08))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        painter.setBrush(c.delegable)
        size = self._disc()
        disc = QRectF(14, (self.height() - size) / 2, size, size)
        painter.drawEllipse(disc)
        painter.setPen(c.on_sel)
        painter.setFont(theme.font(1.0, QFont.Weight.Bold))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._place))
