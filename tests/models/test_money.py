"""What handing over a task is worth: the worked cases, limits, and the formulas against exact fractions."""

import datetime as dt
import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money import (
    MOST_RATE,
    Assumptions,
    Worth,
    buyback_rate,
    effective_hourly,
    even_date,
    fault,
    from_settings,
    median,
    most_slowness,
    training_ceiling,
    usual_training,
    warning,
    worth,
    worth_once,
)

RATE = 15 * 0.90
START = dt.date(2027, 1, 4)


def at_ceiling(minutes: float, **changes: float) -> Assumptions:
    """The assumptions of the worked cases: training at the 30× ceiling."""
    return Assumptions(hourly=60, rate=RATE, training=training_ceiling(minutes), **changes)


def calls() -> Worth:
    """40 minutes of call scheduling, three times a week."""
    return worth(40, 3, at_ceiling(40))


def test_call_scheduling_taken_over() -> None:
    found = calls()
    assert (found.before, found.after, found.won) == pytest.approx((2.0, 0.155, 1.845))
    assert found.assistant == pytest.approx(2.52)
    assert (found.cost, found.gross, found.net) == pytest.approx((34.02, 110.70, 76.68))
    assert (found.setup, found.setup_cost) == pytest.approx((5.5, 397.50))
    assert (found.even_time, found.even_money) == pytest.approx((2.981, 5.184), abs=5e-4)
    assert found.first_year() == pytest.approx((90.44, 3589.86))


def test_call_scheduling_is_even_on_these_days() -> None:
    found = calls()
    assert even_date(START, found.even_time) == dt.date(2027, 1, 25)
    assert even_date(START, found.even_money) == dt.date(2027, 2, 10)


def test_call_scheduling_in_training() -> None:
    found = worth(40, 3, at_ceiling(40).in_training())
    assert (found.won, found.net) == pytest.approx((1.675, 53.93), abs=5e-3)


@pytest.mark.parametrize(
    ("minutes", "runs", "won", "net", "setup_cost", "even_time", "even_money", "year_hours", "year_money"),
    [
        (40, 3, 1.845, 76.68, 397.5, 2.981, 5.184, 90.44, 3589.86),
        (5, 5, 0.158, 2.412, 213.75, 18.947, 88.601, 5.233, -88.3),
        (30, Fraction(12, 52), 0.103, 4.245, 397.5, 53.16, 93.64, -0.12, -176.76),
        (2, 5, -0.092, -8.335, 103.5, None, None, -6.267, -536.92),
    ],
)
def test_every_worked_case_in_full(
    minutes: float,
    runs: float,
    won: float,
    net: float,
    setup_cost: float,
    even_time: float | None,
    even_money: float | None,
    year_hours: float,
    year_money: float,
) -> None:
    found = worth(minutes, float(runs), at_ceiling(minutes))
    assert (found.won, found.net, found.setup_cost) == pytest.approx((won, net, setup_cost), abs=6e-4)
    assert (found.even_time, found.even_money) == pytest.approx((even_time, even_money), abs=6e-4)
    assert found.first_year() == pytest.approx((year_hours, year_money), abs=6e-3)


def test_the_usual_training_and_its_ceiling() -> None:
    assert [usual_training(m) for m in (0, 40, 135, 500)] == [30, 110, 300, 300]
    assert [training_ceiling(m) for m in (0, 2, 10, 40)] == [0, 60, 300, 300]
    usual = worth(40, 3, Assumptions(hourly=60, rate=RATE))
    assert (usual.setup, usual.setup_cost) == pytest.approx((140 / 60, 164.75))
    assert (usual.even_time, usual.even_money) == pytest.approx((1.265, 2.149), abs=5e-4)
    assert usual.won == pytest.approx(calls().won)
    assert usual.first_year() == pytest.approx((93.607, 3822.61), abs=5e-3)


def test_the_owners_hour_and_what_follows_from_it() -> None:
    assert effective_hourly(120_000) == 60
    assert buyback_rate(60) == 15
    assert most_slowness(60, RATE) == pytest.approx(4.44, abs=5e-3)


def test_thirty_times_of_ten_minutes_a_day() -> None:
    assert Fraction(2500 - 300, 300) == Fraction(22, 3)  # 733 % in a year of 250 days
    assert training_ceiling(10) == 300


def test_without_hourly_value_or_rate_there_are_hours_only() -> None:
    for use in (Assumptions(), Assumptions(hourly=60), Assumptions(rate=10)):
        found = worth(40, 3, use)
        assert found.won == pytest.approx(1.845)
        assert (found.cost, found.gross, found.net, found.setup_cost, found.even_money) == (None,) * 5
        assert found.first_year()[1] is None


