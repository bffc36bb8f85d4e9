"""Files that go along: read or refused in a sentence, kept once, cleared when nothing names them."""

import hashlib
import os
import struct
import zlib
from pathlib import Path

import pytest

from models import brief_edits, brief_templates, contents, enclosures
from models.board import Board, new_uid
from models.brief_compare import read_versions
from models.briefs import read_files
from models.errors import Refused
from models.tasks import bin_tasks, empty_bin
from tests.models.boards import Clock, add, faults, open_new, raw, tables


@pytest.fixture
def board(tmp_path: Path):
    with open_new(tmp_path / "a.board") as board:
        yield board


def file(tmp_path: Path, name: str = "list.csv", data: bytes = b"a,b\n") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def put(board: Board, task: int, data: bytes = b"a,b\n", name: str = "list.csv") -> None:
    enclosures.enclose(board, task, enclosures.as_loaded(name, data), new_uid())


def contents_of(board: Board) -> list[bytes]:
    return [bytes(data) for (data,) in board.db.execute_sql("SELECT data FROM content ORDER BY data")]


def png(*more: bytes) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + b"".join(chunk(b"tEXt", text) for text in more)
        + body
        + chunk(b"IEND", b"")
    )


def test_a_file_goes_along_and_its_bytes_are_kept_once(board: Board, tmp_path: Path) -> None:
    first, second = add(board, "one", "two", kind="setup")
    loaded = enclosures.load_file(file(tmp_path))
    assert (loaded.name, loaded.hash) == ("list.csv", hashlib.sha256(b"a,b\n").hexdigest())
    for task in (first, first, second):
        enclosures.enclose(board, task, loaded, new_uid())
    (kept,) = read_files(board, first)
    assert (kept.name, kept.kind, kept.size, kept.hash) == ("list.csv", "text/csv", 4, loaded.hash)
    assert len(read_files(board, second)) == 1
    assert contents_of(board) == [b"a,b\n"] and enclosures.content_size(board) == 4
    assert enclosures.read_content(board, loaded.hash) == b"a,b\n"
    assert enclosures.read_content(board, "0" * 64) is None
    assert not faults(board)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\list.csv", "list.csv"),
        ("in\u202evoice\u2066.pdf", "invoice.pdf"),
        ("a\nb\0c\x07.txt", "abc.txt"),
        ("what?*.txt", "what.txt"),
        ("…", "…"),
        ("..", "file"),
        ("\u200b", "file"),
        (" .hidden ", "hidden"),
        ("x" * 500 + ".pdf", "x" * 116 + ".pdf"),
        ("e\u0301.txt", "\u00e9.txt"),
    ],
)
def test_names_are_freed_of_folders_and_of_what_is_not_seen(name: str, clean: str) -> None:
    assert enclosures.clean_name(name) == clean


