"""How full an assistant's week is, what they master, and what their hour makes of the figures."""

import datetime as dt
from pathlib import Path

import pytest

from models import handovers
from models.assistant_absences import add_absence
from models.assistant_load import load, loads, working_time_of
from models.assistant_mastery import masters
from models.assistant_rates import set_rate
from models.assistants import add_assistant, assistant_of, edit_assistant, id_of_assistant
from models.board import Board
from models.hands import NO_REASON, Terms, Why
from models.landing import Word
from models.repeats import Repeat
from models.settings import write_settings
from models.tasks import add_tasks, edit_assistants, move_tasks
from models.worth import worth_of
from tests.models.boards import TODAY, draft, open_new, order, stage_id

DAILY, WEEKLY = Repeat(1, "day"), Repeat(1, "week")


@pytest.fixture
def board(tmp_path: Path):
    with open_new(tmp_path / "a.board") as board:
        home = {"company.country": "US", "company.currency": "USD", "company.zone": "America/New_York"}
        write_settings(board, home)
        yield board


def person(board: Board, name: str = "Maya", city: str = "Manila") -> int:
    add_assistant(board, name, city, f"uid-{name}")
    found = id_of_assistant(board, f"uid-{name}")
    assert found is not None
    return found


def given(board: Board, who: int, title: str, *, knows_it: bool = True, **fields) -> int:
    add_tasks(board, [draft(title, kind="setup", **fields)])
    task = order(board, "setup")[0]
    handovers.hand_over(board, [task], Terms(who, knows_it=knows_it))
    return task


def test_the_load_is_what_the_money_model_says_they_take(board: Board) -> None:
    maya = person(board)
    assert load(board, maya).share is None and load(board, maya).bought is None
    edit_assistant(board, maya, seconds_per_week="20")
    # 40 min × 3 a week, in training: 2 h × 1.5 × (1 + 0.3 × 0.5) = 3.45 h
    given(board, maya, "Calls", seconds_per_run=2_400, repeat=Repeat(3, "week"))
    found = load(board, maya)
    assert found.seconds == pytest.approx(3.45 * 3600)
    assert (found.once, found.cards, found.unknown) == (0, 1, 0)
    assert found.share == pytest.approx(3.45 / 20)
    assert found.free == pytest.approx(16.55 * 3600)
    assert found.absent_until is None


def test_one_offs_count_in_the_week_in_which_they_are_due(board: Board) -> None:
    maya = person(board)
    edit_assistant(board, maya, seconds_per_week="10")
    given(board, maya, "Now", seconds_per_run=3_600)
    given(board, maya, "Soon", seconds_per_run=3_600, due=TODAY + dt.timedelta(days=7))
    given(board, maya, "Later", seconds_per_run=3_600, due=TODAY + dt.timedelta(days=8))
    given(board, maya, "Unknown")
    found = load(board, maya)
    # k 1.2, sent back 0.1 × redone 0.5
    assert found.once == pytest.approx(2 * 1.2 * 1.05 * 3600)
    assert (found.seconds, found.cards, found.unknown) == (0, 4, 1)


def test_time_off_makes_the_week_shorter(board: Board) -> None:
    maya = person(board)
    edit_assistant(board, maya, seconds_per_week="10")
    given(board, maya, "Calls", seconds_per_run=3_600, repeat=WEEKLY)
    whole = load(board, maya)
    # Monday 23 November 2026 is today, there as here
    add_absence(board, maya, dt.date(2026, 11, 26), dt.date(2026, 11, 29))
    part = load(board, maya)
    assert part.share == pytest.approx(whole.share * 5 / 3) and part.absent_until is None
    add_absence(board, maya, TODAY, dt.date(2026, 11, 27))
    away = load(board, maya)
    assert (away.share, away.free, away.absent_until) == (None, 0, dt.date(2026, 11, 30))


