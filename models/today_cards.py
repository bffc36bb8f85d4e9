"""Of Today: the cards in somebody's hands. Each is the owner's move for one reason, the weightiest, or waits
on the one who has it.
"""

import datetime as dt
from typing import NamedTuple

from models import training
from models.board import Board
from models.cards import read_order
from models.silent import is_asked
from models.stages import read_stages
from models.task_days import ZONE, TaskDays
from models.today import Item
from models.trust import CHECKED, ENOUGH_WHEN_RARE, FAULTS, IN_A_ROW, IN_A_ROW_TO_OWN, TAKEN_OVER

_CHANGED = """
    EXISTS (SELECT 1 FROM brief_version v WHERE v.task_id = t.id AND v.number > g.signed
      AND (instr(',' || v.changed || ',', ',steps,') OR instr(',' || v.changed || ',', ',done_when,')))
"""
_HELD = f"""
    SELECT t.id, t.uid, t.title, s.kind, t.due, t.due_time, {ZONE}, t.repeat_count IS NOT NULL,
      h.assistant_id, a.name, h.sent, h.move, coalesce(h.moved, h.at), h.next_check, h.nudged,
      coalesce(g.level, 0), g.stopped IS NOT NULL, g.level >= {TAKEN_OVER} AND g.signed IS NOT NULL
        AND {_CHANGED}
    FROM handover h JOIN task t ON t.id = h.task_id JOIN stage s ON s.id = t.stage_id
      JOIN assistant a ON a.id = h.assistant_id
      LEFT JOIN training g ON g.task_id = h.task_id AND g.assistant_id = h.assistant_id
    WHERE h.ended IS NULL AND t.binned IS NULL AND s.kind IN ('training', 'handed_over', 'review')
    ORDER BY coalesce(h.moved, h.at), h.id
"""  # noqa: S608 - constants
_DELIVERED = """
    SELECT r.task_id, min(r.delivered), max(r.attempt), sum(r.seconds) FROM run r
    WHERE r.task_id IN (SELECT t.id FROM task t JOIN stage s ON s.id = t.stage_id
      WHERE s.kind = 'review' AND t.binned IS NULL) AND r.ended IS NULL GROUP BY r.task_id
"""
_ASKED = """
    SELECT c.text FROM comment c JOIN assistant a ON a.name = c.author
    WHERE c.task_id = ? AND a.id = ? ORDER BY c.id DESC LIMIT 1
"""
_FAULT = " OR ".join(f"instr(r.reasons, '{reason}')" for reason in sorted(FAULTS))
# Accepted by somebody who looked, since the level began, an offer was declined or one went back; only tasks
# that may have enough of them. The rules themselves (models.trust) have the word.
_GOOD = f"""
    SELECT g.task_id, g.assistant_id FROM training g
      JOIN task t ON t.id = g.task_id AND t.holder_id = g.assistant_id
    WHERE g.level IN ({CHECKED}, {TAKEN_OVER}) AND g.stopped IS NULL AND t.binned IS NULL AND (
      SELECT count(*) FROM run r WHERE r.task_id = g.task_id AND r.assistant_id = g.assistant_id
        AND r.outcome = 'accepted' AND r.attempt = 1 AND r.reviewed
        AND r.ended > max(g.since, coalesce(g.kept, ''), coalesce((SELECT max(r.ended) FROM run r
          WHERE r.task_id = g.task_id AND r.assistant_id = g.assistant_id AND r.attempt = 1
            AND r.outcome IN ('accepted_after_fix', 'sent_back', 'redone_by_me') AND ({_FAULT})), ''))
      ) >= CASE WHEN g.level = {TAKEN_OVER} THEN {IN_A_ROW_TO_OWN}
        WHEN t.rrule IS NOT NULL OR t.repeat_unit IN ('quarter', 'year') THEN {ENOUGH_WHEN_RARE}
        WHEN t.sensitivity = 'low' THEN {IN_A_ROW["low"]} WHEN t.sensitivity = 'high' THEN {IN_A_ROW["high"]}
        ELSE {IN_A_ROW["medium"]} END
"""  # noqa: S608 - constants


