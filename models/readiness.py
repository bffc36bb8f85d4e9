"""How ready a brief is, by weight: what is still missing is named, and wording is only hinted at.

Short work needs three things, routine work six, private work and one job until a day all that a brief can
say. What an assistant's usual terms answer is passed to here as said. Pure: values in, values out.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from models.words import QT_TRANSLATE_NOOP, Sentence, say

SHORT, ROUTINE, FULL = "short", "routine", "full"
SHORT_SECONDS = 2 * 3600
# Three working days: longer work wants a look on the way.
LONG_SECONDS = 3 * 8 * 3600
NAMED = 3


class Facts(NamedTuple):
    """All that is looked at. Texts as they hold (own, or as usual); counts of what hangs on the card.

    `bare_access`: of `access`, how many say no role. `is_limited`: one job until a day. `spend`: whether a
    limit is said, 0 included.
    """

    title: str = ""
    outcome: str = ""
    done_when: str = ""
    why: str = ""
    steps: int = 0
    they_write: bool = False
    example: str = ""
    recording: str = ""
    inputs: str = ""
    no_inputs: bool = False
    links: int = 0
    files: int = 0
    access: int = 0
    bare_access: int = 0
    no_access: bool = False
    has_due: bool = False
    repeats: bool = False
    seconds_per_run: int | None = None
    sensitivity: str = ""
    nda: bool = False
    authority: int | None = None
    spend: bool = False
    ask_when: str = ""
    channel: str = ""
    reply_hours: int | None = None
    review: str = ""
    milestone: bool = False
    is_limited: bool = False
    has_end: bool = False
    has_cap: bool = False


class Gap(NamedTuple):
    """What is missing, in the words of "Still missing: …"; `field` is where it is said."""

    field: str
    sentence: Sentence


class Hint(NamedTuple):
    """What could be said better in a field; never stands against handing over."""

    field: str
    sentence: Sentence


class Readiness(NamedTuple):
    """`score`: 0–100, what is said of what this weight asks. `gaps`: at most three; `more`: the others."""

    weight: str
    score: int
    gaps: tuple[Gap, ...]
    more: int
    hints: tuple[Hint, ...]

    @property
    def is_ready(self) -> bool:
        return not self.gaps


def weight_of(facts: Facts) -> str:
    """How much this work's brief must say: short, routine or full."""
    if facts.sensitivity == "high" or facts.is_limited:
        return FULL
    is_small = facts.seconds_per_run is None or facts.seconds_per_run <= SHORT_SECONDS
    return SHORT if not facts.repeats and is_small and not facts.access else ROUTINE


def judge(facts: Facts) -> Readiness:
    """How ready the brief is, and what is missing first."""
    weight = weight_of(facts)
    asked = [rule for rule in _RULES if rule.is_asked(facts, weight)]
    missing = [Gap(rule.field, say(rule.words)) for rule in asked if not rule.is_said(facts)]
    passed = len(asked) - len(missing)
    score = (200 * passed + len(asked)) // (2 * len(asked))
    return Readiness(
        weight, score, tuple(missing[:NAMED]), len(missing[NAMED:]), tuple(_hints(facts, weight))
    )


class _Rule(NamedTuple):
    field: str
    words: str
    is_said: Callable[[Facts], object]
    weights: tuple[str, ...] = (FULL,)
    applies: Callable[[Facts], object] = lambda facts: True

    def is_asked(self, facts: Facts, weight: str) -> bool:
        return weight in self.weights and bool(self.applies(facts))


