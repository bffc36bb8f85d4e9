"""Back-ups at work: what comes due while somebody is away, who stands in, and the way back."""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from models import handovers, training_ops
from models.assistant_absences import add_absence, remove_absence
from models.assistant_deputies import set_deputies
from models.assistant_end import end_engagement
from models.assistants import add_assistant, edit_assistant, id_of_assistant
from models.board import Board
from models.coverage import absence_of, absences_ahead
from models.errors import Refused
from models.hands import Terms
from models.repeats import Repeat
from models.standing_in import due_back, give_back, stand_in
from models.tasks import add_tasks, edit_task
from tests.models.boards import START, TODAY, Clock, card, draft, faults, open_new, order, tables
from tests.models.test_hands import is_undone

DAY = dt.timedelta(1)
MON, FRI = TODAY + 7 * DAY, TODAY + 11 * DAY
"""The week after: away from Monday to Friday."""
WEEKLY = Repeat(1, "week")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def board(tmp_path: Path, clock: Clock) -> Iterator[Board]:
    with open_new(tmp_path / "a.board", clock) as board:
        yield board


def person(board: Board, name: str, **fields: object) -> int:
    add_assistant(board, name, "Boston", f"uid-{name}")
    found = id_of_assistant(board, f"uid-{name}")
    assert found is not None
    if fields:
        edit_assistant(board, found, **fields)
    return found


def given(board: Board, who: int, title: str, level: int = 0, **fields: object) -> int:
    """A card in somebody's hands, as far as they are with it; weekly and due on Wednesday of that week."""
    values = {"due": MON + 2 * DAY, "repeat": WEEKLY} | fields
    add_tasks(board, [draft(title, kind="setup", **values)])
    (task,) = (one for one in order(board, "setup") if card(board, one).title == title)
    handovers.hand_over(board, [task], Terms(who, authority=3, next_check=MON))
    if level:
        training_ops.set_training(board, task, who, level)
    return task


def stand(board: Board, task: int) -> tuple[str, str, int, list[str]]:
    """Column, holder, their level, names on the card."""
    found = card(board, task)
    return found.kind, found.assistants[0] if found.holder else "", found.level, sorted(found.assistants)


def test_what_comes_due_while_somebody_is_away_names_who_can_do_it(board: Board) -> None:
    tom, priya = person(board, "Tom"), person(board, "Priya")
    calls, books = given(board, tom, "Calls", 4), given(board, tom, "Books", 4, due=MON)
    given(board, tom, "Once, later", due=FRI + DAY, repeat=None)
    given(board, priya, "Hers", 4)
    training_ops.set_training(board, calls, priya, 3)
    assert absences_ahead(board, START) == []
    add_absence(board, tom, MON, FRI, "wedding")
    (found,) = absences_ahead(board, START)
    assert (found.name, found.first, found.last, found.note) == ("Tom", MON, FRI, "wedding")
    assert [(one.task, one.due, one.times) for one in found.tasks] == [
        (books, MON, 1),
        (calls, MON + 2 * DAY, 1),
    ]
    assert [(offer.name, offer.tasks, offer.to_learn) for offer in found.offers] == [("Priya", (calls,), 0)]
    assert [one.task for one in found.alone] == [books]


def test_far_absences_are_not_ahead_and_past_ones_are_over(board: Board) -> None:
    tom = person(board, "Tom")
    given(board, tom, "Calls", 4)
    add_absence(board, tom, TODAY - 9 * DAY, TODAY - 7 * DAY)
    add_absence(board, tom, TODAY + 15 * DAY, TODAY + 25 * DAY)
    assert absences_ahead(board, START) == []
    assert [one.first for one in absences_ahead(board, START, days=15)] == [TODAY + 15 * DAY]
    assert [one.first for one in absence_of(board, tom, START)] == [TODAY + 15 * DAY]


@pytest.mark.parametrize(
    ("due", "repeat", "first", "times"),
    [
        (MON, None, MON, 1),
        (MON - DAY, None, None, 0),
        (FRI, None, FRI, 1),
        (FRI + DAY, WEEKLY, None, 0),
        (MON - 3 * DAY, WEEKLY, MON + 4 * DAY, 1),
        (TODAY, Repeat(1, "day"), MON, 5),
        (MON, Repeat(1, "month"), MON, 1),
        (None, Repeat(3, "week"), None, 2),
        (None, Repeat(1, "year"), None, 0),
        (None, None, None, 0),
    ],
)
def test_only_what_falls_on_the_days_off_is_at_risk(
    board: Board, due: dt.date | None, repeat: Repeat | None, first: dt.date | None, times: int
) -> None:
    tom = person(board, "Tom")
    given(board, tom, "Calls", due=due, repeat=repeat)
    add_absence(board, tom, MON, FRI)
    found = [(one.due, one.times) for ahead in absences_ahead(board, START) for one in ahead.tasks]
    assert found == ([(first, times)] if times else [])


