"""What was sent is kept as it was: byte for byte, whatever undo does; and it can be recalled."""

import hashlib
import os
from pathlib import Path

import pytest

from models import handovers, packet_ops
from models.board import Board
from models.brief_edits import edit_brief
from models.briefs import ASK_WHEN
from models.enclosures import as_loaded, enclose
from models.errors import Refused
from models.hands import Terms
from models.packet_source import packet_of
from models.packets import defaults
from models.packets.formats import render_all
from models.settings import write_settings
from models.tasks import bin_tasks, edit_task, empty_bin
from models.uid import new_uid
from tests.models.boards import card, faults, open_new, tables
from tests.models.packets.packets import png
from tests.models.sending import WEEKLY, given, packet_for, send


@pytest.fixture
def board(tmp_path: Path):
    with open_new(tmp_path / "a.board") as board:
        write_settings(board, {"company.owner": "Anna Berg", "company.zone": "Europe/Berlin"})
        yield board


def text_of(board: Board, task: int) -> str:
    return render_all(packet_for(board, task))["text"].decode()


def test_a_packet_says_what_holds(board: Board) -> None:
    task = given(board, repeat=WEEKLY)
    edit_task(board, task, done_when="Twenty boxes\nare here", sensitivity="high")
    edit_brief(board, task, why="Winter comes", authority=4, spend_run=1250, spend_currency="EUR")
    packet = packet_for(board, task)
    assert (packet.title, packet.done_when) == ("Order gloves", ("Twenty boxes", "are here"))
    assert (packet.why, packet.authority, packet.privacy) == ("Winter comes", 4, "high")
    assert packet.spend_per_run is not None and packet.spend_per_run.minor == 1250
    assert [step.text for step in packet.steps] == ["Call", "Order"]
    assert (packet.recipient.first, packet.recipient.zone) == ("Maya", "Asia/Manila")
    assert packet.sender.owner == "Anna Berg" and packet.repeats == WEEKLY
    # Nobody said when to ask: the program's own words
    assert packet.ask_when == ASK_WHEN.source == defaults.ASK_WHEN


def test_an_owner_without_a_name_is_their_client(board: Board) -> None:
    write_settings(board, {"company.owner": None})
    text = text_of(board, given(board))
    assert "Your client asks you to take this over" in text
    assert "Recommend what to do; your client decides." in text


def test_the_logo_goes_along_without_its_metadata_and_its_place(board: Board, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png())
    write_settings(board, {"company.logo": str(tmp_path / "logo.png")})
    task = given(board)
    assert packet_for(board, task).sender.logo == png()
    for content in (b"no picture", b""):
        (tmp_path / "logo.png").write_bytes(content)
        assert packet_for(board, task).sender.logo is None
    (tmp_path / "logo.png").unlink()
    assert packet_for(board, task).sender.logo is None


def test_an_enclosed_file_goes_along_and_one_that_is_lost_is_said(board: Board) -> None:
    task = given(board)
    enclose(board, task, as_loaded("prices.txt", b"12 EUR"), new_uid())
    (file,) = packet_for(board, task).files
    assert (file.name, file.data) == ("prices.txt", b"12 EUR")
    with board.change("seed") as record:
        record.db.execute_sql("DELETE FROM content")
        record.touched["x"] = {1}
    with pytest.raises(Refused, match=r"prices.txt is no longer in the board"):
        packet_for(board, task)


def test_what_was_sent_is_given_out_again_byte_for_byte(board: Board) -> None:
    task = given(board)
    packet = packet_for(board, task)
    files = render_all(packet)
    packet_ops.keep_packet(board, packet, files)
    packet_ops.keep_packet(board, packet, files)
    edit_task(board, task, title="Order masks")
    edit_brief(board, task, why="Another")
    (sent,) = packet_ops.read_packets(board, task)
    assert {name: packet_ops.content_of(board, sent, name) for name in files} == files
    assert sent.files == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    assert (sent.title, sent.who, sent.state, sent.number) == ("Order gloves", "Maya Reyes", "open", 1)
    assert packet_ops.content_of(board, sent, "pdf") is None
    assert not faults(board)


def test_bytes_that_are_not_those_that_were_sent_are_never_given_out(board: Board) -> None:
    task = given(board)
    send(board, task)
    (sent,) = packet_ops.read_packets(board, task)
    with board.change("seed") as record:
        record.db.execute_sql(
            "UPDATE content SET data = CAST(data || ' ' AS BLOB) WHERE hash = ?", (sent.files["page"],)
        )
        record.touched["x"] = {1}
    with pytest.raises(Refused, match="What Maya Reyes got is damaged"):
        packet_ops.content_of(board, sent, "page")


@pytest.mark.parametrize("was_sent", [False, True])
def test_what_changed_since_it_was_made_is_not_sent_as_the_version_of_now(
    board: Board, was_sent: bool
) -> None:
    task = given(board)
    packet = send(board, task) if was_sent else packet_for(board, task)
    edit_brief(board, task, why="Another")
    before = tables(board)
    with pytest.raises(Refused, match="changed since you looked at it"):
        packet_ops.keep_packet(board, packet, render_all(packet))
    assert tables(board) == before


def test_a_logo_that_became_a_pipe_holds_nobody_up(board: Board, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "logo.png")
    write_settings(board, {"company.logo": str(tmp_path / "logo.png")})
    assert packet_for(board, given(board)).sender.logo is None


def test_keeping_is_no_step_of_undo(board: Board) -> None:
    task = given(board)
    step = board.undoable()
    packet = packet_for(board, task)
    packet_ops.keep_packet(board, packet, render_all(packet))
    assert board.undoable() == step


