"""What handing over asks of the owner and what it does: by drag, key, button or quick add."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models import handovers, runs
from models.cards import Card, read_cards
from models.hands import Why
from models.moves import HELD_KINDS
from ui.board.board_view import BoardView
from ui.reason_bar import ReasonBar
from ui.store import Store

if TYPE_CHECKING:
    from models.coverage import AbsenceAhead


def fitting(cards: Sequence[Card]) -> list[str]:
    """The actions that make sense for these cards, by their names in the table."""
    held = [card for card in cards if card.holder is not None]
    if not held:
        return ["hand.give"] if cards else []
    found = ["hand.told"] if any(card.is_sent is False for card in held) else []
    if any(card.kind == "review" for card in held):
        found += ["hand.accept", "hand.fixed", "hand.send_back"]
    if any(card.kind != "review" for card in held):
        found += ["hand.delivered"]
    if any(card.repeat is not None for card in held):
        found += ["hand.skip"]
    return [*found, "hand.own_turn", "hand.take_back", "hand.give"]


class HandOverActions(QObject):
    """handed(tuple[int, ...]): these cards are in somebody's hands now; copy_wanted(tuple[int, ...]): by key
    or quick add, and the message is to be copied. said(str): for the status line.

    `in_use` gives the card that keys mean, beside those selected on the board.
    """

    handed = Signal(object)
    prepare_asked = Signal(int, str)
    """A card's brief is wanted first, at this field."""
    copy_wanted = Signal(object)
    said = Signal(str)

    def __init__(
        self,
        window: QWidget,
        store: Store,
        board: BoardView,
        in_use: Callable[[], int | None],
        now: Callable[[], dt.datetime],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._board = board
        self._in_use = in_use
        self._now = now
        self._only: int | None = None
        self.reasons = ReasonBar(window)
        self.reasons.chosen.connect(self._on_reasons)

    # The Card menu

    def give(self) -> None:
        """Hand the selected cards, or the opened one, to somebody."""
        if ids := self._meant():
            self.ask_person(ids, copies=True)

    def delivered(self) -> None:
        """They say it's done."""
        if ids := self._held(("training", "handed_over")):
            self._store.submit(handovers.deliver, ids, pending=ids)

    def accept(self) -> None:
        """What they delivered is good."""
        if ids := self._held(("review",)):
            self._store.submit(handovers.accept, ids, pending=ids)

    def fixed(self) -> None:
        """What they delivered is good now that the owner put it right."""
        if ids := self._held(("review",)):
            from ui.dialogs.after_fix_sheet import AfterFixSheet

            AfterFixSheet(self._store, ids, self._window).open()

    def skip(self) -> None:
        """It was not done this time; the series goes on."""
        for task in self._held(tuple(HELD_KINDS)):
            self._store.submit(runs.skip_run, task, pending=[task])

    def own_turn(self) -> None:
        """I'll do this one; the card stays theirs."""
        for task in self._held(tuple(HELD_KINDS)):
            self._store.submit(handovers.i_do_it, task, pending=[task])

    def take_back(self) -> None:
        """Take the cards back at once; why may be said afterwards."""
        if ids := self._held(tuple(HELD_KINDS)):
            self.take_back_cards(ids)

    def send_back(self) -> None:
        """What they delivered is not good yet."""
        stage = next((c.stage.id for c in self._board.columns() if c.stage.kind == "handed_over"), None)
        if stage is not None and (ids := self._held(("review",))):
            self.ask("reason", ids, stage, None)

    def do(self, name: str, task: int | None) -> None:
        """One of the above, about this card, whatever else is selected."""
        if task is None:
            return
        self._only = task
        try:
            getattr(self, name)()
        finally:
            self._only = None

    def told(self) -> None:
        """They know already: nothing needs to be sent."""
        if ids := [task for task in self._held(tuple(HELD_KINDS)) if self._is_unsent(task)]:
            self._store.submit(handovers.mark_sent, ids, "told", pending=ids)

    # What a drag, a key 1–7 or a column of the panel asks for

    def ask(self, what: str, ids: Sequence[int], stage: int, after: int | None) -> None:
        """A move that wants a word first: to whom ("person"), or why it goes back ("reason")."""
        if what == "person":
            self.ask_person(ids, stage=stage, after=after)
        else:
            from ui.dialogs.send_back_sheet import SendBackSheet

            said = self._say_anew
            SendBackSheet(self._store, ids, self._now, stage, after, said, self._window).open()

    def ask_person(
        self,
        ids: Sequence[int],
        *,
        assistant: int | None = None,
        stage: int | None = None,
        after: int | None = None,
        away: "AbsenceAhead | None" = None,
        copies: bool = False,
    ) -> None:
        """Open the sheet of a hand-over; a drop sends nothing, the way by key `copies` the message.
        `away`: who is away when, and has the cards till then.
        """
        from ui.dialogs.hand_over_sheet import HandOverSheet

        where = {"assistant": assistant, "stage": stage, "after": after}
        sheet = HandOverSheet(self._store, ids, self._now, **where, away=away, parent=self._window)
        sheet.handed.connect(self.handed)
        sheet.prepare_asked.connect(self.prepare_asked)
        if copies:
            sheet.handed.connect(self.copy_wanted)
        sheet.open()

    def drop_on_person(self, assistant: int, ids: Sequence[int]) -> None:
        """Cards were dropped on somebody: one that another has is asked about, the rest goes to the sheet."""
        known = read_cards(self._store.board, ids)
        moving = [task for task in ids if task in known and known[task].holder != assistant]
        if not moving:
            self.said.emit(self.tr("They have it already"))
            return
        if len(moving) == 1 and known[moving[0]].holder is not None:
            from ui.dialogs.second_holder import SecondHolder

            sheet = SecondHolder(self._store.board, moving[0], assistant, self._window)
            sheet.move_chosen.connect(partial(self.ask_person, moving, assistant=assistant))
            sheet.back_up_chosen.connect(
                lambda: self._store.submit(handovers.learn_as_back_up, moving[0], assistant, pending=moving)
            )
            sheet.part_chosen.connect(partial(self._split_off, moving[0], assistant))
            sheet.open()
            return
        self.ask_person(moving, assistant=assistant)

    def hint(self, ids: Sequence[int], assistant: int) -> str:
        """What letting cards go on somebody would mean, and what stands against it."""
        from models.handover_hints import drop_hint
        from ui.wording import sentence_text

        found = drop_hint(self._store.board, ids, assistant, self._now())
        return "" if found is None else " · ".join(sentence_text(one) for one in (found.goes, *found.stands))

    def offer_after_add(self, uid: str) -> None:
        """A card typed with a name: the sheet opens on it, Escape leaves the card where it is."""
        from models.handover_defaults import likely_taker
        from models.tasks import id_of

        task = id_of(self._store.board, uid)
        if task is not None and (assistant := likely_taker(self._store.board, task)) is not None:
            self.ask_person([task], assistant=assistant, copies=True)

    def take_back_cards(self, ids: Sequence[int]) -> None:
        """Take cards back to To set up, then ask why in a line that stops nothing."""
        known = read_cards(self._store.board, ids)
        names = [known[task].assistants[0] for task in ids if task in known and known[task].assistants]
        ticket = self._store.submit(handovers.take_back, list(ids), pending=ids)
        ticket.done.connect(lambda error: None if error else self.reasons.ask_about(tuple(ids), names))

    # Inside

    def _say_anew(self, task: int) -> None:
        """The brief was unclear: what is written into it now becomes a new version."""
        self.prepare_asked.emit(task, "")
        self.said.emit(self.tr("Say it more clearly: what you change becomes a new version of the brief"))

    def _meant(self) -> list[int]:
        """The cards that keys mean: the opened one where the keyboard is, else the selected ones."""
        if self._only is not None:
            return [self._only]
        task = self._in_use()
        selected = self._board.selected_ids()
        if task is not None and task not in selected:
            return [task]
        return list(selected)

    def _held(self, kinds: Sequence[str]) -> list[int]:
        ids = self._meant()
        known = read_cards(self._store.board, ids)
        return [i for i in ids if i in known and known[i].kind in kinds and known[i].holder is not None]

    def _is_unsent(self, task: int) -> bool:
        card = read_cards(self._store.board, [task]).get(task)
        return card is not None and card.is_sent is False

    def _split_off(self, task: int, assistant: int) -> None:
        from models.tasks import id_of
        from models.uid import new_uid

        card = read_cards(self._store.board, [task])[task]
        title, uid = self.tr("{title}: a part").format(title=card.title), new_uid()
        ticket = self._store.submit(handovers.split_off, task, title, uid, pending=[task])

        def go_on(error: object) -> None:
            made = None if error else id_of(self._store.board, uid)
            if made is not None:
                self.ask_person([made], assistant=assistant)

        ticket.done.connect(go_on)

    def _on_reasons(self, ids: tuple[int, ...], reasons: tuple[str, ...]) -> None:
        for task in ids:
            self._store.submit(handovers.give_reasons, task, Why(reasons), pending=[task])
