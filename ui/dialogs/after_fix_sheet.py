"""Accept what was delivered, although the owner put it right first: whose fault, and how long it took."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from models import runs
from models.cards import read_cards
from models.hands import Why
from models.run_rows import NOT_SAID, Minutes
from models.settings import read_settings
from ui.dialogs.blame import Blame, MinutesPart
from ui.dialogs.log_time import Field
from ui.dialogs.sheet import Sheet
from ui.panel.parsed_field import NotUnderstood
from ui.plain import apart
from ui.store import Store


class AfterFixSheet(Sheet):
    """Enter accepts; Escape leaves the cards where they are."""

    def __init__(self, store: Store, ids: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._store, self._ids = store, list(ids)
        card = read_cards(store.board, ids).get(self._ids[0])
        title = self.tr("Accept %n card(s) after a fix", "", len(self._ids))
        if len(self._ids) == 1 and card is not None:
            title = self.tr("Accept “{title}” after a fix").replace("{title}", apart(card.title))
        self.setWindowTitle(self.tr("Accept after a fix"))
        self.heading.setText(title)
        self.blame = Blame(card.assistants[0] if card is not None and card.assistants else "")
        usual = round(60 * float(read_settings(store.board)["money.fix"]))
        self.minutes = MinutesPart(self.tr("Your minutes to put it right"), usual, is_assumed=True)
        self.note = QLineEdit()
        self.body.addWidget(self.blame)
        self.body.addWidget(self.minutes)
        self.body.addWidget(Field(self.tr("What was put right"), self.note))
        self.body.addStretch(1)
        self.add_cancel()
        self.take = self.add_button(self.tr("Accept"), self._on_accept, is_main=True)
        self.setMinimumWidth(max(460, 52 * self.fontMetrics().averageCharWidth()))
        self.fit_rows()
        self.blame.chips.chip("slip").setFocus()

    def _on_accept(self) -> None:
        try:
            took = Minutes(fix=self.minutes.seconds()) if self.minutes.is_touched else NOT_SAID
        except NotUnderstood:
            return
        why = Why(self.blame.chosen, self.note.text().strip(), True, took)
        self._store.submit(runs.accept_after_fix, self._ids, why, pending=self._ids)
        self.accept()
