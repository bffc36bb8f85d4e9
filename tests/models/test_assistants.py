"""Assistants: made from a name and a city, changed field by field, each bad value with a sentence."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.assistant_absences import add_absence, remove_absence
from models.assistant_deputies import set_deputies
from models.assistant_rates import rate_on, read_rates, remove_rate, set_rate
from models.assistants import (
    add_assistant,
    assistant_of,
    edit_assistant,
    id_of_assistant,
    read_assistant,
    read_assistants,
)
from models.board import Board
from models.errors import Refused
from models.settings import write_settings
from tests.models.boards import faults, open_new, tables


@pytest.fixture
def board(tmp_path: Path):
    with open_new(tmp_path / "a.board") as board:
        write_settings(
            board, {"company.country": "US", "company.currency": "USD", "company.zone": "America/New_York"}
        )
        yield board
        assert not faults(board)


def person(board: Board, name: str = "Maya", city: str = "Manila") -> int:
    add_assistant(board, name, city, f"uid-{name}")
    found = id_of_assistant(board, f"uid-{name}")
    assert found is not None
    return found


def test_a_name_and_a_city_are_enough(board: Board) -> None:
    maya = assistant_of(board, person(board))
    assert (maya.name, maya.city, maya.country, maya.zone) == ("Maya", "Manila", "PH", "Asia/Manila")
    assert (maya.days, maya.hours, maya.kind) == ("0,1,2,3,4", "09:00-17:00", "assistant")
    assert maya.outside_company is True and maya.abroad is True
    assert (maya.rate, maya.absences, maya.deputies, maya.ended) == (None, (), (), None)
    assert str(board.undoable().name) == "add Maya"
    board.undo()
    assert read_assistants(board) == []


def test_working_days_are_those_of_the_country(board: Board) -> None:
    assert assistant_of(board, person(board, "Omar", "Cairo")).days == "0,1,2,3,6"


def test_an_unknown_city_is_kept_as_typed(board: Board) -> None:
    found = assistant_of(board, person(board, "Ann", "Little Nowhere"))
    assert (found.city, found.country, found.zone, found.abroad) == ("Little Nowhere", "", "", None)


@pytest.mark.parametrize("name", ["", "  ", "=SUM(A1)", "MAYA", "  máya "])
def test_names_that_cannot_be(board: Board, name: str) -> None:
    person(board)
    before = tables(board)
    with pytest.raises(Refused):
        add_assistant(board, name)
    assert tables(board) == before


def test_an_own_name_may_be_written_anew(board: Board) -> None:
    maya = person(board)
    person(board, "James")
    edit_assistant(board, maya, name="MAYA")
    assert assistant_of(board, maya).name == "MAYA"
    with pytest.raises(Refused, match="already somebody called James"):
        edit_assistant(board, maya, name="james")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("zone", "Asia/Nowhere", "Time zone: there is no time zone"),
        ("zone", "EST5", "Time zone: there is no time zone"),
        ("country", "XX", "Country: there is no country"),
        ("email", "maya at home", "E-mail: “maya at home” is no e-mail address"),
        ("days", "7", "Working days: choose at least one day"),
        ("hours", "nine to five", "Working hours: write them as"),
        ("hours", "09:00-09:00", "Working hours: write them as"),
        ("seconds_per_week", "-1", "Hours a week must lie between 0 and 168"),
        ("seconds_per_week", "169", "Hours a week must lie between 0 and 168"),
        ("seconds_per_week", 10**9, "Hours a week must lie between 0 and 168"),
        ("seconds_per_week", "twenty", "Hours a week: “twenty” is no number"),
        ("hour_cap", "1e9", "Hours at most must lie between"),
        ("money_cap", "-5", "Money at most must lie between"),
        ("money_cap", 10**18, "Money at most must lie between"),
        ("spend", "nan", "May spend must lie between"),
        ("currency", "ABC", "Currency: there is no currency"),
        ("clearance", "secret", "May see: “secret” is none of low, medium, high"),
        ("kind", "robot", "Kind: “robot” is none of assistant"),
        ("review", "never", "You check: “never” is none of"),
        ("send_by", "pigeon", "Gets it by: “pigeon” is none of"),
        ("reply_hours", "1.5", "Answers within hours must be a whole number"),
        ("reply_hours", str(10**9), "Answers within hours must lie between"),
        ("authority", "6", "May decide must lie between 1 and 5"),
        ("starts", "tomorrow", "Since: “tomorrow” is no date"),
        ("city", "=1+1", "City cannot be a formula"),
        ("notes", "x" * 20_001, "Notes can have 20,000 characters"),
    ],
)
def test_each_bad_value_has_its_sentence(board: Board, field: str, value: Any, words: str) -> None:
    maya = person(board)
    before = tables(board)
    with pytest.raises(Refused, match=words.replace("(", "\\(")):
        edit_assistant(board, maya, **{field: value})
    assert tables(board) == before


def test_an_engagement_cannot_end_before_it_starts(board: Board) -> None:
    maya = person(board)
    edit_assistant(board, maya, starts=dt.date(2026, 9, 1))
    with pytest.raises(Refused, match="cannot end before it starts"):
        edit_assistant(board, maya, ends="2026-08-31")
    edit_assistant(board, maya, ends="2026-09-01")


def test_text_is_read_as_typed_and_numbers_as_stored(board: Board) -> None:
    maya = person(board)
    edit_assistant(board, maya, seconds_per_week="7,5", hour_cap="10", money_cap="600.50", spend=1_000)
    found = assistant_of(board, maya)
    assert (found.seconds_per_week, found.hour_cap, found.money_cap, found.spend) == (
        27_000,
        36_000,
        60_050,
        1_000,
    )
    assert found.currency == "USD"
    edit_assistant(board, maya, currency="JPY")
    found = assistant_of(board, maya)
    assert (found.money_cap, found.spend) == (600, 10)
    edit_assistant(board, maya, skills="Bookkeeping, travel;bookkeeping , ", languages=["English", "Tagalog"])
    found = assistant_of(board, maya)
    assert (found.skills, found.languages) == (("bookkeeping", "travel"), ("English", "Tagalog"))
    edit_assistant(board, maya, hours="21:00-5:00", seconds_per_week="", notes="a\0b")
    found = assistant_of(board, maya)
    assert (found.hours, found.seconds_per_week, found.notes) == ("21:00-05:00", None, "ab")


def test_another_city_brings_its_zone_and_another_kind_its_side(board: Board) -> None:
    maya = person(board)
    edit_assistant(board, maya, city="Cairo")
    found = assistant_of(board, maya)
    assert (found.zone, found.country, found.days) == ("Africa/Cairo", "EG", "0,1,2,3,6")
    edit_assistant(board, maya, country="US")
    found = assistant_of(board, maya)
    assert (found.days, found.abroad, found.outside_company) == ("0,1,2,3,4", False, True)
    edit_assistant(board, maya, kind="employee")
    assert assistant_of(board, maya).outside_company is False
    edit_assistant(board, maya, kind="local", outside_company=False)
    assert assistant_of(board, maya).outside_company is False
    edit_assistant(board, maya, country="PH")
    write_settings(board, {"company.country": "PH"})
    assert assistant_of(board, maya).abroad is False


def test_edits_of_one_visit_are_one_change(board: Board) -> None:
    maya = person(board)
    before = tables(board)
    for text in ("Speaks ", "Speaks softly"):
        edit_assistant(board, maya, "visit", notes=text)
    assert str(board.undoable().name) == "change of Maya"
    board.undo()
    assert tables(board) == before


def test_rates_have_a_day_from_which_they_hold(board: Board) -> None:
    maya = person(board)
    day = dt.date
    set_rate(board, maya, day(2026, 9, 1), "14", "USD")
    set_rate(board, maya, day(2026, 12, 1), "800", "PHP", "0.018", day(2026, 11, 20))
    assert rate_on(board, maya, day(2026, 8, 31)) is None
    old, new = rate_on(board, maya, day(2026, 11, 30)), rate_on(board, maya, day(2026, 12, 1))
    assert (old.amount, old.currency, old.home, old.fx) == (Decimal(14), "USD", Decimal(14), None)
    assert (new.amount, new.currency, new.home) == (Decimal(800), "PHP", Decimal("14.400"))
    assert new.fx_date == day(2026, 11, 20)
    assert assistant_of(board, maya).rate == old
    assert [rate.starts for rate in read_rates(board, maya)] == [day(2026, 12, 1), day(2026, 9, 1)]
    remove_rate(board, maya, day(2026, 12, 1))
    assert rate_on(board, maya, day(2027, 1, 1)) == old


def test_without_an_exchange_rate_a_foreign_rate_has_no_price_at_home(board: Board) -> None:
    maya = person(board)
    set_rate(board, maya, None, "800", "PHP")
    found = assistant_of(board, maya)
    assert found.rate is not None and (found.rate.home, found.currency) == (None, "PHP")
    set_rate(board, maya, None, 15, "PHP", fx="0,02")
    assert [rate.home for rate in read_rates(board, maya)] == [Decimal("0.30")]


@pytest.mark.parametrize(
    ("amount", "currency", "fx"),
    [("-1", "", None), ("", "", None), ("1e12", "", None), ("5", "XXQ", None), ("5", "PHP", "0")],
)
def test_rates_that_cannot_be(board: Board, amount: str, currency: str, fx: str | None) -> None:
    maya = person(board)
    before = tables(board)
    with pytest.raises(Refused):
        set_rate(board, maya, None, amount, currency, fx)
    assert tables(board) == before


def test_time_off_that_overlaps_or_touches_becomes_one(board: Board) -> None:
    maya = person(board)
    day = dt.date
    add_absence(board, maya, day(2026, 12, 1), day(2026, 12, 3), "flu")
    add_absence(board, maya, day(2026, 12, 10), day(2026, 12, 12))
    before = tables(board)
    add_absence(board, maya, day(2026, 12, 4), day(2026, 12, 9), "wedding")
    (one,) = assistant_of(board, maya).absences
    assert (one.first, one.last, one.note) == (day(2026, 12, 1), day(2026, 12, 12), "flu; wedding")
    board.undo()
    assert tables(board) == before
    remove_absence(board, assistant_of(board, maya).absences[0].id)
    assert [away.first for away in assistant_of(board, maya).absences] == [day(2026, 12, 10)]
    with pytest.raises(Refused, match="cannot end before it starts"):
        add_absence(board, maya, day(2026, 12, 4), day(2026, 12, 3))
    add_absence(board, maya, day(2027, 1, 1), day.max)
    add_absence(board, maya, day.min, day(2027, 1, 2))


def test_back_ups_have_an_order_and_are_never_oneself(board: Board) -> None:
    maya, james, lena = (person(board, name) for name in ("Maya", "James", "Lena"))
    set_deputies(board, maya, [lena, james])
    assert assistant_of(board, maya).deputies == (lena, james)
    set_deputies(board, maya, [james])
    assert assistant_of(board, maya).deputies == (james,)
    with pytest.raises(Refused, match="own back-up"):
        set_deputies(board, maya, [maya])
    board.undo()
    assert assistant_of(board, maya).deputies == (lena, james)


def test_who_is_gone_is_told_in_words(board: Board) -> None:
    assert read_assistant(board, 99) is None
    with pytest.raises(Refused, match="no longer there"):
        edit_assistant(board, 99, notes="x")
