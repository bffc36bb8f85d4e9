"""A table of people: our own file of assistants, or one that names at least two things that only people
have. Every column may be missing but the name.
"""

import csv
import re
from dataclasses import dataclass, field

from models.errors import Refused
from models.exporters.csv_codec import split_list, unguard
from models.exporters.csv_people_codec import COLUMNS
from models.importers.base import MAX_CELL, MAX_NAME, Asked, Pace, Problems, Progress, Source
from models.importers.csv_text import read_rows
from models.importers.incoming import Incoming, refuse_foreign
from models.words import QT_TRANSLATE_NOOP, say

_BY_HEADER = {header.lower(): name for header, name in COLUMNS}
# Tables of tasks have a name, too; these tell people from them.
_TELLING = frozenset(
    header.lower()
    for header, name in COLUMNS
    if name in ("email", "outside_company", "city", "zone", "days", "hours", "languages", "rates", "send_by")
    or name in ("channel", "reply_hours", "authority", "spend", "ask_when", "clearance", "seconds_per_week")
)
_OF_TASKS = frozenset({"title", "stage", "verdict", "due", "due date", "list", "list name", "card name"})
_LISTS = frozenset({"rates", "absences", "deputies"})
_UID = re.compile(r"[0-9a-fA-F-]{8,64}")
_DELIMITERS = ",;\t"
MOST_PEOPLE = 1_000
MOST_LETTERS = 16_000_000


@dataclass(slots=True)
class AssistantDraft:
    """A person on the way in. `fields`: cells by the field's name, as text; empty ones only of a row with
    our ID, where they mean empty. `uid` None: a row of somebody else's making.
    """

    row: int
    name: str
    uid: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    rates: list[str] = field(default_factory=list)
    absences: list[str] = field(default_factory=list)
    deputies: list[str] = field(default_factory=list)
    ended: str = ""


def is_people(source: Source) -> bool:
    """Whether a file or pasted text is a table of people. Raises Refused where it cannot be opened."""
    incoming = Incoming(source)
    head = incoming.head(16_384)
    text = head.replace(b"\0", b"").decode("utf-8", "replace").lstrip("\ufeffï»¿ÿþ")
    return _is_header(_cells(_first_line(text)))


def read_people(
    source: Source, problems: Problems, progress: Progress | None = None, cancelled: Asked | None = None
) -> list[AssistantDraft]:
    """The rows in the order of the file; what cannot be read is listed. Raises Refused and Cancelled."""
    incoming = Incoming(source)
    pace = Pace(progress, cancelled)
    refuse_foreign(incoming.head())
    encoding = incoming.encoding(pace=pace)
    head = incoming.head(16_384).decode(encoding.name, "replace").lstrip("\ufeff")
    names: list[str] = []
    drafts: list[AssistantDraft] = []
    letters = 0
    for number, cells, place in read_rows(incoming, encoding, _delimiter(_first_line(head)), problems):
        pace.step(place, incoming.size)
        if not any(cells):
            continue
        if not names:
            names = _names(cells, problems)
            continue
        if any(cells[len(names) :]):
            text = QT_TRANSLATE_NOOP("models", "The row has more cells than the header; they were left out.")
            problems.add(number, cells[0], say(text))
        if (draft := _draft(number, dict(zip(names, cells, strict=False)), problems)) is not None:
            drafts.append(draft)
            letters += sum(map(len, cells))
        if len(drafts) > MOST_PEOPLE or letters > MOST_LETTERS:
            text = QT_TRANSLATE_NOOP(
                "models", "The file holds more than {most} people, or too much of them; that is too much."
            )
            raise Refused(say(text, most=f"{MOST_PEOPLE:,}"))
    if encoding.broken:
        text = QT_TRANSLATE_NOOP("models", "The file holds %n broken letter(s), shown as �.")
        problems.add(0, "", say(text, encoding.broken))
    return drafts


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0].split("\r", 1)[0]


def _names(cells: list[str], problems: Problems) -> list[str]:
    """The fields of the columns; of two that mean the same the first counts, as told."""
    names: list[str] = []
    left_out: list[str] = []
    for cell in cells:
        header = cell.lstrip("\ufeff").strip()
        name = _BY_HEADER.get(header.lower(), "")
        if header and (not name or name in names):
            left_out.append(header)
        names.append("" if name in names else name)
    if left_out:
        text = QT_TRANSLATE_NOOP("models", "What stands in these columns is not taken over: {names}.")
        problems.add(0, "", say(text, names=", ".join(left_out)[:300]))
    return names


def _is_header(cells: list[str]) -> bool:
    found = {cell.strip().lower() for cell in cells}
    if "assistant id" in found:
        return True
    return "name" in found and len(found & _TELLING) >= 2 and not found & _OF_TASKS


def _cells(line: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=_delimiter(line)), [])
    except csv.Error:
        return []


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=line.count)


def _draft(row: int, cells: dict[str, str], problems: Problems) -> AssistantDraft | None:
    cells.pop("", None)
    said = {name: unguard(text).replace("\r\n", "\n") for name, text in cells.items()}
    name = " ".join(said.pop("name", "").split())
    if max(map(len, said.values()), default=0) > MAX_CELL:
        source = QT_TRANSLATE_NOOP(
            "models", "The row was left out: one of its cells is longer than {most} characters."
        )
        problems.add(row, name, say(source, most=f"{MAX_CELL:,}"))
        return None
    if not name:
        problems.add(row, "", say(QT_TRANSLATE_NOOP("models", "The row was left out: it has no name.")))
        return None
    if len(name) > MAX_NAME:
        source = QT_TRANSLATE_NOOP("models", "The row was left out: a name has {most} characters at most.")
        problems.add(row, name, say(source, most=MAX_NAME))
        return None
    uid = said.pop("uid", "").strip().lower()
    if uid and not _UID.fullmatch(uid):
        source = QT_TRANSLATE_NOOP("models", "“{name}” is no ID of ours; the row was taken by its name.")
        problems.add(row, name, say(source, name=uid[:80]))
        uid = ""
    draft = AssistantDraft(row, name, uid or None, ended=said.pop("ended", "").strip())
    for list_name in _LISTS:
        setattr(draft, list_name, [item.strip() for item in split_list(said.pop(list_name, ""))])
    draft.fields = {name: text for name, text in said.items() if uid or text.strip()}
    return draft
