"""Boards that cannot be opened: a sentence, the file as it was, the window as usable as before."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from models import sqlite
from models.board import Board
from models.errors import BoardHeld, NewerBoard, NotABoard, StorageError, StrangeBoard
from tests.models.boards import names_in, raw
from tests.models.test_newer_files import LATER, NEWEST
from tests.models.test_strange_parts import STRANGE
from tests.stories.desk import Desk, Hand, events
from ui.wording import sentence_text


@pytest.fixture
def hand(desk: Desk) -> Hand:
    return desk.window(desk.board(core=["One"]))


def newer(path: Path) -> bytes:
    """As a later version would leave the file."""
    with Board.open(path) as board:
        del board
    db = sqlite.writer(path)
    rows = db.execute_sql("SELECT name FROM sqlite_master WHERE name LIKE '%migration%'").fetchall()
    table = rows[0][0]
    names = [row[1] for row in db.execute_sql(f'PRAGMA table_info("{table}")')]
    last = db.execute_sql(f'SELECT * FROM "{table}" ORDER BY 1 DESC LIMIT 1').fetchone()  # noqa: S608
    made = dict(zip(names, last, strict=True))
    for name, value in made.items():
        if isinstance(value, str) and name == "name":
            made[name] = "9999_future"
        elif name == "id":
            made[name] = 9999
    marks = ", ".join("?" for _ in made)
    columns = ", ".join(f'"{name}"' for name in made)
    db.execute_sql(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', list(made.values()))  # noqa: S608
    db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return path.read_bytes()


def refused(hand: Hand, path: Path, kind: type[Exception], before: bytes | None) -> str:
    """Open it as the menu does; the sentence."""
    desk = hand.desk
    hand.window.open_wanted.emit(path, False)
    events()
    assert len(desk.refused) == 1 and isinstance(desk.refused[0], kind)
    if before is not None:
        assert path.read_bytes() == before, "the file must stay as it was"
    assert not list(path.parent.glob(f"{path.name}-*"))
    assert desk.windows.all == [hand.window]
    hand.add("Still usable")
    assert hand.shown("unsorted") == ["Still usable"]
    hand.agrees()
    assert path not in desk.settings.recent
    sentence = sentence_text(desk.refused.pop().sentence)
    assert sentence.endswith(".") and "Error" not in sentence and "Traceback" not in sentence
    return sentence


@pytest.mark.parametrize(
    ("name", "content"),
    [("zero.board", b""), ("text.board", b"not a board, only text"), ("picture.board", b"\x89PNG\r\n" * 900),
     ("sqlite.board", b"SQLite format 3\0" + b"\0" * 4080)],
)  # fmt: skip
def test_a_file_that_is_no_board(hand: Hand, desk: Desk, name: str, content: bytes) -> None:
    path = desk.folder / name
    path.write_bytes(content)
    assert name in refused(hand, path, NotABoard | StorageError, content)  # type: ignore[arg-type]


def test_another_programs_database(hand: Hand, desk: Desk) -> None:
    path = desk.folder / "other.board"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE task (id INTEGER)")
    db.commit()
    db.close()
    refused(hand, path, NotABoard, path.read_bytes())


def test_a_board_of_a_newer_version(hand: Hand, desk: Desk) -> None:
    path = desk.board("Newer", core=["Of tomorrow"])
    before = newer(path)
    refused(hand, path, NewerBoard, before)


@pytest.mark.parametrize("later", LATER)
def test_a_newer_board_is_refused_with_nothing_left_beside_it(hand: Hand, desk: Desk, later: str) -> None:
    folder = desk.folder / "newer"
    folder.mkdir()
    path = Path(shutil.copy(NEWEST, folder / "Newer.board"))
    for statement in LATER[later]:
        raw(path, statement)
    assert "newer version" in refused(hand, path, NewerBoard, path.read_bytes())
    assert names_in(folder) == {"Newer.board"}


@pytest.mark.parametrize("what", STRANGE)
def test_what_another_program_put_into_a_board_is_named(hand: Hand, desk: Desk, what: str) -> None:
    folder = desk.folder / "strange"
    folder.mkdir()
    path = Path(shutil.copy(NEWEST, folder / "Odd.board"))
    for statement in STRANGE[what][0]:
        raw(path, statement)
    assert STRANGE[what][1] in refused(hand, path, StrangeBoard, path.read_bytes())
    assert names_in(folder) == {"Odd.board"}


def test_a_missing_file_and_a_folder(hand: Hand, desk: Desk) -> None:
    assert "gone.board" in refused(hand, desk.folder / "gone.board", StorageError, None)
    (desk.folder / "folder.board").mkdir()
    hand.window.open_wanted.emit(desk.folder / "folder.board", False)
    events()
    assert len(desk.refused) == 1 and sentence_text(desk.refused[0].sentence).endswith(".")


def test_a_board_that_somebody_else_writes_opens_for_reading(hand: Hand, desk: Desk) -> None:
    path = desk.board("Held", core=["Mine"])
    with Board.open(path):
        with pytest.raises(BoardHeld):
            Board.open(path)
        other = desk.window(path)
        assert other.board.read_only and other.shown("core") == ["Mine"]
        assert "Held.board (read only)" in [
            label.text() for label in other.window.status.findChildren(type(other.window.status._file))
        ]
        other.close()


def test_a_board_deleted_while_open_is_told_and_nothing_is_lost_silently(hand: Hand, desk: Desk) -> None:
    hand.add("Before")
    path = hand.board.path
    kept = desk.folder / "kept.board"
    shutil.move(path, kept)
    hand.add("Where to?")
    assert "moved, deleted or replaced" in hand.said
    assert "Where to?" not in hand.shown("unsorted")
    assert hand.window.quick_add.text() == "Where to?", "it waits in the line"
    shutil.move(kept, path)
    hand.window.quick_add.clear()
    hand.add("Back again")
    assert hand.shown("unsorted") == ["Back again", "Before"]
