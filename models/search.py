"""Search: what the owner types becomes words and filters; it never raises, whatever is typed.

`printer tag:it stage:core due:week is:overdue` — words are found anywhere in title, notes, steps, tags, names
and comments, accents and case ignored; a filter is a known name, a colon and a value; what is no filter is a
word.
"""

import datetime as dt
import json
import re
from itertools import chain
from typing import Any, NamedTuple

from models.board import Board
from models.folding import fold, fold_mapped
from models.schema import OUTCOMES, VERDICTS

# Longer texts and more words than these find nothing better, only later.
LONGEST = 500
MOST_WORDS = 20

_PART = r'(?:(?P<name>[^\W\d_]+):)?(?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]+))'
_STAGE_NAMES = frozenset({"stage", "column"})
_FILTERS = frozenset({"tag", "due", "is", "with", "verdict", "sensitivity", "skill"}) | _STAGE_NAMES
_ESTIMATES = frozenset({"rough", "measured"})


class Query(NamedTuple):
    """A parsed search. `words` are folded; `filters` are (name, folded value)."""

    words: tuple[str, ...]
    filters: tuple[tuple[str, str], ...]

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.filters


class Found:
    """The tasks that a search found."""

    def __init__(self, ids: frozenset[int]) -> None:
        self.ids = ids

    @property
    def count(self) -> int:
        return len(self.ids)


def parse_query(text: str) -> Query:
    """Words and filters of a search line; anything may be typed."""
    words: list[str] = []
    filters: list[tuple[str, str]] = []
    # Halves of characters, which a paste can bring, are nothing that a file could hold.
    typed = text[:LONGEST].replace("\0", " ").encode(errors="replace").decode()
    for match in re.finditer(_PART, typed):
        name, value = match["name"], match["quoted"] if match["quoted"] is not None else match["plain"]
        if name is None and value.endswith(":"):
            name, value = value[:-1], ""
        if name and name.lower() in _FILTERS:
            # Still being typed, a filter without a value filters nothing.
            if folded := fold(value).strip():
                filters.append((name.lower(), folded))
            continue
        # "a:b" with an unknown name is an ordinary word
        word = fold(value if not name else f"{name}:{value}").strip()
        if word:
            words.append(word)
    return Query(tuple(words[:MOST_WORDS]), tuple(filters[:MOST_WORDS]))


def find(board: Board, query: Query, today: dt.date) -> Found:
    """The tasks that have every word and pass every filter. Without `is:binned`, the bin is left out."""
    binned = ("is", "binned") in query.filters
    where, values = ["t.binned IS NOT NULL" if binned else "t.binned IS NULL"], []
    for word in query.words:
        part, value = _word(word)
        where.append(part)
        values.append(value)
    for name, value in query.filters:
        part, more = _stage(board, value) if name in _STAGE_NAMES else _FILTER_SQL[name](value, today)
        where.append(part)
        values += more
    sql = f"SELECT t.id FROM task t WHERE {' AND '.join(where)}"  # noqa: S608 - parts are constants, values are bound
    return Found(frozenset(chain.from_iterable(board.db.execute_sql(sql, values))))