def test_undo_takes_the_hand_over_away_and_leaves_what_was_sent(board: Board) -> None:
    task = given(board)
    before, was = tables(board), card(board, task)
    packet = send(board, task)
    for _ in range(2):
        board.undo()
    assert card(board, task).kind == "setup"
    (sent,) = packet_ops.read_packets(board, task)
    assert packet_ops.still_out(board, [task]) == [sent] and sent.token == packet.token
    board.redo()
    # The card's own row has a newer stamp.
    aside = ("packet", "task")
    assert [(k, v) for k, v in tables(board).items() if k not in aside] == [
        (k, v) for k, v in before.items() if k not in aside
    ]
    assert card(board, task) == was


def test_a_person_and_a_card_that_came_in_the_same_step_go_with_it(board: Board) -> None:
    """The packet is kept although the card and the person it names are gone; redo brings them back."""
    task = given(board)
    send(board, task)
    for _ in range(4):
        board.undo()
    assert board.db.execute_sql("SELECT count(*) FROM task").fetchone() == (0,)
    assert board.db.execute_sql("SELECT count(*) FROM assistant").fetchone() == (0,)
    (sent,) = packet_ops.still_out(board, [task])
    assert "- Order gloves (sent " in packet_ops.recall_note(board, [sent])
    assert not faults(board)
    for _ in range(4):
        board.redo()
    assert packet_ops.still_out(board, [task]) == [] and card(board, task).is_sent


def test_a_hand_over_that_is_no_longer_there_keeps_nothing(board: Board) -> None:
    task = given(board)
    packet = packet_for(board, task)
    handovers.take_back(board, [task])
    with pytest.raises(Refused, match="no longer in these hands"):
        packet_ops.keep_packet(board, packet, render_all(packet))
    assert packet_ops.read_packets(board, task) == []


@pytest.mark.parametrize("how", ["taken back", "moved", "undone"])
def test_what_is_out_of_their_hands_is_still_out_until_it_is_recalled(board: Board, how: str) -> None:
    task = given(board)
    send(board, task)
    assert packet_ops.still_out(board, [task]) == []
    if how == "taken back":
        handovers.take_back(board, [task])
    elif how == "moved":
        given(board, "Other", "James")
        james = board.db.execute_sql("SELECT id FROM assistant WHERE name = 'James'").fetchone()[0]
        handovers.hand_over(board, [task], Terms(james))
    else:
        board.undo()
    (sent,) = packet_ops.still_out(board, [task])
    note = packet_ops.recall_note(board, [sent])
    assert note.startswith("Hello Maya,\n") and "Order gloves" in note and note.endswith("Anna Berg\n")
    assert "Monday 23 November 2026, 17:00 Manila" in note
    packet_ops.recall(board, [task], sent.assistant + 1)
    assert packet_ops.still_out(board, [task]) == [sent]
    packet_ops.recall(board, [task], sent.assistant)
    assert packet_ops.still_out(board, [task]) == []
    assert [one.state for one in packet_ops.read_packets(board, task)] == ["recalled"]


def test_a_recall_note_is_in_their_language_and_names_each_card_once(board: Board) -> None:
    tasks = [given(board, "Eins"), given(board, "Zwei")]
    with board.change("seed") as record:
        record.db.execute_sql("UPDATE assistant SET language = 'de'")
        record.touched["x"] = {1}
    for task in (*tasks, tasks[0]):
        send(board, task)
    handovers.take_back(board, tasks)
    note = packet_ops.recall_note(board, packet_ops.still_out(board, tasks))
    assert note.startswith("Hallo Maya,") and note.count("Eins") == note.count("Zwei") == 1


def test_work_that_was_accepted_is_not_recalled(board: Board) -> None:
    task = given(board)
    send(board, task)
    handovers.accept(board, [task])
    assert packet_ops.still_out(board, [task]) == []


def test_maya_has_version_1_you_are_at_2(board: Board) -> None:
    task = given(board)
    held = packet_ops.open_handover(board, task)
    assert packet_ops.newer_than_sent(board, held) is None
    send(board, task)
    assert packet_ops.newer_than_sent(board, packet_ops.open_handover(board, task)) is None
    edit_brief(board, task, why="Winter comes")
    assert packet_ops.newer_than_sent(board, packet_ops.open_handover(board, task)) == (1, 2)
    assert send(board, task).version == 2
    assert packet_ops.newer_than_sent(board, packet_ops.open_handover(board, task)) is None
    assert [one.number for one in packet_ops.read_packets(board, task)] == [2, 1]


def test_a_purged_card_takes_what_was_sent_along(board: Board, tmp_path: Path) -> None:
    task = given(board, "Zanzibarkanarie")
    send(board, task)
    handovers.take_back(board, [task])
    bin_tasks(board, [task])
    empty_bin(board)
    assert packet_ops.read_packets(board, task) == []
    board.close()
    with Board.open(tmp_path / "a.board") as again:
        assert again.db.execute_sql("SELECT count(*) FROM content").fetchone() == (0,)
        assert not faults(again)
    assert b"zanzibarkan" not in (tmp_path / "a.board").read_bytes().lower()


def test_nobody_has_it(board: Board) -> None:
    task = given(board)
    held = packet_ops.open_handover(board, task)
    handovers.take_back(board, [task])
    with pytest.raises(Refused, match="Nobody has this card"):
        packet_ops.open_handover(board, task)
    bin_tasks(board, [task])
    empty_bin(board)
    with pytest.raises(Refused, match="no longer there"):
        packet_of(board, held, "0" * 32, 1, board.now())
