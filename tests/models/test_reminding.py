"""What was told already: clocks set back and forward, sleep, other zones, a restart; and quiet hours."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.board import Board
from models.reminders import Reminder, owner_time
from models.reminding import (
    FURTHEST_BACK,
    MOST_ORIGINS,
    Told,
    closed_words,
    fell_due,
    is_span,
    is_time,
    next_moment,
    place_of,
    quiet_until,
    reader,
    told_of,
    wait_words,
)
from models.settings import write_settings
from models.tasks import add_tasks
from models.words import say
from models.working_time import WorkingTime
from tests.models.boards import draft, open_new
from tests.models.test_reminders import BERLIN

FRIDAY = dt.date(2026, 11, 27)
OWNER = WorkingTime("Europe/Berlin")
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    """A moment of November 2026, UTC; in Berlin it is an hour later."""
    return dt.datetime(2026, 11, day, hour, minute)


@pytest.fixture
def board(tmp_path: Path):
    with open_new(tmp_path / "a.board") as board:
        write_settings(board, BERLIN)
        yield board


def due(board: Board, *times: str, day: dt.date = FRIDAY) -> None:
    """Cards due at these times in Berlin, named by them."""
    add_tasks(board, [draft(time, kind="core", due=day, due_time=time) for time in times])


class Owner:
    """Somebody who looks at the clock; `told` is what they were shown, in order."""

    def __init__(self, board: Board, since: dt.datetime) -> None:
        self.board = board
        self.state = Told(since)
        self.told: list[str] = []

    def look(self, now: dt.datetime) -> list[str]:
        own = owner_time(self.board)
        read = reader(self.board, self.state, own)
        found, self.state = fell_due(read, self.state, now, place_of(own))
        names = [str(one.text.values["title"]) for one in found]
        self.told += names
        return names


def test_each_is_told_once_when_its_time_has_come(board: Board) -> None:
    due(board, "10:00", "11:00")
    owner = Owner(board, at(27, 8))
    assert owner.look(at(27, 8, 59)) == []
    assert owner.look(at(27, 9)) == ["10:00"]
    assert owner.look(at(27, 9, 1)) == []
    assert owner.look(at(27, 12)) == ["11:00"]


def test_what_fell_due_while_the_program_was_closed_is_told_at_the_next_start(board: Board) -> None:
    due(board, "10:00")
    owner = Owner(board, at(27, 8))
    owner.look(at(27, 8, 30))
    kept = json.loads(json.dumps(owner.state.plain()))
    again = Owner(board, at(20, 0))
    again.state = told_of(kept, at(29, 12))
    assert again.look(at(29, 12)) == ["10:00"]
    assert again.look(at(29, 13)) == []


def test_nothing_from_before_the_first_start_is_told(board: Board) -> None:
    due(board, "10:00")
    owner = Owner(board, at(1, 0))
    owner.state = told_of({}, at(27, 10))
    assert owner.look(at(27, 10, 1)) == []


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"until": 5},
        {"until": "never", "place": "", "keys": {}, "origins": []},
        {"until": "2026-11-27", "place": "", "keys": [], "origins": []},
        {"until": "2026-11-27", "place": "", "keys": {"a": None}, "origins": []},
    ],
)
def test_what_was_kept_and_cannot_be_read_begins_now(kept: dict[str, Any]) -> None:
    assert told_of(kept, at(27, 10)) == Told(at(27, 10))


def test_what_is_kept_comes_back(board: Board) -> None:
    due(board, "10:00")
    owner = Owner(board, at(27, 8))
    owner.look(at(27, 10))
    state = owner.state.with_origin("a window")
    assert len(state.keys) == 1
    assert told_of(json.loads(json.dumps(state.plain())), at(1, 0)) == state


@pytest.mark.parametrize("back", [dt.timedelta(minutes=2), HOUR, 25 * HOUR])
def test_a_clock_that_is_set_back_repeats_nothing(back: dt.timedelta, board: Board) -> None:
    due(board, "10:00", "11:00", "12:00")
    owner = Owner(board, at(27, 8))
    owner.look(at(27, 10, 30))
    now = at(27, 10, 30) - back
    assert owner.look(now) == []
    while now < at(27, 14):
        now += dt.timedelta(minutes=10)
        owner.look(now)
    assert owner.told == ["10:00", "11:00", "12:00"]


def test_what_is_new_in_the_hour_that_comes_again_is_told(board: Board) -> None:
    owner = Owner(board, at(27, 8))
    owner.look(at(27, 10))
    owner.look(at(27, 9))
    due(board, "10:30")
    assert owner.look(at(27, 9, 30)) == ["10:30"]


def test_a_clock_that_was_a_year_ahead_loses_nothing(board: Board) -> None:
    due(board, "10:00")
    owner = Owner(board, at(27, 8))
    owner.look(at(27, 8) + 365 * DAY)
    owner.look(at(27, 8, 1))
    # Too early the first time; now it is due
    assert owner.look(at(27, 9)) == ["10:00"]


def test_a_machine_that_slept_tells_all_of_it_once(board: Board) -> None:
    due(board, "10:00", "11:00")
    due(board, "09:00", day=dt.date(2026, 12, 1))
    owner = Owner(board, at(27, 8))
    assert owner.look(dt.datetime(2026, 12, 3, 8)) == ["10:00", "11:00", "09:00"]


def test_a_flight_to_the_east_loses_no_morning_and_to_the_west_repeats_none(board: Board) -> None:
    add_tasks(board, [draft("gloves", kind="core", due=FRIDAY)])
    write_settings(board, {"company.zone": "Europe/London"})
    owner = Owner(board, at(27, 7))
    assert owner.look(at(27, 8, 30)) == []
    write_settings(board, {"company.zone": "Europe/Berlin"})
    # Nine o'clock in Berlin was half an hour ago
    assert owner.look(at(27, 8, 31)) == ["gloves"]
    write_settings(board, {"company.zone": "America/New_York"})
    assert owner.look(at(27, 15)) == []
    assert owner.told == ["gloves"]


@given(st.lists(st.tuples(st.sampled_from([1, 7, 40, 300, -2, -50, -180]), st.booleans()), max_size=40))
def test_whatever_the_clock_does_each_is_told_once(jumps: list[tuple[int, bool]]) -> None:
    """Minutes forward and back, with the program closed between or not."""
    times = [at(27, 9) + minutes * dt.timedelta(minutes=1) for minutes in (0, 5, 61, 400, 700)]
    plan = [Reminder(moment, "due", f"due {moment}", say("x")) for moment in times]

    def read(since: dt.datetime, until: dt.datetime) -> list[Reminder]:
        return [one for one in plan if since < one.at <= until]

    state, now, told = Told(at(27, 8)), at(27, 8), []
    for minutes, is_closed in [*jumps, *[(200, False)] * 60]:
        now += minutes * dt.timedelta(minutes=1)
        if is_closed:
            state = told_of(json.loads(json.dumps(state.plain())), now)
        found, state = fell_due(read, state, now, "Berlin")
        assert all(one.at <= now for one in found)
        told += [one.key for one in found]
    assert sorted(told) == sorted(one.key for one in plan)


def test_the_next_moment_is_the_first_that_was_not_told(board: Board) -> None:
    due(board, "10:00", "11:00")
    owner = Owner(board, at(27, 8))
    read = reader(board, owner.state, OWNER)
    assert next_moment(read, owner.state, at(27, 12)) == at(27, 9)
    owner.look(at(27, 9))
    assert next_moment(read, owner.state, at(27, 12)) == at(27, 10)
    assert next_moment(read, owner.state, at(27, 9, 30)) is None
    owner.look(at(27, 8, 30))
    assert next_moment(read, owner.state, at(27, 9, 30)) is None


def test_what_is_kept_stays_small(board: Board) -> None:
    add_tasks(
        board,
        [
            draft(str(number), kind="core", due=FRIDAY + number * DAY, due_time="10:00")
            for number in range(60)
        ],
    )
    owner = Owner(board, at(27, 8))
    for day in range(60):
        owner.look(at(27, 10) + day * DAY)
    assert len(owner.told) == 60
    assert len(owner.state.keys) <= 2
    for number in range(3 * MOST_ORIGINS):
        owner.state = owner.state.with_origin(str(number))
    assert len(owner.state.origins) == MOST_ORIGINS


# Quiet hours


@pytest.mark.parametrize(
    ("now", "end"),
    [
        (at(27, 8), None),  # Friday, nine in Berlin
        (at(27, 15, 59), None),
        (at(27, 16), at(30, 8)),  # after work: Monday
        (at(28, 12), at(30, 8)),
        (at(30, 7, 59), at(30, 8)),
        (at(30, 8), None),
    ],
)
def test_it_is_quiet_outside_the_owners_hours(now: dt.datetime, end: dt.datetime | None) -> None:
    assert quiet_until(now, "hours", OWNER) == end


@pytest.mark.parametrize(
    ("now", "end"),
    [
        (at(27, 16, 59), None),
        (at(27, 17), at(28, 7)),  # from 18:00 over midnight, on Saturdays too
        (at(27, 23, 30), at(28, 7)),
        (at(28, 6, 59), at(28, 7)),
        (at(28, 7), None),
        (at(28, 12), None),
    ],
)
def test_quiet_hours_go_over_midnight(now: dt.datetime, end: dt.datetime | None) -> None:
    assert quiet_until(now, "18:00-08:00", OWNER) == end


def test_quiet_hours_within_a_day_end_on_it() -> None:
    assert quiet_until(at(27, 12), "12:30-14:00", OWNER) == at(27, 13)
    assert quiet_until(at(27, 13), "12:30-14:00", OWNER) is None


@pytest.mark.parametrize(
    ("now", "end"),
    [
        (dt.datetime(2027, 3, 27, 22), dt.datetime(2027, 3, 28, 6)),
        (dt.datetime(2026, 10, 24, 22), dt.datetime(2026, 10, 25, 7)),
    ],
)
def test_a_quiet_night_ends_at_the_same_hour_when_clocks_change(now: dt.datetime, end: dt.datetime) -> None:
    assert quiet_until(now, "18:00-08:00", OWNER) == end


def test_a_night_shift_is_not_quiet_while_it_works() -> None:
    night = WorkingTime("Europe/Berlin", hours="21:00-05:00")
    assert quiet_until(at(27, 22), "hours", night) is None
    # The night of Friday ends on Saturday
    assert quiet_until(at(28, 3), "hours", night) is None
    assert quiet_until(at(28, 4), "hours", night) == at(30, 20)


@pytest.mark.parametrize("rule", ["never", "08:00-08:00"])
def test_it_is_never_quiet_where_nobody_wants_it(rule: str) -> None:
    assert all(quiet_until(at(27, hour), rule, OWNER) is None for hour in range(24))


@pytest.mark.parametrize("rule", ["", "night", "25:00-08:00", "18:00", "18:00-8", "१८:००-०८:००"])
def test_a_rule_that_cannot_be_read_counts_as_working_hours(rule: str) -> None:
    assert quiet_until(at(28, 12), rule, OWNER) == at(30, 8)
    assert not is_span(rule)


def test_times_are_two_figures_each() -> None:
    assert [text for text in ("00:00", "23:59", "24:00", "9:00", "09:60", "+9:00") if is_time(text)] == [
        "00:00",
        "23:59",
    ]


# Words


def some(*kinds: str) -> list[Reminder]:
    return [Reminder(at(27, 9), kind, kind, say("x")) for kind in kinds]


def test_what_fell_due_while_closed_is_one_sentence() -> None:
    found = some("due", "overdue", "due", "came")
    assert closed_words(found).english() == "While this was closed: 3 fell due, 1 answer came."
    everything = some("due", "came", "came", "check", "away", "ends", "ends")
    assert closed_words(everything).english() == (
        "While this was closed: 1 fell due, 2 answers came, 1 look to take, 1 absence ahead,"
        " 2 engagements at an end."
    )


def test_many_are_told_as_a_number() -> None:
    assert wait_words(5).english() == "5 things wait for you"


def test_the_furthest_that_a_clock_is_set_back_by_is_more_than_zones_differ() -> None:
    assert FURTHEST_BACK >= 26 * HOUR
