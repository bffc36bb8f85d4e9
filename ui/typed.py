"""What is being typed survives whatever happens to the program: one place that watches every text field.

A field is watched from the moment the keyboard comes to it. What stands there and is saved nowhere yet goes
into a file twice a second while somebody types (models.typed), and leaves it when it is saved, emptied or
given up. At the next start it is put back: saved where the field saves by itself, else left as it was, half
typed. What the disk did not take waits likewise (ui.typed_sent). What cannot be put back, because the card
was changed or is gone, is offered (ui.typed_notice).
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from models.change import Change
from models.errors import StorageError
from models.typed import Typed, TypedFile
from ui.typed_sent import SentTexts
from ui.typed_spots import (
    PANEL,
    WINDOW,
    Spot,
    TextField,
    draft_of,
    field_at,
    fill,
    leave,
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
        # What a window that could write left is not for this one to clear away.
        self._is_resting = is_resting
        self.is_on = not is_resting
        self._file = TypedFile(self._store.board.path, self._store.board.about().uid)
        # Typed now, and left over: from the last time, or because the disk did not take it
        self.now: dict[Spot, Typed] = {}
        self.left: dict[Spot, Typed] = {}
        # Of those left over: what is put back as soon as its field is there, and what was refused for good
        self._waiting: set[Spot] = set()
        self._refused: set[Spot] = set()
        self._failures = 0
        self._sent = SentTexts(self)
        # Of fields that are watched: what stood there at first, and their spots as long as their marks hold
        self._was: dict[int, str] = {}
        self._spots: dict[int, tuple[tuple[str, str], Spot]] = {}
        # Places of open dialogs
        self._dialogs: dict[int, str] = {}
        self._notice: TypedNotice | None = None
        self._timer = QTimer(self, singleShot=True, interval=WRITE_AFTER_MS)
        self._timer.timeout.connect(lambda: self._write())
        if self.is_on:
            QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]
            self._store.changed.connect(self.follow)
            self._store.refused.connect(self._on_failure)
            window.panel.shown.connect(lambda: self._put_back_in(window.panel))

    # What was typed before

    def begin(self) -> None:
        """Put back what was being typed when the program ended."""
        if not self.is_on:
            return
        if self._file.note_path.exists():
            from models.typed_erasing import settle

            settle(self._store.board, self._file)
        self.left = {one.spot: one for one in self._file.read()}
        cards = [one for one in self.left.values() if one.place == PANEL]
        if cards:
            from ui.typed_back import put_back_at_start

            put_back_at_start(self, self._window, [one for one in cards if one.saves or one is cards[-1]])
        self._put_back_in(self._window)
        if cards:
            self.write_soon()

    def write_again(self) -> None:
        """The board can be written again: what waits is saved, or stands in its field for its owner to
        send.
        """
        waiting = [self.left[spot] for spot in self._waiting if spot in self.left and spot not in self.now]
        cards = [one for one in waiting if one.place == PANEL and one.saves]
        if cards:
            from ui.typed_back import put_back_behind

            put_back_behind(self, self._window, cards)
        for root in (self._window, self._window.panel):
            self._put_back_in(root)

    def put_back(self, field: TextField, one: Typed) -> bool:
        """Where the field still holds what it held then; it is typed now, as it was."""
        stands, draft = text_of(field), draft_of(field)
        if stands not in one.was and stands != one.text:
            return False
        self.withdraw(one)
        self._watch(field)
        if stands != one.text:
            fill(field, one.text)
        elif draft is not None and draft.is_saved:
            return True
        # A line of several takes them at once.
        if text_of(field) == one.text:
            self.now[one.spot] = one
        return True

    def put_back_at(self, place: str) -> None:
        """Put back what can be at this place now."""
        self._put_back_in(self._window.panel if place == PANEL else self._window)

    def _put_back_in(self, root: QWidget) -> None:
        """Put back everything that belongs to this dialog, or to what the window or the panel shows now."""
        place = place_of(root)
        for one in [one for one in self.left.values() if one.place == place]:
            field = field_at(root, one.spot) if one.spot not in self._refused else None
            if field is None or (root is self._window and not field.isVisible()):
                continue
            if root is self._window.panel and not self._window.panel.is_in_front(field):
                continue
            is_waiting = one.spot in self._waiting
            if self.put_back(field, one) and is_waiting and one.saves and not field.hasFocus():
                leave(field)

    # While somebody types

    def spot(self, field: TextField) -> Spot:
        """Its spot; of a dialog that goes on under another heading, the one it had at first."""
        mark = mark_of(field)
        known = self._spots.get(id(field))
        if known is None or known[0] != mark:
            place, *rest = spot_of(field)
            spot = (self._dialogs.get(id(root_of(field)), place), rest[0], rest[1])
            self._spots[id(field)] = known = (mark, spot)
        return known[1]

    def _on_focus(self, _: QWidget | None, new: QWidget | None) -> None:
        field = text_field(new)
        if field is None or not self.is_on or not self._is_ours(field):
            return
        root = root_of(field)
        if isinstance(root, QDialog) and id(root) not in self._dialogs:
            self._dialogs[id(root)] = place = place_of(root)
            root.finished.connect(partial(self._on_dialog_finished, place))
            root.destroyed.connect(partial(self._on_dialog_gone, id(root)))
            self._put_back_in(root)
        elif one := self.left.get(self.spot(field)):
            self.put_back(field, one)
        self._watch(field)
        if self.spot(field) not in self.now:
            self._was[id(field)] = text_of(field)

    def _is_ours(self, field: TextField) -> bool:
        node: QWidget | None = field
        while node is not None and node is not self._window:
            node = node.parentWidget()
        return node is not None

    def _watch(self, field: TextField) -> None:
        if id(field) in self._was:
            return
        self._was[id(field)] = text_of(field)
        field.textChanged.connect(partial(self._on_text, field))
        field.destroyed.connect(partial(self._on_destroyed, id(field)))
        if draft := draft_of(field):
            draft.settled.connect(partial(self._on_text, field))
        if sent := getattr(draft or field, "sent", None):
            sent.connect(partial(self._sent.note, field))

    def _on_text(self, field: TextField, *_: object) -> None:
        if not self.is_on or not isValid(field):
            return
        spot = self.spot(field)
        before = self.now.get(spot)
        if before is None and not field.hasFocus():
            return
        text, draft = text_of(field), draft_of(field)
        was = before.was if before else (draft.known if draft else self._was.get(id(field), ""),)
        is_saved = draft.is_saved if draft else text == was[0]
        if is_saved:
            if self.now.pop(spot, None):
                self._when_stored(self._write)
            return
        if draft and draft.known not in was:
            was = (was[0], *was[1:][-_EARLIER:], draft.known)
        self.now[spot] = Typed(*spot, field.accessibleName(), was, text, draft is not None)
        self.write_soon()

    def _on_dialog_finished(self, place: str, result: int = 0) -> None:
        """Done or given up: what was typed there is not needed, once what was asked for is stored."""
        of_it = [one for one in self.now.values() if one.place == place]

        def not_taken() -> None:
            for one in of_it:
                self._keep_waiting(one)

        self._when_stored(lambda: self._forget(lambda one: one.place == place), not_taken if result else None)

    def _on_dialog_gone(self, key: int) -> None:
        self._dialogs.pop(key, None)

    def _on_destroyed(self, key: int) -> None:
        """An editor that was made for one text is gone: that text was taken, or given up."""
        self._was.pop(key, None)
        known = self._spots.pop(key, None)
        one = self.now.get(known[1]) if known else None
        if not self.is_on or one is None or one.place != WINDOW:
            return
        if not one.saves:
            forget, keep = partial(self._forget, lambda other: other is one), partial(self._keep_waiting, one)
            self._when_stored(forget, keep)
        elif not self._sent.is_on_the_way(one.spot):
            self._keep_waiting(one)

    # What is kept

    def offer(self, one: Typed, why: str, title: str | None = None) -> None:
        """Keep a text and show it to its owner; `why` it cannot be in its field: "gone", "changed" or
        "refused".
        """
        from ui.typed_notice import TypedNotice

        if title is None and one.place == PANEL:
            from models.typed_cards import card_of

            title = card_of(self._store.board, one.subject)[1]
        self.left[one.spot] = one
        if why == "refused" and one.spot not in self._waiting:
            self._refused.add(one.spot)
        if self._notice is None:
            self._notice = TypedNotice(self._window)
            self._notice.dropped.connect(self.withdraw)
        self._notice.offer(one, title or "", why)
        self.write_soon()

    def wait(self, one: Typed) -> None:
        """The disk did not take a text, and its field is gone or about something else."""
        if (before := self.left.get(one.spot)) is not None:
            one = self._sent.both(before, one)
        self._waiting.add(one.spot)
        self._refused.discard(one.spot)
        self.offer(one, "refused")
        self.put_back_at(one.place)

    def withdraw(self, one: Typed) -> None:
        """A text is in its field again, is stored, or is not wanted any more."""
        left = self.left.get(one.spot)
        if left is not None and left.text == one.text:
            del self.left[one.spot]
            self._waiting.discard(one.spot)
            self._refused.discard(one.spot)
            if self._notice is not None:
                self._notice.withdraw(one.spot)
            self.write_soon()

    def follow(self, change: Change) -> None:
        """What was erased for good is not to be found here either."""
        if change.action in _ERASING:
            from models.typed_erasing import erased_by

            erased = erased_by(self._store.board, change.revision)
            # Another program's: nobody knows what it was.
            is_meant = erased.is_in if erased is not None else lambda _: True
            self._sent.drop(is_meant)
            self._forget(is_meant)
            self._write(settles=True)

    def _keep_waiting(self, one: Typed) -> None:
        if self.now.get(one.spot) is one:
            del self.now[one.spot]
        self.wait(one)

    def _forget(self, is_meant: Callable[[Typed], bool]) -> None:
        for one in [one for one in self.left.values() if is_meant(one)]:
            self.withdraw(one)
        kept = len(self.now)
        self.now = {spot: one for spot, one in self.now.items() if not is_meant(one)}
        if kept != len(self.now):
            self.write_soon()

    def _on_failure(self, error: object) -> None:
        self._failures += isinstance(error, StorageError)

    def _when_stored(self, done: Callable[[], None], not_taken: Callable[[], None] | None = None) -> None:
        """What left a field is on its way to the board: until it is there, it stays here.

        `not_taken`: what to do if the disk took something not.
        """
        if not self.is_on:
            return
        failures = self._failures

        def answered(_: object) -> None:
            if self.is_on:
                (not_taken if not_taken and failures != self._failures else done)()

        self._store.submit(_nothing).done.connect(answered)

    def write_soon(self) -> None:
        """Write the file in a moment."""
        if self.is_on and not self._timer.isActive():
            self._timer.start()

    def _write(self, *, settles: bool = False) -> None:
        typed = self._sent.joined(list(self.left.values()), list(self.now.values()))
        self._file.keep(typed, settles=settles)

    # At the end

    def freeze(self) -> None:
        """The window closes: keep what is typed; what its closing does to the fields counts no more."""
        if self.is_on:
            self.is_on = False
            self._timer.stop()
            self._write()

    def finish(self, *, is_saved: bool, seconds: float) -> None:
        """The board is closed; `is_saved`: with everything that its fields save by themselves."""
        if is_saved and not self._is_resting and self._store.failures == self._failures:
            self.now = {spot: one for spot, one in self.now.items() if not one.saves}
            self._sent.forget()
            self._write()
        self._file.finish(seconds)


def _nothing(board: object) -> None:
    """An operation that only waits for those before it."""
