"""Boards in which every text of every table is a token of its own, so that one that gets out is known.

A token goes into whatever text column a recorded table has, today's and tomorrow's: only those named in
SHAPED keep what they hold, because nothing could be read if they did not.
"""

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from models import handovers, tasks
from models.board import Board, new_uid
from models.drafts import CommentDraft, LinkDraft, StepDraft
from models.hands import Terms
from models.recorded import BY_NAME, RECORDED
from models.repeats import Repeat
from models.schema import Assistant, DayField, MomentField, Setting, Tag, TaskTag, TimeEntry, Timer
from models.schema_handover import (
    Absence,
    Access,
    Brief,
    BriefTemplate,
    Deputy,
    Enclosure,
    Packet,
    Rate,
    Reply,
    Run,
)
from models.steps import add_comment, delete_step
from tests.models.boards import Clock, add, draft, open_new

TOKEN = re.compile(r"zq\d{7}x", re.IGNORECASE)
CARDS, PEOPLE = 13, 5
HELD = 10
# What must keep its shape for a packet to be read at all; nothing a person writes.
SHAPED = {
    "stage": {"kind"},
    "assistant": {"zone", "language", "currency"},
    "task": {"verdict", "outcome", "due_time", "due_zone", "repeat_unit", "rrule", "sensitivity"},
    "setting": {"name", "value"},
    "handover": {"engagement", "ending"},
    "brief": {"spend_currency"},
    "enclosure": {"hash"},
    "packet": {"files"},
    "attachment": {"url"},
}
SETTINGS = ("company.owner", "company.name", "company.reply", "company.phone")
OF_TASK = {"title", "done_when"}
OF_PERSON = {"name", "email", "city"}
USUAL = {"channel", "ask_when", "review"}
OF_BRIEF = {
    *("outcome", "why", "inputs", "example", "recording"),
    *("ask_when", "channel", "review", "out_of_scope", "exceptions", "errors"),
}


@dataclass
class Canaries:
    """`where`: token → (table, row, column). `allowed`: hand-over's key → what may go out with it."""

    number: Iterator[int]
    where: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    allowed: dict[int, set[str]] = field(default_factory=dict)
    held: list[handovers.Held] = field(default_factory=list)

    def new(self, *place: Any) -> str:
        token = f"zq{next(self.number):07d}x"
        self.where[token] = place  # type: ignore[assignment]
        return token

    def of(self, table: str, row: int, *columns: str) -> set[str]:
        return {token for token, (t, r, c) in self.where.items() if (t, r) == (table, row) and c in columns}


def tokens_in(*texts: str | bytes) -> set[str]:
    """Every token in these, whatever the case of its letters."""
    found: set[str] = set()
    for text in texts:
        plain = text.decode("latin-1") if isinstance(text, bytes) else text
        found |= {token.lower() for token in TOKEN.findall(plain)}
    return found


def canary_board(path: Path, seed: int) -> Canaries:
    """A closed board file, seeded; `seed` varies who has what, and tells tokens of two boards apart."""
    canaries = Canaries(count(seed * 10_000))
    with open_new(path, Clock()) as board:
        _fill(board, canaries, seed)
        names = [Setting._meta.table_name, *(m._meta.table_name for m in RECORDED)]
        sql = 'SELECT 1 FROM "{}"'
        empty = [n for n in names if not board.db.execute_sql(sql.format(n)).fetchone()]
        assert not empty
    _seed(path, canaries)
    with Board.open(path) as board:
        canaries.held = [held for person in range(1, PEOPLE + 1) for held in handovers.held_by(board, person)]
        for held in canaries.held:
            canaries.allowed[held.id] = _allowed(board, canaries, held)
    assert len(canaries.held) == HELD
    return canaries


def _fill(board: Board, canaries: Canaries, seed: int) -> None:
    """Rows in every table, and a journal with texts that were deleted and undone."""
    lost = [canaries.new("journal", 0, "lost") for _ in range(8)]
    ids = add(board, *(f"Card {n}" for n in range(CARDS)))
    with board.change("seed") as record:
        for n in range(PEOPLE):
            uid = new_uid()
            record.insert(Assistant, uid=uid, board=board.about().id, name=f"P{n}", folded=f"p{n}", **_PERSON)
    for place, task in enumerate(ids):
        _fill_card(board, task, place + seed, lost)
    for place, task in enumerate(ids[:HELD]):
        limited = {"engagement": "limited", "hour_cap": 3600, "money_cap": 5000} if place % 3 == 0 else {}
        handovers.hand_over(board, [task], Terms((place + seed) % PEOPLE + 1, uid=new_uid(), **limited))
    with board.change("seed") as record:
        for place, task in enumerate(ids):
            _fill_hands(record, task, (place + seed) % PEOPLE + 1, place + seed)
        _fill_people(board, record)
    tasks.edit_task(board, ids[0], title=f"Undone {lost[0]}", notes=lost[1])
    board.undo()
    handovers.take_back(board, [ids[1]])
    board.undo()
    (gone,) = add(board, f"Gone {lost[2]}")
    tasks.bin_tasks(board, [gone])


