"""Masking secrets for good: in the row, in every older version of it in the journal, in the words of changes,
in the search text, and in the log beside the file.

Every version of a text is masked by the same rule, so the chain of old and new values stays whole: undo goes
on working, and leads to masked texts. Copies of texts elsewhere in the file: models.secret_copies.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from peewee import SqliteDatabase

from models import raw_rows, sqlite
from models.board import Board
from models.change import Change
from models.copies_left import in_json, left_in, never, still_in
from models.folding import fold
from models.record import Recorder
from models.recorded import BY_NAME
from models.schema import Row
from models.secret_copies import SENT, clean_copies
from models.secret_guard import MASK, find_secrets, mask
from models.secret_watch import MOST, WATCHED, Finding, digest, found_in, not_secrets
from models.typed_erasing import Erased, erase_with
from models.words import QT_TRANSLATE_NOOP, Sentence, say

# Shorter ones ("4711") are replaced only in texts of the same card: elsewhere they may mean anything.
_CERTAIN = 6


@dataclass(slots=True)
class Masked:
    """What a masking did. `copies`: names of older copies beside the board that still hold a secret;
    `backups`: how many of the board's backups do. Both are known once somebody looked. `letters`: what was
    masked.
    """

    texts: int = 0
    copies: list[str] = field(default_factory=list)
    backups: int = 0
    letters: set[str] = field(default_factory=set)

    def look(self, board: Path, cancelled: Callable[[], bool] = never) -> None:
        """Find out what still holds it: on any thread but the one that writes. Raises Cancelled."""
        self.copies, self.backups = still_in(board, self.letters, cancelled)

    @property
    def sentence(self) -> Sentence:
        """For the status line."""
        if self.copies or self.backups:
            text = QT_TRANSLATE_NOOP(
                "models", "Masked for good here; still readable in {files}. Delete what you can."
            )
            return say(text, files=left_in(self.copies, self.backups))
        return say(
            QT_TRANSLATE_NOOP(
                "models", "Masked for good, in the history too. Copies saved elsewhere keep it."
            )
        )


class Eraser:
    """Knows the letters of the secrets that it has met, and takes them out of texts."""

    def __init__(self, allowed: frozenset[str]) -> None:
        """`allowed`: digests of what the owner said is no secret."""
        self._allowed = allowed
        self.letters: set[str] = set()

    def learn(self, text: object) -> None:
        """Take note of the secrets of a text."""
        if isinstance(text, str):
            found = {text[secret.start : secret.end] for secret in find_secrets(text)}
            self.letters |= {letters for letters in found if digest(letters) not in self._allowed}

    def clean(self, text: str, least: int = 0) -> str:
        """The text without its own secrets and, from `least` letters on, without any that were met before."""
        own = (one for one in find_secrets(text) if digest(text[one.start : one.end]) not in self._allowed)
        text = mask(text, own)
        for letters in sorted(self.letters, key=len, reverse=True):
            if len(letters) >= least:
                text = text.replace(letters, MASK)
        return text


def mask_findings(board: Board, findings: Sequence[Finding], told: Masked | None = None) -> None:
    """Mask these texts and erase what was there from the whole file. This cannot be undone. Fills `told`,
    but for what `Masked.look` finds.
    """
    told = Masked() if told is None else told
    every = told.letters
    of_cards: dict[str, frozenset[str]] = {}
    subject = findings[0].title or findings[0].excerpt if findings else ""
    with board.change("mask", subject, details={"count": len(findings)}, kind="quiet") as record:
        record.purging = True
        allowed = not_secrets(board)
        touching: set[int] = set()
        for one in dict.fromkeys((f.table, f.row, f.task) for f in findings):
            eraser = Eraser(allowed)
            touching |= _erase(record, eraser, *one)
            every |= eraser.letters
            if one[2] is not None:
                uid = _uid_of(record.db, one[2])
                of_cards[uid] = of_cards.get(uid, frozenset()) | eraser.letters
                clean_copies(record, eraser.clean, one[2], was_sent=one[0] in SENT)
        _erase_words(record.db, allowed, every, touching)
        told.texts = len(findings)
        certain = frozenset(letters for letters in every if len(letters) >= _CERTAIN)
        erase_with(board, record, Erased(letters=certain, letters_of=of_cards))
    sqlite.empty_log(board.db)


def mask_all(
    board: Board, findings: Sequence[Finding], changes: Sequence[Change], told: Masked | None = None
) -> None:
    """Mask these and, where only the first were counted, whatever else the changes brought."""
    every = dict.fromkeys(findings)
    for change in changes if len(findings) >= MOST else ():
        every |= dict.fromkeys(found_in(board, change, None))
    mask_findings(board, list(every), told)


def _uid_of(db: SqliteDatabase, task: int) -> str:
    row = db.execute_sql("SELECT uid FROM task WHERE id = ?", (task,)).fetchone()
    return str(row[0]) if row else ""


def _erase(record: Recorder, eraser: Eraser, table: str, row: int, task: int | None) -> set[int]:
    """Mask a row now and before. Returns the revisions whose words may tell of it."""
    model, fields = BY_NAME[table], list(WATCHED[table])
    lines = _lines(record.db, table, row, task)
    current = raw_rows.select_row(record.db, model, fields, row)
    for value in current or ():
        eraser.learn(value)
    for _, _, item, key, image in lines:
        if (item, key) == (table, row):
            for value in _texts_in(image, fields):
                eraser.learn(value)
    if current is not None:
        _rewrite(record, eraser, model, row, dict(zip(fields, current, strict=True)))
    # A row that is gone (its adding was undone) has only a past; that is a change of the board all the same.
    record.touched.setdefault(table, set()).add(row)
    if task is not None:
        record.tasks.add(task)
    gone: dict[tuple[str, int], bool] = {(table, row): True}
    for line, _, item, key, image in lines:
        if item not in WATCHED:
            continue
        if (item, key) not in gone:
            gone[item, key] = _is_gone(record.db, item, key)
        if gone[item, key]:
            new = _cleaned(image, WATCHED[item], eraser)
            if new != image:
                text = json.dumps(new, ensure_ascii=False)
                record.db.execute_sql("UPDATE journal_row SET image = ? WHERE id = ?", (text, line))
    return {revision for _, revision, *_ in lines}


def _lines(
    db: SqliteDatabase, table: str, row: int, task: int | None
) -> list[tuple[int, int, str, int, dict[str, Any]]]:
    """The journal's lines of a row, and of all that hangs on its card: key, revision, table, row, image."""
    sql = 'SELECT id, revision, item, "row", image FROM journal_row WHERE '
    found = db.execute_sql(sql + '"row" = ? AND item = ?', (row, table)).fetchall()
    if task is not None:
        found += db.execute_sql(
            sql + 'task = ? AND NOT ("row" = ? AND item = ?)', (task, row, table)
        ).fetchall()
    return [(key, revision, item, of, json.loads(image or "{}")) for key, revision, item, of, image in found]


