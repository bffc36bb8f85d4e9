"""What a task costs and what giving it away wins, per task (values in, values out).

One model with a letter for each value: hours first, money second, negatives told plainly. Times are minutes
or hours as named, money is in the owner's currency as a float of whole units; it is rounded to minor units
only where it is stored or shown.
"""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from models.words import QT_TRANSLATE_NOOP, Sentence, say

HOURS_A_YEAR = 2_000
# Of somebody hired for the whole of it.
HOURS_A_MONTH = 160
MOST_MINUTES = 24 * 60 * 14
MOST_RATE = 1_000_000.0


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Every symbol of the model with its unit and default; the owner may change each in Settings.

    hourly (H): the owner's hour. rate (r): the assistant's hour in the owner's currency. slowness (k):
    assistant minutes ÷ owner minutes. sent_back (p), redone (q): shares. fix (b): owner minutes a send-back.
    reviewed (s): share of runs looked at. review (v): owner minutes a look. questions (c): owner minutes a
    run. brief (B), training (T): owner minutes, once; T None is min(2·m + 30, 300).
    """

    hourly: float | None = None
    rate: float | None = None
    slowness: float = 1.2
    sent_back: float = 0.10
    redone: float = 0.5
    fix: float = 5.0
    reviewed: float = 0.2
    review: float = 3.0
    questions: float = 2.0
    brief: float = 30.0
    training: float | None = None

    def in_training(self) -> "Assumptions":
        """While the assistant learns: slower, more sent back, everything looked at."""
        return replace(self, slowness=1.5, sent_back=0.3, reviewed=1.0)


@dataclass(frozen=True, slots=True)
class Worth:
    """What handing over one task is worth; money is None without a rate or an hourly value.

    Per week: before, after, won and assistant in hours; cost, gross and net in money. Once: setup in hours,
    setup_cost in money. even_time and even_money in weeks, None for never.
    """

    before: float
    after: float
    won: float
    assistant: float
    setup: float
    even_time: float | None
    cost: float | None = None
    gross: float | None = None
    net: float | None = None
    setup_cost: float | None = None
    even_money: float | None = None

    def first_year(self) -> tuple[float, float | None]:
        """Hours and money won in 52 weeks, set-up deducted."""
        money = None if self.net is None or self.setup_cost is None else 52 * self.net - self.setup_cost
        return 52 * self.won - self.setup, money


def usual_training(minutes: float) -> float:
    """T: one run shown, one together, half an hour of talk; at most five hours."""
    return min(2 * minutes + 30, 300.0)


def training_ceiling(minutes: float) -> float:
    """The 30× rule, capped at its own ten-minute sample: the most that training may cost."""
    return min(30 * minutes, 300.0)


def worth(minutes: float, runs_per_week: float, use: Assumptions) -> Worth:
    """The model for a recurring task of `minutes` (m) a run, `runs_per_week` (f) times a week."""
    f = runs_per_week
    training = usual_training(minutes) if use.training is None else use.training
    before = minutes * f / 60
    after = f * (use.reviewed * use.review + use.sent_back * use.fix + use.questions) / 60
    won = before - after
    assistant = f * minutes * use.slowness * (1 + use.sent_back * use.redone) / 60
    setup = (use.brief + training) / 60
    hours = Worth(before, after, won, assistant, setup, setup / won if won > 0 else None)
    if use.hourly is None or use.rate is None:
        return hours
    cost = assistant * use.rate
    net = won * use.hourly - cost
    setup_cost = setup * use.hourly + training / 60 * use.rate
    return replace(
        hours,
        cost=cost,
        gross=won * use.hourly,
        net=net,
        setup_cost=setup_cost,
        even_money=setup_cost / net if net > 0 else None,
    )


def worth_once(minutes: float, use: Assumptions) -> Worth:
    """A one-off: nothing to train, the single run is the whole of it, and there is no break-even."""
    single = worth(minutes, 1.0, replace(use, training=0.0))
    return replace(single, even_time=None, even_money=None)


def even_date(start: dt.date, weeks: float | None) -> dt.date | None:
    """The day on which set-up is earned back: start + ⌈7 · weeks⌉ days; None: never."""
    if weeks is None or weeks > 52_000:
        return None
    return start + dt.timedelta(days=math.ceil(7 * weeks))


def effective_hourly(income: float) -> float:
    """H from a year's income."""
    return income / HOURS_A_YEAR


def buyback_rate(hourly: float) -> float:
    """A quarter of the owner's hour: what help should cost at most by that rule."""
    return hourly / 4


def most_slowness(hourly: float, rate: float) -> float:
    """Delegating pays in money while the assistant takes less than this many times as long."""
    return hourly / rate


def job_share(found: Worth) -> float:
    """How much of a full-time job a recurring task is: 0.04 for 1.5 h a week."""
    return found.before * 52 / 12 / HOURS_A_MONTH


_TINY = QT_TRANSLATE_NOOP("models", "reviewing this costs more than doing it: bundle it")
_RARE = QT_TRANSLATE_NOOP("models", "too rare to train: hand it over with a short brief each time")


def warning(found: Worth) -> Sentence | None:
    """What must be said aloud: it wins nothing, or only after a year."""
    if found.won <= 0:
        return say(_TINY)
    return say(_RARE) if found.even_time is not None and found.even_time > 52 else None


LIMITS: dict[str, tuple[float, float]] = {
    "hourly": (0.01, MOST_RATE),
    "rate": (0.0, MOST_RATE),
    "slowness": (0.1, 20.0),
    "sent_back": (0.0, 1.0),
    "redone": (0.0, 1.0),
    "fix": (0.0, 600.0),
    "reviewed": (0.0, 1.0),
    "review": (0.0, 600.0),
    "questions": (0.0, 600.0),
    "brief": (0.0, 6_000.0),
    "training": (0.0, 60_000.0),
}
_RANGE = QT_TRANSLATE_NOOP("models", "This must lie between {low} and {high}.")


def fault(name: str, value: float) -> Sentence | None:
    """Why a value cannot be taken for the assumption of this name, or None."""
    low, high = LIMITS[name]
    if math.isfinite(value) and low <= value <= high:
        return None
    return say(_RANGE, low=f"{low:g}", high=f"{high:,.0f}" if high >= 1_000 else f"{high:g}")


def from_settings(values: Mapping[str, object]) -> Assumptions:
    """Assumptions from the board's settings; what is missing or out of range keeps its default."""
    taken = {}
    for one in fields(Assumptions):
        value = values.get(f"money.{one.name}")
        if (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and fault(one.name, float(value)) is None
        ):
            taken[one.name] = float(value)
    return Assumptions(**taken)


def median(values: list[int]) -> float:
    """The middle of measured runs; of an even number the mean of the two in the middle."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return float(ordered[half]) if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
