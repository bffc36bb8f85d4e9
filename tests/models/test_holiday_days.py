import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from models.currencies import countries
from models.holiday_days import default_days, holidays_between, holidays_of, subdivisions_of

ROOT = Path(__file__).resolve().parents[2]


def test_holidays_have_names_and_are_in_order() -> None:
    found = holidays_of("PH", 2027)

    assert found[date(2027, 6, 12)] == "Independence Day"
    assert list(found) == sorted(found)
    assert {day.year for day in found} == {2027}


@pytest.mark.parametrize("country", ["PH", "AE"])
def test_what_the_moon_decides_is_said_to_be_estimated(country: str) -> None:
    assert holidays_of(country, 2027)[date(2027, 3, 9)] == "Eid al-Fitr (estimated)"


def test_bavaria_has_more_holidays_than_germany() -> None:
    assert len(holidays_of("DE", 2027)) == 9
    assert len(holidays_of("DE", 2027, "BY")) == 12
    assert "BY" in subdivisions_of("DE")


def test_an_unknown_part_of_a_country_counts_as_the_country() -> None:
    assert holidays_of("DE", 2027, "ZZ") == holidays_of("DE", 2027)


@pytest.mark.parametrize("country", ["", "XX", "nowhere"])
def test_an_unknown_country_has_no_holidays_and_the_usual_week(country: str) -> None:
    assert holidays_of(country, 2027) == {}
    assert subdivisions_of(country) == ()
    assert default_days(country) == "0,1,2,3,4"


@pytest.mark.parametrize(
    ("country", "year", "days"),
    [
        ("US", 2027, "0,1,2,3,4"),
        ("BN", 2027, "0,1,2,3,5"),
        ("AE", 2027, "0,1,2,3,4"),
        ("AE", 2019, "0,1,2,3,6"),
        ("SA", 2027, "0,1,2,3,6"),
        ("EG", 2027, "0,1,2,3,6"),
        ("IL", 2027, "0,1,2,3,6"),
        ("QA", 2027, "0,1,2,3,6"),
        ("KW", 2027, "0,1,2,3,6"),
        ("JO", 2027, "0,1,2,3,6"),
        ("BD", 2027, "0,1,2,3,6"),
        ("IR", 2027, "0,1,2,3,5,6"),
    ],
)
def test_working_weeks_differ_and_change(country: str, year: int, days: str) -> None:
    assert default_days(country, date(year, 6, 15)) == days


def test_two_years_are_read_together_for_what_looks_past_new_year() -> None:
    found = holidays_between("PH", date(2026, 12, 28), date(2027, 1, 4))
    assert found == holidays_of("PH", 2026) | holidays_of("PH", 2027)


def test_a_caller_may_change_what_it_was_given() -> None:
    holidays_of("PH", 2027).clear()
    assert holidays_of("PH", 2027)


def test_every_country_of_the_time_zone_database_answers() -> None:
    for country in countries():
        assert all(name for name in holidays_of(country, 2027).values())
        assert default_days(country)


def test_nothing_of_it_is_imported_before_it_is_asked_for() -> None:
    script = "import sys, models.holiday_days; print('holidays' in sys.modules, 'dateutil' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False"]
