"""What the screen reads: the order of a column, the cards that are painted, and one task in full.

Lists are read as tuples of named columns, in a number of statements that does not grow with the cards.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from peewee import fn

from models import sqlite
from models.board import Board
from models.errors import Refused
from models.repeats import UNITS, Repeat, is_no_rule
from models.schema import Assistant as AssistantRow
from models.schema import Attachment as AttachmentRow
from models.schema import Comment as CommentRow
from models.schema import Link as LinkRow
from models.schema import Stage, Task, TaskAssistant, TaskTag
from models.schema import Step as StepRow
from models.schema import Tag as TagRow
from models.search import Found
from models.words import QT_TRANSLATE_NOOP, say


class Card(NamedTuple):
    """The picture of a task. `stage` is a column's id, `kind` that column's kind; moments are naive UTC."""

    id: int
    uid: str
    number: int
    title: str
    stage: int
    kind: str
    rank: float
    verdict: str
    outcome: str | None
    due: dt.date | None
    due_time: str | None
    due_zone: str | None
    repeat: Repeat | None
    seconds_per_run: int | None
    seconds_per_week: int | None
    done: dt.datetime | None
    has_notes: bool
    tags: tuple[str, ...]
    steps: int
    steps_done: int
    assistants: tuple[str, ...]
    comments: int
    # "" given, "rough", "measured": where the hours come from
    estimate: str = ""
    # Who has it, how far they are with it (0–5), and whether they got what they need; None: nobody has it
    holder: int | None = None
    level: int = 0
    is_sent: bool | None = None
    # How ready the brief is, 0–100; only while the card is being set up
    ready: int | None = None
    # Of a series: the day it counts from, whose days it speaks of, and what a day off makes of a date
    anchor: dt.date | None = None
    repeat_zone: str = ""
    on_holiday: str = ""


class Totals(NamedTuple):
    """A column's sums: cards, and the owner's estimated seconds a week."""

    count: int  # type: ignore[assignment]  # hides a method of tuples
    seconds_per_week: int


class Step(NamedTuple):
    """One line of a card's checklist; `seconds` it is expected to take."""

    id: int
    uid: str
    text: str
    done: bool
    seconds: int | None = None


class Comment(NamedTuple):
    """A remark on a card; `author` is empty for the owner, `at` naive UTC."""

    id: int
    author: str
    at: dt.datetime
    text: str


class Attachment(NamedTuple):
    """A link on a card."""

    id: int
    title: str
    url: str


class Link(NamedTuple):
    """Another task this one hangs together with; `direction` "to": this one is split of / child of /
    blocked by it.
    """

    id: int
    kind: str
    direction: str
    task_id: int
    title: str


class Detail(NamedTuple):
    """One task in full, for the panel."""

    card: Card
    notes: str
    steps: tuple[Step, ...]
    comments: tuple[Comment, ...]
    attachments: tuple[Attachment, ...]
    links: tuple[Link, ...]
    created: dt.datetime
    changed: dt.datetime
    binned: dt.datetime | None
    source: str | None
    done_when: str = ""
    skills: str = ""
    sensitivity: str = ""


class Binned(NamedTuple):
    """A card in the bin."""

    id: int
    title: str
    stage_name: str
    binned: dt.datetime


class Named(NamedTuple):
    """A tag or an assistant, with the number of cards out of the bin that carry it."""

    id: int
    name: str
    count: int  # type: ignore[assignment]  # hides a method of tuples
    colour: str = ""


def read_order(board: Board, stage: int, found: Found | None = None) -> tuple[list[int], list[float]]:
    """Ids and ranks of a column's cards, top first; only those found if a search is on."""
    rows = board.db.execute_sql(
        "SELECT id, rank FROM task WHERE stage_id = ? AND binned IS NULL ORDER BY rank, id", (stage,)
    ).fetchall()
    if found is not None:
        rows = [row for row in rows if row[0] in found.ids]
    if not rows:
        return [], []
    ids, ranks = zip(*rows, strict=True)
    return list(ids), list(ranks)


def read_places(board: Board, ids: Iterable[int]) -> dict[int, tuple[int, float]]:
    """Column and rank of these cards, those in the bin left out."""
    places: dict[int, tuple[int, float]] = {}
    for chunk in _chunks(ids):
        query = Task.select(Task.id, Task.stage, Task.rank).where(Task.id.in_(chunk), Task.binned.is_null())
        places |= {task: (stage, rank) for task, stage, rank in sqlite.fetch(board.db, query)}
    return places


def read_cards(board: Board, ids: Iterable[int]) -> dict[int, Card]:
    """The cards with these ids; those that are gone are missing. One statement a chunk of 500, and one more
    for those that are being set up.
    """
    cards: dict[int, Card] = {}
    for chunk in _chunks(ids):
        cards |= _read_chunk(board, chunk)
    being_set_up = [card.id for card in cards.values() if card.kind == "setup"]
    if being_set_up:
        from models.briefs import readiness_of

        for task, found in readiness_of(board, being_set_up).items():
            cards[task] = cards[task]._replace(ready=found.score)
    return cards


