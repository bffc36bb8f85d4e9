"""The catalogue of common tasks."""

import csv
import re
from fractions import Fraction

import pytest

from models.catalogue import TABLE, CatalogueTask, groups, read_catalogue


def task(title: str) -> CatalogueTask:
    return next(one for one in read_catalogue() if one.title == title)


def test_it_has_76_tasks_in_order() -> None:
    assert [one.n for one in read_catalogue()] == list(range(1, 77))


@pytest.mark.parametrize("one", read_catalogue(), ids=lambda one: f"{one.n}")
def test_titles_and_texts_carry_no_source_marks(one: CatalogueTask) -> None:
    for text in (one.title, one.group, *one.skills, one.done_when, one.note):
        assert not re.search(r"\[\d+\]|\(P\d+|\d+ ?%", text), text
        assert text == text.strip() and not text.startswith("(")
    assert one.title and one.minutes > 0
    assert one.sensitivity in ("low", "medium", "high")
    assert one.verdict in ("core", "delegable", "split")
    assert one.route in ("assistant", "specialist", "on site", "")


def test_what_the_studies_said_is_kept_beside_the_clean_title() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        marks = {row["title"]: row["marks"] for row in csv.DictReader(file)}
    assert marks["Expense report"] == "P59; 19% wrong [48]"
    assert sum(1 for one in marks.values() if one) == 13


def test_only_six_figures_are_sourced() -> None:
    assert sorted(one.n for one in read_catalogue() if one.sourced) == [6, 17, 19, 20, 40, 44]


def test_how_often_is_read_as_a_repeat() -> None:
    titles = ("Schedule one meeting", "Inbox triage (label, archive, flag)")
    runs = {title: task(title).repeat for title in titles}
    assert {title: repeat.runs_per_week() for title, repeat in runs.items() if repeat} == {
        "Schedule one meeting": Fraction(3),
        "Inbox triage (label, archive, flag)": Fraction(5),
    }
    assert task("Equipment expert before a purchase").repeat is None


def test_a_draft_is_undecided_and_tagged_with_its_group() -> None:
    draft = task("Expense report").draft()
    assert (draft.title, draft.seconds_per_run, draft.tags) == ("Expense report", 1200, ["Bookkeeping"])
    assert (draft.estimate, draft.skills, draft.sensitivity) == ("rough", "spreadsheets", "medium")
    assert (draft.done_when, draft.notes) == ("each line has receipt, date, category; total ties", "")
    assert draft.verdict is None and draft.kind is None and draft.repeat is not None


def test_a_task_of_the_owners_own_says_what_is_theirs() -> None:
    assert task("Release payments at the bank").draft().notes == "You release a list that somebody prepared."
    assert task("Sign contracts").draft().notes == ""


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("REISE", None),
        ("printer", "Get the office printer fixed"),
        ("crm data entry", "Enter data in the CRM"),
        ("bòòk flights", "Book flights and hotel"),
    ],
)
def test_search_folds_and_wants_every_word(words: str, title: str | None) -> None:
    found = [one.title for one in read_catalogue() if one.matches(words)]
    assert (title in found) if title else not found


def test_groups_come_in_the_tables_order() -> None:
    assert groups()[:3] == ["Email", "Calendar", "Travel"] and len(groups()) == 15
