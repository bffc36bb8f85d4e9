"""Core or delegable: the worked examples, the edges, and what must hold for all answers."""

import random
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.triage import (
    ASKED,
    GATE_TEXTS,
    GATES,
    ORDER,
    WEIGHTS,
    lean,
    nudge,
    points,
    reasons,
    suggest,
    volume,
)

EXAMPLES = [
    ("Fix the office printer", "0021100", "", 8250, "delegable", "local"),
    ("Draft the critical client memo", "4314233", "", 1750, "core", None),
    ("Schedule a large multi-zone call", "0132311", "", 8000, "delegable", "assistant"),
    ("Design new marketing collateral", "0110211", "", 7500, "delegable", "specialist"),
    ("Same design task, in a design studio", "4214213", "", 2750, "core", None),
    ("Prepare the company's tax return", "0200140", "", 5750, "split", "specialist"),
    ("Sign the new lease", "0121031", "binding", 6625, "core", None),
    ("Research a machine before buying", "1110121", "", 6250, "delegable", "specialist"),
    ("Inbox triage, daily", "0222420", "", 7250, "delegable", "assistant"),
    ("Employee's performance review", "1412142", "people", 3625, "core", None),
    ("Monthly newsletter in the owner's voice", "2222113", "", 4875, "split", "assistant"),
    ("Quarterly call with the largest client", "3413133", "personal", 2000, "core", None),
]
TOP_REASONS = {
    "Fix the office printer": "S+1500 O+1000 R+500",
    "Draft the critical client memo": "S-1500 O-500 P-500",
    "Schedule a large multi-zone call": "S+1500 O+500 T+375",
    "Design new marketing collateral": "S+1500 O+500 P+500",
    "Same design task, in a design studio": "S-1500 P-500 T-375",
    "Prepare the company's tax return": "S+1500 T-750 P+500",
    "Sign the new lease": "S+1500 O+500 V-500",
    "Research a machine before buying": "S+750 O+500 P+500",
    "Inbox triage, daily": "S+1500 V+500 E+250",
    "Employee's performance review": "O-1000 S+750 R-500",
    "Monthly newsletter in the owner's voice": "V-250 R+250 E-125",
    "Quarterly call with the largest client": "O-1000 S-750 T-375",
}
EDGES = [
    ("2222222", 5000, "split", "score"),
    ("0040400", 10000, "delegable", "score"),
    ("4404044", 0, "core", "specialisation"),
    ("3040400", 7750, "split", "cap:S3"),
    ("0040440", 9000, "split", "cap:R4"),
    ("0001034", 6000, "delegable", "score"),
    ("0002033", 5875, "split", "score"),
    ("0303034", 4000, "split", "score"),
    ("2303004", 3250, "core", "score"),
    ("0404044", 3000, "split", "not-yet"),
]
answer = st.none() | st.integers(0, 4)
answer_sets = st.fixed_dictionaries(dict.fromkeys(ORDER, answer))
gate_sets = st.sets(st.sampled_from(GATES))


def digits(text: str) -> dict[str, int | None]:
    return dict(zip(ORDER, map(int, text), strict=True))


def exact(answers: dict[str, int | None]) -> Fraction:
    """The score by its formula, in whole points."""
    score = Fraction(50)
    for key, weight in WEIGHTS.items():
        given = answers.get(key)
        if given is not None:
            score += Fraction(weight * ((given if key in "TV" else 4 - given) - 2), 4)
    return score


@pytest.mark.parametrize(("title", "text", "gate", "score", "verdict", "route"), EXAMPLES)
def test_the_worked_examples(
    title: str, text: str, gate: str, score: int, verdict: str, route: str | None
) -> None:
    found = suggest(digits(text), [gate] if gate else [], on_site="printer" in title)
    assert (found.score, found.verdict, found.route) == (score, verdict, route)
    told = [reason for reason in reasons(found) if reason.points is not None]
    assert " ".join(f"{one.key}{one.points:+d}" for one in told) == TOP_REASONS[title]


@pytest.mark.parametrize(("text", "score", "verdict", "why"), EDGES)
def test_the_edges(text: str, score: int, verdict: str, why: str) -> None:
    found = suggest(digits(text))
    assert (found.score, found.verdict, found.why) == (score, verdict, why)


def test_two_answers_are_not_enough() -> None:
    found = suggest({"S": 0, "O": 0})
    assert (found.verdict, found.why, found.route) == ("undecided", "answers", None)


@pytest.mark.parametrize(
    ("missing", "verdict"), [("", "delegable"), ("V", "delegable"), ("VE", "delegable"), ("VER", "undecided")]
)
def test_five_answers_with_s_and_o_are_enough(missing: str, verdict: str) -> None:
    answers = {key: value for key, value in digits("0040400").items() if key not in missing}
    assert suggest(answers).verdict == verdict


@pytest.mark.parametrize("missing", "SO")
def test_without_s_or_o_nothing_is_suggested(missing: str) -> None:
    assert suggest(digits("0040400") | {missing: None}).verdict == "undecided"


@pytest.mark.parametrize(
    ("hours", "expected"), [(0, 0), (0.24, 0), (0.25, 1), (0.5, 2), (1, 3), (1.99, 3), (2, 4), (9, 4)]
)
def test_volume_by_hours(hours: float, expected: int) -> None:
    assert volume(hours * 60) == expected


def test_volume_of_unknown_hours_is_unknown() -> None:
    assert volume(None) is None


