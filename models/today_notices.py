"""Of Today: what is coming up with the people: time off, ends of engagements, caps, rights to revoke, and
what somebody was sent who should not have it any more.
"""

import datetime as dt
import json
from collections.abc import Iterator

from models.board import Board
from models.task_days import TaskDays
from models.today import Item

# How long before it a notice comes.
ABSENCE_AHEAD = dt.timedelta(days=7)
ENDING_AHEAD = dt.timedelta(days=14)
# What was taken back longer ago need not be recalled any more.
RECALLED_WITHIN = dt.timedelta(days=14)
_LAST_SENT = 300
_AWAY = """
    SELECT 1 FROM absence o JOIN assistant a ON a.id = o.assistant_id
    WHERE a.ended IS NULL AND o.first <= ? AND o.last >= ? LIMIT 1
"""
_STANDING_IN = "SELECT 1 FROM handover WHERE stands_in_id IS NOT NULL AND ended IS NULL LIMIT 1"
_TITLES = "SELECT title FROM task WHERE id IN (SELECT value FROM json_each(?)) ORDER BY due, id"
_ENDING = """
    SELECT a.id, a.name, a.ends,
      (SELECT count(*) FROM handover h WHERE h.assistant_id = a.id AND h.ended IS NULL)
    FROM assistant a WHERE a.ended IS NULL AND a.ends <= ? ORDER BY a.ends, a.folded
"""
_LIMITED = """
    SELECT t.id, t.title, h.assistant_id, a.name, h.until, h.hour_cap, h.money_cap,
      (SELECT coalesce(sum(r.seconds), 0) FROM run r WHERE r.task_id = t.id AND r.handover = h.uid),
      (SELECT coalesce(sum(r.seconds * r.rate), 0) / 3600.0 FROM run r
        WHERE r.task_id = t.id AND r.handover = h.uid)
    FROM handover h JOIN task t ON t.id = h.task_id JOIN assistant a ON a.id = h.assistant_id
    WHERE h.ended IS NULL AND t.binned IS NULL
      AND (h.until IS NOT NULL OR h.hour_cap IS NOT NULL OR h.money_cap IS NOT NULL) ORDER BY h.until, h.id
"""
_CAPPED = """
    SELECT a.id, a.name, a.hour_cap, a.money_cap,
      (SELECT coalesce(sum(r.seconds), 0) FROM run r WHERE r.assistant_id = a.id),
      (SELECT coalesce(sum(r.seconds * r.rate), 0) / 3600.0 FROM run r WHERE r.assistant_id = a.id)
    FROM assistant a
    WHERE a.ended IS NULL AND (a.hour_cap IS NOT NULL OR a.money_cap IS NOT NULL) ORDER BY a.folded
"""
# Rights whose day to be revoked has come.
_REVOKE = """
    SELECT c.id, c.task_id, t.title, coalesce(a.id, 0), coalesce(a.name, ''), c.tool, c.revoke_on
    FROM access c JOIN task t ON t.id = c.task_id LEFT JOIN assistant a ON a.id = c.assistant_id
    WHERE c.granted IS NOT NULL AND c.revoked IS NULL AND c.revoke_on <= ? AND t.binned IS NULL
    ORDER BY c.revoke_on, c.id
"""
_STILL_OUT = f"""
    SELECT p.task_id, p.title, p.assistant_id, p.who, p.made
    FROM (SELECT * FROM packet ORDER BY id DESC LIMIT {_LAST_SENT}) p
      LEFT JOIN handover h ON h.uid = p.handover
    WHERE p.state = 'open' AND p.made >= ?1
      AND (h.id IS NULL OR h.ending IN ('taken_back', 'moved'))
    GROUP BY p.task_id, p.assistant_id ORDER BY p.made
"""  # noqa: S608 - a number


def read_notices(board: Board, days: TaskDays) -> list[Item]:
    """All of them, in no order between kinds."""
    return [
        *_recalls(board, days),
        *_absences(board, days),
        *_returns(board, days),
        *_ends(board, days),
        *_jobs(board, days),
        *_accesses(board, days),
        *_caps(board),
    ]


