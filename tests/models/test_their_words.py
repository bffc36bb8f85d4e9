"""A pasted mail or chat: a remark of the one who has the card, and what it says of the work."""

from pathlib import Path

import pytest

from models import handovers
from models.board import Board
from models.cards import read_detail
from models.errors import Refused
from models.their_words import LONGEST, take_words, who_has
from tests.models import sending
from tests.models.boards import card, open_new, tables


@pytest.fixture
def board(tmp_path: Path):
    with open_new(tmp_path / "a.board") as board:
        yield board


@pytest.mark.parametrize(
    ("said", "kind", "move"),
    [("done", "review", "mine"), ("question", "handed_over", "mine"), ("not_done", "handed_over", "theirs")],
)
def test_what_it_says_and_its_undo(board: Board, said: str, kind: str, move: str) -> None:
    task = sending.given(board)
    handovers.mark_sent(board, [task], "told")
    before = tables(board)
    take_words(board, task, "  All fine\r\nMaya\0 ", said)
    detail = read_detail(board, task)
    assert detail is not None and [(c.author, c.text) for c in detail.comments] == [
        ("Maya Reyes", "All fine\nMaya")
    ]
    found = handovers.newest(board, task)
    assert found is not None and (card(board, task).kind, found.move) == (kind, move)
    board.undo()
    assert tables(board) == before


def test_done_said_twice_is_one_delivery(board: Board) -> None:
    task = sending.given(board)
    take_words(board, task, "done", "done")
    take_words(board, task, "really", "done")
    assert board.db.execute_sql("SELECT count(*) FROM run").fetchone() == (1,)


def test_a_long_text_is_kept_to_its_bounds(board: Board) -> None:
    task = sending.given(board)
    take_words(board, task, "x" * 50_000, "not_done")
    detail = read_detail(board, task)
    assert detail is not None and len(detail.comments[0].text) == LONGEST


def test_a_card_that_nobody_has_takes_no_words(board: Board) -> None:
    task = sending.given(board)
    assert who_has(board, task) == "Maya Reyes"
    handovers.take_back(board, [task])
    assert who_has(board, task) == ""
    with pytest.raises(Refused, match="Nobody has this card"):
        take_words(board, task, "done", "done")