_ALL = (SHORT, ROUTINE, FULL)
_MOST = (ROUTINE, FULL)
_RULES = (
    _Rule(
        "outcome",
        QT_TRANSLATE_NOOP("models", "what comes out of it"),
        lambda f: f.outcome.strip() or f.title.strip(),
        _ALL,
    ),
    _Rule("done_when", QT_TRANSLATE_NOOP("models", "what done means"), lambda f: f.done_when.strip(), _ALL),
    _Rule("due", QT_TRANSLATE_NOOP("models", "by when"), lambda f: f.has_due or f.repeats, _ALL),
    _Rule(
        "steps",
        QT_TRANSLATE_NOOP("models", "steps, or an example"),
        lambda f: f.steps or f.they_write or f.example.strip() or f.recording.strip(),
        _MOST,
    ),
    _Rule(
        "inputs",
        QT_TRANSLATE_NOOP("models", "what they need to begin"),
        lambda f: f.inputs.strip() or f.no_inputs or f.links or f.files,
        _MOST,
    ),
    _Rule(
        "access",
        QT_TRANSLATE_NOOP("models", "access they need, or none"),
        lambda f: f.access or f.no_access,
        _MOST,
    ),
    _Rule("why", QT_TRANSLATE_NOOP("models", "why, and who uses it"), lambda f: f.why.strip()),
    _Rule("authority", QT_TRANSLATE_NOOP("models", "what they may decide"), lambda f: f.authority),
    _Rule("spend_run", QT_TRANSLATE_NOOP("models", "what they may spend"), lambda f: f.spend),
    _Rule("ask_when", QT_TRANSLATE_NOOP("models", "when they should ask"), lambda f: f.ask_when.strip()),
    _Rule(
        "channel",
        QT_TRANSLATE_NOOP("models", "where to reach you, and how soon you answer"),
        lambda f: f.channel.strip() and f.reply_hours is not None,
    ),
    _Rule("review", QT_TRANSLATE_NOOP("models", "how often you check"), lambda f: f.review),
    _Rule("sensitivity", QT_TRANSLATE_NOOP("models", "how private it is"), lambda f: f.sensitivity),
    _Rule(
        "nda",
        QT_TRANSLATE_NOOP("models", "a signed agreement to keep it private"),
        lambda f: f.nda,
        applies=lambda f: f.sensitivity == "high",
    ),
    _Rule(
        "until",
        QT_TRANSLATE_NOOP("models", "until when, and how many hours at most"),
        lambda f: f.has_end and f.has_cap,
        applies=lambda f: f.is_limited,
    ),
)

_VAGUE = r"\b(good|nice|nicely|well|asap|properly|as usual)\b"
_VERBS = """
    add answer arrange ask book build buy call check clean collect compare contact copy create design do
    draft edit fill find fix get give go handle help keep look make manage move order organise organize
    pay plan post prepare print process publish read record remind reply research review run scan
    schedule search sell send set sort start tidy track translate update upload work write
"""
_ACTIVITY = frozenset(_VERBS.split())


def is_vague(line: str) -> bool:
    """Whether a line measures nothing: "looks good", "as usual", but not "good: under 2 errors a page"."""
    has_measure = any(sign.isdigit() for sign in line)
    return bool(re.search(_VAGUE, line, re.IGNORECASE)) and not has_measure and len(line.split()) <= 5


def is_activity(text: str) -> bool:
    """Whether a sentence begins with doing something rather than with the thing that is there afterwards."""
    first = re.match(r"[\W_]*(\w+)", text)
    word = first[1].lower() if first else ""
    return word in _ACTIVITY or (word.endswith("ing") and len(word) > 5)


def _hints(facts: Facts, weight: str) -> Iterator[Hint]:
    outcome, why = facts.outcome.strip(), facts.why.strip()
    if outcome and is_activity(outcome):
        yield _hint("outcome", QT_TRANSLATE_NOOP("models", "Begin with the thing that is there afterwards."))
    elif outcome and len(outcome) < 15:
        yield _hint("outcome", QT_TRANSLATE_NOOP("models", "A whole sentence helps a stranger."))
    for line in filter(is_vague, facts.done_when.splitlines()):
        text = QT_TRANSLATE_NOOP("models", "“{line}” can be argued about: how could they check it?")
        yield Hint("done_when", say(text, line=line.strip()))
        break
    if why and len(why) < 20:
        yield _hint("why", QT_TRANSLATE_NOOP("models", "Who uses the result?"))
    if 0 < facts.steps < 3 and not (facts.example.strip() or facts.recording.strip() or facts.they_write):
        yield _hint("steps", QT_TRANSLATE_NOOP("models", "Fewer than three steps: is the rest clear?"))
    if weight != SHORT and not facts.example.strip():
        yield _hint("example", QT_TRANSLATE_NOOP("models", "One sample beats three paragraphs."))
    if facts.bare_access:
        yield _hint("access", QT_TRANSLATE_NOOP("models", "Say with which role, and who grants it."))
    is_long = (facts.seconds_per_run or 0) > LONG_SECONDS
    if is_long and not facts.milestone:
        yield _hint("milestone", QT_TRANSLATE_NOOP("models", "Longer than three days: a look on the way?"))


def _hint(field: str, words: str) -> Hint:
    return Hint(field, say(words))
