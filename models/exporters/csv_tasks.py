"""All tasks, or those found, as CSV for spreadsheets: UTF-8 with BOM, CRLF, RFC 4180.

Rows are read as plain tuples in batches, with one statement for each table that hangs on a task, inside one
reading transaction: what is moved meanwhile comes out neither twice nor never.
"""

import csv
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from peewee import SqliteDatabase

from models import sqlite
from models.board import Board
from models.briefs import scores_of
from models.cards import by_task, make_repeat
from models.declared import money_text
from models.errors import Cancelled, Refused
from models.exporters.csv_codec import (
    HEADER,
    format_hours,
    format_minutes,
    format_runs,
    format_score,
    format_won,
    guard,
    join_list,
    step_text,
)
from models.files import shown_name, write_text_atomically
from models.schema_handover import won_seconds
from models.words import QT_TRANSLATE_NOOP, say
from models.worth import Effort, Pricing

_BATCH = 1_000
# What lies beside a board belongs to it: its log holds what was saved last.
_BESIDE = ("", "-wal", "-shm", "-journal", ".lock")
_OF_A_BOARD = tuple(f".board{tail}" for tail in _BESIDE)

_ORDER = """
    SELECT task.id FROM stage CROSS JOIN task ON task.stage_id = stage.id
    WHERE task.binned IS NULL ORDER BY stage.rank, stage.id, task.rank, task.id
"""
# Moments as `csv_codec.format_moment` writes them, from the stored text: no datetime is made on the way.
_TASKS = """
    SELECT task.id, task.uid, task.title, stage.name, task.verdict, task.outcome, task.due, task.due_time,
      task.due_zone, task.repeat_count, task.repeat_unit, task.rrule, task.seconds_per_run, task.notes,
      replace(substr(task.created, 1, 19), ' ', 'T') || 'Z',
      replace(substr(task.changed, 1, 19), ' ', 'T') || 'Z',
      replace(substr(task.done, 1, 19), ' ', 'T') || 'Z',
      task.seconds_per_week, task.estimate, task.done_when, task.skills, task.sensitivity,
      triage.score, triage.suggested, triage.s, triage.o, triage.t, triage.p, triage.r, triage.e,
      triage.gates, triage.on_site, stage.kind, triage.route, assistant.name, handover.next_check,
      handover.authority,
      (SELECT level FROM training WHERE training.task_id = task.id AND assistant_id = task.holder_id),
      nullif(task.anchor, task.due), task.repeat_zone, task.on_holiday
    FROM json_each(?) AS wanted CROSS JOIN task ON task.id = wanted.value
      JOIN stage ON stage.id = task.stage_id LEFT JOIN triage ON triage.task_id = task.id
      LEFT JOIN assistant ON assistant.id = task.holder_id
      LEFT JOIN handover ON handover.task_id = task.id AND handover.ended IS NULL
    ORDER BY wanted.key
"""
_BRIEFED = """
    SELECT task.id FROM json_each(?) AS wanted CROSS JOIN task ON task.id = wanted.value
      JOIN stage ON stage.id = task.stage_id
    WHERE stage.kind IN ('setup', 'training', 'handed_over', 'review')
"""
_ASSISTANTS = """
    SELECT task_assistant.task_id, assistant.name
    FROM json_each(?) AS wanted CROSS JOIN task_assistant ON task_assistant.task_id = wanted.value
      JOIN assistant ON assistant.id = task_assistant.assistant_id
      JOIN task ON task.id = task_assistant.task_id
    ORDER BY assistant.id IS NOT task.holder_id, task_assistant.id
"""
_TAGS = """
    SELECT task_tag.task_id, tag.name
    FROM json_each(?) AS wanted CROSS JOIN task_tag ON task_tag.task_id = wanted.value
      JOIN tag ON tag.id = task_tag.tag_id
    ORDER BY task_tag.id
"""
_STEPS = """
    SELECT step.task_id, step.text, step.done
    FROM json_each(?) AS wanted CROSS JOIN step ON step.task_id = wanted.value
    ORDER BY wanted.key, step.rank, step.id
"""

_RUNS = f"""
    SELECT r.task_id, count(*), sum({won_seconds("r.")}) FROM run r
    WHERE r.ended IS NOT NULL AND r.task_id IN (SELECT value FROM json_each(?)) GROUP BY r.task_id
"""  # noqa: S608 - constants


