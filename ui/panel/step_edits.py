"""Changes of a checklist by the steps' uids, run on the store thread.

A step that was typed a moment ago has no id on screen yet, and its text may already be edited again.
"""

from models import steps
from models.board import Board
from models.cards import Step, read_detail
from models.errors import Refused
from models.words import QT_TRANSLATE_NOOP, say


def add_step(
    board: Board, task_id: int, text: str, uid: str, above: str | None, seconds: int | None = None
) -> None:
    """Add a step below the step `above`; None or one that is gone: at the end."""
    found = {step.uid: step.id for step in _steps(board, task_id)}
    steps.add_step(board, task_id, text, uid, after=found.get(above) if above else None, seconds=seconds)


def edit_step(board: Board, task_id: int, uid: str, visit: str, text: str) -> None:
    """Change a step's text."""
    steps.edit_step(board, _step(board, task_id, uid).id, text=text, visit=visit)


def time_step(board: Board, task_id: int, uid: str, visit: str, seconds: int | None) -> None:
    """Say how long a step is expected to take."""
    steps.edit_step(board, _step(board, task_id, uid).id, seconds=seconds, visit=visit)


def tick_step(board: Board, task_id: int, uid: str, done: bool) -> None:
    """Tick a step or take the tick off."""
    steps.edit_step(board, _step(board, task_id, uid).id, done=done)


def move_step(board: Board, task_id: int, uid: str, above: str | None) -> None:
    """Put a step below the step `above`; None: first."""
    after = None if above is None else _step(board, task_id, above).id
    steps.move_step(board, _step(board, task_id, uid).id, after)


def delete_step(board: Board, task_id: int, uid: str) -> None:
    """Take a step off the checklist; one that is gone already needs nothing."""
    found = [step for step in _steps(board, task_id) if step.uid == uid]
    if found:
        steps.delete_step(board, found[0].id)


def _steps(board: Board, task_id: int) -> list[Step]:
    detail = read_detail(board, task_id)
    return [] if detail is None else list(detail.steps)


def _step(board: Board, task_id: int, uid: str) -> Step:
    for step in _steps(board, task_id):
        if step.uid == uid:
            return step
    raise Refused(say(QT_TRANSLATE_NOOP("models", "This step is not there any more.")))
