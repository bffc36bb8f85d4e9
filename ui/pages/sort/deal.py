"""Which task is on the table, and which of its questions is open: dealt in rounds, kept true to the board."""

from PySide6.QtCore import QObject, QTimer, Signal

from models import settings
from models.change import Change
from models.unsorted import read_unsorted
from ui.dialogs.ask_once import AskSpecialisation
from ui.pages.sort import reading, words
from ui.pages.sort.in_play import InPlay
from ui.pages.sort.round import Round
from ui.pages.sort.table import Table
from ui.store import Store

FOLLOWING_MS = 30


class Deal(QObject):
    """Shows on the table what it deals.

    on_table(int, 0 for none): which task is up. ended(): the round is over. told(str): for who cannot see it.
    """

    on_table = Signal(int)
    ended = Signal()
    told = Signal(str)

    def __init__(self, store: Store, table: Table, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._table = table
        self._facts = reading.Facts(None, "", None, None)
        self._currency = ""
        self.round = Round()
        # The task on the table, and the question that a digit answers
        self.play: InPlay | None = None
        self.open_letter: str | None = None
        self._follow = QTimer(self, singleShot=True, interval=FOLLOWING_MS)
        self._follow.timeout.connect(self._on_board_changed)
        store.changed.connect(self._on_change)
        store.pending_changed.connect(self._on_pending_changed)

    @property
    def is_following(self) -> bool:
        """Whether a change of the board is still to be shown."""
        return self._follow.isActive()

    def begin(self) -> None:
        """A new round with all that lies in Unsorted."""
        found = read_unsorted(self._store.board)
        self.round = Round([*found.undecided, *found.split])
        self._show_current()

    def bring(self, task: int) -> None:
        """Put a task on the table."""
        self.round.bring(task)
        self._show_current()

    def put_back(self) -> None:
        """The task on the table comes later."""
        self.round.put_back()
        self._show_current()

    def go_on(self) -> None:
        """The task on the table is through."""
        self.round.settle()
        self._show_current()

    def open_question(self, letter: str) -> None:
        """This one is answered next."""
        self.open_letter = letter
        self.show_play()
        self.told.emit(words.question_text(letter))

    def open_after(self, letter: str) -> None:
        """A question was answered: on to the next."""
        if self.play is not None:
            self.open_letter = self.play.open_after(letter)
            self.show_play()
            self.told.emit(self._asked())

    def show_play(self) -> None:
        """Show what was answered by now, and what follows from it."""
        if self.play is not None:
            self._table.show_play(self.play, self._facts, self._currency, self.open_letter)

    def _asked(self) -> str:
        """The open question; once all are answered, what follows from them."""
        if self.play is None or self.open_letter is None or self.play.is_answered:
            return self._table.verdict.heading
        return words.question_text(self.open_letter)

    def _show_current(self) -> None:
        board = self._store.board
        self.play = None
        while (task := self.round.current) is not None:
            self.play = reading.read_play(board, task)
            if self.play is not None:
                break
            self.round.settle()
        self._table.show_progress(self.round)
        self._table.gates.wait(False)
        if self.play is None or task is None:
            self.on_table.emit(0)
            self.ended.emit()
            return
        self._read_around(self.play)
        self.open_letter = self.play.open_after()
        self._table.show_card(self.play, self._facts)
        self.show_play()
        self.on_table.emit(task)
        self.told.emit(f"{self.play.card.title}. {self._asked()}")

    def _read_around(self, play: InPlay) -> None:
        """What stands around the questions: the specialisation, money, where the task comes from."""
        board, table = self._store.board, self._table
        self._facts = reading.read_facts(board, play.card)
        self._currency = settings.read_settings(board).currency
        table.questions.set_specialisation(board.about().specialisation)
        is_asked = AskSpecialisation.is_wanted(self._store)
        if is_asked and table.ask.isHidden():
            table.ask.field.show_text("")
        table.ask.setVisible(is_asked)

    # Following the board

    def _on_change(self, change: Change) -> None:
        if change.kind == "undo":
            for task in [task for task in change.tasks if self.round.has_through(task)]:
                self.round.bring(task)
        self._follow.start()

    def _on_pending_changed(self, tasks: frozenset[int]) -> None:
        shown = self.play.card.id if self.play else None
        if shown in tasks and not self._store.is_pending(shown):
            self._follow.start()

    def _on_board_changed(self) -> None:
        """Follow what happened: here, in other parts of the window, or elsewhere."""
        found = read_unsorted(self._store.board)
        self.round.follow(found.undecided, found.split, self._store.is_pending)
        shown = self.play.card.id if self.play else None
        if self.round.current != shown:
            if not self._table.is_splitting:
                self._show_current()
        elif shown is not None and not self._store.is_pending(shown):
            self._reload(shown)
        self._table.show_progress(self.round)

    def _reload(self, task: int) -> None:
        """The task on the table as the board has it; a question whose answer was taken back is open again."""
        before, after = self.play, reading.read_play(self._store.board, task)
        if before is None or after is None:
            return
        lost = [
            key for key in after.letters if before.answer_of(key) is not None and after.answer_of(key) is None
        ]
        after.asks_volume = before.asks_volume
        self.play = after
        self._read_around(after)
        if lost:
            self.open_letter = lost[0]
        elif self.open_letter not in (None, *after.letters):
            self.open_letter = after.open_after()
        self._table.show_card(after, self._facts)
        self.show_play()
