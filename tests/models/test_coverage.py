"""Who can do what, who stands behind whom, and what stands on one person."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models import handovers, training, training_ops
from models.assistant_deputies import set_deputies
from models.assistant_end import end_engagement
from models.assistant_mastery import learns
from models.assistants import add_assistant, edit_assistant, id_of_assistant
from models.board import Board
from models.coverage import Covered, at_first_try, back_up_line, is_useful, read_coverage
from models.hands import NO_REASON, Terms, Why
from models.landing import Word
from models.repeats import Repeat
from models.tasks import add_tasks, bin_tasks, edit_task, end_series, move_tasks
from tests.models.boards import TODAY, card, draft, open_new, order, stage_id

WEEKLY = Repeat(1, "week")


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with open_new(tmp_path / "a.board") as board:
        yield board


def person(board: Board, name: str, **fields: object) -> int:
    add_assistant(board, name, "Boston", f"uid-{name}")
    found = id_of_assistant(board, f"uid-{name}")
    assert found is not None
    if fields:
        edit_assistant(board, found, **fields)
    return found


def given(board: Board, who: int, title: str, level: int = 0, **fields: object) -> int:
    add_tasks(board, [draft(title, kind="setup", **{"repeat": WEEKLY} | fields)])
    (task,) = (one for one in order(board, "setup") if card(board, one).title == title)
    handovers.hand_over(board, [task], Terms(who))
    if level:
        training_ops.set_training(board, task, who, level)
    return task


def stop(board: Board, task: int, who: int) -> None:
    with board.change("level", "", details={"who": ""}) as record:
        training.stop(record, task, who)


def covered(board: Board, task: int) -> Covered:
    return next(one for one in read_coverage(board).tasks if one.task == task)


def test_every_task_that_somebody_learns_is_there_once_with_everybody_who_does(board: Board) -> None:
    maya, tom = person(board, "Maya"), person(board, "Tom")
    inbox, calls = given(board, maya, "inbox", 4), given(board, tom, "Calls", 2)
    given(board, maya, "Once", repeat=None)
    add_tasks(board, [draft("Mine")])
    handovers.learn_as_back_up(board, inbox, tom)
    found = read_coverage(board)
    assert [one.name for one in found.members] == ["Maya", "Tom"]
    assert [one.title for one in found.tasks] == ["Calls", "inbox"]
    grades = covered(board, inbox).grades
    assert {who: grade.level for who, grade in grades.items()} == {maya: 4, tom: 1}
    assert covered(board, calls).holder == tom and covered(board, calls).kind == "training"


def test_what_is_over_and_who_has_left_is_not_covered(board: Board) -> None:
    maya, tom = person(board, "Maya"), person(board, "Tom")
    kept, binned, ended = (given(board, maya, title, 4) for title in ("Kept", "Binned", "Ended"))
    left = given(board, tom, "Left", 4)
    training_ops.set_training(board, kept, tom, 3)
    bin_tasks(board, [binned])
    end_series(board, ended)
    end_engagement(board, tom, TODAY)
    found = read_coverage(board)
    assert [one.task for one in found.tasks] == [kept]
    assert list(found.tasks[0].grades) == [maya]
    assert back_up_line(board, left) is None


def test_a_table_is_useful_from_two_people_and_five_tasks(board: Board) -> None:
    maya = person(board, "Maya")
    for number in range(5):
        given(board, maya, f"T{number}", 3)
    assert not is_useful(board) and not read_coverage(board).is_useful
    person(board, "Tom")
    assert is_useful(board) and read_coverage(board).is_useful
    training_task = read_coverage(board).tasks[0].task
    bin_tasks(board, [training_task])
    assert not is_useful(board) and not read_coverage(board).is_useful


def test_the_back_up_is_who_knows_it_best_then_a_deputy_then_the_owner(board: Board) -> None:
    maya, tom, priya, ines = (person(board, name) for name in ("Maya", "Tom", "Priya", "Ines"))
    task = given(board, maya, "Calls", 4)
    assert back_up_line(board, task) == (None, "", 0, False)
    set_deputies(board, maya, [ines])
    assert back_up_line(board, task) == (ines, "Ines", 0, True)
    training_ops.set_training(board, task, tom, 2)
    assert back_up_line(board, task) == (ines, "Ines", 0, True)
    training_ops.set_training(board, task, tom, 3)
    assert back_up_line(board, task) == (tom, "Tom", 3, False)
    training_ops.set_training(board, task, priya, 3)
    assert back_up_line(board, task) == (priya, "Priya", 3, False)
    training_ops.set_training(board, task, tom, 5)
    assert back_up_line(board, task) == (tom, "Tom", 5, False)
    stop(board, task, tom)
    assert back_up_line(board, task) == (priya, "Priya", 3, False)
    end_engagement(board, priya, TODAY)
    assert back_up_line(board, task) == (ines, "Ines", 0, True)


def test_a_deputy_needs_the_skills_and_the_trust_that_a_task_asks_for(board: Board) -> None:
    maya, tom = person(board, "Maya"), person(board, "Tom", skills="travel")
    task = given(board, maya, "Books", 4, skills="Bookkeeping")
    set_deputies(board, maya, [tom])
    assert back_up_line(board, task).assistant is None  # type: ignore[union-attr]
    edit_assistant(board, tom, skills="travel, bookkeeping")
    assert back_up_line(board, task).assistant == tom  # type: ignore[union-attr]
    edit_task(board, task, sensitivity="high")
    edit_assistant(board, tom, clearance="low")
    assert back_up_line(board, task).assistant is None  # type: ignore[union-attr]


def test_what_happens_once_has_a_back_up_too_and_what_nobody_has_has_none(board: Board) -> None:
    maya, tom = person(board, "Maya"), person(board, "Tom")
    set_deputies(board, maya, [tom])
    task = given(board, maya, "Once", repeat=None)
    assert back_up_line(board, task) == (tom, "Tom", 0, True)
    handovers.take_back(board, [task])
    assert back_up_line(board, task) is None


@pytest.mark.parametrize(
    ("level", "sensitivity", "other", "danger"),
    [
        (3, "high", 0, ""),
        (4, "", 0, "amber"),
        (4, "medium", 2, "amber"),
        (5, "high", 2, "red"),
        (4, "high", 3, ""),
        (5, "", 4, ""),
    ],
)
def test_what_was_taken_over_and_nobody_else_can_do_stands_on_one_person(
    board: Board, level: int, sensitivity: str, other: int, danger: str
) -> None:
    maya, tom = person(board, "Maya"), person(board, "Tom")
    task = given(board, maya, "Payroll", level, sensitivity=sensitivity)
    if other:
        training_ops.set_training(board, task, tom, other)
    assert covered(board, task).danger == danger


def test_who_was_stopped_or_stands_in_only_by_name_covers_nothing(board: Board) -> None:
    maya, tom = person(board, "Maya"), person(board, "Tom")
    task = given(board, maya, "Payroll", 4)
    set_deputies(board, maya, [tom])
    training_ops.set_training(board, task, tom, 3)
    assert covered(board, task).danger == "" and covered(board, task).able == 2
    stop(board, task, tom)
    assert covered(board, task).danger == "amber" and covered(board, task).able == 1
    assert covered(board, task).grades[tom].is_stopped
    handovers.take_back(board, [task])
    assert covered(board, task).danger == "" and covered(board, task).holder is None


def test_first_tries_are_counted_as_the_rules_of_trust_count(board: Board) -> None:
    maya = person(board, "Maya")
    task = given(board, maya, "Calls", 3, due=TODAY)
    home = stage_id(board, "handed_over")
    for end, why in (
        ("accept", NO_REASON),
        ("back", Why(("slip",))),
        ("accept", NO_REASON),
        ("back", Why(("brief_unclear",))),
        ("accept", NO_REASON),
        ("accept", NO_REASON),
    ):
        handovers.deliver(board, [task])
        if end == "accept":
            handovers.accept(board, [task])
        else:
            move_tasks(board, [task], home, None, TODAY, Word(why=why))
    handovers.i_do_it(board, task, TODAY)
    assert at_first_try(board, task, maya) == (2, 3)
    (one,) = learns(board, maya)
    assert (one.task, one.level, one.in_a_row, one.needed) == (task, 3, 1, 5)


def test_what_somebody_learns_is_told_the_furthest_first_and_what_they_master_is_not(board: Board) -> None:
    maya = person(board, "Maya")
    given(board, maya, "Shown", 1)
    given(board, maya, "Mastered", 4)
    checked = given(board, maya, "Checked", 3, sensitivity="high")
    stop(board, checked, maya)
    found = learns(board, maya)
    assert [(one.title, one.level, one.is_stopped, one.needed) for one in found] == [
        ("Checked", 3, True, 10),
        ("Shown", 1, False, 5),
    ]
