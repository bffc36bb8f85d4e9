"""Amounts as they are shown, and as they are typed in different countries."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from ui.money_words import money_text, number_text, read_number, typed_number


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (76.68, "77 EUR"),
        (-8.336, "−8.34 EUR"),
        (-0.001, "0.00 EUR"),
        (1234.6, "1,235 EUR"),
        (9.999, "10 EUR"),
    ],
)
def test_small_amounts_have_cents_and_a_loss_a_real_minus(amount: float, shown: str) -> None:
    assert money_text(amount, "EUR") == shown


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("60", 60),
        (" 60.5 ", 60.5),
        ("13,50", 13.5),
        ("1 200", 1200),
        ("1,200", 1200),
        ("1.200,50", 1200.5),
        ("1,234,567.8", 1234567.8),
        ("€ 60", 60),
        ("19 %", 19),
        ("−5", -5),
        (".5", 0.5),
        ("0,125", 0.125),
        ("", None),
        ("abc", None),
        ("1,2,3", None),
        ("1.2.3,4.5", None),
        ("=1+1", None),
        ("1e9", None),
    ],
)
def test_numbers_are_read_as_they_are_typed(typed: str, value: float | None) -> None:
    assert read_number(typed) == value


def test_a_point_before_three_digits_is_what_the_country_takes_it_for() -> None:
    assert read_number("1.200") == 1.2
    QLocale.setDefault(QLocale("de_DE"))
    assert read_number("1.200") == 1200
    assert number_text(13.5) == "13,5"


def test_what_is_no_number_reaches_the_settings_as_it_was_typed() -> None:
    assert (typed_number("13,50"), typed_number(" abc "), typed_number("60")) == ("13.5", "abc", "60")
