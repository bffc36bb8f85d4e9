"""Erasing a person: nothing that is about them stays in the file, not in the past either.

Cards keep what is the owner's. Where the past needs somebody (a hand-over, what was delivered), "someone"
stands there. Changes that touched what is erased can no longer be undone.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peewee import SqliteDatabase

from models import backups, sqlite, typed_erasing
from models.assistant_end import take_all_back
from models.assistants import assistant_of
from models.board import Board
from models.copies_left import left_in, never, still_in
from models.folding import fold
from models.record import Recorder
from models.schema import Assistant, Comment, Row, TaskAssistant, TimeEntry
from models.schema_handover import (
    Absence,
    Access,
    BriefVersion,
    Deputy,
    Handover,
    Packet,
    Rate,
    Reply,
    Run,
    Training,
    TrainingStep,
)
from models.secret_copies import clean_copies
from models.typed_erasing import erase_with
from models.uid import new_uid
from models.words import QT_TRANSLATE_NOOP, Sentence, say

NOBODY = "someone"
# Of these a row is the person's own: it goes, with every trace of it.
_OWN: tuple[tuple[type[Row], str], ...] = (
    (Rate, "assistant_id = :who"),
    (Absence, "assistant_id = :who"),
    (Deputy, "assistant_id = :who OR other_id = :who"),
    (Training, "assistant_id = :who"),
    (TrainingStep, "assistant_id = :who"),
    (TaskAssistant, "assistant_id = :who"),
    (Reply, "packet_id IN (SELECT id FROM packet WHERE assistant_id = :who)"),
    (Packet, "assistant_id = :who"),
)
# Of these the row stays without what was written in it.
_STAYING: tuple[tuple[type[Row], dict[str, Any]], ...] = (
    (Handover, {"why_anyway": "", "reasons": ""}),
    (Run, {"note": "", "reasons": ""}),
    (Access, {"assistant_id": None}),
)
# What was granted for a card need not say whose it is: it was theirs who had the card.
_GRANTS = """
    SELECT id, task_id, granted_by FROM access WHERE assistant_id = :who
      OR (assistant_id IS NULL AND task_id IN (SELECT task_id FROM handover WHERE assistant_id = :who))
