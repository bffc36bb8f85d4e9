"""The sample board as a file."""

import datetime as dt
import threading
from pathlib import Path

import pytest

from models import tasks
from models.board import Board
from models.cards import count_tasks, read_cards, read_order
from models.founding import open_sample
from models.stages import read_stages

MONDAY = dt.date(2026, 11, 23)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sample.board"


def due_days(board: Board) -> set[dt.date]:
    ids = [task for stage in read_stages(board) for task in read_order(board, stage.id)[0]]
    return {card.due for card in read_cards(board, ids).values() if card.due}


def first(board: Board) -> int:
    return read_order(board, read_stages(board)[0].id)[0][0]


def test_it_is_full_and_the_owner_has_done_nothing_yet(path: Path) -> None:
    with open_sample(path, MONDAY) as board:
        assert count_tasks(board) > 20 and not board.read_only
        assert board.undoable() is None, "the owner's undo does not reach into the sample"
        assert read_stages(board)[0].name == "Unsorted"


def test_columns_are_named_in_the_owners_language(path: Path) -> None:
    kinds = ("unsorted", "core", "setup", "training", "handed_over", "review", "done")
    with open_sample(path, MONDAY, {kind: kind.upper() for kind in kinds}) as board:
        assert [stage.name for stage in read_stages(board)] == [kind.upper() for kind in kinds]


def test_untouched_it_is_made_anew_around_today(path: Path) -> None:
    with open_sample(path, MONDAY) as board:
        uid, before = board.about().uid, due_days(board)
    with open_sample(path, MONDAY + dt.timedelta(days=70)) as board:
        assert board.about().uid != uid
        assert min(due_days(board)) > min(before)


def test_touched_it_stays_as_the_owner_left_it(path: Path) -> None:
    with open_sample(path, MONDAY) as board:
        tasks.edit_task(board, first(board), title="Mine")
        task = first(board)
    with open_sample(path, MONDAY + dt.timedelta(days=70)) as board:
        assert read_cards(board, [task])[task].title == "Mine"
        assert board.undoable() is not None


def test_open_elsewhere_it_is_shown_for_reading_and_not_remade(path: Path) -> None:
    with open_sample(path, MONDAY) as board, open_sample(path, MONDAY + dt.timedelta(days=70)) as second:
        assert second.read_only and second.about().uid == board.about().uid
        tasks.edit_task(board, first(board), title="Still writing")


def test_any_thread_may_write_first(path: Path) -> None:
    with open_sample(path, MONDAY) as board:
        errors: list[BaseException] = []

        def write() -> None:
            try:
                tasks.edit_task(board, first(board), title="From the store thread")
            except BaseException as error:
                errors.append(error)
            finally:
                board.close_writer()
                board.release_thread()

        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        assert errors == []
