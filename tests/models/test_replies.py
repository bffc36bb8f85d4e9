"""What comes back from an assistant: judged, compared, applied in one step; hostile ones change nothing."""

import dataclasses
import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import handovers
from models.board import Board
from models.brief_edits import edit_brief
from models.cards import read_detail
from models.errors import Refused
from models.hands import Terms
from models.packets.content import Packet
from models.packets.reply import STATUSES, Reply, parse_reply
from models.replies import apply_reply, judge
from models.tasks import bin_tasks, move_tasks
from tests.models import sending
from tests.models.boards import TODAY, card, faults, open_new, stage_id, tables
from tests.models.sending import WEEKLY, answer, by_hand, send


@pytest.fixture
def board(tmp_path: Path):
    with open_new(tmp_path / "a.board") as board:
        yield board


def sent(board: Board, **fields: object) -> tuple[int, Packet]:
    task = sending.given(board, **fields)  # type: ignore[arg-type]
    return task, send(board, task)


def shown(board: Board, reply: Reply) -> list[tuple[str, str, str]]:
    """The comparison in English: what it is, what holds, what would."""
    return [
        (str(one.kind), *(text if isinstance(text, str) else text.english() for text in (one.old, one.new)))
        for one in judge(board, reply).differences
    ]


def runs(board: Board, task: int) -> list[tuple[str, int | None, bool]]:
    sql = "SELECT outcome, seconds, ended IS NULL FROM run WHERE task_id = ? ORDER BY id"
    return [(o, s, bool(w)) for o, s, w in board.db.execute_sql(sql, (task,)).fetchall()]


def remarks(board: Board, task: int) -> list[tuple[str, str]]:
    detail = read_detail(board, task)
    assert detail is not None
    return [(one.author, one.text) for one in detail.comments]


def refusal(board: Board, reply: Reply) -> str:
    """Why it is refused, by the look and by the try; neither changes anything."""
    before, revision = tables(board), board.revision
    found = judge(board, reply).refusal
    assert found is not None
    with pytest.raises(Refused, match=r".") as caught:
        apply_reply(board, reply)
    assert caught.value.sentence == found
    assert (tables(board), board.revision) == (before, revision)
    return found.english()


def test_a_done_reply_is_compared_applied_in_one_step_and_undone(board: Board) -> None:
    task, packet = sent(board)
    first = packet.steps[0].uid
    reply = answer(packet, minutes=25, note="All here", ticked=(first,))
    before = tables(board)
    assert shown(board, reply) == [
        ("done", "in their hands", "waits for your look"),
        ("minutes", "", "25"),
        ("note", "", "All here"),
        ("tick", "open", "ticked"),
    ]
    assert tables(board) == before
    apply_reply(board, reply)
    assert card(board, task).kind == "review" and card(board, task).steps_done == 1
    assert runs(board, task) == [("", 1500, True)]
    assert remarks(board, task) == [("Maya Reyes", "All here")]
    step = board.undoable()
    assert step is not None and step.name.english() == "answer of Maya Reyes about “Order gloves”"
    board.undo()
    assert tables(board) == before and not faults(board)
    board.redo()
    assert card(board, task).kind == "review" and not faults(board)


def test_a_reply_is_applied_once_unless_it_is_undone(board: Board) -> None:
    _, packet = sent(board)
    reply = answer(packet)
    apply_reply(board, reply)
    assert refusal(board, reply) == "This reply was applied already."
    board.undo()
    apply_reply(board, reply)
    assert refusal(board, reply) == "This reply was applied already."


def test_a_question_is_a_remark_and_the_owners_move(board: Board) -> None:
    task, packet = sent(board)
    reply = answer(packet, status="question", question="Which size?\nM?", minutes=10)
    assert shown(board, reply) == [("minutes", "", "10"), ("question", "", "Which size?\nM?")]
    apply_reply(board, reply)
    assert card(board, task).kind == "handed_over" and runs(board, task) == []
    assert remarks(board, task) == [("Maya Reyes", "Which size?\nM?\n(10 min)")]
    held = handovers.newest(board, task)
    assert held is not None and held.move == "mine"
    step = board.undoable()
    assert step is not None and step.name.english() == "question about “Order gloves”"
    # And later, by the same packet, that it is done
    apply_reply(board, answer(packet))
    assert card(board, task).kind == "review"


def test_not_done_with_a_note_only_leaves_the_note(board: Board) -> None:
    task, packet = sent(board)
    apply_reply(board, answer(packet, status="not_done", note="Half", minutes=90))
    assert card(board, task).kind == "handed_over" and runs(board, task) == []
    assert remarks(board, task) == [("Maya Reyes", "Half\n(90 min)")]


