"""The window of a board that does not open: what happened, what is safe, and the ways on.

It has no board. What it shows is found off the GUI thread, so it stands at once, however large the file is.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from models import places, recovery
from models.errors import BoardError
from models.recovery import Missing, Trouble
from ui import background, theme
from ui.dialogs.look import dress
from ui.dialogs.question import tell
from ui.door import open_own
from ui.dressing import dress_page
from ui.pages.tile import Tile
from ui.plain import PlainLabel, of_window
from ui.wording import sentence_text, when_text

if TYPE_CHECKING:
    from models.backups import Backup
    from models.salvage import Survey

WIDTH = 680
# Left of the screen for the frame of the window and a panel of the desktop
FREE = QSize(40, 60)
# Reading stops when it is asked to; a backup that is being brought back is finished.
PATIENCE = 20.0


class RecoveryWindow(QWidget):
    """board_wanted(Path, bool): a board to open (True: make it). gone(): closed.

    Stays until a board is open in its place.
    """

    board_wanted = Signal(object, bool)
    gone = Signal()

    def __init__(self, trouble: Trouble, today: Callable[[], dt.date]) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.trouble = trouble
        self._today = today
        self._backup: Backup | None = None
        self._survey: Survey | None = None
        # What came of it, for the window of the board.
        self.outcome = ""
        self.setWindowTitle(of_window(trouble.path.stem))
        dress(self)
        self._make_parts()
        self._lay_out()
        self._tell_trouble()
        self._look()
        for key in (QKeySequence.StandardKey.Close, QKeySequence.StandardKey.Quit):
            QShortcut(QKeySequence(key), self, self.close)
        self._page.installEventFilter(self)
        self._fit()

    # Parts

    def _make_parts(self) -> None:
        self.heading = _label(1.6, QFont.Weight.DemiBold)
        self.what = _label(1.08)
        self.safe = _label()
        self.safe.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.note = _label()
        self.note.setAccessibleName(self.tr("What went wrong"))
        self.note.hide()
        self.backup = Tile(
            "archive-restore", self.tr("Open the newest backup"), self.tr("Looking for backups…")
        )
        self.salvage = Tile(
            "save", self.tr("Save what can be read"), self.tr("Looking through the file, page by page…")
        )
        self.other = Tile("folder-open", self.tr("Open another board"), self.tr("Or a copy of this one."))
        self.new = Tile(
            "file-plus",
            self.tr("Start a new board"),
            self.tr("Under another name. This file stays where it is."),
        )
        self.again = QPushButton(self.tr("Try again"))
        self.folder = QPushButton(self.tr("Show the folder"))
        self.quit = QPushButton(self.tr("Quit"))
        self.backup.clicked.connect(self._bring_back)
        self.salvage.clicked.connect(self._open_salvage)
        self.other.clicked.connect(self._choose_other)
        self.new.clicked.connect(self._choose_new)
        self.again.clicked.connect(lambda: self.board_wanted.emit(self.trouble.path, False))
        self.folder.clicked.connect(self._show_folder)
        self.quit.clicked.connect(self.close)
        for button in (self.again, self.folder, self.quit):
            # Outside a dialog Enter would do nothing on a button.
            button.setAutoDefault(True)

    def _lay_out(self) -> None:
        column = QWidget()
        column.setMaximumWidth(theme.scaled(WIDTH))
        inner = QVBoxLayout(column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        for widget in (self.heading, self.what, self.safe, self.note):
            inner.addWidget(widget)
        inner.addSpacing(6)
        for tile in (self.backup, self.salvage, self.other, self.new):
            inner.addWidget(tile)
        row = QHBoxLayout()
        row.addWidget(self.again)
        row.addWidget(self.folder)
        row.addStretch(1)
        row.addWidget(self.quit)
        inner.addSpacing(4)
        inner.addLayout(row)
        inner.addStretch(1)
        page = self._page = _Page()
        outer = QHBoxLayout(page)
        outer.setContentsMargins(32, 28, 32, 24)
        outer.addStretch(1)
        outer.addWidget(column, 100)
        outer.addStretch(1)
        area = QScrollArea()
        dress_page(area)
        area.setWidget(page)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.addWidget(area)
        self._area = area

    def _fit(self) -> None:
        """As high as its lines need, as far as the screen has it; never smaller than the owner made it."""
        screen = QGuiApplication.primaryScreen().availableSize() - FREE
        width = self.width() if self.isVisible() else min(theme.scaled(WIDTH) + 80, screen.width())
        height = min(self._page.heightForWidth(width), screen.height())
        if not self.isVisible():
            self.resize(width, height)
        elif height > self.height() and not self.isMaximized():
            self.resize(width, height)
            below = self.frameGeometry().bottom() - self.screen().availableGeometry().bottom()
            if below > 0:
                self.move(self.x(), max(0, self.y() - below))

    def _tell_trouble(self) -> None:
        trouble = self.trouble
        self.heading.setText(self.tr("“{name}” does not open").format(name=trouble.path.stem))
        self.what.setText(sentence_text(trouble.sentence))
        self.safe.setText(sentence_text(trouble.more))
        self.setAccessibleName(self.heading.text())
        self.setAccessibleDescription(f"{self.what.text()} {self.safe.text()}")
        self.salvage.setVisible(trouble.may_be_saved)
        self.backup.setVisible(trouble.may_be_replaced)
        if trouble.kind == "gone":
            self.new.say(self.tr("Under another name."))
        self.folder.setEnabled(trouble.path.parent.is_dir())
        for tile in (self.backup, self.salvage):
            tile.setEnabled(False)

    # Looking

    def _look(self) -> None:
        """What there is instead; of the backups first, because that is known at once."""
        path = self.trouble.path
        if self.trouble.may_be_replaced:
            background.run(
                lambda _: recovery.newest_backup(path), self._on_backup, lambda _: self._on_backup(None), self
            )
        if self.trouble.may_be_saved:
            background.run(self._surveyed, self._on_survey, self._on_nothing, self)

    def _surveyed(self, control: background.Control) -> "Survey":
        from models.salvage import look_through

        return look_through(self.trouble.path, control.progress, control.cancelled)

    def _on_backup(self, backup: "Backup | None") -> None:
        self._backup = backup
        if backup is None:
            self.backup.say(self.tr("There is no backup of this board."))
            if not self.salvage.isVisibleTo(self):
                self._focus(self.other)
            return
        self._tell_backup()
        self.backup.setEnabled(True)
        self._focus(self.backup)

    def _on_survey(self, survey: "Survey") -> None:
        self._survey = survey
        cards, lost = survey.found.get("task", 0), survey.lost.get("task", 0)
        text = self.tr("%n card(s) can be read", "", cards)
        if lost:
            text = self.tr("{found} (lost: {lost})").format(found=text, lost=lost)
        rest = self.tr("They go into a new board, with all that belongs to them.")
        self.salvage.say(f"{text}. {rest}")
        self.salvage.setEnabled(True)
        self._tell_backup()
        if self._backup is None:
            self._focus(self.salvage)

    def _on_nothing(self, error: BoardError) -> None:
        self.salvage.say(sentence_text(error.sentence))

    def _tell_backup(self) -> None:
        if self._backup is None:
            return
        cards = self._backup.counts.get("task", 0)
        parts = [
            self.tr("Of {when}, with %n card(s).", "", cards).format(when=when_text(self._backup.made)),
            _missing_text(recovery.missing_since(self._backup, self._survey)),
        ]
        if self.trouble.kind != "gone":
            aside = recovery.aside_name(self.trouble.path, self._today())
            text = (
                self.tr("The folder is kept as “{name}”.")
                if self.trouble.kind == "folder"
                else self.tr("This file is kept as “{name}”.")
            )
            parts.append(text.format(name=aside.name))
        self.backup.say(" ".join(part for part in parts if part))

    def _focus(self, tile: Tile) -> None:
        """Where the keyboard begins, unless the owner went somewhere already."""
        if self.focusWidget() in (None, self, self.again, self.folder, self.other, self.salvage):
            tile.setFocus()

    # The ways on

    def _bring_back(self) -> None:
        backup, path, today = self._backup, self.trouble.path, self._today()
        if backup is None:
            return
        self._set_busy(True)
        self.backup.say(self.tr("Bringing it back…"))
        background.run(
            lambda _: recovery.bring_back(path, backup, today),
            lambda aside: self._on_back(backup, aside),
            self._on_failed,
            self,
        )

    def _on_back(self, backup: "Backup", aside: Path | None) -> None:
        from ui.backup_words import restored_text

        when = when_text(backup.made)
        self.outcome = restored_text(when, backup.held, aside.name if aside is not None else None)
        self.board_wanted.emit(self.trouble.path, False)

    def _open_salvage(self) -> None:
        from ui.salvage_sheet import SalvageSheet

        if self._survey is None:
            return
        path = self.trouble.path
        sheet = SalvageSheet(path, recovery.saved_name(path, self._today()), self._survey, self)
        sheet.saved.connect(lambda made: self.board_wanted.emit(made, False))
        sheet.open()

    def _choose_other(self) -> None:
        folder = self.trouble.path.parent
        start = folder if folder.is_dir() else places.data_folder()
        words = self.tr("Boards (*.board);;All files (*)")
        dialog = QFileDialog(self, self.tr("Open board"), str(start), words)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.board_wanted.emit(Path(name), False))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose_new(self) -> None:
        folder = self.trouble.path.parent
        start = recovery.new_name(
            self.trouble.path if folder.is_dir() else places.data_folder() / self.trouble.path.name
        )
        dialog = QFileDialog(self, self.tr("New board"), str(start.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(places.SUFFIX.removeprefix("."))
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.selectFile(start.name)
        dialog.fileSelected.connect(lambda name: self.start_new(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def start_new(self, path: Path) -> None:
        """Make a board of that name; never where a file is."""
        if path.exists() or path == self.trouble.path:
            text = self.tr("{name} is there already. Choose another name.").format(name=path.name)
            tell(self, text)
            return
        self.board_wanted.emit(path, True)

    def _show_folder(self) -> None:
        path = self.trouble.path
        if not open_own(path.parent):
            tell(self, self.tr("The board lies here:"), str(path))

    def _on_failed(self, error: BoardError) -> None:
        self._set_busy(False)
        self._tell_backup()
        self.tell(error)

    def tell(self, error: BoardError) -> None:
        """Say above the choices what did not work."""
        self.note.setText(sentence_text(error.sentence))
        self.note.show()

    def _set_busy(self, is_busy: bool) -> None:
        self.backup.setEnabled(not is_busy and self._backup is not None)
        self.salvage.setEnabled(not is_busy and self._survey is not None)
        for widget in (self.other, self.new, self.again):
            widget.setEnabled(not is_busy)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def closeEvent(self, event: object) -> None:
        for dialog in self.findChildren(QDialog):
            dialog.close()
        jobs = self.findChildren(background.Job)
        for job in jobs:
            job.cancel()
        for job in jobs:
            job.wait(PATIENCE)
        super().closeEvent(event)  # type: ignore[arg-type]
        self.gone.emit()


class _Page(QWidget):
    """Its wrapped lines have no least height but that of their width: else it would scroll for nothing."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


def _missing_text(missing: Missing) -> str:
    if missing.changes is None:
        return QCoreApplication.translate("RecoveryWindow", "What was changed after that is not in it.")
    if not missing.changes:
        return QCoreApplication.translate("RecoveryWindow", "Nothing was changed after it.")
    made = missing.changes
    return QCoreApplication.translate("RecoveryWindow", "Not in it: %n change(s) made after it.", "", made)


def _label(scale: float = 1.0, weight: QFont.Weight = QFont.Weight.Normal) -> PlainLabel:
    label = PlainLabel()
    label.setFont(theme.font(scale, weight))
    label.setWordWrap(True)
    return label
