"""Which backups may go: by order and by distinct hours and days, whatever the clock says."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.backup_files import REASONS, Backup
from models.backup_thinning import NEWEST, has_shrunk, series_of, to_remove
from tests.models.boards import START

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def backup(number: int, made: dt.datetime, **other: object) -> Backup:
    fields: dict[str, object] = {"reason": "while", "is_good": True, "held": {"cards": 100}} | other
    path = Path(f"{number:06}.board")
    return Backup(path=path, made=made, number=number, size=1, revision=number, counts={}, schema=5, **fields)  # type: ignore[arg-type]


def thinned_as_they_come(made: list[Backup]) -> list[int]:
    """The numbers left when each is followed by a thinning, as in the program."""
    kept: list[Backup] = []
    for one in made:
        kept.append(one)
        going = {gone.number for gone in to_remove(kept)}
        kept = [left for left in kept if left.number not in going]
    return [one.number for one in kept]


def test_a_year_of_work_leaves_hours_days_weeks_and_months() -> None:
    # Six a day, and at the end a day of half hours.
    long = [START + n * 4 * HOUR for n in range(365 * 6)]
    made = [
        backup(n + 1, at) for n, at in enumerate([*long, *(long[-1] + n * HOUR / 2 for n in range(1, 60))])
    ]
    left = set(thinned_as_they_come(made))
    kept = {one.number: one for one in made if one.number in left}
    moments = [one.made for one in kept.values()]
    newest = made[-1].made
    assert 40 <= len(kept) <= NEWEST + 24 + 14 + 10 + 12
    assert {one.number for one in made[-NEWEST:]} <= kept.keys()
    for back in range(24):
        assert any(newest - back * HOUR - HOUR < at <= newest - back * HOUR for at in moments), back
    for back in range(14):
        assert any(at.date() == (newest - back * DAY).date() for at in moments), back
    assert len({at.isocalendar()[:2] for at in moments}) >= 10
    assert len({(at.year, at.month) for at in moments}) >= 12


CLOCKS: dict[str, Callable[[int], dt.datetime]] = {
    "ten years back": lambda n: START + n * HOUR - (DAY * 3652 if n >= 30 else DAY * 0),
    "ten years on and back": lambda n: START + n * HOUR + (DAY * 3652 if 30 <= n < 40 else DAY * 0),
    "an hour to and fro": lambda n: START + n * HOUR + HOUR * (-1) ** n,
    "all at one moment": lambda n: START,
    "backwards": lambda n: START - n * HOUR,
    "the last one alone years ago": lambda n: START + n * HOUR - (DAY * 3652 if n == 59 else DAY * 0),
    "year 1 and year 9999": lambda n: dt.datetime(1, 1, 1) if n % 2 else dt.datetime(9999, 12, 31, 23),
}


@pytest.mark.parametrize("clock", CLOCKS)
def test_the_ten_newest_stay_whatever_the_clock_says(clock: str) -> None:
    made = [backup(n + 1, CLOCKS[clock](n)) for n in range(60)]
    assert set(range(51, 61)) <= set(thinned_as_they_come(made))


def test_a_clock_that_was_ten_years_on_does_not_stop_new_ones_from_being_kept() -> None:
    ahead = [backup(n + 1, START + DAY * 3652 + n * HOUR) for n in range(40)]
    after = [backup(n + 41, START + n * DAY) for n in range(40)]
    kept = set(thinned_as_they_come(ahead + after))
    assert set(range(71, 81)) <= kept and len(kept & set(range(41, 81))) >= 14


def test_those_made_before_something_are_kept_as_long_as_the_ten_newest() -> None:
    made = [
        backup(n + 1, START, reason="import" if n in (3, 5, 7) else "while", held={"cards": 100})
        for n in range(200)
    ]
    assert {4, 6, 8} <= set(thinned_as_they_come(made))


def test_what_cannot_be_trusted_is_never_counted_and_never_removed() -> None:
    good = [backup(n + 1, START) for n in range(12)]
    bad = [backup(n + 100, START, is_good=False) for n in range(30)]
    going = {one.number for one in to_remove(good + bad)}
    assert going == {1, 2}


def test_an_empty_board_never_drives_out_what_it_was() -> None:
    """What others lost: today's small backup in the place of the large one, then all older ones gone."""
    large = [backup(n + 1, START + n * DAY) for n in range(30)]
    empty = [backup(n + 31, START + (30 + n) * DAY, held={"cards": 0}) for n in range(500)]
    kept = set(thinned_as_they_come(large + empty))
    assert set(range(21, 31)) <= kept
    assert len(kept) < 2 * (NEWEST + 24 + 14 + 10 + 12)


def test_a_board_that_shrank_by_and_by_keeps_what_it_was_at_each_halving() -> None:
    sizes = (1000, 400, 150, 60, 20)
    made = [
        backup(200 * place + n + 1, START, held={"cards": cards})
        for place, cards in enumerate(sizes)
        for n in range(200)
    ]
    kept = set(thinned_as_they_come(made))
    for place in range(len(sizes)):
        assert set(range(200 * place + 191, 200 * place + 201)) <= kept, place
    assert len(kept) < 5 * 30


def test_what_the_owner_says_is_right_is_thinned_like_any_other() -> None:
    large = [backup(n + 1, START) for n in range(30)]
    small = [backup(n + 31, START, held={"cards": 10}) for n in range(30)]
    assert {one.number for one in to_remove(large + small, accepted=30)} == set(range(1, 51))
    assert {one.number for one in to_remove(large + small, accepted=29)} >= set(range(1, 21))
    assert len(series_of(large + small, 0)) == 2 and len(series_of(large + small, 30)) == 1


@pytest.mark.parametrize(
    ("old", "new", "shrunk"),
    [
        ({"cards": 100}, {"cards": 49}, True),
        ({"cards": 100}, {"cards": 50}, False),
        ({"cards": 4}, {"cards": 0}, False),
        ({"cards": 10, "assistants": 6}, {"cards": 10, "assistants": 2}, True),
        ({"cards": 10, "runs": 90}, {"cards": 12, "runs": 0}, True),
        ({"cards": 10}, {}, True),
        ({}, {"cards": 3}, False),
    ],
)
def test_more_than_half_gone_is_a_shrinking(old: dict[str, int], new: dict[str, int], shrunk: bool) -> None:
    assert has_shrunk(old, new) is shrunk


MADE = st.builds(
    lambda made, cards, good, reason: (made, cards, good, reason),
    st.datetimes(dt.datetime(1970, 1, 1), dt.datetime(2100, 1, 1)),
    st.integers(0, 200),
    st.booleans(),
    st.sampled_from(REASONS),
)


@given(st.lists(MADE, max_size=120), st.integers(0, 120))
def test_of_any_backups_the_newest_good_ten_and_the_largest_stay(
    drawn: list[tuple[dt.datetime, int, bool, str]], accepted: int
) -> None:
    made = [
        backup(n + 1, at, held={"cards": cards}, is_good=good, reason=reason)
        for n, (at, cards, good, reason) in enumerate(drawn)
    ]
    going = {one.number for one in to_remove(made, accepted)}
    good = [one for one in made if one.is_good]
    assert not going & {one.number for one in good[-NEWEST:]}
    assert not going & {one.number for one in made if not one.is_good}
    # No state more than twice as large as all that is left went away unasked.
    left = [one for one in good if one.number not in going]
    for one in good:
        if one.number in going and one.number > accepted:
            assert any(not has_shrunk(one.held, other.held) for other in left if other.number > accepted), one
