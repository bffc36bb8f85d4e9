"""Files that go along with a brief: copied once, by their SHA-256, into the board. Links stay links.

`load_file` reads and cleans, away from the board and the screen; `enclose` writes. The bytes of what was
taken off stay while undo could bring it back (models.contents).
"""

import hashlib
import os
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from models.board import Board
from models.brief_writing import kind_of
from models.cards import title_of
from models.contents import keep_content
from models.errors import Refused
from models.schema_handover import Enclosure
from models.words import QT_TRANSLATE_NOOP, Sentence, say

LARGEST = 25 * 1024 * 1024
LONGEST_NAME = 120
# Control, format (bidi, zero width), halves, private and unassigned characters, ends of lines
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_FORBIDDEN = frozenset('\\/:*?"<>|')


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file ready to be enclosed: a clean name, its bytes without a picture's metadata, their SHA-256."""

    name: str
    data: bytes
    hash: str


def load_file(path: Path) -> Loaded:
    """Read a file, any file; raises Refused with one sentence for what cannot go along."""
    name = clean_name(path.name)
    data = _read(path, name)
    if not data:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "{name} is empty."), name=name))
    return as_loaded(name, data)


def as_loaded(name: str, data: bytes) -> Loaded:
    """Bytes as they may go along: a picture without what cameras write into it. Raises Refused."""
    from models.packets.images import cleaned, is_picture

    name = clean_name(name)
    if len(data) > LARGEST:
        raise Refused(_too_large(name))
    if is_picture(data):
        bare = cleaned(data)
        if bare is None:
            text = QT_TRANSLATE_NOOP(
                "models",
                "{name} may tell where and when it was taken, and that cannot be removed from it."
                " Save it as PNG or JPEG first, or link it.",
            )
            raise Refused(say(text, name=name))
        data = bare
    return Loaded(name, data, hashlib.sha256(data).hexdigest())


def enclose(board: Board, task: int, loaded: Loaded, uid: str) -> None:
    """Let a file go along with a card; its bytes are kept once, however often they are enclosed."""
    there = "SELECT 1 FROM enclosure WHERE task_id = ? AND hash = ? AND name = ?"
    details = {"file": loaded.name}
    with board.change("enclose", title_of(board, task), details=details) as record:
        if record.db.execute_sql(there, (task, loaded.hash, loaded.name)).fetchone():
            return
        keep_content(record.db, loaded.hash, loaded.data)
        fields = {"name": loaded.name, "kind": kind_of(loaded.name), "size": len(loaded.data)}
        record.insert(Enclosure, uid=uid, task=task, hash=loaded.hash, **fields)


def take_off(board: Board, enclosure: int) -> None:
    """A file does not go along any more; undo brings it back."""
    row = board.db.execute_sql("SELECT task_id, name FROM enclosure WHERE id = ?", (enclosure,)).fetchone()
    if row is None:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "This is no longer there.")))
    with board.change("unclose", title_of(board, row[0]), details={"file": row[1]}) as record:
        record.delete(Enclosure, enclosure)


def read_content(board: Board, digest: str) -> bytes | None:
    """The bytes of this SHA-256; None when they are gone."""
    row = board.db.execute_sql("SELECT data FROM content WHERE hash = ?", (digest,)).fetchone()
    return None if row is None else bytes(row[0])


def content_size(board: Board) -> int:
    """Bytes that files, pictures and what was sent take in the board."""
    return int(board.db.execute_sql("SELECT coalesce(sum(size), 0) FROM content").fetchone()[0])


def clean_name(name: str) -> str:
    """A file's name without folders and without what is not seen; "file" where nothing is left."""
    name = name.replace("\\", "/").rpartition("/")[2]
    name = "".join(c if c not in _FORBIDDEN else " " for c in name if unicodedata.category(c) not in _UNSEEN)
    name = " ".join(unicodedata.normalize("NFC", name).split()).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if dot and len(ending) <= 16:
        name = f"{stem[: LONGEST_NAME - len(ending) - 1].strip(' .')}.{ending}"
    return name[:LONGEST_NAME] or "file"


def _too_large(name: str) -> Sentence:
    text = QT_TRANSLATE_NOOP("models", "{name} is larger than {most} MB: link it instead.")
    return say(text, name=name, most=LARGEST // 1024 // 1024)


def _read(path: Path, name: str) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            text = QT_TRANSLATE_NOOP("models", "{name} is no file that can be copied.")
            raise Refused(say(text, name=name))
        # What became a pipe since must not hold up anybody.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as stream:
            data = stream.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "{name} is not there."), name=name)) from error
    except (OSError, ValueError) as error:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "{name} cannot be read."), name=name)) from error
    if len(data) > LARGEST:
        raise Refused(_too_large(name))
    return data
