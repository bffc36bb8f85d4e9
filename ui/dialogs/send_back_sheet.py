"""Send back what was delivered: why, which decides whose fault it was, and by when anew."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from models import tasks
from models.cards import read_cards
from models.hands import Why
from models.landing import Word
from models.run_rows import NOT_SAID, Minutes
from models.settings import read_settings
from ui.dialogs.blame import Blame, MinutesPart
from ui.dialogs.log_time import Field
from ui.dialogs.sheet import Sheet
from ui.panel.due_field import due_words, parse_due
from ui.panel.parsed_field import NotUnderstood
from ui.plain import apart
from ui.store import Store


class SendBackSheet(Sheet):
    """Enter sends back; Escape leaves the card where it was."""

    def __init__(
        self,
        store: Store,
        ids: Sequence[int],
        now: Callable[[], dt.datetime],
        stage: int,
        after: int | None = None,
        brief_wanted: Callable[[int], object] = lambda _: None,
        parent: QWidget | None = None,
    ) -> None:
        """`brief_wanted` is called with the card whose brief was unclear, once it is sent back."""
        super().__init__("", parent)
        self.brief_wanted = brief_wanted
        self._store, self._ids, self._stage, self._after = store, list(ids), stage, after
        self._today = read_settings(store.board).today(now())
        card = read_cards(store.board, ids).get(self._ids[0])
        title = self.tr("Send back %n card(s)", "", len(self._ids))
        if len(self._ids) == 1 and card is not None:
            title = self.tr("Send back “{title}”").format(title=apart(card.title))
        self.setWindowTitle(self.tr("Send back"))
        self.heading.setText(title)
        who = card.assistants[0] if card is not None and card.assistants else ""
        self.blame = Blame(who)
        self.chips = self.blame.chips
        self.note = QLineEdit()
        self.when = QLineEdit(due_words((card.due, card.due_time), self._today) if card and card.due else "")
        self.note_part = Field(self.tr("What is to be done anew"), self.note)
        self.when_part = Field(self.tr("By when"), self.when)
        usual = round(60 * float(read_settings(store.board)["money.fix"]))
        self.minutes = MinutesPart(self.tr("Your minutes for it"), usual, is_assumed=True)
        self.body.addWidget(self.blame)
        self.body.addWidget(self.note_part)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.when_part, 1)
        row.addWidget(self.minutes, 1)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.add_cancel()
        self.send = self.add_button(self.tr("Send back"), self._on_send, is_main=True)
        self.setMinimumWidth(max(460, 52 * self.fontMetrics().averageCharWidth()))
        self.fit_rows()
        self.chips.chip("brief_unclear").setFocus()

    def _on_send(self) -> None:
        try:
            due = parse_due(self.when.text(), self._today)
        except NotUnderstood as wrong:
            self.when_part.say(str(wrong), is_wrong=True)
            self.when.setFocus()
            return
        try:
            took = Minutes(fix=self.minutes.seconds()) if self.minutes.is_touched else NOT_SAID
        except NotUnderstood:
            return
        fields = {"due": due[0], "due_time": due[1]} if due and self.when.isModified() else {}
        word = Word(why=Why(self.chips.chosen, self.note.text().strip(), minutes=took), due=fields)
        ticket = self._store.submit(
            tasks.move_tasks, self._ids, self._stage, self._after, self._today, word, pending=self._ids
        )
        if "brief_unclear" in self.chips.chosen and len(self._ids) == 1:
            # What they could not make sense of is to be said anew while it is fresh.
            task, wanted = self._ids[0], self.brief_wanted
            ticket.done.connect(lambda error: None if error else wanted(task))
        self.accept()
