"""Today: each card is the owner's move for one reason, or waits on others; only the moves are counted."""

import datetime as dt
from pathlib import Path

import pytest

from models import handovers, runs, training_ops
from models.assistant_absences import add_absence
from models.assistants import add_assistant, edit_assistant, id_of_assistant
from models.board import Board
from models.cards import read_order
from models.hands import Terms, Why
from models.landing import Word
from models.nudges import mark_answered, mark_looked
from models.people import was_handed_over
from models.schema_handover import Handover
from models.standing_in import give_back, stand_in
from models.tasks import add_tasks, bin_tasks, edit_task, move_tasks
from models.their_words import take_words
from models.today import read_today
from models.training_ops import set_training
from tests.models.boards import draft, stage_id
from tests.models.hands_of_today import (
    DAILY,
    DAY,
    NOW,
    TODAY,
    WEEKLY,
    give,
    kinds,
    maya,
    only,
    open_at,
    set_clock,
    today,
    uid_for,
)


@pytest.fixture
def board(tmp_path: Path):
    with open_at(tmp_path / "a.board") as board:
        yield board


def accept_again(board: Board, task: int) -> None:
    handovers.deliver(board, [task])
    handovers.accept(board, [task])


def test_it_begins_with_the_first_hand_over(board: Board) -> None:
    add_tasks(board, [draft("Call the bank", kind="core", due=TODAY)])
    assert not was_handed_over(board)
    give(board, "Order gloves")
    assert was_handed_over(board)


def test_what_was_not_sent_yet_is_the_owners_move(board: Board) -> None:
    task = give(board, "Order gloves", sent=False)
    item = only(board)
    assert (item.kind, item.who, item.actions[:2]) == ("unsent", "Maya Santos", ("send", "told"))
    handovers.mark_sent(board, [task], "told")
    assert today(board).moves == ()
    (waiting,) = today(board).waiting
    assert (waiting.title, waiting.who) == ("Order gloves", "Maya Santos")


def test_a_question_comes_first_with_its_words_until_it_is_answered(board: Board) -> None:
    give(board, "Order gloves", sent=False)
    task = give(board, "Book a hotel", due=TODAY - DAY)
    take_words(board, task, "Which city?", "question")
    first = today(board).moves[0]
    assert (first.kind, first.title, first.text) == ("question", "Book a hotel", "Which city?")
    mark_answered(board, task)
    assert kinds(board)[0] == ("unsent", "Order gloves")
    board.undo()
    assert kinds(board)[0] == ("question", "Book a hotel")


def test_to_review_is_the_columns_own_order(board: Board) -> None:
    tasks = [give(board, f"Card {number}") for number in range(4)]
    for task in (tasks[2], tasks[0], tasks[3]):
        handovers.deliver(board, [task])
    move_tasks(board, [tasks[0]], stage_id(board, "review"), None, TODAY)
    shown = [item.task for item in today(board).moves if item.kind == "review"]
    assert shown == read_order(board, stage_id(board, "review"))[0]
    assert len(shown) == 3 and today(board).badge == 3
    assert today(board).moves[0].actions[:3] == ("accept", "fix", "back")


def test_a_second_submission_says_so(board: Board) -> None:
    task = give(board, "Order gloves")
    handovers.deliver(board, [task])
    move_tasks(board, [task], stage_id(board, "handed_over"), None, TODAY, Word(why=Why(("slip",))))
    handovers.deliver(board, [task])
    assert only(board).number == 2


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_silent_run_is_asked_while_somebody_learns(board: Board, level: int) -> None:
    give(board, "Inbox", level=level, repeat=DAILY, due=TODAY - DAY)
    item = only(board)
    assert (item.kind, item.late, item.actions[:2]) == ("silent", 1, ("yes", "no"))


def test_one_in_five_of_what_was_taken_over_is_asked(board: Board) -> None:
    day = TODAY - DAY
    give(board, "Looked at", level=4, repeat=DAILY, due=day, uid=uid_for(day, is_looked_at=True))
    give(board, "Not", level=4, repeat=DAILY, due=day, uid=uid_for(day, is_looked_at=False))
    assert kinds(board) == [("spot", "Looked at")]
    assert [item.title for item in today(board).waiting] == ["Not"]


