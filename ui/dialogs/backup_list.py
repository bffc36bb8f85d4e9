"""The backups of a board: to look at, to restore, to save elsewhere, to delete; and to make one now."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QStackedLayout,
    QWidget,
)

from models import backups, places
from models.backups import Backup
from models.board import Board
from models.errors import BoardError
from ui import background, backup_words
from ui.dialogs.backup_model import BackupModel, Row
from ui.dialogs.backup_table import BackupTable
from ui.dialogs.question import ask, tell
from ui.dialogs.sheet import Sheet, muted_label
from ui.wording import sentence_text

Listed = list[tuple[Backup, str]]


class BackupList(Sheet):
    """look_wanted(Backup), restore_wanted(Backup): for whoever opens and closes windows."""

    look_wanted = Signal(object)
    restore_wanted = Signal(object)

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        title = self.tr("Backups")
        self.setWindowTitle(title)
        self.heading.setText(title)
        self._board = board
        self._job: background.Job | None = None
        self.remark = muted_label(self.tr("Looking…"))
        self.empty = muted_label(
            self.tr("There is no backup yet. The first is made soon after you changed something.")
        )
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.model = BackupModel(self)
        self.list = BackupTable(self.model)
        self.list.selectionModel().selectionChanged.connect(self._show_buttons)
        self.list.activated.connect(self._on_look)
        self.list.delete_wanted.connect(self._on_delete)
        middle = QWidget()
        self._stack = QStackedLayout(middle)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self.remark)
        self.body.addWidget(middle, 1)
        self._add_buttons()
        self._show_buttons()
        self.size_for(150, 34)
        self.list.setFocus()
        self.read()

    @property
    def chosen(self) -> Backup | None:
        """The selected one."""
        rows = self.list.selectionModel().selectedRows()
        return self.model.backup(rows[0].row()) if rows else None

    @property
    def is_busy(self) -> bool:
        return self._job is not None

    def read(self) -> None:
        """List what there is, off the GUI thread: a file that nobody knows is looked through."""
        board = self._board
        self._run(lambda: _read(board), self._show)

    # Inside

    def _add_buttons(self) -> None:
        self.now = self.add_button(self.tr("Back up now"), self._on_now)
        self.folder = self.add_button(self.tr("Show the folder"), self._on_folder)
        for place, button in enumerate((self.now, self.folder)):
            self.buttons.removeWidget(button)
            self.buttons.insertWidget(place, button)
        self.delete = self.add_button(self.tr("Delete…"), self._on_delete)
        self.save = self.add_button(self.tr("Save elsewhere…"), self._on_save)
        self.look = self.add_button(self.tr("Open to look"), self._on_look)
        self.restore = self.add_button(self.tr("Restore…"), self._on_restore)
        self.close_ = self.add_button(self.tr("Close"), self.reject)
        self.restore.setProperty("primary", True)

    def _run(self, work: object, done: object) -> None:
        if self._job is None:
            self._job = background.run(lambda _: work(), done, self._fail, self)  # type: ignore[operator,arg-type]
            self._job.finished.connect(self._on_finished)
            self._show_buttons()

    def _on_finished(self) -> None:
        self._job = None
        self._show_buttons()

    def _show(self, listed: Listed) -> None:
        now = self._board.now()
        chosen = self.chosen
        self.model.show([Row(backup, _texts(backup, since, now)) for backup, since in listed])
        self._stack.setCurrentIndex(0 if listed else 1)
        good = [backup for backup, _ in listed if backup.is_good]
        size = backup_words.size_text(sum(backup.size for backup, _ in listed))
        text = self.tr(
            "%n good backup(s), checked when made. In all {size}; the oldest go by themselves.",
            "",
            len(good),
        )
        self.remark.setText(text.replace("{size}", size) if listed else "")
        numbers = [backup.number for backup, _ in listed]
        if listed:
            row = numbers.index(chosen.number) if chosen and chosen.number in numbers else 0
            self.list.selectRow(row)
        self._show_buttons()

    def _show_buttons(self) -> None:
        chosen, is_free = self.chosen, self._job is None
        writes = not self._board.read_only
        self.look.setEnabled(is_free and chosen is not None and chosen.is_good)
        self.restore.setEnabled(is_free and writes and chosen is not None and chosen.is_good)
        self.save.setEnabled(is_free and chosen is not None)
        self.delete.setEnabled(is_free and writes and chosen is not None)
        self.now.setEnabled(is_free)

    def _on_now(self) -> None:
        board = self._board

        def work() -> Listed:
            backups.back_up(board, "asked")
            return _read(board)

        self.remark.setText(self.tr("Making a backup…"))
        self._run(work, self._show)

    def _on_folder(self) -> None:
        from ui import folders

        path = self.chosen.path if self.chosen else backups.folder_of(self._board.path)
        if not folders.show_in_folder(path):
            tell(self, self.tr("The backups lie here:"), str(path.parent))

    def _on_look(self) -> None:
        if self.look.isEnabled():
            self.look_wanted.emit(self.chosen)
            self.accept()

    def _on_restore(self) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        when = backup_words.made_text(chosen, self._board.now())
        ask(
            self,
            self.tr("Bring the board back to {when}?").replace("{when}", when),
            self.tr("Restore"),
            lambda: self._restore(chosen),
            more="\n".join(
                (
                    self.tr("In this backup: {held}").replace("{held}", backup_words.held_text(chosen.held)),
                    self.tr("On the board now: {held}").replace(
                        "{held}", backup_words.held_text(backups.held_by(self._board))
                    ),
                    "",
                    self.tr("The board as it is now is kept as a backup first."),
                )
            ),
        )

    def _restore(self, chosen: Backup) -> None:
        self.accept()
        self.restore_wanted.emit(chosen)

    def _on_save(self) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        here = self._board.path
        dialog = QFileDialog(self, self.tr("Save the backup"), str(here.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(places.SUFFIX.removeprefix("."))
        dialog.selectFile(f"{here.stem} {chosen.path.stem.partition(' ')[2]}{places.SUFFIX}")
        dialog.fileSelected.connect(lambda name: self._save(chosen, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save(self, chosen: Backup, target: Path) -> None:
        done = self.tr("Saved: {name}").replace("{name}", target.name)
        board = self._board.path

        def work() -> None:
            backups.save_elsewhere(chosen, target, board)

        self._run(work, lambda _: self.remark.setText(done))

    def _on_delete(self) -> None:
        chosen = self.chosen
        if chosen is None or not self.delete.isEnabled():
            return
        when = backup_words.made_text(chosen, self._board.now())
        ask(
            self,
            self.tr("Delete the backup of {when}?").replace("{when}", when),
            self.tr("Delete"),
            lambda: self._delete(chosen),
            more=self.tr("The board itself stays as it is. A deleted backup cannot be brought back."),
            is_danger=True,
        )

    def _delete(self, chosen: Backup) -> None:
        board = self._board

        def work() -> Listed:
            backups.delete(board.path, chosen)
            return _read(board)

        self._run(work, self._show)

    def _fail(self, error: BoardError) -> None:
        tell(self, sentence_text(error.sentence))
        self.remark.setText("")


def _read(board: Board) -> Listed:
    """Every backup with what happened on the board since."""
    try:
        return [
            (one, backup_words.since_text(backups.since(board, one)) if one.is_good else "")
            for one in backups.backups_of(board.path)
        ]
    finally:
        board.release_thread()


def _texts(backup: Backup, since: str, now: object) -> tuple[str, str, str, str, str]:
    return (
        backup_words.made_text(backup, now),  # type: ignore[arg-type]
        backup_words.why_text(backup),
        backup_words.held_text(backup.held) if backup.is_good else "",
        since,
        backup_words.size_text(backup.size),
    )