def test_what_is_overdue_counts_once_they_are_away(board: Board) -> None:
    tom = person(board, "Tom")
    given(board, tom, "Late", due=TODAY - DAY, repeat=None)
    add_absence(board, tom, TODAY, FRI)
    (found,) = absences_ahead(board, START)
    assert [(one.title, one.due) for one in found.tasks] == [("Late", TODAY - DAY)]


def test_what_was_delivered_waits_for_the_owner_not_for_a_back_up(board: Board) -> None:
    tom, priya = person(board, "Tom"), person(board, "Priya")
    task = given(board, tom, "Calls", 4)
    handovers.deliver(board, [task])
    add_absence(board, tom, MON, FRI)
    assert absences_ahead(board, START) == []
    with pytest.raises(Refused, match="waits for your look"):
        stand_in(board, [task], priya, tom)


def test_what_stands_against_a_back_up_is_said_and_another_is_offered(board: Board) -> None:
    tom = person(board, "Tom")
    task = given(board, tom, "Payroll", 5, sensitivity="high", seconds_per_run=3_600)
    for name, fields in (
        ("Away", {}),
        ("Busy", {"seconds_per_week": 60}),
        ("Curious", {"clearance": "low"}),
        ("Stopped", {}),
        ("Worse", {}),
    ):
        who = person(board, name, **fields)
        training_ops.set_training(board, task, who, 3 if name == "Worse" else 4)
    names = {name: id_of_assistant(board, f"uid-{name}") or 0 for name in ("Away", "Stopped")}
    add_absence(board, names["Away"], FRI, FRI + DAY)
    board_stop(board, task, names["Stopped"])
    add_absence(board, tom, MON, FRI)
    (found,) = absences_ahead(board, START)
    told = {one.name: [str(text) for text in one.against] for one in found.tasks[0].stand_ins}
    assert told == {
        "Worse": [],
        "Away": ["away from Fri 4 Dec to Sat 5 Dec"],
        "Busy": ["no hours free"],
        "Curious": ["more private than they may see"],
        "Stopped": ["stopped: too many went back"],
    }
    assert [offer.name for offer in found.offers] == ["Worse"]


def board_stop(board: Board, task: int, who: int) -> None:
    from models import training

    with board.change("level", "Calls", details={"who": "–"}) as record:
        training.stop(record, task, who)


def test_a_deputy_is_offered_before_a_stranger_with_the_skills_and_would_learn_it(board: Board) -> None:
    tom, able, deputy = person(board, "Tom"), person(board, "Able", skills="books"), person(board, "Deputy")
    given(board, tom, "Books", 4, skills="books")
    add_absence(board, tom, MON, FRI)
    assert [(one.name, one.to_learn) for one in absences_ahead(board, START)[0].offers] == [("Able", 1)]
    set_deputies(board, tom, [deputy])
    assert [(one.name, one.to_learn) for one in absences_ahead(board, START)[0].offers] == [("Deputy", 1)]
    assert able


def test_standing_in_is_one_step_and_each_card_lies_where_the_back_ups_level_has_it(board: Board) -> None:
    tom, priya = person(board, "Tom"), person(board, "Priya")
    known, new = given(board, tom, "Known", 4), given(board, tom, "New", 4)
    once = given(board, tom, "Once", repeat=None)
    training_ops.set_training(board, known, priya, 4)
    before = tables(board)
    stand_in(board, [known, new, once], priya, tom)
    assert stand(board, known) == ("handed_over", "Priya", 4, ["Priya", "Tom"])
    assert stand(board, new) == ("training", "Priya", 1, ["Priya", "Tom"])
    assert stand(board, once)[:2] == ("handed_over", "Priya")
    held = handovers.newest(board, known)
    assert held is not None and held.authority == 3 and held.sent is None
    assert training_ops.standing_of(board, new, tom).level == 4  # type: ignore[union-attr]
    is_undone(board, before)


def test_only_the_absent_ones_cards_are_taken_and_the_rest_is_counted(board: Board) -> None:
    tom, priya = person(board, "Tom"), person(board, "Priya")
    his, hers = given(board, tom, "His", 4), given(board, priya, "Hers", 4)
    told: list[str] = []
    board.observe(lambda change: told.append(str(change.sentence)))
    stand_in(board, [his, hers], priya, tom)
    assert told == ["Priya does “His” while Tom is away; 1 stayed where they were"]
    with pytest.raises(Refused, match="Tom does not have this"):
        stand_in(board, [hers], priya, tom)
    with pytest.raises(Refused, match="stand in for themselves"):
        stand_in(board, [hers], priya, priya)
    end_engagement(board, priya, TODAY)
    with pytest.raises(Refused, match="no longer works"):
        stand_in(board, [his], priya, tom)


