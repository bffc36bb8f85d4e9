"""Boards in which every text of every table is one of the hostile ones, the same in the whole row.

Filled by the program's own operations with ordinary words, so that all hangs together; then the words are
exchanged in the file, as a stranger might do it who sends a board.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from models import handovers, stages, tasks, triage_ops
from models.assistants import add_assistant
from models.board import Board, new_uid
from models.drafts import CommentDraft, LinkDraft, StepDraft
from models.folding import fold
from models.hands import Terms
from models.recorded import RECORDED
from models.repeats import Repeat
from models.schema import DayField, Link, MomentField, Setting, TimeEntry, Timer
from models.schema_handover import (
    Absence,
    Access,
    Brief,
    BriefTemplate,
    BriefVersion,
    Deputy,
    Enclosure,
    Packet,
    Rate,
    Reply,
    Run,
    TrainingStep,
)
from models.training_ops import set_training
from tests.models.boards import TODAY, Clock, draft, open_new

# Nothing a person writes, and nothing could be read if it were not one of a few words: kinds, units, codes,
# dates in letters, keys. What a stranger puts there instead makes the board refused or is left out:
# tests/faults/cards.
SHAPED = {
    "board": {"uid"},
    "stage": {"uid", "kind", "colour"},
    "assistant": {
        "uid",
        "folded",
        "kind",
        "zone",
        "days",
        "hours",
        "language",
        "currency",
        "clearance",
        "photo",
    }
    | {"send_by", "review"},
    "task": {
        "uid",
        "verdict",
        "outcome",
        "due_time",
        "due_zone",
        "repeat_unit",
        "rrule",
        "source",
        "estimate",
    }
    | {"sensitivity", "pin", "repeat_zone", "on_holiday"},
    "step": {"uid"},
    "tag": {"folded", "colour"},
    "comment": {"uid"},
    "attachment": {"uid"},
    "link": {"kind"},
    "triage": {"gates", "suggested", "route", "decided"},
    "setting": {"name", "value"},
    "time_entry": {"uid", "kind"},
    "rate": {"currency", "fx"},
    "training_step": {"cause", "run"},
    "handover": {"uid", "move", "engagement", "ending", "reasons", "sent_how"},
    "run": {"uid", "handover", "outcome", "reasons", "currency", "fx", "zone"},
    "brief": {"uid", "spend_currency", "review"},
    "brief_version": {"uid", "body", "changed"},
    "brief_template": {"uid", "body"},
    "access": {"uid"},
    "enclosure": {"uid", "hash", "kind"},
    "packet": {"uid", "handover", "token", "language", "state", "files"},
    "reply": {"uid", "body"},
}
SETTINGS = ("company.owner", "company.name", "company.reply", "company.phone")
# So many people are on the board; the others are the names of rows that nobody hangs on.
HELD_SHARE = 3


def hostile_board(path: Path, texts: Sequence[str], people: int | None = None) -> None:
    """A closed board with a card, a person, a tag, … for each of the texts; or with fewer people, who then
    have
    several cards each.
    """
    with open_new(path, Clock()) as board:
        _fill(board, len(texts), people or len(texts))
    _exchange(path, texts)


def columns() -> Iterator[tuple[str, str]]:
    """Every column of the schema that a text of somebody's stands in: (table, column)."""
    for model in RECORDED:
        table = model._meta.table_name
        for one in model._meta.sorted_fields:
            is_text = one.field_type == "TEXT" and not isinstance(one, DayField | MomentField)
            if is_text and one.name not in SHAPED.get(table, ()):
                yield table, one.column_name


def _fill(board: Board, count: int, people: int) -> None:
    for number in range(people):
        add_assistant(board, f"Person {number}", "Manila" if number % 2 else "")
    kinds = ("unsorted", "core", "setup", "training", "handed_over", "review", "done")
    drafts = [
        draft(
            f"Card {number}",
            kind=kinds[number % 3] if number % HELD_SHARE else "setup",
            notes="n",
            done_when="d",
            tags=[f"Tag {number}"],
            assistants=[f"Person {number % people}"],
            steps=[StepDraft(f"Step {number}"), StepDraft("Second", done=True)],
            comments=[CommentDraft("c", "a")],
            links=[LinkDraft(f"https://example.org/{number}", "l")],
            seconds_per_run=600,
            due=TODAY,
        )
        for number in range(count)
    ]
    drafts[0].repeat = Repeat(1, "week")
    tasks.add_tasks(board, drafts)
    ids = {
        title: task
        for task, title in board.db.execute_sql("SELECT id, title FROM task ORDER BY id").fetchall()
    }
    known = {
        name: key
        for key, name in board.db.execute_sql("SELECT id, name FROM assistant ORDER BY id").fetchall()
    }
    cards = [ids[f"Card {number}"] for number in range(count)]
    persons = [known[f"Person {number % people}"] for number in range(count)]
    for number in range(0, count, HELD_SHARE):
        handovers.hand_over(
            board, [cards[number]], Terms(persons[number], uid=new_uid(), knows_it=number % 2 == 0)
        )
        if number % (2 * HELD_SHARE) == 0:
            handovers.deliver(board, [cards[number]])
    set_training(board, cards[0], persons[0], 3)
    for number in range(count):
        # The history of a card tells of both names.
        tasks.edit_task(board, cards[number], title=f"Renamed {number}")
        triage_ops.answer(board, cards[number], S=number % 5)
    _fill_rows(board, cards, persons, people)
    tasks.bin_tasks(board, cards[-3:])
    stages.edit_board(board, specialisation="s")
    tasks.edit_task(board, cards[1], title="Undone")
    board.undo()


