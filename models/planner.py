"""Which tasks to hand over: in which order to train, and which set fits an assistant's hours.

Values in, values out. Two questions, two rules. Order: the owner's training time is one machine, so ascending
set-up ÷ hours won (Smith's rule for weighted completion time). Set: 0/1 knapsack over whole minutes, exact;
the greedy answer by hours won per assistant minute is only there to explain.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True, slots=True)
class Candidate:
    """A delegable task, in minutes: `cost` (assistant) and `won` (owner) a week, `setup` (owner) once.

    `net` in minor units a week breaks ties, then the title.
    """

    task: int
    title: str
    cost: float
    won: float
    setup: float
    net: float = 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """A set that fits. `won` and `used` in minutes a week; `chosen` in the order of the candidates."""

    chosen: tuple[Candidate, ...]
    won: float
    used: int


def payback_order(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Soonest worth it first: ascending set-up ÷ won; what wins nothing comes last."""

    def key(one: Candidate) -> tuple[bool, float, float, str]:
        return one.won <= 0, one.setup / one.won if one.won > 0 else 0.0, -one.net, one.title

    return sorted(candidates, key=key)


def hours_forgone(order: Sequence[Candidate], training_minutes: float) -> float:
    """Hours not yet won while task after task is trained, with so many minutes of training a week."""
    week = total = 0.0
    for one in order:
        week += one.setup / training_minutes
        total += one.won * week
    return total / 60


def best_set(
    candidates: Sequence[Candidate],
    minutes: int,
    pinned: Collection[int] = (),
    excluded: Collection[int] = (),
) -> Plan:
    """The set that wins most and fits into `minutes` a week; pinned ones are in, whatever they win."""
    given, free, room = _begun(candidates, minutes, pinned, excluded)
    chosen = {one.task for one in given} | _knapsack(free, room)
    return _plan([one for one in candidates if one.task in chosen])


def greedy_set(
    candidates: Sequence[Candidate],
    minutes: int,
    pinned: Collection[int] = (),
    excluded: Collection[int] = (),
) -> Plan:
    """What taking the best minute for minute would give: for the explanation only."""
    given, free, room = _begun(candidates, minutes, pinned, excluded)
    chosen = {one.task for one in given}
    for one in sorted(free, key=lambda one: (-one.won / max(one.cost, 1e-9), one.title)):
        if ceil(one.cost) <= room:
            chosen.add(one.task)
            room -= ceil(one.cost)
    return _plan([one for one in candidates if one.task in chosen])


def _begun(
    candidates: Sequence[Candidate], minutes: int, pinned: Collection[int], excluded: Collection[int]
) -> tuple[list[Candidate], list[Candidate], int]:
    """What is in whatever it wins, what there is to choose from, and the minutes that are left for it."""
    given = [one for one in candidates if one.task in pinned]
    free = [one for one in candidates if one.task not in pinned and one.task not in excluded and one.won > 0]
    return given, free, minutes - sum(ceil(one.cost) for one in given)


def _knapsack(free: Sequence[Candidate], room: int) -> set[int]:
    """Exact 0/1 knapsack, O(n · room): best value for each capacity, a mark a step to find the way back."""
    if room <= 0:
        return set()
    best = [0.0] * (room + 1)
    taken: list[bytearray] = []
    for one in free:
        weight, value = ceil(one.cost), one.won
        mark = bytearray(room + 1)
        for capacity in range(room, weight - 1, -1):
            with_it = best[capacity - weight] + value
            if with_it > best[capacity] + 1e-9:
                best[capacity] = with_it
                mark[capacity] = 1
        taken.append(mark)
    chosen = set()
    capacity = room
    for one, mark in zip(reversed(free), reversed(taken), strict=True):
        if mark[capacity]:
            chosen.add(one.task)
            capacity -= ceil(one.cost)
    return chosen


def _plan(chosen: Sequence[Candidate]) -> Plan:
    return Plan(tuple(chosen), sum(one.won for one in chosen), sum(ceil(one.cost) for one in chosen))