"""
_SAYS_NAME = ("who", "name", "assistant")


@dataclass(slots=True)
class Erased:
    """What an erasing could not reach. `copies`: files beside the board that still tell of the person;
    `backups`: how many of the board's backups do. Both are known once somebody looked. `name`: theirs.
    """

    copies: tuple[str, ...] = ()
    backups: int = 0
    name: str = ""

    def look(self, board: Path, cancelled: Callable[[], bool] = never) -> None:
        """Find out what still tells of them: on any thread but the one that writes. Raises Cancelled."""
        copies, self.backups = still_in(board, [self.name], cancelled)
        self.copies = tuple(copies)

    @property
    def sentence(self) -> Sentence:
        """For the status line."""
        if self.copies or self.backups:
            text = QT_TRANSLATE_NOOP(
                "models", "Erased here. Still told of in {files}; exports and what you sent keep it, too."
            )
            return say(text, files=left_in(self.copies, self.backups))
        return say(
            QT_TRANSLATE_NOOP(
                "models",
                "Erased here. Copies and exports that you saved elsewhere, and what you sent, keep it.",
            )
        )


def erase(board: Board, assistant: int, told: Erased | None = None) -> None:
    """Erase a person for good. Their cards go back to To set up first. Fills `told`, but for what
    `Erased.look` finds.

    Raises Refused when they are gone.
    """
    who = assistant_of(board, assistant)
    told = Erased() if told is None else told
    backups.keep_first(board, "deletion")
    with board.change("erase", kind="old") as record:
        record.purging = True
        letters = _letters(record.db, assistant) | ({who.name, who.email} - {""})
        erase_with(board, record, typed_erasing.Erased(frozenset([who.uid]), names=frozenset(letters)))
        take_all_back(board, record, assistant, None)
        going = _contents(board, assistant, who.photo)
        gone = {(Assistant._meta.table_name, assistant)}
        for model, where in _OWN:
            rows = _keys(record.db, model, where, {"who": assistant})
            gone |= {(model._meta.table_name, row) for row in rows}
            record.delete_many(model, rows)
        gone |= _erase_comments(record, letters)
        _empty_rows(record, assistant, letters)
        _forget_person(record, assistant)
        _forget_past(record.db, assistant, gone, letters)
        _drop_contents(record.db, going)
    # The log beside the file holds pages as they were.
    sqlite.empty_log(board.db)
    told.name = who.name


def _keys(db: SqliteDatabase, model: type[Row], where: str, values: Any) -> list[int]:
    sql = f'SELECT id FROM "{model._meta.table_name}" WHERE {where}'  # noqa: S608 - constants
    return [row for (row,) in db.execute_sql(sql, values).fetchall()]


def _letters(db: SqliteDatabase, assistant: int) -> set[str]:
    """Names and addresses that they had before."""
    sql = "SELECT image FROM journal_row WHERE item = 'assistant' AND \"row\" = ? AND image IS NOT NULL"
    found: set[str] = set()
    for (text,) in db.execute_sql(sql, (assistant,)).fetchall():
        image = json.loads(text)
        for name in ("name", "email"):
            value = image.get(name)
            found |= {one for one in (value if isinstance(value, list) else [value]) if one}
    return found


def _erase_comments(record: Recorder, letters: set[str]) -> set[tuple[str, int]]:
    """What they said on cards."""
    sql = "SELECT id, author FROM comment WHERE author <> ''"
    names = {fold(one) for one in letters}
    rows = [row for row, author in record.db.execute_sql(sql).fetchall() if fold(author) in names]
    record.delete_many(Comment, rows)
    return {(Comment._meta.table_name, row) for row in rows}


def _empty_rows(record: Recorder, assistant: int, letters: set[str]) -> None:
    """Rows that stay lose what was written about the person, and their name."""
    names = {fold(one) for one in letters}
    _empty_grants(record, assistant, letters)
    for model, fields in _STAYING:
        for row in _keys(record.db, model, "assistant_id = :who", {"who": assistant}):
            _blank(record, model, row, fields)
    for model, column in ((BriefVersion, "author"), (TimeEntry, "plate")):
        sql = f"SELECT id, {column} FROM \"{model._meta.table_name}\" WHERE {column} <> ''"  # noqa: S608
        for row, said in record.db.execute_sql(sql).fetchall():
            if fold(said) in names:
                _blank(record, model, row, {column: NOBODY})


def _empty_grants(record: Recorder, assistant: int, letters: set[str]) -> None:
    """How access was granted may name them ("invited maya@example.org"), in versions of the brief, too."""
    rows = record.db.execute_sql(_GRANTS, {"who": assistant}).fetchall()
    grants = {said for _, _, said in rows}
    for row, _, _ in rows:
        sql = "SELECT image FROM journal_row WHERE item = 'access' AND \"row\" = ? AND image IS NOT NULL"
        for (text,) in record.db.execute_sql(sql, (row,)).fetchall():
            value = json.loads(text).get("granted_by")
            grants |= set(value) if isinstance(value, list) else {value}

    def clean(text: str) -> str:
        if text in grants:
            for one in sorted(letters, key=len, reverse=True):
                text = text.replace(one, NOBODY)
        return text

    for row, _, said in rows:
        _blank(record, Access, row, {"granted_by": clean(said)})
    for task in {task for _, task, _ in rows}:
        clean_copies(record, clean, task, was_sent=False)


def _blank(record: Recorder, model: type[Row], row: int, fields: dict[str, Any]) -> None:
    """Set columns of a row; the note of it must not keep what it takes away."""
    image = record.update_plain(model, row, fields)
    for name in image or ():
        assert image is not None
        image[name] = None


def _forget_person(record: Recorder, assistant: int) -> None:
    """The row itself: gone, or somebody without a name where the past still points to it."""
    needs = ((Handover, "assistant_id"), (Run, "assistant_id"))
    if not any(_keys(record.db, model, f"{column} = ? LIMIT 1", (assistant,)) for model, column in needs):
        record.delete(Assistant, assistant)
        return
    fields = Assistant._meta.fields.values()
    empty = {field.column_name: field.default for field in fields if field.column_name not in _KEPT}
    name = _free_name(record.db)
    # An empty kind marks who was erased: no list shows them.
    empty |= {"uid": new_uid(), "name": name, "folded": fold(name), "kind": "", "outside_company": True}
    empty["ended"] = Assistant.ended.db_value(record.moment)
    _blank(record, Assistant, assistant, empty)


_KEPT = frozenset({"id", "board_id"})


def _free_name(db: SqliteDatabase) -> str:
    number = 1
    name = NOBODY
    while db.execute_sql("SELECT 1 FROM assistant WHERE folded = ?", (fold(name),)).fetchone():
        number += 1
        name = f"{NOBODY} {number}"
    return name


def _forget_past(
    db: SqliteDatabase, assistant: int, gone: set[tuple[str, int]], letters: Iterable[str]
) -> None:
    """Take the person out of the journal. What touched them cannot be taken back any more."""
    touched: set[int] = set()
    lines = db.execute_sql('SELECT id, revision, item, "row", image FROM journal_row').fetchall()
    staying = {model._meta.table_name for model, _ in _STAYING}
    theirs = {
        (model._meta.table_name, row)
        for model, _ in _STAYING
        for row in _keys(db, model, "assistant_id = ?", (assistant,))
    }
    grants = db.execute_sql(_GRANTS, {"who": assistant}).fetchall()
    theirs |= {(Access._meta.table_name, row) for row, _, _ in grants}
    for line, revision, item, row, text in lines:
        image = json.loads(text) if text else {}
        is_gone = (item, row) in gone or _points_to(image, assistant)
        if not is_gone and (item, row) not in theirs and not _mentions(image, letters):
            continue
        touched.add(revision)
        if is_gone and item != "task":
            new = None
        elif item in staying:
            new = json.dumps(dict.fromkeys(image)) if image else None
        else:
            new = json.dumps(_without(image, letters), ensure_ascii=False)
        db.execute_sql("UPDATE journal_row SET image = ? WHERE id = ?", (new, line))
    for revision in touched:
        db.execute_sql("UPDATE journal SET kind = 'old' WHERE revision = ? AND kind <> 'quiet'", (revision,))
    _forget_words(db, letters)


def _points_to(image: dict[str, Any], assistant: int) -> bool:
    """Whether a row was this person's, before or after an update."""
    for name in ("assistant_id", "other_id", "holder_id"):
        value = image.get(name)
        if value == assistant or (isinstance(value, list) and assistant in value):
            return True
    return False


