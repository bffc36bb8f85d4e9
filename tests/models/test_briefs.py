"""Briefs: what holds where nothing was said, edits as one step, versions compared and brought back."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from models import access, brief_edits, handovers
from models.board import Board, new_uid
from models.brief_compare import asks_for_a_look, compare, compare_steps, read_versions
from models.brief_edits import NewStep
from models.briefs import ASK_WHEN, authority_by_rule, read_brief, read_facts, readiness_of
from models.cards import read_detail
from models.errors import Refused
from models.hands import Terms
from models.repeats import Repeat
from models.steps import add_step, edit_step
from models.tasks import add_tasks, bin_tasks, edit_task, empty_bin
from models.triage_ops import answer
from tests.models.boards import TODAY, card, draft, faults, open_new, order, tables

WEEKLY = Repeat(1, "week")


@pytest.fixture
def board(tmp_path: Path):
    with open_new(tmp_path / "a.board") as board:
        yield board


@pytest.fixture
def task(board: Board) -> int:
    add_tasks(board, [draft("Send invoices", kind="setup")])
    return order(board, "setup")[0]


def maya(board: Board, **terms: Any) -> int:
    """An assistant with usual terms."""
    add_tasks(board, [draft("for Maya", kind="core", assistants=["Maya"])])
    (key,) = board.db.execute_sql("SELECT id FROM assistant WHERE name = 'Maya'").fetchone()
    if terms:
        from models.schema import Assistant

        with board.change("assistant", "Maya") as record:
            record.update(Assistant, key, **terms)
    return int(key)


def holds(board: Board, task: int, name: str, assistant: int | None = None) -> tuple[Any, str]:
    value = read_brief(board, task, assistant).holds[name]
    return value.value, value.source


def steps(board: Board, task: int) -> list[tuple[str, int | None, bool]]:
    detail = read_detail(board, task)
    assert detail is not None
    return [(step.text, step.seconds, step.done) for step in detail.steps]


def test_what_nobody_said_is_said_by_the_program(board: Board, task: int) -> None:
    brief = read_brief(board, task)
    assert brief.version is None and brief.who == ""
    assert holds(board, task, "authority") == (3, "default")
    assert holds(board, task, "spend_run") == (0, "default") == holds(board, task, "spend_month")
    assert holds(board, task, "ask_when") == (ASK_WHEN, "default")
    assert holds(board, task, "review") == ("all", "default")
    assert holds(board, task, "channel") == ("", "") and holds(board, task, "reply_hours") == (None, "")


def test_usual_terms_stand_in_and_own_words_stand_over_them(board: Board, task: int) -> None:
    who = maya(
        board, channel="Signal", reply_hours=4, authority=2, spend=5000, currency="PHP", ask_when="always"
    )
    assert holds(board, task, "channel") == ("", "")
    assert holds(board, task, "channel", who) == ("Signal", "usual")
    assert holds(board, task, "authority", who) == (2, "usual")
    assert holds(board, task, "spend_run", who) == (5000, "usual")
    assert holds(board, task, "spend_month", who) == (None, "")
    assert read_brief(board, task, who).currency == "PHP"
    brief_edits.edit_brief(board, task, channel="mail", authority=5, spend_run=0)
    assert holds(board, task, "channel", who) == ("mail", "own")
    assert holds(board, task, "authority", who) == (5, "own")
    assert holds(board, task, "spend_run", who) == (0, "own")
    assert holds(board, task, "ask_when", who) == ("always", "usual")


def test_the_terms_are_those_of_the_holder_else_of_the_first_name(board: Board) -> None:
    add_tasks(board, [draft("Call", kind="setup", assistants=["Ana", "Ben"])])
    (task,) = order(board, "setup")
    assert read_brief(board, task).who == "Ana"
    (ben,) = board.db.execute_sql("SELECT id FROM assistant WHERE name = 'Ben'").fetchone()
    handovers.hand_over(board, [task], Terms(ben))
    assert read_brief(board, task).who == "Ben"


@pytest.mark.parametrize(
    ("risk", "rule", "usual_holds"), [(None, 3, True), (1, 3, True), (2, 2, False), (4, 1, False)]
)
def test_what_they_may_decide_follows_how_costly_a_slip_is(
    board: Board, task: int, risk: int | None, rule: int, usual_holds: bool
) -> None:
    answer(board, task, R=risk)
    assert authority_by_rule(risk) == rule == read_brief(board, task).rule
    assert holds(board, task, "authority") == (rule, "default")
    who = maya(board, authority=4)
    assert holds(board, task, "authority", who) == ((4, "usual") if usual_holds else (rule, "default"))


def test_a_brief_begins_with_its_first_word_and_a_visit_is_one_step(board: Board, task: int) -> None:
    before = tables(board)
    for text in ("All", "All invoices", "All invoices are out"):
        brief_edits.edit_brief(board, task, visit="v", outcome=text)
    assert read_brief(board, task).own["outcome"] == "All invoices are out"
    assert [version.number for version in read_versions(board, task)] == [1]
    board.undo()
    assert tables(board) == before
    board.redo()
    assert read_brief(board, task).own["outcome"] == "All invoices are out"
    assert read_versions(board, task)[0].body["outcome"] == "All invoices are out"
    assert not faults(board)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"authority": 6}, "1 to 5"),
        ({"authority": 0}, "1 to 5"),
        ({"spend_run": -1}, "amount, or 0"),
        ({"spend_month": 10**13}, "amount, or 0"),
        ({"spend_currency": "XYZ"}, "no currency XYZ"),
        ({"reply_hours": 0}, "1 to 336"),
        ({"reply_hours": 337}, "1 to 336"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    board: Board, task: int, fields: dict[str, Any], words: str
) -> None:
    before = tables(board)
    with pytest.raises(Refused, match=words):
        brief_edits.edit_brief(board, task, **fields)
    assert words in str(brief_edits.fault(*next(iter(fields.items()))))
    assert tables(board) == before


def test_an_amount_keeps_the_currency_it_was_said_in(board: Board, task: int) -> None:
    who = maya(board, currency="PHP")
    brief_edits.edit_brief(board, task, spend_run=2000)
    assert read_brief(board, task, who).currency == "USD"
    brief_edits.edit_brief(board, task, spend_currency="eur")
    assert read_brief(board, task, who).currency == "EUR"


def test_readiness_for_many_cards_in_one_statement(board: Board) -> None:
    add_tasks(board, [draft(f"Card {n}", kind="setup", due=TODAY, done_when="x") for n in range(40)])
    ids = order(board, "setup")
    seen: list[str] = []
    execute = board.db.execute_sql
    board.db.execute_sql = lambda sql, *values: seen.append(sql) or execute(sql, *values)
    found = readiness_of(board, [*ids, 10**6])
    board.db.execute_sql = execute
    assert len(found) == 40 and len(seen) == 1
    assert {one.score for one in found.values()} == {100}


def test_a_card_tells_how_ready_its_brief_is_while_it_is_being_set_up(board: Board, task: int) -> None:
    assert card(board, task).ready == 33
    edit_task(board, task, done_when="all out", due=TODAY)
    assert card(board, task).ready == 100
    edit_task(board, task, verdict="core")
    assert card(board, task).ready is None


def test_facts_see_all_that_hangs_on_a_card(board: Board, task: int) -> None:
    add_step(board, task, "one", new_uid())
    access.add_access(board, task, "Shop", new_uid())
    brief_edits.edit_brief(board, task, no_inputs=True, they_write=True, milestone=TODAY)
    edit_task(board, task, repeat=WEEKLY, done_when="all out", sensitivity="high")
    facts = read_facts(board, [task])[task]
    assert (facts.steps, facts.access, facts.bare_access, facts.repeats) == (1, 1, 1, True)
    assert (facts.no_inputs, facts.they_write, facts.milestone, facts.sensitivity) == (
        True,
        True,
        True,
        "high",
    )
    assert facts.ask_when == ASK_WHEN.english() and facts.authority == 3 and facts.spend


def test_access_is_a_role_and_days_and_never_ends_before_it_begins(board: Board, task: int) -> None:
    with pytest.raises(Refused, match="name of a tool"):
        access.add_access(board, task, "  ", new_uid())
    access.add_access(board, task, "Shop", new_uid(), "clerk", "named account")
    (line,) = read_brief(board, task).access
    assert (line.tool, line.role, line.grant, line.granted) == ("Shop", "clerk", "named account", None)
    access.edit_access(board, line.id, granted=TODAY)
    before = tables(board)
    with pytest.raises(Refused, match="before it is granted"):
        access.edit_access(board, line.id, revoke_on=TODAY - dt.timedelta(1))
    with pytest.raises(Refused, match="name of a tool"):
        access.edit_access(board, line.id, tool="")
    assert tables(board) == before
    access.delete_access(board, line.id)
    board.undo()
    assert tables(board) == before


def test_ticking_makes_no_version_and_editing_does(board: Board, task: int) -> None:
    add_step(board, task, "one", new_uid())
    brief_edits.edit_brief(board, task, why="so that they pay")
    who = maya(board)
    handovers.hand_over(board, [task], Terms(who))
    detail = read_detail(board, task)
    assert detail is not None
    edit_step(board, detail.steps[0].id, done=True)
    assert [version.number for version in read_versions(board, task)] == [1]
    edit_step(board, detail.steps[0].id, seconds=120)
    newest, first = read_versions(board, task)
    assert (newest.number, newest.changed, newest.is_fixed) == (2, ("steps",), False)
    assert (first.number, first.is_fixed) == (1, True)


def test_a_card_given_without_a_brief_has_versions_from_then_on(board: Board, task: int) -> None:
    add_step(board, task, "one", new_uid())
    handovers.hand_over(board, [task], Terms(maya(board)))
    add_step(board, task, "two", new_uid())
    assert [version.changed for version in read_versions(board, task)] == [("steps",), ()]


def test_versions_are_compared_field_by_field_and_line_by_line(board: Board, task: int) -> None:
    add_step(board, task, "export", new_uid(), seconds=300)
    add_step(board, task, "check", new_uid())
    brief_edits.edit_brief(board, task, exceptions="a\nb\nc", no_access=True, spend_run=1250)
    old = dict(read_versions(board, task)[0].body)
    handovers.hand_over(board, [task], Terms(maya(board)))
    detail = read_detail(board, task)
    assert detail is not None
    edit_step(board, detail.steps[1].id, text="check twice")
    brief_edits.edit_brief(board, task, exceptions="a\nB\nc", no_access=False, spend_run=0)
    found = {one.field: one for one in compare(old, read_versions(board, task)[0].body)}
    assert set(found) == {"exceptions", "no_access", "spend_run", "steps"}
    assert (found["spend_run"].before, found["spend_run"].after) == ("12.50 USD", "0.00 USD")
    assert (found["no_access"].before, found["no_access"].after) == ("✓", "")
    assert [(line.how, line.text) for line in found["exceptions"].lines] == [
        ("same", "a"),
        ("out", "b"),
        ("in", "B"),
        ("same", "c"),
    ]
    assert [(line.how, line.text) for line in found["steps"].lines] == [
        ("same", "export (5 min)"),
        ("out", "check"),
        ("in", "check twice"),
    ]


def test_an_old_version_is_brought_back_as_a_new_one(board: Board, task: int) -> None:
    for text in ("one", "two", "three"):
        add_step(board, task, text, new_uid())
    access.add_access(board, task, "Shop", new_uid(), "clerk")
    brief_edits.edit_brief(board, task, why="they pay sooner", authority=2)
    edit_task(board, task, done_when="all out")
    detail = read_detail(board, task)
    assert detail is not None
    edit_step(board, detail.steps[2].id, done=True)
    handovers.hand_over(board, [task], Terms(maya(board)))
    old = read_versions(board, task)[0].body
    brief_edits.edit_brief(board, task, why="", authority=None, channel="mail")
    edit_task(board, task, done_when="nearly all", sensitivity="low")
    brief_edits.accept_steps(board, task, [NewStep("three"), NewStep("four", 60)])
    (line,) = read_brief(board, task).access
    access.delete_access(board, line.id)
    before = tables(board)
    newest = read_versions(board, task)[0].number
    brief_edits.restore_version(board, task, 1)
    version = read_versions(board, task)[0]
    assert version.number == newest + 1 and version.body == old
    assert steps(board, task) == [("one", None, False), ("two", None, False), ("three", None, True)]
    assert read_brief(board, task).own["why"] == "they pay sooner"
    assert not faults(board)
    board.undo()
    assert tables(board) == before


def test_they_write_the_steps_and_their_version_bears_their_name(board: Board, task: int) -> None:
    for text in ("Export the list", "Check it", "Old step"):
        add_step(board, task, text, new_uid())
    brief_edits.edit_brief(board, task, they_write=True)
    detail = read_detail(board, task)
    assert detail is not None
    edit_step(board, detail.steps[1].id, done=True)
    before = tables(board)
    proposed = [
        NewStep("check it", 300),
        NewStep("Export it all", 600, detail.steps[0].uid),
        NewStep(" "),
        NewStep("Send\n it"),
    ]
    lines = brief_edits.matched([(s.uid, s.text, s.seconds) for s in detail.steps], proposed)
    (shown,) = compare_steps(board, task, lines)
    assert shown.after == "check it (5 min)\nExport it all (10 min)\nSend it"
    brief_edits.accept_steps(board, task, proposed, "Maya")
    assert steps(board, task) == [
        ("check it", 300, True),
        ("Export it all", 600, False),
        ("Send it", None, False),
    ]
    newest = read_versions(board, task)[0]
    assert (newest.author, newest.number, newest.changed) == ("Maya", 2, ("they_write", "steps"))
    assert not read_brief(board, task).own["they_write"] and not faults(board)
    board.undo()
    assert tables(board) == before
    brief_edits.accept_steps(board, task, [NewStep("New")], "Maya", merge=True)
    assert [text for text, *_ in steps(board, task)] == ["New", "Export the list", "Check it", "Old step"]


def test_what_changed_for_one_who_is_not_watched_any_more_asks_for_a_look(board: Board) -> None:
    add_tasks(board, [draft("Inbox", kind="handed_over", assistants=["Maya"], repeat=WEEKLY)])
    (task,) = order(board, "handed_over")
    assert asks_for_a_look(board, task) is None
    handovers.mark_sent(board, [task], "text")
    brief_edits.edit_brief(board, task, why="so that nobody waits")
    assert asks_for_a_look(board, task) is None
    edit_task(board, task, done_when="all answered")
    assert str(asks_for_a_look(board, task)).startswith("Maya learnt it as it was")
    handovers.mark_sent(board, [task], "text")
    assert asks_for_a_look(board, task) is None
    handovers.take_back(board, [task])
    edit_task(board, task, done_when="half answered")
    assert asks_for_a_look(board, task) is None


def test_a_purged_card_takes_its_brief_along(board: Board, task: int) -> None:
    brief_edits.edit_brief(board, task, why="xyzzy")
    access.add_access(board, task, "Plugh", new_uid())
    bin_tasks(board, [task])
    empty_bin(board)
    assert tables(board)["brief"] == tables(board)["brief_version"] == tables(board)["access"] == []
    assert not faults(board)


def test_a_brief_of_a_card_that_is_gone(board: Board) -> None:
    with pytest.raises(Refused, match="no longer there"):
        read_brief(board, 10**6)
    with pytest.raises(Refused, match="no longer there"):
        brief_edits.edit_brief(board, 10**6, why="x")
