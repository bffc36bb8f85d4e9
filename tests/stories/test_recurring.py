"""Work that comes round again: done this time, or for good."""

import datetime as dt

import pytest

from models.drafts import TaskDraft
from models.repeats import Repeat, repeat_of_rule
from tests.stories.desk import CTRL, LEFT, Desk, Hand

FRIDAY = dt.date(2026, 11, 27)


@pytest.fixture
def hand(desk: Desk) -> Hand:
    weekly = TaskDraft("Answer reviews", repeat=Repeat(1, "week"), due=FRIDAY)
    monthly = TaskDraft("Send invoices", repeat=Repeat(1, "month"), due=dt.date(2026, 10, 31))
    return desk.window(desk.board(core=[weekly, "Price list"], setup=[monthly]))


def test_dropped_on_done_it_stays_with_its_next_date(hand: Hand) -> None:
    hand.drag("Answer reviews", "done")
    assert hand.shown("core") == ["Answer reviews", "Price list"] and hand.shown("done") == []
    card = hand.card("Answer reviews")
    assert (card.due, card.outcome) == (dt.date(2026, 12, 4), None) and card.done is not None
    assert hand.said.startswith("“Answer reviews” is done this time; next: ")
    hand.agrees()
    hand.undo()
    assert hand.card("Answer reviews").due == FRIDAY and hand.card("Answer reviews").done is None


def test_missed_dates_are_not_made_up(hand: Hand) -> None:
    hand.drag("Send invoices", "done")
    assert hand.card("Send invoices").due == dt.date(2026, 11, 30)


def test_the_status_line_offers_to_end_the_series(hand: Hand) -> None:
    hand.drag("Answer reviews", "done")
    assert hand.offer().text() == "End the series" and hand.offer().isVisible()
    hand.qtbot.mouseClick(hand.offer(), LEFT)
    hand.settle()
    assert hand.shown("done") == ["Answer reviews"] and hand.shown("core") == ["Price list"]
    assert hand.card("Answer reviews").outcome == "done"
    assert hand.said == "“Answer reviews” is done and does not come back"
    hand.agrees()
    # Taken back one by one: the end of the series, then the one time.
    hand.qtbot.mouseClick(hand.offer(), LEFT)
    hand.settle()
    assert hand.shown("core") == ["Answer reviews", "Price list"]
    assert hand.card("Answer reviews").due == dt.date(2026, 12, 4)
    hand.undo()
    assert hand.card("Answer reviews").due == FRIDAY


def test_the_menu_ends_a_series_too(hand: Hand) -> None:
    hand.focus("Answer reviews")
    hand.run("card.end_series")
    assert hand.shown("done") == ["Answer reviews"]


def test_once_only_work_dropped_on_done_is_done(hand: Hand) -> None:
    hand.drag("Price list", "done")
    assert hand.shown("done") == ["Price list"] and hand.card("Price list").verdict == "core"
    assert hand.said == "“Price list” is done" and hand.offer().text() == "Undo (Ctrl+Z)"
    hand.drag("Price list", "setup")
    card = hand.card("Price list")
    assert (card.kind, card.verdict, card.outcome, card.done) == ("setup", "delegable", None, None)


def test_mixed_cards_dropped_on_done_each_go_their_way(hand: Hand) -> None:
    hand.click_card("Answer reviews")
    hand.click_card("Price list", CTRL)
    hand.drag("Price list", "done")
    assert hand.shown("done") == ["Price list"] and hand.shown("core") == ["Answer reviews"]
    assert hand.card("Answer reviews").due == dt.date(2026, 12, 4)
    hand.agrees()
    hand.undo()
    assert hand.shown("core") == ["Answer reviews", "Price list"]
    assert hand.card("Answer reviews").due == FRIDAY


def test_a_months_end_comes_back_after_a_short_month(hand: Hand) -> None:
    hand.drag("Send invoices", "done")
    assert hand.card("Send invoices").due == dt.date(2026, 11, 30)
    hand.drag("Send invoices", "done")
    assert hand.card("Send invoices").due == dt.date(2026, 12, 31)
    hand.agrees()
    hand.undo()
    assert hand.card("Send invoices").due == dt.date(2026, 11, 30)


def test_the_last_time_of_a_series_is_said(desk: Desk) -> None:
    twice = TaskDraft("Audit papers", repeat=repeat_of_rule("FREQ=WEEKLY;COUNT=2"), due=FRIDAY)
    hand = desk.window(desk.board(core=[twice]))
    hand.drag("Audit papers", "done")
    assert hand.card("Audit papers").due == dt.date(2026, 12, 4) and hand.shown("core") == ["Audit papers"]
    hand.drag("Audit papers", "done")
    assert hand.shown("done") == ["Audit papers"] and hand.shown("core") == []
    assert hand.said == "“Audit papers” is done. That was the last time of its series"
    hand.agrees()
    hand.undo()
    card = hand.card("Audit papers")
    assert (card.kind, card.outcome, card.due) == ("core", None, dt.date(2026, 12, 4))
