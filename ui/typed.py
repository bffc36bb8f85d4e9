"""What is being typed survives whatever happens to the program: one place that watches every text field.

A field is watched from the moment the keyboard comes to it. What stands there and is saved nowhere yet goes
into a file twice a second while somebody types (models.typed), and leaves it when it is saved, emptied or
given up. At the next start it is put back: saved where the field saves by itself, else left as it was, half
typed. What cannot be put back, because the card was changed or is gone, is offered (ui.typed_notice).
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from models.change import Change
from models.typed import Typed, TypedFile
from ui.plain import apart
from ui.typed_spots import (
    PANEL,
    WINDOW,
    Spot,
    TextField,
    draft_of,
    field_at,
    fill,
    mark_of,
    place_of,
    root_of,
    spot_of,
    text_field,
    text_of,
)

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.typed_notice import TypedNotice

WRITE_AFTER_MS = 500
# How many earlier texts of a field are known as its owner's own.
_EARLIER = 6
# What these erase is erased here too.
_ERASING = frozenset({"mask", "erase", "empty_bin"})


class TypedTexts(QObject):
    """Belongs to one window and its board; rests where nothing may be written, and beside a sample."""

    def __init__(self, window: "MainWindow", *, is_resting: bool) -> None:
        super().__init__(window)
        self._window = window
        self._store = window.store
        self._is_on = not is_resting
        self._file = TypedFile(self._store.board.path, self._store.board.about().uid)
        # Typed now, and left over from the last time
        self.now: dict[Spot, Typed] = {}
        self.left: dict[Spot, Typed] = {}
        # Of fields that are watched: what stood there at first, and their spots as long as their marks hold
        self._was: dict[int, str] = {}
        self._spots: dict[int, tuple[tuple[str, str], Spot]] = {}
        # Places of open dialogs
        self._dialogs: dict[int, str] = {}
        self._notice: TypedNotice | None = None
        self._timer = QTimer(self, singleShot=True, interval=WRITE_AFTER_MS)
        self._timer.timeout.connect(self._write)
        if self._is_on:
            QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]
            self._store.changed.connect(self.follow)
            window.panel.opened.connect(lambda _: self._put_back_in(window.panel))

    # At the start

    def begin(self) -> None:
        """Put back what was being typed when the program ended."""
        if not self._is_on:
            return
        self.left = {one.spot: one for one in self._file.read()}
        cards = [one for one in self.left.values() if one.place == PANEL]
        for one in cards:
            if one.saves or one is cards[-1]:
                self._put_back_on_card(one)
        self._put_back_in(self._window)
        if cards:
            self._write_soon()

    def _put_back_on_card(self, one: Typed) -> None:
        from models.typed_cards import card_of

        panel = self._window.panel
        self.left.pop(one.spot, None)
        task, title = card_of(self._store.board, one.subject)
        if task is None:
            self._offer(one, title, "gone")
            return
        panel.open(task, focus=False)
        field = self._field_on_any_tab(one)
        if field is None or not self._put_back(field, one):
            if field is None or text_of(field) != one.text:
                self._offer(one, title, "changed")
            return
        if draft := draft_of(field):
            draft.leave()
        else:
            panel.refresh()
        self._say(title)

    def _field_on_any_tab(self, one: Typed) -> TextField | None:
        """The field, once its tab shows the card; that tab stays in front."""
        panel = self._window.panel
        for key in panel.tabs():
            field = field_at(panel, one.spot)
            if field is not None and panel.is_in_front(field):
                return field
            panel.show_tab(key)
        return field_at(panel, one.spot)

    def _say(self, title: str) -> None:
        text = self.tr("“{title}”: what you were typing when the program ended is back.").format(
            title=apart(title)
        )

        def say(_: object) -> None:
            self._window.status.say(text, self.tr("Undo (Ctrl+Z)"), "undo")

        # After what the change itself says
        self._store.submit(_nothing).done.connect(say)

    def _put_back_in(self, root: QWidget) -> None:
        """Put back everything that belongs to this dialog, or to what the window or the panel shows now."""
        place = place_of(root)
        for one in [one for one in self.left.values() if one.place == place]:
            field = field_at(root, one.spot)
            if field is not None and (field.isVisible() or root is not self._window):
                self._put_back(field, one)

    def _put_back(self, field: TextField, one: Typed) -> bool:
        """Where the field still holds what it held then; it is typed now, as it was."""
        if text_of(field) not in one.was:
            return False
        self.left.pop(one.spot, None)
        self._watch(field)
        fill(field, one.text)
        self.now[one.spot] = one
        return True

    # While somebody types

    def _on_focus(self, _: QWidget | None, new: QWidget | None) -> None:
        field = text_field(new)
        if field is None or not self._is_on or not self._is_ours(field):
            return
        root = root_of(field)
        if isinstance(root, QDialog) and id(root) not in self._dialogs:
            self._dialogs[id(root)] = place = place_of(root)
            root.finished.connect(partial(self._on_dialog_finished, place))
            root.destroyed.connect(partial(self._on_dialog_gone, id(root)))
            self._put_back_in(root)
        elif one := self.left.get(self._spot(field)):
            self._put_back(field, one)
        self._watch(field)
        if self._spot(field) not in self.now:
            self._was[id(field)] = text_of(field)

    def _is_ours(self, field: TextField) -> bool:
        node: QWidget | None = field
        while node is not None and node is not self._window:
            node = node.parentWidget()
        return node is not None

    def _spot(self, field: TextField) -> Spot:
        """Its spot; of a dialog that goes on under another heading, the one it had at first."""
        mark = mark_of(field)
        known = self._spots.get(id(field))
        if known is None or known[0] != mark:
            place, *rest = spot_of(field)
            spot = (self._dialogs.get(id(root_of(field)), place), rest[0], rest[1])
            self._spots[id(field)] = known = (mark, spot)
        return known[1]

    def _watch(self, field: TextField) -> None:
        if id(field) in self._was:
            return
        self._was[id(field)] = text_of(field)
        field.textChanged.connect(partial(self._on_text, field))
        field.destroyed.connect(partial(self._on_destroyed, id(field)))
        if draft := draft_of(field):
            draft.settled.connect(partial(self._on_text, field))
            draft.refused.connect(partial(self._on_refused, field))

    def _on_text(self, field: TextField, *_: object) -> None:
        if not self._is_on or not isValid(field):
            return
        spot = self._spot(field)
        before = self.now.get(spot)
        if before is None and not field.hasFocus():
            return
        text, draft = text_of(field), draft_of(field)
        was = before.was if before else (draft.known if draft else self._was.get(id(field), ""),)
        is_saved = draft.is_saved if draft else text == was[0]
        if is_saved:
            if self.now.pop(spot, None):
                self._write_when_stored()
            return
        if draft and draft.known not in was:
            was = (was[0], *was[1:][-_EARLIER:], draft.known)
        self.now[spot] = Typed(*spot, field.accessibleName(), was, text, draft is not None)
        self._write_soon()

    def _on_refused(self, field: TextField, text: str) -> None:
        """It was not saved, and the field shows again what is."""
        spot = self._spot(field)
        before = self.now.pop(spot, None)
        one = Typed(*spot, field.accessibleName(), before.was if before else (), text, True)
        if spot[0] == PANEL:
            from models.typed_cards import card_of

            self._offer(one, card_of(self._store.board, one.subject)[1], "refused")

    def _on_dialog_finished(self, place: str, _: int = 0) -> None:
        """Done or given up: what was typed there is not needed, once what was asked for is stored."""
        if self._is_on:
            self._store.submit(_nothing).done.connect(lambda _: self._forget(lambda one: one.place == place))

    def _on_dialog_gone(self, key: int) -> None:
        self._dialogs.pop(key, None)

    def _on_destroyed(self, key: int) -> None:
        """An editor that was made for one text is gone: that text was taken, or given up."""
        self._was.pop(key, None)
        known = self._spots.pop(key, None)
        if self._is_on and known and known[1][0] == WINDOW and known[1] in self.now:
            del self.now[known[1]]
            self._write_when_stored()

    # What is kept

    def _offer(self, one: Typed, title: str, why: str) -> None:
        from ui.typed_notice import TypedNotice

        self.left[one.spot] = one
        if self._notice is None:
            self._notice = TypedNotice(self._window)
            self._notice.dropped.connect(self._on_dropped)
        self._notice.offer(one, title, why)
        self._write_soon()

    def _on_dropped(self, one: Typed) -> None:
        if self.left.get(one.spot) == one:
            del self.left[one.spot]
            self._write_soon()

    def _forget(self, is_meant: Callable[[Typed], bool]) -> None:
        kept = len(self.now) + len(self.left)
        self.now = {spot: one for spot, one in self.now.items() if not is_meant(one)}
        self.left = {spot: one for spot, one in self.left.items() if not is_meant(one)}
        if kept != len(self.now) + len(self.left):
            self._write_soon()

    def follow(self, change: Change) -> None:
        """What was erased for good is not to be found here either."""
        if change.action in _ERASING:
            self._forget(lambda _: True)
            self._write()
            if self._notice is not None:
                self._notice.clear()

    def _write_soon(self) -> None:
        if self._is_on and not self._timer.isActive():
            self._timer.start()

    def _write_when_stored(self) -> None:
        """What left a field is on its way to the board: until it is there, it stays here."""
        if self._is_on:
            self._store.submit(_nothing).done.connect(lambda _: self._write() if self._is_on else None)

    def _write(self) -> None:
        self._file.keep([*self.left.values(), *self.now.values()])

    # At the end

    def freeze(self) -> None:
        """The window closes: keep what is typed; what its closing does to the fields counts no more."""
        if self._is_on:
            self._is_on = False
            self._timer.stop()
            self._write()

    def finish(self, *, is_saved: bool, seconds: float) -> None:
        """The board is closed; `is_saved`: with everything that its fields save by themselves."""
        if is_saved and any(one.saves for one in self.now.values()):
            self.now = {spot: one for spot, one in self.now.items() if not one.saves}
            self._write()
        self._file.finish(seconds)


def _nothing(board: object) -> None:
    """An operation that only waits for those before it."""
