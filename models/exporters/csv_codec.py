"""What a cell of our own CSV says, written and read back: lists, steps, figures, moments, guarded text.

Every pair here is an exact inverse, so that export, import and export again give the same bytes. The figures
have a point in every language; moments are UTC.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from fractions import Fraction

from models.drafts import StepDraft
from models.errors import Refused
from models.words import QT_TRANSLATE_NOOP, say

# Later fields are appended, never put between: scripts of owners count columns.
HEADER = (
    "ID",
    "Title",
    "Stage",
    "Verdict",
    "Outcome",
    "Assistants",
    "Due",
    "Due time",
    "Due zone",
    "Repeats",
    "Minutes per run",
    "Runs per week",
    "Tags",
    "Steps",
    "Notes",
    "Created",
    "Changed",
    "Done",
    "Score",
    "Suggested",
    "Specialty",
    "Only me",
    "Teachable",
    "Skill",
    "Risk",
    "Energy",
    "Must stay",
    "On site",
    "Estimate",
    "Hours per week",
    "Won per week",
    "Net per week",
    "Currency",
    "Done when",
    "Skills",
    "Sensitivity",
    "Assistant",
    "Brief",
    "Next check",
    "May decide",
    "Training level",
    "Runs",
    "Minutes won",
    "Series from",
    "Series zone",
    "On days off",
)
# The letter of each answer (models.triage) by its column.
ANSWERS = {"Specialty": "S", "Only me": "O", "Teachable": "T", "Skill": "P", "Risk": "R", "Energy": "E"}

# Spreadsheets run a cell that begins with one of these, some of them also after blanks, invisible characters
# or quotes; the full-width forms become ASCII in East Asian settings.
_FORMULA = re.compile(r"[\s'\"\x00\u00ad\u200b-\u200f\u2060\ufeff]*[=+\-@\t\r\n＝＋－＠]")
_SEPARATOR = "; "
_ESCAPE = re.compile(r"[\\;]")
_PIECE = re.compile(r"\\[\\;]|;[ ]?|[^\\;]+|\\")
_STEP = re.compile(r"\[([ xX])\](?: |\Z)")
_FIGURE = re.compile(r"[0-9]{1,9}(?:[.][0-9]{1,9}|,[0-9]{1,2})?|[.][0-9]{1,9}")
_MOST_MINUTES = 1_000_000
_MOST_HOURS = 168


def guard(text: str) -> str:
    """Put `'` before a text that a spreadsheet would run as a formula; any other text stays as it is."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """Take off what `guard` put on. For files with our header only: elsewhere the `'` is the owner's."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text, 1) else text


def join_list(items: Iterable[str]) -> str:
    r"""Join by `; `, with `\` before a `;` or `\` of an item. A single empty item is a lone `\`."""
    items = list(items)
    joined = _SEPARATOR.join(items)
    if "\\" not in joined and joined.count(";") == len(items) - 1 and joined:
        return joined
    return _SEPARATOR.join([_ESCAPE.sub(r"\\\g<0>", item) for item in items]) if items != [""] else "\\"


def split_list(text: str) -> list[str]:
    r"""The items of `join_list`. Typed by hand, `a;b` is two items and `C:\new` stays as it is."""
    if not text:
        return []
    if text == "\\":
        return [""]
    items = [""]
    for piece in _PIECE.findall(text):
        if piece[0] == ";":
            items.append("")
        else:
            items[-1] += piece[1:] if len(piece) == 2 and piece[0] == "\\" else piece
    return items


def step_text(text: str, done: bool) -> str:
    """One step of a checklist: `[x] text` or `[ ] text`."""
    return f"[x] {text}" if done else f"[ ] {text}"


def format_steps(steps: Iterable[StepDraft]) -> str:
    """A checklist as one cell, in its order."""
    return join_list([step_text(step.text, step.done) for step in steps])


def parse_steps(text: str) -> list[StepDraft]:
    """The checklist in a cell; an item without a mark is a step still to do."""
    return [_parse_step(item) for item in split_list(text)]


def format_minutes(seconds: int | None) -> str:
    """Minutes of so many seconds, with two places at most: the same seconds come back from it.

    Where seconds/60 ends at all as a decimal, it ends within two places, and is then exact.
    """
    return "" if seconds is None else _hundredths((seconds * 100 + 30) // 60)


def format_won(seconds: int | None) -> str:
    """The same of seconds won, which may be negative: `-6.5`; nothing where nothing was measured."""
    return f"-{format_minutes(-seconds)}" if seconds is not None and seconds < 0 else format_minutes(seconds)


def parse_minutes(text: str) -> int | None:
    """Whole seconds from minutes, rounded half up; empty is None. Raises Refused for what is no figure."""
    figure = text.strip()
    if not figure:
        return None
    minutes = Fraction(figure.replace(",", ".")) if _FIGURE.fullmatch(figure) else None
    if minutes is None or minutes > _MOST_MINUTES:
        sentence = say(QT_TRANSLATE_NOOP("models", "“{text}” is no number of minutes."), text=text[:80])
        raise Refused(sentence)
    return int(minutes * 60 + Fraction(1, 2))


def format_runs(runs: Fraction | None) -> str:
    """Runs per week for reading, four places at most: `5`, `0.2308`. Repeats is the truth, not this."""
    if runs is None:
        return ""
    whole, rest = divmod((20_000 * runs.numerator + runs.denominator) // (2 * runs.denominator), 10_000)
    return f"{whole}.{rest:04}".rstrip("0").rstrip(".")


def format_hours(seconds: int | None) -> str:
    """Hours of so many seconds, four places at most: the same seconds come back from it."""
    return "" if seconds is None else format_runs(Fraction(seconds, 3600))


def parse_hours(text: str) -> int | None:
    """Whole seconds from hours; empty is None. Raises Refused for what is no figure."""
    figure = text.strip()
    if not figure:
        return None
    hours = Fraction(figure.replace(",", ".")) if _FIGURE.fullmatch(figure) else None
    if hours is None or hours > _MOST_HOURS:
        sentence = say(QT_TRANSLATE_NOOP("models", "“{text}” is no number of hours."), text=text[:80])
        raise Refused(sentence)
    return int(hours * 3600 + Fraction(1, 2))


def format_score(hundredths: int | None) -> str:
    """A score as it is spoken: `66.25`."""
    return "" if hundredths is None else _hundredths(hundredths)


def format_moment(moment: datetime | None) -> str:
    """A naive UTC moment as `2026-11-23T10:00:00Z`."""
    return "" if moment is None else moment.isoformat(timespec="seconds") + "Z"


def parse_moment(text: str) -> datetime | None:
    """A naive UTC moment; without `Z` or offset it is taken as UTC. Empty is None. Raises Refused."""
    if not text.strip():
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        sentence = say(QT_TRANSLATE_NOOP("models", "“{text}” is no date and time."), text=text[:80])
        raise Refused(sentence) from None


def _parse_step(item: str) -> StepDraft:
    mark = _STEP.match(item)
    return StepDraft(item) if mark is None else StepDraft(item[mark.end() :], mark[1] != " ")


def _hundredths(value: int) -> str:
    whole, rest = divmod(value, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".") if rest else str(whole)