def test_what_is_no_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    for path, words in (
        (tmp_path / "gone.pdf", "gone.pdf is not there"),
        (tmp_path, "no file that can be copied"),
        (file(tmp_path, "empty.txt", b""), "empty.txt is empty"),
        (Path("bad\0name"), "cannot be read"),
    ):
        with pytest.raises(Refused, match=words):
            enclosures.load_file(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe is a thing of Unix")
def test_a_pipe_and_a_device_hold_nobody_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(Refused, match="no file that can be copied"):
            enclosures.load_file(path)


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(Refused, match="loop cannot be read"):
        enclosures.load_file(loop)


def test_25_mb_go_along_and_one_byte_more_does_not(board: Board, tmp_path: Path) -> None:
    (task,) = add(board, "one", kind="setup")
    path = tmp_path / "large.bin"
    with path.open("wb") as stream:
        stream.truncate(enclosures.LARGEST)
    enclosures.enclose(board, task, enclosures.load_file(path), new_uid())
    assert read_files(board, task)[0].size == enclosures.LARGEST
    with path.open("ab") as stream:
        stream.write(b"x")
    with pytest.raises(Refused, match="larger than 25 MB: link it"):
        enclosures.load_file(path)


def test_a_picture_loses_what_a_camera_wrote_into_it() -> None:
    loaded = enclosures.as_loaded("photo.png", png(b"GPS\0 48.1"))
    assert loaded.data == png() and b"GPS" not in loaded.data
    assert loaded.hash == hashlib.sha256(png()).hexdigest()


@pytest.mark.parametrize("data", [b"GIF89a....", png()[:-20], b"II*\0...", b"\xff\xd8\xff\xe1broken"])
def test_a_picture_that_cannot_be_cleaned_does_not_go_along(data: bytes) -> None:
    with pytest.raises(Refused, match="where and when it was taken"):
        enclosures.as_loaded("photo.png", data)


def test_a_file_that_lost_its_bytes_is_a_fault(board: Board) -> None:
    (task,) = add(board, "one", kind="setup")
    put(board, task)
    with board.change("x", kind="quiet") as record:
        record.db.execute_sql("DELETE FROM content")
        record.touched["content"] = set()
    assert faults(board) == ["The content of 1 enclosed file is lost."]


def test_taking_a_file_off_is_undone_with_its_bytes(board: Board) -> None:
    (task,) = add(board, "one", kind="setup")
    put(board, task)
    before = tables(board)
    enclosures.take_off(board, read_files(board, task)[0].id)
    assert read_files(board, task) == ()
    with board.change("x", kind="quiet") as record:
        assert contents.sweep(record.db) == 0
    board.undo()
    assert tables(board) == before and contents_of(board) == [b"a,b\n"]
    board.undo()
    board.redo()
    assert read_files(board, task) and contents_of(board) == [b"a,b\n"]
    with pytest.raises(Refused, match="no longer there"):
        enclosures.take_off(board, 10**6)


def test_bytes_that_nothing_names_go_when_the_past_is_folded(tmp_path: Path) -> None:
    path, clock = tmp_path / "a.board", Clock()
    with open_new(path, clock) as board:
        (task,) = add(board, "one", kind="setup")
        put(board, task)
        put(board, task, b"stays", "b.txt")
        enclosures.take_off(board, read_files(board, task)[0].id)
    assert raw(path, "SELECT count(*) FROM content") == [(2,)]
    clock.now = clock.now.replace(year=2027)
    with Board.open(path, clock=clock) as board:
        add(board, "two")
    assert raw(path, "SELECT CAST(data AS TEXT) FROM content") == [("stays",)]
    with Board.open(path, clock=clock) as board:
        assert not faults(board)


def test_bytes_of_a_purged_card_go_with_it_unless_another_names_them(tmp_path: Path) -> None:
    path = tmp_path / "a.board"
    with open_new(path) as board:
        first, second = add(board, "one", "two", kind="setup")
        put(board, first, b"xyzzy alone")
        put(board, first, b"both")
        put(board, second, b"both")
        bin_tasks(board, [first])
        empty_bin(board)
        assert contents_of(board) == [b"both"]
    assert b"xyzzy" not in path.read_bytes()


def test_a_photo_a_packet_and_a_template_keep_their_bytes(board: Board) -> None:
    from models.schema import Assistant

    (task,) = add(board, "one", kind="setup")
    put(board, task, b"templated")
    brief_templates.make_template(board, task, "Usual", new_uid())
    with board.change("assistant", "Maya") as record:
        loaded = enclosures.as_loaded("m.bin", b"photo")
        contents.keep_content(record.db, loaded.hash, loaded.data)
        values = {"board": 1, "name": "Maya", "folded": "maya", "photo": loaded.hash}
        record.insert(Assistant, uid=new_uid(), **values)
        contents.keep_content(record.db, "0" * 64, b"orphan")
    bin_tasks(board, [task])
    empty_bin(board)
    assert contents_of(board) == [b"photo", b"templated"]


def test_a_version_brings_a_file_back_as_long_as_its_bytes_are_there(board: Board) -> None:
    (task,) = add(board, "one", kind="setup")
    brief_edits.edit_brief(board, task, why="so")
    put(board, task)
    first = read_versions(board, task)[0]
    with board.change("x") as record:
        brief_edits.close_version(record, task)
    enclosures.take_off(board, read_files(board, task)[0].id)
    brief_edits.restore_version(board, task, first.number)
    assert [(one.name, one.kind, one.size) for one in read_files(board, task)] == [
        ("list.csv", "text/csv", 4)
    ]
    enclosures.take_off(board, read_files(board, task)[0].id)
    with board.change("x", kind="quiet") as record:
        record.db.execute_sql("DELETE FROM content")
        record.touched["content"] = set()
    brief_edits.restore_version(board, task, first.number)
    assert read_files(board, task) == () and not faults(board)