def _recalls(board: Board, days: TaskDays) -> Iterator[Item]:
    since = (days.now - RECALLED_WITHIN).isoformat(" ", "microseconds")
    for task, title, assistant, who, made in board.db.execute_sql(_STILL_OUT, (since,)).fetchall():
        moment = dt.datetime.fromisoformat(made)
        yield Item("recall", task, title, assistant, who, ("recall",), moment)


def _absences(board: Board, days: TaskDays) -> Iterator[Item]:
    """Who is away while something of theirs comes due, and who could stand in with most of it. Nothing due:
    nobody need do anything.
    """
    ends = (days.today + ABSENCE_AHEAD).isoformat(), days.today.isoformat()
    if board.db.execute_sql(_AWAY, ends).fetchone() is None:
        return
    from models.coverage import absences_ahead

    for one in absences_ahead(board, days.now, ABSENCE_AHEAD.days):
        item = Item("absent", assistant=one.assistant, who=one.name, day=one.first, due=one.last)
        item = item._replace(parts=tuple((task.title, 1) for task in one.tasks), number=len(one.tasks))
        if one.offers:
            best = one.offers[0]
            yield item._replace(
                actions=("stand_in", "person"), text=best.name, to=best.assistant, runs=best.tasks
            )
        else:
            yield item._replace(actions=("person",))


def _returns(board: Board, days: TaskDays) -> Iterator[Item]:
    """Who is there again while a back-up still has what is theirs."""
    if board.db.execute_sql(_STANDING_IN).fetchone() is None:
        return
    from models.standing_in import due_back

    for one in due_back(board, days.now):
        titles = board.db.execute_sql(_TITLES, (json.dumps(one.tasks),)).fetchall()
        yield Item(
            "returned",
            assistant=one.absent,
            who=one.name,
            actions=("give_back", "person"),
            text=one.back_up_name,
            to=one.back_up,
            day=one.since,
            runs=one.tasks,
            parts=tuple((title, 1) for (title,) in titles),
            number=len(one.tasks),
        )


def _ends(board: Board, days: TaskDays) -> Iterator[Item]:
    last = (days.today + ENDING_AHEAD).isoformat()
    for assistant, who, ends, count in board.db.execute_sql(_ENDING, (last,)).fetchall():
        day = dt.date.fromisoformat(ends)
        yield Item(
            "ending",
            assistant=assistant,
            who=who,
            actions=("person",),
            day=day,
            is_late=day < days.today,
            number=count,
        )


def _jobs(board: Board, days: TaskDays) -> Iterator[Item]:
    """One job, until: its end, and its caps."""
    for task, title, assistant, who, until, *caps in board.db.execute_sql(_LIMITED).fetchall():
        item = Item("job_ending", task, title, assistant, who, ("open",))
        if until is not None and (day := dt.date.fromisoformat(until)) <= days.today + ENDING_AHEAD:
            yield item._replace(day=day, is_late=day < days.today)
        if (share := _used(*caps)) >= 1:
            yield item._replace(kind="cap", share=share, number=caps[2] // 60)


def _caps(board: Board) -> Iterator[Item]:
    for assistant, who, *caps in board.db.execute_sql(_CAPPED).fetchall():
        if (share := _used(*caps)) >= 1:
            minutes = caps[2] // 60
            yield Item("cap", assistant=assistant, who=who, actions=("person",), share=share, number=minutes)


def _used(hour_cap: int | None, money_cap: int | None, seconds: int, minor: float) -> float:
    """The larger share of a cap in seconds and one in minor units of what the hours cost."""
    return max(seconds / hour_cap if hour_cap else 0.0, minor / money_cap if money_cap else 0.0)


def _accesses(board: Board, days: TaskDays) -> Iterator[Item]:
    rows = board.db.execute_sql(_REVOKE, (days.today.isoformat(),)).fetchall()
    for row, task, title, assistant, who, tool, revoke_on in rows:
        day = dt.date.fromisoformat(revoke_on)
        yield Item("access", task, title, assistant, who, ("revoked", "open"), day=day, text=tool, number=row)
