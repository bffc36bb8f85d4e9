"""Operations on what hangs on a task: its checklist, comments and links."""

from typing import Any

from models import sqlite
from models.board import Board
from models.cards import title_of
from models.circles import reaches
from models.errors import Refused
from models.money import MOST_MINUTES
from models.ordering import last_row, lie_below, move_row, ranks_below
from models.schema import LINK_KINDS, Attachment, Comment, Link, Row, Step
from models.texts import clean_text
from models.words import QT_TRANSLATE_NOOP, say


def add_step(
    board: Board, task: int, text: str, uid: str, after: int | None = None, seconds: int | None = None
) -> None:
    """A new step below the step `after` (None: at the end); `seconds` it is expected to take."""
    if not text.strip():
        return
    checked_step_seconds(seconds)
    with board.change("edit", title_of(board, task)) as record:
        above = after if after is not None else last_row(record, Step, task)
        rank = ranks_below(record, Step, task, above, 1)[0]
        words = {"text": clean_text(text), "seconds": seconds}
        record.insert(Step, uid=uid, task=task, **words, done=False, rank=rank)


def edit_step(board: Board, step: int, visit: str | None = None, **fields: Any) -> None:
    """Set a step's `text`, `done` or expected `seconds` (None: not said)."""
    assert set(fields) <= {"text", "done", "seconds"}, fields
    checked_step_seconds(fields.get("seconds"))
    if "text" in fields:
        fields["text"] = clean_text(str(fields["text"]))
    with board.change("edit", title_of(board, _task_of(board, Step, step)), visit=visit) as record:
        record.update(Step, step, **fields)


def move_step(board: Board, step: int, after: int | None) -> None:
    """Put a step below another (None: first)."""
    task = _task_of(board, Step, step)
    with board.change("edit", title_of(board, task)) as record:
        if not lie_below(record, Step, task, after, [step]):
            move_row(record, Step, step, {"rank": ranks_below(record, Step, task, after, 1, [step])[0]})


def delete_step(board: Board, step: int) -> None:
    """Take a step off its card."""
    with board.change("edit", title_of(board, _task_of(board, Step, step))) as record:
        record.delete(Step, step)


def add_comment(board: Board, task: int, text: str, uid: str, author: str = "") -> None:
    """A remark on a card; `author` is empty for the owner."""
    if not text.strip():
        return
    with board.change("edit", title_of(board, task)) as record:
        record.insert(Comment, uid=uid, task=task, author=author, at=record.moment, text=clean_text(text))


def add_attachment(board: Board, task: int, url: str, title: str, uid: str) -> None:
    """A link to an address or a file; nothing is copied or opened."""
    url = clean_text(url).strip()
    if not url:
        return
    with board.change("edit", title_of(board, task)) as record:
        record.insert(Attachment, uid=uid, task=task, url=url, title=clean_text(title).strip() or url)


def delete_attachment(board: Board, attachment: int) -> None:
    """Take a link off its card."""
    with board.change("edit", title_of(board, _task_of(board, Attachment, attachment))) as record:
        record.delete(Attachment, attachment)


def link_tasks(board: Board, kind: str, task: int, other: int) -> None:
    """`task` is split of / child of / blocked by `other`. Refused when that would make a circle."""
    assert kind in LINK_KINDS, kind
    if reaches(board.db, kind, other, task):
        raise Refused(
            say(QT_TRANSLATE_NOOP("models", "These two cards already hang together the other way round."))
        )
    with board.change("edit", title_of(board, task)) as record:
        record.insert(Link, kind=kind, task=task, other=other)


def unlink_tasks(board: Board, link: int) -> None:
    """Take the link between two cards away."""
    with board.change("edit", title_of(board, _task_of(board, Link, link))) as record:
        record.delete(Link, link)


def checked_step_seconds(seconds: int | None) -> int | None:
    """Raises Refused for minutes that no step can take."""
    if seconds is not None and not 0 < seconds <= MOST_MINUTES * 60:
        text = QT_TRANSLATE_NOOP("models", "Minutes of a step must lie between {low} and {high}.")
        raise Refused(say(text, low=1, high=f"{MOST_MINUTES:,}"))
    return seconds


def _task_of(board: Board, model: type[Row], row: int) -> int:
    column: Any = model._meta.fields["task"]
    for (task,) in sqlite.fetch(board.db, model.select(column).where(model._meta.primary_key == row)):
        return int(task)
    raise Refused(say(QT_TRANSLATE_NOOP("models", "This is no longer there.")))
