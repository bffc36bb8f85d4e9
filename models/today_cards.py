"""Of Today: the cards in somebody's hands. Each is the owner's move for one reason, the weightiest, or waits
on the one who has it.
"""

import datetime as dt
import json
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple, overload

from models.assumed import is_asked
from models.board import Board
from models.cards import read_order
from models.stages import read_stages
from models.task_days import ZONE, TaskDays
from models.today import Item
from models.trust import CHECKED, ENOUGH_WHEN_RARE, FAULTS, IN_A_ROW, IN_A_ROW_TO_OWN, TAKEN_OVER

_CHANGED = """
    EXISTS (SELECT 1 FROM brief_version v WHERE v.task_id = t.id AND v.number > g.signed
      AND (instr(',' || v.changed || ',', ',steps,') OR instr(',' || v.changed || ',', ',done_when,')))
"""
_FROM = """
    FROM handover h JOIN task t ON t.id = h.task_id JOIN stage s ON s.id = t.stage_id
      LEFT JOIN training g ON g.task_id = h.task_id AND g.assistant_id = h.assistant_id
    WHERE h.ended IS NULL AND t.binned IS NULL AND s.kind IN ('training', 'handed_over', 'review')
"""
_IS_CHANGED = f"g.level >= {TAKEN_OVER} AND g.signed IS NOT NULL AND {_CHANGED}"
# What needs nothing and is not late anywhere: it is counted, and read when somebody looks at it.
_RUNS = f"""
    (s.kind <> 'review' AND h.sent IS NOT NULL AND h.move = 'theirs' AND (t.due IS NULL OR t.due > :last)
      AND (h.next_check IS NULL OR h.next_check > :today) AND g.stopped IS NULL
      AND NOT coalesce({_IS_CHANGED}, 0) AND t.id NOT IN (SELECT value FROM json_each(:offers)))
"""  # noqa: S608 - constants
_HELD = f"""
    SELECT t.id, t.uid, t.title, s.kind, t.due, t.due_time, {ZONE}, t.repeat_count IS NOT NULL,
      h.assistant_id, (SELECT a.name FROM assistant a WHERE a.id = h.assistant_id), h.sent, h.move,
      coalesce(h.moved, h.at), h.next_check, h.nudged, coalesce(g.level, 0), g.stopped IS NOT NULL,
      {_IS_CHANGED}
    {_FROM} AND {{which}} ORDER BY coalesce(h.moved, h.at), h.id
"""  # noqa: S608 - constants
_COUNT = f"SELECT count(*) {_FROM}"
_DELIVERED = """
    SELECT r.task_id, min(r.delivered), max(r.attempt), sum(r.seconds) FROM run r
    WHERE r.task_id IN (SELECT t.id FROM task t JOIN stage s ON s.id = t.stage_id
      WHERE s.kind = 'review' AND t.binned IS NULL) AND r.ended IS NULL GROUP BY r.task_id
"""
_ASKED = """
    SELECT c.text FROM comment c JOIN assistant a ON a.name = c.author
    WHERE c.task_id = ? AND a.id = ? ORDER BY c.id DESC LIMIT 1
"""
_FAULT = " OR ".join(f"instr(b.reasons, '{reason}')" for reason in sorted(FAULTS))
_ACCEPTED = """
    SELECT count(*) FROM run r WHERE r.task_id = g.task_id AND r.assistant_id = g.assistant_id
      AND r.outcome = 'accepted' AND r.attempt = 1 AND r.reviewed = 1 AND r.ended > {}
"""
_SINCE = "max(g.since, coalesce(g.kept, ''))"
_WENT_BACK = f"""
    SELECT max(b.ended) FROM run b WHERE b.task_id = g.task_id AND +b.assistant_id = g.assistant_id
      AND b.attempt = 1 AND b.outcome IN ('accepted_after_fix', 'sent_back', 'redone_by_me') AND ({_FAULT})
"""  # noqa: S608 - constants
_NEEDED = f"""
    CASE WHEN g.level = {TAKEN_OVER} THEN {IN_A_ROW_TO_OWN}
      WHEN t.rrule IS NOT NULL OR t.repeat_unit IN ('quarter', 'year') THEN {ENOUGH_WHEN_RARE}
      WHEN t.sensitivity = 'low' THEN {IN_A_ROW["low"]} WHEN t.sensitivity = 'high' THEN {IN_A_ROW["high"]}
      ELSE {IN_A_ROW["medium"]} END
"""
# Tasks with enough accepted by somebody who looked: since the level began or an offer was declined, and of
# those since one went back. The rules themselves (models.trust) have the word. A plus keeps SQLite to the few
# runs of a task: by assistant it would go through all of theirs.
_GOOD = f"""
    SELECT g.task_id, g.assistant_id FROM training g
      JOIN task t ON t.id = g.task_id AND t.holder_id = g.assistant_id
    WHERE g.level IN ({CHECKED}, {TAKEN_OVER}) AND g.stopped IS NULL AND t.binned IS NULL
      AND ({_ACCEPTED.format(_SINCE)}) >= {_NEEDED}
      AND ({_ACCEPTED.format(f"max({_SINCE}, coalesce(({_WENT_BACK}), ''))")}) >= {_NEEDED}
"""  # noqa: S608 - constants


