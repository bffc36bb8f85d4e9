"""The store: one writing thread, answers in order, marks for what waits, a clean end."""

import gc
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models import stages, tasks
from models.board import Board
from models.cards import read_cards, read_order
from models.change import Change
from models.drafts import TaskDraft
from models.errors import BoardError, ReadOnly, Refused
from models.uid import new_uid
from models.words import say
from ui.store import Store, redo, undo


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.board"
    with Board.open(made, create=True) as board:
        stages.found_board(board, "A")
        tasks.add_tasks(board, [TaskDraft(f"Card {n}", uid=new_uid()) for n in range(3)])
    return made


@pytest.fixture
def store(path: Path, qtbot: QtBot) -> Iterator[Store]:
    made = Store(Board.open(path))
    yield made
    made.close()


def ids(store: Store) -> list[int]:
    return read_order(store.board, stages.first_stage(store.board, "unsorted").id)[0]


def title(store: Store, task: int) -> str:
    return read_cards(store.board, [task])[task].title


def wait(qtbot: QtBot, store: Store) -> None:
    with qtbot.waitSignal(store.submit(lambda board: None).done):
        pass


def test_work_is_done_on_one_thread_of_its_own_in_the_order_it_came(qtbot: QtBot, store: Store) -> None:
    threads: list[int] = []
    order: list[int] = []

    def work(board: Board, number: int) -> None:
        threads.append(threading.get_ident())
        order.append(number)

    for number in range(20):
        store.submit(work, number)
    wait(qtbot, store)
    assert order == list(range(20))
    assert len(set(threads)) == 1 and threads[0] != threading.get_ident()


def test_a_change_is_told_after_the_commit_in_the_gui_thread_before_the_ticket(
    qtbot: QtBot, store: Store
) -> None:
    task = ids(store)[0]
    heard: list[tuple[str, int, str]] = []

    def on_changed(change: Change) -> None:
        heard.append(("changed", threading.get_ident(), title(store, task)))
        assert change.tasks == {task} and change.action == "edit"

    store.changed.connect(on_changed)
    ticket = store.submit(tasks.edit_task, task, title="New")
    ticket.done.connect(lambda error: heard.append(("done", threading.get_ident(), str(error))))
    with qtbot.waitSignal(ticket.done):
        pass
    me = threading.get_ident()
    assert heard == [("changed", me, "New"), ("done", me, "None")]


def test_cards_are_marked_until_the_answer(qtbot: QtBot, store: Store) -> None:
    task, other = ids(store)[:2]
    marks: list[tuple[frozenset[int], bool]] = []
    store.pending_changed.connect(lambda changed: marks.append((changed, store.is_pending(task))))
    store.submit(tasks.edit_task, task, title="1", pending=[task])
    store.submit(tasks.edit_task, task, title="2", pending=[task])
    assert store.is_pending(task) and not store.is_pending(other) and store.is_busy
    wait(qtbot, store)
    qtbot.waitUntil(lambda: not store.is_busy)
    assert not store.is_pending(task)
    assert marks == [(frozenset({task}), True)] * 3 + [(frozenset({task}), False)]


def test_a_refusal_comes_back_as_one_error_and_the_next_work_goes_on(qtbot: QtBot, store: Store) -> None:
    refused: list[BoardError] = []
    answers: list[object] = []
    store.refused.connect(refused.append)

    def refuse(board: Board) -> None:
        with board.change("edit") as record:
            del record
            raise Refused(say("No {what}.", what="way"))

    revision = store.board.revision
    task = ids(store)[0]
    store.submit(refuse, pending=[task]).done.connect(answers.append)
    store.submit(tasks.edit_task, task, title="Goes on")
    wait(qtbot, store)
    assert [error.sentence.english() for error in refused] == ["No way."] and answers == refused
    assert title(store, task) == "Goes on" and not store.is_pending(task)
    assert store.board.revision == revision + 1