def read_totals(board: Board) -> dict[int, Totals]:
    """Sums by column; a column without cards is missing."""
    rows = board.db.execute_sql(
        "SELECT stage_id, count(*), coalesce(sum(seconds_per_week), 0) FROM task"
        " WHERE binned IS NULL GROUP BY stage_id"
    )
    return {stage: Totals(count, seconds) for stage, count, seconds in rows}


def read_detail(board: Board, task: int) -> Detail | None:
    """One task with all that hangs on it; None when it is gone."""
    card = _read_chunk(board, [task]).get(task)
    if card is None:
        return None
    db = board.db
    fields = (Task.notes, Task.created, Task.changed, Task.binned, Task.source)
    needs = (Task.done_when, Task.skills, Task.sensitivity)
    query = Task.select(*fields, *needs).where(Task.id == task)
    notes, *origin = next(sqlite.fetch(db, query))
    parts = (StepRow.id, StepRow.uid, StepRow.text, StepRow.done, StepRow.seconds)
    steps = StepRow.select(*parts).where(StepRow.task == task)
    remarks = CommentRow.select(CommentRow.id, CommentRow.author, CommentRow.at, CommentRow.text).where(
        CommentRow.task == task
    )
    files = AttachmentRow.select(AttachmentRow.id, AttachmentRow.title, AttachmentRow.url).where(
        AttachmentRow.task == task
    )
    return Detail(
        card,
        notes,
        tuple(Step(*row) for row in sqlite.fetch(db, steps.order_by(StepRow.rank, StepRow.id))),
        tuple(Comment(*row) for row in sqlite.fetch(db, remarks.order_by(CommentRow.at, CommentRow.id))),
        tuple(Attachment(*row) for row in sqlite.fetch(db, files.order_by(AttachmentRow.id))),
        _read_links(board, task),
        *origin,
    )


def read_bin(board: Board) -> list[Binned]:
    """What lies in the bin, newest first."""
    query = (
        Task.select(Task.id, Task.title, Stage.name, Task.binned)
        .join(Stage)
        .where(Task.binned.is_null(False))
        .order_by(Task.binned.desc(), Task.id.desc())
    )
    return [Binned(*row) for row in sqlite.fetch(board.db, query)]


def read_tags(board: Board) -> list[Named]:
    """All tags in use, by name."""
    query = (
        TagRow.select(TagRow.id, TagRow.name, fn.COUNT(Task.id), TagRow.colour)
        .join(TaskTag)
        .join(Task)
        .where(Task.binned.is_null())
        .group_by(TagRow.id, TagRow.name, TagRow.colour)
        .order_by(TagRow.folded)
    )
    return [Named(*row) for row in sqlite.fetch(board.db, query)]


def read_tag_names(board: Board) -> list[str]:
    """The names of all tags in use, sorted. Counts no cards, so it costs the same on any board."""
    rows = board.db.execute_sql(
        "SELECT name FROM tag WHERE EXISTS (SELECT 1 FROM task_tag tt JOIN task t ON t.id = tt.task_id"
        " WHERE tt.tag_id = tag.id AND t.binned IS NULL) ORDER BY folded"
    )
    return [name for (name,) in rows]


def read_assistants(board: Board) -> list[Named]:
    """All names of assistants on cards, by name."""
    query = (
        AssistantRow.select(AssistantRow.id, AssistantRow.name, fn.COUNT(Task.id))
        .join(TaskAssistant)
        .join(Task)
        .where(Task.binned.is_null())
        .group_by(AssistantRow.id, AssistantRow.name)
        .order_by(AssistantRow.folded)
    )
    return [Named(*row) for row in sqlite.fetch(board.db, query)]


def count_tasks(board: Board) -> int:
    """Cards on the board, the bin left out."""
    return int(board.db.execute_sql("SELECT count(*) FROM task WHERE binned IS NULL").fetchone()[0])


def count_binned(board: Board) -> int:
    """Cards in the bin."""
    return int(board.db.execute_sql("SELECT count(*) FROM task WHERE binned IS NOT NULL").fetchone()[0])


def title_of(board: Board, task: int) -> str:
    """A card's title; raises Refused when the card is gone."""
    for (title,) in sqlite.fetch(board.db, Task.select(Task.title).where(Task.id == task)):
        return str(title)
    raise Refused(say(QT_TRANSLATE_NOOP("models", "This card is no longer there.")))


