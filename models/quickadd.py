"""Quick add: a card from one typed line, such as `Send invoices every month 45m #books @Maya by friday`.

A hand-written, anchored grammar. `#tag` and `@name` count anywhere. Frequency, duration and due date count at
the end of the line, in any order; "every …" and "by …" also at its start, and between words that visibly go on
with the sentence ("every month to Anna"). Everything else stays in the title: better a part missed, which the
owner sees at once, than a title cut short.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from models import quickadd_words as words
from models.drafts import TaskDraft
from models.folding import fold
from models.repeats import Repeat, repeat_of_rule

# No phrase is longer; it bounds the work on a line of any length.
_LONGEST_PHRASE = 60
_MOST_SECONDS = 100 * 3600
_RULE_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the line that was understood: `text` is line[start:end].

    `kind`: "tag", "assistant", "repeat", "duration" or "due".
    """

    start: int
    end: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class QuickAdd:
    """What a line says. `due_time` is "HH:MM" and only there together with `due`; parts come in line order."""

    title: str
    repeat: Repeat | None = None
    seconds_per_run: int | None = None
    tags: tuple[str, ...] = ()
    assistants: tuple[str, ...] = ()
    due: date | None = None
    due_time: str | None = None
    parts: tuple[Part, ...] = ()

    def draft(self) -> TaskDraft:
        """The same as a card that is not on the board yet."""
        return TaskDraft(
            title=self.title,
            repeat=self.repeat,
            seconds_per_run=self.seconds_per_run,
            tags=list(self.tags),
            assistants=list(self.assistants),
            due=self.due,
            due_time=self.due_time,
        )


def parse_line(text: str, today: date, first_weekday: int = 0, dates: str | None = None) -> QuickAdd:
    """Understand one line; never raises. A line that is nothing but parts keeps its text as the title.

    `first_weekday` (0 = Monday) decides where "next week" begins; `dates` ("us", "eu" or None) how 12/5 is
    read: with None only a date that reads one way alone, such as 25/12, is taken.
    """
    return _Reading(text, today, first_weekday, dates).result()


def parse_paste(text: str) -> list[str]:
    """The lines of a pasted list that become cards, without bullets, numbers and check boxes."""
    lines = (_BULLETS.sub("", line).strip() for line in text.splitlines())
    return [line for line in lines if line and not _RULER.fullmatch(line)]


def _any(choices: Iterable[str]) -> str:
    """A pattern of any of these phrases, the longest first."""
    ordered = sorted(choices, key=len, reverse=True)
    return "(?:" + "|".join(choice.replace(" ", r"\s+") for choice in ordered) + ")"


def _table(rows: Iterable[Sequence[str]]) -> dict[str, int]:
    return {word: index for index, row in enumerate(rows) for word in row}


_BULLETS = re.compile(
    r"\s*(?:(?:[-*+•◦▪–—·]|\d{1,3}[.)])\s+)*(?:(?:\[[ xX]?\]|[☐☑☒✓✔])\s+)?(?=\S)|\s*(?:[-*+•◦▪–—·])\s*$"
)
_RULER = re.compile(r"[-–—=_*·.\s]+")

_BARE_DAYS = _table(words.WEEKDAYS) | _table(words.SHORT_WEEKDAYS)
_DAYS = _BARE_DAYS | _table(words.MARKED_WEEKDAYS)
_MONTHS = {word: month + 1 for word, month in _table(words.MONTHS).items()}
_UNITS = {word: unit for unit, row in words.UNITS.items() for word in row}
_ADVERBS = {word: unit for unit, row in words.ADVERBS.items() for word in row}

