"""What a column of a table means: field names, headers in several languages, the programs they come from."""

import re
from collections.abc import Collection, Sequence

from models.folding import fold
from models.importers.csv_headers import HEADERS, IDLE
from models.words import QT_TRANSLATE_NOOP, Sentence, say

EXTRA = "extra"
IGNORE = ""

# Field -> its name on screen, in the order in which a preview offers them.
FIELD_NAMES: dict[str, Sentence] = {
    "title": say(QT_TRANSLATE_NOOP("models", "Title")),
    "notes": say(QT_TRANSLATE_NOOP("models", "Notes")),
    "column": say(QT_TRANSLATE_NOOP("models", "List or column")),
    "tags": say(QT_TRANSLATE_NOOP("models", "Tags")),
    "assistants": say(QT_TRANSLATE_NOOP("models", "People")),
    "due": say(QT_TRANSLATE_NOOP("models", "Due date")),
    "due_time": say(QT_TRANSLATE_NOOP("models", "Due time")),
    "due_zone": say(QT_TRANSLATE_NOOP("models", "Time zone")),
    "repeat": say(QT_TRANSLATE_NOOP("models", "How often")),
    "minutes": say(QT_TRANSLATE_NOOP("models", "Duration")),
    "steps": say(QT_TRANSLATE_NOOP("models", "Steps")),
    "comments": say(QT_TRANSLATE_NOOP("models", "Comments")),
    "links": say(QT_TRANSLATE_NOOP("models", "Links")),
    "done": say(QT_TRANSLATE_NOOP("models", "Finished (yes or no, or when)")),
    "archived": say(QT_TRANSLATE_NOOP("models", "Archived: yes or no")),
    "verdict": say(QT_TRANSLATE_NOOP("models", "Your decision")),
    "outcome": say(QT_TRANSLATE_NOOP("models", "How it ended")),
    "created": say(QT_TRANSLATE_NOOP("models", "Created")),
    "changed": say(QT_TRANSLATE_NOOP("models", "Changed")),
    "id": say(QT_TRANSLATE_NOOP("models", "ID in the other program")),
    EXTRA: say(QT_TRANSLATE_NOOP("models", "A line in the notes")),
    IGNORE: say(QT_TRANSLATE_NOOP("models", "Leave out")),
}
DATES = ("due", "done", "created", "changed")
_SEVERAL = frozenset({"tags", "links", "comments", "steps", "done"})  # every matching column is taken


def _names(text: str) -> list[str]:
    return [fold(" ".join(name.split())) for name in text.split("|")]


_RANKED = {field: {name: rank for rank, name in enumerate(_names(text))} for field, text in HEADERS.items()}
_IDLE_NAMES = frozenset(_names(IDLE))
_BRACKETS = re.compile(r"[\[(].*?[\])]")

TOOLS = {
    "trello": {"card id", "card name", "list name"},
    "asana": {"task id", "section/column"},
    "todoist": {"type", "content", "indent"},
    "planner": {"task name", "bucket name"},
    "kanboard": {"reference", "swimlane", "assignee username"},
    "ticktick": {"folder name", "list name", "is check list"},
    "wekan": {"title", "stage", "members"},
    "own": {"id", "title", "stage", "verdict", "outcome"},
}
_BY_TOOL: dict[str, dict[str, str]] = {
    "trello": {"due complete": "done", "start date": EXTRA},
    "todoist": {
        "content": "title",
        "description": "notes",
        "date": "due",
        "duration": "minutes",
        "deadline": EXTRA,
    }
    | {"type": IGNORE, "indent": IGNORE, "responsible": "assistants", "priority": EXTRA},
    "planner": {"progress": "done", "completed checklist items": IGNORE, "description": "notes"},
    "kanboard": {
        "status": "done",
        "column": "column",
        "title": "title",
        "project": EXTRA,
        "category": "tags",
    },
    "ticktick": {"status": "done", "content": "notes", "title": "title", "taskid": "id", "reminder": IGNORE}
    | {"is check list": IGNORE, "due date": "due", "folder name": IGNORE},
    "wekan": {"owner": IGNORE, "finish date": EXTRA, "start date": EXTRA, "stage": "column"},
}


def plain(header: str) -> str:
    """A header as it is looked up: folded, without brackets, dots, colons and doubled blanks."""
    bare = _BRACKETS.sub(" ", header)
    return " ".join(fold(bare if bare.strip() else header).strip(" .:*\ufeff\"'").split())


def fields_of(header: str) -> list[str]:
    """The fields that a header may mean, [] for an unknown one."""
    name = plain(header)
    return [field for field, ranks in _RANKED.items() if name in ranks]


def is_known(header: str) -> bool:
    """Whether a header of another program is recognised at all."""
    name = plain(header)
    return name in _IDLE_NAMES or bool(fields_of(header))


def tool_of(headers: Sequence[str]) -> str:
    """The program that wrote the file, "" if it is not one of the known ones."""
    names = {plain(header) for header in headers}
    found = [tool for tool, signs in TOOLS.items() if signs <= names]
    return max(found, key=lambda tool: len(TOOLS[tool]), default="")


def guess_mapping(
    headers: Sequence[str], empty: Collection[str], flags: Collection[str], tool: str
) -> dict[str, str]:
    """Header -> field. `empty`: headers without any value; `flags`: those that hold only yes and no."""
    mapping: dict[str, str] = {}
    ruled = _BY_TOOL.get(tool, {})
    for header in headers:
        name = plain(header)
        if name in ruled:
            mapping[header] = ruled[name]
        elif name in _IDLE_NAMES:
            mapping[header] = IGNORE
    taken = {field for field in mapping.values() if field and field != EXTRA}
    wishes = sorted(
        (header in empty, rank, place, field, header)
        for place, header in enumerate(headers)
        if header not in mapping
        for field, rank in _wishes(header, header in flags)
    )
    for _, _, _, field, header in wishes:
        if header in mapping or (field in taken and field not in _SEVERAL):
            continue
        mapping[header] = field
        taken.add(field)
    for header in headers:
        if header not in mapping:
            mapping[header] = IGNORE if "assistants" in fields_of(header) else EXTRA
    return {header: mapping[header] for header in headers}


def _wishes(header: str, is_flag: bool) -> list[tuple[str, int]]:
    """The fields of a header with their ranks; what holds only yes and no is no list of cards."""
    name = plain(header)
    found = [(field, ranks[name]) for field, ranks in _RANKED.items() if name in ranks]
    if is_flag:
        return [(field, rank) for field, rank in found if field in ("done", "archived")] or found
    return [(field, rank) for field, rank in found if field not in ("done", "archived")] or found
