"""What is attached to a card: addresses and paths, shown as text, opened by the window."""

from collections.abc import Sequence
from pathlib import Path, PurePath
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import steps
from models.cards import Attachment
from models.link_targets import Origin, Standing, is_local, origin_of, path_of
from models.uid import new_uid
from ui.panel.add_line import AddLine
from ui.panel.focus_chain import anchor, chain
from ui.panel.text_link import TextLink
from ui.panel.writer import Writer


class LinksList(QWidget):
    """The links of the opened card."""

    link_activated = Signal(str)

    def __init__(self, writer: Writer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._writer = writer
        self._task = 0
        self._shown: tuple[Attachment, ...] | None = None
        self._links: list[TextLink] = []
        self._places: dict[Path, list[TextLink]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._before_links = anchor(self)
        self.add_line = AddLine(self.tr("Add a link or a path"), self)
        self.add_line.typed.connect(self.attach)
        self._column.addWidget(self.add_line)

    @property
    def links(self) -> list[TextLink]:
        """The lines shown."""
        return list(self._links)

    def load(self, task_id: int, attachments: Sequence[Attachment]) -> None:
        """Show the links of another card."""
        self._task = task_id
        self.add_line.begin()
        self.show_links(attachments)

    def show_links(self, attachments: Sequence[Attachment]) -> None:
        """Show what is stored."""
        if self._shown == tuple(attachments):
            return
        self._shown = tuple(attachments)
        for link in self._links:
            if link.hasFocus():
                self.add_line.setFocus()
            link.hide()
            link.deleteLater()
        self._places = {}
        self._links = [self._make(attachment) for attachment in attachments]
        for place, link in enumerate(self._links):
            self._column.insertWidget(place, link)
        chain(self._before_links, self._links)
        self._look_for_files()

    def attach(self, addresses: Sequence[str]) -> None:
        """Attach addresses or paths to the card."""
        for address in addresses:
            address = address.strip().strip('"')
            ticket = self._writer.send(steps.add_attachment, self._task, address, "", new_uid())
            self.add_line.await_answer(address, ticket)

    def flush(self) -> None:
        """Save a half typed address."""
        self.add_line.take()

    def _make(self, attachment: Attachment) -> TextLink:
        made = TextLink(
            attachment.title
            if attachment.title not in ("", attachment.url)
            else short_address(attachment.url),
            attachment.url,
            _picture(attachment.url),
            parent=self,
        )
        if is_local(attachment.url) and (path := self._path_of(attachment.url)) is not None:
            self._places.setdefault(path, []).append(made)
        made.clicked.connect(lambda: self.link_activated.emit(attachment.url))
        made.remove_asked.connect(lambda: self._writer.send(steps.delete_attachment, attachment.id))
        return made

    def _path_of(self, url: str) -> Path | None:
        """Where a file of the owner's lies. What an import named is not even looked for: that may be a way
        out
        into the net.
        """
        is_own = origin_of(self._writer.board, url) is Origin.OWNER
        return path_of(url) if is_own else None

    def _look_for_files(self) -> None:
        if not self._places:
            return
        from ui.panel.file_looks import looks

        asked = looks()
        asked.found.connect(self._on_found, Qt.ConnectionType.UniqueConnection)
        for path in self._places:
            asked.look(path)

    def _on_found(self, path: Path, standing: Standing | None) -> None:
        marks = {Standing.GONE: self.tr("not there any more"), None: self.tr("does not answer")}
        for link in self._places.get(path, ()):
            link.set_mark(marks.get(standing, ""))


def address_of(url: QUrl) -> str:
    """A dropped URL as it is kept: a file of this machine as its path, anything else as it is."""
    return url.toLocalFile() if url.isLocalFile() else url.toString()


def short_address(address: str) -> str:
    """What to show for an address without a title: the file's name, or host and path."""
    if is_local(address):
        address = unquote(urlsplit(address).path) if address.startswith("file:") else address
        return PurePath(address.replace("\\", "/")).name or address
    bare = address.partition("://")[2] or address
    return bare.removeprefix("www.").rstrip("/") or address


def _picture(address: str) -> str:
    return "paperclip" if is_local(address) else "link"
