"""What the owner is reminded of and when: zones, both DST days, days off, and what is nobody's business."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from models import handovers, training_ops
from models.assistant_absences import add_absence
from models.assistants import edit_assistant
from models.board import Board
from models.handovers import read_handovers
from models.hands import Terms
from models.reminders import LONGEST_TITLE, Reminder, between, owner_time
from models.repeats import Repeat
from models.settings import write_settings
from models.tasks import add_tasks, bin_tasks, edit_task, finish_tasks
from tests.models.boards import Clock, draft, open_new, order

MONDAY, FRIDAY, SATURDAY = dt.date(2026, 11, 23), dt.date(2026, 11, 27), dt.date(2026, 11, 28)
WEEK = (dt.datetime(2026, 11, 22), dt.datetime(2026, 12, 6))
BERLIN = {"company.zone": "Europe/Berlin", "company.days": "0,1,2,3,4", "company.hours": "09:00-17:00"}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def board(tmp_path: Path, clock: Clock):
    with open_new(tmp_path / "a.board", clock) as board:
        write_settings(board, BERLIN)
        yield board


def at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute))


def own(board: Board, title: str = "Order gloves", kind: str = "core", **fields: Any) -> int:
    add_tasks(board, [draft(title, kind=kind, **fields)])
    return order(board, kind)[0]


def maya(board: Board, **fields: Any) -> int:
    found = board.db.execute_sql("SELECT id FROM assistant WHERE name = 'Maya'").fetchone()
    if found is None:
        add_tasks(board, [draft("for Maya", kind="core", assistants=["Maya"])])
        found = board.db.execute_sql("SELECT id FROM assistant WHERE name = 'Maya'").fetchone()
    if fields:
        edit_assistant(board, found[0], **fields)
    return int(found[0])


def held(board: Board, due: dt.date | None, *, sent: bool = True, **terms: Any) -> int:
    who = maya(board)
    fields = {name: terms.pop(name) for name in ("due_time", "due_zone") if name in terms}
    task = own(board, "Invoices", "setup", due=due, repeat=terms.pop("repeat", None), **fields)
    handovers.hand_over(board, [task], Terms(who, **terms))
    if sent:
        handovers.mark_sent(board, [task], "told")
    return task


def found(
    board: Board, since: dt.datetime = WEEK[0], until: dt.datetime = WEEK[1], **rest: Any
) -> list[Reminder]:
    rest.setdefault("origins", [board.origin])
    return between(board, since, until, own=owner_time(board), **rest)


def said(board: Board, *span: dt.datetime, **rest: Any) -> list[tuple[str, str]]:
    """UTC and sentence of each."""
    return [(f"{one.at:%d %H:%M}", one.text.english()) for one in found(board, *span, **rest)]


# Own cards


def test_a_card_due_on_a_day_is_told_when_the_owner_begins_to_work(board: Board) -> None:
    own(board, due=FRIDAY)
    assert said(board, WEEK[0], at(FRIDAY, 12)) == [("27 08:00", "Due today: Order gloves")]


def test_told_on_another_day_it_says_which_day_was_meant(board: Board) -> None:
    own(board, due=FRIDAY)
    own(board, "Call Tom", due=FRIDAY, due_time="15:00")
    assert said(board) == [
        ("27 08:00", "Due Fri 27 Nov: Order gloves"),
        ("27 14:00", "Due Fri 27 Nov, 15:00: Call Tom"),
    ]


def test_a_day_off_is_told_on_the_last_working_day_before_it(board: Board) -> None:
    own(board, due=SATURDAY)
    assert said(board, WEEK[0], at(FRIDAY, 12)) == [("27 08:00", "Due Sat 28 Nov: Order gloves")]


def test_a_time_is_of_the_zone_that_it_was_said_in_and_told_on_the_owners_clock(board: Board) -> None:
    own(board, due=FRIDAY, due_time="08:00", due_zone="America/New_York")
    own(board, "Stand-up", due=FRIDAY, due_time="08:00", due_zone="Asia/Manila")
    assert said(board, WEEK[0], at(FRIDAY, 20)) == [
        ("27 00:00", "Due at 01:00: Stand-up"),
        ("27 13:00", "Due at 14:00: Order gloves"),
    ]


@pytest.mark.parametrize("kind", ["unsorted", "core", "setup"])
def test_every_card_that_nobody_else_has_is_the_owners(kind: str, board: Board) -> None:
    own(board, kind=kind, due=FRIDAY)
    assert [one.kind for one in found(board)] == ["due"]


def test_what_is_done_or_in_the_bin_or_undated_is_not_told(board: Board) -> None:
    own(board, "undated")
    done, gone = own(board, "done", due=FRIDAY), own(board, "gone", due=FRIDAY)
    finish_tasks(board, [done], "done")
    bin_tasks(board, [gone])
    assert found(board) == []


def test_a_card_that_was_told_is_told_again_when_it_is_put_off(board: Board) -> None:
    task = own(board, due=FRIDAY, due_time="10:00")
    before = found(board)[0].key
    edit_task(board, task, due_time="11:00")
    assert [one.key == before for one in found(board)] == [False]


def test_a_window_begins_after_its_first_moment_and_ends_with_its_last(board: Board) -> None:
    own(board, due=FRIDAY, due_time="10:00")
    nine = at(FRIDAY, 9)
    assert found(board, nine, nine) == []
    assert found(board, nine, at(FRIDAY, 20)) == []
    assert len(found(board, at(FRIDAY, 8, 59), nine)) == 1


# The two days on which clocks change


def test_in_the_hour_that_is_left_out_a_time_is_told_once(board: Board) -> None:
    day = dt.date(2027, 3, 28)
    own(board, due=day, due_time="02:30")
    span = at(day, 0), at(day, 12)
    assert said(board, *span) == [("28 01:30", "Due at 03:30: Order gloves")]


def test_in_the_hour_that_comes_twice_a_time_is_told_once(board: Board) -> None:
    day = dt.date(2026, 10, 25)
    own(board, due=day, due_time="02:30")
    span = at(day, 0), at(day, 12)
    assert said(board, *span) == [("25 00:30", "Due at 02:30: Order gloves")]


@pytest.mark.parametrize(("day", "utc"), [((2027, 3, 26), 8), ((2027, 3, 29), 7), ((2026, 10, 26), 8)])
def test_the_morning_stays_at_nine_on_the_owners_clock(day: Any, utc: int, board: Board) -> None:
    due = dt.date(*day)
    own(board, due=due)
    (one,) = found(board, at(due, 0), at(due, 23))
    assert one.at == at(due, utc)


@pytest.mark.parametrize(
    ("zone", "utc"),
    [
        ("Pacific/Auckland", (26, 20)),
        ("Asia/Kolkata", (27, 3, 30)),
        ("America/Los_Angeles", (27, 17)),
        ("Pacific/Kiritimati", (26, 19)),
        ("Pacific/Pago_Pago", (27, 20)),
    ],
)
def test_the_morning_is_the_companys_wherever_it_is(zone: str, utc: tuple[int, ...], board: Board) -> None:
    write_settings(board, {"company.zone": zone})
    own(board, due=FRIDAY)
    assert [one.at for one in found(board)] == [dt.datetime(2026, 11, *utc)]


# What others have


def test_work_is_overdue_at_the_end_of_their_own_day(board: Board) -> None:
    maya(board, city="Manila", zone="Asia/Manila", hours="08:00-16:00")
    held(board, FRIDAY)
    assert said(board) == [("27 08:00", "Overdue with Maya: Invoices")]


def test_work_with_a_time_is_overdue_at_that_time_of_its_zone(board: Board) -> None:
    held(board, FRIDAY, due_time="08:00", due_zone="America/New_York")
    assert said(board) == [("27 13:00", "Overdue with Maya: Invoices")]


@pytest.mark.parametrize(("level", "count"), [(1, 1), (3, 1), (4, 0), (5, 0)])
def test_what_runs_quietly_is_not_told_each_time(level: int, count: int, board: Board) -> None:
    task = held(board, FRIDAY, repeat=Repeat(1, "week"))
    training_ops.set_training(board, task, maya(board), level)
    assert [one.kind for one in found(board)] == ["overdue"] * count


def test_a_look_is_told_in_the_morning_of_its_day_unless_it_is_delivered(board: Board) -> None:
    task = held(board, None, next_check=FRIDAY)
    assert said(board) == [("27 08:00", "Time for a look: Invoices, with Maya")]
    handovers.deliver(board, [task])
    assert found(board) == []


def test_what_the_owner_did_in_this_window_is_no_news(board: Board, clock: Clock) -> None:
    task = held(board, None)
    handovers.deliver(board, [task])
    assert found(board) == []
    (moved,) = board.db.execute_sql("SELECT moved FROM handover").fetchone()
    other = found(board, origins=["another window"])
    assert [(one.kind, one.task) for one in other] == [("came", task)]
    assert other[0].at == dt.datetime.fromisoformat(moved)
    assert other[0].text.english() == "Maya says it is done: Invoices"


def test_what_was_not_sent_has_no_answer(board: Board) -> None:
    held(board, None, sent=False)
    assert found(board, origins=[]) == []


def test_one_job_is_told_on_its_last_day(board: Board) -> None:
    held(board, None, engagement="limited", until=SATURDAY)
    assert said(board) == [("27 08:00", "Ends Sat 28 Nov: Invoices, with Maya")]


def test_a_last_day_of_somebody_is_told(board: Board) -> None:
    maya(board, ends=FRIDAY)
    assert said(board) == [("27 08:00", "Maya works with you until Fri 27 Nov.")]


def test_an_absence_is_told_in_the_morning_of_the_day_before(board: Board) -> None:
    add_absence(board, maya(board), dt.date(2026, 11, 26), FRIDAY)
    assert said(board) == [("25 08:00", "Maya is away from Thu 26 Nov to Fri 27 Nov.")]


def test_an_absence_after_a_weekend_is_told_before_it(board: Board) -> None:
    add_absence(board, maya(board), dt.date(2026, 11, 30), dt.date(2026, 11, 30))
    assert said(board) == [("27 08:00", "Maya is away on Mon 30 Nov.")]


def test_an_absence_that_is_felt_here_a_day_earlier_is_told_a_day_earlier(board: Board) -> None:
    """Wednesday in Auckland begins on Tuesday in Los Angeles."""
    write_settings(board, {"company.zone": "America/Los_Angeles"})
    add_absence(board, maya(board, zone="Pacific/Auckland"), dt.date(2026, 11, 25), FRIDAY)
    (one,) = found(board)
    assert one.at == at(MONDAY, 17)


def test_nobody_who_left_is_told_of(board: Board) -> None:
    who = maya(board)
    add_absence(board, who, FRIDAY, FRIDAY)
    with board.change("assistant", "Maya") as record:
        from models.schema import Assistant

        record.update(Assistant, who, ended=board.now())
    assert found(board) == []


# What is said


def test_all_are_told_oldest_first(board: Board) -> None:
    own(board, "later", due=FRIDAY, due_time="16:00")
    own(board, "earlier", due=FRIDAY, due_time="07:00")
    held(board, None, next_check=FRIDAY)
    assert [one.kind for one in found(board)] == ["due", "check", "due"]


def test_a_long_title_is_cut_and_stays_one_line(board: Board) -> None:
    own(board, "x " * 200, due=FRIDAY)
    (one,) = found(board)
    title = str(one.text.values["title"])
    assert len(title) <= LONGEST_TITLE and title.endswith("…")


def test_a_key_holds_no_text_of_a_card(board: Board) -> None:
    own(board, "Canary title", due=FRIDAY)
    held(board, FRIDAY, next_check=FRIDAY, engagement="limited", until=FRIDAY)
    add_absence(board, maya(board), FRIDAY, FRIDAY)
    keys = " ".join(one.key for one in found(board))
    assert "Canary" not in keys and "Invoices" not in keys and "Maya" not in keys
    assert len(read_handovers(board, order(board, "handed_over")[0])) == 1
