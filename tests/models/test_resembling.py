"""Titles that resemble a task of the catalogue."""

import pytest

from models.catalogue import read_catalogue
from models.resembling import resembling


@pytest.mark.parametrize("title", [task.title for task in read_catalogue()])
def test_every_title_of_the_catalogue_resembles_itself(title: str) -> None:
    found = resembling(title)
    assert found is not None and found.title == title


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("send the invoices", "invoice"),
        ("Fix the office printer again", "printer"),
        ("Back-up and update checks", "Backup"),
        ("post a job advert", "advert"),
    ],
)
def test_other_words_of_the_same_task_are_found(title: str, words: str) -> None:
    found = resembling(title)
    assert found is not None and words in found.title


@pytest.mark.parametrize("title", ["", "Paint the boat", "Call Denver", "a", "!!!", "Order gloves"])
def test_what_has_little_in_common_is_not(title: str) -> None:
    assert resembling(title) is None