def test_a_one_off_has_no_training_and_no_break_even() -> None:
    found = worth_once(120, Assumptions(hourly=60, rate=RATE))
    assert found.before == 2 and found.setup == 0.5
    assert (found.even_time, found.even_money) == (None, None)
    assert found.won == pytest.approx(2 - 3.1 / 60)


def test_what_wins_nothing_and_what_is_too_rare_are_said() -> None:
    tiny, rare = warning(worth(2, 5, Assumptions())), warning(worth(30, 1 / 52, Assumptions()))
    assert tiny is not None and "costs more than doing it" in tiny.english()
    assert rare is not None and "too rare to train" in rare.english()
    assert warning(calls()) is None
    assert warning(worth_once(120, Assumptions())) is None


def test_dates_of_never_and_of_now() -> None:
    assert even_date(START, None) is None
    assert even_date(START, 1e9) is None
    assert even_date(START, 0) == START
    assert even_date(START, 1 / 7) == dt.date(2027, 1, 5)
    assert even_date(START, 1 / 6) == dt.date(2027, 1, 6)


def test_no_runs_cost_and_win_nothing() -> None:
    found = worth(40, 0, Assumptions(hourly=60, rate=RATE))
    assert (found.before, found.won, found.assistant, found.even_time) == (0, 0, 0, None)


sizes = st.fractions(min_value=0, max_value=2_000, max_denominator=1_000)
shares = st.fractions(min_value=0, max_value=1, max_denominator=100)
rates = st.fractions(min_value=0, max_value=500, max_denominator=100)


@given(sizes, st.fractions(0, 25, max_denominator=52), rates, rates, shares, shares, shares, sizes)
def test_the_model_agrees_with_exact_fractions(
    m: Fraction, f: Fraction, h: Fraction, r: Fraction, p: Fraction, q: Fraction, s: Fraction, t: Fraction
) -> None:
    use = Assumptions(float(h), float(r), 1.2, float(p), float(q), 5, float(s), 3, 2, 30, float(t))
    found = worth(float(m), float(f), use)
    before, after = m * f / 60, f * (s * 3 + p * 5 + 2) / 60
    assistant = f * m * Fraction(12, 10) * (1 + p * q) / 60
    won, net = before - after, (before - after) * h - assistant * r
    assert found.won == pytest.approx(float(won), rel=1e-9, abs=1e-9)
    assert found.net == pytest.approx(float(net), rel=1e-9, abs=1e-6)
    assert found.setup_cost == pytest.approx(float((30 + t) / 60 * h + t / 60 * r), rel=1e-9, abs=1e-9)
    if abs(won) > Fraction(1, 1_000_000):
        assert (found.even_time is not None) == (won > 0)
        if found.even_time is not None:
            assert found.even_time == pytest.approx(float((30 + t) / 60 / won), rel=1e-6)


@given(st.integers(1, 2_000), st.floats(0.01, 25))
def test_training_costs_time_once_and_changes_no_week(minutes: int, runs: float) -> None:
    short, long = (worth(minutes, runs, Assumptions(training=t)) for t in (0.0, 300.0))
    assert short.won == long.won and short.setup < long.setup


@given(st.integers(1, 2_000), st.floats(0.01, 25))
def test_a_week_wins_less_while_the_assistant_learns(minutes: int, runs: float) -> None:
    use = Assumptions(hourly=60, rate=20)
    after, during = worth(minutes, runs, use), worth(minutes, runs, use.in_training())
    assert during.won < after.won and during.assistant > after.assistant


@pytest.mark.parametrize("name", ["rate", "hourly", "slowness", "fix", "training", "sent_back"])
@pytest.mark.parametrize("value", [-5.0, math.nan, math.inf, 1e30])
def test_what_cannot_be_is_refused_in_words(name: str, value: float) -> None:
    sentence = fault(name, value)
    assert sentence is not None and sentence.english().startswith("This must lie between")


def test_the_bounds_themselves_are_taken() -> None:
    assert fault("rate", 0) is None and fault("rate", MOST_RATE) is None
    assert fault("sent_back", 1) is None and fault("sent_back", 1.01) is not None
    assert fault("hourly", 0) is not None


def test_settings_that_are_missing_or_wrong_keep_their_default() -> None:
    values = {
        "money.hourly": 75,
        "money.rate": -5,
        "money.fix": "7",
        "money.review": True,
        "money.brief": 45.5,
    }
    assert from_settings(values) == Assumptions(hourly=75.0, brief=45.5)
    assert from_settings({}) == Assumptions()


@pytest.mark.parametrize(("values", "middle"), [([9, 1, 5], 5), ([1, 2, 3, 10], 2.5), ([7], 7)])
def test_the_median_of_measured_runs(values: list[int], middle: float) -> None:
    assert median(values) == middle
