"""What an import would bring, without bringing it: one walk through a file for its preview."""

from dataclasses import dataclass, field

from models.board import Board
from models.drafts import TaskDraft
from models.importers.base import Asked, Problem, Progress, Reading
from models.importers.bounds import batches
from models.importing import known_sources
from models.schema import Task

FIRST_CARDS = 4


@dataclass(slots=True)
class Looked:
    """Cards in the file, how many of them are on the board already, the first few, problems.

    `left_out` counts problems beyond those that are listed.
    """

    count: int = 0
    known: int = 0
    first: list[TaskDraft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0

    @property
    def new(self) -> int:
        return self.count - self.known


def look_through(
    board: Board, reading: Reading, progress: Progress | None = None, cancelled: Asked | None = None
) -> Looked:
    """Count what `importing.import_drafts` would add. Raises Refused and Cancelled; changes nothing.

    For a background thread: its reading connection is closed at the end.
    """
    looked = Looked()
    try:
        for batch in batches(reading.drafts(progress, cancelled)):
            looked.count += len(batch)
            looked.known += _count_known(board, batch)
            looked.first += batch[: max(0, FIRST_CARDS - len(looked.first))]
    finally:
        board.release_thread()
    looked.problems = list(reading.problems)
    looked.left_out = reading.problems.left_out
    return looked


def _count_known(board: Board, batch: list[TaskDraft]) -> int:
    sources = known_sources(board, [draft.source for draft in batch if draft.source])
    wanted = [draft.uid for draft in batch if draft.uid]
    uids = {uid for (uid,) in Task.select(Task.uid).where(Task.uid.in_(wanted)).tuples().bind(board.db)}
    return sum(1 for draft in batch if draft.source in sources or draft.uid in uids)