def _fill_rows(board: Board, cards: Sequence[int], persons: Sequence[int], people: int) -> None:
    """A row of each other table for each card and person, as it is stored."""
    db = board.db
    with board.change("edit", "seed") as record:
        moment, home = record.moment, board.about().id
        for number, (task, person) in enumerate(zip(cards, persons, strict=True)):
            known = db.execute_sql("SELECT id FROM brief WHERE task_id = ?", (task,)).fetchone()
            if known is None:
                record.insert(Brief, uid=new_uid(), task=task)
            for model, values in _rows_of(number, task, person, moment, home):
                record.insert(model, **values)
            data = f"bytes {number}".encode()
            digest = hashlib.sha256(data).hexdigest()
            db.execute_sql(
                "INSERT INTO content (hash, size, data) VALUES (?, ?, ?)", (digest, len(data), data)
            )
            record.insert(Enclosure, uid=new_uid(), task=task, name="n", size=len(data), hash=digest)
            files = json.dumps({"text": digest, "page": digest})
            packet = {
                "task": task,
                "assistant": person,
                "handover": new_uid(),
                "made": moment,
                "files": files,
            }
            kept = record.insert(Packet, uid=new_uid(), token=new_uid(), title="t", who="w", **packet)
            record.insert(Reply, uid=new_uid(), task=task, packet=kept, at=moment, body="{}")
        for number, person in enumerate(persons[:people]):
            other = persons[(number + 1) % people]
            record.insert(Absence, assistant=person, first=TODAY, last=TODAY)
            record.insert(Deputy, assistant=person, other=other, rank=1)
            record.insert(Rate, assistant=person, starts=TODAY, amount=700, currency="PHP")
        record.insert(Timer, board=home, task=cards[2], title="t", started=moment, beat=moment)
        for name in SETTINGS:
            record.insert(Setting, board=home, name=name, value="null")


def _rows_of(
    number: int, task: int, person: int, moment: Any, home: int
) -> Iterator[tuple[Any, dict[str, Any]]]:
    yield Access, {"uid": new_uid(), "task": task, "assistant": person, "tool": "t"}
    yield BriefTemplate, {"uid": new_uid(), "board": home, "name": "t", "body": "{}"}
    version = {"task": task, "number": 90 + number, "at": moment, "body": "{}"}
    yield BriefVersion, {"uid": new_uid(), **version}
    run = {
        "task": task,
        "assistant": person,
        "handover": "",
        "ended": moment,
        "outcome": "sent_back",
        "due": TODAY,
    }
    yield Run, {"uid": new_uid(), "seconds": 600, "baseline": 900, "review_seconds": 60, **run}
    step = {"task": task, "assistant": person, "at": moment, "old": 2, "new": 3, "cause": "owner"}
    yield TrainingStep, step
    entry = {"title": "t", "started": moment, "seconds": 60, "kind": "log"}
    yield TimeEntry, {"uid": new_uid(), "task": task if number % 2 else None, **entry}
    if number:
        yield Link, {"kind": "blocks", "task": task, "other": task - 1}


# Exchanging, past the program


def _exchange(path: Path, texts: Sequence[str]) -> None:
    connection = sqlite3.connect(path)
    with connection:
        for table, column in columns():
            update = f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?'  # noqa: S608 - names of the schema
            rows = [key for (key,) in connection.execute(f'SELECT id FROM "{table}" ORDER BY id')]  # noqa: S608
            values = [(texts[place % len(texts)], key) for place, key in enumerate(rows)]
            connection.executemany(update, values)
        for table in ("assistant", "tag"):
            for key, name in connection.execute(f'SELECT id, name FROM "{table}"').fetchall():  # noqa: S608
                update = f'UPDATE "{table}" SET folded = ? WHERE id = ?'  # noqa: S608
                connection.execute(update, (f"{fold(name)} {key}", key))
        for place, (key,) in enumerate(connection.execute("SELECT id FROM setting").fetchall()):
            value = json.dumps(texts[place % len(texts)])
            connection.execute("UPDATE setting SET value = ? WHERE id = ?", (value, key))
        _exchange_history(connection, texts)
    connection.close()


def _exchange_history(connection: sqlite3.Connection, texts: Sequence[str]) -> None:
    for place, (revision,) in enumerate(connection.execute("SELECT revision FROM journal").fetchall()):
        text = texts[place % len(texts)]
        connection.execute("UPDATE journal SET subject = ?, author = '' WHERE revision = ?", (text, revision))
    rows = connection.execute("SELECT id, image FROM journal_row WHERE image LIKE '%Renamed%'").fetchall()
    for place, (key, image) in enumerate(rows):
        known = json.loads(image)
        if isinstance(known.get("title"), list):
            known["title"] = [texts[place % len(texts)], texts[(place + 1) % len(texts)]]
            connection.execute("UPDATE journal_row SET image = ? WHERE id = ?", (json.dumps(known), key))
