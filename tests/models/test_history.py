"""What the history of a card, the undo action and the status bar say."""

import datetime as dt
from pathlib import Path

import pytest

from models.board import Board, new_uid
from models.change import Change
from models.drafts import StepDraft
from models.history import read_history
from models.importing import Report, import_drafts
from models.repeats import Repeat
from models.stages import add_stage, delete_stage, edit_stage, read_stages
from models.steps import (
    add_attachment,
    add_comment,
    add_step,
    delete_attachment,
    delete_step,
    edit_step,
    link_tasks,
    move_step,
)
from models.tasks import (
    add_tasks,
    bin_tasks,
    bulk_edit,
    edit_assistants,
    edit_tags,
    edit_task,
    empty_bin,
    end_series,
    finish_tasks,
    move_tasks,
    restore_tasks,
)
from tests.models.boards import TODAY, Clock, add, draft, open_new, order, stage_id, tables


@pytest.fixture
def board(tmp_path: Path):
    with open_new(tmp_path / "a.board") as board:
        yield board


@pytest.fixture
def task(board: Board) -> int:
    return add(board, "CRM clean-up")[0]


def newest(board: Board, task: int) -> str:
    return str(read_history(board, task)[0].sentence)


def step_of(board: Board, text: str) -> int:
    return board.db.execute_sql("SELECT id FROM step WHERE text = ?", (text,)).fetchone()[0]


def test_a_cards_life_in_words(board: Board, task: int) -> None:
    def said(function, *arguments, **fields) -> str:
        function(board, *arguments, **fields)
        return newest(board, task)

    assert newest(board, task) == "added"
    assert said(move_tasks, [task], stage_id(board, "core")) == "moved from Unsorted to Core"
    assert said(edit_task, task, title="CRM") == "renamed from “CRM clean-up” to “CRM”"
    assert said(edit_task, task, notes="n") == "notes changed"
    assert said(edit_task, task, due=TODAY) == "due 2026-11-23, before: never"
    assert said(edit_task, task, due_time="09:30") == "due at 09:30, before: never"
    assert said(edit_task, task, seconds_per_run=2700) == "minutes per run 45, before: –"
    assert said(edit_task, task, repeat=Repeat(3, "week")) == "repeats 3 a week, before: once"
    assert said(edit_task, task, repeat=Repeat(3, "month")) == "repeats 3 a month, before: 3 a week"
    assert said(edit_task, task, repeat=Repeat(1, "month")) == "repeats monthly, before: 3 a month"
    assert said(edit_task, task, repeat=None) == "repeats once, before: monthly"
    assert said(edit_task, task, verdict="delegable") == "moved from Core to To set up"
    assert said(edit_tags, [task], ["it"]) == "tagged it"
    assert said(edit_tags, [task], [], ["it"]) == "tag it taken off"
    assert said(edit_assistants, [task], ["Maya"]) == "Maya named on it"
    assert said(edit_assistants, [task], [], ["Maya"]) == "Maya no longer named on it"
    assert said(add_step, task, "export", new_uid()) == "step added: export"
    assert said(add_step, task, "merge", new_uid()) == "step added: merge"
    assert said(edit_step, step_of(board, "merge"), done=True) == "step done: merge"
    assert said(edit_step, step_of(board, "merge"), done=False) == "step open again: merge"
    assert said(move_step, step_of(board, "merge"), None) == "steps put in another order"
    assert said(delete_step, step_of(board, "merge")) == "step removed: merge"
    assert said(add_comment, task, "hm", new_uid()) == "comment: hm"
    assert said(add_attachment, task, "https://x.example", "List", new_uid()) == "link added: List"
    assert said(delete_attachment, 1) == "link removed: List"
    assert said(finish_tasks, [task], "dropped") == "moved from To set up to Done; dropped"
    assert said(move_tasks, [task], stage_id(board, "unsorted")) == "moved from Done to Unsorted"
    assert said(edit_task, task, verdict="split") == "decided: split it"
    assert said(bin_tasks, [task]) == "put into the bin"
    assert said(restore_tasks, [task]) == "taken out of the bin"
    assert said(Board.undo) == "put into the bin (undone)"
    assert said(Board.redo) == "taken out of the bin (done again)"


def test_typing_of_one_visit_is_one_line(board: Board, task: int) -> None:
    for title in ("C", "CR", "CRM"):
        edit_task(board, task, "visit 1", title=title)
    edit_task(board, task, "visit 2", title="CRM clean")
    assert [str(entry.sentence) for entry in read_history(board, task)] == [
        "renamed from “CRM” to “CRM clean”", "renamed from “CRM clean-up” to “CRM”", "added",
    ]  # fmt: skip
    board.undo()
    board.undo()
    assert board.db.execute_sql("SELECT title FROM task").fetchall() == [("CRM clean-up",)]


def test_typing_that_ends_where_it_began_is_no_change_to_undo(board: Board, task: int) -> None:
    before = board.undoable()
    edit_task(board, task, "visit", title="C")
    edit_task(board, task, "visit", title="CRM clean-up")
    assert board.undoable() == before
    edit_task(board, task, "visit", title="C")
    assert board.undoable() != before


def test_two_decisions_of_one_visit_are_two_steps(board: Board, task: int) -> None:
    states = [tables(board)]
    for verdict in ("core", "delegable", "core"):
        edit_task(board, task, "visit", verdict=verdict)
        states.append(tables(board))
    for state in reversed(states[:-1]):
        board.undo()
        assert tables(board) == state


