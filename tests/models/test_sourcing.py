import pytest

from models.sourcing import cell, outside_country


@pytest.mark.parametrize(
    ("theirs", "own", "is_outside"),
    [("PH", "US", True), ("US", "US", False), ("us", "US", False), ("", "US", None), ("PH", "", None)],
)
def test_the_border_is_computed_from_two_countries(theirs: str, own: str, is_outside: bool | None) -> None:
    assert outside_country(theirs, own) is is_outside


def test_outsourced_and_offshore_are_two_things() -> None:
    words = {(a, b): cell(a, b).english() for a in (False, True) for b in (False, True, None)}

    assert words == {
        (False, False): "in the company, in your country",
        (False, True): "in the company, abroad",
        (True, False): "outsourced, in your country",
        (True, True): "outsourced, abroad",
        (False, None): "in the company",
        (True, None): "outsourced",
    }
