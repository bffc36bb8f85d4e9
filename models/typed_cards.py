"""Which card a half-typed text is about."""

from models.board import Board


def card_of(board: Board, subject: str) -> tuple[int | None, str]:
    """Id and title of the card that a subject ("uid of the card/uid of its step") begins with.

    The id is None for a card that is gone or in the bin, the title then "" or its last one.
    """
    sql = "SELECT id, title, binned FROM task WHERE uid = ?"
    row = board.db.execute_sql(sql, (subject.partition("/")[0],)).fetchone()
    if row is None:
        return None, ""
    task, title, binned = row
    return (None if binned else int(task)), str(title)
