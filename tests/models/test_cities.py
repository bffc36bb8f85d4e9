import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

from models.cities import TABLE, City, city_of, find_cities
from models.currencies import countries
from models.zones import zone_of

ROOT = Path(__file__).resolve().parents[2]


def names(text: str, limit: int = 8, home: str = "") -> list[tuple[str, str]]:
    return [(city.name, city.country) for city in find_cities(text, limit, home)]


def table() -> list[list[str]]:
    return [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:]]


def all_cities() -> list[City]:
    """Every city of the table, through the search itself."""
    return [city for letter in "abcdefghijklmnopqrstuvwxyz0123456789" for city in find_cities(letter, 20_000)]


@pytest.mark.parametrize(
    ("text", "zone", "country"),
    [
        ("Manila", "Asia/Manila", "PH"),
        ("manila", "Asia/Manila", "PH"),
        ("Manila, Philippines", "Asia/Manila", "PH"),
        ("manila philippines", "Asia/Manila", "PH"),
        ("Manila (PH)", "Asia/Manila", "PH"),
        ("Austin", "America/Chicago", "US"),
        ("Austin, TX", "America/Chicago", "US"),
        ("austin texas", "America/Chicago", "US"),
        ("Austin, Texas, USA", "America/Chicago", "US"),
        ("São Paulo", "America/Sao_Paulo", "BR"),
        ("sao paulo", "America/Sao_Paulo", "BR"),
        ("SÃO PAULO, BRAZIL", "America/Sao_Paulo", "BR"),
        ("Paris", "Europe/Paris", "FR"),
        ("New York", "America/New_York", "US"),
        ("NYC", "America/New_York", "US"),
        ("St Louis", "America/Chicago", "US"),
        ("saint louis", "America/Chicago", "US"),
        ("St. John's", "America/St_Johns", "CA"),
        ("London", "Europe/London", "GB"),
        ("London, Ontario", "America/Toronto", "CA"),
        ("London, UK", "Europe/London", "GB"),
        ("Lodz", "Europe/Warsaw", "PL"),
        ("Kathmandu", "Asia/Kathmandu", "NP"),
        ("Bombay", "Asia/Kolkata", "IN"),
        ("München", "Europe/Berlin", "DE"),
        ("Kiev", "Europe/Kyiv", "UA"),
        ("Makati", "Asia/Manila", "PH"),
        ("Lord Howe", "Australia/Lord_Howe", "AU"),
        ("Chatham, New Zealand", "Pacific/Chatham", "NZ"),
        ("San Jose, Costa Rica", "America/Costa_Rica", "CR"),
        ("san jose costa rica", "America/Costa_Rica", "CR"),
        ("Seoul, South Korea", "Asia/Seoul", "KR"),
        ("Dubai, UAE", "Asia/Dubai", "AE"),
        ("Bandar Seri Begawan", "Asia/Brunei", "BN"),
        ("Pristina, Kosovo", "Europe/Belgrade", ""),
    ],
)
def test_a_citys_name_gives_its_zone_and_country(text: str, zone: str, country: str) -> None:
    found = city_of(text)
    assert found is not None
    assert (found.zone, found.country) == (zone, country)
    assert find_cities(text)[0] == found


@pytest.mark.parametrize(
    "text", ["", "  ", ", ", "Manil", "Paris, US", "Manila, Peru", "somewhere else", "%", "\0", "x" * 500]
)
def test_what_is_no_citys_name_is_not_guessed(text: str) -> None:
    assert city_of(text) is None


def test_the_beginning_of_any_word_finds_a_city() -> None:
    assert ("São Paulo", "BR") in names("paul")
    assert names("new yo")[0] == ("New York City", "US")
    assert ("Ho Chi Minh City", "VN") in names("chi mi")


def test_an_exact_name_comes_before_a_larger_city() -> None:
    assert names("york")[0] == ("York", "GB")
    assert ("New York City", "US") in names("york")


def test_the_larger_of_two_cities_comes_first_unless_one_is_at_home() -> None:
    assert names("Hyderabad")[0] == ("Hyderabad", "IN")
    assert names("Hyderabad", home="PK")[0] == ("Hyderabad", "PK")
    at_home = city_of("Birmingham", home="US")
    assert at_home is not None
    assert (at_home.region, at_home.zone) == ("AL", "America/Chicago")


def test_no_more_than_asked_for_are_found() -> None:
    assert len(find_cities("san")) == 8
    assert len(find_cities("san", limit=3)) == 3


def test_a_place_that_nobody_knows_still_finds_the_city() -> None:
    assert names("San Fernando, La Union")[0] == ("San Fernando", "PH")


def test_every_zone_and_country_of_the_table_is_in_the_pinned_data() -> None:
    found = all_cities()
    assert {city.name for city in found} == {row[0] for row in table()}
    assert [city for city in found if zone_of(city.zone) is None] == []
    assert {city.country for city in found} - set(countries()) == {""}


def test_every_city_is_found_by_its_own_name() -> None:
    every = sorted({row[0] for row in table()})
    odd = [name for name in every if not name.replace(" ", "").replace("-", "").isalpha()]
    for name in (*odd, *every[::50]):
        found = city_of(name)
        assert found is not None, name


def test_every_zone_with_a_country_has_its_city() -> None:
    text = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    wanted = {line.split("\t")[2] for line in text.splitlines() if line and not line.startswith("#")}
    assert wanted - {city.zone for city in all_cities()} == set()


def test_the_table_is_small_and_each_city_is_in_it_once() -> None:
    assert TABLE.stat().st_size < 410_000
    keys = [tuple(row[:1] + row[2:4]) for row in table()]
    assert len(set(keys)) == len(keys)


def test_the_table_is_not_read_before_it_is_asked_for() -> None:
    script = "from models import cities; print(cities._rows.cache_info().currsize)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "0"
