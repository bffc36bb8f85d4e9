"""Bringing drafts onto the board: one transaction, one undo step, however many there are.

What an importer reads arrives one draft at a time, so a file of any size takes steady memory.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice

from models import sqlite
from models.adding import DraftWriter, settle
from models.backups import keep_first
from models.board import Board
from models.drafts import TaskDraft
from models.errors import Cancelled, Refused
from models.folding import fold
from models.importers.base import Problems
from models.importers.bounds import batches
from models.moves import HELD_KINDS
from models.rank import STEP
from models.schema import Task
from models.stages import Stage, read_stages
from models.words import QT_TRANSLATE_NOOP, say

BATCH = 500


@dataclass(slots=True)
class Report:
    """What an import did. `known`: cards left out because they came with an earlier import."""

    added: int = 0
    known: int = 0
    problems: Problems = field(default_factory=Problems)


def known_sources(board: Board, sources: Iterable[str]) -> set[str]:
    """Which of these source ids are on the board already (the bin included)."""
    wanted = iter(sources)
    found: set[str] = set()
    while chunk := list(islice(wanted, BATCH)):
        query = Task.select(Task.source).where(Task.source.in_(chunk))
        found |= {source for (source,) in sqlite.fetch(board.db, query)}
    return found


def import_drafts(
    board: Board,
    drafts: Iterable[TaskDraft],
    name: str,
    report: Report,
    *,
    again: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Add `drafts` to the bottom of their columns; `name` is the file's, for the words of the change.

    Without `again`, what came with an earlier import of the same source is left out. Fills `report`. Raises
    Cancelled or the importer's Refused; then nothing was added.
    """
    keep_first(board, "import")
    stages = read_stages(board)
    ends = {stage.id: _end(board, stage.id) for stage in stages}
    places = _Places(stages)
    with board.change("import", name, details={"count": 0}) as record:
        writer = DraftWriter(board, record)
        for batch in batches(drafts):
            if cancelled():
                raise Cancelled(
                    say(QT_TRANSLATE_NOOP("models", "The import was stopped. Nothing was added."))
                )
            fresh = batch if again else _only_new(board, batch, report)
            rows = []
            ranks = []
            for draft in fresh:
                stage = places.of(draft, report)
                ends[stage] += STEP
                rows.append(stage)
                ranks.append(ends[stage])
            writer.write(fresh, rows, ranks)
            record.refresh_texts()
            report.added += len(fresh)
        record.details["count"] = report.added


class _Places:
    """Which column a draft goes to: its own by name, else the first of its kind."""

    def __init__(self, stages: list[Stage]) -> None:
        self._by_name = {(stage.kind, fold(stage.name)): stage.id for stage in reversed(stages)}
        self._by_kind = {stage.kind: stage.id for stage in reversed(stages)}

    def of(self, draft: TaskDraft, report: Report) -> int:
        kind, _, _, contradicted = settle(draft)
        if kind in HELD_KINDS and not draft.assistants and draft.column is None:
            kind = draft.kind = "setup"
        if contradicted:
            text = QT_TRANSLATE_NOOP(
                "models", "Its column and its decision disagreed; the column was followed."
            )
            report.problems.add(draft.row, draft.title, say(text))
        named = self._by_name.get((kind, fold(draft.column or "")))
        return named if named is not None else self._by_kind[kind]


def _only_new(board: Board, batch: list[TaskDraft], report: Report) -> list[TaskDraft]:
    known = known_sources(board, [draft.source for draft in batch if draft.source])
    uids = {draft.uid for draft in batch if draft.uid}
    query = Task.select(Task.uid).where(Task.uid.in_(list(uids)))
    taken = {uid for (uid,) in sqlite.fetch(board.db, query)}
    fresh = [draft for draft in batch if draft.source not in known and draft.uid not in taken]
    report.known += len(batch) - len(fresh)
    return fresh


def _end(board: Board, stage: int) -> float:
    row = board.db.execute_sql("SELECT max(rank) FROM task WHERE stage_id = ?", (stage,)).fetchone()
    return float(row[0]) if row[0] is not None else -STEP


def refuse_empty(report: Report) -> None:
    """An import that brought nothing is told as such."""
    if not report.added and not report.known:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "There are no tasks in this file.")))
