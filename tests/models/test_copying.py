"""Save a copy."""

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from models import stages, tasks
from models.board import Board
from models.cards import count_tasks
from models.checking import check
from models.copying import save_copy
from models.drafts import TaskDraft
from models.errors import BoardError, Refused
from models.uid import new_uid


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with Board.open(tmp_path / "a.board", create=True) as made:
        stages.found_board(made, "A")
        tasks.add_tasks(made, [TaskDraft(f"Card {n}", uid=new_uid()) for n in range(20)])
        yield made


def test_a_copy_holds_everything_also_what_was_written_a_moment_ago(board: Board, tmp_path: Path) -> None:
    tasks.add_tasks(board, [TaskDraft("Just now", uid=new_uid())])
    save_copy(board, tmp_path / "copy.board")
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.board"], "nothing beside it"
    with Board.open(tmp_path / "copy.board") as copy:
        assert count_tasks(copy) == 21 and check(copy).faults == []
        assert copy.about().uid == board.about().uid and copy.undoable() is not None
        copy.undo()
    assert count_tasks(board) == 21


def test_a_copy_is_the_owners_alone(board: Board, tmp_path: Path) -> None:
    save_copy(board, tmp_path / "copy.board")
    assert os.name == "nt" or stat.S_IMODE((tmp_path / "copy.board").stat().st_mode) == 0o600


def test_an_older_copy_is_replaced(board: Board, tmp_path: Path) -> None:
    (tmp_path / "copy.board").write_bytes(b"old" * 10_000)
    save_copy(board, tmp_path / "copy.board")
    with Board.open(tmp_path / "copy.board") as copy:
        assert count_tasks(copy) == 20


@pytest.mark.parametrize("other", ["a.board", "./a.board", "link.board"])
def test_the_board_itself_is_never_overwritten(board: Board, tmp_path: Path, other: str) -> None:
    (tmp_path / "link.board").symlink_to(board.path)
    with pytest.raises(Refused, match="open board itself"):
        save_copy(board, tmp_path / other)
    assert count_tasks(board) == 20


@pytest.mark.parametrize("target", ["missing/copy.board", "folder"])
def test_what_cannot_be_written_is_said_and_leaves_nothing(board: Board, tmp_path: Path, target: str) -> None:
    (tmp_path / "folder").mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(BoardError):
        save_copy(board, tmp_path / target)
    assert sorted(tmp_path.rglob("*")) == before


def test_from_another_thread_while_the_board_is_written(board: Board, tmp_path: Path) -> None:
    errors: list[BaseException] = []

    def copy() -> None:
        try:
            save_copy(board, tmp_path / "copy.board")
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=copy)
    thread.start()
    for number in range(10):
        tasks.add_tasks(board, [TaskDraft(f"Meanwhile {number}", uid=new_uid())])
    thread.join()
    assert errors == []
    with Board.open(tmp_path / "copy.board") as made:
        assert 20 <= count_tasks(made) <= 30 and check(made).faults == []


def test_a_board_open_for_reading_only_is_copied_too(board: Board, tmp_path: Path) -> None:
    with Board.open(board.path, read_only=True) as reading:
        save_copy(reading, tmp_path / "copy.board")
    with Board.open(tmp_path / "copy.board") as made:
        assert count_tasks(made) == 20
