"""Boards for tests of damage: a filled one, its pages by table, and bytes that are spoilt on purpose."""

import sqlite3
from pathlib import Path

from models.board import Board
from models.founding import open_sample
from models.pages import INDEX_INSIDE, INDEX_LEAF, TABLE_INSIDE, TABLE_LEAF, Pages
from models.stages import first_stage
from models.tasks import add_tasks
from tests.models.boards import TODAY, draft

PAGE = 4096
TREES = (TABLE_LEAF, TABLE_INSIDE, INDEX_LEAF, INDEX_INSIDE)


def sample(path: Path, cards: int = 0) -> Path:
    """The sample board, closed; `cards`: so many more, with long notes."""
    with open_sample(path, TODAY) as board:
        if cards:
            drafts = [draft(f"Long card {n}", notes=f"Note {n}. " * (13 * n % 900)) for n in range(cards)]
            add_tasks(board, drafts, first_stage(board, "unsorted").id)
    return path


def raw(path: Path, *statements: str) -> None:
    """Change a closed file behind the program's back."""
    db = sqlite3.connect(path)
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def pages_of(path: Path, name: str) -> list[int]:
    """The pages of a table or an index, those of its long texts left out."""
    pages = Pages(path)
    db = sqlite3.connect(path)
    waiting = [db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]]
    db.close()
    found = []
    while waiting:
        found.append(number := waiting.pop())
        if pages.kind(number) in (TABLE_INSIDE, INDEX_INSIDE):
            waiting += pages.children(number)
    return found


def spoil(path: Path, *numbers: int, byte: bytes = b"\xa5") -> bytes:
    """Overwrite whole pages; returns what the file is then."""
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    for number in numbers:
        data[(number - 1) * size : number * size] = byte * size
    path.write_bytes(data)
    return bytes(data)


def crashed(path: Path, target: Path, work: object) -> Path:
    """A copy of a board as a crash leaves it: what `work` did on it is in the log alone."""
    with Board.open(path) as board:
        work(board)  # type: ignore[operator]
        for tail in ("", "-wal"):
            source = path.with_name(path.name + tail)
            target.with_name(target.name + tail).write_bytes(source.read_bytes())
    return target


def counts(path: Path) -> dict[str, int]:
    """Rows by table."""
    db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    names = [
        name
        for (name,) in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            " AND name NOT LIKE 'search%' AND name <> 'schema_migration'"
        )
    ]
    found = {name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608
    db.close()
    return found
