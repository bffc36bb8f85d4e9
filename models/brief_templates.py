"""Templates: a brief to begin others with. Applying one says what was not said yet and takes nothing away."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.board import Board
from models.brief_fields import FIELDS
from models.brief_versions import snapshot
from models.brief_writing import begin, write_list, write_steps
from models.cards import title_of
from models.catalogue import task_of
from models.errors import Refused
from models.folding import fold
from models.record import Recorder
from models.schema import Task
from models.schema_handover import Brief, BriefTemplate
from models.texts import clean_title
from models.words import QT_TRANSLATE_NOOP, say

# A milestone is a day of that one job, and a file of a template is the board's own.
_NOT_KEPT = ("milestone", "they_write")


@dataclass(frozen=True, slots=True)
class Template:
    """A template by name; `body` as a version's."""

    id: int
    uid: str
    name: str
    body: Mapping[str, Any]


def read_templates(board: Board) -> list[Template]:
    """All templates, by name."""
    rows = board.db.execute_sql("SELECT id, uid, name, body FROM brief_template").fetchall()
    found = [Template(key, uid, name, json.loads(body)) for key, uid, name, body in rows]
    return sorted(found, key=lambda template: (fold(template.name), template.id))


def make_template(board: Board, task: int, name: str, uid: str) -> None:
    """Keep a card's brief as a template of this name."""
    name = _checked_name(name)
    with board.change("template", name) as record:
        body = {key: value for key, value in snapshot(record.db, task).items() if key not in _NOT_KEPT}
        text = json.dumps(body, ensure_ascii=False, sort_keys=True)
        record.insert(BriefTemplate, uid=uid, board=board.about().id, name=name, body=text)


def apply_template(board: Board, task: int, template: int) -> None:
    """Fill what a card's brief leaves open, and add the steps, access, links and files it lacks."""
    body = _template(board, template).body
    with board.change("brief", title_of(board, task)) as record:
        _fill(record, task, body)


def begin_from_catalogue(board: Board, task: int, n: int) -> None:
    """Fill what a card's brief leaves open from a catalogue task: done-when, privacy, what stays with the
    owner.
    """
    found = task_of(n)
    body = {"done_when": found.done_when, "sensitivity": found.sensitivity, "out_of_scope": found.note}
    with board.change("brief", title_of(board, task)) as record:
        _fill(record, task, body)


def rename_template(board: Board, template: int, name: str) -> None:
    """Give a template another name."""
    name, found = _checked_name(name), _template(board, template)
    with board.change("template_name", name) as record:
        record.update(BriefTemplate, found.id, name=name)


def delete_template(board: Board, template: int) -> None:
    """Take a template away; briefs begun with it stay."""
    found = _template(board, template)
    with board.change("template_gone", found.name) as record:
        record.delete(BriefTemplate, found.id)


def _fill(record: Recorder, task: int, body: Mapping[str, Any]) -> None:
    now = snapshot(record.db, task)
    row = begin(record, task)
    open_fields = {name: body[name] for name in FIELDS if body.get(name) and not now.get(name)}
    for name in ("authority", "spend_run", "spend_month", "reply_hours"):
        # 0 is said, too.
        if body.get(name) is not None and now.get(name) is None:
            open_fields[name] = body[name]
    record.update(Brief, row, **open_fields)
    own = {name: body[name] for name in ("done_when", "sensitivity") if body.get(name) and not now[name]}
    record.update(Task, task, **own)
    if body.get("steps"):
        known = {fold(text) for _, text, _ in now["steps"]}
        fresh = [("", text, seconds) for _, text, seconds in body["steps"] if fold(text) not in known]
        write_steps(record, task, [*(tuple(line) for line in now["steps"]), *fresh])
    for name in ("access", "links", "files"):
        there = {tuple(line[1:]) for line in now[name]}
        more = [["", *line[1:]] for line in body.get(name, ()) if tuple(line[1:]) not in there]
        if more:
            write_list(record, task, name, [*now[name], *more])


def _template(board: Board, template: int) -> Template:
    for found in read_templates(board):
        if found.id == template:
            return found
    raise Refused(say(QT_TRANSLATE_NOOP("models", "This template is no longer there.")))


def _checked_name(name: str) -> str:
    name = clean_title(name)
    if not name:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "A template needs a name.")))
    return name
