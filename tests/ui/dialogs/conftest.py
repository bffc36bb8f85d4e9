"""The dialogs: on a real board with the sample on it, with the program's own words."""

import pytest


@pytest.fixture(autouse=True)
def words(english: None) -> None:
    """Every test reads what an owner reads."""
