"""What another program put into a board: told by name, never taken for a newer version, and never run.

What SQLite and its tools keep about a file (statistics, an index) is nobody's table, and is passed over.
"""

from collections.abc import Sequence
from pathlib import Path

from models import migrate, sqlite
from models.errors import StrangeBoard
from models.recorded import TABLES
from models.words import QT_TRANSLATE_NOOP, Sentence, say

Part = tuple[str, str, str]
# What columns were called before a migration renamed them.
FORMER: set[Part] = {("table", "run", "owner_seconds")}
_NAMED = 3
_LONGEST = 40


def refuse_strange_parts(path: Path) -> None:
    """Raises NewerBoard where a file has a later format, StrangeBoard where it has a table, a column, a view
    or a trigger that neither today's schema has nor an older one had.
    """
    parts = sqlite.parts_of(path)
    if any(kind == "version" for kind, *_ in parts):
        # Only a later version of this program counts there.
        raise migrate.newer(path)
    if found := _strange(parts):
        raise strange_in_words(path, found)


def strange_in_words(path: Path, found: Sequence[Part]) -> StrangeBoard:
    """What is said of them, the first few by name."""
    text = QT_TRANSLATE_NOOP(
        "models",
        "{file} holds what no version of this program put there: {parts}. It was left as it is; what belongs "
        "to the board can be saved into a new one.",
    )
    return StrangeBoard(say(text, file=path.name, parts=_listed([_named(part) for part in found])))


def _strange(parts: Sequence[Part]) -> list[Part]:
    """A table that is not ours is named once, without its columns."""
    ours = {("table", model._meta.table_name, name) for model in TABLES for name in sqlite.columns(model)}
    ours |= FORMER | {("table", "schema_migration", name) for name in ("id", "name", "applied")}
    tables = {name for _, name, _ in ours}
    found = [
        (kind, name, column if kind == "table" and name in tables else "")
        for kind, name, column in parts
        if (kind, name, column) not in ours
    ]
    return list(dict.fromkeys(found))


def _named(part: Part) -> Sentence:
    kind, table, column = part
    name, column = table[:_LONGEST], column[:_LONGEST]
    if column:
        return say(QT_TRANSLATE_NOOP("models", "the column {column} of {table}"), column=column, table=name)
    text = {
        "view": QT_TRANSLATE_NOOP("models", "the view {name}"),
        "trigger": QT_TRANSLATE_NOOP("models", "the trigger {name}"),
    }.get(kind, QT_TRANSLATE_NOOP("models", "the table {name}"))
    return say(text, name=name)


def _listed(parts: Sequence[Sentence]) -> Sentence:
    if len(parts) > _NAMED:
        text = QT_TRANSLATE_NOOP("models", "{parts} and %n more")
        return say(text, len(parts) - _NAMED, parts=_listed(parts[:_NAMED]))
    if len(parts) == 1:
        return parts[0]
    text = QT_TRANSLATE_NOOP("models", "{first}, {rest}")
    return say(text, first=parts[0], rest=_listed(parts[1:]))