_PERSON: dict[str, Any] = {
    name: one.default for name, one in Assistant._meta.fields.items() if one.default is not None
} | {"zone": "Asia/Manila", "spend": 100, "currency": "PHP", "language": "", "rate": None}
_PERSON.pop("rate")


def _fill_card(board: Board, task: int, vary: int, lost: list[str]) -> None:
    from models.triage_ops import answer

    fields: dict[str, Any] = {"notes": "n", "skills": "s", "done_when": "d", "sensitivity": "medium"}
    if vary % 2:
        fields |= {"due": Clock().now.date(), "due_time": "10:00", "due_zone": "Europe/Berlin"}
    tasks.edit_task(board, task, **fields)
    if vary % 4 == 0:
        tasks.edit_task(board, task, repeat=Repeat(1, "week"))
    answer(board, task, O=3)
    made = draft("x", steps=[StepDraft("a"), StepDraft("b")], comments=[CommentDraft("c")], links=_links())
    tasks.add_tasks(board, [made])
    child = tasks.id_of(board, str(made.uid))
    with board.change("seed") as record:
        for table in ("step", "comment", "attachment"):
            sql = f'SELECT id FROM "{table}" WHERE task_id = ?'  # noqa: S608 - constants
            for (row,) in record.db.execute_sql(sql, (child,)).fetchall():
                record.update(BY_NAME[table], row, task=task)
        tag = record.insert(Tag, board=board.about().id, name=new_uid(), folded=new_uid(), colour="")
        record.insert(TaskTag, task=task, tag=tag)
    from models.steps import link_tasks

    link_tasks(board, "blocks", task, child or 0)
    add_comment(board, task, f"said {lost[3]}", new_uid(), lost[4])
    board.undo()
    row = board.db.execute_sql("SELECT max(id) FROM step WHERE task_id = ?", (task,)).fetchone()[0]
    delete_step(board, row)


def _links() -> list[LinkDraft]:
    return [LinkDraft(url, "t") for url in ("https://a.example/1", "mailto:a@b.example", *_PATHS)]


_PATHS = (
    "/home/anna/secret.pdf",
    "file:///home/anna/secret.pdf",
    "C:\\Users\\Anna\\secret.pdf",
    "\\\\server\\share\\secret.pdf",
    "javascript:alert(1)",
    "https://user:pass@a.example/x",
)


def _fill_hands(record: Any, task: int, person: int, vary: int) -> None:
    db = record.db
    fields = {} if vary % 5 == 0 else {"they_write": vary % 2 == 0, "spend_run": 200, "spend_currency": "EUR"}
    record.insert(Brief, uid=new_uid(), task=task, **fields)
    for who, revoked in ((None, None), (person, None), (person % PEOPLE + 1, None), (person, "2026-01-01")):
        record.insert(Access, uid=new_uid(), task=task, assistant=who, tool="t", revoked=revoked)
    data = f"bytes of {task}".encode()
    digest = hashlib.sha256(data).hexdigest()
    db.execute_sql("INSERT INTO content (hash, size, data) VALUES (?, ?, ?)", (digest, len(data), data))
    record.insert(Enclosure, uid=new_uid(), task=task, name="n", size=len(data), hash=digest)
    handover = db.execute_sql("SELECT uid FROM handover WHERE task_id = ?", (task,)).fetchone()
    uid = handover[0] if handover else ""
    record.insert(
        Run, uid=new_uid(), task=task, assistant=person, handover=uid, note="n", outcome="sent_back"
    )
    values = {"task": task, "assistant": person, "handover": uid, "made": record.moment, "files": "{}"}
    packet = record.insert(Packet, uid=new_uid(), token=new_uid(), **values)
    record.insert(Reply, uid=new_uid(), task=task, packet=packet, at=record.moment, body="{}")
    record.insert(
        TimeEntry, uid=new_uid(), task=task, title="", started=record.moment, seconds=60, plate="", kind="log"
    )


def _fill_people(board: Board, record: Any) -> None:
    for person in range(1, PEOPLE + 1):
        record.insert(Rate, assistant=person, starts=Clock().now.date(), amount=700, currency="PHP")
        record.insert(Absence, assistant=person, first=Clock().now.date(), last=Clock().now.date())
        record.insert(Deputy, assistant=person, other=person % PEOPLE + 1, rank=1)
    record.insert(BriefTemplate, uid=new_uid(), board=board.about().id, name="t", body="{}")
    about = {"board": board.about().id, "title": "t", "started": record.moment, "beat": record.moment}
    record.insert(Timer, task=None, **about)
    for name in (*SETTINGS, "company.logo"):
        record.insert(Setting, board=board.about().id, name=name, value="null")


# Seeding, past the program