def _mentions(image: dict[str, Any], letters: Iterable[str]) -> bool:
    """Whether a row was signed with the name, before or after an update."""
    return any(
        isinstance(part, str) and part in letters
        for value in image.values()
        for part in (value if isinstance(value, list) else (value,))
    )


def _without(image: dict[str, Any], letters: Iterable[str]) -> dict[str, Any]:
    def clean(value: Any) -> Any:
        return NOBODY if isinstance(value, str) and value in letters else value

    return {
        name: [clean(part) for part in value] if isinstance(value, list) else clean(value)
        for name, value in image.items()
    }


def _forget_words(db: SqliteDatabase, letters: Iterable[str]) -> None:
    """What the journal calls its changes: the name as their subject, and as a value of their words."""
    for revision, subject, text in db.execute_sql(
        "SELECT revision, subject, details FROM journal"
    ).fetchall():
        details = json.loads(text)
        cleaned = {
            name: NOBODY if name in _SAYS_NAME and value in letters else value
            for name, value in details.items()
        }
        said = NOBODY if subject in letters else subject
        if said != subject or cleaned != details:
            words = (said, json.dumps(cleaned, ensure_ascii=False), revision)
            db.execute_sql("UPDATE journal SET subject = ?, details = ? WHERE revision = ?", words)


def _contents(board: Board, assistant: int, photo: str) -> set[str]:
    """Hashes of what was made for them, and of their picture."""
    going = {photo} - {""}
    sql = "SELECT files FROM packet WHERE assistant_id = ?"
    for (files,) in board.db.execute_sql(sql, (assistant,)).fetchall():
        going |= _hashes(files)
    return going


def _hashes(files: str) -> set[str]:
    """The hashes in a packet's list of files, however it is nested."""

    def walk(part: Any) -> Iterable[str]:
        if isinstance(part, str):
            yield part
        elif isinstance(part, dict | list):
            for each in part.values() if isinstance(part, dict) else part:
                yield from walk(each)

    try:
        return set(walk(json.loads(files or "{}")))
    except ValueError:
        return set()


def _drop_contents(db: SqliteDatabase, going: set[str]) -> None:
    """Bytes that nothing names any more."""
    used = {one for (one,) in db.execute_sql("SELECT hash FROM enclosure UNION SELECT photo FROM assistant")}
    for (files,) in db.execute_sql("SELECT files FROM packet"):
        used |= _hashes(files)
    for one in going - used:
        db.execute_sql("DELETE FROM content WHERE hash = ?", (one,))
