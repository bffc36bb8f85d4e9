"""What the File and Help menus do: boards as files, import, export, and the rest of a desktop program."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget

from models import VERSION, places
from models.errors import BoardError
from models.search import Found
from ui import background
from ui.dialogs.question import tell
from ui.plain import apart, on_button
from ui.settings import Settings
from ui.store import Store
from ui.wording import sentence_text

if TYPE_CHECKING:
    from models.exporters import Exporter
    from models.importers.base import Pasted


class FileActions(QObject):
    """said(str): a sentence for the status line. open_wanted(Path, bool): a board to open (True: make it).
    backup_wanted(Backup, bool): one to look at (True: to restore).

    What belongs to one command alone is imported by that command: a start needs none of it.
    """

    said = Signal(str)
    open_wanted = Signal(object, bool)
    backup_wanted = Signal(object, bool)

    def __init__(
        self,
        window: QWidget,
        store: Store,
        settings: Settings,
        found: Callable[[], Found | None],
        today: Callable[[], dt.date],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._settings = settings
        self._found = found
        self._today = today

    # Boards

    def new(self) -> None:
        self._choose_save(self.tr("New board"), places.data_folder() / self.tr("New board.board"), self._make)

    def open(self) -> None:
        folder = str(self._store.board.path.parent)
        dialog = QFileDialog(
            self._window, self.tr("Open board"), folder, self.tr("Boards (*.board);;All files (*)")
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.open_wanted.emit(Path(name), False))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def fill_recent(self, menu: QMenu) -> None:
        """The boards opened lately, by name; the folder tells two of one name apart."""
        menu.clear()
        paths = self._settings.recent
        names = [path.stem for path in paths]
        for path in paths:
            name = path.stem if names.count(path.stem) == 1 else f"{path.stem} — {path.parent.name}"
            action = menu.addAction(on_button(name))
            action.triggered.connect(lambda _checked=False, path=path: self.open_wanted.emit(path, False))
        if not paths:
            menu.addAction(self.tr("None yet")).setEnabled(False)

    def save_copy(self) -> None:
        path = self._store.board.path
        start = path.with_name(self.tr("{name} copy").format(name=path.stem) + places.SUFFIX)
        self._choose_save(self.tr("Save a copy"), start, self._save_copy)

    def backups(self) -> None:
        from ui.dialogs.backup_list import BackupList

        dialog = BackupList(self._store.board, self._window)
        dialog.look_wanted.connect(lambda backup: self.backup_wanted.emit(backup, False))
        dialog.restore_wanted.connect(lambda backup: self.backup_wanted.emit(backup, True))
        dialog.open()

    def show_in_folder(self) -> None:
        """Open the folder, with the file marked where the system can."""
        from ui.folders import show_in_folder

        path = self._store.board.path
        if not show_in_folder(path):
            tell(self._window, self.tr("The board lies here:"), str(path))

    def close(self) -> None:
        self._window.close()

    def quit(self) -> None:
        QApplication.closeAllWindows()

    # In and out

    def import_file(self) -> None:
        from ui.dialogs.choose_file import choose_import_file

        choose_import_file(self._window, self.import_from)

    def import_from(self, source: "Path | Pasted") -> None:
        """Show what comes in from a file or from pasted text, and import what the owner agrees to."""
        from models.importers import is_people
        from ui.dialogs.import_people import ImportPeople

        try:
            if is_people(source):
                ImportPeople(self._store, source, self._window, self.said.emit).start()
                return
        except BoardError as error:
            self._fail(error)
            return
        from ui.dialogs.import_dialog import ImportDialog

        dialog = ImportDialog(self._store, source, parent=self._window)
        dialog.open()

    def export_all(self) -> None:
        self._ask_export(None)

    def export_found(self) -> None:
        self._ask_export(self._found())

    def export_assistants(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = self.tr("{name} assistants").format(name=self._store.board.path.stem)
        self._choose_save(
            self.tr("Export assistants as CSV"), Path(documents) / f"{name}.csv", self._export_people, ".csv"
        )

    def export_runs(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = self.tr("{name} runs").format(name=self._store.board.path.stem)
        self._choose_save(
            self.tr("Export runs as CSV"), Path(documents) / f"{name}.csv", self._export_runs, ".csv"
        )

    def about(self) -> None:
        from models.version import sqlite_version
        from ui.dialogs.about import AboutDialog, read_licences, versions

        rows = versions(VERSION, sqlite_version())
        AboutDialog(rows, read_licences(), self._window).open()

    # Inside

    def _make(self, path: Path) -> None:
        if path.exists():
            tell(
                self._window,
                self.tr("{name} is there already. Open it instead, or choose another name.").format(
                    name=path.name
                ),
            )
            return
        self.open_wanted.emit(path, True)

    def _save_copy(self, path: Path) -> None:
        from models.copying import save_copy

        board = self._store.board
        done = self.tr("Copy saved: {name}").format(name=apart(path.name))
        if board.state.look():
            # A new connection would find another file or none; the one that writes still has this one.
            self._save_by_writer(path, done)
            return
        background.run(
            lambda control: save_copy(board, path), lambda _: self.said.emit(done), self._fail, self
        )

    def _save_by_writer(self, path: Path, done: str) -> None:
        from models.copying import save_copy

        if self._store.board.read_only:
            save_copy(self._store.board, path)
            self.said.emit(done)
            return
        ticket = self._store.submit(save_copy, path)
        ticket.done.connect(lambda error: self._fail(error) if error else self.said.emit(done))

    def _ask_export(self, found: Found | None) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = Path(documents) / f"{self._store.board.path.stem} {self._today().isoformat()}.csv"
        self._choose_save(self.tr("Export as CSV"), start, lambda path: self._export(path, found), ".csv")

    def _export(self, path: Path, found: Found | None) -> None:
        from models.exporters import EXPORTERS

        ids = found.ids if found else None
        self._write(
            EXPORTERS["csv"], path, ids, lambda count: self.tr("Exported %n card(s) to {name}", "", count)
        )

    def _export_people(self, path: Path) -> None:
        from models.exporters import PEOPLE_EXPORTERS

        self._write(
            PEOPLE_EXPORTERS["csv"],
            path,
            None,
            lambda count: self.tr("Exported %n assistant(s) to {name}", "", count),
        )

    def _export_runs(self, path: Path) -> None:
        from models.exporters import RUNS_EXPORTERS

        self._write(
            RUNS_EXPORTERS["csv"],
            path,
            None,
            lambda count: self.tr("Exported %n run(s) to {name}", "", count),
        )

    def _write(
        self, exporter: "Exporter", path: Path, ids: frozenset[int] | None, words: Callable[[int], str]
    ) -> None:
        """Export off the GUI thread; `words`: what is said when so many are written."""
        board = self._store.board

        def work(control: background.Control) -> int:
            try:
                return exporter(board, path, ids, control.progress, control.cancelled)
            finally:
                board.release_thread()

        def done(count: int) -> None:
            self.said.emit(words(count).format(name=apart(path.name)))

        background.run(work, done, self._fail, self)

    def _fail(self, error: BoardError) -> None:
        tell(self._window, sentence_text(error.sentence))

    def _choose_save(
        self, title: str, start: Path, chosen: Callable[[Path], None], suffix: str = places.SUFFIX
    ) -> None:
        from models.invisible import without

        dialog = QFileDialog(self._window, title, str(start.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix.removeprefix("."))
        dialog.selectFile(without(start.name))
        dialog.fileSelected.connect(lambda name: chosen(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