def test_what_changes_nothing_is_said(board: Board) -> None:
    _, packet = sent(board)
    reply = answer(packet, status="not_done", ticked=("unknown",), steps=("not asked for",))
    assert judge(board, reply).refusal is None and shown(board, reply) == []
    with pytest.raises(Refused, match="changes nothing"):
        apply_reply(board, reply)


def test_steps_that_were_asked_for_come_as_their_version_of_the_brief(board: Board) -> None:
    task, _ = sent(board)
    edit_brief(board, task, they_write=True)
    packet = send(board, task)
    assert packet.wants_steps
    reply = answer(packet, status="not_done", steps=("Open the shop", "call", "Pay"))
    assert shown(board, reply) == [("steps", "Call\nOrder", "Open the shop\ncall\nPay")]
    before = tables(board)
    apply_reply(board, reply)
    detail = read_detail(board, task)
    assert detail is not None and [one.text for one in detail.steps] == ["Open the shop", "call", "Pay"]
    sql = "SELECT number, author FROM brief_version WHERE task_id = ? ORDER BY number DESC LIMIT 1"
    assert board.db.execute_sql(sql, (task,)).fetchone() == (3, "Maya Reyes")
    assert not judge(board, answer(packet, steps=("More",))).differences[1:]
    board.undo()
    assert tables(board) == before


def test_a_step_keeps_its_tick_where_they_name_it_again(board: Board) -> None:
    task, _ = sent(board)
    edit_brief(board, task, they_write=True)
    packet = send(board, task)
    apply_reply(
        board, answer(packet, status="not_done", ticked=(packet.steps[1].uid,), steps=("First", "Order"))
    )
    detail = read_detail(board, task)
    assert detail is not None and [(one.text, one.done) for one in detail.steps] == [
        ("First", False),
        ("Order", True),
    ]


def test_an_older_brief_is_said_and_may_be_taken_all_the_same(board: Board) -> None:
    task, packet = sent(board)
    edit_brief(board, task, why="Winter")
    reply = answer(packet)
    assert judge(board, reply).stale == (1, 2) and judge(board, reply).refusal is None
    apply_reply(board, reply)
    assert card(board, task).kind == "review"
    assert judge(board, answer(send(board, task))).stale is None


def test_minutes_of_what_waits_already_are_taken_and_nothing_else(board: Board) -> None:
    task, packet = sent(board)
    handovers.deliver(board, [task])
    reply = answer(packet, minutes=30)
    assert shown(board, reply) == [("minutes", "", "30")]
    apply_reply(board, reply)
    assert runs(board, task) == [("", 1800, True)]


def test_who_is_to_be_listened_to(board: Board) -> None:
    task, packet = sent(board)
    reply = answer(packet)
    assert "carries the number" in refusal(board, dataclasses.replace(reply, token="0" * 32))
    assert "another board" in refusal(board, dataclasses.replace(reply, board="other"))
    assert "does not fit" in refusal(board, dataclasses.replace(reply, version=7))
    bin_tasks(board, [task])
    assert "lies in the bin" in refusal(board, reply)
    board.undo()
    handovers.take_back(board, [task])
    assert refusal(board, reply) == "“Order gloves” is no longer in Maya Reyes’s hands."
    board.undo()
    assert judge(board, reply).refusal is None


def test_a_recalled_or_undone_or_moved_hand_over_is_refused(board: Board) -> None:
    from models import packet_ops

    task, packet = sent(board)
    other = sending.given(board, "Other", "James")
    james = handovers.newest(board, other)
    assert james is not None
    handovers.hand_over(board, [task], Terms(james.assistant))
    assert "no longer in Maya Reyes’s hands" in refusal(board, answer(packet))
    (out,) = packet_ops.still_out(board, [task])
    packet_ops.recall(board, [task], out.assistant)
    assert refusal(board, answer(packet)) == "What Maya Reyes answers to was recalled."


def test_the_hand_over_is_undone_or_the_card_gone(board: Board) -> None:
    _, packet = sent(board)
    board.undo()
    assert judge(board, answer(packet)).refusal is None  # told, taken back: she has it all the same
    board.undo()
    assert refusal(board, answer(packet)) == "The hand-over that Maya Reyes answers to was undone."
    board.undo()
    assert refusal(board, answer(packet)) == "The card that Maya Reyes answers to is no longer there."


def test_work_that_was_accepted_is_not_reopened(board: Board) -> None:
    task, packet = sent(board)
    handovers.accept(board, [task])
    assert refusal(board, answer(packet)) == "“Order gloves” is accepted already."


