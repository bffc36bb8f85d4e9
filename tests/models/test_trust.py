"""The rules of trust as pure rules: the domain's own vectors, and any sequence of runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import trust
from models.trust import Judgement, ceiling_of_bad, chance_of_luck, judge, needed, verdict_of
from tests.models.trained import Trust


class Willing:
    """The rules with an owner who takes every offer."""

    def __init__(self, row: int, level: int = trust.CHECKED) -> None:
        self.row, self.stage, self.runs = row, level, list[bool]()

    def run(self, ok: bool) -> int | str:
        if self.stage == "STOP":
            return "STOP"
        self.runs.append(ok)
        found = judge(self.stage, self.runs, self.row)
        if found.move == "stop":
            self.stage = "STOP"
        elif found.move:
            self.stage, self.runs = found.to, []
        return self.stage


def stages(owner: Willing | Trust, letters: str) -> list[int | str]:
    return [owner.run(letter == "A") for letter in letters]


@pytest.mark.parametrize("make", [Trust, Willing])
def test_the_worked_trace_of_a_task_of_medium_privacy(make: type[Willing]) -> None:
    owner = make(5)
    assert stages(owner, "AAAXAAAAA") == [3] * 8 + [4]
    assert stages(owner, "AXAX") == [4, 4, 4, 3]
    assert stages(owner, "XAXXAXX")[-2:] == [3, "STOP"]
    owner = make(3)
    assert stages(owner, "A" * 13) == [3, 3, 4] + [4] * 9 + [5] and owner.run(False) == 4


@given(st.sampled_from([3, 5, 10]), st.lists(st.booleans(), max_size=80))
def test_any_sequence_of_runs_goes_as_the_reference_goes(row: int, sequence: list[bool]) -> None:
    ours, theirs = Willing(row), Trust(row)
    assert [ours.run(ok) for ok in sequence] == [theirs.run(ok) for ok in sequence]


@given(st.lists(st.floats(0.02, 0.98), min_size=1, max_size=6), st.randoms())
def test_long_sequences_of_better_and_worse_assistants_go_so_too(shares: list[float], chance) -> None:
    ours, theirs = Willing(3), Trust(3)
    for share in shares:
        for _ in range(20):
            ok = chance.random() < share
            assert ours.run(ok) == theirs.run(ok)


def test_how_many_in_a_row_hangs_on_how_private_it_is() -> None:
    assert [needed(one) for one in ("low", "medium", "high", "")] == [3, 5, 10, 5]


def test_the_figures_of_the_honesty_line() -> None:
    assert round(chance_of_luck(5), 3) == 0.328
    assert [round(ceiling_of_bad(n), 3) for n in (5, 10, 30)] == [0.451, 0.259, 0.095]
    assert ceiling_of_bad(0) == 1.0 and chance_of_luck(0) == 1.0


@pytest.mark.parametrize("outcome", ["accepted_after_fix", "sent_back", "redone_by_me"])
def test_only_a_slip_judgment_and_late_count_against_them(outcome: str) -> None:
    for theirs in ("slip", "judgment", "late"):
        assert verdict_of(outcome, [theirs], 1, True) is False
        assert verdict_of(outcome, ["brief_unclear", theirs], 1, True) is False
    for briefs in ("brief_unclear", "missing_access", "changed_mind"):
        assert verdict_of(outcome, [briefs], 1, True) is None
    assert verdict_of(outcome, [""], 1, True) is None


def test_what_nobody_looked_at_and_what_was_handed_in_again_counts_for_nobody() -> None:
    assert verdict_of("accepted", (), 1, True) is True
    assert verdict_of("accepted", (), 1, False) is None and verdict_of("accepted", (), 2, True) is None
    assert verdict_of("sent_back", ["slip"], 2, True) is None
    for outcome in ("assumed_done", "skipped", "taken_back", ""):
        assert verdict_of(outcome, ["slip"], 1, False) is None


def test_a_declined_offer_needs_a_whole_new_row() -> None:
    assert judge(3, [True] * 5, 5).move == "offer"
    for more in range(5):
        assert judge(3, [True] * (5 + more), 5, kept=5).move == ""
    assert judge(3, [True] * 10, 5, kept=5) == Judgement("offer", 4, "in_a_row", 5)
    assert judge(4, [True] * 19, 5, kept=10).move == "" and judge(4, [True] * 20, 5, kept=10).to == 5


def test_rejects_count_although_an_offer_was_declined() -> None:
    assert judge(3, [False] * 4 + [True] * 5 + [False], 5, kept=9).move == "stop"
    assert judge(4, [False, True, True, True, False], 5, kept=4).move == "back"


def test_what_is_rare_is_offered_after_two() -> None:
    assert judge(3, [True], 10, is_rare=True).move == ""
    assert judge(3, [False, True, True], 10, is_rare=True) == Judgement("offer", 4, "few_runs", 2)
    assert judge(3, [True, True], 10, is_rare=True, kept=2).move == ""
    assert judge(4, [True, True], 10, is_rare=True).move == ""


def test_after_one_joint_run_they_do_it_alone() -> None:
    assert judge(2, [False], 5).move == "" and judge(2, [False, True], 5) == Judgement("up", 3, "together", 1)
    assert judge(0, [True] * 9, 5).move == judge(1, [True] * 9, 5).move == ""


def test_one_in_five_is_looked_at_and_always_the_same_one() -> None:
    days = [f"2027-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
    for uid in ("0192f1a0-7b1c-7e1a-8f00-0123456789ab", "0192f1a0-7b1c-7e1a-8f00-0123456789ac"):
        looked = [trust.is_spot_check(uid, day) for day in days]
        assert looked == [trust.is_spot_check(uid, day) for day in days]
        assert 0.12 < sum(looked) / len(looked) < 0.28
