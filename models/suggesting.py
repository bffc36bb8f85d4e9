"""Suggestions inside an open change: whatever they follow from (answers, gates, hours, weights) brings them
up to date in the same step.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from models.record import CHUNK, Recorder
from models.schema import Triage
from models.triage import ASKED, RULES, WEIGHTS, Suggestion, suggest, volume

Answers = dict[str, int | None]
# The answers in the order of ASKED.
_ALL = """
    SELECT r.id, r.s, r.o, r.t, r.p, r.r, r.e, r.gates, r.on_site, t.seconds_per_week
    FROM triage r JOIN task t ON t.id = r.task_id
"""
_SOME = _ALL + " WHERE r.task_id IN (SELECT value FROM json_each(?))"  # noqa: S608 - constants


def answers_of(given: Sequence[int | None], seconds_per_week: int | None) -> Answers:
    """Answers by letter from the six that are asked (in the order of ASKED), with V computed."""
    answers: Answers = dict(zip(ASKED, given, strict=True))
    return answers | {"V": volume(None if seconds_per_week is None else seconds_per_week / 60)}


def gates_of(text: str) -> frozenset[str]:
    """Ticked gates as they are stored."""
    return frozenset(name for name in text.split(",") if name)


def fields_of(answers: Mapping[str, int | None], found: Suggestion) -> dict[str, Any]:
    """A suggestion as the triage row keeps it. Without any answer or gate there is no score."""
    is_asked = any(answers.get(letter) is not None for letter in ASKED) or found.why.startswith("gate:")
    return {
        "score": found.score if is_asked else None,
        "suggested": None if found.verdict == "undecided" else found.verdict,
        "route": found.route,
        "rules": RULES,
    }


def suggest_again(record: Recorder, tasks: Sequence[int]) -> None:
    """Bring the suggestions of these tasks up to date; tasks that were never asked about have none."""
    weights = weights_of(record)
    for chunk in _chunks(tasks):
        _write(record, record.db.execute_sql(_SOME, (json.dumps(chunk),)).fetchall(), weights)


def suggest_all(record: Recorder) -> None:
    """The same for the whole board, when the weights have changed."""
    _write(record, record.db.execute_sql(_ALL).fetchall(), weights_of(record))


def note_decisions(record: Recorder, decided: Mapping[int, str]) -> None:
    """Decisions made without a suggestion on screen (a drag, the panel), for cards that were asked about."""
    for chunk in _chunks(sorted(decided)):
        sql = "SELECT id, task_id FROM triage WHERE task_id IN (SELECT value FROM json_each(?))"
        for row, task in record.db.execute_sql(sql, (json.dumps(chunk),)).fetchall():
            verdict = None if decided[task] == "undecided" else decided[task]
            moment = record.moment if verdict else None
            record.update(Triage, row, decided=verdict, decided_at=moment, agreed=None)


def weights_of(record: Recorder) -> Mapping[str, int]:
    """The weights in force."""
    row = record.db.execute_sql("SELECT value FROM setting WHERE name = 'sort.weights'").fetchone()
    return json.loads(row[0]) if row else WEIGHTS


def _write(record: Recorder, rows: Sequence[tuple[Any, ...]], weights: Mapping[str, int]) -> None:
    for row, *given, gates, on_site, seconds in rows:
        answers = answers_of(given, seconds)
        found = suggest(answers, gates_of(gates), on_site=bool(on_site), weights=weights)
        record.update(Triage, row, **fields_of(answers, found))


def _chunks(keys: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), CHUNK):
        yield list(keys[start : start + CHUNK])