class Held(NamedTuple):
    """What is the owner's move, and what others have."""

    moves: list[Item]
    waiting: "Waiting"


class _Row(NamedTuple):
    """One open hand-over as it is read."""

    task: int
    uid: str
    title: str
    kind: str
    due: str | None
    time: str | None
    zone: str
    recurs: bool
    assistant: int
    who: str
    sent: str | None
    move: str
    moved: str
    check: str | None
    nudged: str | None
    level: int
    stopped: bool
    changed: bool


class Waiting(Sequence[Item]):
    """What others have, thousands perhaps, and folded: overdue first, then who has waited longest. Beyond
    what is overdue they are only counted, and read when somebody first looks at them.
    """

    def __init__(self, board: Board, known: list["_Row"], count: int, days: TaskDays, offers: str) -> None:
        """`known`: those at the head of it that are read already; `count` of all. `offers`: cards that are
        the owner's move (JSON).
        """
        self._board = board
        self._known = known
        self._count = count
        self._days = days
        self._offers = offers

    @cached_property
    def _rows(self) -> list["_Row"]:
        values = _values(self._days, self._offers)
        return [*self._known, *_read(self._board, _RUNS, values)]

    @property
    def quiet(self) -> frozenset[int]:
        """Those in Handed over that need nothing."""
        late = sum(_is_late(row, self._days) for row in self._known)
        return frozenset(row.task for row in self._rows[late:] if row.kind == "handed_over")

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> list[Item]: ...
    def __getitem__(self, place: int | slice) -> Item | list[Item]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(self._count))]
        if not -self._count <= place < self._count:
            raise IndexError(place)
        place %= self._count
        # Something may have gone since they were counted; the page is read anew in a moment.
        return self._line(self._rows[place]) if place < len(self._rows) else Item("waiting")

    def _line(self, row: "_Row") -> Item:
        return _line(row, self._days)._replace(actions=_ACTIONS["waiting"])


def read_held(board: Board, days: TaskDays) -> Held:
    """Every card that somebody has, as a line of the owner's moves or of what waits on others."""
    found = board.db.execute_sql(_GOOD).fetchall()
    offers, tasks = set(found), json.dumps([task for task, _ in found])
    reviews: dict[int, Item] = {}
    moves: list[Item] = []
    overdue: list[_Row] = []
    waiting: list[_Row] = []
    today = days.today.isoformat()
    rows = _read(board, f"NOT {_RUNS}", _values(days, tasks))
    for row in rows:
        if row.kind == "review":
            reviews[row.task] = _line(row, days)
            continue
        is_late = _is_late(row, days)
        kind = _reason(row, is_late, row.check is not None and row.check <= today)
        if not kind and (row.task, row.assistant) in offers and (offer := _offer(board, row, days)):
            moves.append(offer)
        elif kind:
            item = _line(row, days)._replace(kind=kind, actions=_ACTIONS[kind])
            moves.append(_asked(board, item) if kind == "question" else item)
        else:
            (overdue if is_late else waiting).append(row)
    (count,) = board.db.execute_sql(_COUNT).fetchone()
    moves = [*_to_review(board, reviews), *moves]
    return Held(moves, Waiting(board, overdue + waiting, count - len(moves), days, tasks))


