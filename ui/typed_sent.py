"""What was typed and is on its way to the board: until the board has it, it stays in the file of typed texts.

What the disk did not take goes back into its field. Where the field shows something else by then, because
another card is open or its dialog is gone, it waits: till the card is open again, till the board can be
written again, or till the next start.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from models.errors import BoardError, StorageError
from models.typed import Typed
from ui.store import Ticket
from ui.typed_spots import Spot, TextField, draft_of, home_of, is_line, saves_when_left, text_of

if TYPE_CHECKING:
    from ui.typed import TypedTexts


@dataclass(eq=False, slots=True)
class Sent:
    """`one`: as it is given back. `shown`: the spot that the field had when it was sent."""

    one: Typed
    shown: Spot
    is_line: bool


class SentTexts(QObject):
    """Belongs to the texts of one window."""

    def __init__(self, typed: "TypedTexts") -> None:
        super().__init__(typed)
        self._typed = typed
        self._on_the_way: list[Sent] = []
        # Spots that add: two texts of one of them are two lines, not one that replaces the other.
        self._lines: set[Spot] = set()

    def forget(self) -> None:
        """All of it was stored."""
        self._on_the_way.clear()

    def drop(self, is_meant: Callable[[Typed], bool]) -> None:
        """These are not wanted any more, whatever becomes of them."""
        self._on_the_way = [sent for sent in self._on_the_way if not is_meant(sent.one)]

    def is_on_the_way(self, spot: Spot) -> bool:
        """Whether a text of this field waits for its answer."""
        return any(spot in (one.shown, one.one.spot) for one in self._on_the_way)

    def note(self, field: TextField, ticket: Ticket, text: str) -> None:
        """A text left its field for the board."""
        typed, home, draft = self._typed, home_of(field), draft_of(field)
        if not typed.is_on:
            return
        shown, spot = typed.spot(field), typed.spot(home)
        before = typed.now.get(shown)
        if is_line(home):
            self._lines.add(spot)
            was: tuple[str, ...] = ("",)
        else:
            was = before.was if before else (draft.stored if draft else "",)
        one = Typed(*spot, home.accessibleName(), was, text, saves_when_left(home))
        sent = Sent(one, shown, is_line(home))
        self._on_the_way.append(sent)
        ticket.done.connect(partial(self._on_answer, sent, field))
        typed.write_soon()

    def joined(self, *parts: list[Typed]) -> list[Typed]:
        """These and what is on its way, one a field, the newest last."""
        left, now = parts
        found: dict[Spot, Typed] = {}
        for one in (*left, *(sent.one for sent in self._on_the_way), *now):
            before = found.pop(one.spot, None)
            found[one.spot] = self.both(before, one) if before is not None else one
        return list(found.values())

    def both(self, before: Typed, one: Typed) -> Typed:
        """What stays of two texts of one field."""
        if one.spot not in self._lines or one.text == before.text:
            return one
        return one._replace(text=f"{before.text}\n{one.text}", saves=before.saves or one.saves)

    def _on_answer(self, sent: Sent, field: TextField, error: object) -> None:
        typed, one = self._typed, sent.one
        if not typed.is_on or sent not in self._on_the_way:
            return
        self._on_the_way.remove(sent)
        if error is None:
            now = typed.now.get(sent.shown)
            if now is not None and now.text == one.text and not sent.is_line:
                del typed.now[sent.shown]
            typed.withdraw(one)
            typed.write_soon()
            if one.spot in typed.left:
                typed.put_back_at(one.place)
        elif isinstance(error, StorageError):
            self._on_not_taken(sent, field)
        elif isinstance(error, BoardError):
            typed.now.pop(sent.shown, None)
            typed.offer(one, "refused")

    def _on_not_taken(self, sent: Sent, field: TextField) -> None:
        """It is in its field again, or something newer is; or it waits for that."""
        typed, one = self._typed, sent.one
        now = typed.now.get(sent.shown)
        if isValid(field) and typed.spot(field) == sent.shown:
            stands = text_of(field)
            if stands == one.text or (now is not None and one.text in now.was):
                was = now.was if now is not None else one.was
                typed.now[sent.shown] = Typed(*sent.shown, one.name, was, stands, one.saves)
                typed.write_soon()
                return
        elif now is not None and now.text == one.text:
            del typed.now[sent.shown]
        typed.wait(one)
