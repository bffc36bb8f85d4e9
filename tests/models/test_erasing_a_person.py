"""A person who is erased is nowhere in the file; what is the owner's stays."""

import hashlib
import json
from pathlib import Path

import pytest

from models import handovers
from models.access import add_access
from models.assistant_absences import add_absence
from models.assistant_deputies import set_deputies
from models.assistant_erase import Erased, erase
from models.assistant_rates import set_rate
from models.assistants import add_assistant, edit_assistant, id_of_assistant, read_assistants
from models.board import Board
from models.drafts import CommentDraft
from models.errors import Refused
from models.hands import Terms, Why
from models.history import read_history
from models.schema import Assistant, TimeEntry
from models.schema_handover import Access, BriefVersion, Packet, Reply, Run
from models.tasks import add_tasks
from models.uid import new_uid
from tests.models.boards import TODAY, card, draft, faults, open_new, order

CANARIES = (
    "Zanzibara Kanari",
    "pelikanpost",
    "flamingonotes",
    "kormoranruf",
    "eisvogelbild",
    "albatrosferien",
    "wiedehopfkanal",
    "rotkehlchenpaket",
    "nachtigallantwort",
    "zaunkoenigkommentar",
    "steinadlernotiz",
    "uhufrage",
)
NAME = CANARIES[0]


def content(board: Board, record, text: str) -> str:
    data = text.encode()
    key = hashlib.sha256(data).hexdigest()
    record.db.execute_sql("INSERT OR IGNORE INTO content VALUES (?, ?, ?)", (key, len(data), data))
    return key


def person(board: Board) -> int:
    """Somebody of whom a lot is known, much of it changed once."""
    _, post, notes, calling, photo, off, channel, *_, ask = CANARIES
    add_assistant(board, f"{NAME} born", "Manila", "uid-of-them")
    found = id_of_assistant(board, "uid-of-them")
    assert found is not None
    fields = {"email": f"{post}@example.org", "notes": notes, "calling": calling, "channel": channel}
    edit_assistant(board, found, **fields, ask_when=ask, skills=ask)
    edit_assistant(board, found, notes=f"{notes} again", name=NAME)
    set_rate(board, found, None, "14", "USD")
    add_absence(board, found, TODAY, TODAY, off)
    with board.change("assistant", NAME) as record:
        record.update(Assistant, found, photo=content(board, record, photo))
    return found


def past(board: Board, who: int) -> list[int]:
    """Cards that they had and have, with all that hangs on them."""
    packet, reply, comment, note = CANARIES[7:11]
    added = [
        draft("Order gloves", kind="setup", comments=[CommentDraft(comment, NAME)]),
        draft("Call the bank"),
    ]
    add_tasks(board, added)
    task, other = order(board, "setup")[0], order(board, "unsorted")[0]
    handovers.hand_over(board, [task, other], Terms(who, why_anyway=f"trust {note}"))
    handovers.mark_sent(board, [task], "mail")
    handovers.deliver(board, [other])
    handovers.take_back(board, [other], Why(("slip",), note))
    with board.change("packet", "Order gloves", details={"who": NAME}) as record:
        record.insert(
            Run, uid=new_uid(), task=task, assistant=who, handover="h", note=note, ended=record.moment
        )
        files = json.dumps({"page": content(board, record, packet)})
        row = record.insert(
            Packet,
            uid=new_uid(),
            task=task,
            assistant=who,
            handover="h",
            token="t",
            made=record.moment,
            files=files,
        )
        record.insert(Reply, uid=new_uid(), task=task, packet=row, at=record.moment, body=reply)
        record.insert(
            Access,
            uid=new_uid(),
            task=task,
            assistant=who,
            tool="Shop",
            granted=TODAY,
            grant=f"invited {CANARIES[1]}@example.org",
        )
        record.insert(
            TimeEntry,
            uid=new_uid(),
            task=None,
            title="x",
            started=record.moment,
            seconds=60,
            plate=NAME,
            kind="log",
        )
        version = {"number": 9, "author": NAME, "at": record.moment, "body": "{}"}
        record.insert(BriefVersion, uid=new_uid(), task=task, **version)
    return [task, other]


