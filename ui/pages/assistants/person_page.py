"""One person: who they are, their fields, what they have in hand and master, and the ways to part."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from models import assistant_photo
from models.assistant_load import Load
from models.assistant_mastery import learns, masters
from models.assistants import Assistant
from models.cards import read_cards
from models.ledger import sums_of_assistant
from models.people import tasks_in_hand
from models.settings import read_settings
from ui.dialogs.sheet import line, muted_label
from ui.dressing import dress_page
from ui.ledger_words import hours_text
from ui.pages.assistants.away_notice import AwayNotice
from ui.pages.assistants.in_hand import Section, hand_lines, learned_lines, mastered_lines
from ui.pages.assistants.person_form import PersonForm
from ui.pages.assistants.person_head import PersonHead
from ui.panel.flow import FlowLayout
from ui.store import Store

WIDEST = 760


class PersonPage(QScrollArea):
    """opened(int): a card. letter_wanted(), end_wanted(), back_wanted(), erase_wanted(): the buttons."""

    opened = Signal(int)
    letter_wanted = Signal()
    end_wanted = Signal()
    back_wanted = Signal()
    erase_wanted = Signal()
    said = Signal(str)

    def __init__(self, store: Store, today: Callable[[], dt.date]) -> None:
        super().__init__()
        self._store = store
        self._today = today
        self.who: Assistant | None = None
        self.head, self.form = PersonHead(), PersonForm(store, today)
        self.away = AwayNotice(store, today)
        self.notices = (self.away, self.form.notice)
        self.hand = Section(self.tr("In hand"))
        self.learning = Section(self.tr("Learns"))
        self.mastery = Section(self.tr("Masters"))
        self.won = muted_label()
        self.letter = QPushButton(self.tr("Save a reference letter…"))
        self.end = QPushButton(self.tr("End the engagement…"))
        self.back = QPushButton(self.tr("Bring them back"))
        self.erase = QPushButton(self.tr("Erase this person…"))
        self._lay_out()
        writes = not store.board.read_only
        for button, signal in (
            (self.letter, self.letter_wanted),
            (self.end, self.end_wanted),
            (self.back, self.back_wanted),
            (self.erase, self.erase_wanted),
        ):
            button.setAutoDefault(True)
            button.setEnabled(writes or button is self.letter)
            button.clicked.connect(signal)
        self.head.face.setEnabled(writes)
        self.head.photo_chosen.connect(self._on_photo)
        self.head.fault.connect(self.said)
        for section in (self.hand, self.learning, self.mastery):
            section.opened.connect(self.opened)

    @property
    def typed_subject(self) -> str:
        """What is typed here is about this person (ui.typed)."""
        return self.who.uid if self.who is not None else ""

    def show_person(
        self, who: Assistant, everybody: list[Assistant], load: Load | None, photo: QPixmap | None
    ) -> None:
        """Show somebody; what is being typed of the same person stays."""
        board = self._store.board
        is_other = self.who is None or self.who.id != who.id
        self.who = who
        self.head.show_person(who, photo, board.now(), load)
        self.form.show_person(who, everybody, read_settings(board))
        for notice in self.notices:
            notice.show_person(who)
        ids = tasks_in_hand(board, who.id)
        cards = read_cards(board, ids)
        held = [cards[task] for task in ids if task in cards]
        self.hand.show_lines(
            hand_lines(held, self._today()), self.tr("Nothing yet: drop a card on their name.")
        )
        learned = learned_lines(learns(board, who.id))
        self.learning.show_lines(learned, "")
        self.learning.setVisible(bool(learned))
        self.mastery.show_lines(
            mastered_lines(masters(board, who.id)),
            self.tr("What they do without being checked every time is listed here."),
        )
        won = sums_of_assistant(board, who.id)
        self.won.setText(
            self.tr("{hours} won back in %n run(s), measured", "", won.runs).format(hours=hours_text(won.won))
        )
        self.won.setVisible(won.runs > 0)
        self.end.setVisible(who.ended is None)
        self.back.setVisible(who.ended is not None)
        if is_other:
            self.verticalScrollBar().setValue(0)

    def show_moment(self) -> None:
        """The clock goes on."""
        if self.who is not None:
            self.head.show_moment(self.who, self._store.board.now())

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(WIDEST)
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(24, 18, 24, 18)
        rows.setSpacing(16)
        shown = (self.hand, self.learning, self.mastery, self.won)
        for part in (self.head, self.away, self.form, line(), *shown, line()):
            rows.addWidget(part)
        buttons = FlowLayout(gap=8)
        for button in (self.letter, self.end, self.back, self.erase):
            buttons.addWidget(button)
        rows.addLayout(buttons)
        rows.addStretch(1)
        dress_page(self)
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)

    def _on_photo(self, picture: bytes) -> None:
        if self.who is not None:
            self._store.submit(assistant_photo.set_photo, self.who.id, picture)