def highlights(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where the words stand in `text`: (start, length) in its own characters, in order, not overlapping."""
    if not words:
        return []
    folded, places = fold_mapped(text)
    marked = bytearray(len(text))
    for word in words:
        at = folded.find(word)
        while at >= 0:
            first, last = places[at], places[at + len(word) - 1]
            marked[first : last + 1] = b"\1" * (last + 1 - first)
            at = folded.find(word, at + 1)
    return [(run.start(), run.end() - run.start()) for run in re.finditer(b"\1+", bytes(marked))]


def _word(word: str) -> tuple[str, str]:
    if len(word) >= 3:
        # Quoted, a text has no operators for FTS5; the trigram index finds it anywhere in a word.
        quoted = '"' + word.replace('"', '""') + '"'
        return "t.id IN (SELECT rowid FROM search_index WHERE search_index MATCH ?)", quoted
    # Both are folded; LIKE would take the last characters of Unicode for each other.
    return "t.id IN (SELECT task FROM search_text WHERE instr(folded, ?))", word


def _escaped(text: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", text)


_Sql = tuple[str, list[Any]]


def _tag(value: str, today: dt.date) -> _Sql:
    sql = (
        "t.id IN (SELECT tt.task_id FROM task_tag tt JOIN tag g ON g.id = tt.tag_id"
        r" WHERE g.folded LIKE ? ESCAPE '\')"
    )
    return sql, [f"{_escaped(value)}%"]


def _with(value: str, today: dt.date) -> _Sql:
    if value in ("nobody", "none"):
        return "NOT EXISTS (SELECT 1 FROM task_assistant ta WHERE ta.task_id = t.id)", []
    sql = (
        "t.id IN (SELECT ta.task_id FROM task_assistant ta JOIN assistant a ON a.id = ta.assistant_id"
        r" WHERE a.folded LIKE ? ESCAPE '\')"
    )
    return sql, [f"{_escaped(value)}%"]


def _stage(board: Board, value: str) -> _Sql:
    rows = board.db.execute_sql("SELECT id, kind, name FROM stage")
    matching = [row for row, kind, name in rows if value in fold(name) or value.replace(" ", "_") == kind]
    return "t.stage_id IN (SELECT value FROM json_each(?))", [json.dumps(matching)]


def _due(value: str, today: dt.date) -> _Sql:
    day = dt.timedelta(days=1)
    spans: dict[str, tuple[dt.date | None, dt.date | None]] = {
        "today": (today, today),
        "tomorrow": (today + day, today + day),
        "yesterday": (today - day, today - day),
        "week": (today, today + 6 * day),
        "month": (today, today + 30 * day),
        "overdue": (None, today - day),
        "late": (None, today - day),
    }
    if value in ("none", "no", "never"):
        return "t.due IS NULL", []
    if value in ("any", "some", "yes"):
        return "t.due IS NOT NULL", []
    if value in spans:
        first, last = spans[value]
        return "t.due BETWEEN ? AND ?", [
            (first or dt.date.min).isoformat(),
            (last or dt.date.max).isoformat(),
        ]
    relation = "<" if value.startswith("<") else ">" if value.startswith(">") else "="
    text = value.lstrip("<>=")
    if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text) and relation == "=":
        return "t.due LIKE ?", [f"{text}%"]
    try:
        bound = dt.date.fromisoformat(text)
    except ValueError:
        return "0", []
    return ("t.due < ?" if relation == "<" else "t.due > ?"), [bound.isoformat()]


def _is(value: str, today: dt.date) -> _Sql:
    fixed = {
        "overdue": ("t.due < ? AND t.outcome IS NULL", [today.isoformat()]),
        "late": ("t.due < ? AND t.outcome IS NULL", [today.isoformat()]),
        "open": ("t.outcome IS NULL", []),
        "recurring": ("t.repeat_count IS NOT NULL", []),
        "binned": ("1", []),
    }
    if value in fixed:
        return fixed[value]
    if value in OUTCOMES:
        return "t.outcome = ?", [value]
    if value in _ESTIMATES:
        return "t.estimate = ?", [value]
    return _verdict(value, today) if value in VERDICTS else ("0", [])


def _verdict(value: str, today: dt.date) -> _Sql:
    return "t.verdict = ?", [value]


def _sensitivity(value: str, today: dt.date) -> _Sql:
    return "t.sensitivity = ?", ["" if value == "none" else value]


def _skill(value: str, today: dt.date) -> _Sql:
    return r"lower(t.skills) LIKE ? ESCAPE '\'", [f"%{_escaped(value)}%"]


_FILTER_SQL = {
    "tag": _tag,
    "with": _with,
    "due": _due,
    "is": _is,
    "verdict": _verdict,
    "sensitivity": _sensitivity,
    "skill": _skill,
}