def test_nothing_of_an_erased_person_is_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.board"
    log = tmp_path / "a.board-wal"
    with open_new(path) as board:
        who = person(board)
        add_assistant(board, "James", "Lagos", "uid-james")
        james = id_of_assistant(board, "uid-james")
        set_deputies(board, james, [who])
        set_deputies(board, who, [james])
        task, _ = past(board, who)
        board.undo()
        board.redo()
        board.db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        before = path.read_bytes()
        assert [one for one in CANARIES if one.encode() not in before] == []
        told = Erased()
        erase(board, who, told)
        for file in (path, log):
            found = file.read_bytes().lower() if file.exists() else b""
            assert [one for one in CANARIES if one.lower().encode() in found] == [], file
            assert b"zanzib" not in found and b"kanari" not in found, file
            assert b"uid-of-them" not in found, file
        assert "keep it" in str(told.sentence)
        assert not faults(board)
        assert [one.name for one in read_assistants(board, ended=True)] == ["James"]
        assert card(board, task).kind == "setup" and card(board, task).holder is None
        assert card(board, task).title == "Order gloves" and card(board, task).assistants == ()
        (hand,) = handovers.read_handovers(board, task)
        assert hand.name == "someone" and hand.sent is not None
        assert board.db.execute_sql("SELECT assistant_id, tool FROM access").fetchall() == [(None, "Shop")]
        assert all(NAME not in str(entry.sentence) for entry in read_history(board, task))
        step = board.undoable()
        assert step is None or NAME not in str(step.name)


def test_what_others_did_can_still_be_undone_down_to_there(tmp_path: Path) -> None:
    with open_new(tmp_path / "a.board") as board:
        add_tasks(board, [draft("Before")])
        who = person(board)
        past(board, who)
        erase(board, who)
        add_tasks(board, [draft("After")])
        while board.undoable() is not None:
            try:
                board.undo()
            except Refused:
                break
        assert not faults(board)
        assert "After" not in [card(board, one).title for one in order(board, "unsorted")]


def test_who_had_nothing_leaves_no_row_behind(tmp_path: Path) -> None:
    with open_new(tmp_path / "a.board") as board:
        erase(board, person(board))
        assert board.db.execute_sql("SELECT count(*) FROM assistant").fetchone() == (0,)
        assert not faults(board)
        with pytest.raises(Refused, match="no longer there"):
            erase(board, 1)


def test_two_who_were_erased_are_told_apart(tmp_path: Path) -> None:
    with open_new(tmp_path / "a.board") as board:
        for _ in range(2):
            who = person(board)
            past(board, who)
            erase(board, who)
        names = board.db.execute_sql("SELECT name FROM assistant ORDER BY id").fetchall()
        assert names == [("someone",), ("someone 2",)]
        assert not faults(board)


def test_copies_beside_the_board_that_know_the_person_are_named(tmp_path: Path) -> None:
    (tmp_path / "a before version 4.board").write_bytes(b"..." + NAME.encode())
    (tmp_path / "a before version 3.board").write_bytes(b"nobody")
    with open_new(tmp_path / "a.board") as board:
        told = Erased()
        erase(board, person(board), told)
        told.look(board.path)
        assert told.copies == ("a before version 4.board",)
        assert "a before version 4.board" in str(told.sentence)


def test_what_was_granted_for_a_card_without_saying_whom_forgets_them_too(tmp_path: Path) -> None:
    path = tmp_path / "a.board"
    with open_new(path) as board:
        who = person(board)
        task, _ = past(board, who)
        add_access(board, task, "Bank", "uid-bank", grant=f"shared with {NAME}")
        add_access(board, task, "Mail", "uid-mail", grant="a named account")
        erase(board, who)
        for file in (path, tmp_path / "a.board-wal"):
            assert NAME.encode() not in (file.read_bytes() if file.exists() else b"")
        sql = "SELECT tool, granted_by FROM access WHERE tool <> 'Shop' ORDER BY tool"
        grants = board.db.execute_sql(sql).fetchall()
        assert grants == [("Bank", "shared with someone"), ("Mail", "a named account")]
        assert not faults(board)
