"""Ending an engagement: what is to be taken back, one step that does it, and its undo."""

import datetime as dt
from pathlib import Path

import pytest

from models import handovers
from models.assistant_deputies import set_deputies
from models.assistant_end import bring_back, end_engagement, end_preview
from models.assistants import add_assistant, assistant_of, id_of_assistant, read_assistants
from models.board import Board
from models.errors import Refused
from models.hands import Terms
from models.repeats import Repeat
from models.schema_handover import Access, Packet
from models.tasks import add_tasks, bin_tasks, restore_tasks
from models.uid import new_uid
from tests.models.boards import TODAY, card, draft, faults, open_new, order, tables

WEEKLY = Repeat(1, "week")
LAST = dt.date(2026, 11, 30)


@pytest.fixture
def board(tmp_path: Path):
    with open_new(tmp_path / "a.board") as board:
        yield board
        assert not faults(board)


def person(board: Board, name: str) -> int:
    add_assistant(board, name, "Manila", f"uid-{name}")
    found = id_of_assistant(board, f"uid-{name}")
    assert found is not None
    return found


def with_work(board: Board, who: int) -> list[int]:
    """Two cards in their hands and one that waits for a look; rights in tools, and what was sent."""
    drafts = [draft(title, kind="setup", repeat=WEEKLY, due=TODAY) for title in ("Calls", "Inbox", "Bills")]
    add_tasks(board, drafts)
    ids = order(board, "setup")
    handovers.hand_over(
        board, ids, Terms(who, authority=4, next_check=LAST, until=LAST, engagement="limited")
    )
    handovers.mark_sent(board, ids[:1], "mail")
    handovers.deliver(board, ids[2:])
    with board.change("access", "Calls") as record:
        for tool, fields in (
            ("Shop", {"assistant": who, "granted": TODAY}),
            ("Calendar", {"granted": TODAY, "revoke_on": dt.date(2027, 5, 1)}),
            ("Never granted", {"assistant": who}),
            ("Revoked", {"assistant": who, "granted": TODAY, "revoked": TODAY}),
        ):
            record.insert(Access, uid=new_uid(), task=ids[0], tool=tool, role="editor", **fields)
        row = {"task": ids[1], "assistant": who, "handover": "h", "token": "t", "made": record.moment}
        record.insert(Packet, uid=new_uid(), version=2, **row)
    return ids


def test_what_is_to_be_taken_back_is_listed(board: Board) -> None:
    maya, james = person(board, "Maya"), person(board, "James")
    set_deputies(board, maya, [james])
    ids = with_work(board, maya)
    found = end_preview(board, maya)
    assert sorted(one.task for one in found.cards) == sorted(ids)
    assert {one.title: one.kind for one in found.cards} == {
        "Calls": "training",
        "Inbox": "training",
        "Bills": "review",
    }
    assert [(one.tool, one.role, one.title) for one in found.accesses] == [
        ("Calendar", "editor", "Calls"),
        ("Shop", "editor", "Calls"),
    ]
    assert [(one.title, one.version) for one in found.briefs] == [("Calls", 1), ("Inbox", 2)]
    assert found.deputies == (james,)


def test_without_a_back_up_the_cards_go_back_to_set_up(board: Board) -> None:
    maya = person(board, "Maya")
    ids = with_work(board, maya)
    before = tables(board)
    end_engagement(board, maya, LAST)
    assert [card(board, task).kind for task in ids] == ["setup"] * 3
    assert all(card(board, task).holder is None for task in ids)
    assert read_assistants(board) == []
    (gone,) = read_assistants(board, ended=True)
    assert gone.ended is not None and gone.ends == LAST
    found = end_preview(board, maya)
    assert found.cards == () and {one.revoke_on for one in found.accesses} == {LAST}
    assert board.db.execute_sql("SELECT state FROM packet").fetchall() == [("recalled",)]
    assert str(board.undoable().name) == "end the engagement of Maya"
    board.undo()
    assert tables(board) == before


def test_a_back_up_gets_the_cards_on_the_same_terms(board: Board) -> None:
    maya, james = person(board, "Maya"), person(board, "James")
    ids = with_work(board, maya)
    before = tables(board)
    end_engagement(board, maya, LAST, james)
    assert [card(board, task).kind for task in ids] == ["training"] * 3
    for task in ids:
        held = handovers.newest(board, task)
        assert (held.name, held.authority, held.next_check, held.sent) == ("James", 4, LAST, None)
        assert (held.engagement, held.until) == ("limited", LAST)
    assert sorted(order(board, "training")) == sorted(ids)
    board.undo()
    assert tables(board) == before
    board.redo()
    assert card(board, ids[0]).holder == james


def test_who_cannot_stand_in(board: Board) -> None:
    maya, james = person(board, "Maya"), person(board, "James")
    end_engagement(board, james, LAST)
    before = tables(board)
    with pytest.raises(Refused, match="cannot go to the one who leaves"):
        end_engagement(board, maya, LAST, maya)
    with pytest.raises(Refused, match="James no longer works with you"):
        end_engagement(board, maya, LAST, james)
    assert tables(board) == before


def test_who_left_can_come_back(board: Board) -> None:
    maya = person(board, "Maya")
    end_engagement(board, maya, LAST)
    bring_back(board, maya)
    assert assistant_of(board, maya).ended is None and assistant_of(board, maya).ends is None
    assert [one.name for one in read_assistants(board)] == ["Maya"]


def test_cards_in_the_bin_stay_there_and_are_nobodys(board: Board) -> None:
    maya = person(board, "Maya")
    ids = with_work(board, maya)
    bin_tasks(board, ids[:1])
    before = tables(board)
    end_engagement(board, maya, LAST)
    assert len(order(board, "setup")) == 2
    restore_tasks(board, ids[:1])
    assert card(board, ids[0]).kind == "setup" and card(board, ids[0]).holder is None
    board.undo()
    board.undo()
    assert tables(board) == before
