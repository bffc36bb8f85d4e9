"""Half-typed texts go with what is erased, and only those; a crash leaves all or none."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models import assistant_erase, tasks
from models.assistants import add_assistant
from models.board import Board
from models.change import Change
from models.drafts import TaskDraft
from models.schema import Assistant
from models.secret_erase import mask_findings
from models.secret_watch import found_in
from models.typed import Typed, TypedFile
from models.typed_erasing import Erased, erase_with, erased_by, settle
from tests.models.boards import Clock, draft, open_new

SECRET = "kJ7#pQ2$canary"
NOTES = "The door code is on the back of the clock."


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with open_new(tmp_path / "Shop.board", Clock()) as made:
        add_assistant(made, "Maya Lindt", uid="u-maya")
        add_assistant(made, "James", uid="u-james")
        tasks.add_tasks(made, [card("Bank", "u-bank", NOTES), card("Gloves", "u-gloves")])
        yield made


def card(title: str, uid: str, notes: str = "") -> TaskDraft:
    return TaskDraft(title, uid=uid, notes=notes)


def typed(text: str, subject: str = "", place: str = "panel", field: str = "Notes 0") -> Typed:
    return Typed(place, subject, field, "Notes", ("",), text, True)


KEPT = (typed("Ask for Mr Mayall", "u-gloves"), typed("Invoices", place="window"), typed("Bank", "u-james"))


def write(board: Board, *others: Typed) -> TypedFile:
    file = TypedFile(board.path, board.about().uid)
    file.keep([*KEPT, *others])
    file.finish(10)
    return file


def empty_bin(board: Board) -> None:
    (bank,) = board.db.execute_sql("SELECT id FROM task WHERE uid = 'u-bank'").fetchone()
    tasks.bin_tasks(board, [bank])
    tasks.empty_bin(board)


def erase(board: Board) -> None:
    (maya,) = board.db.execute_sql("SELECT id FROM assistant WHERE uid = 'u-maya'").fetchone()
    assistant_erase.erase(board, maya)


def mask(board: Board) -> None:
    changes: list[Change] = []
    board.observe(changes.append)
    (bank,) = board.db.execute_sql("SELECT id FROM task WHERE uid = 'u-bank'").fetchone()
    tasks.edit_task(board, bank, notes=f"password: {SECRET}")
    mask_findings(board, found_in(board, changes[-1], None))


# What goes with each: about it, or holding it
GOING: dict[Callable[[Board], None], tuple[Typed, ...]] = {
    empty_bin: (
        typed("Half a note", "u-bank"),
        typed("Half a step", "u-bank/u-step"),
        typed(f"Copied: {NOTES}", "u-gloves", field="Title 0"),
    ),
    erase: (
        typed("Back-up of James", "u-maya", "window"),
        typed("Ask MAYA LINDT first", "u-gloves", field="Title 0"),
        typed("Maya Lindt", place="NewAssistantSheet: Somebody new"),
    ),
    mask: (
        typed(f"The word is {SECRET}", "u-gloves", field="Title 0"),
        Typed("window", "", "line", "Add", (f"old {SECRET}",), "new", False),
    ),
}
ways = pytest.mark.parametrize("way", list(GOING), ids=[way.__name__ for way in GOING])


@ways
def test_what_is_erased_goes_from_the_half_typed_texts_and_all_others_stay(
    board: Board, way: Callable[[Board], None]
) -> None:
    file = write(board, *GOING[way])
    way(board)
    settle(board, file)
    assert file.read() == list(KEPT)
    assert not file.note_path.exists()


@ways
def test_the_window_is_told_what_it_was(board: Board, way: Callable[[Board], None]) -> None:
    way(board)
    erased = erased_by(board, board.revision)
    assert erased is not None and erased_by(board, board.revision) is None
    assert all(erased.is_in(one) for one in GOING[way]) and not any(erased.is_in(one) for one in KEPT)


def test_an_end_before_the_commit_keeps_them_all(board: Board) -> None:
    going = GOING[erase]
    file, path = write(board, *going), board.path

    def die(revision: int) -> None:
        raise KeyboardInterrupt

    erased = Erased(frozenset(["u-maya"]), names=frozenset(["Maya Lindt"]))
    with pytest.raises(KeyboardInterrupt), board.change("erase", kind="old") as record:
        record.update(Assistant, 1, notes="gone")
        erase_with(board, record, erased)
        record.before_commit.append(die)
    board.close()
    assert file.note_path.exists(), "it was about to be done"
    with Board.open(path) as again:
        # Another change takes the number that it would have had.
        tasks.add_tasks(again, [draft("Other")])
        settle(again, file)
        assert file.read() == [*KEPT, *going]
        assert not file.note_path.exists()


def test_a_note_tells_fields_and_never_a_text(board: Board) -> None:
    file = write(board, *GOING[mask])
    mask(board)
    note = file.note_path.read_bytes()
    assert SECRET.encode() not in note and b"word" not in note
    assert [len(one["fields"]) for one in json.loads(note)] == [2]


def test_two_erasings_before_the_window_hears_of_one_are_both_settled(board: Board) -> None:
    file = write(board, *GOING[erase], *(one._replace(field="Other 0") for one in GOING[empty_bin]))
    erase(board)
    empty_bin(board)
    settle(board, file)
    assert file.read() == list(KEPT)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"[3]", b'[{"revision": 1}]', b"\xff" * 9, b"[" * 9_999]
)
def test_a_damaged_note_is_as_none(board: Board, content: bytes) -> None:
    file = write(board)
    file.note_path.write_bytes(content)
    settle(board, file)
    assert file.read() == list(KEPT)