def test_it_is_due_back_when_the_absence_is_over_and_goes_back_in_one_step(
    board: Board, clock: Clock
) -> None:
    tom, priya = person(board, "Tom"), person(board, "Priya")
    one, other = given(board, tom, "One", 4), given(board, tom, "Other", 5)
    add_absence(board, tom, MON, FRI)
    before = [stand(board, task)[:3] for task in (one, other)]
    stand_in(board, [one, other], priya, tom)
    assert absences_ahead(board, START) == []
    assert due_back(board, START) == []
    clock.now = dt.datetime.combine(FRI, dt.time(12))
    assert due_back(board, clock.now) == []
    clock.now = dt.datetime.combine(FRI + DAY, dt.time(12))
    (found,) = due_back(board, clock.now)
    assert (found.name, found.back_up_name, found.since) == ("Tom", "Priya", FRI + DAY)
    assert sorted(found.tasks) == [one, other]
    stored = tables(board)
    give_back(board, found.tasks)
    assert [stand(board, task)[:3] for task in (one, other)] == before
    assert stand(board, one)[3] == ["Priya", "Tom"]
    held = handovers.newest(board, one)
    assert held is not None and held.authority == 3
    assert due_back(board, clock.now) == []
    is_undone(board, stored)


def test_who_is_away_twice_is_back_when_the_absence_that_was_meant_is_over(
    board: Board, clock: Clock
) -> None:
    tom, priya = person(board, "Tom"), person(board, "Priya")
    task = given(board, tom, "One", 4)
    add_absence(board, tom, TODAY, TODAY + DAY)
    add_absence(board, tom, MON, FRI)
    stand_in(board, [task], priya, tom, first=MON)
    clock.now = dt.datetime.combine(TODAY + 3 * DAY, dt.time(12))
    assert due_back(board, clock.now) == []
    # They stay longer than was thought.
    add_absence(board, tom, FRI + DAY, FRI + 2 * DAY)
    clock.now = dt.datetime.combine(FRI + DAY, dt.time(12))
    assert due_back(board, clock.now) == []
    clock.now = dt.datetime.combine(FRI + 3 * DAY, dt.time(12))
    assert [one.since for one in due_back(board, clock.now)] == [FRI + 3 * DAY]


def test_an_absence_that_was_called_off_is_over(board: Board) -> None:
    tom, priya = person(board, "Tom"), person(board, "Priya")
    task = given(board, tom, "One", 4)
    add_absence(board, tom, MON, FRI)
    stand_in(board, [task], priya, tom)
    (absence,) = absence_of(board, tom, START)
    remove_absence(board, absence.absence)
    assert [(one.since, one.tasks) for one in due_back(board, START)] == [(None, (task,))]


def test_nothing_goes_back_to_who_has_left_or_while_it_waits_for_a_look(board: Board) -> None:
    tom, priya = person(board, "Tom"), person(board, "Priya")
    task = given(board, tom, "One", 4)
    with pytest.raises(Refused, match="Nobody stands in"):
        give_back(board, [task])
    stand_in(board, [task], priya, tom)
    handovers.deliver(board, [task])
    assert due_back(board, START) == []
    with pytest.raises(Refused, match="waits for your look"):
        give_back(board, [task])
    handovers.accept(board, [task])
    end_engagement(board, tom, TODAY)
    assert due_back(board, START) == []
    with pytest.raises(Refused, match="Tom no longer works"):
        give_back(board, [task])


def test_who_was_stopped_is_still_stopped_when_it_comes_back(board: Board) -> None:
    tom, priya = person(board, "Tom"), person(board, "Priya")
    task = given(board, tom, "One", 3)
    board_stop(board, task, tom)
    before = training_ops.standing_of(board, task, tom)
    stand_in(board, [task], priya, tom)
    give_back(board, [task])
    assert training_ops.standing_of(board, task, tom) == before


@pytest.mark.parametrize("seed", range(6))
def test_standing_in_and_giving_back_restores_who_has_it_and_how_far_they_are(
    board: Board, seed: int
) -> None:
    chance = random.Random(seed)
    people = [person(board, name) for name in ("Tom", "Priya", "James")]
    tasks = []
    for number in range(6):
        repeat = chance.choice([WEEKLY, None, Repeat(1, "day")])
        holder = chance.choice(people)
        tasks.append(given(board, holder, f"T{number}", repeat=repeat))
        for who in people:
            if repeat is not None and chance.random() < 0.7:
                training_ops.set_training(board, tasks[-1], who, chance.randint(1, 5))
    if chance.random() < 0.5:
        edit_task(board, tasks[0], repeat=None)

    def levels() -> dict[int, list[tuple[int, int]]]:
        """Of the one who has each task."""
        found = {task: card(board, task) for task in tasks}
        return {task: [(one.holder or 0, one.level)] for task, one in found.items()}

    before, kinds = levels(), {task: card(board, task).kind for task in tasks}
    start = tables(board)
    absent = card(board, chance.choice(tasks)).holder
    back_up = chance.choice([one for one in people if one != absent])
    theirs = [task for task in tasks if card(board, task).holder == absent]
    assert absent is not None
    stand_in(board, tasks, back_up, absent)
    assert all(card(board, task).holder == back_up for task in theirs)
    give_back(board, tasks)
    assert levels() == before
    assert {task: card(board, task).kind for task in tasks} == kinds
    assert not faults(board)
    board.undo()
    board.undo()
    assert tables(board) == start
