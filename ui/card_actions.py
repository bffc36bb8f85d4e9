"""What the Edit and Card menus do, and what drops from other programs become."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from models import places, stages, tasks
from models.cards import read_cards, read_places
from models.drafts import TaskDraft
from models.uid import new_uid
from ui import clipboard
from ui.actions import Actions
from ui.board.board_view import BoardView
from ui.plain import on_button
from ui.store import Store, Ticket

# Above this many new cards at once the owner is asked first.
ASK_FROM = 2
IMPORTED = (".json", ".csv", ".tsv")


class CardActions(QObject):
    """What is done to cards; what the window must do itself goes up as a signal.

    open_wanted(int): a card. question(list[TaskDraft], int | None, int | None): many cards from outside, for
    a column, below a card. import_wanted(Path): a file that looks like an export. board_wanted(Path, bool).
    taken(str, tuple[int, ...]): cards cut on the board of that file are here now. said(str): for the status
    line.
    """

    open_wanted = Signal(int)
    add_wanted = Signal()
    question = Signal(object, object, object)
    import_wanted = Signal(object)
    board_wanted = Signal(object, bool)
    taken = Signal(str, object)
    reply_found = Signal(object)
    """str | bytes: what an assistant sent back, dropped or pasted."""
    words_found = Signal(str, int, object)
    """A text pasted on a card that somebody has, and the cards that its lines would be (list[TaskDraft])."""
    said = Signal(str)

    def __init__(self, window: QWidget, store: Store, board: BoardView, today: Callable[[], dt.date]) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._board = board
        self._today = today

    # New cards

    def add(self) -> None:
        self.add_wanted.emit()

    def add_drafts(
        self,
        drafts: Sequence[TaskDraft],
        stage: int | None = None,
        after: int | None = None,
        *,
        open_it: bool = False,
    ) -> Ticket | None:
        """Put new cards on the board and show the first of them."""
        if not drafts:
            return None
        for draft in drafts:
            draft.uid = draft.uid or new_uid()
        first = str(drafts[0].uid)
        ticket = self._store.submit(tasks.add_tasks, list(drafts), stage, after)
        ticket.done.connect(lambda error: None if error else self._show_added(first, open_it))
        return ticket

    def pick_common(self) -> None:
        from ui.dialogs.catalogue_pick import CataloguePick

        dialog = CataloguePick(self._window)
        dialog.chosen.connect(self.add_drafts)
        dialog.open()

    def paste_list(self, text: str = "") -> None:
        from ui.dialogs.paste_list import PasteListDialog

        dialog = PasteListDialog(self._today, text, self._window)
        dialog.chosen.connect(self.add_drafts)
        dialog.open()

    def take_drop(self, mime: QMimeData, stage: int | None, after: int | None) -> None:
        """Files, links, text or cards of another board dropped on a column, or elsewhere on the window."""
        if (reply := clipboard.read_reply(mime)) is not None:
            self.reply_found.emit(reply)
            return
        files = clipboard.local_files(mime)
        if len(files) == 1 and files[0].suffix.lower() == places.SUFFIX:
            self.board_wanted.emit(files[0], False)
            return
        if len(files) == 1 and looks_like_export(files[0]):
            self.import_wanted.emit(files[0])
            return
        self._offer(clipboard.read_drafts(mime), stage, after)

    # The clipboard

    def copy(self) -> None:
        self._copy(is_cut=False)

    def cut(self) -> None:
        self._copy(is_cut=True)

    def paste(self) -> None:
        """Cards that were cut here move; anything else becomes new cards in the column in use."""
        mime = QGuiApplication.clipboard().mimeData()
        stage, after = self._board.current_stage(), self._board.current_id()
        if (reply := clipboard.read_reply(mime)) is not None:
            self.reply_found.emit(reply)
            return
        own = clipboard.read_cards(mime)
        if own is not None and own.is_cut and own.board == str(self._store.board.path) and stage is not None:
            # What was put into the bin since the cut comes as a new card.
            known = read_places(self._store.board, own.ids)
            if known:
                QGuiApplication.clipboard().clear()
                self._board.operations.move([task for task in own.ids if task in known], stage, after)
                return
        if own is not None and own.is_cut:
            QGuiApplication.clipboard().clear()
            ticket = self.add_drafts(list(own.drafts), stage, after)
            if ticket is not None:
                ticket.done.connect(lambda error: None if error else self.taken.emit(own.board, own.ids))
            return
        drafts = clipboard.read_drafts(mime)
        task = self._board.current_id()
        if task is not None and own is None and clipboard.is_written(mime) and self._is_held(task):
            self.words_found.emit(mime.text(), task, drafts)
        else:
            self._offer(drafts, stage, after)

    def offer(self, drafts: list[TaskDraft]) -> None:
        """New cards on top of Unsorted; many are asked about first."""
        self._offer(drafts, None, None)

    # Selected cards

    def open(self) -> None:
        if (task := self._board.current_id()) is not None:
            self.open_wanted.emit(task)

    def rename(self) -> None:
        self._board.operations.rename_current()

    def bin(self) -> None:
        self._board.operations.bin_selected()

    def select_all(self) -> None:
        stage = self._board.current_stage()
        column = self._board.column(stage) if stage is not None else None
        if column is not None:
            column.view.selectAll()

    def change(self) -> None:
        """Change the selected cards in one step."""
        from ui.dialogs.bulk_edit import BulkEditDialog

        if ids := self._board.selected_ids():
            BulkEditDialog(self._store, ids, self._today, self._window).open()

    def end_series(self) -> None:
        """Recurring cards among the selected are done for good."""
        chosen = self._board.selected_ids()
        known = read_cards(self._store.board, chosen)
        for task in chosen:
            if task in known and known[task].repeat is not None and known[task].outcome is None:
                self._store.submit(tasks.end_series, task, pending=[task])

    def show_enabled(self, actions: Actions) -> None:
        """Without a selected card, these actions mean nothing."""
        chosen = bool(self._board.selected_ids())
        writes = not self._store.board.read_only
        for name in ("card.open", "card.copy"):
            actions[name].setEnabled(chosen)
        for name in ("card.cut", "card.rename", "card.change", "card.bin", "card.send", "card.end_series"):
            actions[name].setEnabled(chosen and writes)

    def fill_send(self, menu: QMenu) -> None:
        """The columns to send the selected cards to."""
        menu.clear()
        for number, stage in enumerate(stages.read_stages(self._store.board), 1):
            text = on_button(stage.name) + (f"\t{number}" if number < 10 else "")
            menu.addAction(text).triggered.connect(
                lambda _checked=False, number=number: self._board.operations.send(number)
            )

    def show_menu(self, actions: Actions, at: QPoint) -> None:
        """The menu of the selected cards."""
        from ui.hand_over_actions import fitting

        menu = QMenu(self._window)
        known = read_cards(self._store.board, self._board.selected_ids())
        hands = [*fitting(list(known.values())), None]
        first = ("card.open", "card.rename", "card.change", "card.send", None)
        rest = (
            "time.toggle",
            None,
            "card.cut",
            "card.copy",
            "card.paste",
            None,
            "card.end_series",
            "card.bin",
        )
        for name in (*first, *hands, *rest):
            if name is None:
                menu.addSeparator()
            else:
                menu.addAction(actions[name])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    # Inside

    def _copy(self, *, is_cut: bool) -> None:
        ids = self._board.selected_ids()
        count = clipboard.copy_cards(self._store.board, ids, is_cut=is_cut) if ids else 0
        if count:
            self.said.emit(self.tr("Copied %n card(s)", "", count))

    def _is_held(self, task: int) -> bool:
        card = read_cards(self._store.board, [task]).get(task)
        return card is not None and card.holder is not None

    def _offer(self, drafts: list[TaskDraft], stage: int | None, after: int | None) -> None:
        if len(drafts) >= ASK_FROM and not all(draft.kind for draft in drafts):
            self.question.emit(drafts, stage, after)
        else:
            self.add_drafts(drafts, stage, after)

    def _show_added(self, uid: str, open_it: bool) -> None:
        task = tasks.id_of(self._store.board, uid)
        if task is None:
            return
        # Somebody who types one card after the other stays in the line, and whoever sorts stays there.
        typing = isinstance(QApplication.focusWidget(), QLineEdit)
        self._board.focus_task(task, keyboard=self._board.isVisible() and not typing)
        if open_it:
            self.open_wanted.emit(task)


def looks_like_export(path: Path) -> bool:
    """Whether a dropped file is a list of tasks, not something to link: by name, or JSON saved as text."""
    if path.suffix.lower() in IMPORTED:
        return True
    if path.suffix.lower() != ".txt":
        return False
    try:
        with path.open("rb") as file:
            return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"
    except OSError:
        return False
