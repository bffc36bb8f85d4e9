"""What one person was granted is theirs: the next is asked to be granted the same, and told nothing of it."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from models import access, handovers
from models.assistant_end import end_preview
from models.assistants import add_assistant, edit_assistant
from models.board import Board
from models.briefs import AccessLine, read_brief
from models.hands import Terms
from models.packets.formats import render_all
from models.uid import new_uid
from tests.models.boards import card, faults, open_new, tables
from tests.models.sending import given, packet_for

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with open_new(tmp_path / "a.board") as board:
        yield board


def with_right(board: Board, grant: str, granted: dt.date | None) -> tuple[int, int]:
    """A card of Maya's with a right in the shop, and James, who may take it over."""
    task = given(board)
    edit_assistant(board, card(board, task).holder, email="maya@example.org")
    add_assistant(board, "James Okoro", "Lagos")
    access.add_access(board, task, "Shop", new_uid(), role="editor", grant=grant)
    (line,) = read_brief(board, task).access
    access.edit_access(board, line.id, granted=granted)
    (james,) = board.db.execute_sql("SELECT id FROM assistant WHERE name = 'James Okoro'").fetchone()
    return task, james


def told(board: Board, task: int) -> str:
    """All that goes out in words."""
    files = render_all(packet_for(board, task))
    return files["text"].decode() + files["page"].decode()


def rights(board: Board, task: int) -> list[tuple[str, str, str, str]]:
    def plain(line: AccessLine) -> tuple[str, str, str, str]:
        return line.holder, line.tool, line.role, line.grant

    return [plain(line) for line in read_brief(board, task).access]


@pytest.mark.parametrize(
    ("grant", "granted"),
    [
        ("a named account, invited by link", TODAY),
        ("invited MAYA@example.org", None),
        ("Maya's own account", None),
    ],
)
@pytest.mark.parametrize("is_taken_back_first", [False, True])
def test_what_was_granted_to_one_is_not_told_to_the_next(
    board: Board, grant: str, granted: dt.date | None, is_taken_back_first: bool
) -> None:
    task, james = with_right(board, grant, granted)
    assert grant in told(board, task).replace("&#x27;", "'")
    if is_taken_back_first:
        handovers.take_back(board, [task])
    before = tables(board)
    handovers.hand_over(board, [task], Terms(james))
    text = told(board, task)
    assert "Shop" in text and "editor" in text
    assert "Maya" not in text and "maya@" not in text and "invited" not in text
    assert rights(board, task) == [("Maya Reyes", "Shop", "editor", grant), ("", "Shop", "editor", "")]
    assert not faults(board)
    board.undo()
    assert tables(board) == before


def test_it_is_listed_for_who_has_it_when_their_work_ends(board: Board) -> None:
    task, james = with_right(board, "a named account", TODAY)
    maya = card(board, task).holder
    handovers.hand_over(board, [task], Terms(james))
    assert [one.tool for one in end_preview(board, maya).accesses] == ["Shop"]
    assert end_preview(board, james).accesses == ()
    # What is revoked is no longer listed.
    access.edit_access(board, read_brief(board, task).access[0].id, revoked=TODAY)
    assert end_preview(board, maya).accesses == ()


def test_how_anybody_is_granted_it_is_told_to_anybody(board: Board) -> None:
    task, james = with_right(board, "a share in the vault", None)
    handovers.hand_over(board, [task], Terms(james))
    assert "a share in the vault" in told(board, task)
    assert rights(board, task) == [("", "Shop", "editor", "a share in the vault")]


def test_back_with_the_first_it_is_theirs_as_before(board: Board) -> None:
    task, james = with_right(board, "a named account", TODAY)
    maya = card(board, task).holder
    handovers.hand_over(board, [task], Terms(james))
    handovers.hand_over(board, [task], Terms(maya))
    assert "a named account" in told(board, task)
    assert [line[:2] for line in rights(board, task)] == [("Maya Reyes", "Shop"), ("", "Shop")]
