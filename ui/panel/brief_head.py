"""How ready the brief is, and what is still missing, each a link to where it is said."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from models.readiness import Readiness
from ui.panel.brief_link import GapLink
from ui.panel.flow import FlowLayout
from ui.panel.focus_chain import anchor, chain
from ui.panel.style import PAD, sized, tint
from ui.plain import PlainLabel
from ui.theme import colours
from ui.wording import sentence_text


class BriefHead(QWidget):
    """A bar with its per cent; below it "Still missing: …", at most three. asked(str): the field of a gap.

    look_asked(): check every time again, because what was learnt has changed. look_refused(): a small change.
    """

    asked = Signal(str)
    look_asked = Signal()
    look_refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = PlainLabel(self.tr("Brief"))
        self.bar = ReadyBar()
        self.per_cent = PlainLabel()
        line = QHBoxLayout()
        line.setContentsMargins(PAD, 0, PAD, 0)
        line.setSpacing(8)
        line.addWidget(self._name)
        line.addWidget(self.bar, 1)
        line.addWidget(self.per_cent)
        self._gaps = QWidget()
        self._flow = FlowLayout(self._gaps, gap=3)
        self._gaps.setContentsMargins(PAD, 2, PAD, 0)
        self._lead = PlainLabel()
        self._flow.addWidget(self._lead)
        self.links: list[GapLink] = []
        self._before_links = anchor(self)
        self.look = QWidget()
        self.look_text = PlainLabel()
        self.look_text.setWordWrap(True)
        self.again = _small_button(self.tr("Check every time"))
        self.small = _small_button(self.tr("No, a small change"))
        self.again.clicked.connect(self.look_asked)
        self.small.clicked.connect(self.look_refused)
        self._lay_out_look()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 4, 0, 6)
        rows.setSpacing(2)
        rows.addLayout(line)
        rows.addWidget(self._gaps)
        rows.addWidget(self.look)
        self.look.hide()
        self.restyle()

    def show_readiness(self, found: Readiness) -> None:
        """Show how ready it is now."""
        text = self.tr("{score} %").format(score=found.score)
        self.per_cent.setText(text)
        self.bar.show_score(found.score)
        self.bar.setAccessibleName(self.tr("Brief, {score}").format(score=text))
        shown = [(gap.field, sentence_text(gap.sentence)) for gap in found.gaps]
        if shown == [(link.field, link.text()) for link in self.links] and self._more == found.more:
            return
        self._show_gaps(shown, found.more)

    def ask_for_a_look(self, text: str) -> None:
        """Offer to check every time again; "" takes the offer away."""
        self.look_text.setText(text)
        self.look.setVisible(bool(text))

    def restyle(self) -> None:
        """Take on the running colours."""
        now = colours()
        small = sized(self.font(), 0.95)
        self.per_cent.setFont(sized(self.font(), 1.0, QFont.Weight.DemiBold))
        for label in (self._lead, self.look_text):
            label.setFont(small)
        tint(self._lead, now.warn if self.links else now.muted)
        tint(self.look_text, now.warn)
        for link in self.links:
            link.setFont(small)
        self.bar.update()

    _more = -1

    def _show_gaps(self, shown: list[tuple[str, str]], more: int) -> None:
        had = next((link.field for link in self.links if link.hasFocus()), "")
        while self._flow.count() > 1:
            item = self._flow.takeAt(1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.links, self._more = [], more
        self._lead.setText(self.tr("Still missing:") if shown else self.tr("Nothing is missing"))
        for place, (field, text) in enumerate(shown):
            link = GapLink(field, text, is_last=place == len(shown) - 1 and not more)
            link.clicked.connect(lambda _=False, field=field: self.asked.emit(field))
            self._flow.addWidget(link)
            self.links.append(link)
        chain(self._before_links, self.links)
        if more:
            rest = PlainLabel(self.tr("and %n more", "", more))
            rest.setFont(sized(self.font(), 0.95))
            tint(rest, colours().warn)
            self._flow.addWidget(rest)
        if had and self.links:
            next((link for link in self.links if link.field == had), self.links[0]).setFocus()
        self.restyle()
        self._gaps.updateGeometry()

    def _lay_out_look(self) -> None:
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.addWidget(self.small)
        flow.addWidget(self.again)
        rows = QVBoxLayout(self.look)
        rows.setContentsMargins(PAD, 4, PAD, 0)
        rows.setSpacing(4)
        rows.addWidget(self.look_text)
        rows.addWidget(buttons)


class ReadyBar(QWidget):
    """A thin bar; amber until everything is said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.score = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_score(self, score: int) -> None:
        """Fill the bar to so many per cent."""
        self.score = score
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(60, 12)

    def minimumSizeHint(self) -> QSize:
        return QSize(20, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(0, (self.height() - 6) / 2, self.width(), 6)
        painter.setBrush(now.chip)
        painter.drawRoundedRect(whole, 3, 3)
        if self.score:
            painter.setBrush(now.delegable)
            painter.drawRoundedRect(QRectF(whole.x(), whole.y(), whole.width() * self.score / 100, 6), 3, 3)


def _small_button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(True)
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return button
