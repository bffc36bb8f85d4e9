"""Which tasks to hand over: payback order and the set that fits, against every other order and set."""

from fractions import Fraction
from itertools import combinations, permutations
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.planner import Candidate, best_set, greedy_set, hours_forgone, payback_order

VECTOR = [
    Candidate(1, "Bookkeeping", 360, 400, 480),
    Candidate(2, "Inbox triage", 300, 320, 330),
    Candidate(3, "Scheduling", 300, 315, 330),
    Candidate(4, "Expense reports", 60, 55, 330),
    Candidate(5, "CRM clean-up", 120, 105, 180),
]
whole = st.integers(1, 90)
candidates = st.lists(st.tuples(whole, st.integers(-20, 90), whole), max_size=7).map(
    lambda rows: [Candidate(n, f"t{n}", cost, won, setup) for n, (cost, won, setup) in enumerate(rows)]
)


def titles(found: tuple[Candidate, ...] | list[Candidate]) -> list[str]:
    return [one.title for one in found]


def most_won(among: list[Candidate], room: int) -> float:
    """The best of all subsets that fit, by trying each."""
    return max(
        sum(one.won for one in chosen)
        for size in range(len(among) + 1)
        for chosen in combinations(among, size)
        if sum(ceil(one.cost) for one in chosen) <= room
    )


def test_the_exact_set_beats_the_greedy_one() -> None:
    exact, greedy = best_set(VECTOR, 600), greedy_set(VECTOR, 600)
    assert (exact.won, exact.used, titles(exact.chosen)) == (635, 600, ["Inbox triage", "Scheduling"])
    assert (greedy.won, greedy.used) == (560, 540)
    assert titles(greedy.chosen) == ["Bookkeeping", "Expense reports", "CRM clean-up"]


def test_payback_order_and_the_hours_forgone() -> None:
    order = payback_order(VECTOR)
    assert titles(order) == ["Inbox triage", "Scheduling", "Bookkeeping", "CRM clean-up", "Expense reports"]
    assert [round(one.setup / one.won, 2) for one in order] == [1.03, 1.05, 1.20, 1.71, 6.00]
    every = [hours_forgone(list(one), 300) for one in permutations(VECTOR)]
    assert hours_forgone(order, 300) == pytest.approx(min(every))
    assert (round(min(every), 1), round(max(every), 1)) == (55.5, 78.4)


@given(candidates, st.integers(0, 300))
def test_no_other_set_that_fits_wins_more(among: list[Candidate], room: int) -> None:
    found = best_set(among, room)
    assert found.won == most_won(among, room)
    assert found.used == sum(one.cost for one in found.chosen) <= room
    assert found.won >= greedy_set(among, room).won
    assert all(one.won > 0 for one in found.chosen)


@given(candidates.filter(lambda rows: len(rows) < 6))
def test_no_other_order_forgoes_fewer_hours(among: list[Candidate]) -> None:
    winning = [one for one in among if one.won > 0]
    best = hours_forgone(payback_order(winning), 300)
    assert all(best <= hours_forgone(list(order), 300) + 1e-9 for order in permutations(winning))


@given(candidates)
def test_payback_rises_and_what_wins_nothing_comes_last(among: list[Candidate]) -> None:
    order = payback_order(among)
    gains = [one.won > 0 for one in order]
    assert gains == sorted(gains, reverse=True)
    exact = [Fraction(int(one.setup), int(one.won)) for one in order if one.won > 0]
    assert exact == sorted(exact)


@given(candidates, st.integers(0, 300), st.data())
def test_pins_are_kept_whatever_they_win(among: list[Candidate], room: int, data: st.DataObject) -> None:
    tasks = st.sets(st.sampled_from([one.task for one in among])) if among else st.just(set[int]())
    pinned = data.draw(tasks)
    excluded = data.draw(tasks) - pinned
    for plan in (best_set(among, room, pinned, excluded), greedy_set(among, room, pinned, excluded)):
        chosen = {one.task for one in plan.chosen}
        assert pinned <= chosen and not chosen & excluded
        free = sum(ceil(one.cost) for one in plan.chosen if one.task not in pinned)
        held = sum(ceil(one.cost) for one in among if one.task in pinned)
        assert free <= max(0, room - held)


def test_minutes_are_rounded_up() -> None:
    half = [Candidate(1, "a", 30.2, 10, 1), Candidate(2, "b", 30.2, 10, 1)]
    assert best_set(half, 61).used == 31
    assert best_set(half, 62).used == 62


def test_ties_go_by_net_then_title() -> None:
    same = [Candidate(1, "b", 1, 10, 10), Candidate(2, "a", 1, 10, 10), Candidate(3, "z", 1, 10, 10, net=5)]
    assert titles(payback_order(same)) == ["z", "a", "b"]


@pytest.mark.parametrize("room", [0, -10])
def test_without_room_only_pins_are_in(room: int) -> None:
    assert best_set(VECTOR, room).chosen == ()
    assert titles(best_set(VECTOR, room, pinned={3}).chosen) == ["Scheduling"]


def test_nothing_to_choose_from() -> None:
    assert payback_order([]) == []
    assert best_set([], 600).chosen == ()
    assert hours_forgone([], 300) == 0
