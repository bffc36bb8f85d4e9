"""The picture of an assistant: bytes of an image, kept once under their hash."""

import hashlib
import json
from collections.abc import Iterable

from models.board import Board
from models.cards import assistant_name
from models.contents import keep_content
from models.errors import Refused
from models.schema import Assistant
from models.words import QT_TRANSLATE_NOOP, say

MOST_BYTES = 2_000_000
_LARGE = QT_TRANSLATE_NOOP("models", "This picture is too large.")


def set_photo(board: Board, assistant: int, picture: bytes | None) -> None:
    """Keep a picture (already small, and without what cameras write into files), or take it away (None)."""
    if picture is not None and len(picture) > MOST_BYTES:
        raise Refused(say(_LARGE))
    key = "" if picture is None else hashlib.sha256(picture).hexdigest()
    with board.change("assistant", assistant_name(board, assistant)) as record:
        if picture is not None:
            keep_content(record.db, key, picture)
        record.update(Assistant, assistant, photo=key)


def read_photos(board: Board, hashes: Iterable[str]) -> dict[str, bytes]:
    """Pictures by their hash; those that are gone are missing."""
    sql = "SELECT hash, data FROM content WHERE hash IN (SELECT value FROM json_each(?))"
    wanted = json.dumps([one for one in hashes if one])
    return {key: bytes(data) for key, data in board.db.execute_sql(sql, (wanted,)).fetchall()}
