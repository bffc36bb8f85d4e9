"""Who fits best, with reasons and numbers, and what handing over costs and wins; a click gives it to them."""

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.best_fit import Fit, best_fit
from models.worth import worth_of
from ui.pages.sort.words import weeks_text
from ui.panel.link_line import INDENT, LinkLine
from ui.panel.style import RADIUS, sized, tint
from ui.panel.why_words import span_text
from ui.plain import PlainLabel, apart, on_button
from ui.store import Store
from ui.theme import colours
from ui.wording import sentence_text


class BestFitBox(QWidget):
    """chosen(int, int): this task, to this assistant.

    It looks at calendars and loads, so it follows when the card is already on the screen.
    """

    chosen = Signal(int, int)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._task = 0
        self._fit: Fit | None = None
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._work_out)
        self.heading, self.reasons = PlainLabel(), PlainLabel()
        self.against, self.worth = PlainLabel(), PlainLabel()
        self.give = LinkLine("")
        self.give.clicked.connect(self._on_give)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(10 - INDENT, 8, 10 - INDENT, 8)
        rows.setSpacing(3)
        for line in (self.heading, self.reasons, self.against, self.worth):
            line.setWordWrap(True)
            line.setContentsMargins(INDENT, 0, INDENT, 0)
            rows.addWidget(line)
        rows.addWidget(self.give)
        self.hide()
        self.restyle()

    def show_task(self, task: int) -> None:
        """Show who fits a task; of 0, and without anybody, the whole box is away."""
        if task != self._task:
            self.hide()
        self._task = task
        if task:
            self._later.start()
        else:
            self._later.stop()

    def restyle(self) -> None:
        """Take on the running colours."""
        now = colours()
        self.heading.setFont(sized(self.font(), 0.95, QFont.Weight.DemiBold))
        for label, colour in (
            (self.heading, now.text),
            (self.reasons, now.muted),
            (self.against, now.warn),
            (self.worth, now.ok),
        ):
            tint(label, colour)
        self.update()

    def _work_out(self) -> None:
        board, task = self._store.board, self._task
        fits = best_fit(board, task, board.now())
        self._fit = fits[0] if fits else None
        self.setVisible(bool(fits))
        if not fits:
            return
        fit = fits[0]
        self.heading.setText(self.tr("Best fit: {who}").format(who=apart(fit.name)))
        self._say(self.reasons, " · ".join(sentence_text(one) for one in fit.reasons))
        self._say(self.against, " · ".join(sentence_text(one) for one in fit.against))
        self._say(self.worth, self._worth_words(task))
        self.give.setText(on_button(self.tr("Hand over to {who}").format(who=apart(fit.name))))
        self.give.setVisible(not board.read_only)

    def _worth_words(self, task: int) -> str:
        """Hours first: what it takes, what comes back, and when that is earned."""
        found = worth_of(self._store.board, [task]).get(task)
        if found is None or found.runs_per_week is None or found.worth.won <= 0:
            return ""
        text = self.tr("Costs about {setup} to set up, wins back about {won} a week")
        text = text.format(setup=span_text(found.worth.setup), won=span_text(found.worth.won))
        if found.worth.even_time is None:
            return text
        return f"{text}: {weeks_text(found.worth.even_time)}"

    def _say(self, label: PlainLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _on_give(self) -> None:
        if self._fit is not None:
            self.chosen.emit(self._task, self._fit.assistant)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours().line, 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
