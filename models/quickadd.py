"""Quick add: a card from one typed line, such as `Send invoices every month 45m #books @Maya by friday`.

A hand-written, anchored grammar. `#tag` and `@name` count anywhere. Frequency, duration and due date count
at the end of the line, in any order; "every …" and "by …" also at its start, and where the sentence visibly
goes on behind them ("every month to Anna"). Everything else stays in the title: better a part missed, which
the owner sees at once, than a title cut short.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from models import quickadd_series
from models import quickadd_words as words
from models.drafts import TaskDraft
from models.errors import Refused
from models.folding import fold
from models.quickadd_dates import COUNT, DATE, DAY, DAYS, MONTHS_IN, TIME, UNIT, UNITS, Calendar, read_time
from models.repeats import MOST_PER_UNIT, Repeat, repeat_of_rule

# They bound the work: no phrase is longer, and a longer line is a text, not a card typed in haste.
_LONGEST_PHRASE = 60
_LONGEST_LINE = 1000
_MOST_SECONDS = 100 * 3600
_SEAM = (",", ";", ":", ".", "!", "?")
_RULE_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


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
    """What a line says; `due_time` is "HH:MM", never without `due`; parts come in the line's order."""

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
    if len(text) > _LONGEST_LINE:
        return QuickAdd(" ".join(text.split()))
    return _Reading(text, today, first_weekday, dates).result()


def parse_paste(text: str) -> list[str]:
    """The lines of a pasted list that become cards, without bullets, numbers and check boxes."""
    lines = (_BULLETS.sub("", line).strip() for line in text.splitlines())
    return [line for line in lines if line and not _RULER.fullmatch(line)]


_BULLETS = re.compile(r"\A\s*(?:(?:[-*+•◦▪–—·]|\d{1,3}[.)])(?:\s+|$))*(?:(?:\[[ xX]?\]|[☐☑☒✓✔])(?:\s+|$))?")
_RULER = re.compile(r"[-–—=_*·.\s]+")

_ADVERBS = {word: unit for unit, row in words.ADVERBS.items() for word in row}

# Patterns are verbose: blanks in them are for the reader.
_EVERY = rf"""(?:{quickadd_series.PATTERN}) | {words.any_of(words.EVERY)}\s+ (?:
    (?P<workday>{words.any_of(words.WORKDAYS)})
  | (?:(?P<step>{words.any_of(words.SECOND)}|{COUNT})\s+)? (?P<unit>{UNIT})
  | (?:(?P<other>{words.any_of(words.SECOND)})\s+)?
    (?P<days>{DAY} (?:(?:\s*,\s*|\s+)(?:(?:and|und|&)\s+)?{DAY})*) {TIME}
) | {quickadd_series.EACH}"""
_OFTEN = rf"""(?:
    (?P<adverb>{words.any_of(_ADVERBS)})
  | (?P<often>{COUNT}) (?:\s*{words.any_of(words.TIMES)})?
    (?:\s*/\s*|\s+{words.any_of(words.A)}\s+) (?P<per>{UNIT})
)"""
_LENGTH = rf"""(?:{words.any_of(words.DURATION_MARKERS)}\s+|~\s?)? (?:
    (?P<hours>\d{{1,3}}(?:[.,]\d{{1,2}})?) \s?(?:(?-i:h)|{words.any_of(words.HOURS)})
    (?: (?P<rest>[0-5]\d)(?:(?-i:m)|min)?
      | \s?(?P<minutes_too>[0-5]?\d)\s?(?:(?-i:m)|{words.any_of(words.MINUTES)})
    )?
  | (?P<minutes>\d{{1,4}})(?:(?-i:m)|\s?{words.any_of(words.MINUTES)})
  | (?P<half_hour>{words.any_of(words.HALF_HOURS)})
)"""
_STRONG = words.any_of(words.STRONG_MARKERS)
_MARKER = words.any_of((*words.STRONG_MARKERS, *words.WEAK_MARKERS))
_AT_END = r"(?![^\s.!,;])[.!,;]*\s*\Z"
_AT_START = r"(?=\s*[,:]?\s+\S)[,:]?"
_GOES_ON = rf"(?=\s+{words.any_of(words.FUNCTION_WORDS)}\s)"


