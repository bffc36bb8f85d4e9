"""Files that go along with a brief: read and cleaned in the background, then copied into the board."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, QPoint, QSize, Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QVBoxLayout, QWidget

from models import enclosures, steps
from models.briefs import File
from models.enclosures import Loaded
from models.errors import BoardError
from models.files import write_atomically
from models.uid import new_uid
from ui import background
from ui.panel.focus_chain import anchor, chain
from ui.panel.style import PAD, sized, tint
from ui.panel.text_link import TextLink
from ui.panel.writer import Writer
from ui.plain import PlainLabel
from ui.store import Store
from ui.theme import colours, icon
from ui.wording import sentence_text


class FilesList(QWidget):
    """The enclosed files. A click saves a copy, the cross or Delete takes a file off."""

    def __init__(self, store: Store, writer: Writer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._writer = store, writer
        self._task = 0
        self._shown: tuple[File, ...] | None = None
        self.lines: list[TextLink] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._before_lines = anchor(self)
        self.add = QToolButton()
        self.add.setText(" " + self.tr("Enclose a file…"))
        self.add.setAccessibleName(self.tr("Enclose a file…"))
        self.add.setIcon(icon("plus", lambda: colours().wait))
        self.add.setIconSize(QSize(14, 14))
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.add.setEnabled(not store.board.read_only)
        self.add.clicked.connect(self._on_add)
        self.about = PlainLabel()
        self.about.setWordWrap(True)
        self.about.setContentsMargins(PAD + 3, 0, PAD, 2)
        self.fault = PlainLabel()
        self.fault.setWordWrap(True)
        self.fault.setContentsMargins(PAD + 3, 0, PAD, 2)
        self.fault.hide()
        self._column.addWidget(self.add)
        self._column.addWidget(self.fault)
        self._column.addWidget(self.about)
        self.restyle()

    def load(self, task: int, files: Sequence[File]) -> None:
        """Show the files of another card."""
        self._task = task
        self._say("")
        self.show_files(files)

    def show_files(self, files: Sequence[File]) -> None:
        """Show what is stored."""
        if self._shown == tuple(files):
            return
        self._shown = tuple(files)
        for line in self.lines:
            if line.hasFocus():
                self.add.setFocus()
            line.hide()
            line.deleteLater()
        self.lines = [self._make(file) for file in files]
        for place, line in enumerate(self.lines):
            self._column.insertWidget(place, line)
        chain(self._before_lines, [*self.lines, self.add])
        size = size_text(enclosures.content_size(self._store.board))
        text = self.tr("Copied into the board ({size} in all). Links stay with you.")
        self.about.setText(text.format(size=size))

    def take(self, paths: Sequence[Path], at: QPoint) -> QMenu:
        """Files were dropped: ask whether they go along or are only linked; too large ones can only be."""
        menu = QMenu(self)
        enclose = menu.addAction(self.tr("Enclose: a copy goes along"))
        enclose.triggered.connect(lambda: self.enclose(paths))
        link = menu.addAction(self.tr("Link: it stays with you"))
        link.triggered.connect(lambda: self._link(paths))
        enclose.setEnabled(not any(_is_too_large(path) for path in paths))
        first = enclose if enclose.isEnabled() else link
        menu.setDefaultAction(first)
        menu.setActiveAction(first)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        return menu

    def enclose(self, paths: Sequence[Path]) -> None:
        """Read files in the background and let them go along with the card that is shown now."""
        self._say("")
        task = self._task
        for path in paths:
            background.run(
                partial(_load, path), lambda loaded: self._on_loaded(task, loaded), self._on_failed, self
            )

    def restyle(self) -> None:
        """Take on the running colours."""
        for label in (self.about, self.fault):
            label.setFont(sized(self.font(), 0.9))
        tint(self.about, colours().muted)
        tint(self.fault, colours().warn)

    def _link(self, paths: Sequence[Path]) -> None:
        for path in paths:
            self._writer.send(steps.add_attachment, self._task, str(path), "", new_uid())

    def _on_loaded(self, task: int, loaded: Loaded) -> None:
        self._writer.send(enclosures.enclose, task, loaded, new_uid())

    def _on_failed(self, error: BoardError) -> None:
        self._say(sentence_text(error.sentence))

    def _say(self, text: str) -> None:
        self.fault.setText(text)
        self.fault.setVisible(bool(text))

    def _on_add(self) -> None:
        dialog = QFileDialog(self, self.tr("Enclose files"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.enclose([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _make(self, file: File) -> TextLink:
        text = f"{file.name} · {size_text(file.size)}"
        can_go = not self._store.board.read_only
        made = TextLink(text, self.tr("Save a copy"), "paperclip", can_go=can_go, parent=self)
        made.clicked.connect(lambda: self._save(file))
        made.remove_asked.connect(lambda: self._writer.send(enclosures.take_off, file.id))
        return made

    def _save(self, file: File) -> None:
        dialog = QFileDialog(self, self.tr("Save a copy"), str(Path.home() / file.name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda name: self.save_copy(file, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_copy(self, file: File, path: Path) -> None:
        """Write an enclosed file to where the owner wants it."""
        board = self._store.board

        def write(_control: background.Control) -> None:
            try:
                data = enclosures.read_content(board, file.hash)
                with write_atomically(path) as stream:
                    stream.write(data or b"")
            finally:
                board.release_thread()

        background.run(write, lambda _: None, self._on_failed, self)


def _is_too_large(path: Path) -> bool:
    try:
        return path.stat().st_size > enclosures.LARGEST
    except OSError:
        return False


def _load(path: Path, _control: background.Control) -> Loaded:
    return enclosures.load_file(path)


def size_text(size: int) -> str:
    """ "12 kB", "3.4 MB"."""
    places = 1 if size >= 1024 * 1024 else 0
    return QLocale().formattedDataSize(size, places, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