def test_loads_of_everybody_are_one_pass(board: Board) -> None:
    ids = [person(board, name) for name in ("Maya", "James", "Lena")]
    for who in ids:
        edit_assistant(board, who, seconds_per_week="10")
        given(board, who, f"Calls {who}", seconds_per_run=3_600, repeat=WEEKLY)
    asked: list[str] = []
    board.db.connection().set_trace_callback(asked.append)
    found = loads(board)
    board.db.connection().set_trace_callback(None)
    assert sorted(found) == sorted(ids) and len({one.share for one in found.values()}) == 1
    assert len(asked) <= 10


def test_working_time_is_theirs_and_the_rest_is_usual(board: Board) -> None:
    maya, ann = person(board), person(board, "Ann", "")
    add_absence(board, maya, TODAY, TODAY)
    time = working_time_of(board, maya)
    assert (time.zone, time.days, time.hours) == ("Asia/Manila", "0,1,2,3,4", "09:00-17:00")
    assert time.off == ((TODAY, TODAY),) and dt.date(2026, 12, 25) in time.holidays
    time = working_time_of(board, ann)
    assert (time.zone, time.days, dict(time.holidays)) == ("America/New_York", "0,1,2,3,4", {})


def test_figures_use_the_rate_of_the_one_who_has_it_or_is_named(board: Board) -> None:
    write_settings(board, {"money.hourly": "60", "money.rate": "10"})
    maya = person(board)
    add_tasks(board, [draft("Calls", kind="setup", seconds_per_run=2_400, repeat=Repeat(3, "week"))])
    (task,) = order(board, "setup")
    usual = worth_of(board, [task])[task].worth
    assert usual.cost == pytest.approx(usual.assistant * 10)
    set_rate(board, maya, None, "20", "USD")
    assert worth_of(board, [task])[task].worth.cost == usual.cost
    edit_assistants(board, [task], ["Maya"])
    assert worth_of(board, [task])[task].worth.cost == pytest.approx(usual.assistant * 20)
    set_rate(board, maya, None, "800", "PHP")
    assert worth_of(board, [task])[task].worth.cost == usual.cost
    set_rate(board, maya, None, "800", "PHP", "0.02")
    assert worth_of(board, [task])[task].worth.cost == pytest.approx(usual.assistant * 16)


def run(board: Board, task: int, end: str, why: Why = NO_REASON) -> None:
    """They deliver, and it is accepted or sent back."""
    handovers.deliver(board, [task])
    if end == "accept":
        handovers.accept(board, [task])
    else:
        move_tasks(board, [task], stage_id(board, "handed_over"), None, TODAY, Word(why=why))


def test_what_they_master_is_told_with_how_it_goes(board: Board) -> None:
    maya = person(board)
    quiet = given(board, maya, "Calls", seconds_per_run=600, repeat=DAILY, due=TODAY)
    task = given(board, maya, "Invoices", seconds_per_run=600, repeat=DAILY, due=TODAY)
    given(board, maya, "Learning", repeat=DAILY, knows_it=False)
    given(board, maya, "Once", seconds_per_run=600)
    assert masters(board, maya) == []
    move_tasks(board, [quiet, task], stage_id(board, "handed_over"), None, TODAY)
    found = {one.task: one for one in masters(board, maya)}
    assert sorted(found) == sorted([quiet, task])
    assert (found[task].level, found[task].reviewed, found[task].accepted) == (4, 0, 0)
    for end, why in (
        ("accept", NO_REASON),
        ("send back", Why(("slip",))),
        # The second go at the same thing does not count
        ("accept", NO_REASON),
        ("accept", NO_REASON),
        # Not theirs
        ("send back", Why(("brief_unclear",))),
        ("accept", NO_REASON),
    ):
        run(board, task, end, why)
    handovers.i_do_it(board, task, TODAY)
    one = next(one for one in masters(board, maya) if one.task == task)
    assert (one.reviewed, one.accepted) == (3, 2)
    assert assistant_of(board, maya).name == "Maya"
