"""Who fits a task, what the sheet offers, and what a drop on a person says."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from models import handovers
from models.assistant_absences import add_absence
from models.assistants import add_assistant, edit_assistant, id_of_assistant
from models.best_fit import Fit, best_fit
from models.board import Board, new_uid
from models.briefs import authority_by_rule
from models.handover_defaults import likely_taker, offer, where_it_goes
from models.handover_hints import drop_hint
from models.hands import Terms
from models.repeats import Repeat
from models.settings import write_settings
from models.tasks import add_tasks
from models.triage_ops import answer
from tests.models.boards import draft, open_new, order

# A Wednesday noon in Boston.
NOW = dt.datetime(2026, 11, 25, 17, 0)
WEEKLY = Repeat(1, "week")


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with open_new(tmp_path / "a.board", lambda: NOW) as board:
        write_settings(board, {"company.zone": "America/New_York", "company.country": "US"})
        yield board


def person(board: Board, name: str, city: str = "", **fields: object) -> int:
    uid = new_uid()
    add_assistant(board, name, city, uid)
    key = id_of_assistant(board, uid)
    assert key is not None
    if fields:
        edit_assistant(board, key, **fields)
    return key


def task(board: Board, **fields: object) -> int:
    add_tasks(board, [draft("Books", kind="setup", **fields)])
    return order(board, "setup")[0]


def fits(board: Board, one: int) -> list[Fit]:
    return best_fit(board, one, NOW)


def said(fit: Fit) -> list[str]:
    return [str(sentence) for sentence in (*fit.reasons, *fit.against)]


def test_skills_hours_price_and_clocks_are_said_with_their_figures(board: Board) -> None:
    person(board, "Maya", "Manila", skills="bookkeeping, email", seconds_per_week=20 * 3600)
    person(board, "Tom", "Austin", skills="design")
    one = task(board, skills="Bookkeeping", repeat=WEEKLY, seconds_per_run=3600)
    first, second = fits(board, one)
    assert (first.name, second.name) == ("Maya", "Tom")
    assert said(first) == [
        "has Bookkeeping",
        "20 h free a week",
        "no shared hours: the end of your day starts theirs",
    ]
    assert said(second) == ["7 h shared with you a day", "lacks Bookkeeping"]


def test_who_knows_the_task_comes_before_who_has_the_skill(board: Board) -> None:
    skilled = person(board, "Ana", skills="email")
    knows = person(board, "Zoe")
    one = task(board, skills="email", repeat=WEEKLY)
    assert [fit.assistant for fit in fits(board, one)] == [skilled, knows]
    handovers.hand_over(board, [one], Terms(knows, knows_it=True))
    handovers.take_back(board, [one])
    assert [fit.assistant for fit in fits(board, one)] == [knows, skilled]
    assert said(fits(board, one)[0])[0] == "knows it already"


def test_what_stands_against_somebody_puts_them_last(board: Board) -> None:
    away = person(board, "Away", skills="email")
    add_absence(board, away, dt.date(2026, 11, 20), dt.date(2026, 12, 1))
    full = person(board, "Full", skills="email", seconds_per_week=3600)
    low = person(board, "Low", skills="email", clearance="low")
    plain = person(board, "Plain")
    handovers.hand_over(board, [task(board, repeat=WEEKLY, seconds_per_run=7200)], Terms(full))
    one = task(board, skills="email", sensitivity="high", repeat=WEEKLY, seconds_per_run=1800)
    found = {fit.assistant: fit for fit in fits(board, one)}
    assert fits(board, one)[0].assistant == plain and found[plain].against == ()
    assert [str(x) for x in found[away].against] == ["away until Tue 1 Dec"]
    assert str(found[full].against[0]).startswith("no hours free: ")
    assert [str(x) for x in found[low].against] == ["more private than they may see"]


def test_nobody_is_there(board: Board) -> None:
    assert fits(board, task(board)) == [] and fits(board, 999) == []


def test_the_sheet_begins_with_the_end_of_their_next_working_day(board: Board) -> None:
    maya = person(board, "Maya", "Manila")
    found = offer(board, task(board), maya, NOW)
    # Thursday one o'clock at night in Manila: Friday 17:00 there.
    assert (found.due, found.due_time, found.due_zone) == (dt.date(2026, 11, 27), "17:00", "Asia/Manila")
    assert found.next_check is not None and found.next_check > found.due and found.next_check.weekday() < 5
    dated = offer(board, task(board, due=dt.date(2026, 12, 24)), maya, NOW)
    assert (dated.due, dated.due_time) == (dt.date(2026, 12, 24), None)


@pytest.mark.parametrize("risk", [None, 0, 1, 2, 3, 4])
def test_the_worse_a_slip_the_less_they_may_decide(board: Board, risk: int | None) -> None:
    one, maya = task(board), person(board, "Maya")
    if risk is not None:
        answer(board, one, R=risk)
    assert offer(board, one, maya, NOW).authority == authority_by_rule(risk)
    # Their usual terms widen it only where a slip is easy to undo.
    edit_assistant(board, maya, authority=5)
    assert offer(board, one, maya, NOW).authority == (5 if risk in (None, 0, 1) else authority_by_rule(risk))


@pytest.mark.parametrize(
    ("repeat", "to", "words"),
    [
        (None, None, "happens once"),
        (WEEKLY, None, "step 1"),
        (WEEKLY, "handed_over", "step 3"),
        (WEEKLY, "review", "To review"),
    ],
)
def test_where_the_card_will_go_is_one_line(
    board: Board, repeat: Repeat | None, to: str | None, words: str
) -> None:
    found = offer(board, task(board, repeat=repeat), person(board, "Maya"), NOW, to)
    assert words in str(where_it_goes(found.kind, found.level))


def test_who_is_named_or_had_it_last_is_offered_first(board: Board) -> None:
    maya, james = person(board, "Maya"), person(board, "James")
    one = task(board)
    assert likely_taker(board, one) is None
    handovers.hand_over(board, [one], Terms(maya))
    handovers.take_back(board, [one])
    assert likely_taker(board, one) == maya
    named = task(board, assistants=["James"])
    assert likely_taker(board, named) == james


def test_a_drop_says_where_the_card_goes_and_only_what_stands_against_it(board: Board) -> None:
    maya, james = person(board, "Maya"), person(board, "James", clearance="low")
    one, other = task(board, repeat=WEEKLY), task(board, sensitivity="high")
    hint = drop_hint(board, [one], maya, NOW)
    assert hint is not None and "step 1" in str(hint.goes) and hint.stands == ()
    hint = drop_hint(board, [other], james, NOW)
    assert hint is not None and [str(x) for x in hint.stands] == ["more private than they may see"]
    handovers.hand_over(board, [one], Terms(maya))
    assert str(drop_hint(board, [one], maya, NOW).goes) == "Maya has it already."  # type: ignore[union-attr]
    assert str(drop_hint(board, [one], james, NOW).goes).startswith("Maya has it: ")  # type: ignore[union-attr]
    assert str(drop_hint(board, [one, other], james, NOW).goes) == "2 cards to James."  # type: ignore[union-attr]
    assert drop_hint(board, [999], maya, NOW) is None


@pytest.mark.parametrize(
    ("clearance", "sensitivity", "is_it"),
    [
        ("", "high", True),
        ("low", "", True),
        ("medium", "high", False),
        ("high", "high", True),
        ("-9223372036854775808", "low", False),
        ("-9223372036854775808", "", True),
        ("medium", "no word of ours", False),
        ("high", "no word of ours", True),
    ],
)
def test_a_clearance_that_there_is_not_clears_for_nothing(
    clearance: str, sensitivity: str, is_it: bool
) -> None:
    from models.back_ups import is_cleared

    assert is_cleared(clearance, sensitivity) is is_it
