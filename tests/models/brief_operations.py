"""Operations of briefs, for tests that do anything in any order."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from models import access, brief_edits, brief_templates, brief_versions, enclosures, handovers
from models.board import Board, new_uid
from models.brief_compare import read_versions
from models.brief_edits import NewStep
from models.hands import Terms
from tests.models.sort_operations import one, rows

Pick = Callable[[st.SearchStrategy[Any]], Any]


def do_brief(board: Board, pick: Pick) -> None:
    task = one(pick, board, "task")
    match pick(st.integers(0, 5)):
        case 0 | 1:
            fields = pick(
                st.fixed_dictionaries(
                    {},
                    optional={
                        "outcome": st.sampled_from(["", "a list"]),
                        "authority": st.sampled_from([None, 2]),
                        "spend_run": st.sampled_from([None, 0, 500]),
                        "no_access": st.booleans(),
                    },
                )
            )
            brief_edits.edit_brief(board, task, pick(st.sampled_from([None, "w"])), **fields)
        case 2:
            texts = pick(st.lists(st.sampled_from(["one", "two", "three"]), unique=True))
            steps = [NewStep(text, pick(st.sampled_from([None, 60]))) for text in texts]
            brief_edits.accept_steps(board, task, steps, "Maya", merge=pick(st.booleans()))
        case 3:
            brief_edits.set_understood(board, task, pick(st.booleans()))
        case 4:
            versions = read_versions(board, task)
            if versions:
                brief_edits.restore_version(board, task, pick(st.sampled_from(versions)).number)
        case 5:
            found = rows(board, "assistant")
            if found:
                handovers.hand_over(board, [task], Terms(pick(st.sampled_from(found))))


def do_brief_parts(board: Board, pick: Pick) -> None:
    task = one(pick, board, "task")
    match pick(st.integers(0, 5)):
        case 0:
            access.add_access(board, task, "Shop", new_uid(), "clerk")
        case 1:
            if rows(board, "access"):
                access.edit_access(board, one(pick, board, "access"), role=pick(st.sampled_from(["a", "b"])))
        case 2:
            if rows(board, "access"):
                access.delete_access(board, one(pick, board, "access"))
        case 3:
            loaded = enclosures.as_loaded("a.txt", pick(st.sampled_from([b"one", b"two"])))
            enclosures.enclose(board, task, loaded, new_uid())
        case 4:
            if rows(board, "enclosure"):
                enclosures.take_off(board, one(pick, board, "enclosure"))
        case 5:
            if rows(board, "brief_template"):
                brief_templates.apply_template(board, task, one(pick, board, "brief_template"))
            else:
                brief_templates.make_template(board, task, "Usual", new_uid())


def stale_briefs(board: Board) -> list[int]:
    """Cards whose newest version is not the brief as it is."""
    newest = {task: read_versions(board, task)[:1] for task in rows(board, "task")}
    return [
        task
        for task, found in newest.items()
        for version in found
        if brief_versions.differences(dict(version.body), brief_versions.snapshot(board.db, task))
    ]
