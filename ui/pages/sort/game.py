"""The game: what keys and clicks do to the task on the table; the board learns of it a moment later."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import triage_ops
from models.change import Change
from models.triage import GATES
from models.uid import new_uid
from ui import store as operations
from ui.pages.sort.deal import Deal
from ui.pages.sort.in_play import ROUGH_MINUTES
from ui.pages.sort.keys import claims, command_of
from ui.pages.sort.table import Table
from ui.plain import apart
from ui.store import Store


class SortGame(QWidget):
    """One round after another. The page around it shows what comes after a round.

    opened(int): the card of a task. left(): back to the board. said(str): for the status line.
    """

    opened = Signal(int)
    left = Signal()
    said = Signal(str)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._trail: list[int] = []  # newest last: 0 a change of the board, else a task put back for later
        self._undoing = 0
        self.table = Table(store)
        self.deal = Deal(store, self.table, self)
        self._commands: dict[str, Callable[[], None]] = {
            "drop": lambda: self._finish(triage_ops.drop),
            "automate": lambda: self._finish(triage_ops.automate),
            "gates": lambda: self.table.gates.wait(not self.table.gates.is_waiting),
            "on_site": self._toggle_on_site,
            "take": self._take_offer,
            "undo": self._undo,
            "later": self._put_back,
            "enter": self._enter,
            "up": lambda: self._step(-1),
            "down": lambda: self._step(1),
            "escape": self.left.emit,
        }
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.table)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._connect()

    def begin(self) -> None:
        """A new round with all that lies in Unsorted."""
        self._trail.clear()
        self.deal.begin()

    def take_keyboard(self) -> None:
        """The keyboard goes to the game, or to what it asks first."""
        (self.table.ask if not self.table.ask.isHidden() else self).setFocus()

    # What the owner does

    def press(self, command: str | int) -> None:
        """A key of the game."""
        if self.deal.play is None:
            if command == "undo":
                self._undo()
            elif command == "escape":
                self.left.emit()
            return
        is_waiting = self.table.gates.is_waiting
        if is_waiting and command != "gates":
            self.table.gates.wait(False)
            if isinstance(command, int) and 1 <= command <= len(GATES):
                self._toggle_gate(GATES[command - 1])
            if isinstance(command, int) or command == "escape":
                return
        if isinstance(command, int):
            if self.deal.open_letter is not None and command < len(ROUGH_MINUTES):
                self._answer(self.deal.open_letter, command)
        elif command in ("core", "delegable", "split"):
            self._decide(command)
        else:
            self._commands[command]()

    def _answer(self, letter: str, value: int) -> None:
        play = self.deal.play
        if play is None:
            return
        is_new = play.answer_of(letter) != value
        if letter == "V":
            play.minutes = ROUGH_MINUTES[value]
            self._submit(triage_ops.set_rough, play.minutes)
        elif is_new:
            play.answers[letter] = value
            self._submit(triage_ops.answer, **{letter: value})
        self.deal.open_after(letter)

    def _toggle_gate(self, gate: str) -> None:
        if (play := self.deal.play) is not None:
            play.gates ^= {gate}
            self._submit(triage_ops.answer, gates=frozenset(play.gates))
            self.deal.show_play()
            self._announce(self.table.verdict.heading)

    def _toggle_on_site(self) -> None:
        if (play := self.deal.play) is not None:
            play.on_site = not play.on_site
            self._submit(triage_ops.answer, on_site=play.on_site)
            self.deal.show_play()

    def _enter(self) -> None:
        verdict = self.deal.play.taken_by_enter if self.deal.play else None
        if verdict is None:
            self.said.emit(self.tr("One more answer first, or decide with C, D or S."))
        else:
            self._decide(verdict)

    def _decide(self, verdict: str) -> None:
        if (play := self.deal.play) is None:
            return
        if verdict == "split":
            self.table.ask_split(play.card.title)
            return
        self._submit(triage_ops.decide, verdict, seen=play.is_suggested)
        self.deal.go_on()

    def _finish(self, operation: Callable[..., None]) -> None:
        self._submit(operation)
        self.deal.go_on()

    def _split(self, mine: str, give: str) -> None:
        if (play := self.deal.play) is not None:
            uids = [new_uid(), new_uid()]
            self._submit(triage_ops.split, mine, give, uids, seen=play.is_suggested)
            self._end_split()

    def _leave_split(self) -> None:
        """Not now: it stays in Unsorted, marked to be split."""
        if (play := self.deal.play) is not None:
            self._submit(triage_ops.decide, "split", seen=play.is_suggested)
            self._end_split()

    def _end_split(self) -> None:
        self.table.end_split()
        self.setFocus()
        self.deal.go_on()

    def _put_back(self) -> None:
        if (task := self.deal.round.current) is not None:
            self._trail.append(task)
            self.deal.put_back()

    def _take_offer(self) -> None:
        task = self.table.offer.task
        if task is not None and not self.table.offer.isHidden():
            self.table.offer.show_task(None)
            self._submit(triage_ops.take_catalogue, task.n)

    def _undo(self) -> None:
        """The last key: an answer, a decision, or "later"."""
        if not self._trail:
            self.said.emit(self.tr("Nothing of this round is left to take back. Ctrl+Z goes further."))
        elif (task := self._trail.pop()) != 0:
            self.deal.bring(task)
        else:
            self._undoing += 1
            self._store.submit(operations.undo)

    def _step(self, by: int) -> None:
        if (play := self.deal.play) is not None:
            letters, asked = play.letters, self.deal.open_letter
            place = letters.index(asked) + by if asked else (0 if by > 0 else len(letters) - 1)
            self.deal.open_question(letters[max(0, min(len(letters) - 1, place))])

    # Inside

    def _connect(self) -> None:
        table = self.table
        table.title.clicked.connect(lambda: self.opened.emit(self.deal.round.current or 0))
        table.questions.answered.connect(self._answer)
        table.questions.opened.connect(self.deal.open_question)
        table.gates.toggled.connect(self._toggle_gate)
        table.gates.on_site_toggled.connect(self._toggle_on_site)
        table.keys.pressed.connect(self.press)
        table.offer.taken.connect(self._take_offer)
        table.split.taken.connect(self._split)
        table.split.left.connect(self._leave_split)
        table.ask.answered.connect(self._end_ask)
        table.ask.skipped.connect(self._end_ask)
        self.deal.on_table.connect(self._on_table)
        self.deal.told.connect(self._announce)
        self._store.changed.connect(self._on_change)

    def _submit(self, operation: Callable[..., None], *values: Any, **named: Any) -> None:
        task = self.deal.round.current
        assert task is not None
        self._trail.append(0)
        ticket = self._store.submit(operation, task, *values, pending=[task], **named)
        ticket.done.connect(lambda error: self._on_refused(task) if error is not None else None)

    def _on_refused(self, task: int) -> None:
        """The board says why; the task is back on the table as it was."""
        if 0 in self._trail:
            del self._trail[len(self._trail) - 1 - self._trail[::-1].index(0)]
        self.deal.bring(task)

    def _end_ask(self) -> None:
        self.table.ask.hide()
        self.table.questions.set_specialisation(self._store.board.about().specialisation)
        self.deal.show_play()
        self.setFocus()

    def _on_table(self, task: int) -> None:
        if task and self.deal.play is not None:
            self.setAccessibleName(self.tr("Sort: {title}").format(title=apart(self.deal.play.card.title)))

    def _on_change(self, change: Change) -> None:
        if change.kind == "undo":
            if self._undoing:
                self._undoing -= 1
            elif self._trail and self._trail[-1] == 0:
                self._trail.pop()

    def _announce(self, text: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def event(self, event: QEvent) -> bool:
        return claims(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = command_of(event)
        if command is None or self.table.is_splitting:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat() or command in ("up", "down"):
            self.press(command)
