"""What handing over wins, on a board: the worked cases of the model, read from settings and tasks."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.board import Board
from models.drafts import AnswersDraft, TaskDraft
from models.errors import Refused
from models.money import training_ceiling
from models.pins import pin_task
from models.repeats import Repeat
from models.settings import write_setting, write_settings
from models.tasks import add_tasks, bin_tasks, move_tasks
from models.triage_ops import set_rough
from models.worth import TaskWorth, delegable_candidates, delegate_next, worth_of
from tests.models.boards import Clock, add, draft, open_new, order, stage_id

START = dt.date(2027, 1, 4)


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    """60 EUR an hour, 15 USD at 0.90, as in the worked cases."""
    with open_new(tmp_path / "a.board", Clock()) as board:
        write_settings(board, {"company.currency": "EUR", "money.hourly": "60", "money.rate": "15"})
        write_settings(board, {"money.rate_currency": "USD", "money.fx": "0.90"})
        yield board


def one(
    board: Board, minutes: int | None, repeat: Repeat | None, kind: str = "setup", **more: object
) -> TaskWorth:
    add_tasks(board, [task(minutes, repeat, kind, **more)])
    return worth_of(board, today=START)[order(board, kind)[0]]


def task(
    minutes: int | None, repeat: Repeat | None, kind: str = "setup", title: str = "x", **more: object
) -> TaskDraft:
    seconds = None if minutes is None else minutes * 60
    return draft(title, seconds_per_run=seconds, repeat=repeat, kind=kind, **more)


def test_scheduling_calls_taken_over_is_worth_what_the_worked_case_says(board: Board) -> None:
    write_setting(board, "money.training", training_ceiling(40))
    found = one(board, 40, Repeat(3, "week"))
    assert found.worth.won == pytest.approx(1.845)
    assert (found.worth.cost, found.worth.gross, found.worth.net) == (
        pytest.approx(34.02),
        pytest.approx(110.70),
        pytest.approx(76.68),
    )
    assert found.worth.setup_cost == pytest.approx(397.50)
    assert (found.even_time_date, found.even_money_date) == (dt.date(2027, 1, 25), dt.date(2027, 2, 10))
    assert (found.minutes, found.runs_per_week, found.estimate, found.warning) == (40, 3, "", None)


def test_while_it_is_being_learnt_it_wins_less(board: Board) -> None:
    found = one(board, 40, Repeat(3, "week"), "training")
    assert found.worth.won == pytest.approx(1.675) and found.worth.net == pytest.approx(53.93, abs=0.005)


def test_two_minutes_a_day_win_nothing_and_that_is_said(board: Board) -> None:
    found = one(board, 2, Repeat(1, "day"))
    assert found.worth.won == pytest.approx(-0.0917, abs=1e-3)
    assert "bundle it" in str(found.warning)
    assert (found.even_time_date, found.even_money_date) == (None, None)


def test_half_an_hour_a_month_is_too_rare_to_train(board: Board) -> None:
    write_setting(board, "money.training", training_ceiling(30))
    assert "too rare to train" in str(one(board, 30, Repeat(1, "month")).warning)


def test_a_one_off_has_no_break_even(board: Board) -> None:
    found = one(board, 240, None)
    assert found.runs_per_week is None and found.worth.setup == 0.5
    assert (found.even_time_date, found.even_money_date, found.warning) == (None, None, None)


def test_a_specialist_or_someone_on_site_brings_the_craft(board: Board) -> None:
    craft = AnswersDraft({"S": 0, "O": 0, "T": 0, "P": 0, "R": 0})
    assert one(board, 60, Repeat(), answers=craft).worth.setup == 0.5
    site = AnswersDraft({"S": 0, "O": 0, "T": 4, "P": 4, "R": 0}, on_site=True)
    assert one(board, 60, Repeat(), answers=site).worth.setup == 0.5
    assert one(board, 60, Repeat()).worth.setup == 3.0


def test_without_hours_there_is_no_worth_and_a_rough_week_counts_as_one_run(board: Board) -> None:
    (unknown, rough) = add(board, "unknown", "rough", kind="setup")
    set_rough(board, rough, 45)
    found = worth_of(board, today=START)
    assert unknown not in found
    assert (found[rough].minutes, found[rough].runs_per_week, found[rough].estimate) == (45, 1, "rough")


def test_without_an_hourly_value_or_an_exchange_rate_only_hours_are_told(board: Board) -> None:
    write_setting(board, "money.fx", None)
    found = one(board, 40, Repeat(3, "week"))
    assert found.worth.won > 0 and found.worth.net is None and found.even_time_date is not None
    assert delegable_candidates(board)[0].net == 0


def test_only_open_cards_out_of_the_bin_are_counted(board: Board) -> None:
    add_tasks(board, [task(30, Repeat(), kind) for kind in ("done", "core", "unsorted", "setup")])
    bin_tasks(board, order(board, "core"))
    assert set(worth_of(board, today=START)) == {*order(board, "unsorted"), *order(board, "setup")}
    assert worth_of(board, [*order(board, "unsorted"), 99], START).keys() == set(order(board, "unsorted"))


def fill(board: Board) -> dict[str, int]:
    """Four tasks to hand over, and one each of what is no candidate; keys by title."""
    add_tasks(
        board,
        [
            task(75, Repeat(4, "week"), title="Inbox"),
            task(60, Repeat(5, "week"), title="Scheduling"),
            task(60, Repeat(1, "week"), title="Expenses"),
            task(2, Repeat(1, "day"), title="Post"),
            task(None, Repeat(1, "day"), title="Nobody knows"),
            task(240, None, title="Once"),
            task(600, Repeat(), "core", title="Mine"),
            task(600, Repeat(), "unsorted", title="Not sorted"),
            task(40, Repeat(3, "week"), "handed_over", title="Given"),
        ],
    )
    titles = dict(board.db.execute_sql("SELECT title, id FROM task").fetchall())
    return titles


def test_delegate_next_ranks_fits_and_tells_the_rest(board: Board) -> None:
    tasks = fill(board)
    found = delegate_next(board, 20, today=START)
    assert [one.title for one in found.order] == ["Scheduling", "Inbox", "Expenses", "Post"]
    ratios = [one.setup / one.won for one in found.order if one.won > 0]
    assert ratios == sorted(ratios)
    # 20 h less the reserve of 15 %, less what the given task takes: 120 · 1.2 · 1.05 minutes.
    assert (found.locked, found.room) == (152, 1020 - 152)
    assert found.plan.used <= found.room and found.plan.won >= found.greedy.won
    assert {one.title for one in found.plan.chosen} == {"Inbox", "Scheduling", "Expenses"}
    assert found.without_hours == (tasks["Nobody knows"],) and found.once == (tasks["Once"],)
    assert found.won == pytest.approx(sum(one.won for one in found.order if one.won > 0) / 60)
    assert set(found.worths) == {tasks[name] for name in ("Inbox", "Scheduling", "Expenses", "Post", "Once")}


def test_pins_force_in_and_out(board: Board) -> None:
    tasks = fill(board)
    pin_task(board, tasks["Post"], "in")
    pin_task(board, tasks["Inbox"], "out")
    chosen = {one.title for one in delegate_next(board, 12, today=START).plan.chosen}
    assert "Post" in chosen and "Inbox" not in chosen
    pin_task(board, tasks["Inbox"], None)
    found = delegate_next(board, 12, today=START)
    assert found.pins == {"in": {tasks["Post"]}, "out": set()}
    assert {"Post", "Inbox"} <= {one.title for one in found.plan.chosen}


def test_a_pin_of_a_task_that_somebody_has_waits_until_it_comes_back(board: Board) -> None:
    tasks = fill(board)
    pin_task(board, tasks["Given"], "in")
    assert delegate_next(board, 12, today=START).pins == {"in": set(), "out": set()}
    move_tasks(board, [tasks["Given"]], stage_id(board, "setup"))
    found = delegate_next(board, 0, today=START)
    assert [one.title for one in found.plan.chosen] == ["Given"]


def test_with_few_hours_nothing_fits_and_with_impossible_ones_a_sentence_says_so(board: Board) -> None:
    fill(board)
    assert delegate_next(board, 0, today=START).plan.chosen == ()
    for hours in (-1, 10**9, float("nan")):
        with pytest.raises(Refused, match="Hours a week must lie between 0 and 168"):
            delegate_next(board, hours)


def test_an_empty_board_has_nothing_to_hand_over(board: Board) -> None:
    found = delegate_next(board, 10)
    assert (found.order, found.plan.chosen, found.won, worth_of(board)) == ((), (), 0, {})
