"""What only the board of version 1 has; what it shares with all: test_every_version."""

import shutil
from pathlib import Path

import pytest

from models import backups
from models.board import Board
from models.cards import read_cards, read_detail
from models.history import read_history
from models.search import find, parse_query
from models.triage_ops import answer, read_triages
from models.worth import worth_of
from tests.models.boards import TODAY, Clock, faults, raw

OLD = Path(__file__).parent.parent / "data" / "boards" / "version-1.board"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(OLD, tmp_path / "old.board"))


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every ordinary table."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    tables = [name for (name,) in raw(path, names) if not name.startswith("search_index")]
    return {
        name: raw(path, f'SELECT * FROM "{name}" ORDER BY rowid')  # noqa: S608
        for name in tables
    }


def test_the_old_file_is_kept_as_it_was(path: Path) -> None:
    before = rows(path)
    with Board.open(path):
        pass
    assert rows(backups.backups_of(path)[0].path) == before


def test_undo_and_redo_reach_back_into_the_old_version(path: Path) -> None:
    with Board.open(path, clock=Clock()) as board:
        board.redo()
        comes_back = find(board, parse_query("redo"), TODAY).ids
        assert [card.title for card in read_cards(board, comes_back).values()] == ["Comes back by redo"]
        board.redo()
        assert board.redoable() is None
        steps = 0
        while board.undoable() and steps < 30:
            board.undo()
            steps += 1
        assert steps > 10 and not faults(board)


def test_old_cards_are_read_sorted_and_measured(path: Path) -> None:
    with Board.open(path, clock=Clock()) as board:
        known = read_triages(board)
        assert len(known) > 60 and all(one.suggestion.verdict == "undecided" for one in known.values())
        task = min(known)
        answer(board, task, S=0, O=1)
        assert read_history(board, task)
        detail = read_detail(board, task)
        assert detail is not None and (detail.done_when, detail.skills, detail.sensitivity) == ("", "", "")
        # A billion seconds a run are an old file's good right.
        assert worth_of(board, today=TODAY)
        assert not faults(board)


def test_dying_half_way_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", die)
    with pytest.raises(KeyboardInterrupt):
        Board.open(path)
    monkeypatch.undo()
    assert path.read_bytes() == before
    with Board.open(path) as board:
        assert not faults(board)