def test_weights_sum_to_a_hundred() -> None:
    assert sum(WEIGHTS.values()) == 100
    assert set(ASKED) == set(ORDER) - {"V"}
    assert set(GATE_TEXTS) == set(GATES)


def test_no_answer_set_with_s3_or_r4_is_ever_delegable() -> None:
    for values in product(range(5), repeat=7):
        answers = dict(zip(ORDER, values, strict=True))
        if answers["S"] >= 3 or answers["R"] == 4:
            assert suggest(answers).verdict != "delegable", values


@given(answer_sets, gate_sets)
def test_also_unfinished_sets_with_s3_or_r4_are_never_delegable(
    answers: dict[str, int | None], gates: set[str]
) -> None:
    found = suggest(answers, gates)
    if (answers["S"] or 0) >= 3 or answers["R"] == 4:
        assert found.verdict != "delegable"
    if gates:
        assert found.verdict == "core" and found.route is None


@given(answer_sets, gate_sets, st.randoms(use_true_random=False))
def test_the_order_of_answering_does_not_matter(
    answers: dict[str, int | None], gates: set[str], chance: random.Random
) -> None:
    shuffled = list(answers.items())
    chance.shuffle(shuffled)
    ticked = list(gates)
    chance.shuffle(ticked)
    assert suggest(dict(shuffled), ticked) == suggest(answers, sorted(gates))


@given(answer_sets)
def test_the_score_is_exact_and_stays_within_its_bounds(answers: dict[str, int | None]) -> None:
    found = suggest(answers)
    assert Fraction(found.score, 100) == exact(answers)
    assert 0 <= found.score <= 10_000 and found.score % 125 == 0
    assert sum(found.points.values()) == found.score - 5_000


@given(answer_sets, st.sampled_from(ORDER))
def test_what_is_not_answered_weighs_nothing(answers: dict[str, int | None], key: str) -> None:
    without = {k: v for k, v in answers.items() if k != key}
    assert points(without)[key] == 0
    assert suggest(answers | {key: None}) == suggest(without)


@given(answer_sets, st.sampled_from(ORDER), st.integers(0, 3))
def test_one_step_moves_the_score_by_a_quarter_of_the_weight(
    answers: dict[str, int | None], key: str, value: int
) -> None:
    step = suggest(answers | {key: value + 1}).score - suggest(answers | {key: value}).score
    assert step == WEIGHTS[key] * 25 * (1 if key in "TV" else -1)


def test_the_lean_holds_whatever_else_is_answered() -> None:
    """S ≤ 1 never ends as core without a gate, S = 4 always does."""
    for values in product(range(5), repeat=7):
        verdict = suggest(dict(zip(ORDER, values, strict=True))).verdict
        if values[0] <= 1:
            assert verdict != "core", values
        if values[0] == 4:
            assert verdict == "core", values


@pytest.mark.parametrize(
    ("answers", "gates", "expected"),
    [
        ({}, (), "more"),
        ({"S": 0}, (), "delegable"),
        ({"S": 1}, (), "delegable"),
        ({"S": 2}, (), "more"),
        ({"S": 3, "O": 0}, (), "more"),
        ({"S": 4}, (), "core"),
        ({"O": 0, "T": 4}, (), "more"),
        ({"S": 0}, ("keys",), None),
        (digits("0132311"), (), None),
    ],
)
def test_the_lean(answers: dict[str, int | None], gates: tuple[str, ...], expected: str | None) -> None:
    assert lean(answers, gates) == expected


def test_a_gate_or_cap_is_told_first_and_zero_points_never() -> None:
    gate = reasons(suggest(digits("0121031"), ["binding"]))
    assert gate[0].points is None and gate[0].sentence.english().startswith(
        "must stay with you because it binds"
    )
    assert [one.key for one in gate[1:]] == ["S", "O", "V"]
    cap = reasons(suggest(digits("0040440")))
    assert (cap[0].key, cap[0].points) == ("cap:R4", None)
    assert reasons(suggest(digits("2222222"))) == []
    assert [one.key for one in reasons(suggest(digits("2222221")))] == ["E"]


def test_the_first_gate_of_the_list_is_told_whatever_was_ticked_first() -> None:
    assert suggest({}, ["keys", "binding"]).why == "gate:binding"


def test_ties_are_told_in_the_order_of_the_letters() -> None:
    told = reasons(suggest(digits("2224400")), most=7)
    assert [(one.key, one.points) for one in told] == [("P", -500), ("V", 500), ("R", 500), ("E", 250)]


def test_volume_is_told_in_hours() -> None:
    told = reasons(suggest(digits("2222422")), hours="2.5 h")
    assert told[0].sentence.english() == "takes 2.5 h of your week"


def test_on_site_and_craft_decide_the_route() -> None:
    assert suggest(digits("0011000"), on_site=True).route == "local"
    assert suggest(digits("0011000")).route == "specialist"
    assert suggest(digits("0012000")).route == "assistant"
    assert suggest(digits("0040400") | {"P": None}).route == "assistant"


def test_other_weights_move_the_score() -> None:
    heavy = dict(WEIGHTS) | {"S": 40, "O": 10}
    assert suggest(digits("0222222"), weights=heavy).score == 7000


def test_every_gate_brings_the_hint_to_split_and_nothing_else_does() -> None:
    for gate in GATES:
        assert str(nudge(suggest({}, [gate]))) == "split it: the preparation may go"
    assert nudge(suggest({"S": 4, "O": 4, "T": 0, "P": 4, "R": 4, "E": 4})) is None
