"""What an import would bring, without bringing it."""

import json
from datetime import date
from pathlib import Path

import pytest

from models import importers
from models.board import Board
from models.errors import Cancelled
from models.import_preview import FIRST_CARDS, Looked, look_through
from models.importers.base import Pasted
from models.importing import Report, import_drafts
from models.sample import fill_sample


@pytest.fixture
def board(tmp_path: Path):
    with Board.open(tmp_path / "a.board", create=True) as board:
        fill_sample(board, date(2026, 11, 23))
        yield board


def trello(count: int) -> Pasted:
    cards = [{"id": f"c{n}", "name": f"Card {n}", "idList": "l"} for n in range(count)]
    return Pasted(json.dumps({"name": "B", "lists": [{"id": "l", "name": "Ideas"}], "cards": cards}))


def look(board: Board, source: Pasted) -> Looked:
    with importers.detect(source).open(source) as reading:
        return look_through(board, reading)


def bring(board: Board, source: Pasted) -> Report:
    report = Report()
    with importers.detect(source).open(source) as reading:
        import_drafts(board, reading.drafts(), reading.name, report)
    return report


def test_it_counts_what_would_be_added_and_changes_nothing(board: Board) -> None:
    before = board.revision
    looked = look(board, trello(1_203))
    assert (looked.count, looked.known, looked.new) == (1_203, 0, 1_203)
    assert [draft.title for draft in looked.first] == [f"Card {n}" for n in range(FIRST_CARDS)]
    assert board.revision == before


def test_what_came_earlier_is_known_and_the_count_is_what_an_import_adds(board: Board) -> None:
    bring(board, trello(700))
    looked = look(board, trello(1_000))
    assert (looked.known, looked.new) == (700, 300)
    assert bring(board, trello(1_000)).added == looked.new


def test_it_stops_when_asked(board: Board) -> None:
    source = trello(1_000)
    with importers.detect(source).open(source) as reading, pytest.raises(Cancelled):
        look_through(board, reading, cancelled=lambda: True)
