"""What is still missing in a brief, by the weight of the work."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.readiness import Facts, is_activity, is_vague, judge, weight_of

SHORT = Facts(title="Order gloves", done_when="200 pairs are on the way", has_due=True)
ROUTINE = SHORT._replace(repeats=True, steps=4, inputs="the price list", no_access=True)
FULL = ROUTINE._replace(
    sensitivity="high",
    nda=True,
    why="the accountant files it on the 10th",
    authority=3,
    spend=True,
    ask_when="a client disputes",
    channel="Signal",
    reply_hours=4,
    review="all",
)


@pytest.mark.parametrize(
    ("facts", "weight"),
    [
        (Facts(), "short"),
        (Facts(seconds_per_run=7200), "short"),
        (Facts(seconds_per_run=7201), "routine"),
        (Facts(repeats=True), "routine"),
        (Facts(access=1), "routine"),
        (Facts(sensitivity="medium"), "short"),
        (Facts(sensitivity="high"), "full"),
        (Facts(is_limited=True), "full"),
    ],
)
def test_weight_follows_how_often_how_long_how_private(facts: Facts, weight: str) -> None:
    assert weight_of(facts) == weight


@pytest.mark.parametrize("facts", [SHORT, ROUTINE, FULL])
def test_a_brief_that_says_all_its_weight_asks_is_ready(facts: Facts) -> None:
    found = judge(facts)
    assert (found.is_ready, found.score, found.more) == (True, 100, 0)


@pytest.mark.parametrize(
    ("facts", "change", "field", "score"),
    [
        (SHORT, {"done_when": " "}, "done_when", 67),
        (SHORT, {"has_due": False}, "due", 67),
        (SHORT, {"title": ""}, "outcome", 67),
        (ROUTINE, {"steps": 0}, "steps", 83),
        (ROUTINE, {"inputs": ""}, "inputs", 83),
        (ROUTINE, {"no_access": False}, "access", 83),
        (FULL, {"why": ""}, "why", 93),
        (FULL, {"authority": None}, "authority", 93),
        (FULL, {"spend": False}, "spend_run", 93),
        (FULL, {"ask_when": ""}, "ask_when", 93),
        (FULL, {"channel": ""}, "channel", 93),
        (FULL, {"reply_hours": None}, "channel", 93),
        (FULL, {"review": ""}, "review", 93),
        (FULL, {"nda": False}, "nda", 93),
        (FULL, {"is_limited": True}, "until", 93),
        (FULL, {"is_limited": True, "has_end": True}, "until", 93),
        (FULL, {"is_limited": True, "sensitivity": "", "has_end": True, "has_cap": True}, "sensitivity", 93),
    ],
)
def test_what_is_not_said_is_named(facts: Facts, change: dict[str, Any], field: str, score: int) -> None:
    found = judge(facts._replace(**change))
    assert [gap.field for gap in found.gaps] == [field] and not found.is_ready
    assert found.score == score


@pytest.mark.parametrize(
    ("empty", "instead"),
    [
        ({"steps": 0}, {"example": "last month’s"}),
        ({"steps": 0}, {"recording": "https://…"}),
        ({"steps": 0}, {"they_write": True}),
        ({"inputs": ""}, {"no_inputs": True}),
        ({"inputs": ""}, {"links": 1}),
        ({"inputs": ""}, {"files": 1}),
        ({"no_access": False}, {"access": 1}),
        ({"has_due": False}, {}),
    ],
)
def test_one_of_several_is_enough(empty: dict[str, Any], instead: dict[str, Any]) -> None:
    assert judge(ROUTINE._replace(**(empty | instead))).is_ready


def test_three_gaps_are_named_and_the_rest_counted() -> None:
    found = judge(Facts(sensitivity="high"))
    assert [gap.field for gap in found.gaps] == ["outcome", "done_when", "due"]
    assert found.more == 10 and found.score == 7
    assert str(found.gaps[1].sentence) == "what done means"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"outcome": "Send the invoices to all clients"}, "outcome"),
        ({"outcome": "Preparing the list for everyone"}, "outcome"),
        ({"outcome": "A list"}, "outcome"),
        ({"done_when": "everything is there\nlooks good"}, "done_when"),
        ({"why": "for Bob"}, "why"),
        ({"steps": 2}, "steps"),
        ({"access": 2, "bare_access": 1}, "access"),
        ({"seconds_per_run": 25 * 3600}, "milestone"),
    ],
)
def test_wording_is_hinted_at_and_never_stands_in_the_way(change: dict[str, Any], field: str) -> None:
    ready = ROUTINE._replace(example="https://…")
    assert judge(ready).hints == ()
    if field == "steps":
        ready = ROUTINE
    found = judge(ready._replace(**change))
    assert field in {hint.field for hint in found.hints} and found.is_ready


@pytest.mark.parametrize("line", ["good", "looks nice", "ASAP", "done properly", "as usual", "It is good"])
def test_words_that_measure_nothing(line: str) -> None:
    assert is_vague(line)


@pytest.mark.parametrize(
    "line", ["good: under 2 typos", "goods are shelved", "every client has an answer", "Good Friday 3 pm", ""]
)
def test_words_that_can_be_checked(line: str) -> None:
    assert not is_vague(line)


def test_an_outcome_is_a_thing() -> None:
    assert is_activity("Send invoices") and is_activity(" – tracking of orders")
    assert (
        not is_activity("All invoices sent")
        and not is_activity("Ring binders sorted")
        and not is_activity("")
    )


_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "title": st.sampled_from(["", "Order gloves"]),
    "outcome": st.sampled_from(["", "Send it", "A list of all clients"]),
    "done_when": st.sampled_from(["", "good", "all 40 are in"]),
    "why": st.sampled_from(["", "so"]),
    "steps": st.integers(0, 4),
    "they_write": st.booleans(),
    "example": st.sampled_from(["", "x"]),
    "recording": st.sampled_from(["", "x"]),
    "inputs": st.sampled_from(["", "x"]),
    "no_inputs": st.booleans(),
    "links": st.integers(0, 2),
    "files": st.integers(0, 2),
    "no_access": st.booleans(),
    "has_due": st.booleans(),
    "nda": st.booleans(),
    "authority": st.sampled_from([None, 1, 5]),
    "spend": st.booleans(),
    "ask_when": st.sampled_from(["", "x"]),
    "channel": st.sampled_from(["", "x"]),
    "reply_hours": st.sampled_from([None, 4]),
    "review": st.sampled_from(["", "all"]),
    "milestone": st.booleans(),
    "has_end": st.booleans(),
    "has_cap": st.booleans(),
}
_WEIGHT = {
    "repeats": st.booleans(),
    "access": st.integers(0, 2),
    "seconds_per_run": st.sampled_from([None, 60, 10_000]),
    "sensitivity": st.sampled_from(["", "low", "high"]),
    "is_limited": st.booleans(),
}


@given(st.fixed_dictionaries(_FIELDS | _WEIGHT), st.sampled_from(sorted(_FIELDS)), st.data())
def test_adding_what_is_known_never_lowers_the_score(
    values: dict[str, Any], field: str, data: st.DataObject
) -> None:
    before = judge(Facts(**values))
    after = judge(Facts(**(values | {field: values[field] or data.draw(_FIELDS[field])})))
    assert after.score >= before.score and len(after.gaps) + after.more <= len(before.gaps) + before.more
    assert (after.score == 100) == after.is_ready and 0 <= after.score <= 100
    assert len(after.gaps) <= 3