_LABEL = re.compile(r"""(?<!\S)([#@])(?:["“„]([^"“”„]+)["“”]|([^\s#@,;"“”()\[\]{}]+))""")
_ENDINGS = {
    "duration": rf"(?<!\S){_LENGTH}{_AT_END}",
    "repeat": rf"(?<!\S)(?:{_EVERY}|{_OFTEN}){_AT_END}",
    "due": rf"(?<!\S)(?:(?P<marker>{_MARKER})\s+)?{DATE}{TIME}{_AT_END}",
}
_BEGINNINGS = {
    "repeat": rf"(?:{_EVERY}){_AT_START}",
    "due": rf"(?P<marker>{_MARKER})\s+{DATE}{TIME}{_AT_START}",
}
_MIDDLES = {
    "repeat": rf"(?<!\S)(?:{_EVERY}){_GOES_ON}",
    "due": rf"(?<!\S)(?P<marker>{_STRONG})\s+{DATE}{TIME}{_GOES_ON}",
}


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """At the first line, not at the start of the program: together they take 40 ms."""
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


class _Reading:
    """One line being read: what was found so far and the stretches of text that it takes up."""

    def __init__(self, text: str, today: date, first_weekday: int, dates: str | None) -> None:
        self.text = text
        self.calendar = Calendar(today, first_weekday, dates)
        self.taken: list[tuple[int, int]] = []
        self.parts: list[Part] = []
        self.labels: dict[str, list[str]] = {"tag": [], "assistant": []}
        self.repeat: Repeat | None = None
        self.first_day: date | None = None
        self.seconds: int | None = None
        self.due: date | None = None
        self.time: str | None = None
        self._found: set[str] = set()

    def result(self) -> QuickAdd:
        self._read_labels()
        self._read_end()
        self._read_start()
        for kind, pattern in _MIDDLES.items():
            for match in _compiled(pattern).finditer(self.text):
                self._take(kind, match)
        title = self._title() or " ".join(self.text.split())
        due = self.due or self.first_day
        return QuickAdd(
            title,
            self.repeat,
            self.seconds,
            tuple(self.labels["tag"]),
            tuple(self.labels["assistant"]),
            due,
            self.time,
            tuple(sorted(self.parts, key=lambda part: part.start)),
        )

    def _read_labels(self) -> None:
        for match in _LABEL.finditer(self.text):
            quoted, word = match[2], (match[3] or "").rstrip(".!?:'’")
            name = " ".join(quoted.split()) if quoted else word
            if not any(c.isalpha() for c in name) or (not quoted and word.endswith(("'s", "’s"))):
                continue
            kind = "tag" if match[1] == "#" else "assistant"
            if fold(name) not in map(fold, self.labels[kind]):
                self.labels[kind].append(name)
            self._mark(kind, match.start(), match.end() if quoted else match.start() + 1 + len(word))

    def _read_end(self) -> None:
        """Walk back from the end, over labels and phrases, to the first thing that is neither."""
        ends = {end: start for start, end in self.taken}
        place = len(self.text)
        while True:
            place = len(self.text[:place].rstrip())
            label_end = len(self.text[:place].rstrip(" \t,;.!"))
            if label_end in ends:
                place = ends[label_end]
                continue
            for kind, pattern in _ENDINGS.items():
                match = _compiled(pattern).search(self.text, max(0, place - _LONGEST_PHRASE), place)
                if match and self._take(kind, match):
                    place = match.start()
                    break
            else:
                return

    def _read_start(self) -> None:
        """Walk on from the start, over labels and phrases, to the first thing that is neither."""
        starts = dict(self.taken)
        place = 0
        while True:
            place = len(self.text) - len(self.text[place:].lstrip())
            if place in starts:
                place = starts[place]
                continue
            for kind, pattern in _BEGINNINGS.items():
                match = _compiled(pattern).match(self.text, place)
                if match and self._take(kind, match):
                    place = match.end()
                    break
            else:
                return

    def _take(self, kind: str, match: re.Match[str]) -> bool:
        """Keep a phrase if it makes sense where it stands; each kind counts once."""
        marked = "marker" in match.groupdict() and match["marker"] is not None
        if kind in self._found or not (marked or self._may_follow(match.start(), kind)):
            return False
        if any(start < match.end() and match.start() < end for start, end in self.taken):
            return False
        read = {"duration": self._read_duration, "repeat": self._read_repeat, "due": self._read_due}[kind]
        if not read(match):
            return False
        self._found.add(kind)
        self._mark(kind, match.start(), match.end())
        return True

    def _may_follow(self, start: int, kind: str) -> bool:
        before = self.text[max(0, start - _LONGEST_PHRASE) : start].split()
        word = before[-1].casefold() if before else ""
        return word not in words.FUNCTION_WORDS and not (kind == "due" and word in words.NAMED_DAYS)

    def _mark(self, kind: str, start: int, end: int) -> None:
        self.taken.append((start, end))
        shown = self.text[start:end]
        start += len(shown) - len(shown.lstrip())
        end = start + len(shown.strip().rstrip(" .!,;:"))
        self.parts.append(Part(start, end, kind, self.text[start:end]))

    def _title(self) -> str:
        """What is left, single-spaced, without the punctuation that held the parts together."""
        title, place = "", 0
        for start, end in [*sorted(self.taken), (len(self.text), len(self.text))]:
            rest = self.text[place:start].strip()
            title += rest if rest[:1] in _SEAM else f" {rest}"
            place = end
        title = " ".join(title.split())
        return title.strip(" ,;:–—-") if self.taken else title

    def _read_duration(self, match: re.Match[str]) -> bool:
        if match["half_hour"]:
            self.seconds = 1800
            return True
        minutes = int(match["minutes"] or match["rest"] or match["minutes_too"] or 0)
        seconds = round(float((match["hours"] or "0").replace(",", ".")) * 3600) + 60 * minutes
        if not 0 < seconds <= _MOST_SECONDS:
            return False
        self.seconds = seconds
        return True

    def _read_repeat(self, match: re.Match[str]) -> bool:
        found = match.groupdict()
        if found["days"]:
            return self._read_weekdays(match)
        if found["workday"]:
            self.repeat = Repeat(1, "day")
        elif found["unit"]:
            self.repeat = _every(words.count(found["step"]), UNITS[words.spelled(found["unit"])])
        elif found.get("adverb"):
            self.repeat = Repeat(1, _ADVERBS[words.spelled(found["adverb"])])
        elif not found.get("often"):
            return self._read_series(found)
        else:
            count = words.count(found["often"])
            self.repeat = (
                Repeat(count, UNITS[words.spelled(found["per"])]) if 0 < count <= MOST_PER_UNIT else None
            )
        return self.repeat is not None

    def _read_series(self, found: dict[str, str | None]) -> bool:
        """ "Every 31st" also says when the first one is due."""
        self.repeat = quickadd_series.read_series(found)
        if self.repeat is None:
            return False
        self.first_day = quickadd_series.first_day(self.repeat, self.calendar.today + timedelta(1))
        return True

    def _read_weekdays(self, match: re.Match[str]) -> bool:
        """ "every Friday at 10:00" also says when the first one is due."""
        time = read_time(match)
        if time == "":
            return False
        named = re.findall(r"\w+", words.spelled(match["days"]))
        days = sorted({DAYS[word] for word in named if word in DAYS})
        interval = "INTERVAL=2;" if match["other"] else ""
        self.repeat = repeat_of_rule(
            f"FREQ=WEEKLY;{interval}BYDAY=" + ",".join(_RULE_DAYS[day] for day in days)
        )
        self.first_day = min(self.calendar.coming_weekday(day) for day in days)
        self.time = self.time or time
        return True

    def _read_due(self, match: re.Match[str]) -> bool:
        time = read_time(match)
        if time == "":
            return False
        try:
            due = self.calendar.day_of(match, marked=match["marker"] is not None)
        except (ValueError, OverflowError):
            return False
        if due is None:
            return False
        self.due, self.time = due, time or self.time
        return True


def _every(step: int, unit: str) -> Repeat | None:
    if step == 1:
        return Repeat(1, unit)
    freq, factor = {"day": ("DAILY", 1), "week": ("WEEKLY", 1), "year": ("YEARLY", 1)}.get(
        unit, ("MONTHLY", 0)
    )
    try:
        return repeat_of_rule(f"FREQ={freq};INTERVAL={step * (factor or MONTHS_IN[unit])}")
    except Refused:
        return None
