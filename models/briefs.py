"""Briefs as they are read: each field with what holds and where that comes from, and how ready they are.

What a brief does not say, the usual terms of who has the card (or is named on it first) say; what neither
says, the program does. Writing: models.brief_edits.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from models.board import Board
from models.brief_fields import FIELDS
from models.cards import title_of
from models.readiness import Facts, Readiness, judge
from models.words import QT_TRANSLATE_NOOP, Sentence, say

OWN, USUAL, DEFAULT, NOTHING = "own", "usual", "default", ""
ASK_WHEN = say(QT_TRANSLATE_NOOP("models", "If blocked: propose three options, pick one and flag it."))
"""What holds where nobody said when to ask."""
_FLAGS = ("no_inputs", "no_access", "nda", "they_write")


class Value(NamedTuple):
    """What holds for a field and where it comes from: "own", "usual" (terms of the one who has or gets
    it), "default" (the program's) or "" (nobody said anything). A default text is a Sentence.
    """

    value: Any
    source: str


class AccessLine(NamedTuple):
    """A right the task needs in a tool; `holder`: whose it is once granted. Never a secret."""

    id: int
    uid: str
    tool: str
    role: str
    grant: str
    granted: dt.date | None
    revoke_on: dt.date | None
    revoked: dt.date | None
    holder: str


class File(NamedTuple):
    """A file that goes along; `size` in bytes."""

    id: int
    uid: str
    name: str
    kind: str
    size: int
    hash: str


class BriefDetail(NamedTuple):
    """A task's brief. `own`: fields of models.brief_fields.FIELDS as said; `holds`: the same with what
    stands in for what was not said. `who`: the assistant whose usual terms count, "" if nobody is named.
    Money in minor units of `currency`. `version`: number of the newest, None before the first.
    `rule`: the authority that the card's risk suggests.
    """

    task: int
    own: Mapping[str, Any]
    holds: Mapping[str, Value]
    assistant: int | None
    who: str
    currency: str
    access: tuple[AccessLine, ...]
    files: tuple[File, ...]
    understood: dt.datetime | None
    version: int | None
    rule: int
    readiness: Readiness


def authority_by_rule(risk: int | None) -> int:
    """What they may decide at first: the costlier a slip (R of Sort, 0–4), the less."""
    return 3 if risk is None or risk < 2 else 2 if risk == 2 else 1


def read_brief(board: Board, task: int, assistant: int | None = None) -> BriefDetail:
    """The brief of a task, by the usual terms of `assistant` if given; raises Refused when the card is
    gone.
    """
    row = _rows(board, [task], assistant).get(task)
    if row is None:
        title_of(board, task)  # says that it is gone
        raise AssertionError(task)
    own = {name: bool(row[name]) if name in _FLAGS else row[name] for name in FIELDS}
    for name in ("outcome", "why", "inputs", "example", "recording", *_TEXTS):
        own[name] = own[name] or ""
    own["milestone"] = _day(row["milestone"])
    holds = _holding(row, own)
    currency = str(own["spend_currency"] or row["usual_currency"] or _home_currency(board))
    return BriefDetail(
        task=task,
        own=own,
        holds=holds,
        assistant=row["assistant"],
        who=row["who"] or "",
        currency=currency,
        access=_access(board, task),
        files=read_files(board, task),
        understood=row["understood"] and dt.datetime.fromisoformat(row["understood"]),
        version=row["version"],
        rule=authority_by_rule(row["risk"]),
        readiness=judge(_facts(row)),
    )


def readiness_of(board: Board, ids: Iterable[int], assistant: int | None = None) -> dict[int, Readiness]:
    """How ready the briefs of these cards are, in one statement a chunk of 500; cards that are gone are
    missing.
    """
    return {task: judge(facts) for task, facts in read_facts(board, ids, assistant).items()}


def scores_of(board: Board, ids: Iterable[int], known: dict[tuple[Any, ...], int]) -> dict[int, int]:
    """How ready the briefs of these cards are, 0–100: of many, and without what is missing.

    `known`: what was found before of cards that differ in nothing but title and day; {} to begin with.
    """
    names, rows = _fetch(board, list(ids), None)
    title, due = names.index("title"), names.index("due")
    found = {}
    for row in rows:
        # Of both it only matters whether they are there; they lie behind each other
        key = (row[title].strip() != "", row[due] is None, *row[title + 1 : due], *row[due + 1 :])
        score = known.get(key)
        if score is None:
            score = known[key] = judge(_facts(dict(zip(names, row, strict=True)))).score
        found[row[0]] = score
    return found


def read_facts(board: Board, ids: Iterable[int], assistant: int | None = None) -> dict[int, Facts]:
    """What readiness looks at, by the usual terms of `assistant`, else of who has or is named on each card.

    Before a hand-over is agreed on, `_replace` puts in what is being agreed (has_due, is_limited).
    """
    ordered = list(ids)
    found: dict[int, Facts] = {}
    for start in range(0, len(ordered), 500):
        rows = _rows(board, ordered[start : start + 500], assistant)
        found |= {task: _facts(row) for task, row in rows.items()}
    return found


def limited(facts: Facts, has_end: bool, has_cap: bool) -> Facts:
    """The same work as one job until a day."""
    return facts._replace(is_limited=True, has_end=has_end, has_cap=has_cap)


def read_files(board: Board, task: int) -> tuple[File, ...]:
    """The files that go along with a card."""
    sql = "SELECT id, uid, name, kind, size, hash FROM enclosure WHERE task_id = ? ORDER BY id"
    return tuple(File(*row) for row in board.db.execute_sql(sql, (task,)).fetchall())


_TEXTS = ("spend_currency", "ask_when", "channel", "review", "out_of_scope", "exceptions", "errors")
# Field → the column of the usual terms that stands in for it.
_USUAL = {
    "channel": "usual_channel",
    "reply_hours": "usual_reply_hours",
    "spend_run": "usual_spend",
    "ask_when": "usual_ask_when",
    "review": "usual_review",
}


def _holding(row: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Value]:
    holds = {name: Value(value, OWN if _is_said(value) else NOTHING) for name, value in own.items()}
    for name, usual in _USUAL.items():
        if not _is_said(own[name]) and _is_said(row[usual]):
            holds[name] = Value(row[usual], USUAL)
    rule = authority_by_rule(row["risk"])
    if own["authority"] is None:
        usual = row["usual_authority"]
        # Where a slip is costly the card's own rule holds, however much they may decide elsewhere.
        is_usual = usual is not None and (usual <= rule or rule == authority_by_rule(None))
        holds["authority"] = Value(usual, USUAL) if is_usual else Value(rule, DEFAULT)
    defaults = {"spend_run": 0, "ask_when": ASK_WHEN, "review": "all"}
    for name, value in defaults.items():
        if not holds[name].source:
            holds[name] = Value(value, DEFAULT)
    if own["spend_month"] is None and holds["spend_run"].value == 0:
        holds["spend_month"] = Value(0, holds["spend_run"].source)
    return holds


def _is_said(value: Any) -> bool:
    return value is not None and value != "" and value is not False


def _text(value: Any) -> str:
    return value.english() if isinstance(value, Sentence) else value or ""


def _facts(row: Mapping[str, Any]) -> Facts:
    own = {name: row[name] for name in FIELDS}
    holds = {name: value.value for name, value in _holding(row, own).items()}
    same: dict[str, Any] = {name: row[name] for name in _SAME}
    same |= {name: _text(holds[name]) for name in _HELD_TEXTS}
    same |= {name: bool(own[name]) for name in _FLAGS}
    return Facts(
        **same,
        has_due=row["due"] is not None,
        repeats=row["repeat_count"] is not None,
        authority=holds["authority"],
        spend=holds["spend_run"] is not None,
        reply_hours=holds["reply_hours"],
        milestone=own["milestone"] is not None,
        is_limited=row["engagement"] == "limited",
        has_end=row["until"] is not None,
        has_cap=bool(row["hour_cap"] or row["money_cap"]),
    )


_SAME = (
    *("title", "done_when", "sensitivity", "seconds_per_run"),
    *("steps", "links", "files", "access", "bare_access"),
)
_HELD_TEXTS = ("outcome", "why", "example", "recording", "inputs", "ask_when", "channel", "review")
_ROWS = f"""
    SELECT t.id AS task, t.title, t.done_when, t.sensitivity, t.due, t.repeat_count, t.seconds_per_run,
      {", ".join(f"b.{name}" for name in FIELDS)},
      CASE WHEN l.id IS NULL THEN b.understood ELSE l.understood END AS understood,
      (SELECT count(*) FROM step s WHERE s.task_id = t.id) AS steps,
      (SELECT count(*) FROM attachment l WHERE l.task_id = t.id) AS links,
      (SELECT count(*) FROM enclosure e WHERE e.task_id = t.id) AS files,
      (SELECT count(*) FROM "access" x WHERE x.task_id = t.id) AS access,
      (SELECT count(*) FROM "access" x WHERE x.task_id = t.id AND (x.role = '' OR x.granted_by = ''))
        AS bare_access,
      (SELECT max(v.number) FROM brief_version v WHERE v.task_id = t.id) AS version,
      g.r AS risk, h.engagement, h.until, h.hour_cap, h.money_cap, a.id AS assistant, a.name AS who,
      a.currency AS usual_currency, a.channel AS usual_channel, a.reply_hours AS usual_reply_hours,
      a.authority AS usual_authority, a.spend AS usual_spend, a.ask_when AS usual_ask_when,
      a.review AS usual_review
    FROM task t LEFT JOIN brief b ON b.task_id = t.id LEFT JOIN triage g ON g.task_id = t.id
    LEFT JOIN handover h ON h.task_id = t.id AND h.ended IS NULL
    LEFT JOIN training l ON l.task_id = t.id AND l.assistant_id = t.holder_id
    LEFT JOIN assistant a ON a.id = coalesce(?, t.holder_id,
      (SELECT n.assistant_id FROM task_assistant n WHERE n.task_id = t.id ORDER BY n.id LIMIT 1))
    WHERE t.id IN (SELECT value FROM json_each(?))
"""  # noqa: S608 - names of columns


def _rows(board: Board, ids: list[int], assistant: int | None) -> dict[int, dict[str, Any]]:
    names, rows = _fetch(board, ids, assistant)
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


def _fetch(board: Board, ids: list[int], assistant: int | None) -> tuple[list[str], list[tuple[Any, ...]]]:
    cursor = board.db.execute_sql(_ROWS, (assistant, json.dumps(ids)))
    return [column[0] for column in cursor.description], cursor.fetchall()


def _access(board: Board, task: int) -> tuple[AccessLine, ...]:
    sql = (
        "SELECT x.id, x.uid, x.tool, x.role, x.granted_by, x.granted, x.revoke_on, x.revoked,"
        " coalesce(a.name, '') FROM \"access\" x LEFT JOIN assistant a ON a.id = x.assistant_id"
        " WHERE x.task_id = ? ORDER BY x.id"
    )
    lines = []
    for key, uid, tool, role, grant, granted, revoke_on, revoked, who in board.db.execute_sql(sql, (task,)):
        days = (_day(granted), _day(revoke_on), _day(revoked))
        lines.append(AccessLine(key, uid, tool, role, grant, *days, who))
    return tuple(lines)


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def _home_currency(board: Board) -> str:
    from models.settings import read_settings

    return read_settings(board).currency
