"""The one small sheet of a hand-over: who, what, done when, by when. Enter hands over.

Everything has a default, so that a name is enough; the rest of what can be agreed lies under *More*.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models import handovers
from models.briefs import limited, read_facts
from models.cards import read_cards
from models.coverage import AbsenceAhead
from models.due_warnings import due_warnings
from models.errors import BoardError, Refused
from models.handover_defaults import Offer, likely_taker, offer, owner_time, where_it_goes
from models.hands import Terms
from models.moves import DELEGABLE_KINDS
from models.readiness import Facts, Readiness, judge
from models.settings import read_settings
from models.stages import read_stages
from models.wall_time import both_text, both_zones
from ui.dialogs.fit_box import FitBox
from ui.dialogs.hand_over_terms import TermsFields
from ui.dialogs.log_time import Field
from ui.dialogs.sheet import More, Sheet, muted_label
from ui.panel.due_field import due_words, parse_due
from ui.panel.parsed_field import NotUnderstood
from ui.panel.short_forms import Due
from ui.panel.style import tint
from ui.plain import apart, on_button
from ui.store import Store, Ticket
from ui.theme import colours
from ui.wording import sentence_text


class HandOverSheet(Sheet):
    """handed(tuple[int, ...]): these cards are in somebody's hands now."""

    handed = Signal(object)
    prepare_asked = Signal(int, str)
    """A gap was clicked: this card's brief, that field."""

    def __init__(
        self,
        store: Store,
        ids: Sequence[int],
        now: Callable[[], dt.datetime],
        *,
        assistant: int | None = None,
        stage: int | None = None,
        after: int | None = None,
        away: AbsenceAhead | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`assistant`: on whom the cards were dropped; `stage`, `after`: where. `away`: who is away when,
        and has them till then. `now` gives naive UTC.
        """
        super().__init__("", parent)
        self._store, self._ids, self._now = store, list(ids), now
        self._away = away
        self._stage, self._after = stage, after
        kinds = {one.id: one.kind for one in read_stages(store.board)}
        self._to = kinds.get(stage) if stage is not None else None
        self._cards = read_cards(store.board, ids)
        self._offer: Offer | None = None
        self.who = FitBox(store.board, self._ids[0], now())
        self.what = QLineEdit()
        self.done_when = QLineEdit()
        self.when = QLineEdit()
        self.city = QLineEdit()
        self.goes = muted_label()
        self.stands = muted_label()
        self.missing = muted_label()
        self.terms = TermsFields(store.board)
        self.why = QLineEdit()
        self._lay_out()
        self.prepare = self.add_button(self.tr("Open the brief"), self._on_prepare)
        self._gap = ""
        self.add_cancel()
        self.give = self.add_button(self.tr("Hand over"), self._on_give, is_main=True)
        self.who.changed.connect(lambda: self._follow(self._on_who))
        self.when.textEdited.connect(lambda _: self._follow(self._show_due))
        self.done_when.textEdited.connect(lambda _: self._follow(self._show_missing))
        self.terms.limited.toggled.connect(lambda _: self._follow(self._show_missing))
        self._begin(assistant)

    @property
    def is_one(self) -> bool:
        """Whether it is about a single card, whose words can be changed here."""
        return len(self._ids) == 1

    def _lay_out(self) -> None:
        title = self._title()
        self.setWindowTitle(self.tr("Hand over"))
        self.heading.setText(title)
        self.who_part = Field(self.tr("Who"), self.who)
        self.city_part = Field(self.tr("Their city, for the time there"), self.city)
        self.what_part = Field(self.tr("What"), self.what)
        self.done_part = Field(self.tr("Done when"), self.done_when)
        self.when_part = Field(self.tr("By when"), self.when)
        self.why_part = Field(self.tr("Why hand it over all the same"), self.why)
        self.done_when.setPlaceholderText(self.tr("One line that both of you can check"))
        for part in (self.who_part, self.city_part, self.what_part, self.done_part, self.when_part):
            self.body.addWidget(part)
        for label in (self.goes, self.stands, self.missing):
            self.body.addWidget(label)
        self.body.addWidget(self.why_part)
        self.body.addWidget(More(self.tr("More"), self.terms))
        self.body.addStretch(1)
        self.what_part.setVisible(self.is_one)
        self.done_part.setVisible(self.is_one)
        self.city_part.hide()
        self.why_part.hide()
        if self._away is not None and not self.is_one:
            # Each keeps its own date; which they are is what counts.
            self.when_part.hide()
            self.goes.setText(" · ".join(card.title for card in self._cards.values()))
        self.setMinimumWidth(max(460, 52 * self.fontMetrics().averageCharWidth()))
        self.fit_rows()

    def _title(self) -> str:
        if self._away is not None:
            absent = self._away.name
            return self.tr("%n card(s) while {who} is away", "", len(self._ids)).format(who=apart(absent))
        if self.is_one and (card := self._cards.get(self._ids[0])):
            return self.tr("Hand over “{title}”").format(title=apart(card.title))
        return self.tr("Hand over %n card(s)", "", len(self._ids))

    def _begin(self, assistant: int | None) -> None:
        card = self._cards.get(self._ids[0])
        self.what.setText(card.title if card else "")
        self.who.choose(assistant or likely_taker(self._store.board, self._ids[0]) or self.who.best())
        self._follow(self._on_who)
        if assistant is None:
            self.who.setFocus()
            self.who.selectAll()
        elif self.is_one:
            self.done_when.setFocus()
        else:
            self.give.setFocus()

    # What is shown follows who is chosen

    def _follow(self, show: Callable[[], None]) -> None:
        """Show what follows; the card or the person may have gone while the sheet was open."""
        try:
            show()
        except Refused as gone:
            self.who_part.say(sentence_text(gone.sentence), is_wrong=True)

    def _on_who(self) -> None:
        person = self.who.assistant
        self._offer = found = offer(self._store.board, self._ids[0], person, self._now(), self._to)
        self.city_part.setVisible(self.who.is_new)
        if not self.done_when.isModified():
            lines = found.done_when.splitlines()
            self.done_when.setText(lines[0] if len(lines) == 1 else "")
            if len(lines) > 1:
                self.done_when.setPlaceholderText(self.tr("As in the brief, %n line(s)", "", len(lines)))
        if not self.when.isModified() and found.due is not None:
            self.when.setText(due_words((found.due, found.due_time), self._today()))
        self.who_part.say(" · ".join(sentence_text(one) for one in self.who.reasons))
        if self.is_one:
            self.goes.setText(sentence_text(where_it_goes(found.kind, found.level)))
        self.goes.setVisible(bool(self.goes.text()))
        self.stands.setText(" · ".join(sentence_text(one) for one in self.who.against))
        tint(self.stands, colours().warn)
        self.stands.setVisible(bool(self.stands.text()))
        self.terms.show_offer(found, self.who.currency)
        name = self.who.first_name
        text = self.tr("Let {who} stand in") if self._away is not None else self.tr("Hand over to {who}")
        self.give.setText(on_button(text.format(who=apart(name))) if name else self.tr("Hand over"))
        self._show_due()
        self._show_missing()

    def _show_due(self) -> None:
        due = self._due()
        if due is None:
            self.when_part.say(self.tr("No date") if not self.when.text().strip() else "")
            return
        theirs, zone = self.who.time, self._zone()
        day, time = due
        words = []
        if time is not None and zone != theirs.zone:
            words.append(sentence_text(both_text(both_zones(day, time, zone, theirs.zone), day.year)))
        warnings = due_warnings(day, time, zone, theirs, self._now())
        words += [sentence_text(one) for one in warnings]
        self.when_part.say(" · ".join(words))
        tint(self.when_part.remark, colours().warn if warnings else colours().muted)

    def _show_missing(self) -> None:
        """What a brief of this weight still lacks, at most three gaps; never in the way of handing over."""
        found = self._readiness()
        gaps = [sentence_text(gap.sentence) for gap in found.gaps]
        if found.more:
            gaps.append(self.tr("%n more", "", found.more))
        self.missing.setText(self.tr("Still missing: {gaps}").format(gaps=" · ".join(gaps)) if gaps else "")
        tint(self.missing, colours().warn)
        self.missing.setVisible(bool(gaps) and self.is_one)
        self._gap = found.gaps[0].field if found.gaps else ""
        self.prepare.setVisible(bool(gaps) and self.is_one and self._has_brief())
        self.why_part.setVisible(bool(gaps) and self.is_one and self._is_private())

    def _readiness(self) -> Readiness:
        facts = read_facts(self._store.board, self._ids[:1], self.who.assistant).get(self._ids[0], Facts())
        facts = facts._replace(has_due=self._due() is not None)
        if self.done_when.text().strip():
            facts = facts._replace(done_when=self.done_when.text())
        if self.terms.limited.isChecked():
            facts = limited(facts, self.terms.has_end, self.terms.has_cap)
        return judge(facts)

    def _has_brief(self) -> bool:
        """Whether the panel shows a brief of the card."""
        card = self._cards.get(self._ids[0])
        return card is not None and card.kind in DELEGABLE_KINDS

    def _is_private(self) -> bool:
        facts = read_facts(self._store.board, self._ids[:1]).get(self._ids[0])
        return facts is not None and facts.sensitivity == "high"

    # What was said

    def _today(self) -> dt.date:
        return read_settings(self._store.board).today(self._now())

    def _due(self) -> Due | None:
        """What stands in the field; None for no date and for what is none."""
        try:
            return parse_due(self.when.text(), self._today())
        except NotUnderstood:
            return None

    def _zone(self) -> str:
        """Whose clock the time is on: the card's, else theirs where the time is offered, else the owner's."""
        if self._offer is not None and self._offer.due_zone and not self.when.isModified():
            return self._offer.due_zone
        return owner_time(read_settings(self._store.board)).zone

    def _fields(self) -> dict[str, object]:
        """What is set on each card."""
        fields: dict[str, object] = {}
        due = self._due()
        if due is not None:
            day, time = due
            fields |= {"due": day, "due_time": time, "due_zone": self._zone() if time else None}
        elif not self.when.text().strip():
            fields["due"] = None
        if not self.is_one:
            # Several cards keep their own words and dates, unless a date was typed.
            return fields if self.when.isModified() else {}
        if self.what.isModified():
            fields["title"] = self.what.text()
        if self.done_when.isModified():
            fields["done_when"] = self.done_when.text().strip()
        return fields

    def _on_prepare(self) -> None:
        """First what is missing, then the hand-over."""
        self.prepare_asked.emit(self._ids[0], self._gap)
        self.reject()

    def _on_give(self) -> None:
        if self.who.assistant is None and not self.who.is_new:
            self.who_part.say(self.tr("Who takes it over?"), is_wrong=True)
            self.who.setFocus()
            return
        if self.when.text().strip() and self._due() is None:
            self.when_part.say(self.tr("This is no date: try fri, 3 dec, tomorrow 14:00"), is_wrong=True)
            self.when.setFocus()
            return
        if (agreed := self.terms.read(self._today())) is None:
            return
        anyway = self.why.text().strip() if not self.why_part.isHidden() else ""
        terms = Terms(self.who.assistant or 0, self._fields(), why_anyway=anyway, **agreed)
        new = (self.who.text().strip(), self.city.text().strip()) if self.who.is_new else None
        self.give.setEnabled(False)
        if self._away is not None and new is None:
            ticket = self._stand_in(terms, self._away)
        else:
            if self._away is not None:
                absent, first = self._away.assistant, self._away.first
                terms = replace(terms, stands_in=absent, stands_from=first)
            where = (self._stage, self._after)
            ticket = self._store.submit(handovers.hand_over, self._ids, terms, *where, new, pending=self._ids)
        ticket.done.connect(self._on_given)

    def _stand_in(self, terms: Terms, away: AbsenceAhead) -> Ticket:
        """Several cards keep what was agreed about each, but for a look that was typed here."""
        from models import standing_in

        if not self.is_one:
            check = terms.next_check if self.terms.check.isModified() else None
            terms = replace(terms, authority=None, next_check=check)
        who = (terms.assistant, away.assistant)
        return self._store.submit(standing_in.stand_in, self._ids, *who, terms, away.first, pending=self._ids)

    def _on_given(self, error: BoardError | None) -> None:
        if error is not None:
            # The window says why; what was typed stays.
            self.give.setEnabled(True)
            return
        self.handed.emit(tuple(self._ids))
        self.accept()
