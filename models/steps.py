"""Operations on what hangs on a task: its checklist, comments and links."""

from typing import Any

from models.board import Board
from models.errors import Refused
from models.ordering import last_row, move_row, ranks_below
from models.schema import LINK_KINDS, Attachment, Comment, Link, Row, Step, Task
from models.words import QT_TRANSLATE_NOOP, say


def add_step(board: Board, task: int, text: str, uid: str, after: int | None = None) -> None:
    """A new step below the step `after` (None: at the end)."""
    if not text.strip():
        return
    with board.change("edit", _title(board, task)) as record:
        above = after if after is not None else last_row(record, Step, task)
        rank = ranks_below(record, Step, task, above, 1)[0]
        record.insert(Step, uid=uid, task=task, text=text.replace("\0", ""), done=False, rank=rank)


def edit_step(board: Board, step: int, visit: str | None = None, **fields: Any) -> None:
    """Set a step's `text` or `done`."""
    assert set(fields) <= {"text", "done"}, fields
    with board.change("edit", _title(board, _task_of(board, Step, step)), visit=visit) as record:
        record.update(Step, step, **fields)


def move_step(board: Board, step: int, after: int | None) -> None:
    """Put a step below another (None: first)."""
    task = _task_of(board, Step, step)
    with board.change("edit", _title(board, task)) as record:
        move_row(record, Step, step, {"rank": ranks_below(record, Step, task, after, 1, [step])[0]})


def delete_step(board: Board, step: int) -> None:
    with board.change("edit", _title(board, _task_of(board, Step, step))) as record:
        record.delete(Step, step)


def add_comment(board: Board, task: int, text: str, uid: str, author: str = "") -> None:
    """A remark on a card; `author` is empty for the owner."""
    if not text.strip():
        return
    with board.change("edit", _title(board, task)) as record:
        record.insert(
            Comment, uid=uid, task=task, author=author, at=record.moment, text=text.replace("\0", "")
        )


def add_attachment(board: Board, task: int, url: str, title: str, uid: str) -> None:
    """A link to an address or a file; nothing is copied or opened."""
    if not url.strip():
        return
    with board.change("edit", _title(board, task)) as record:
        record.insert(Attachment, uid=uid, task=task, url=url.strip(), title=title.strip() or url.strip())


def delete_attachment(board: Board, attachment: int) -> None:
    with board.change("edit", _title(board, _task_of(board, Attachment, attachment))) as record:
        record.delete(Attachment, attachment)


def link_tasks(board: Board, kind: str, task: int, other: int) -> None:
    """`task` is split of / child of / blocked by `other`. Refused when that would make a circle."""
    assert kind in LINK_KINDS, kind
    if _reaches(board, kind, other, task):
        raise Refused(
            say(QT_TRANSLATE_NOOP("models", "These two cards already hang together the other way round."))
        )
    with board.change("edit", _title(board, task)) as record:
        record.insert(Link, kind=kind, task=task, other=other)


def unlink_tasks(board: Board, link: int) -> None:
    with board.change("edit", _title(board, _task_of(board, Link, link))) as record:
        record.delete(Link, link)


def _reaches(board: Board, kind: str, start: int, goal: int) -> bool:
    """Whether links of a kind lead from one task to another; walks with a memory, so circles do no harm."""
    seen: set[int] = set()
    frontier = {start}
    while frontier:
        if goal in frontier:
            return True
        seen |= frontier
        query = Link.select(Link.other).where(Link.kind == kind, Link.task.in_(sorted(frontier)))
        frontier = {other for (other,) in query.tuples().bind(board.db)} - seen
    return False


def _task_of(board: Board, model: type[Row], row: int) -> int:
    column: Any = model._meta.fields["task"]
    for (task,) in model.select(column).where(model._meta.primary_key == row).tuples().bind(board.db):
        return int(task)
    raise Refused(say(QT_TRANSLATE_NOOP("models", "This is no longer there.")))


def _title(board: Board, task: int) -> str:
    for (title,) in Task.select(Task.title).where(Task.id == task).tuples().bind(board.db):
        return str(title)
    raise Refused(say(QT_TRANSLATE_NOOP("models", "This card is no longer there.")))