def export_csv(
    board: Board,
    path: Path,
    ids: frozenset[int] | None = None,
    progress: Callable[[float], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Write tasks to `path`, columns from left to right, cards from top to bottom; returns how many.

    `ids`: only these. What lies in the bin is left out. `progress` gets the share done, 0 to 1.
    Raises Cancelled, Refused or StorageError; what was at `path` is then still there.
    """
    refuse_board(board, path)
    with one_moment(board.db) as db, write_text_atomically(path) as stream:
        order = [task for (task,) in db.execute_sql(_ORDER) if ids is None or task in ids]
        pricing = Pricing(board)
        known: dict[tuple[Any, ...], int] = {}
        stream.write("\ufeff")
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(HEADER)
        for start in range(0, len(order), _BATCH):
            if cancelled is not None and cancelled():
                raise Cancelled(say(QT_TRANSLATE_NOOP("models", "The export was stopped.")))
            batch = order[start : start + _BATCH]
            ready = scores_of(board, _given_away(db, batch), known)
            writer.writerows(_read_rows(db, batch, pricing, ready))
            if progress is not None:
                progress(min(1.0, (start + _BATCH) / len(order)))
    return len(order)


def refuse_board(board: Board, path: Path) -> None:
    """An export must never take the place of a board. Told by the name: opening the file would drop locks."""
    names = {name.name.lower() for name in (path, Path(os.path.realpath(path)))}
    own = Path(os.path.realpath(path)).name.removeprefix(board.path.name) in _BESIDE
    if own or any(name.endswith(_OF_A_BOARD) for name in names) or _is_same(path, board.path):
        text = QT_TRANSLATE_NOOP("models", "{file} is a board. Choose another name for the export.")
        raise Refused(say(text, file=shown_name(path)))


def _is_same(path: Path, board: Path) -> bool:
    return path.exists() and path.samefile(board)


@contextmanager
def one_moment(db: SqliteDatabase) -> Iterator[SqliteDatabase]:
    """All reading in here sees the board of one moment."""
    try:
        db.execute_sql("BEGIN")
        try:
            yield db
        finally:
            db.execute_sql("ROLLBACK")
    except sqlite.STORAGE_ERRORS as error:
        raise sqlite.error_in_words(error) from error


def _given_away(db: SqliteDatabase, tasks: Sequence[int]) -> list[int]:
    """Those that are to be given away, or are: only of them a brief is asked."""
    return [task for (task,) in db.execute_sql(_BRIEFED, (json.dumps(tasks),))]


def _read_rows(
    db: SqliteDatabase, tasks: Sequence[int], pricing: Pricing, ready: Mapping[int, int]
) -> Iterator[tuple[str, ...]]:
    """The cells of these tasks, in this order."""
    wanted = (json.dumps(tasks),)
    assistants = by_task(db.execute_sql(_ASSISTANTS, wanted))
    tags = by_task(db.execute_sql(_TAGS, wanted))
    steps = by_task((task, step_text(text, done)) for task, text, done in db.execute_sql(_STEPS, wanted))
    past = {task: (str(count), format_won(won)) for task, count, won in db.execute_sql(_RUNS, wanted)}
    for (
        task, uid, title, stage, verdict, outcome, due, due_time, due_zone, count, unit, rule, seconds, notes,
        created, changed, done, weekly, estimate, done_when, skills, sensitivity, score, suggested,
        *answers, gates, on_site, kind, route, holder, next_check, authority,
        level, anchor, series_zone, on_holiday,
    ) in db.execute_sql(_TASKS, wanted):  # fmt: skip
        repeats, runs = _repeat_cells(count, unit, rule)
        effort = Effort(task, title, seconds, weekly, count, unit, rule, estimate, kind, verdict, route)
        yield (
            guard(uid),
            guard(title),
            _guarded_name(stage),
            verdict,
            outcome or "",
            guard(join_list(assistants[task])) if task in assistants else "",
            due or "",
            due_time or "",
            guard(due_zone) if due_zone else "",
            repeats,
            _minutes_cell(seconds),
            runs,
            guard(join_list(tags[task])) if task in tags else "",
            join_list(steps[task]) if task in steps else "",
            guard(notes) if notes else "",
            created,
            changed,
            done or "",
            format_score(score),
            suggested or "",
            *("" if digit is None else str(digit) for digit in answers),
            gates.replace(",", "; ") if gates else "",
            "yes" if on_site else "",
            estimate,
            _hours_cell(weekly),
            *_worth_cells(pricing, effort),
            guard(done_when) if done_when else "",
            guard(skills) if skills else "",
            sensitivity,
            guard(holder) if holder else "",
            f"{ready[task]}%" if task in ready else "",
            next_check or "",
            str(authority or ""),
            "" if level is None else str(level),
            *past.get(task, ("", "")),
            anchor or "",
            guard(series_zone) if series_zone else "",
            on_holiday,
        )


def _worth_cells(pricing: Pricing, effort: Effort) -> tuple[str, str, str]:
    """Hours won, money won and its currency, a week; nothing for a one-off, a finished task, or without
    hours.
    """
    if effort.kind == "done" or not effort.has_hours:
        return "", "", ""
    found = pricing.of(effort)
    if found.runs_per_week is None:
        return "", "", ""
    won, net = f"{found.worth.won:.2f}", found.worth.net
    # Figures of our own making: a minus sign here begins no formula.
    return (
        (won, "", "") if net is None else (won, money_text(Decimal(net), pricing.currency), pricing.currency)
    )


@lru_cache(maxsize=256)
def _guarded_name(name: str) -> str:
    return guard(name)


@lru_cache(maxsize=1024)
def _repeat_cells(count: int | None, unit: str | None, rule: str | None) -> tuple[str, str]:
    repeat = make_repeat(count, unit, rule)
    return ("", "") if repeat is None else (guard(repeat.text()), format_runs(repeat.runs_per_week()))


@lru_cache(maxsize=4096)
def _hours_cell(seconds: int | None) -> str:
    return format_hours(seconds)


@lru_cache(maxsize=4096)
def _minutes_cell(seconds: int | None) -> str:
    return format_minutes(seconds)
