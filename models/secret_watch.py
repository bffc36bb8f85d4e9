"""Which texts of the board a change brought a secret into, and "it is no secret".

Only what a change wrote is looked at, field by field; what stood there before was asked about when it came.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from models import raw_rows, sqlite
from models.board import Board
from models.change import Change
from models.recorded import BY_NAME
from models.schema import Setting, Task
from models.secret_guard import MASK, Secret, find_secrets, mask, name_of, where_to
from models.words import QT_TRANSLATE_NOOP, Sentence, say

# Every text that an owner writes, by table and column, and what it is called. A table that comes later adds
# its line here (brief, access, …); a test walks recorded.RECORDED and names the text that stands in neither.
WATCHED: dict[str, dict[str, str]] = {
    "board": {
        "name": QT_TRANSLATE_NOOP("models", "name of the board"),
        "specialisation": QT_TRANSLATE_NOOP("models", "what customers choose you for"),
    },
    "stage": {"name": QT_TRANSLATE_NOOP("models", "name of a column")},
    "task": {
        "title": QT_TRANSLATE_NOOP("models", "title"),
        "notes": QT_TRANSLATE_NOOP("models", "notes"),
        "done_when": QT_TRANSLATE_NOOP("models", "done when"),
        "skills": QT_TRANSLATE_NOOP("models", "skills"),
    },
    "tag": {"name": QT_TRANSLATE_NOOP("models", "tag")},
    "assistant": {
        "name": QT_TRANSLATE_NOOP("models", "name"),
        "email": QT_TRANSLATE_NOOP("models", "e-mail"),
        "city": QT_TRANSLATE_NOOP("models", "city"),
        "skills": QT_TRANSLATE_NOOP("models", "skills"),
        "languages": QT_TRANSLATE_NOOP("models", "languages"),
        "notes": QT_TRANSLATE_NOOP("models", "notes"),
        "calling": QT_TRANSLATE_NOOP("models", "how to call them"),
        "channel": QT_TRANSLATE_NOOP("models", "how to reach each other"),
        "ask_when": QT_TRANSLATE_NOOP("models", "when to ask"),
    },
    "step": {"text": QT_TRANSLATE_NOOP("models", "step")},
    "comment": {
        "author": QT_TRANSLATE_NOOP("models", "author of a comment"),
        "text": QT_TRANSLATE_NOOP("models", "comment"),
    },
    "attachment": {
        "title": QT_TRANSLATE_NOOP("models", "name of a link"),
        "url": QT_TRANSLATE_NOOP("models", "link"),
    },
    "triage": {"note": QT_TRANSLATE_NOOP("models", "note on the decision")},
    "time_entry": {"title": QT_TRANSLATE_NOOP("models", "what time was logged for")},
    "timer": {"title": QT_TRANSLATE_NOOP("models", "what the timer runs on")},
    "absence": {"note": QT_TRANSLATE_NOOP("models", "note on days off")},
    "handover": {"why_anyway": QT_TRANSLATE_NOOP("models", "why it was handed over")},
    "training_step": {"note": QT_TRANSLATE_NOOP("models", "why a step of training changed")},
    "run": {"note": QT_TRANSLATE_NOOP("models", "note on what came")},
    "brief": {
        "outcome": QT_TRANSLATE_NOOP("models", "outcome"),
        "why": QT_TRANSLATE_NOOP("models", "why"),
        "inputs": QT_TRANSLATE_NOOP("models", "what they need"),
        "example": QT_TRANSLATE_NOOP("models", "example"),
        "recording": QT_TRANSLATE_NOOP("models", "recording"),
        "ask_when": QT_TRANSLATE_NOOP("models", "when to ask"),
        "channel": QT_TRANSLATE_NOOP("models", "how to reach each other"),
        "out_of_scope": QT_TRANSLATE_NOOP("models", "what is not part of it"),
        "exceptions": QT_TRANSLATE_NOOP("models", "exceptions"),
        "errors": QT_TRANSLATE_NOOP("models", "common errors"),
    },
    "brief_template": {"name": QT_TRANSLATE_NOOP("models", "name of a template")},
    "access": {
        "tool": QT_TRANSLATE_NOOP("models", "tool"),
        "role": QT_TRANSLATE_NOOP("models", "role in a tool"),
        "granted_by": QT_TRANSLATE_NOOP("models", "how access is given"),
    },
    "enclosure": {"name": QT_TRANSLATE_NOOP("models", "name of a file")},
}
# Texts that the program writes or that are one of a few words, and why nobody types a secret there.
EXEMPT: dict[str, frozenset[str]] = {
    "board": frozenset({"uid"}),
    "stage": frozenset({"uid", "kind", "colour"}),
    # `source` is the id of a card in the file that it came from.
    "task": frozenset(
        {"uid", "verdict", "outcome", "due_time", "due_zone", "repeat_unit", "rrule", "source", "estimate"}
        | {"sensitivity", "pin", "repeat_zone", "on_holiday"}
    ),
    # `folded` follows the name.
    "tag": frozenset({"folded", "colour"}),
    "assistant": frozenset(
        {"uid", "folded", "kind", "country", "zone", "days", "hours", "language", "currency", "clearance"}
        | {"photo", "send_by", "review"}
    ),
    "step": frozenset({"uid"}),
    "comment": frozenset({"uid"}),
    "attachment": frozenset({"uid"}),
    "link": frozenset({"kind"}),
    "triage": frozenset({"gates", "suggested", "route", "decided"}),
    # JSON, each value checked for its kind when it is set: names, addresses, figures.
    "setting": frozenset({"name", "value"}),
    "time_entry": frozenset({"uid", "plate", "kind"}),
    "rate": frozenset({"currency", "fx"}),
    "handover": frozenset({"uid", "move", "engagement", "sent_how", "ending", "reasons"}),
    "run": frozenset({"uid", "handover", "outcome", "reasons", "currency", "fx", "zone"}),
    "training_step": frozenset({"cause", "run"}),
    "brief": frozenset({"uid", "spend_currency", "review"}),
    # Copies of what is watched where it is written; models.secret_copies takes secrets out of them, too.
    "brief_version": frozenset({"uid", "author", "changed", "body"}),
    "brief_template": frozenset({"uid", "body"}),
    "access": frozenset({"uid"}),
    "enclosure": frozenset({"uid", "kind", "hash"}),
    "packet": frozenset({"uid", "handover", "token", "title", "who", "language", "state", "files"}),
    "reply": frozenset({"uid", "body"}),
}
# So many findings are told one by one; beyond it "200 or more".
MOST = 200
_CHUNK = 500
_TOGETHER = 200
# Ends a line, a sentence and a word: nothing reads across it.
_APART = "\n\x1e\n"
_EXCERPT = 70
_TITLE = 60
_NOT = "no_secret."


@dataclass(frozen=True, slots=True)
class Finding:
    """Secrets in one text: column `field` of row `row` of a table. `title` and `excerpt` are masked already;
    `task`: the card it belongs to, None for a column's or a tag's name. `digests`: of each secret.
    """

    table: str
    row: int
    field: str
    kind: str
    task: int | None
    title: str
    excerpt: str
    digests: tuple[str, ...]

    @property
    def place(self) -> Sentence:
        """ "notes", "step": which text of the card it is."""
        return say(WATCHED[self.table][self.field])

    @property
    def sentence(self) -> Sentence:
        """What was seen, where, and where it belongs instead."""
        text = QT_TRANSLATE_NOOP("models", "“{title}”: that looks like {what}. {where}")
        return say(text, title=self.title or self.excerpt, what=name_of(self.kind), where=where_to(self.kind))


@dataclass(frozen=True, slots=True)
class _Text:
    table: str
    row: int
    task: int | None
    field: str
    text: str
    before: str


def found_in(
    board: Board, change: Change, most: int | None = MOST, cancelled: Callable[[], bool] = lambda: False
) -> list[Finding]:
    """What looks like a secret among the texts that `change` wrote, at most `most`. For any thread."""
    if not change.may_write_text or change.rows.keys().isdisjoint(WATCHED):
        return []
    allowed: frozenset[str] | None = None
    found: list[tuple[_Text, list[Secret], tuple[str, ...]]] = []
    for one in _suspicious(_texts(board, change.revision), cancelled):
        secrets = find_secrets(one.text)
        if not secrets:
            continue
        allowed = not_secrets(board) if allowed is None else allowed
        letters = [one.text[secret.start : secret.end] for secret in secrets]
        new = [
            (secret, digest(text))
            for secret, text in zip(secrets, letters, strict=True)
            if text not in one.before and digest(text) not in allowed
        ]
        if new:
            found.append((one, secrets, tuple(code for _, code in new)))
        if most is not None and len(found) >= most:
            break
    titles = _titles(board, {one.task for one, _, _ in found if one.task is not None})
    return [
        Finding(
            one.table,
            one.row,
            one.field,
            secrets[0].kind,
            one.task,
            titles.get(one.task or 0, ""),
            excerpt(one.text, secrets),
            digests,
        )
        for one, secrets, digests in found
    ]


def _suspicious(texts: Iterator[_Text], cancelled: Callable[[], bool]) -> Iterator[_Text]:
    """Those worth a closer look: many short texts are looked through as one, which is four times as fast."""
    while not cancelled() and (batch := list(islice(texts, _TOGETHER))):
        if find_secrets(_APART.join(one.text for one in batch)):
            yield from batch


def not_secret(board: Board, findings: Sequence[Finding]) -> None:
    """Remember that these are no secrets, so that the very same letters are not asked about again."""
    known = not_secrets(board)
    new = dict.fromkeys(code for one in findings for code in one.digests if code not in known)
    subject = findings[0].title or findings[0].excerpt if findings else ""
    with board.change("no_secret", subject, details={"count": len(findings)}) as record:
        about = board.about().id
        # A row each, not one long list: an answer never writes the earlier ones again.
        record.insert_many(
            Setting, ["board", "name", "value"], [(about, _NOT + code, "true") for code in new]
        )


def not_secrets(board: Board) -> frozenset[str]:
    """The digests of what the owner said is no secret."""
    query = Setting.select(Setting.name).where(Setting.name.startswith(_NOT))
    return frozenset(name.removeprefix(_NOT) for (name,) in sqlite.fetch(board.db, query))


def digest(letters: str) -> str:
    """SHA-256 of the very letters, in hexadecimal."""
    return hashlib.sha256(letters.encode("utf-8", "surrogatepass")).hexdigest()


def excerpt(text: str, secrets: Sequence[Secret]) -> str:
    """The line with the first secret, masked, in at most about 70 letters."""
    masked = mask(text, secrets)
    at = masked.find(MASK)
    first = masked.rfind("\n", 0, at) + 1
    line = masked[max(first, at - 40) : at + len(MASK) + 30].split("\n", 1)[0]
    return " ".join(line.split())[:_EXCERPT] or MASK


def _titles(board: Board, tasks: set[int]) -> dict[int, str]:
    """Titles of cards, without the secrets in them."""
    rows: Any = sqlite.fetch(board.db, Task.select(Task.id, Task.title).where(Task.id.in_(sorted(tasks))))
    known = {task: mask(title, find_secrets(title)) for task, title in rows}
    return {task: title if len(title) <= _TITLE else f"{title[:_TITLE]}…" for task, title in known.items()}


def _texts(board: Board, revision: int) -> Iterator[_Text]:
    """The watched texts that a change wrote; streamed, as an import has as many as its file."""
    sql = (
        'SELECT item, "row", task, how, image FROM journal_row'
        " WHERE revision = ? AND how IN ('insert', 'update') ORDER BY id"
    )
    fresh: dict[str, list[int]] = {}
    for item, row, task, how, image in board.db.execute_sql(sql, (revision,)):
        if item not in WATCHED:
            continue
        if how == "update":
            yield from _updated(item, row, task, json.loads(image or "{}"))
            continue
        rows = fresh.setdefault(item, [])
        rows.append(row)
        if len(rows) == _CHUNK:
            yield from _inserted(board, item, fresh.pop(item))
    for item, rows in fresh.items():
        yield from _inserted(board, item, rows)


def _updated(item: str, row: int, task: int | None, image: dict[str, Any]) -> Iterator[_Text]:
    for field in WATCHED[item].keys() & image.keys():
        pair = image[field]
        if isinstance(pair, list) and isinstance(pair[1], str):
            yield _Text(item, row, task, field, pair[1], pair[0] if isinstance(pair[0], str) else "")


def _inserted(board: Board, item: str, rows: list[int]) -> Iterator[_Text]:
    model = BY_NAME[item]
    columns = sqlite.columns(model)
    fields = [(name, columns.index(name)) for name in WATCHED[item]]
    key = columns.index("task_id") if "task_id" in columns else 0 if model is Task else None
    for values in raw_rows.select_rows(board.db, model, rows):
        for name, place in fields:
            if values[place]:
                yield _Text(item, values[0], None if key is None else values[key], name, values[place], "")