class Held(NamedTuple):
    """What is the owner's move, what others have, and which cards of Handed over need nothing."""

    moves: list[Item]
    waiting: list[Item]
    quiet: frozenset[int]


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


def read_held(board: Board, days: TaskDays) -> Held:
    """Every card that somebody has, as a line of the owner's moves or of what waits on others."""
    rows = [_Row(*row) for row in board.db.execute_sql(_HELD).fetchall()]
    offers = {(task, who) for task, who in board.db.execute_sql(_GOOD).fetchall()}
    reviews: dict[int, Item] = {}
    moves: list[Item] = []
    waiting: list[Item] = []
    quiet: set[int] = set()
    for row in rows:
        item = _line(row, days)
        if row.kind == "review":
            reviews[row.task] = item._replace(kind="review", actions=_ACTIONS["review"])
            continue
        kind = _reason(row, item, days)
        if not kind and (row.task, row.assistant) in offers:
            item, kind = _offered(board, item)
        if kind:
            moves.append(_asked(board, item) if kind == "question" else item._replace(kind=kind))
            moves[-1] = moves[-1]._replace(actions=_ACTIONS[kind])
        else:
            waiting.append(item._replace(actions=_ACTIONS["waiting"]))
            if row.kind == "handed_over" and not item.is_late:
                quiet.add(row.task)
    # Overdue first, then who has waited longest: they were read in that order.
    waiting.sort(key=lambda item: not item.is_late)
    return Held([*_to_review(board, reviews), *moves], waiting, frozenset(quiet))


def _to_review(board: Board, items: dict[int, Item]) -> list[Item]:
    """In the order of the column, by the column's own query."""
    if not items:
        return []
    stages = [stage.id for stage in read_stages(board) if stage.kind == "review"]
    told = {task: rest for task, *rest in board.db.execute_sql(_DELIVERED).fetchall()}
    found = []
    for task in (task for stage in stages for task in read_order(board, stage)[0] if task in items):
        delivered, attempt, seconds = told.get(task, (None, 1, None))
        since = dt.datetime.fromisoformat(delivered) if delivered else items[task].since
        found.append(items[task]._replace(since=since, number=attempt or 1, to=(seconds or 0) // 60))
    return found


def _line(row: _Row, days: TaskDays) -> Item:
    due = None if row.due is None else dt.date.fromisoformat(row.due)
    return Item(
        "waiting",
        row.task,
        row.title,
        row.assistant,
        row.who,
        (),
        dt.datetime.fromisoformat(row.moved),
        due,
        row.time,
        row.zone,
        days.is_past(due, row.time, row.zone),
        days.days_late(due, row.zone),
        row.level,
        None if row.check is None else dt.date.fromisoformat(row.check),
        None if row.nudged is None else dt.datetime.fromisoformat(row.nudged),
    )


def _reason(row: _Row, item: Item, days: TaskDays) -> str:
    """Why a card that waits for no look is the owner's move, or ""."""
    if row.sent is None:
        return "unsent"
    if row.move == "mine":
        return "question"
    if row.recurs and item.is_late and item.due is not None and is_asked(row.level, row.uid, item.due):
        return "silent" if row.level < TAKEN_OVER else "spot"
    if row.stopped:
        return "stopped"
    # Who was asked a moment ago is given until the next look.
    is_due = item.check is not None and item.check <= days.today
    if item.is_late and not row.recurs and (is_due or item.nudged is None):
        return "nudge"
    if row.changed:
        return "changed"
    return "check" if is_due else ""


def _offered(board: Board, item: Item) -> tuple[Item, str]:
    """The line of an offer, if the rules make one."""
    found = training.judge(board.db, item.task, item.assistant)
    if found.move != "offer":
        return item, ""
    return item._replace(number=found.count, to=found.to, text=found.cause), "offer"


def _asked(board: Board, item: Item) -> Item:
    row = board.db.execute_sql(_ASKED, (item.task, item.assistant)).fetchone()
    return item._replace(kind="question", text=row[0] if row else "")


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