def _rewrite(record: Recorder, eraser: Eraser, model: type[Row], row: int, values: dict[str, Any]) -> None:
    new = {name: eraser.clean(text) for name, text in values.items() if isinstance(text, str)}
    if "folded" in model._meta.columns and "name" in new and new["name"] != values["name"]:
        new["name"] = _free_name(record.db, model, row, new["name"])
        new["folded"] = fold(new["name"])
        record.stale_texts |= _named_on(record.db, model, row)
    image = record.update_plain(model, row, new)
    # The note of this change must not keep what it takes away; which fields they were is enough.
    for name in image or ():
        assert image is not None
        image[name] = None


def _free_name(db: SqliteDatabase, model: type[Row], row: int, name: str) -> str:
    """Two tags must not become one by being masked alike."""
    sql = f'SELECT 1 FROM "{model._meta.table_name}" WHERE folded = ? AND id <> ?'  # noqa: S608
    tail = ""
    while db.execute_sql(sql, (fold(name + tail), row)).fetchone():
        tail = f" {int(tail or 1) + 1}"
    return name + tail


def _named_on(db: SqliteDatabase, model: type[Row], row: int) -> set[int]:
    """The cards that a tag or a person's name stands on: their search text quotes it."""
    name = model._meta.table_name
    sql = f'SELECT task_id FROM "task_{name}" WHERE "{name}_id" = ?'  # noqa: S608
    return {task for (task,) in db.execute_sql(sql, (row,))}


def _is_gone(db: SqliteDatabase, item: str, row: int) -> bool:
    return raw_rows.select_row(db, BY_NAME[item], ["id"], row) is None


def _texts_in(image: dict[str, Any], fields: Iterable[str]) -> Iterable[object]:
    """The values of an image: of an update old and new, of a delete the row's."""
    for name in fields:
        value = image.get(name)
        yield from value if isinstance(value, list) else (value,)


def _cleaned(image: dict[str, Any], fields: Iterable[str], eraser: Eraser) -> dict[str, Any]:
    new = dict(image)
    for name in fields:
        value = image.get(name)
        if isinstance(value, list):
            new[name] = [eraser.clean(part) if isinstance(part, str) else part for part in value]
        elif isinstance(value, str):
            new[name] = eraser.clean(value)
    if isinstance(image.get("folded"), str) and new.get("name") != image.get("name"):
        new["folded"] = fold(new["name"])
    return new


def _erase_words(db: SqliteDatabase, allowed: frozenset[str], letters: set[str], touching: set[int]) -> None:
    """Take the secrets out of what the journal calls its changes: a title is quoted there."""
    eraser = Eraser(allowed)
    eraser.letters = letters
    for revision, *words in db.execute_sql("SELECT revision, subject, details FROM journal").fetchall():
        if not any(one in words[0] or in_json(one) in words[1] for one in letters):
            continue
        least = 0 if revision in touching else _CERTAIN
        subject = eraser.clean(words[0], least)
        details = {
            name: eraser.clean(value, least) if isinstance(value, str) else value
            for name, value in json.loads(words[1]).items()
        }
        sql = "UPDATE journal SET subject = ?, details = ? WHERE revision = ?"
        db.execute_sql(sql, (subject, json.dumps(details, ensure_ascii=False), revision))