def test_due_passes_in_the_tasks_own_zone(board: Board) -> None:
    give(board, "Here", level=3, repeat=DAILY, due=TODAY)
    there = give(board, "There", level=3, repeat=DAILY, due=TODAY)
    edit_task(board, there, due=TODAY, due_time="18:00", due_zone="Asia/Manila")
    # 12:00 UTC is 20:00 in Manila and 13:00 in Berlin
    assert kinds(board) == [("silent", "There")]
    assert kinds(board, NOW - dt.timedelta(hours=3)) == []
    assert {title for _, title in kinds(board, NOW + DAY)} == {"Here", "There"}


def test_what_happens_once_and_is_overdue_is_to_be_nudged(board: Board) -> None:
    give(board, "Order gloves", due=TODAY - DAY)
    give(board, "Book a hotel", due=TODAY + DAY)
    assert kinds(board) == [("nudge", "Order gloves")]
    assert only(board).actions[0] == "nudge"


def test_a_next_look_that_has_come_is_the_owners_move_until_they_looked(board: Board) -> None:
    task = give(board, "Order gloves", due=TODAY + 9 * DAY)
    handovers.set_next_check(board, task, TODAY)
    assert only(board).kind == "check"
    mark_looked(board, task)
    assert today(board).moves == ()
    assert (handovers.newest(board, task).next_check or TODAY) > TODAY
    board.undo()
    assert only(board).kind == "check"


def test_five_accepted_in_a_row_are_an_offer_that_can_be_declined(board: Board) -> None:
    task = give(board, "Invoices", level=3, repeat=WEEKLY, due=TODAY + DAY)
    for _ in range(4):
        accept_again(board, task)
    assert [kind for kind, _ in kinds(board)] == []
    accept_again(board, task)
    item = only(board)
    assert (item.kind, item.number, item.to) == ("offer", 5, 4)
    training_ops.keep_level(board, task, maya(board))
    assert kinds(board) == []
    board.undo()
    training_ops.take_offer(board, task, maya(board))
    assert kinds(board) == []


def test_one_that_went_back_starts_the_count_anew(board: Board) -> None:
    task = give(board, "Invoices", level=3, repeat=WEEKLY, due=TODAY + DAY)
    for _ in range(4):
        accept_again(board, task)
    handovers.deliver(board, [task])
    runs.accept_after_fix(board, [task], Why(("slip",)))
    accept_again(board, task)
    assert kinds(board) == []


def test_a_rare_task_is_offered_after_two(board: Board) -> None:
    task = give(board, "Tax papers", level=3, repeat=DAILY._replace(unit="quarter"), due=TODAY + DAY)
    accept_again(board, task)
    accept_again(board, task)
    assert (only(board).kind, only(board).text) == ("offer", "few_runs")


def test_training_that_was_stopped_waits_for_the_owner(board: Board) -> None:
    task = give(board, "Invoices", level=3, repeat=WEEKLY, due=TODAY + DAY)
    for _ in range(5):
        handovers.deliver(board, [task])
        runs.accept_after_fix(board, [task], Why(("slip",)))
    assert only(board).kind == "stopped"
    training_ops.resume(board, task, maya(board))
    assert kinds(board) == []


def test_a_changed_step_offers_signing_off_anew(board: Board) -> None:
    task = give(board, "Invoices", level=4, repeat=WEEKLY, due=TODAY + DAY)
    edit_task(board, task, done_when="All are sent")
    assert only(board).kind == "changed"
    training_ops.keep_sign_off(board, task, maya(board))
    assert kinds(board) == []


def test_own_cards_are_those_due_without_a_holder(board: Board) -> None:
    give(board, "Theirs", due=TODAY)
    add_tasks(
        board,
        [
            draft("Call the bank", kind="core", due=TODAY),
            draft("Late", kind="unsorted", due=TODAY - 3 * DAY),
            draft("Later", kind="core", due=TODAY + 2 * DAY),
            draft("Done", kind="done", due=TODAY),
        ],
    )
    own = today(board).own
    assert [(item.title, item.late, item.is_late) for item in own] == [
        ("Late", 3, True),
        ("Call the bank", 0, False),
    ]
    assert today(board).badge == 0


