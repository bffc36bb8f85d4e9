"""What may come into the sorting of a board: bad input, any order of answers, drafts from outside."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.board import Board
from models.drafts import AnswersDraft
from models.errors import Refused
from models.repeats import Repeat
from models.search import find, parse_query
from models.tasks import add_tasks, bulk_edit, edit_task, finish_tasks
from models.triage import ASKED, GATES, suggest
from models.triage_ops import answer, read_triage, read_triages
from tests.models.boards import TODAY, Clock, add, card, draft, open_new, order, tables, titles


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with open_new(tmp_path / "a.board", Clock()) as board:
        yield board


def stored(board: Board, task: int) -> tuple[Any, ...]:
    """Score and suggestion as the file has them."""
    found = board.db.execute_sql("SELECT score, suggested FROM triage WHERE task_id = ?", (task,)).fetchone()
    return tuple(found or ())


@pytest.mark.parametrize("minutes", [10**9 * 60, -60])
def test_minutes_that_no_run_takes_are_refused(board: Board, minutes: int) -> None:
    (task,) = add(board, "Inbox")
    before = tables(board)
    for change in (
        lambda: edit_task(board, task, seconds_per_run=minutes),
        lambda: bulk_edit(board, [task], seconds_per_run=minutes),
    ):
        with pytest.raises(Refused, match="Minutes per run must lie between 0 and 20,160"):
            change()
    assert tables(board) == before


@pytest.mark.parametrize("title", ['=HYPERLINK("http://x")', "=1+1", "@SUM(A1)", "+A1+B2", "-cmd(1)", "＝1"])
def test_a_formula_is_no_title(board: Board, title: str) -> None:
    (task,) = add(board, "Inbox")
    with pytest.raises(Refused, match="A title cannot be a formula"):
        edit_task(board, task, title=title)
    assert titles(board, "unsorted") == ["Inbox"]


@pytest.mark.parametrize(
    "title", ["- buy milk", "+1 call", "@home: sort", "-50 % sale", "A = B", "+49 30 123"]
)
def test_words_that_only_begin_like_one_are_taken(board: Board, title: str) -> None:
    (task,) = add(board, "Inbox")
    edit_task(board, task, title=title)
    assert titles(board, "unsorted") == [title]


answers = st.dictionaries(st.sampled_from(ASKED), st.integers(0, 4))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    given_answers=answers,
    gates=st.sets(st.sampled_from(GATES)),
    minutes=st.none() | st.integers(0, 600),
    data=st.data(),
)
def test_what_is_stored_is_what_the_rules_say_in_any_order(
    board: Board, given_answers: dict[str, int], gates: set[str], minutes: int | None, data: st.DataObject
) -> None:
    (task,) = add(board, "x")
    steps: list[Any] = [lambda k=k, v=v: answer(board, task, **{k: v}) for k, v in given_answers.items()]
    steps.append(lambda: answer(board, task, gates=gates))
    if minutes is not None:
        steps.append(lambda: edit_task(board, task, seconds_per_run=minutes * 60, repeat=Repeat(1, "week")))
    for step in data.draw(st.permutations(steps)):
        step()
    found = read_triage(board, task)
    volume = (
        None
        if minutes is None
        else sum(Fraction(minutes, 60) >= x for x in (Fraction(1, 4), Fraction(1, 2), 1, 2))
    )
    wanted = suggest(dict.fromkeys(ASKED) | given_answers | {"V": volume}, gates)
    assert found.suggestion == wanted
    row = stored(board, task)
    if row and (given_answers or gates):
        assert row[0] == wanted.score and row[1] == (
            None if wanted.verdict == "undecided" else wanted.verdict
        )
    if given_answers.get("S", 0) >= 3 or given_answers.get("R") == 4:
        assert wanted.verdict != "delegable"
    assert read_triages(board, [task]) == {task: found}


def test_drafts_with_answers_come_in_with_their_suggestion(board: Board) -> None:
    drafts = [
        draft(
            "a", answers=AnswersDraft({"S": 0, "O": 0, "T": 4, "P": 0, "R": 0, "E": 9}, ("keys", "x"), True)
        ),
        draft("b", answers=AnswersDraft({"S": 1})),
        draft("c", estimate="rough", seconds_per_week=480, sensitivity="high", skills="x\0y"),
        draft("d", estimate="nonsense", sensitivity="very"),
    ]
    add_tasks(board, drafts)
    a, b, c, d = order(board, "unsorted")
    assert read_triage(board, a).gates == {"keys"} and read_triage(board, a).answers["E"] is None
    assert stored(board, a)[1] == "core" and stored(board, b)[1] is None
    assert (card(board, c).seconds_per_week, card(board, c).estimate, card(board, d).estimate) == (
        480,
        "rough",
        "",
    )
    assert find(board, parse_query("sensitivity:high"), TODAY).ids == {c}
    assert find(board, parse_query("skill:xy"), TODAY).ids == {c}
    board.undo()
    assert tables(board)["triage"] == [] and tables(board)["task"] == []


def test_finished_cards_keep_their_answers(board: Board) -> None:
    (task,) = add(board, "x")
    answer(board, task, S=1)
    finish_tasks(board, [task], "done")
    assert read_triage(board, task).answers["S"] == 1