def _read(board: Board, which: str, values: dict[str, str]) -> list["_Row"]:
    return [_Row._make(row) for row in board.db.execute_sql(_HELD.format(which=which), values).fetchall()]


def _values(days: TaskDays, offers: str) -> dict[str, str]:
    return {"today": days.today.isoformat(), "last": days.last.isoformat(), "offers": offers}


def _is_late(row: "_Row", days: TaskDays) -> bool:
    due, time = _due(row)
    return due is not None and due <= days.last and days.is_past(due, time, row.zone)


def _to_review(board: Board, items: dict[int, Item]) -> list[Item]:
    """In the order of the column, by the column's own query."""
    if not items:
        return []
    stages = [stage.id for stage in read_stages(board) if stage.kind == "review"]
    told = {task: rest for task, *rest in board.db.execute_sql(_DELIVERED).fetchall()}
    found = []
    for task in (task for stage in stages for task in read_order(board, stage)[0] if task in items):
        delivered, attempt, seconds = told.get(task, (None, 1, None))
        item = items[task]._replace(kind="review", actions=_ACTIONS["review"])
        since = dt.datetime.fromisoformat(delivered) if delivered else item.since
        found.append(item._replace(since=since, number=attempt or 1, to=(seconds or 0) // 60))
    return found


def _due(row: _Row) -> tuple[dt.date | None, str | None]:
    return (None if row.due is None else dt.date.fromisoformat(row.due)), row.time


def _line(row: _Row, days: TaskDays) -> Item:
    due, time = _due(row)
    return Item(
        "waiting",
        row.task,
        row.title,
        row.assistant,
        row.who,
        (),
        dt.datetime.fromisoformat(row.moved),
        due,
        time,
        row.zone,
        days.is_past(due, time, row.zone),
        days.days_late(due, row.zone),
        row.level,
        None if row.check is None else dt.date.fromisoformat(row.check),
        None if row.nudged is None else dt.datetime.fromisoformat(row.nudged),
    )


def _reason(row: _Row, is_late: bool, is_due: bool) -> str:
    """Why a card that waits for no look is the owner's move, or "". `is_due`: the next look has come."""
    if row.sent is None:
        return "unsent"
    if row.move == "mine":
        return "question"
    if row.recurs and is_late and row.due and is_asked(row.level, row.uid, dt.date.fromisoformat(row.due)):
        return "silent" if row.level < TAKEN_OVER else "spot"
    if row.stopped:
        return "stopped"
    # Who was asked a moment ago is given until the next look.
    if is_late and not row.recurs and (is_due or row.nudged is None):
        return "nudge"
    if row.changed:
        return "changed"
    return "check" if is_due else ""


def _offer(board: Board, row: _Row, days: TaskDays) -> Item | None:
    """The line of an offer, if the rules make one."""
    # Few lines are offers; the rules of training bring much along.
    from models import training

    found = training.judge(board.db, row.task, row.assistant)
    if found.move != "offer":
        return None
    item = _line(row, days)._replace(kind="offer", actions=_ACTIONS["offer"])
    return item._replace(number=found.count, to=found.to, text=found.cause)


def _asked(board: Board, item: Item) -> Item:
    row = board.db.execute_sql(_ASKED, (item.task, item.assistant)).fetchone()
    return item._replace(text=row[0] if row else "")


_ACTIONS: dict[str, tuple[str, ...]] = {
    "question": ("answered", "open"),
    "review": ("accept", "fix", "back", "open"),
    "unsent": ("send", "told", "open"),
    "silent": ("yes", "no", "ask", "open"),
    "spot": ("yes", "no", "ask", "open"),
    "nudge": ("nudge", "delivered", "open"),
    "check": ("looked", "nudge", "open"),
    "stopped": ("go_on", "open"),
    "offer": ("take", "keep", "open"),
    "changed": ("small", "again", "open"),
    "waiting": ("open", "nudge"),
}