def test_the_words_of_changes(board: Board) -> None:
    told: list[Change] = []
    board.observe(told.append)
    a, b = add(board, "a", "b")
    core, done = stage_id(board, "core"), stage_id(board, "done")
    weekly = draft("weekly", kind="core", repeat=Repeat(1, "week"), due=TODAY - dt.timedelta(7))
    pairs = [
        (lambda: move_tasks(board, [a], core), "Moved “a” to Core", "move “a”"),
        (lambda: move_tasks(board, [b, a], core), "Moved 2 cards to Core", "move 2 cards"),
        (lambda: move_tasks(board, [a], core), "Moved “a” within Core", "move “a”"),
        (lambda: edit_task(board, a, verdict="undecided"), "Decided about “a”", "decision about “a”"),
        (lambda: edit_task(board, a, title="c"), "Changed “c”", "change of “c”"),
        (lambda: bulk_edit(board, [a, b], due=TODAY), "Changed 2 cards", "change of 2 cards"),
        (lambda: add_tasks(board, [weekly]), "Added “weekly”", "add “weekly”"),
        (
            lambda: move_tasks(board, order(board, "core")[:1], done, None, TODAY),
            "“weekly” is done this time; next: 2026-11-30",
            "done this time “weekly”",
        ),
        (
            lambda: end_series(board, order(board, "core")[0]),
            "“weekly” is done and does not come back",
            "end the series “weekly”",
        ),
        (
            lambda: move_tasks(board, order(board, "done"), core),
            "“weekly” is open again, in Core",
            "reopen “weekly”",
        ),
        (lambda: finish_tasks(board, [a], "done"), "“c” is done", "done “c”"),
        (lambda: bin_tasks(board, [a, b]), "Put 2 cards into the bin", "bin 2 cards"),
        (lambda: restore_tasks(board, [a]), "“c” is back from the bin", "restore “c”"),
        (
            lambda: import_drafts(board, [draft("x")], "f.csv", Report()),
            "Imported 1 card from f.csv",
            "import of 1 card",
        ),
        (
            lambda: edit_stage(board, core, name="Mine"),
            "Changed the column Mine",
            "change of the column Mine",
        ),
        (
            lambda: add_stage(board, "More", "core", None, "u1"),
            "Added the column More",
            "add the column More",
        ),
        (
            lambda: delete_stage(board, next(s.id for s in read_stages(board) if s.name == "More")),
            "Deleted the column More",
            "delete the column More",
        ),
    ]
    for change, done_words, name in pairs:
        change()
        step = board.undoable()
        assert (str(told[-1].sentence), str(step and step.name)) == (done_words, name)
        board.undo()
        assert str(told[-1].sentence) == f"Undone: {name}"
        board.redo()
        assert str(told[-1].sentence) == f"Done again: {name}"
    empty_bin(board)
    assert str(told[-1].sentence) == "Deleted 1 card for good"


def test_a_card_from_a_file_says_so(board: Board) -> None:
    import_drafts(board, [draft("x", steps=[StepDraft("one")], tags=["t"])], "trello.json", Report())
    (task,) = order(board, "unsorted")
    assert [str(entry.sentence) for entry in read_history(board, task)] == ["imported from trello.json"]


def test_history_is_ordered_by_revision_and_told_page_by_page(board: Board, task: int) -> None:
    for title, day in zip("abcd", (9, 3, 7, 1), strict=True):
        board.now = Clock(dt.datetime(2026, 12, day))
        edit_task(board, task, title=title)
    entries = read_history(board, task)
    assert [entry.revision for entry in entries] == sorted((e.revision for e in entries), reverse=True)
    assert [entry.at.day for entry in entries[:4]] == [1, 7, 3, 9]
    page = read_history(board, task, limit=2)
    assert page == entries[:2] and read_history(board, task, 2, page[-1].revision) == entries[2:4]


def test_two_cards_hang_together_one_way_only(board: Board, task: int) -> None:
    from models.errors import Refused

    (other,) = add(board, "other")
    link_tasks(board, "blocks", task, other)
    assert newest(board, task) == "linked with another card"
    with pytest.raises(Refused):
        link_tasks(board, "blocks", other, task)
    with pytest.raises(Refused):
        link_tasks(board, "parent", task, task)


@pytest.mark.parametrize("number", [-1, 6, 7, 2**63 - 1])
def test_a_step_of_training_that_there_is_not_is_told_all_the_same(
    tmp_path: Path, board: Board, task: int, number: int
) -> None:
    """Another program wrote it."""
    from models.assistants import add_assistant
    from models.change import done_sentence
    from models.training_ops import set_training
    from tests.models.damage import raw

    add_assistant(board, "Maya", uid="u-maya")
    (who,) = board.db.execute_sql("SELECT id FROM assistant").fetchone()
    set_training(board, task, who, 2)
    board.close()
    path = tmp_path / "a.board"
    raw(path, f"UPDATE training_step SET new = {number}, old = {number}")  # noqa: S608
    with Board.open(path) as again:
        assert any(
            "…" in str(event.sentence) or "Maya" in str(event.sentence) for event in read_history(again, task)
        )
    assert str(done_sentence("level", "CRM", {"level": number, "who": "Maya"}))
