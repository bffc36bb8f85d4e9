"""The left side of Sort: one task with its questions, what they say, and the keys."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui import theme
from ui.board.elided import ElidedLabel
from ui.dialogs.ask_once import AskSpecialisation
from ui.pages.sort import words
from ui.pages.sort.gates_row import GatesRow
from ui.pages.sort.in_play import InPlay
from ui.pages.sort.key_row import KeyRow
from ui.pages.sort.offer import Offer
from ui.pages.sort.questions import Middle, Questions
from ui.pages.sort.reading import Facts
from ui.pages.sort.round import Round
from ui.pages.sort.split_box import SplitBox
from ui.pages.sort.verdict_box import VerdictBox
from ui.plain import PlainLabel
from ui.store import Store

EDGE = 18


class SheetCard(QWidget):
    """A card of the page: panel ground, thin frame, round corners."""

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(c.line, 1))
        painter.setBrush(c.panel)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)


class Title(ElidedLabel):
    """The task's name; a click opens its card."""

    clicked = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


class Table(SheetCard):
    """Shows; the game decides. Its parts are public: the game listens to them."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left = PlainLabel()
        self.bar = QProgressBar()
        self.back = PlainLabel(self.tr("Z takes back the last one"))
        self.title = Title(2)
        self.about = ElidedLabel(1)
        self.ask = AskSpecialisation(store)
        self.offer = Offer()
        self.gates = GatesRow()
        self.questions = Questions()
        self.verdict = VerdictBox()
        self.split = SplitBox()
        self.keys = KeyRow()
        self._task: int | None = None
        self._lay_out()

    @property
    def is_splitting(self) -> bool:
        return not self.split.isHidden()

    def show_progress(self, game: Round) -> None:
        """How far the round is."""
        through = game.total - game.left
        self.left.setText(self.tr("{left} left of {total}").format(left=game.left, total=game.total))
        self.bar.setMaximum(max(1, game.total))
        self.bar.setValue(through)

    def show_card(self, play: InPlay, facts: Facts) -> None:
        """The task on the table."""
        self.title.set_text(play.card.title)
        self.about.set_text(words.about_text(play.card, facts.source, facts.estimate))
        self.offer.show_task(facts.offer)
        if play.card.id != self._task:
            self._task = play.card.id
            self._middle.verticalScrollBar().setValue(0)

    def show_play(self, play: InPlay, facts: Facts, currency: str, open_letter: str | None) -> None:
        """Its answers and what they say."""
        self.questions.show_play(play, open_letter)
        self.gates.show_state(play.gates, play.on_site)
        self.verdict.show_play(play, facts.worth, currency)
        self.keys.show_taken(play.taken_by_enter)
        self._middle.updateGeometry()
        if not self.ask.isHidden():
            self._middle.ensureWidgetVisible(self.ask, 0, 8)
        elif open_letter is not None:
            self._middle.ensureWidgetVisible(self.questions.rows[open_letter], 0, 8)

    def ask_split(self, title: str) -> None:
        """The two titles, in the place of what the answers say."""
        self.verdict.hide()
        self.keys.hide()
        self.split.ask(title)

    def end_split(self) -> None:
        self.split.hide()
        self.verdict.show()
        self.keys.show()

    def _lay_out(self) -> None:
        for label in (self.left, self.back, self.about):
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        for label in (self.left, self.back):
            label.setFont(theme.font(0.93))
        self.title.setFont(theme.font(1.69, QFont.Weight.Bold))
        self.title.setCursor(Qt.CursorShape.PointingHandCursor)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.left)
        top.addWidget(self.bar, 1)
        top.addWidget(self.back)
        content = QWidget()
        middle = QVBoxLayout(content)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(8)
        for part in (self.offer, self.gates, self.ask, self.questions):
            middle.addWidget(part)
        self._middle = Middle(content)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(EDGE, EDGE - 4, EDGE, EDGE - 4)
        rows.setSpacing(0)
        rows.addLayout(top)
        rows.addSpacing(10)
        rows.addWidget(self.title)
        rows.addSpacing(2)
        rows.addWidget(self.about)
        rows.addSpacing(10)
        rows.addWidget(self._middle)
        rows.addSpacing(12)
        rows.addWidget(self.verdict)
        rows.addWidget(self.split)
        rows.addSpacing(12)
        rows.addWidget(self.keys)
        rows.addStretch(1)
        self.split.hide()
        self.ask.hide()