def test_what_comes_back_may_be_answered_each_time(board: Board) -> None:
    task, packet = sent(board, repeat=WEEKLY)
    apply_reply(board, answer(packet, minutes=20))
    handovers.accept(board, [task])
    apply_reply(board, answer(packet, minutes=15))
    assert runs(board, task) == [("accepted", 1200, False), ("", 900, True)]


def test_a_form_filled_in_alike_counts_again_when_the_last_run_is_over(board: Board) -> None:
    task, packet = sent(board, repeat=WEEKLY)
    apply_reply(board, by_hand(packet, minutes=20))
    assert "applied already" in refusal(board, by_hand(packet, minutes=20))
    handovers.accept(board, [task])
    apply_reply(board, by_hand(packet, minutes=20))
    assert runs(board, task) == [("accepted", 1200, False), ("", 1200, True)]
    # A page's reply has a number of its own: the same one is never another.
    handovers.accept(board, [task])
    saved = answer(packet)
    apply_reply(board, saved)
    handovers.accept(board, [task])
    assert "applied already" in refusal(board, saved)


def test_sent_back_and_delivered_again_by_the_same_page(board: Board) -> None:
    task, packet = sent(board)
    apply_reply(board, answer(packet, minutes=20))
    move_tasks(board, [task], stage_id(board, "handed_over"), None, TODAY)
    apply_reply(board, answer(packet, minutes=5))
    assert runs(board, task) == [("sent_back", 1200, False), ("", 300, True)]


def test_the_block_of_the_text_is_a_reply(board: Board) -> None:
    from models.packets.formats import render_all

    task, packet = sent(board)
    text = render_all(packet)["text"].decode()
    filled = text.replace("Done (yes/no): ", "Done (yes/no): yes").replace(
        "Minutes it took: ", "Minutes it took: 25"
    )
    apply_reply(board, parse_reply(filled))
    assert runs(board, task) == [("", 1500, True)]


# Whatever a stranger writes

_TEXT = st.text(st.sampled_from([*string.printable, "\0", "\u202e", "é", "’", "<", "💥"]), max_size=60)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory):
    """A board with two cards that are out, one asked for steps; and their packets."""
    with open_new(tmp_path_factory.mktemp("hostile") / "a.board") as board:
        first, second = sending.given(board), sending.given(board, "Second", "James", repeat=WEEKLY)
        edit_brief(board, second, they_write=True)
        yield board, send(board, first), send(board, second), (first, second)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_hostile_reply_changes_nothing_or_only_what_was_shown(two, data: st.DataObject) -> None:
    """Whatever it says: refused it leaves every table alone; taken, it touches its own card's claims only."""
    board, first, second, tasks = two
    packet = data.draw(st.sampled_from([first, second]))
    other = second if packet is first else first
    uids = [step.uid for step in (*first.steps, *second.steps)]
    reply = Reply(
        token=data.draw(st.sampled_from([packet.token, "0" * 32])),
        version=data.draw(st.sampled_from([packet.version, packet.version, 0, 10**9])),
        reply=data.draw(st.text("0123456789abcdef", min_size=32, max_size=32)),
        status=data.draw(st.sampled_from(STATUSES)),
        board=data.draw(st.sampled_from([packet.board, packet.board, "", "other"])),
        minutes=data.draw(st.none() | st.integers(0, 10080)),
        question=data.draw(_TEXT),
        note=data.draw(_TEXT),
        ticked=tuple(data.draw(st.lists(st.sampled_from([*uids, "x", "%"]), max_size=4))),
        steps=tuple(data.draw(st.lists(_TEXT, max_size=4))),
    )
    before = tables(board)
    verdict = judge(board, reply)
    assert tables(board) == before
    try:
        apply_reply(board, reply)
    except Refused:
        assert tables(board) == before
        assert verdict.refusal is not None or not verdict.differences
        return
    assert verdict.refusal is None and verdict.differences
    after = tables(board)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {
        *("reply", "comment", "step", "run", "task", "handover", "search_text"),
        *("brief", "brief_version"),
    }
    mine, theirs = tasks if packet is first else tasks[::-1]
    assert other.token != packet.token and verdict.task == mine
    for name in ("task", "step", "comment", "run", "handover", "brief", "brief_version"):
        sql = f'SELECT * FROM "{name}" WHERE {"id" if name == "task" else "task_id"} = ?'  # noqa: S608 - constants
        now = board.db.execute_sql(sql, (theirs,)).fetchall()
        assert all(row in before[name] for row in now), name
    board.undo()
    assert tables(board) == before
