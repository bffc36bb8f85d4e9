"""The assistants: a list at the left, one person at the right. Everything is saved as it is made."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from models import assistant_end, assistant_erase
from models.assistant_load import loads
from models.assistant_photo import read_photos
from models.assistants import Assistant, read_assistants
from models.change import Change
from models.coverage import is_useful
from models.errors import BoardError
from ui import background
from ui.dialogs.look import dress
from ui.dialogs.question import ask
from ui.dialogs.sheet import muted_label
from ui.pages.assistants.ending import EndSheet
from ui.pages.assistants.people_column import PeopleColumn
from ui.pages.assistants.person_page import PersonPage
from ui.plain import apart
from ui.store import Store
from ui.wording import sentence_text

if TYPE_CHECKING:
    from ui.pages.assistants.matrix_page import MatrixPage

_SHOWN = frozenset(
    {"assistant", "rate", "absence", "deputy", "training", "handover", "run", "task", "setting", "stage"}
)


class AssistantsPage(QWidget):
    """closed(): back to the board. opened(int): a card. new_wanted(). said(str): for the status line.
    hand_over_wanted(int, int): a task, and to whom. stand_in_wanted(tuple[int, ...], int, AbsenceAhead):
    tasks, to whom, and who is away when.
    """

    closed = Signal()
    opened = Signal(int)
    new_wanted = Signal()
    said = Signal(str)
    hand_over_wanted = Signal(int, int)
    stand_in_wanted = Signal(object, int, object)

    def __init__(self, store: Store, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self)
        self._store = store
        self._today = today
        self._people: list[Assistant] = []
        self._current = 0
        self.matrix: MatrixPage | None = None
        self.column = PeopleColumn()
        self.person = PersonPage(store, today)
        self.empty = muted_label(
            self.tr(
                "Nobody yet.\n\n"
                "Anyone who takes work over: an assistant, a specialist, an agency, an employee."
            )
        )
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._line = line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.column)
        line.addWidget(self.person, 1)
        line.addWidget(self.empty, 1)
        self._minute = QTimer(self, singleShot=True)
        self._minute.timeout.connect(self._on_minute)
        self.column.new.setEnabled(not store.board.read_only)
        self.column.chosen.connect(self.show_person)
        self.column.new_wanted.connect(self.new_wanted)
        self.column.matrix_wanted.connect(self.show_matrix)
        self.person.opened.connect(self.opened)
        self.person.said.connect(self.said)
        for notice in self.person.notices:
            notice.stand_in_wanted.connect(self.stand_in_wanted)
        self.person.letter_wanted.connect(self._on_letter)
        self.person.end_wanted.connect(self._on_end)
        self.person.back_wanted.connect(lambda: store.submit(assistant_end.bring_back, self._current))
        self.person.erase_wanted.connect(self._on_erase)
        store.changed.connect(self._on_changed)
        self.setFocusProxy(self.column.list)

    def show_person(self, assistant: int) -> None:
        """Bring somebody to the front."""
        self.person.form.flush()
        self._current = assistant
        self._leave_matrix()
        self.read()

    def read(self) -> None:
        """Show what is stored now; what is being typed stays."""
        if self.matrix is not None and not self.matrix.isHidden():
            return
        board = self._store.board
        self._people = read_assistants(board, ended=True)
        here = [who for who in self._people if who.ended is None]
        by_id = {who.id: who for who in self._people}
        if self._current not in by_id:
            self._current = next((who.id for who in here or self._people), 0)
        self.column.show_people(self._people, self._current)
        self.column.matrix.setVisible(is_useful(board))
        who = by_id.get(self._current)
        self.person.setVisible(who is not None)
        self.empty.setVisible(who is None)
        if who is not None:
            load = loads(board, [who]).get(who.id) if who.ended is None else None
            self.person.show_person(who, here, load, self._photo(who))

    def show_matrix(self) -> None:
        """Who can do what, in place of the people."""
        if self.matrix is None:
            from ui.pages.assistants.matrix_page import MatrixPage

            self.matrix = page = MatrixPage(self._store, self._today)
            page.left.connect(self._on_matrix_left)
            page.opened.connect(self.opened)
            page.person_opened.connect(self.show_person)
            page.hand_over_wanted.connect(self.hand_over_wanted)
            page.hide()
            self._line.addWidget(page, 1)
        self.flush()
        for part in (self.column, self.person, self.empty):
            part.hide()
        self.matrix.show()
        self.setFocusProxy(self.matrix.view)
        self.matrix.setFocus()

    def flush(self) -> None:
        """Save what is half typed."""
        self.person.form.flush()

    def _leave_matrix(self) -> None:
        if self.matrix is not None:
            self.matrix.hide()
        self.column.show()
        self.setFocusProxy(self.column.list)

    def _on_matrix_left(self) -> None:
        self._leave_matrix()
        self.read()
        self.column.matrix.setFocus()

    def _photo(self, who: Assistant) -> QPixmap | None:
        data = read_photos(self._store.board, [who.photo]).get(who.photo) if who.photo else None
        if data is None:
            return None
        picture = QPixmap()
        picture.loadFromData(data)
        return picture

    def _on_changed(self, change: Change) -> None:
        if self.isVisible() and not _SHOWN.isdisjoint(change.rows):
            self.read()

    def _on_minute(self) -> None:
        self.person.show_moment()
        self._tick()

    def _tick(self) -> None:
        now = self._store.board.now()
        self._minute.start(60_000 - (now.second * 1000 + now.microsecond // 1000) + 50)

    def _on_letter(self) -> None:
        who = self.person.who
        assert who is not None
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        safe = "".join(letter if letter.isalnum() or letter in " -_." else "_" for letter in who.name).strip(
            " ."
        )
        dialog = QFileDialog(self, self.tr("Save a reference letter"), documents)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("PDF (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self.tr("{name} reference.pdf").format(name=safe or "assistant"))
        dialog.fileSelected.connect(lambda path: self.save_letter(who.id, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_letter(self, assistant: int, path: Path) -> None:
        """Write the letter; what stands against it is told."""
        from ui.reference_letter import save_letter

        try:
            save_letter(self._store.board, assistant, path, self._today())
        except BoardError as error:
            self.said.emit(sentence_text(error.sentence))
            return
        self.said.emit(self.tr("Saved {name}").format(name=apart(path.name)))

    def _on_end(self) -> None:
        who = self.person.who
        assert who is not None
        EndSheet(self._store, who, self._people, self._today(), self).open()

    def _on_erase(self) -> None:
        who = self.person.who
        assert who is not None
        self.person.form.flush()
        ask(
            self,
            self.tr("Erase {name} for good?").format(name=apart(who.name)),
            self.tr("Erase for good"),
            lambda: self._erase(who.id),
            more=self.tr(
                "Their name, address, notes, rates, days off, what they got and what they wrote are "
                "erased, also from the history and the search. Cards they have go back to To set up; the "
                "cards stay yours. Undo cannot bring it back. Backups and copies made earlier, "
                "exports, and what was sent still hold it."
            ),
            is_danger=True,
        )

    def _erase(self, assistant: int) -> None:
        told = assistant_erase.Erased()
        ticket = self._store.submit(assistant_erase.erase, assistant, told)

        def look(error: object) -> None:
            """What still tells of them is found while the owner goes on."""
            if error is None:
                background.run(lambda control: told.look(path, control.cancelled), say, say_why, self)

        def say(_: object) -> None:
            self.said.emit(sentence_text(told.sentence))

        def say_why(why: BoardError) -> None:
            self.said.emit(sentence_text(why.sentence))

        path = self._store.board.path
        ticket.done.connect(look)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read()
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        self._minute.stop()
        self.flush()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
