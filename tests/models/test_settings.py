"""The board's settings: typed values read, refused in words, stored as money should be, undone."""

import datetime as dt
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import currencies
from models.board import Board
from models.currencies import CURRENCIES, CURRENCY_OF, countries, exponent, from_minor, to_minor
from models.declared import SETTINGS, money_text
from models.errors import Refused
from models.money import Assumptions
from models.settings import fault, read_settings, write_setting, write_settings
from models.triage import WEIGHTS
from tests.models.boards import TODAY, Clock, open_new, raw, tables


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with open_new(tmp_path / "a.board", Clock()) as board:
        write_settings(board, {"company.currency": "EUR", "company.zone": "Europe/Berlin"})
        yield board


def stored(board: Board, name: str) -> Any:
    row = board.db.execute_sql("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return json.loads(row[0]) if row else None


def test_nothing_is_asked_and_everything_has_a_default(tmp_path: Path) -> None:
    with open_new(tmp_path / "new.board") as board:
        found = read_settings(board)
        assert set(found) == set(SETTINGS) and not any(found.is_set(name) for name in found)
        assert tables(board)["setting"] == []
        assert found["company.country"] in countries() and found.currency in CURRENCIES
        assert (found["company.days"], found["company.hours"]) == ("0,1,2,3,4", "09:00-17:00")
        assert found.weights() == WEIGHTS
        assert found.assumptions() == Assumptions()


def test_country_and_currency_are_guessed_from_the_zone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for zone, country, currency in (
        ("Asia/Manila", "PH", "PHP"),
        ("America/New_York", "US", "USD"),
        ("Europe/Lisbon", "PT", "EUR"),
    ):
        monkeypatch.setenv("TZ", zone)
        with open_new(tmp_path / f"{country}.board") as board:
            found = read_settings(board)
            assert (found["company.zone"], found["company.country"], found.currency) == (
                zone,
                country,
                currency,
            )
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("LC_ALL", "de_AT.UTF-8")
    assert currencies.guess_country() == "AT"


@pytest.mark.parametrize(
    ("name", "typed", "read"),
    [
        ("company.owner", "  Rosa \n Lindt ", "Rosa Lindt"),
        ("company.phone", "+49 30 1234", "+49 30 1234"),
        ("company.reply", "rosa@example.com", "rosa@example.com"),
        ("company.country", "de", "DE"),
        ("company.zone", "Asia/Kathmandu", "Asia/Kathmandu"),
        ("company.currency", "jpy", "JPY"),
        ("company.days", [4, 0, 0], "0,4"),
        ("company.hours", "8:30 – 16:00", "08:30-16:00"),
        ("money.hourly", "60", Decimal(60)),
        ("money.hourly", "60,50", Decimal("60.50")),
        ("money.income", "120,000.50", Decimal("120000.50")),
        ("money.income", "120 000", Decimal(120000)),
        ("money.rate", 15, Decimal(15)),
        ("money.fx", "0,9", Decimal("0.9")),
        ("money.fx_date", "2026-11-02", dt.date(2026, 11, 2)),
        ("money.slowness", "1.4", 1.4),
        ("money.reviewed", 0, 0.0),
        ("money.training", "", None),
        ("sort.weights", dict(zip("SOTPVRE", (40, 10, 15, 10, 10, 10, 5), strict=True)), None),
        ("audit.every", 15, 15.0),
    ],
)
def test_what_is_typed_is_read_again(board: Board, name: str, typed: Any, read: Any) -> None:
    assert fault(name, typed) is None
    write_setting(board, name, typed)
    assert read_settings(board)[name] == (typed if name == "sort.weights" else read)


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("money.rate", "-5", "Cost of an assistant's hour must lie between 0 and 1,000,000."),
        ("money.rate", -5, "Cost of an assistant's hour must lie between 0 and 1,000,000."),
        ("money.rate", "−5", "Cost of an assistant's hour must lie between 0 and 1,000,000."),
        ("money.hourly", "0", "Value of your hour must lie between 0.01 and 1,000,000."),
        ("money.hourly", "lots", "Value of your hour: “lots” is no number."),
        ("money.hourly", "NaN", "Value of your hour must lie between 0.01 and 1,000,000."),
        ("money.income", "1e999", "Your income a year must lie between 1 and 1,000,000,000."),
        ("money.fx", "0", "Exchange rate must lie between 0.000001 and 1,000,000."),
        ("money.brief", 10**9, "Your minutes for a brief must lie between 0 and 6,000."),
        ("money.reviewed", "1.5", "Share of runs that you check must lie between 0 and 1."),
        ("money.slowness", float("inf"), "How many times as long an assistant takes: “inf” is no number."),
        ("money.fx_date", "31.12.", "Date of the exchange rate: “31.12.” is no date."),
        ("company.currency", "ZZZ", "Currency: there is no currency “ZZZ”."),
        ("company.country", "Atlantis", "Country: there is no country “Atlantis”."),
        ("company.zone", "Mars/Base", "Time zone: there is no time zone “Mars/Base”."),
        ("company.days", [], "Working days: choose at least one day."),
        ("company.days", "7", "Working days: choose at least one day."),
        ("company.hours", "17:00-09:00", "Working hours: the day must begin before it ends."),
        ("company.hours", "always", "Working hours: the day must begin before it ends."),
        ("company.reply", "rosa", "Reply address: “rosa” is no e-mail address."),
        ("company.owner", '=HYPERLINK("x")', 'Your name cannot be a formula: =HYPERLINK("x")'),
        ("company.name", "x" * 301, "Company can have 300 characters at most."),
        ("sort.weights", WEIGHTS | {"S": 31}, "Weights of the questions must be whole points"),
        ("sort.weights", WEIGHTS | {"S": -30}, "Weights of the questions must be whole points"),
        ("sort.weights", {"S": 100}, "Weights of the questions must be whole points"),
        ("audit.every", 1, "Minutes between reminders must lie between 5 and 480."),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_changes_nothing(
    board: Board, name: str, typed: Any, said: str
) -> None:
    before, revision = tables(board), board.revision
    with pytest.raises(Refused) as caught:
        write_settings(board, {"company.name": "Another", name: typed})
    assert str(caught.value).startswith(said)
    assert str(fault(name, typed)) == str(caught.value)
    assert (tables(board), board.revision) == (before, revision)


def test_money_is_stored_in_whole_minor_units_with_its_currency(board: Board) -> None:
    write_settings(board, {"money.hourly": "60.005", "money.fx": "0.90", "money.rate_currency": "KWD"})
    write_setting(board, "money.rate", "4.5")
    assert stored(board, "money.hourly") == {"currency": "EUR", "minor": 6001}
    assert stored(board, "money.rate") == {"currency": "KWD", "minor": 4500}
    assert stored(board, "money.fx") == "0.90"
    assert stored(board, "money.fx_date") == TODAY.isoformat()
    assert money_text(Decimal("4.5"), "KWD") == "4.500" and money_text(Decimal(4), "JPY") == "4"


def test_a_rate_in_another_currency_counts_only_with_an_exchange_rate(board: Board) -> None:
    write_settings(board, {"money.hourly": "60", "money.rate": "15", "money.rate_currency": "USD"})
    found = read_settings(board)
    assert found.needs_exchange and found.rate() is None and found.assumptions().rate is None
    write_setting(board, "money.fx", "0.90")
    found = read_settings(board)
    assert (found.hourly(), found.rate(), found["money.fx_date"]) == (60.0, 13.5, TODAY)
    assert found.assumptions() == Assumptions(hourly=60.0, rate=13.5)


def test_the_hour_follows_from_the_years_income_unless_it_is_said(board: Board) -> None:
    write_setting(board, "money.income", "120000")
    assert read_settings(board).hourly() == 60.0
    write_setting(board, "money.hourly", "75")
    assert read_settings(board).hourly() == 75.0


def test_who_corrects_the_currency_means_the_same_figure(board: Board) -> None:
    write_settings(board, {"money.hourly": "60", "money.rate": "15"})
    write_setting(board, "company.currency", "JPY")
    found = read_settings(board)
    assert (found["money.hourly"], found["money.rate"]) == (Decimal(60), Decimal(15))
    assert stored(board, "money.hourly") == {"currency": "JPY", "minor": 60}
    board.undo()
    assert stored(board, "money.hourly") == {"currency": "EUR", "minor": 6000}


def test_a_guessed_currency_is_kept_beside_an_amount(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    with open_new(tmp_path / "b.board") as board:
        write_setting(board, "money.hourly", "60")
    monkeypatch.setenv("TZ", "America/New_York")
    with Board.open(tmp_path / "b.board") as board:
        found = read_settings(board)
        assert (found.currency, found["money.hourly"]) == ("EUR", Decimal(60))


def test_an_amount_of_another_currency_is_not_taken_for_one_of_ours(board: Board) -> None:
    write_setting(board, "money.hourly", "60")
    path = board.path
    board.close()
    raw(
        path,
        "UPDATE setting SET value = ? WHERE name = ?",
        ['{"currency": "JPY", "minor": 6000}', "money.hourly"],
    )
    raw(path, "INSERT INTO setting (board_id, name, value) VALUES (1, 'money.fx', '[')")
    raw(path, "INSERT INTO setting (board_id, name, value) VALUES (1, 'money.brief', '1e9')")
    raw(path, "INSERT INTO setting (board_id, name, value) VALUES (1, 'of.tomorrow', '1')")
    with Board.open(path) as again:
        found = read_settings(again)
        assert (found["money.hourly"], found["money.fx"], found["money.brief"]) == (None, None, 30.0)
        assert "of.tomorrow" not in found


def test_settings_are_taken_back_as_one_step(board: Board) -> None:
    before = tables(board)
    write_settings(board, {"company.owner": "Rosa", "money.hourly": "60"})
    assert str(board.undoable().name) == "change of the settings"  # type: ignore[union-attr]
    board.undo()
    assert tables(board) == before
    board.redo()
    write_settings(board, {"company.owner": "", "money.hourly": None})
    assert not read_settings(board).is_set("company.owner")
    board.undo()
    assert read_settings(board)["company.owner"] == "Rosa"


def test_the_day_is_the_companys(board: Board) -> None:
    late = dt.datetime(2026, 11, 23, 23, 30)
    assert read_settings(board).today(late) == dt.date(2026, 11, 24)
    write_setting(board, "company.zone", "America/New_York")
    assert read_settings(board).today(late) == dt.date(2026, 11, 23)


def test_currencies_and_countries_belong_together() -> None:
    assert set(CURRENCY_OF) <= set(countries()) and len(CURRENCY_OF) > 240
    assert {exponent(code) for code in ("JPY", "EUR", "KWD")} == {0, 2, 3}


@given(st.sampled_from(sorted(CURRENCIES)), st.integers(-(10**12), 10**12))
def test_minor_units_are_exact_both_ways(currency: str, minor: int) -> None:
    assert to_minor(from_minor(minor, currency), currency) == minor


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(SETTINGS)), st.text(max_size=40) | st.integers() | st.floats() | st.booleans())
def test_whatever_is_typed_is_taken_and_read_again_or_refused_in_words(
    board: Board, name: str, typed: Any
) -> None:
    before = tables(board)
    try:
        write_setting(board, name, typed)
    except Refused as error:
        assert str(error).strip() and tables(board) == before
        return
    found = read_settings(board)
    # What was read can be written again and is the same.
    write_setting(board, name, found[name] if found.is_set(name) else None)
    assert read_settings(board)[name] == found[name]