def _seed(path: Path, canaries: Canaries) -> None:
    connection = sqlite3.connect(path)
    with connection:
        for model in RECORDED:
            table = model._meta.table_name
            for one in model._meta.sorted_fields:
                is_text = one.field_type == "TEXT" and not isinstance(one, DayField | MomentField)
                if is_text and one.name not in SHAPED.get(table, ()):
                    _fill_column(connection, canaries, table, one.column_name)
        _fill_column(connection, canaries, "search_text", "folded", "task")
        _fill_column(connection, canaries, "journal", "subject", "revision")
        _fill_column(connection, canaries, "journal", "author", "revision")
        _seed_settings(connection, canaries)
        _seed_links(connection, canaries)
        _seed_contents(connection, canaries)
        _seed_paths(connection, canaries)
        for (row,) in connection.execute("SELECT id FROM brief").fetchall():
            if row % 5 == 0:  # their usual terms stand in
                connection.execute(
                    "UPDATE brief SET channel = '', ask_when = '', review = '' WHERE id = ?", (row,)
                )
    connection.close()


def _fill_column(c: sqlite3.Connection, canaries: Canaries, table: str, column: str, key: str = "id") -> None:
    select, update = 'SELECT "{}" FROM "{}"', 'UPDATE "{}" SET "{}" = ? WHERE "{}" = ?'
    for (row,) in c.execute(select.format(key, table)).fetchall():
        text = canaries.new(table, row, column)
        if (table, column) == ("assistant", "email"):
            text += "@work.example"
        c.execute(update.format(table, column, key), (text, row))


def _seed_settings(c: sqlite3.Connection, canaries: Canaries) -> None:
    for row, name in c.execute("SELECT id, name FROM setting").fetchall():
        text = canaries.new("setting", row, name)
        if name == "company.reply":
            text += "@home.example"
        elif name == "company.logo":
            text = f"/home/{text}/{text}.png"
        c.execute("UPDATE setting SET value = ? WHERE id = ?", (json.dumps(text), row))


def _seed_links(c: sqlite3.Connection, canaries: Canaries) -> None:
    for row, url in c.execute("SELECT id, url FROM attachment").fetchall():
        place = "url" if url.startswith(("https://a.", "mailto:")) else "path"
        token = canaries.new("attachment", row, place)
        found = (
            url.replace("1", token)
            if "/1" in url
            else url.replace("secret", token).replace("a@", f"{token}@")
        )
        found = (
            found.replace("alert(1)", token).replace("user:pass", f"{token}:{token}").replace("anna", token)
        )
        c.execute("UPDATE attachment SET url = ? WHERE id = ?", (found, row))


def _seed_contents(c: sqlite3.Connection, canaries: Canaries) -> None:
    for row, digest in c.execute("SELECT id, hash FROM enclosure").fetchall():
        data = f"bytes {canaries.new('enclosure', row, 'data')}".encode() * 3
        c.execute("UPDATE content SET data = ? WHERE hash = ?", (data, digest))
        c.execute("UPDATE enclosure SET name = name || '.txt' WHERE id = ?", (row,))


def _seed_paths(c: sqlite3.Connection, canaries: Canaries) -> None:
    """A path that was written into a text of the brief."""
    for (row,) in c.execute("SELECT id FROM brief").fetchall():
        lost = [canaries.new("brief", row, "path") for _ in range(3)]
        kept = canaries.new("brief", row, "inputs")
        text = f" /home/{lost[0]}/{kept}.csv and C:\\Users\\{lost[1]} B\\{kept}.csv or file:///home/{lost[2]}/{kept}.csv"
        c.execute("UPDATE brief SET inputs = inputs || ? WHERE id = ?", (text, row))


def _allowed(board: Board, canaries: Canaries, held: handovers.Held) -> set[str]:
    """What may go out with one hand-over."""
    task, person = held.task, held.assistant
    found = canaries.of("board", board.about().id, "uid") | canaries.of("handover", held.id, "uid")
    found |= canaries.of("task", task, *OF_TASK) | canaries.of("assistant", person, *OF_PERSON)
    for row, name in board.db.execute_sql("SELECT id, name FROM setting").fetchall():
        found |= canaries.of("setting", row, name) if name in SETTINGS else set()
    for (row,) in board.db.execute_sql("SELECT id FROM step WHERE task_id = ?", (task,)).fetchall():
        found |= canaries.of("step", row, "uid", "text")
    for (row,) in board.db.execute_sql("SELECT id FROM attachment WHERE task_id = ?", (task,)).fetchall():
        if url := canaries.of("attachment", row, "url"):
            found |= url | canaries.of("attachment", row, "title")
    sql = 'SELECT id FROM "access" WHERE task_id = ? AND revoked IS NULL AND coalesce(assistant_id, ?) = ?'
    for (row,) in board.db.execute_sql(sql, (task, person, person)).fetchall():
        found |= canaries.of("access", row, "tool", "role", "granted_by")
    for (row,) in board.db.execute_sql("SELECT id FROM enclosure WHERE task_id = ?", (task,)).fetchall():
        found |= canaries.of("enclosure", row, "name", "data")
    row, channel = board.db.execute_sql("SELECT id, channel FROM brief WHERE task_id = ?", (task,)).fetchone()
    found |= canaries.of("brief", row, *(OF_BRIEF if channel else OF_BRIEF - USUAL))
    return found | (set() if channel else canaries.of("assistant", person, *USUAL))
