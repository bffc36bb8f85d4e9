"""Templates say what was not said yet, and take nothing away."""

from pathlib import Path

import pytest

from models import access, brief_edits, enclosures
from models.board import Board, new_uid
from models.brief_templates import (
    apply_template,
    begin_from_catalogue,
    delete_template,
    make_template,
    read_templates,
    rename_template,
)
from models.briefs import read_brief
from models.cards import read_detail
from models.catalogue import read_catalogue
from models.errors import Refused
from models.steps import add_attachment, add_step
from models.tasks import edit_task
from tests.models.boards import add, faults, open_new, tables


@pytest.fixture
def board(tmp_path: Path):
    with open_new(tmp_path / "a.board") as board:
        yield board


def detail(board: Board, task: int):
    found = read_detail(board, task)
    assert found is not None
    return found


def test_a_template_begins_another_brief(board: Board) -> None:
    first, second = add(board, "one", "two", kind="setup")
    for text in ("export", "check"):
        add_step(board, first, text, new_uid(), seconds=60)
    access.add_access(board, first, "Shop", new_uid(), "clerk")
    add_attachment(board, first, "https://example.com", "Prices", new_uid())
    enclosures.enclose(board, first, enclosures.as_loaded("a.txt", b"x"), new_uid())
    brief_edits.edit_brief(board, first, why="they pay sooner", authority=2, spend_run=0, they_write=True)
    edit_task(board, first, done_when="all out", sensitivity="low")
    make_template(board, first, " Usual ", new_uid())
    (template,) = read_templates(board)
    assert template.name == "Usual"

    brief_edits.edit_brief(board, second, why="own reason")
    add_step(board, second, "Check", new_uid())
    before = tables(board)
    apply_template(board, second, template.id)
    brief = read_brief(board, second)
    assert (brief.own["why"], brief.own["authority"], brief.own["spend_run"]) == ("own reason", 2, 0)
    assert not brief.own["they_write"]
    assert [(step.text, step.seconds) for step in detail(board, second).steps] == [
        ("Check", None),
        ("export", 60),
    ]
    assert (detail(board, second).done_when, detail(board, second).sensitivity) == ("all out", "low")
    assert [(line.tool, line.role) for line in brief.access] == [("Shop", "clerk")]
    assert [link.url for link in detail(board, second).attachments] == ["https://example.com"]
    assert [one.name for one in brief.files] == ["a.txt"]
    assert not faults(board)
    applied = tables(board)
    apply_template(board, second, template.id)
    assert tables(board)["step"] == applied["step"] and tables(board)["access"] == applied["access"]
    while tables(board) != before:
        board.undo()


def test_templates_are_renamed_and_deleted(board: Board) -> None:
    (task,) = add(board, "one", kind="setup")
    for name in ("zebra", "Apple"):
        make_template(board, task, name, new_uid())
    assert [one.name for one in read_templates(board)] == ["Apple", "zebra"]
    apple, zebra = read_templates(board)
    rename_template(board, zebra.id, "Äpfel")
    delete_template(board, apple.id)
    assert [one.name for one in read_templates(board)] == ["Äpfel"]
    board.undo()
    board.undo()
    assert [one.name for one in read_templates(board)] == ["Apple", "zebra"]
    for call in (lambda: rename_template(board, apple.id, " "), lambda: make_template(board, task, "", "u")):
        with pytest.raises(Refused, match="needs a name"):
            call()
    with pytest.raises(Refused, match="no longer there"):
        apply_template(board, task, 10**6)


@pytest.mark.parametrize("field", ["done_when", "note", "sensitivity"])
def test_a_catalogue_task_begins_a_brief(board: Board, field: str) -> None:
    (task,) = add(board, "one", kind="setup")
    row = next(row for row in read_catalogue() if getattr(row, field))
    before = tables(board)
    begin_from_catalogue(board, task, row.n)
    assert detail(board, task).done_when == row.done_when
    assert detail(board, task).sensitivity == row.sensitivity
    assert read_brief(board, task).own["out_of_scope"] == row.note
    board.undo()
    assert tables(board) == before