def test_a_bug_is_told_as_a_crash_with_its_trace_and_changes_nothing(qtbot: QtBot, store: Store) -> None:
    crashes: list[BaseException] = []
    store.crashed.connect(crashes.append)
    store.refused.connect(lambda _: pytest.fail("a bug is no refusal"))

    def broken(board: Board, task: int) -> None:
        with board.change("edit") as record:
            from models.schema import Task

            record.update(Task, task, title="Half")
            raise ZeroDivisionError

    task = ids(store)[0]
    store.submit(broken, task)
    wait(qtbot, store)
    assert isinstance(crashes[0], ZeroDivisionError) and crashes[0].__traceback__ is not None
    assert title(store, task) != "Half"


def test_undo_and_redo_are_work_like_any_other(qtbot: QtBot, store: Store) -> None:
    task = ids(store)[0]
    before = title(store, task)
    store.submit(tasks.edit_task, task, title="New")
    store.submit(undo)
    wait(qtbot, store)
    assert title(store, task) == before
    store.submit(redo)
    wait(qtbot, store)
    assert title(store, task) == "New"
    refused: list[BoardError] = []
    store.refused.connect(refused.append)
    store.submit(redo)
    wait(qtbot, store)
    assert len(refused) == 1


def test_closing_finishes_what_was_submitted_and_leaves_one_file(qtbot: QtBot, path: Path) -> None:
    store = Store(Board.open(path))
    task = ids(store)[0]
    for number in range(50):
        store.submit(tasks.edit_task, task, title=f"Number {number}")
    store.close()
    assert not list(path.parent.glob("*-wal"))
    with Board.open(path) as board:
        assert read_cards(board, [task])[task].title == "Number 49"


def test_after_the_end_nothing_is_told_and_work_is_refused(qtbot: QtBot, path: Path) -> None:
    store = Store(Board.open(path))
    task = ids(store)[0]
    store.changed.connect(lambda _: pytest.fail("told after the end"))
    store.submit(tasks.edit_task, task, title="Saved")
    store.close()
    ticket = store.submit(tasks.edit_task, task, title="Never")
    with qtbot.waitSignal(ticket.done) as answer:
        pass
    assert isinstance(answer.args[0], ReadOnly)
    store.close()
    assert not list(path.parent.glob("*-wal"))
    with Board.open(path) as board:
        assert read_cards(board, [task])[task].title == "Saved"


@pytest.mark.parametrize("is_refused", [False, True])
def test_a_store_that_was_given_up_stays_and_its_answer_goes_nowhere(
    qtbot: QtBot, path: Path, is_refused: bool
) -> None:
    store = Store(Board.open(path))
    is_reached, may_go = threading.Event(), threading.Event()
    heard: list[object] = []

    def hang(board: Board) -> None:
        is_reached.set()
        may_go.wait(20)
        if is_refused:
            raise Refused(say("Too late."))

    store.submit(hang).done.connect(heard.append)
    store.refused.connect(heard.append)
    assert is_reached.wait(20)
    thread, board, gone = store._thread, store.board, weakref.ref(store)
    assert thread is not None and not store.close(0.01)
    del store
    gc.collect()
    may_go.set()
    thread.join(20)
    QApplication.processEvents()
    assert gone() is not None, "its own thread must not be the last to let go of it"
    assert heard == []
    board.close()


def test_a_reading_store_refuses_in_words_and_follows_the_writing_one(
    qtbot: QtBot, path: Path, store: Store
) -> None:
    reading = Store(Board.open(path, read_only=True))
    try:
        with qtbot.waitSignal(reading.submit(tasks.edit_task, ids(store)[0], title="No").done) as answer:
            pass
        assert isinstance(answer.args[0], ReadOnly)
        store.submit(tasks.edit_task, ids(store)[0], title="Followed")
        with qtbot.waitSignal(reading.changed, timeout=10_000) as told:
            pass
        assert told.args[0].tasks == {ids(store)[0]}
        assert title(reading, ids(store)[0]) == "Followed"
    finally:
        reading.close()