def assistant_name(board: Board, assistant: int) -> str:
    """An assistant's name; raises Refused when there is none such."""
    row = board.db.execute_sql("SELECT name FROM assistant WHERE id = ?", (assistant,)).fetchone()
    if row is None:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "This assistant is no longer there.")))
    return str(row[0])


def subject_of(board: Board, ids: Sequence[int]) -> str:
    """The title for the words of a change, when it is about one card."""
    return title_of(board, ids[0]) if len(ids) == 1 else ""


def has_confirmed_run(board: Board) -> bool:
    """Whether any run was found good of which it is known what it won: from then on hours are measured."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM run WHERE ended IS NOT NULL AND baseline IS NOT NULL"
        " AND outcome IN ('accepted', 'accepted_after_fix'))"
    )
    return bool(board.db.execute_sql(sql).fetchone()[0])


def make_repeat(count: int | None, unit: str | None, rule: str | None) -> Repeat | None:
    """A repeat as stored in the task's three columns. Of a rule that another program wrote and nobody here
    can read, its nearest plain form is left.
    """
    if count is None or count < 1 or unit not in UNITS:
        return None
    return Repeat(count, unit, None if rule is None or is_no_rule(rule) else rule)


# Tags and people come along as JSON, so that one statement brings all. Whose card it is is selected before it
# sorts: SQLite before 3.41 knows no outer column in the ORDER BY of a query that deep.
_CARD = """
    SELECT t.id, t.uid, t.number, t.title, t.stage_id, s.kind, t.rank, t.verdict, t.outcome,
      t.due, t.due_time, t.due_zone, t.repeat_count, t.repeat_unit, t.rrule, t.seconds_per_run,
      t.seconds_per_week, t.done,
      t.notes <> '',
      (SELECT json_group_array(g.name) FROM (SELECT tag.name FROM task_tag tt JOIN tag ON tag.id = tt.tag_id
        WHERE tt.task_id = t.id ORDER BY tt.id) g),
      (SELECT count(*) FROM step WHERE step.task_id = t.id),
      (SELECT count(*) FROM step WHERE step.task_id = t.id AND step.done),
      (SELECT json_group_array(p.name) FROM (SELECT a.name, a.id IS NOT t.holder_id AS is_other
        FROM task_assistant ta JOIN assistant a ON a.id = ta.assistant_id WHERE ta.task_id = t.id
        ORDER BY is_other, ta.id) p),
      (SELECT count(*) FROM comment c WHERE c.task_id = t.id), t.estimate, t.holder_id,
      coalesce((SELECT g.level FROM training g WHERE g.task_id = t.id AND g.assistant_id = t.holder_id), 0),
      (SELECT h.sent IS NOT NULL FROM handover h WHERE h.task_id = t.id AND h.ended IS NULL),
      t.anchor, t.repeat_zone, t.on_holiday
    FROM task t JOIN stage s ON s.id = t.stage_id
    WHERE t.id IN (SELECT value FROM json_each(?))
"""


def _read_chunk(board: Board, chunk: Sequence[int]) -> dict[int, Card]:
    cards = {}
    for row in board.db.execute_sql(_CARD, (json.dumps(list(chunk)),)):
        values: list[Any] = list(row[:-3])
        anchor, zone, on_holiday = row[-3:]
        day = None if anchor is None else dt.date.fromisoformat(anchor)
        values[9] = None if row[9] is None else dt.date.fromisoformat(row[9])
        values[17] = None if row[17] is None else dt.datetime.fromisoformat(row[17])
        values[18] = bool(row[18])
        values[19], values[22] = _names(row[19]), _names(row[22])
        values[27] = None if row[27] is None else bool(row[27])
        values[12:15] = [make_repeat(*row[12:15])]
        cards[row[0]] = Card(*values)._replace(anchor=day, repeat_zone=zone, on_holiday=on_holiday)
    return cards


def _names(text: str) -> tuple[str, ...]:
    """A JSON list; most are empty."""
    return () if text == "[]" else tuple(json.loads(text))


def _read_links(board: Board, task: int) -> tuple[Link, ...]:
    links: list[Link] = []
    for direction, mine, other in (
        ("to", LinkRow.task, LinkRow.other),
        ("from", LinkRow.other, LinkRow.task),
    ):
        query: Any = LinkRow.select(LinkRow.id, LinkRow.kind, Task.id, Task.title).join(
            Task, on=(other == Task.id)
        )
        for key, kind, far, title in sqlite.fetch(board.db, query.where(mine == task).order_by(LinkRow.id)):
            links.append(Link(key, kind, direction, far, title))
    return tuple(links)


def _chunks(ids: Iterable[int], size: int = 500) -> Iterable[list[int]]:
    ordered = list(ids)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def by_task(rows: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    """Rows of (task, value) gathered by task."""
    gathered: dict[int, list[Any]] = defaultdict(list)
    for task, value in rows:
        gathered[task].append(value)
    return gathered