def test_what_waits_on_others_says_since_when_and_overdue_comes_first(board: Board) -> None:
    task = give(board, "Order gloves")
    day = TODAY - DAY
    give(board, "Inbox", level=4, repeat=DAILY, due=day, uid=uid_for(day, is_looked_at=False))
    late, other = today(board).waiting
    assert (late.title, late.is_late, other.title, other.is_late) == ("Inbox", True, "Order gloves", False)
    (moved,) = board.db.execute_sql("SELECT moved FROM handover WHERE task_id = ?", (task,)).fetchone()
    assert other.since == dt.datetime.fromisoformat(moved)


def test_cards_in_handed_over_that_need_nothing_run_quietly(board: Board) -> None:
    quiet = give(board, "Quiet")
    give(board, "Unsent", sent=False)
    give(board, "Overdue", due=TODAY - DAY)
    give(board, "In training", level=2, repeat=WEEKLY, due=TODAY + DAY)
    assert today(board).quiet == {quiet}


def test_time_off_ahead_is_told_where_something_is_due_in_it(board: Board) -> None:
    add_absence(board, maya(board), TODAY + 3 * DAY, TODAY + 9 * DAY)
    assert kinds(board) == []
    give(board, "Invoices", due=TODAY + 5 * DAY)
    item = only(board)
    assert (item.kind, item.day, item.parts) == ("absent", TODAY + 3 * DAY, (("Invoices", 1),))
    assert (item.actions, item.runs) == (("person",), ())


def test_a_back_up_is_offered_for_it_and_gives_it_back_afterwards(board: Board) -> None:
    add_assistant(board, "Priya", "Boston", uid="priya")
    other = id_of_assistant(board, "priya")
    assert other is not None
    task = give(board, "Invoices", level=4, repeat=WEEKLY, due=TODAY + 5 * DAY)
    set_training(board, task, other, 3)
    add_absence(board, maya(board), TODAY + 3 * DAY, TODAY + 6 * DAY)
    item = only(board)
    assert (item.kind, item.actions) == ("absent", ("stand_in", "person"))
    assert (item.text, item.to, item.runs) == ("Priya", other, (task,))
    stand_in(board, item.runs, item.to, item.assistant)
    assert "absent" not in kinds(board) and "returned" not in kinds(board)
    set_clock(board, NOW + 7 * DAY)
    back = next(one for one in read_today(board, board.now()).moves if one.kind == "returned")
    assert (back.who, back.text, back.runs) == ("Maya Santos", "Priya", (task,))
    give_back(board, back.runs)
    assert all(one.kind != "returned" for one in read_today(board, board.now()).moves)


def test_an_engagement_that_ends_soon_is_told(board: Board) -> None:
    edit_assistant(board, maya(board), ends=TODAY + 30 * DAY)
    assert kinds(board) == []
    edit_assistant(board, maya(board), ends=TODAY + 10 * DAY)
    give(board, "Invoices")
    assert (only(board).kind, only(board).number, only(board).day) == ("ending", 1, TODAY + 10 * DAY)


def test_a_job_that_is_over_its_cap_is_told(board: Board) -> None:
    task = give(board, "Brochure")
    with board.change("edit", "Brochure") as record:
        held = handovers.newest(board, task)
        record.update(Handover, held.id, engagement="limited", hour_cap=3600)
    handovers.deliver(board, [task])
    move_tasks(board, [task], stage_id(board, "handed_over"), None, TODAY, Word(why=Why()))
    run = runs.read_runs(board, task)[0]
    runs.edit_run(board, run.id, seconds=3599)
    assert kinds(board) == []
    runs.edit_run(board, run.id, seconds=5400)
    assert (only(board).kind, only(board).share) == ("cap", 1.5)


def test_what_lies_in_the_bin_is_nobodys_move(board: Board) -> None:
    task = give(board, "Order gloves", sent=False)
    bin_tasks(board, [task])
    assert today(board) == today(board)._replace(moves=(), waiting=(), own=())


def test_a_card_given_to_another_shows_the_other(board: Board) -> None:
    task = give(board, "Order gloves")
    add_assistant(board, "Tom", uid="tom")
    set_clock(board, NOW)
    handovers.hand_over(board, [task], Terms(id_of_assistant(board, "tom")))
    assert (only(board).kind, only(board).who) == ("unsent", "Tom")
