"""How far somebody is with the opened card: the step, what comes next, what is offered, what it took."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from models import brief_edits, training_ops
from models.briefs import read_brief
from models.cards import Card
from models.run_totals import is_brief_unclear, set_up_of
from models.training_ops import Standing, learners, standing_of, steps_of
from models.trust import CHECKED, SHOWN, TAKEN_OVER
from ui import run_words
from ui.dialogs.look import dress
from ui.hand_words import level_text
from ui.panel.choice_box import ChoiceBox
from ui.panel.field_row import FieldRow
from ui.panel.flow import FlowLayout
from ui.panel.stage_dots import StageDots
from ui.panel.style import PAD, sized, tint
from ui.panel.tick_chips import TickChips
from ui.panel.training_notice import Choice, TrainingNotice
from ui.panel.work_fields import MinutesField
from ui.panel.writer import Writer
from ui.plain import PlainLabel, apart
from ui.store import Store, Ticket
from ui.theme import colours
from ui.wording import day_text, local, minutes_text, sentence_text


class TrainingSection(QWidget):
    """hand_asked(str): an action of the Card menu. brief_asked(): the brief wants a look.

    `scope`: where the keys of an offer work.
    """

    hand_asked = Signal(str)
    brief_asked = Signal()

    def __init__(self, store: Store, writer: Writer, today: Callable[[], date], scope: QWidget) -> None:
        super().__init__()
        self._store, self._writer, self._today = store, writer, today
        self._task = self._who = 0
        self._card: Card | None = None
        self._name = ""
        self.person = ChoiceBox()
        self.person.setAccessibleName(self.tr("Who learns it"))
        self.person.activated.connect(self._on_person)
        self.line = PlainLabel()
        self.line.setWordWrap(True)
        self.dots = StageDots()
        self.next = PlainLabel()
        self.next.setWordWrap(True)
        self.gaps = PlainLabel()
        self.gaps.setWordWrap(True)
        self.ticks = TickChips(
            [
                ("shown", self.tr("Watched once"), self.tr("They saw you do it, or a recording of it")),
                (
                    "understood",
                    self.tr("Said it back in their own words"),
                    self.tr("What comes out, what matters, and why"),
                ),
            ]
        )
        self.ticks.setAccessibleName(self.tr("Before they do it"))
        self.ticks.toggled.connect(self._on_tick)
        self.notice = TrainingNotice(scope)
        self._make_times()
        self.by_hand = QPushButton(self.tr("Change by hand…"))
        self.by_hand.setFlat(True)
        self.by_hand.setAutoDefault(True)
        self.by_hand.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.by_hand.clicked.connect(self.change_by_hand)
        self._lay_out()

    def show_card(self, card: Card) -> None:
        """Show who learns the card; where nobody does (it happens once) all of it is hidden."""
        if card.id != self._task:
            self._task, self._who = card.id, 0
            self.training.load(None)
            self.brief.load(None)
        self._card = card
        known = learners(self._store.board, card.id) if card.repeat is not None else []
        if self._who not in [who for who, *_ in known]:
            self._who = known[0][0] if known else 0
        self.person.setVisible(len(known) > 1)
        self._show_people(known)
        found = standing_of(self._store.board, card.id, self._who) if self._who else None
        self.setVisible(found is not None)
        if found is not None:
            self._name = next(name for who, name, _ in known if who == self._who)
            self._show(found)

    def flush(self) -> None:
        """Save what is half typed."""
        self.training.flush()
        self.brief.flush()

    def restyle(self) -> None:
        """Take on the running colours."""
        now = colours()
        self.line.setFont(sized(self.font(), 1.0, QFont.Weight.DemiBold))
        tint(self.line, now.text)
        tint(self.next, now.muted)
        tint(self.gaps, now.warn)
        for row in self._rows:
            row.restyle()
        self.notice.restyle()
        self.dots.update()

    def change_by_hand(self) -> None:
        """The owner's own word on how far they are."""
        from ui.dialogs.level_sheet import LevelSheet

        LevelSheet(self._store, self._task, self._who, self._name, self.dots.level, self.window()).open()

    # What is shown

    def _show_people(self, known: list[tuple[int, str, int]]) -> None:
        self.person.clear()
        for who, name, _ in known:
            self.person.addItem(name, who)
        self.person.setCurrentIndex(self.person.findData(self._who))

    def _show(self, found: Standing) -> None:
        writes = not self._store.board.read_only
        day = day_text(local(found.since).date(), self._today())
        level = level_text(found.level)
        if self.person.count() > 1:
            level = f"{level[:1].upper()}{level[1:]}"
            text = self.tr("{level}, since {day}")
        else:
            text = self.tr("{who}: {level}, since {day}")
        text = text.replace("{level}", level).replace("{day}", day)
        self.line.setText(text.replace("{who}", apart(self._name)))
        self.dots.show_level(found.level)
        self.next.setText(run_words.next_text(found))
        self.next.setVisible(bool(self.next.text()))
        self._show_gaps(found)
        self.ticks.setVisible(found.level <= SHOWN)
        self.ticks.setEnabled(writes)
        ticked = {"shown": found.shown, "understood": found.understood}
        self.ticks.show_ticked(name for name, moment in ticked.items() if moment)
        self._ask(found)
        self._show_times()
        self.by_hand.setEnabled(writes)
        self.restyle()

    def _show_gaps(self, found: Standing) -> None:
        """What still stands against their beginning: the brief, and rights not granted yet."""
        parts = []
        if found.level <= SHOWN:
            brief = read_brief(self._store.board, self._task)
            parts = [sentence_text(gap.sentence) for gap in brief.readiness.gaps[:3]]
            closed = [line.tool for line in brief.access if line.granted is None or line.revoked]
            if closed:
                text = self.tr("access to {tools}")
                parts.append(text.replace("{tools}", ", ".join(closed)))
        self.gaps.setText(self.tr("Still missing: {parts}").replace("{parts}", " · ".join(parts)))
        self.gaps.setVisible(bool(parts))

    def _ask(self, found: Standing) -> None:
        """At most one thing at a time; what is worst comes first."""
        text, choices, role = "", list[Choice](), "core"
        is_theirs = self._card is not None and self._card.holder == self._who
        if found.stopped:
            text, role = run_words.stop_text(), "bad"
            choices = self._ways_on(is_theirs, Choice(self.tr("Go on anyway"), self._resume))
        elif found.judgement.move == "offer":
            text = run_words.offer_text(found, self._name)
            take = self.tr("They own it") if found.level >= TAKEN_OVER else self.tr("Stop checking each time")
            choices = [
                Choice(take, lambda: self._send(training_ops.take_offer), self.tr("Y", "one key: yes")),
                Choice(
                    self.tr("Not yet"),
                    lambda: self._send(training_ops.keep_level),
                    self.tr("N", "one key: no"),
                ),
            ]
        elif not found.count.runs and (back := self._step_back(found)):
            text, role = run_words.back_text(back, self._today()), "warn"
            go_on = Choice(self.tr("Go on as before"), lambda: self._set(back.old))
            choices = self._ways_on(is_theirs, go_on)
        elif found.changed:
            text, role = run_words.changed_text(found, self._name), "warn"
            keep = Choice(
                self.tr("No, a small change"),
                lambda: self._send(training_ops.keep_sign_off),
                self.tr("N", "one key: no"),
            )
            again = Choice(
                self.tr("Check every time"), lambda: self._set(CHECKED), self.tr("Y", "one key: yes")
            )
            choices = [keep, again]
        elif is_theirs and is_brief_unclear(self._store.board, self._task):
            text, role = run_words.unclear_text(), "warn"
            choices = [Choice(self.tr("Open the brief"), self.brief_asked.emit)]
        what = (self._task, self._who, found.level, found.since)
        self.notice.ask(text, choices if not self._store.board.read_only else [], role, what)

    def _step_back(self, found: Standing) -> training_ops.Step | None:
        steps = steps_of(self._store.board, self._task, self._who)
        newest = steps[0] if steps else None
        is_back = newest is not None and bool(run_words.back_text(newest, self._today()))
        return newest if is_back and newest is not None and newest.new == found.level else None

    def _ways_on(self, is_theirs: bool, go_on: Choice) -> list[Choice]:
        choices = [Choice(self.tr("Open the brief"), self.brief_asked.emit), go_on]
        if is_theirs:
            choices.append(Choice(self.tr("Take back"), lambda: self.hand_asked.emit("take_back")))
        return choices

    def _show_times(self) -> None:
        took = set_up_of(self._store.board, self._task, self._who)
        for field, seconds, is_said in (
            (self.training, took.training, took.is_training_said),
            (self.brief, took.brief, took.is_brief_said),
        ):
            about = self.tr("about {minutes}, assumed").format(minutes=minutes_text(seconds))
            field.setPlaceholderText(about if seconds else self.tr("nothing to train"))
            field.refresh(seconds if is_said else None)

    # What the owner does

    def _on_person(self, place: int) -> None:
        self.flush()
        self._who = self.person.itemData(place)
        if self._card is not None:
            self.show_card(self._card)

    def _on_tick(self, name: str, is_on: bool) -> None:
        self._writer.send(training_ops.mark_shown, self._task, self._who, **{name: is_on})

    def _send(self, operation: Callable[..., object]) -> Ticket:
        return self._writer.send(operation, self._task, self._who)

    def _set(self, level: int) -> None:
        self._writer.send(training_ops.set_training, self._task, self._who, level)

    def _resume(self) -> None:
        self._send(training_ops.resume)

    # How it is made

    def _make_times(self) -> None:
        self.training = MinutesField(
            lambda seconds, visit: self._writer.send(
                training_ops.set_training_time, self._task, self._who, seconds, visit=visit
            )
        )
        self.brief = MinutesField(
            lambda seconds, visit: self._writer.send(
                brief_edits.set_brief_time, self._task, seconds, visit=visit
            )
        )
        self._rows = [
            FieldRow(self.tr("Training"), self.training),
            FieldRow(self.tr("Brief"), self.brief),
        ]
        for field, row in zip((self.training, self.brief), self._rows, strict=True):
            field.settled.connect(self._writer.settled)
            field.hinted.connect(lambda text, is_wrong, row=row: row.say_below(text if is_wrong else ""))
        self.training.setAccessibleName(self.tr("Your time to train them"))
        self.brief.setAccessibleName(self.tr("Your time to write the brief"))

    def _lay_out(self) -> None:
        dress(self.notice)
        hand = QWidget()
        flow = FlowLayout(hand)
        flow.addWidget(self.by_hand)
        dress(hand)
        for label in (self.line, self.next, self.gaps):
            label.setContentsMargins(PAD, 0, PAD, 0)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        for part in (self.person, self.line, self.dots, self.next, self.gaps, self.ticks):
            rows.addWidget(part)
        rows.addWidget(self.notice)
        rows.addSpacing(2)
        for row in self._rows:
            rows.addWidget(row)
        rows.addWidget(hand)
