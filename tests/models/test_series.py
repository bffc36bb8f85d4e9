"""A card that comes round: from which day it counts, in which zone, what it left out, and how it ends."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from models import series_day
from models.board import Board
from models.cards import Card
from models.handovers import accept, deliver, hand_over, i_do_it
from models.hands import Terms
from models.history import read_history
from models.landing import standees
from models.moves import meaning
from models.repeats import parse_repeat
from models.runs import read_runs, skip_run
from models.series import times_passed
from models.series_day import today_in
from models.settings import write_setting
from models.tasks import add_tasks, edit_task, end_series, move_tasks
from tests.models.boards import Clock, card, draft, open_new, order, stage_id, tables

NOON = dt.datetime(2026, 11, 26, 12, 0)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def board(tmp_path: Path):
    with open_new(tmp_path / "shop.board", Clock(NOON)) as made:
        write_setting(made, "company.country", "US")
        yield made


def recurring(board: Board, repeat: str, due: str | None, kind: str = "core", **fields: Any) -> int:
    fields |= {"repeat": parse_repeat(repeat), "due": day(due) if due else None, "kind": kind}
    add_tasks(board, [draft("Invoices", **fields)])
    return order(board, kind)[0]


def done(board: Board, task: int, today: str) -> Card:
    move_tasks(board, [task], stage_id(board, "done"), today=day(today))
    return card(board, task)


# From which day it counts


def test_a_months_end_does_not_drift(board: Board) -> None:
    task = recurring(board, "monthly", "2026-10-31")
    found = [
        done(board, task, today).due for today in ("2026-10-31", "2026-11-30", "2026-12-31", "2027-01-31")
    ]
    assert found == [day("2026-11-30"), day("2026-12-31"), day("2027-01-31"), day("2027-02-28")]
    assert card(board, task).anchor == day("2026-10-31")
    assert done(board, task, "2027-02-28").due == day("2027-03-31")


def test_an_older_board_counts_from_the_due(board: Board) -> None:
    task = recurring(board, "monthly", "2026-11-30")
    edit_task(board, task, anchor=None)
    assert done(board, task, "2026-11-30").due == day("2026-12-30")


def test_a_repeat_begins_on_the_due_and_takes_its_day_along_when_it_goes(board: Board) -> None:
    add_tasks(board, [draft("Invoices", kind="core", due=day("2026-12-31"))])
    (task,) = order(board, "core")
    before = tables(board)
    edit_task(board, task, repeat=parse_repeat("monthly"))
    assert card(board, task).anchor == day("2026-12-31")
    board.undo()
    assert tables(board) == before
    edit_task(board, task, repeat=parse_repeat("monthly"), on_holiday="before", repeat_zone="Asia/Manila")
    edit_task(board, task, repeat=None)
    found = card(board, task)
    assert (found.anchor, found.on_holiday, found.repeat_zone) == (None, "", "")


@pytest.mark.parametrize(
    ("repeat", "begun", "due", "moved", "anchor"),
    [
        ("monthly", "2026-10-31", "2026-11-30", "2026-12-05", "2026-12-05"),
        # The rule says the day itself: only this date is another one.
        ("FREQ=WEEKLY;BYDAY=FR", "2026-11-20", "2026-11-27", "2026-11-26", "2026-11-20"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-11-13", "2026-11-27", "2026-11-30", "2026-11-13"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-11-27", "2026-11-27", "2026-11-30", "2026-11-27"),
        ("FREQ=WEEKLY;BYDAY=FR;COUNT=3", "2026-11-27", "2026-11-27", "2026-12-04", "2026-12-04"),
        # The Friday between, so from now on those.
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-11-13", "2026-11-27", "2026-12-04", "2026-12-04"),
        ("FREQ=MONTHLY;COUNT=5", "2026-10-31", "2026-11-30", "2026-12-02", "2026-10-31"),
        # Nothing has happened yet: it begins on another day.
        ("FREQ=MONTHLY;COUNT=5", "2026-11-30", "2026-11-30", "2026-12-02", "2026-12-02"),
    ],
)
def test_a_due_that_the_owner_moves(
    board: Board, repeat: str, begun: str, due: str, moved: str, anchor: str
) -> None:
    task = recurring(board, repeat, due, anchor=day(begun))
    edit_task(board, task, due=day(moved))
    assert card(board, task).anchor == day(anchor)
    board.undo()
    assert (card(board, task).due, card(board, task).anchor) == (day(due), day(begun))


def test_a_due_without_a_series_has_no_first_day(board: Board) -> None:
    add_tasks(board, [draft("Once", kind="core")])
    (task,) = order(board, "core")
    edit_task(board, task, due=day("2026-12-05"))
    assert card(board, task).anchor is None


# Days off


def test_done_on_the_day_it_was_moved_to_the_next_date_is_as_planned(board: Board) -> None:
    task = recurring(board, "weekly", "2026-11-19", on_holiday="before")
    assert done(board, task, "2026-11-19").due == day("2026-11-25")
    assert done(board, task, "2026-11-25").due == day("2026-12-03")


def test_the_company_may_work_on_other_days(board: Board) -> None:
    write_setting(board, "company.days", "0,1,2,3")
    task = recurring(board, "weekly", "2026-11-27", on_holiday="after")
    assert done(board, task, "2026-11-27").due == day("2026-12-07")


# Whose days


@pytest.mark.parametrize(
    ("zone", "moment", "here", "there"),
    [
        ("Asia/Manila", "2026-11-26 17:00", "2026-11-26", "2026-11-27"),
        ("America/New_York", "2026-11-27 03:00", "2026-11-27", "2026-11-26"),
        # The days on which clocks change, and the hours around them.
        ("America/New_York", "2027-03-14 04:59", "2027-03-14", "2027-03-13"),
        ("America/New_York", "2027-03-15 03:59", "2027-03-15", "2027-03-14"),
        ("America/New_York", "2027-03-15 04:00", "2027-03-15", "2027-03-15"),
        ("America/New_York", "2027-11-08 04:59", "2027-11-08", "2027-11-07"),
        ("Europe/London", "2027-03-28 23:00", "2027-03-28", "2027-03-29"),
        ("Europe/London", "2027-10-31 23:59", "2027-10-31", "2027-10-31"),
        ("Australia/Sydney", "2027-04-03 13:00", "2027-04-03", "2027-04-04"),
        ("Australia/Sydney", "2027-04-04 13:59", "2027-04-04", "2027-04-04"),
        ("Australia/Sydney", "2027-10-03 12:59", "2027-10-03", "2027-10-03"),
        ("Australia/Sydney", "2027-10-03 13:00", "2027-10-03", "2027-10-04"),
        ("America/Sao_Paulo", "2027-10-17 02:59", "2027-10-17", "2027-10-16"),
        ("America/Sao_Paulo", "2027-02-21 03:00", "2027-02-21", "2027-02-21"),
        ("Australia/Lord_Howe", "2027-04-04 13:29", "2027-04-04", "2027-04-04"),
        ("Australia/Lord_Howe", "2027-10-03 13:00", "2027-10-03", "2027-10-04"),
        ("Pacific/Chatham", "2027-04-04 11:14", "2027-04-04", "2027-04-04"),
        ("Pacific/Chatham", "2027-09-26 10:15", "2027-09-26", "2027-09-27"),
    ],
)
def test_today_is_the_day_of_the_series(
    monkeypatch: pytest.MonkeyPatch, zone: str, moment: str, here: str, there: str
) -> None:
    monkeypatch.setattr(series_day, "day_of", lambda now: now.date())
    assert today_in(zone, day(here), dt.datetime.fromisoformat(moment)) == day(there)


@pytest.mark.parametrize(
    ("zone", "due"),
    [("America/Los_Angeles", "2026-11-27"), ("Pacific/Auckland", "2026-11-28"), ("", "2026-11-27")],
)
def test_the_next_date_counts_from_today_there(tmp_path: Path, zone: str, due: str) -> None:
    with open_new(tmp_path / "there.board", Clock(dt.datetime(2026, 11, 26, 12, 0))) as board:
        task = recurring(board, "FREQ=DAILY", "2026-11-24", repeat_zone=zone)
        today = board.now().replace(tzinfo=dt.UTC).astimezone().date()
        assert done(board, task, today.isoformat()).due == day(due)


def test_the_zone_of_a_series_is_its_own_that_of_its_time_or_the_companys(board: Board) -> None:
    def zone(task: int) -> str:
        return standees(board, [task])[0].standing.zone

    plain = recurring(board, "weekly", "2026-11-27")
    assert zone(plain) == ""
    write_setting(board, "company.zone", "Europe/Berlin")
    assert zone(plain) == "Europe/Berlin"
    timed = recurring(board, "weekly", "2026-11-27", due_time="09:00", due_zone="Asia/Manila")
    assert zone(timed) == "Asia/Manila"
    edit_task(board, timed, repeat_zone="Pacific/Chatham")
    assert zone(timed) == "Pacific/Chatham"


# What went by


def test_missed_dates_are_counted_with_the_run_and_not_made_up(board: Board) -> None:
    task = recurring(board, "weekly", "2026-11-05", "handed_over", assistants=["Maya"])
    assert times_passed(board, card(board, task), day("2026-11-26")) == 3
    before = tables(board)
    accept(board, [task])
    found = card(board, task)
    # 12, 19 and 26 November.
    assert found.due == day("2026-12-03") and [run.missed for run in read_runs(board, task)] == [3]
    assert times_passed(board, found, day("2026-11-26")) == 0
    board.undo()
    assert tables(board) == before


def test_who_does_it_or_leaves_it_out_counts_what_was_missed_too(board: Board) -> None:
    task = recurring(board, "weekly", "2026-11-12", "handed_over", assistants=["Maya"])
    i_do_it(board, task, day("2026-11-20"))
    edit_task(board, task, due=day("2026-11-12"))
    skip_run(board, task, today=day("2026-11-26"))
    edit_task(board, task, due=day("2026-11-12"))
    deliver(board, [task])
    accept(board, [task])
    counted = [(run.outcome, run.missed) for run in reversed(read_runs(board, task))]
    assert counted == [("redone_by_me", 1), ("skipped", 2), ("accepted", 2)]


def test_in_time_nothing_is_missed(board: Board) -> None:
    task = recurring(board, "weekly", "2026-11-26", "handed_over", assistants=["Maya"])
    accept(board, [task])
    assert [run.missed for run in read_runs(board, task)] == [0]


def test_a_series_that_goes_on_does_not_make_up_what_was_in_between(board: Board) -> None:
    task = recurring(board, "weekly", "2026-09-03", "handed_over", assistants=["Maya"])
    (maya,) = board.db.execute_sql("SELECT id FROM assistant").fetchone()
    end_series(board, task)
    before = tables(board)
    hand_over(board, [task], Terms(int(maya)))
    assert (card(board, task).kind, card(board, task).due) == ("handed_over", day("2026-11-26"))
    board.undo()
    assert tables(board) == before


# How it ends


def test_the_last_time_ends_the_series_in_words(board: Board) -> None:
    task = recurring(board, "FREQ=MONTHLY;COUNT=2", "2026-10-31")
    heard: list[str] = []
    board.observe(lambda change: heard.append(change.sentence.english()))
    assert done(board, task, "2026-10-31").due == day("2026-11-30")
    before = tables(board)
    last = done(board, task, "2026-11-30")
    assert (last.kind, last.outcome) == ("done", "done")
    assert heard[-1] == "“Invoices” is done. That was the last time of its series"
    board.undo()
    assert tables(board) == before


def test_accepting_the_last_time_takes_it_out_of_their_hands(board: Board) -> None:
    task = recurring(board, "FREQ=WEEKLY;UNTIL=20261126", "2026-11-19", "handed_over", assistants=["Maya"])
    accept(board, [task])
    found = card(board, task)
    assert (found.kind, found.outcome, found.holder) == ("done", "done", None)
    assert [(run.outcome, run.missed) for run in read_runs(board, task)] == [("accepted", 1)]
    assert board.db.execute_sql("SELECT ending FROM handover").fetchall() == [("accepted",)]


@pytest.mark.parametrize("over", [i_do_it, skip_run])
def test_a_last_time_that_is_left_out_ends_it_too(board: Board, over: Any) -> None:
    task = recurring(board, "FREQ=WEEKLY;COUNT=1", "2026-11-26", "handed_over", assistants=["Maya"])
    over(board, task)
    found = card(board, task)
    assert (found.kind, found.outcome, found.holder) == ("done", "done", None)


def test_before_the_last_time_the_drop_says_so(board: Board) -> None:
    task = recurring(board, "FREQ=WEEKLY;COUNT=2", "2026-11-26")

    def hint(today: str) -> str:
        sentence = meaning(standees(board, [task])[0].standing, "done", day(today))
        assert sentence is not None
        return sentence.english()

    assert hint("2026-11-26") == "Done this time; it comes back"
    assert hint("2026-12-03") == "Done for the last time: the series is over"
    assert done(board, task, "2026-11-26").due == day("2026-12-03")
    assert hint("2026-11-27") == "Done for the last time: the series is over"


def test_the_history_says_how_often_in_words(board: Board) -> None:
    task = recurring(board, "weekly", "2026-11-26")
    edit_task(board, task, repeat=parse_repeat("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"))
    assert "FREQ" not in read_history(board, task)[0].sentence.english()
