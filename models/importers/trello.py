"""Trello boards saved as JSON, of every layout since 2015."""

from collections.abc import Iterator
from pathlib import Path

from models.drafts import TaskDraft
from models.importers.base import (
    Asked,
    Closing,
    Fields,
    Options,
    Pace,
    Problem,
    Problems,
    Progress,
    Source,
    SourceColumn,
)
from models.importers.incoming import Incoming
from models.importers.placing import target_of
from models.importers.trello_board import ACTIONS_IN_A_FILE, TrelloBoard, scan
from models.importers.trello_card import CardReader
from models.words import QT_TRANSLATE_NOOP, say


class TrelloReading(Closing):
    """A Trello file that was walked through once; its cards wait in a temporary file."""

    kind = "trello"
    fields: Fields | None = None

    def __init__(self, incoming: Incoming, board: TrelloBoard, options: Options) -> None:
        self._board = board
        self._options = options
        self.name = board.name.strip() or incoming.name
        self.total: int | None = len(board.cards)
        self.problems = Problems(self._about_the_file())

    @property
    def columns(self) -> list[SourceColumn]:
        """The lists from left to right, with the stage kind that each one's open cards go to."""
        lists = sorted(self._board.lists.values(), key=lambda entry: entry.pos)
        return [
            SourceColumn(
                entry.name,
                entry.open_cards,
                entry.closed,
                target_of(entry.name, self._options.targets, entry.id),
                entry.closed_cards,
                entry.id,
            )
            for entry in lists
        ]

    def change(self, options: Options) -> None:
        """Other answers of the owner; the next drafts() follows them."""
        self._options = options

    def drafts(self, progress: Progress | None = None, cancelled: Asked | None = None) -> Iterator[TaskDraft]:
        """The cards, lists from left to right and top to bottom."""
        self.problems[:] = self._about_the_file()
        self.problems.left_out = 0
        pace = Pace(progress, cancelled)
        reader = CardReader(self._board, self._options, self.problems)
        seen: set[str] = set()
        for count, (row, place) in enumerate(self._board.in_order()):
            pace.step(count, self.total or 1)
            draft = reader.read(self._board.spool.at(place), row)
            if draft is None:
                continue
            if draft.source is not None:
                if draft.source in seen:
                    said = say(
                        QT_TRANSLATE_NOOP("models", "The same card is in the file twice; it comes once.")
                    )
                    self.problems.add(row, draft.title, said)
                    continue
                seen.add(draft.source)
            yield draft
        self._note_orphans(reader)
        pace.finish()

    def _note_orphans(self, reader: CardReader) -> None:
        board = self._board
        checklists = QT_TRANSLATE_NOOP("models", "Of %n checklist(s) the card is not in the file.")
        comments = QT_TRANSLATE_NOOP("models", "Of %n comment(s) the card is not in the file.")
        for source, count in (
            (checklists, board.checklists - reader.checklists),
            (comments, board.comments - reader.comments),
        ):
            if count > 0:
                self.problems.add(0, "", say(source, count))

    def close(self) -> None:
        """Remove the temporary file."""
        self._board.spool.close()

    def _about_the_file(self) -> list[Problem]:
        board = self._board
        found = []
        if board.actions >= ACTIONS_IN_A_FILE:
            source = QT_TRANSLATE_NOOP(
                "models",
                "A Trello file holds the newest {most} events only: comments from before {day} are missing.",
            )
            found.append(Problem(0, "", say(source, most="1,000", day=board.oldest_action[:10] or "?")))
        elif "actions" not in board.seen:
            source = QT_TRANSLATE_NOOP("models", "There are no comments in this file.")
            found.append(Problem(0, "", say(source)))
        if board.doubled:
            source = QT_TRANSLATE_NOOP(
                "models",
                "%n time(s) a list, a label or a person has the ID of another one; the last counts.",
            )
            found.append(Problem(0, "", say(source, board.doubled)))
        if board.mended:
            source = QT_TRANSLATE_NOOP("models", "The file holds %n broken letter(s), shown as �.")
            found.append(Problem(0, "", say(source, count=board.mended)))
        return found


class TrelloImporter:
    """Knows a Trello file by being JSON; `open` tells it from other programs' JSON."""

    kind = "trello"

    def sniff(self, head: bytes, path: Path | None) -> bool:
        """Whether the text begins like a JSON object or list."""
        text = head[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        if text.startswith(b"{"):
            rest = text[1:].lstrip()
            return rest[:1] in (b'"', b"'", b"}") or not rest
        suffix = path.suffix.lower() if path is not None else ""
        return suffix == ".json" or text.startswith((b"[{", b"[\n", b"[\r", b"[ ", b"[]"))

    def open(
        self,
        source: Source,
        options: Options = Options(),  # noqa: B008 (frozen)
        progress: Progress | None = None,
        cancelled: Asked | None = None,
    ) -> TrelloReading:
        """Walk through the file once. Raises Refused or Cancelled."""
        incoming = Incoming(source)
        board = scan(incoming, options.encoding, Pace(progress, cancelled))
        return TrelloReading(incoming, board, options)
