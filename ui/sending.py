"""Sending what an assistant gets, in the form the owner asks for: made, kept, given out, marked as sent."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from models import handovers, packet_ops
from models.errors import BoardError
from models.packet_ops import Sent
from ui import background
from ui.dialogs.question import tell
from ui.folders import downloads, open_own_file, show_in_folder
from ui.packet_files import SUFFIXES, file_name, free, in_folder, named, write_all
from ui.packet_maker import Made, kept_files, make
from ui.plain import apart
from ui.store import Store
from ui.wording import sentence_text

# The form, what the hand-over says of it then, and the format of the file if it is one.
FORMS: Mapping[str, tuple[str, str]] = {
    "text": ("text", ""),
    "mail": ("mail", ""),
    "eml": ("mail", "mail"),
    "page": ("page", "page"),
    "pdf": ("file", "pdf"),
    "calendar": ("file", "calendar"),
    "folder": ("file", ""),
}
# The channel on an assistant's record → the form
CHANNELS = {"": "text", "text": "text", "mail": "mail", "page": "page", "file": "pdf"}


# Called when something is out, with words for the status line.
Given = Callable[[str], None]


class Sending(QObject):
    """said(str, str, str): a sentence for the status line, with what it offers and the key of that.
    mail_wanted(str): an address for the window's one door.
    """

    said = Signal(str, str, str)
    mail_wanted = Signal(str)

    def __init__(self, window: QWidget, store: Store) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._looks: QTemporaryDir | None = None

    def do(self, form: str, task: int) -> None:
        """One of FORMS, or "channel" (the one on their record), "told", "preview", "again"."""
        if form == "channel":
            form = self._channel(task)
        if form == "told":
            self._store.submit(handovers.mark_sent, [task], "told", pending=[task])
        elif form == "preview":
            self._make(task, partial(self._preview, task))
        elif form == "again":
            self.show_sent(task)
        else:
            self._make(task, partial(self._give, task, form))

    def copy_at_once(self, task: int) -> None:
        """Copy the text in the same go as the hand-over: one undo takes both back."""
        self._make(task, lambda made: self._keep(task, "text", made, partial(self._copy, made), "quiet"))

    def show_sent(self, task: int) -> None:
        """What was sent of a card, to be looked at and given out again."""
        from ui.dialogs.sent_list import SentList

        dialog = SentList(self._store.board, task, self._window)
        dialog.copy_asked.connect(self._copy_again)
        dialog.folder_asked.connect(self._folder_again)
        dialog.open()

    def nudge(self, task: int) -> None:
        """Ask how it goes, by the channel on their record; the next look follows. One undo step."""
        from models import nudges

        board = self._store.board
        now = board.now()
        try:
            found = nudges.nudge_for(board, task, now)
        except BoardError as error:
            self._fail(error)
            return
        if found.form == "mail":
            self.mail_wanted.emit(found.link)
            text = self.tr("Asked {who} by e-mail")
        else:
            QGuiApplication.clipboard().setText(found.text)
            text = self.tr("Copied a question for {who}: paste it into your chat")
        said = text.replace("{who}", apart(found.who))
        ticket = self._store.submit(nudges.mark_nudged, task, now, pending=[task])
        offer = self.tr("Undo (Ctrl+Z)"), "undo"
        ticket.done.connect(lambda error: None if error else self.said.emit(said, *offer))

    def copy_recall(self, tasks: Iterable[int]) -> None:
        """Copy a note for who has what they should not have; replies to it are refused from now on."""
        tasks = list(tasks)
        board = self._store.board
        if not (sent := packet_ops.still_out(board, tasks)):
            return
        QGuiApplication.clipboard().setText(packet_ops.recall_note(board, sent))
        self._store.submit(packet_ops.recall, tasks, sent[0].assistant)
        text = self.tr("Copied a note for {who}: paste it into your chat").replace(
            "{who}", apart(sent[0].who)
        )
        others = [one for one in sent if one.assistant != sent[0].assistant]
        offer = self.tr("Another for {who}").replace("{who}", apart(others[0].who)) if others else ""
        self.said.emit(text, offer, " ".join(("recall", *map(str, tasks))))

    def _say(self, text: str) -> None:
        self.said.emit(text, "", "")

    # Making and keeping

    def _channel(self, task: int) -> str:
        from models.assistants import read_assistant

        held = handovers.newest(self._store.board, task)
        person = read_assistant(self._store.board, held.assistant) if held else None
        return CHANNELS.get(person.send_by if person else "", "text")

    def _make(self, task: int, done: Callable[[Made], None]) -> None:
        make(self._store, task, done, self._fail, self)

    def _keep(
        self, task: int, form: str, made: Made, give: Callable[[Given], None], kind: str = "do"
    ) -> None:
        """Keep what goes out, give it out, and when it is out (`give` says so) mark it as sent."""
        # A quiet change offers no undo of its own: what can be undone is the hand-over.
        offer = (self.tr("Undo (Ctrl+Z)"), "undo") if kind == "quiet" else ("", "")

        def kept(error: object) -> None:
            if error is None:
                give(given)

        def given(text: str) -> None:
            ticket = self._store.submit(handovers.mark_sent, [task], FORMS[form][0], kind, pending=[task])
            # After the words of the change itself
            ticket.done.connect(lambda error: None if error or not text else self.said.emit(text, *offer))

        self._store.submit(packet_ops.keep_packet, made.packet, made.files).done.connect(kept)

    # Giving out

    def _give(self, task: int, form: str, made: Made) -> None:
        if form == "folder":
            self._choose_folder(
                lambda folder: self._keep(task, form, made, partial(self._save, in_folder(folder, made)))
            )
        elif FORMS[form][1]:
            self._choose_file(task, form, made)
        else:
            self._keep(task, form, made, partial(self._copy if form == "text" else self._mail, made))

    def _copy(self, made: Made, given: Given) -> None:
        QGuiApplication.clipboard().setText(made.text)
        text = self.tr("Copied what {who} gets: paste it into your chat")
        given(text.replace("{who}", apart(made.packet.recipient.first)))

    def _mail(self, made: Made, given: Given) -> None:
        """The text in a new mail; what does not fit goes along as a file, shown in its folder."""
        from models.packets.mail import link
        from models.packets.wording import words_for

        address = link(made.packet, words_for(made.packet.language))
        self.mail_wanted.emit(address)
        if made.packet.files or not _holds_all(address, made):
            self._attach(made, given)
        else:
            given("")

    def _attach(self, made: Made, given: Given) -> None:
        path = free(downloads() / file_name(made, "page"))

        def written(_: object) -> None:
            show_in_folder(path)
            text = self.tr("Attach this file to the e-mail: {name}").replace("{name}", apart(path.name))
            tell(self._window, text, str(path))
            given("")

        self._write({path: made.files["page"]}, written)

    def _choose_file(self, task: int, form: str, made: Made) -> None:
        name = FORMS[form][1]
        if name not in made.files:
            tell(self._window, self.tr("There is no date in it to put into a calendar."))
            return
        dialog = QFileDialog(self._window, self.tr("Save what they get"), str(downloads()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIXES[name])
        dialog.selectFile(file_name(made, name))

        def chosen(path: str) -> None:
            self._keep(task, form, made, partial(self._save, {Path(path): made.files[name]}))

        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose_folder(self, chosen: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._window, self.tr("Save everything in a folder"), str(downloads()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: chosen(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save(self, files: Mapping[Path, bytes], given: Given) -> None:
        first = next(iter(files))

        def written(_: object) -> None:
            name = first.name if len(files) == 1 else first.parent.name
            given(self.tr("Saved: {name}").replace("{name}", apart(name)))
            if len(files) > 1:
                show_in_folder(first)

        self._write(files, written)

    def _write(self, files: Mapping[Path, bytes], done: Callable[[object], None]) -> None:
        background.run(lambda _control: write_all(files), done, self._fail, self)

    # Looking, and once more

    def _preview(self, task: int, made: Made) -> None:
        from ui.dialogs.send_preview import SendPreview

        dialog = SendPreview(made, self._window)
        dialog.look_asked.connect(partial(self._look, made))
        # The very bytes that were looked at, not others made anew
        dialog.send_asked.connect(lambda: self._give(task, self._channel(task), made))
        dialog.open()

    def _look(self, made: Made, name: str) -> None:
        """The very bytes of a format, in its own program; the file goes when the window does."""
        if self._looks is None:
            self._looks = QTemporaryDir()
        path = free(Path(self._looks.path()) / file_name(made, name))

        def written(_: object) -> None:
            if not open_own_file(path):
                tell(self._window, self.tr("No program opens this kind of file. It lies here:"), str(path))

        self._write({path: made.files[name]}, written)

    def _copy_again(self, sent: Sent) -> None:
        try:
            content = packet_ops.content_of(self._store.board, sent, "text") or b""
        except BoardError as error:
            self._fail(error)
            return
        QGuiApplication.clipboard().setText(content.decode())
        self._say(self.tr("Copied what {who} got").replace("{who}", apart(sent.who)))

    def _folder_again(self, sent: Sent) -> None:
        try:
            files = kept_files(self._store.board, sent)
        except BoardError as error:
            self._fail(error)
            return
        self._choose_folder(lambda folder: self._save(named(folder, sent.title, files), self._say))

    def _fail(self, error: BoardError) -> None:
        tell(self._window, sentence_text(error.sentence))


def _holds_all(address: str, made: Made) -> bool:
    """Whether the whole text stands in the link."""
    from urllib.parse import unquote

    return made.packet.token in unquote(address)