_DAY_LIST = rf"{_any(_DAYS)}[.]?(?:(?:\s*,\s*|\s+)(?:(?:and|und|&)\s+)?{_any(_DAYS)})*"
_COUNT = rf"(?:\d{{1,3}}|{_any(words.NUMBERS)})"
_TIME = (
    rf"(?:\s*,?\s+(?:{_any(words.TIME_MARKERS)}\s*)?"
    r"(?:(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?\s?(?P<half>[ap]m|uhr)|(?P<hour24>\d{1,2}):(?P<minute24>\d\d)))?"
)
_DATE = rf"""(?:
    (?P<iso>\d{{4}}-\d\d-\d\d)
  | (?P<dot_day>\d{{1,2}})[.](?P<dot_month>\d{{1,2}})(?:[.](?P<dot_year>\d{{4}}|\d\d)?|(?P<no_dot>))(?![\d.])
  | (?P<slash_1>\d{{1,2}})/(?P<slash_2>\d{{1,2}})(?:/(?P<slash_year>\d{{4}}))?
  | (?P<day>\d{{1,2}})(?:st|nd|rd|th|[.])?\s*(?:of\s+)?(?P<month>{_any(_MONTHS)})\b[.]?(?:,?\s+(?P<year>\d{{4}}))?
  | (?P<month_first>{_any(_MONTHS)})[.]?\s+(?P<day_last>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year_last>\d{{4}}))?
  | (?P<relative>{_any(words.RELATIVE_DAYS)})
  | (?:(?P<next_day>{_any(words.NEXT)})\s+|{_any(words.THIS)}\s+)?(?P<weekday>{_any(_DAYS)})
  | {_any(words.IN)}\s+(?P<in_count>{_COUNT})\s+(?P<in_unit>{_any(_UNITS)})
  | {_any(words.NEXT)}\s+(?P<next_unit>{_any(_UNITS)})
  | {_any(words.END_OF)}\s+(?P<end_unit>{_any(_UNITS)})
)""".replace("\n", "").replace("  ", "")
_STRONG, _ANY_MARKER = _any(words.STRONG_MARKERS), _any((*words.STRONG_MARKERS, *words.WEAK_MARKERS))
_EVERY = rf"""(?:
    {_any(words.EVERY)}\s+(?:
        (?P<workday>{_any(words.WORKDAYS)})
      | (?:(?P<second>{_any(words.SECOND)})|(?P<step>{_COUNT}))?\s*(?P<unit>{_any(_UNITS)})
      | (?P<second_day>{_any(words.SECOND)})?\s*(?P<days>{_DAY_LIST}){_TIME}
    )
)""".replace("\n", "").replace("  ", "")
_OFTEN = rf"""(?:
    (?P<adverb>{_any(_ADVERBS)})
  | (?P<often>{_COUNT})(?:\s*{_any(words.TIMES)})?(?:\s*/\s*|\s+{_any(words.A)}\s+)(?P<per>{_any(_UNITS)})
)""".replace("\n", "").replace("  ", "")
_LENGTH = rf"""(?:(?:{_any(words.DURATION_MARKERS)}\s+|~\s?)?(?:
    (?P<h>\d{{1,3}}(?:[.,]\d{{1,2}})?)\s?(?:(?-i:h)|{_any(words.HOURS)})(?:(?P<hm>[0-5]\d)(?:(?-i:m)|min)?|\s?(?P<hmin>[0-5]?\d)\s?(?:(?-i:m)|{_any(words.MINUTES)}))?
  | (?P<min>\d{{1,4}})(?:(?-i:m)|\s?{_any(words.MINUTES)})[.]?
  | (?P<half_hour>{_any(words.HALF_HOURS)})
))""".replace("\n", "").replace("  ", "")


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_LABEL = re.compile(
    r"""(?<!\S)(?P<sign>[#@])(?:["“„](?P<quoted>[^"“”„]+)["“”]|(?P<word>[^\s#@,;"“”()\[\]{}]+))"""
)
_STOP = r"(?![^\s.!,;])[.!,;]*"
_AT_END = {
    "duration": _compiled(rf"(?<!\S){_LENGTH}{_STOP}\s*\Z"),
    "repeat": _compiled(rf"(?<!\S)(?:{_EVERY}|{_OFTEN}){_STOP}\s*\Z"),
    "due": _compiled(rf"(?<!\S)(?:(?P<marker>{_ANY_MARKER})\s+)?{_DATE}{_TIME}{_STOP}\s*\Z"),
}
_AT_START = {
    "repeat": _compiled(rf"\s*{_EVERY}(?=\s*[,:]?\s+\S)[,:]?"),
    "due": _compiled(rf"\s*(?P<marker>{_ANY_MARKER})\s+{_DATE}{_TIME}(?=\s*[,:]?\s+\S)[,:]?"),
}
_GOES_ON = rf"(?=\s+{_any(words.FUNCTION_WORDS)}\s)"
_INSIDE = {
    "repeat": _compiled(rf"(?<!\S){_EVERY}{_GOES_ON}"),
    "due": _compiled(rf"(?<!\S)(?P<marker>{_STRONG})\s+{_DATE}{_TIME}{_GOES_ON}"),
}
