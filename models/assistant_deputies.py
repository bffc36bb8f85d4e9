"""Back-ups: who stands in for an assistant, the first choice first."""

from collections.abc import Sequence

from models.board import Board
from models.cards import assistant_name
from models.errors import Refused
from models.record import Recorder
from models.schema_handover import Deputy
from models.words import QT_TRANSLATE_NOOP, say

_SELF = QT_TRANSLATE_NOOP("models", "Nobody can be their own back-up.")


def set_deputies(board: Board, assistant: int, others: Sequence[int]) -> None:
    """The back-ups of an assistant, in this order. Raises Refused for themselves, and for who is gone."""
    with board.change("assistant", assistant_name(board, assistant)) as record:
        set_deputies_in(board, record, assistant, others)


def set_deputies_in(board: Board, record: Recorder, assistant: int, others: Sequence[int]) -> None:
    """The same within a change."""
    if assistant in others:
        raise Refused(say(_SELF))
    wanted = list(dict.fromkeys(others))
    for other in wanted:
        assistant_name(board, other)
    sql = "SELECT id, other_id FROM deputy WHERE assistant_id = ? ORDER BY rank, id"
    present = board.db.execute_sql(sql, (assistant,)).fetchall()
    if [other for _, other in present] != wanted:
        record.delete_many(Deputy, [row for row, _ in present])
        rows = [(assistant, other, rank) for rank, other in enumerate(wanted)]
        record.insert_many(Deputy, ["assistant", "other", "rank"], rows)
