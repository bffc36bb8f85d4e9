"""The running time: two clocks, idle time, sleep, a closed board."""

import datetime as dt

import pytest

from ui.past_times import read_past
from ui.running_time import RunningTime
from ui.time_words import clock_text

START = dt.datetime(2026, 11, 23, 9, 0)
MINUTE = 60.0


class Clocks:
    """A wall clock and a monotonic one, turned by hand."""

    def __init__(self) -> None:
        self.wall = START
        self.monotonic = 1_000.0

    def pass_(self, seconds: float) -> None:
        self.wall += dt.timedelta(seconds=seconds)
        self.monotonic += seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def run(clocks: Clocks) -> RunningTime:
    made = RunningTime(lambda: clocks.wall, lambda: clocks.monotonic)
    made.begin(START)
    return made


def live(clocks: Clocks, run: RunningTime, minutes: int, idle: float | None = None) -> None:
    """Tick every second; `idle` at the beginning grows with time, None: somebody is there all along."""
    for second in range(1, minutes * 60 + 1):
        clocks.pass_(1)
        run.tick(0.0 if idle is None else idle + second)


def test_it_counts_seconds(clocks: Clocks, run: RunningTime) -> None:
    live(clocks, run, 25)
    assert (run.seconds, run.away) == (25 * 60, 0)


def test_a_wall_clock_that_is_set_back_changes_nothing(clocks: Clocks, run: RunningTime) -> None:
    live(clocks, run, 5)
    clocks.wall -= dt.timedelta(hours=1)
    live(clocks, run, 5)
    assert (run.seconds, run.away) == (600, 0)


def test_asleep_for_an_hour_asks_about_that_hour(clocks: Clocks, run: RunningTime) -> None:
    live(clocks, run, 5)
    clocks.wall += dt.timedelta(hours=1)
    run.tick(0.0)
    assert (run.seconds, run.away, run.reason) == (65 * 60, 3600, "asleep")
    assert run.since == START + dt.timedelta(minutes=5)


def test_a_monotonic_clock_that_goes_on_in_sleep_is_understood_too(clocks: Clocks, run: RunningTime) -> None:
    live(clocks, run, 5)
    clocks.pass_(3600)
    run.tick(0.0)
    assert (run.seconds, run.away, run.reason) == (65 * 60, 3600, "asleep")


def test_five_minutes_of_sleep_count_without_a_question(clocks: Clocks, run: RunningTime) -> None:
    clocks.wall += dt.timedelta(minutes=5)
    run.tick(0.0)
    assert (run.seconds, run.away) == (300, 0)


def test_nine_idle_minutes_are_thinking(clocks: Clocks, run: RunningTime) -> None:
    live(clocks, run, 9, idle=0)
    live(clocks, run, 1)
    assert (run.seconds, run.away) == (600, 0)


def test_idle_time_grows_until_somebody_is_back_and_then_stays(clocks: Clocks, run: RunningTime) -> None:
    live(clocks, run, 5)
    live(clocks, run, 12, idle=0)
    assert run.away == 12 * 60
    assert run.reason == "idle"
    live(clocks, run, 10)
    assert abs(run.away - 12 * 60) <= 1
    assert run.seconds == 27 * 60


def test_leaving_twice_before_an_answer_adds_up(clocks: Clocks, run: RunningTime) -> None:
    for _ in range(2):
        live(clocks, run, 15, idle=0)
        live(clocks, run, 1)
    assert abs(run.away - 30 * 60) <= 2


def test_an_idle_count_that_stands_still_in_sleep_misses_nothing(clocks: Clocks, run: RunningTime) -> None:
    live(clocks, run, 15, idle=0)
    clocks.wall += dt.timedelta(hours=1)
    clocks.monotonic += 1
    run.tick(15 * MINUTE + 1)
    assert abs(run.away - 75 * 60) <= 2


def test_an_idle_count_that_goes_on_in_sleep_is_not_counted_twice(clocks: Clocks, run: RunningTime) -> None:
    live(clocks, run, 15, idle=0)
    clocks.wall += dt.timedelta(hours=1)
    run.tick(75 * MINUTE)
    assert abs(run.away - 75 * 60) <= 2


def test_a_board_closed_over_lunch_asks_about_lunch(clocks: Clocks, run: RunningTime) -> None:
    clocks.pass_(3600)
    run.begin(START, beat=START + dt.timedelta(minutes=15))
    assert (run.seconds, run.away, run.reason) == (3600, 45 * 60, "closed")


def test_a_board_closed_for_a_moment_asks_nothing(clocks: Clocks, run: RunningTime) -> None:
    clocks.pass_(3600)
    run.begin(START, beat=START + dt.timedelta(minutes=55))
    assert (run.seconds, run.away) == (3600, 0)


def test_keeping_all_ends_the_question(clocks: Clocks, run: RunningTime) -> None:
    live(clocks, run, 15, idle=0)
    run.keep()
    live(clocks, run, 1)
    assert (run.seconds, run.away, run.since) == (16 * 60, 0, None)


def test_no_sign_of_life_is_given_while_nobody_is_there(clocks: Clocks, run: RunningTime) -> None:
    clocks.pass_(61)
    run.tick(0.0)
    assert run.wants_beat(0.0)
    assert not run.wants_beat(0.0)
    clocks.pass_(61)
    run.tick(61.0)
    assert not run.wants_beat(61.0)
    live(clocks, run, 15, idle=61)
    live(clocks, run, 2)
    assert not run.wants_beat(0.0)


def test_the_figures_of_the_timer() -> None:
    assert [clock_text(s) for s in (-3, 7, 754, 3754)] == ["0:00", "0:07", "12:34", "1:02:34"]


NOW = dt.datetime(2026, 11, 25, 14, 30)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("", NOW),
        ("Just now", NOW),
        ("14:05", dt.datetime(2026, 11, 25, 14, 5)),
        ("9.30", dt.datetime(2026, 11, 25, 9, 30)),
        ("yesterday 9:30", dt.datetime(2026, 11, 24, 9, 30)),
        ("yesterday", dt.datetime(2026, 11, 24, 12, 0)),
        ("mon 14:00", dt.datetime(2026, 11, 23, 14, 0)),
        ("fri", dt.datetime(2026, 11, 20, 12, 0)),
        ("23 nov 8:00", dt.datetime(2026, 11, 23, 8, 0)),
        ("3 dec 8:00", dt.datetime(2025, 12, 3, 8, 0)),
        ("2026-11-20 8:00", dt.datetime(2026, 11, 20, 8, 0)),
        ("23:00", dt.datetime(2026, 11, 25, 23, 0)),
        ("tomorrow 8:00", dt.datetime(2026, 11, 26, 8, 0)),
        ("today", NOW),
        ("25:00", None),
        ("when I was young", None),
        ("monkey", None),
    ],
)
def test_when_it_was_is_read_backwards(qapp: object, text: str, moment: dt.datetime | None) -> None:
    assert read_past(text, NOW) == moment
