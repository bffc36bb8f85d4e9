"""Who: people by how well they fit, in one field; a name that nobody has is a new person."""

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from models.assistant_load import working_time_of
from models.assistants import read_assistants
from models.best_fit import Fit, best_fit
from models.board import Board
from models.folding import fold
from models.handover_defaults import owner_time
from models.settings import read_settings
from models.words import Sentence
from models.working_time import WorkingTime


class FitBox(QLineEdit):
    """changed(): somebody else is meant now."""

    changed = Signal()

    def __init__(self, board: Board, task: int, now: dt.datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._fits = best_fit(board, task, now)
        self._by_name = {fold(fit.name): fit for fit in self._fits}
        self._people = {one.id: one for one in read_assistants(board)}
        self.setPlaceholderText(self.tr("A name"))
        names = QCompleter([fit.name for fit in self._fits], self)
        names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        names.setFilterMode(Qt.MatchFlag.MatchContains)
        names.setMaxVisibleItems(12)
        names.activated.connect(lambda _: self.changed.emit())
        self.setCompleter(names)
        self.textEdited.connect(lambda _: self.changed.emit())

    def best(self) -> int | None:
        """Who fits best; None while there is nobody."""
        return self._fits[0].assistant if self._fits else None

    def choose(self, assistant: int | None) -> None:
        """Put somebody's name into the field."""
        found = next((fit for fit in self._fits if fit.assistant == assistant), None)
        self.setText(found.name if found else "")

    @property
    def fit(self) -> Fit | None:
        """The person whose name stands there."""
        return self._by_name.get(fold(" ".join(self.text().split())))

    @property
    def assistant(self) -> int | None:
        return self.fit.assistant if self.fit else None

    @property
    def is_new(self) -> bool:
        """Whether the name is of nobody yet."""
        return bool(self.text().strip()) and self.fit is None

    @property
    def first_name(self) -> str:
        return next(iter(self.text().split()), "").rstrip(",;")

    @property
    def reasons(self) -> tuple[Sentence, ...]:
        return self.fit.reasons if self.fit else ()

    @property
    def against(self) -> tuple[Sentence, ...]:
        return self.fit.against if self.fit else ()

    @property
    def time(self) -> WorkingTime:
        """When they work; of somebody new the owner's hours, until their city is said."""
        if self.assistant is not None:
            return working_time_of(self._board, self.assistant)
        return owner_time(read_settings(self._board))

    @property
    def currency(self) -> str:
        """In which their caps are."""
        person = self._people.get(self.assistant or 0)
        return (person.currency if person else "") or read_settings(self._board).currency

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down shows everybody, the best fit first."""
        completer = self.completer()
        if event.key() == Qt.Key.Key_Down and not completer.popup().isVisible():
            completer.setCompletionPrefix("")
            completer.complete()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self.selectAll()
