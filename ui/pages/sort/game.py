"""The game: unsorted tasks come up one by one, every key works at once, the board learns a moment later."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import settings, triage_ops
from models.change import Change
from models.triage import GATES
from models.uid import new_uid
from models.unsorted import read_unsorted
from ui import store as operations
from ui.dialogs.ask_once import AskSpecialisation
from ui.pages.sort import reading, words
from ui.pages.sort.in_play import ROUGH_MINUTES, InPlay
from ui.pages.sort.keys import claims, command_of
from ui.pages.sort.round import Round
from ui.pages.sort.table import Table
from ui.plain import apart
from ui.store import Store

FOLLOWING_MS = 30


class SortGame(QWidget):
    """One round after another. The page around it shows what comes after a round.

    opened(int): the card of a task. on_table(int, 0 for none): which task is up. ended(): the round is over.
    left(): back to the board. said(str): for the status line.
    """

    opened = Signal(int)
    on_table = Signal(int)
    ended = Signal()
    left = Signal()
    said = Signal(str)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._round = Round()
        self._play: InPlay | None = None
        self._facts = reading.Facts(None, "", None, None)
        self._open: str | None = None
        self._currency = ""
        self._trail: list[int] = []  # newest last: 0 a change of the board, else a task put back for later
        self._undoing = 0
        self.table = Table(store)
        self._follow = QTimer(self, singleShot=True, interval=FOLLOWING_MS)
        self._follow.timeout.connect(self._on_board_changed)
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

    @property
    def round(self) -> Round:
        return self._round

    @property
    def play(self) -> InPlay | None:
        """The task on the table."""
        return self._play

    @property
    def is_following(self) -> bool:
        """Whether a change of the board is still to be shown."""
        return self._follow.isActive()

    @property
    def open_letter(self) -> str | None:
        """The question that a digit answers."""
        return self._open

    def begin(self) -> None:
        """A new round with all that lies in Unsorted."""
        found = read_unsorted(self._store.board)
        self._round = Round([*found.undecided, *found.split])
        self._trail.clear()
        self._show_current()

    def bring(self, task: int) -> None:
        """Put a task on the table."""
        self._round.bring(task)
        self._show_current()

    def take_keyboard(self) -> None:
        """The keyboard goes to the game, or to what it asks first."""
        (self.table.ask if not self.table.ask.isHidden() else self).setFocus()

    # What the owner does

    def press(self, command: str | int) -> None:
        """A key of the game."""
        if self._play is None:
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
            if self._open is not None and command < len(ROUGH_MINUTES):
                self._answer(self._open, command)
        elif command in ("core", "delegable", "split"):
            self._decide(command)
        else:
            self._commands[command]()

    def _answer(self, letter: str, value: int) -> None:
        play = self._play
        if play is None:
            return
        is_new = play.answer_of(letter) != value
        if letter == "V":
            play.minutes = ROUGH_MINUTES[value]
            self._submit(triage_ops.set_rough, play.minutes)
        elif is_new:
            play.answers[letter] = value
            self._submit(triage_ops.answer, **{letter: value})
        self._open = play.open_after(letter)
        self._show_play()
        self._announce(self._asked())

    def _toggle_gate(self, gate: str) -> None:
        if self._play is not None:
            self._play.gates ^= {gate}
            self._submit(triage_ops.answer, gates=frozenset(self._play.gates))
            self._show_play()
            self._announce(self.table.verdict.heading)

    def _toggle_on_site(self) -> None:
        if self._play is not None:
            self._play.on_site = not self._play.on_site
            self._submit(triage_ops.answer, on_site=self._play.on_site)
            self._show_play()

    def _enter(self) -> None:
        verdict = self._play.taken_by_enter if self._play else None
        if verdict is None:
            self.said.emit(self.tr("One more answer first, or decide with C, D or S."))
        else:
            self._decide(verdict)

    def _decide(self, verdict: str) -> None:
        if self._play is None:
            return
        if verdict == "split":
            self.table.ask_split(self._play.card.title)
            return
        self._submit(triage_ops.decide, verdict, seen=self._play.is_suggested)
        self._go_on()

    def _finish(self, operation: Callable[..., None]) -> None:
        self._submit(operation)
        self._go_on()

    def _split(self, mine: str, give: str) -> None:
        if self._play is not None:
            uids = [new_uid(), new_uid()]
            self._submit(triage_ops.split, mine, give, uids, seen=self._play.is_suggested)
            self._end_split()

    def _leave_split(self) -> None:
        """Not now: it stays in Unsorted, marked to be split."""
        if self._play is not None:
            self._submit(triage_ops.decide, "split", seen=self._play.is_suggested)
            self._end_split()

    def _end_split(self) -> None:
        self.table.end_split()
        self.setFocus()
        self._go_on()

    def _put_back(self) -> None:
        if self._round.current is not None:
            self._trail.append(self._round.current)
            self._round.put_back()
            self._show_current()

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
            self.bring(task)
        else:
            self._undoing += 1
            self._store.submit(operations.undo)

    def _step(self, by: int) -> None:
        if self._play is not None:
            letters = self._play.letters
            place = letters.index(self._open) + by if self._open else (0 if by > 0 else len(letters) - 1)
            self._open_question(letters[max(0, min(len(letters) - 1, place))])

    def _open_question(self, letter: str) -> None:
        self._open = letter
        self._show_play()
        self._announce(words.question_text(letter))

    # Inside

    def _connect(self) -> None:
        table = self.table
        table.title.clicked.connect(lambda: self.opened.emit(self._round.current or 0))
        table.questions.answered.connect(self._answer)
        table.questions.opened.connect(self._open_question)
        table.gates.toggled.connect(self._toggle_gate)
        table.gates.on_site_toggled.connect(self._toggle_on_site)
        table.keys.pressed.connect(self.press)
        table.offer.taken.connect(self._take_offer)
        table.split.taken.connect(self._split)
        table.split.left.connect(self._leave_split)
        table.ask.answered.connect(self._end_ask)
        table.ask.skipped.connect(self._end_ask)
        self._store.changed.connect(self._on_change)
        self._store.pending_changed.connect(self._on_pending_changed)

    def _submit(self, operation: Callable[..., None], *values: Any, **named: Any) -> None:
        task = self._round.current
        assert task is not None
        self._trail.append(0)
        ticket = self._store.submit(operation, task, *values, pending=[task], **named)
        ticket.done.connect(lambda error: self._on_refused(task) if error is not None else None)

    def _on_refused(self, task: int) -> None:
        """The board says why; the task is back on the table as it was."""
        if 0 in self._trail:
            del self._trail[len(self._trail) - 1 - self._trail[::-1].index(0)]
        self.bring(task)

    def _go_on(self) -> None:
        self._round.settle()
        self._show_current()

    def _show_current(self) -> None:
        board = self._store.board
        self._play = None
        while (task := self._round.current) is not None:
            self._play = reading.read_play(board, task)
            if self._play is not None:
                break
            self._round.settle()
        self.table.show_progress(self._round)
        self.table.gates.wait(False)
        if self._play is None or task is None:
            self.on_table.emit(0)
            self.ended.emit()
            return
        self._read_around()
        self._open = self._play.open_after()
        self.table.show_card(self._play, self._facts)
        self._show_play()
        self.on_table.emit(task)
        self.setAccessibleName(self.tr("Sort: {title}").format(title=apart(self._play.card.title)))
        self._announce(f"{self._play.card.title}. {self._asked()}")

    def _asked(self) -> str:
        """The open question; once all are answered, what follows from them."""
        if self._play is None or self._open is None or self._play.is_answered:
            return self.table.verdict.heading
        return words.question_text(self._open)

    def _read_around(self) -> None:
        """What stands around the questions: the specialisation, money, where the task comes from."""
        assert self._play is not None
        board = self._store.board
        self._facts = reading.read_facts(board, self._play.card)
        self._currency = settings.read_settings(board).currency
        specialisation = board.about().specialisation
        self.table.questions.set_specialisation(specialisation)
        is_asked = AskSpecialisation.is_wanted(self._store)
        if is_asked and self.table.ask.isHidden():
            self.table.ask.field.show_text("")
        self.table.ask.setVisible(is_asked)

    def _show_play(self) -> None:
        if self._play is not None:
            self.table.show_play(self._play, self._facts, self._currency, self._open)

    def _end_ask(self) -> None:
        self.table.ask.hide()
        self.table.questions.set_specialisation(self._store.board.about().specialisation)
        self._show_play()
        self.setFocus()

    def _on_change(self, change: Change) -> None:
        if change.kind == "undo":
            if self._undoing:
                self._undoing -= 1
            elif self._trail and self._trail[-1] == 0:
                self._trail.pop()
            back = [task for task in change.tasks if self._round.has_through(task)]
            for task in back:
                self._round.bring(task)
        self._follow.start()

    def _on_board_changed(self) -> None:
        """Follow what happened: here, in other parts of the window, or elsewhere."""
        found = read_unsorted(self._store.board)
        self._round.follow(found.undecided, found.split, self._store.is_pending)
        shown = self._play.card.id if self._play else None
        if self._round.current != shown:
            if not self.table.is_splitting:
                self._show_current()
        elif shown is not None and not self._store.is_pending(shown):
            self._reload(shown)
        self.table.show_progress(self._round)

    def _on_pending_changed(self, tasks: frozenset[int]) -> None:
        shown = self._play.card.id if self._play else None
        if shown in tasks and not self._store.is_pending(shown):
            self._follow.start()

    def _reload(self, task: int) -> None:
        """The task on the table as the board has it; a question whose answer was taken back is open again."""
        before, after = self._play, reading.read_play(self._store.board, task)
        if before is None or after is None:
            return
        lost = [
            key for key in after.letters if before.answer_of(key) is not None and after.answer_of(key) is None
        ]
        after.asks_volume = before.asks_volume
        self._play = after
        self._read_around()
        if lost:
            self._open = lost[0]
        elif self._open not in (None, *after.letters):
            self._open = after.open_after()
        self.table.show_card(after, self._facts)
        self._show_play()

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
