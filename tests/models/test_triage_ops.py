"""Answers, decisions and splits on a real board."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.board import Board, new_uid
from models.cards import read_detail
from models.catalogue import read_catalogue
from models.drafts import AnswersDraft, StepDraft
from models.errors import Refused
from models.history import read_history
from models.repeats import Repeat, seconds_per_week
from models.search import find, parse_query
from models.settings import write_setting
from models.tasks import add_tasks, bin_tasks, bulk_edit, edit_task, empty_bin, move_tasks
from models.triage_ops import (
    agreement,
    answer,
    automate,
    decide,
    drop,
    note_decision,
    read_triage,
    set_rough,
    split,
    split_titles,
    take_catalogue,
)
from tests.models.boards import (
    TODAY,
    Clock,
    add,
    card,
    draft,
    faults,
    open_new,
    order,
    stage_id,
    tables,
    titles,
)


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with open_new(tmp_path / "a.board", Clock()) as board:
        yield board


def stored(board: Board, task: int) -> dict[str, Any]:
    cursor = board.db.execute_sql("SELECT * FROM triage WHERE task_id = ?", (task,))
    names = [column[0] for column in cursor.description]
    return dict(zip(names, cursor.fetchone(), strict=True))


def test_a_card_nobody_was_asked_about_has_no_answers_and_no_row(board: Board) -> None:
    (task,) = add(board, "Tidy up")
    found = read_triage(board, task)
    assert set(found.answers.values()) == {None}
    assert (found.suggestion.verdict, found.decided, found.agreed, found.note) == (
        "undecided",
        None,
        None,
        "",
    )
    assert tables(board)["triage"] == []


def test_answers_suggest_and_never_decide(board: Board) -> None:
    (task,) = add(board, "Inbox")
    for letter, value in zip("SOTPRE", (0, 1, 3, 1, 1, 0), strict=True):
        answer(board, task, **{letter: value})
    found = read_triage(board, task)
    assert found.suggestion.verdict == "delegable" and found.decided is None
    assert titles(board, "unsorted") == ["Inbox"] and card(board, task).verdict == "undecided"
    row = stored(board, task)
    assert (row["score"], row["suggested"], row["route"]) == (
        found.suggestion.score,
        "delegable",
        "assistant",
    )


def test_one_answer_is_one_undo_step(board: Board) -> None:
    (task,) = add(board, "Inbox")
    answer(board, task, S=3)
    answer(board, task, S=1)
    answer(board, task, gates=["keys", "binding"], on_site=True)
    found = read_triage(board, task)
    assert (found.gates, found.on_site) == ({"binding", "keys"}, True)
    assert stored(board, task)["gates"] == "binding,keys"
    assert found.suggestion.why == "gate:binding"
    board.undo()
    assert read_triage(board, task).gates == frozenset()
    board.undo()
    assert read_triage(board, task).answers["S"] == 3
    board.undo()
    assert tables(board)["triage"] == []
    board.redo()
    assert read_triage(board, task).answers["S"] == 3


def test_an_answer_given_twice_leaves_no_trace(board: Board) -> None:
    (task,) = add(board, "Inbox")
    answer(board, task, S=3)
    before = board.revision
    answer(board, task, S=3)
    assert board.revision == before


@pytest.mark.parametrize(
    "wrong", [{"S": 5}, {"O": -1}, {"T": 2.5}, {"P": "3"}, {"R": True}, {"gates": ["x"]}]
)
def test_what_is_no_answer_is_refused_in_words_and_changes_nothing(
    board: Board, wrong: dict[str, Any]
) -> None:
    (task,) = add(board, "Inbox")
    before = tables(board)
    with pytest.raises(Refused) as caught:
        answer(board, task, **wrong)
    assert str(caught.value).endswith(".")
    assert tables(board) == before


def test_more_hours_suggest_anew_in_the_same_step(board: Board) -> None:
    (task,) = add(board, "Inbox")
    answer(board, task, S=2, O=2, T=2, P=2, R=2)
    before = stored(board, task)["score"]
    edit_task(board, task, seconds_per_run=3600, repeat=Repeat(1, "day"))
    assert read_triage(board, task).answers["V"] == 4
    assert stored(board, task)["score"] == before + 500 == read_triage(board, task).suggestion.score
    bulk_edit(board, [task], seconds_per_run=60)
    assert stored(board, task)["score"] == before - 500
    board.undo()
    board.undo()
    assert stored(board, task)["score"] == before
    assert stored(board, task)["decided"] is None


def test_weights_suggest_anew_for_the_whole_board(board: Board) -> None:
    tasks = add(board, "a", "b")
    for task in tasks:
        answer(board, task, S=0, O=0, T=4, P=0, R=0, E=4)
    write_setting(board, "sort.weights", {"S": 0, "O": 0, "T": 0, "P": 0, "V": 0, "R": 0, "E": 100})
    for task in tasks:
        assert stored(board, task)["score"] == 0 == read_triage(board, task).suggestion.score
    board.undo()
    assert stored(board, tasks[0])["score"] == read_triage(board, tasks[0]).suggestion.score == 9_000


def test_a_decision_moves_the_card_and_is_kept_with_date_and_note(board: Board) -> None:
    (task,) = add(board, "Inbox")
    decide(board, task, "delegable", note=" Maya knows it ")
    found = read_triage(board, task)
    assert titles(board, "setup") == ["Inbox"]
    assert (found.decided, found.agreed, found.note) == ("delegable", None, "Maya knows it")
    assert found.decided_at is not None and found.decided_at.date() == TODAY
    answer(board, task, S=4, O=4, T=0, P=4, R=4)
    assert read_triage(board, task).suggestion.verdict == "core"
    assert titles(board, "setup") == ["Inbox"] and read_triage(board, task).decided == "delegable"
    decide(board, task, "undecided")
    assert titles(board, "unsorted") == ["Inbox"] and read_triage(board, task).decided is None


def test_agreeing_counts_only_with_a_suggestion_on_screen(board: Board) -> None:
    a, b, c, d = add(board, "a", "b", "c", "d")
    for task in (a, b, c):
        answer(board, task, S=0, O=0, T=4, P=0, R=0)
    decide(board, a, "delegable", seen=True)
    decide(board, b, "core", seen=True)
    decide(board, c, "delegable")
    decide(board, d, "core", seen=True)
    assert agreement(board) == (1, 2)
    decide(board, b, "delegable", seen=True)
    assert agreement(board) == (2, 2)
    board.undo()
    assert agreement(board) == (1, 2)


def test_a_drag_decides_too_but_agrees_with_nothing(board: Board) -> None:
    (task,) = add(board, "Inbox")
    answer(board, task, S=0, O=0, T=4, P=0, R=0)
    decide(board, task, "delegable", seen=True)
    move_tasks(board, [task], stage_id(board, "core"), None, TODAY)
    found = read_triage(board, task)
    assert (found.decided, found.agreed) == ("core", None)
    board.undo()
    assert (read_triage(board, task).decided, read_triage(board, task).agreed) == ("delegable", True)
    edit_task(board, task, verdict="core")
    assert read_triage(board, task).decided == "core"
    move_tasks(board, [task], stage_id(board, "unsorted"), None, TODAY)
    assert read_triage(board, task).decided is None


def test_typing_a_note_is_one_step(board: Board) -> None:
    (task,) = add(board, "Inbox")
    decide(board, task, "core")
    for text in ("M", "Ma", "Mine"):
        note_decision(board, task, text, visit="v")
    board.undo()
    assert read_triage(board, task).note == "" and read_triage(board, task).decided == "core"


def test_a_split_makes_two_linked_cards_in_one_step(board: Board) -> None:
    add_tasks(
        board,
        [
            draft(
                "Newsletter",
                notes="In my voice",
                tags=["marketing"],
                due=TODAY,
                due_time="09:00",
                steps=[StepDraft("Collect"), StepDraft("Write", True)],
                repeat=Repeat(1, "month"),
                seconds_per_run=5400,
                answers=AnswersDraft({"S": 2, "O": 2, "T": 2, "P": 2, "R": 1}),
            )
        ],
    )
    (task,) = order(board, "unsorted")
    before = tables(board)
    mine, give = split_titles("Newsletter")
    split(board, task, mine, give, (new_uid(),), seen=True)
    (kept,) = order(board, "core")
    assert titles(board, "core") == ["Newsletter: my part"] and titles(board, "setup") == [
        "Newsletter: to give"
    ]
    mine_card, give_card = read_detail(board, kept), read_detail(board, task)
    assert mine_card and give_card
    for one in (mine_card, give_card):
        assert (one.notes, one.card.tags, one.card.due, one.card.due_time) == (
            "In my voice",
            ("marketing",),
            TODAY,
            "09:00",
        )
    assert (mine_card.steps, mine_card.card.repeat, mine_card.card.seconds_per_run) == ((), None, None)
    assert [step.text for step in give_card.steps] == ["Collect", "Write"]
    assert (give_card.card.repeat, give_card.card.seconds_per_run) == (Repeat(1, "month"), 5400)
    assert [(link.kind, link.direction, link.task_id) for link in mine_card.links] == [
        ("split_of", "to", task)
    ]
    assert (read_triage(board, task).decided, agreement(board)) == ("split", (1, 1))
    board.undo()
    assert tables(board) == before
    board.redo()
    assert titles(board, "core") == ["Newsletter: my part"] and not faults(board)


@pytest.mark.parametrize("title", ["", "  ", '=HYPERLINK("x")', "@SUM(A1)"])
def test_a_split_needs_two_titles_that_are_words(board: Board, title: str) -> None:
    (task,) = add(board, "Newsletter")
    before = tables(board)
    with pytest.raises(Refused):
        split(board, task, "mine", title, (new_uid(),))
    assert tables(board) == before


def test_a_card_that_is_done_is_not_split(board: Board) -> None:
    (task,) = add(board, "Newsletter", kind="done")
    with pytest.raises(Refused, match="Open it again"):
        split(board, task, "a", "b", (new_uid(),))


def test_dropping_and_automating_end_in_done_with_their_outcome(board: Board) -> None:
    a, b = add(board, "a", "b")
    drop(board, a)
    automate(board, [b])
    assert {card(board, task).title: card(board, task).outcome for task in (a, b)} == {
        "a": "dropped",
        "b": "automated",
    }
    assert (read_triage(board, a).decided, read_triage(board, b).decided) == ("dropped", "automated")
    assert find(board, parse_query("is:dropped"), TODAY).ids == {a}
    assert agreement(board) == (0, 0)
    board.undo()
    board.undo()
    assert set(titles(board, "unsorted")) == {"a", "b"}


def test_a_rough_guess_counts_until_minutes_replace_it(board: Board) -> None:
    (task,) = add(board, "Post")
    answer(board, task, S=0, O=0)
    set_rough(board, task, 45)
    found = card(board, task)
    assert (found.seconds_per_run, found.seconds_per_week, found.estimate) == (None, 2700, "rough")
    assert read_triage(board, task).answers["V"] == 2
    edit_task(board, task, due=TODAY, repeat=Repeat(1, "day"))
    assert card(board, task).seconds_per_week == 2700
    assert find(board, parse_query("is:rough"), TODAY).ids == {task}
    edit_task(board, task, seconds_per_run=600)
    found = card(board, task)
    assert (found.seconds_per_week, found.estimate) == (seconds_per_week(600, Repeat(1, "day")), "")
    board.undo()
    assert card(board, task).estimate == "rough"


@pytest.mark.parametrize("minutes", [0, -5, 10**9, float("nan"), float("inf")])
def test_a_guess_that_no_week_holds_is_refused(board: Board, minutes: float) -> None:
    (task,) = add(board, "Post")
    with pytest.raises(Refused, match="Minutes a week must lie between 1 and 10,080"):
        set_rough(board, task, minutes)
    assert card(board, task).seconds_per_week is None


def test_the_catalogue_fills_what_is_empty_and_marks_it_rough(board: Board) -> None:
    known = next(one for one in read_catalogue() if one.title == "Expense report")
    full, empty = add(board, "a", "b")
    edit_task(board, full, seconds_per_run=600, repeat=Repeat(1, "month"), skills="care", done_when="ok")
    for task in (full, empty):
        take_catalogue(board, task, known.n)
    one, other = read_detail(board, full), read_detail(board, empty)
    assert one and other
    assert (one.card.seconds_per_run, one.card.repeat, one.card.estimate) == (600, Repeat(1, "month"), "")
    assert (one.skills, one.done_when, one.sensitivity) == ("care", "ok", "medium")
    assert (other.card.seconds_per_run, other.card.repeat, other.card.estimate) == (1200, Repeat(), "rough")
    assert (other.skills, other.done_when) == ("spreadsheets", known.done_when)
    assert find(board, parse_query("receipt"), TODAY).ids == {empty}
    board.undo()
    assert card(board, empty).seconds_per_run is None


def test_history_tells_of_answers_and_decisions(board: Board) -> None:
    (task,) = add(board, "Inbox")
    answer(board, task, S=3)
    answer(board, task, gates=["people"], on_site=True)
    answer(board, task, S=0, O=0, T=4, P=0, R=0, gates=[], on_site=False)
    decide(board, task, "delegable", seen=True, note="ok")
    set_rough(board, task, 22)
    edit_task(board, task, skills="calm", sensitivity="high", done_when="done")
    told = [str(entry.sentence) for entry in read_history(board, task)]
    assert told[-2] == "what customers choose you for: 3, before: –"
    assert told[-3] == "why it must stay with you changed; must be done on site"
    assert told[-5].startswith("moved from Unsorted to To set up; as suggested")
    assert told[-6] == "hours guessed"
    assert told[0] == "what done means changed; skills needed: calm, before: –; how private: high, before: –"


def test_purging_a_card_takes_its_answers_along(board: Board) -> None:
    (task,) = add(board, "Inbox")
    decide(board, task, "core", note="a secret reason")
    bin_tasks(board, [task])
    empty_bin(board)
    assert tables(board)["triage"] == [] and not faults(board)
    assert "secret reason" not in str(board.db.execute_sql("SELECT image FROM journal_row").fetchall())
