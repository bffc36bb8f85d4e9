"""Asking how it goes: the prepared text, and what is noted of it."""

import datetime as dt
from pathlib import Path

import pytest

from models import handovers
from models.assistant_absences import add_absence
from models.assistants import edit_assistant
from models.board import Board
from models.errors import Refused
from models.nudges import mark_nudged, nudge_for
from models.tasks import edit_task
from tests.models.boards import tables
from tests.models.hands_of_today import DAY, NOW, TODAY, give, kinds, maya, open_at


@pytest.fixture
def board(tmp_path: Path):
    with open_at(tmp_path / "a.board") as board:
        yield board


def test_what_it_is_about_when_it_is_due_and_one_question(board: Board) -> None:
    task = give(board, "Order gloves", due=TODAY + DAY)
    found = nudge_for(board, task, NOW)
    assert found.form == "text"
    assert found.text == (
        "Hello Maya,\n\nthis is about “Order gloves”. Due: Friday 27 November 2026.\n\n"
        "How is it going, and what do you need to finish it?\n\nAda Owner\n"
    )


def test_an_hour_is_said_on_both_clocks(board: Board) -> None:
    task = give(board, "Order gloves", due=TODAY + DAY)
    edit_task(board, task, due=TODAY + DAY, due_time="17:00", due_zone="Europe/Berlin")
    text = nudge_for(board, task, NOW).text
    assert "Saturday 28 November 2026, 00:00 Manila · Friday 27 November 2026, 17:00 Berlin" in text


def test_overdue_asks_whether_it_is_done(board: Board) -> None:
    task = give(board, "Order gloves", due=TODAY - DAY)
    text = nudge_for(board, task, NOW).text
    assert "It was due: Wednesday 25 November 2026." in text
    assert text.count("?") == 1 and "Is it done" in text


def test_it_is_in_the_language_they_read_else_in_english(board: Board) -> None:
    task = give(board, "Order gloves", due=TODAY + DAY)
    edit_assistant(board, maya(board), language="de")
    assert (
        "es geht um „Order gloves“. Fällig: Freitag, 27. November 2026." in nudge_for(board, task, NOW).text
    )
    edit_assistant(board, maya(board), language="tl")
    assert nudge_for(board, task, NOW).text.startswith("Hello Maya,")


def test_paths_of_the_owners_machine_stay_there(board: Board) -> None:
    task = give(board, "Sort /home/ada/secret/list.ods", due=TODAY + DAY)
    assert "/home/ada" not in nudge_for(board, task, NOW).text


def test_asked_by_mail_where_that_is_their_channel(board: Board) -> None:
    task = give(board, "Order gloves & more", due=TODAY + DAY)
    edit_assistant(board, maya(board), send_by="mail", email="maya@example.com")
    found = nudge_for(board, task, NOW)
    assert found.form == "mail"
    assert found.link.startswith(
        "mailto:maya@example.com?subject=Order%20gloves%20%26%20more&body=Hello%20Maya"
    )
    edit_assistant(board, maya(board), email="")
    assert nudge_for(board, task, NOW).form == "text"


def test_it_is_one_step_and_the_next_look_is_the_next_day_of_both(board: Board) -> None:
    task = give(board, "Order gloves", due=TODAY - DAY)
    add_absence(board, maya(board), TODAY + DAY, TODAY + 5 * DAY)
    before = tables(board)
    assert ("nudge", "Order gloves") in kinds(board)
    mark_nudged(board, task, NOW)
    held = handovers.newest(board, task)
    # Friday to Tuesday off: Wednesday
    assert held is not None and held.next_check == TODAY + 6 * DAY
    # What is late already does not come due while she is away.
    assert kinds(board) == []
    assert kinds(board, NOW + 6 * DAY) == [("nudge", "Order gloves")]
    board.undo()
    assert tables(board) == before


def test_the_second_time_says_that_it_is_the_second(board: Board) -> None:
    task = give(board, "Order gloves", due=TODAY - DAY)
    mark_nudged(board, task, NOW)
    assert "I already asked on Thursday 26 November 2026." in nudge_for(board, task, NOW + 2 * DAY).text
    # What was asked before it was their move again is over.
    handovers.deliver(board, [task])
    board.undo()
    assert "I already asked" in nudge_for(board, task, NOW + 2 * DAY).text


def test_who_has_it_no_more_is_not_asked(board: Board) -> None:
    task = give(board, "Order gloves", due=TODAY - DAY)
    handovers.take_back(board, [task])
    for ask in (nudge_for, mark_nudged):
        with pytest.raises(Refused):
            ask(board, task, NOW + dt.timedelta(hours=1))
