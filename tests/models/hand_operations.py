"""Operations of handing over, for tests that do anything in any order."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from models import brief_edits, handovers, runs, standing_in, training_ops
from models.assistants import add_assistant
from models.board import Board, new_uid
from models.hands import ALL_REASONS, Minutes, Terms, Why
from models.landing import Word
from models.tasks import move_tasks
from tests.models.boards import TODAY
from tests.models.sort_operations import one, rows

Pick = Callable[[st.SearchStrategy[Any]], Any]


def do_hand(board: Board, pick: Pick) -> None:
    """Anything that is done with a card in somebody's hands, or to put it there."""
    task = one(pick, board, "task")
    if not rows(board, "assistant"):
        add_assistant(board, "Maya")
        return
    terms = Terms(
        one(pick, board, "assistant"),
        pick(st.sampled_from([{}, {"due": TODAY}, {"done_when": "no doubles"}])),
        authority=pick(st.sampled_from([None, 2])),
        next_check=pick(st.sampled_from([None, TODAY])),
        knows_it=pick(st.booleans()),
    )
    why = Why(pick(st.lists(st.sampled_from(ALL_REASONS), max_size=2)))
    match pick(st.integers(0, 11)):
        case 0 | 1:
            handovers.hand_over(board, [task], terms)
        case 2 | 3:
            word = Word(pick(st.sampled_from([None, terms])), why)
            move_tasks(board, [task], one(pick, board, "stage"), None, TODAY, word)
        case 4:
            handovers.take_back(board, [task], why)
        case 5:
            pick(st.sampled_from([handovers.deliver, handovers.accept]))(board, [task])
        case 6:
            handovers.i_do_it(board, task, TODAY)
        case 7:
            handovers.mark_sent(board, [task], "text")
        case 8:
            handovers.learn_as_back_up(board, task, terms.assistant)
        case 9:
            new = ("Somebody new", "Manila") if "Somebody new" not in _names(board) else None
            handovers.hand_over(board, [task], terms, new=new)
        case 10:
            standing_in.stand_in(board, rows(board, "task"), terms.assistant, one(pick, board, "assistant"))
        case 11:
            standing_in.give_back(board, rows(board, "task"))


def do_told(board: Board, pick: Pick) -> None:
    """What is said about a card in somebody's hands."""
    task = one(pick, board, "task")
    match pick(st.integers(0, 3)):
        case 0:
            handovers.set_next_check(board, task, pick(st.sampled_from([None, TODAY])))
        case 1:
            handovers.mark_unsent(board, task)
        case 2:
            handovers.give_reasons(board, task, Why(("slip",)))
        case 3:
            handovers.split_off(board, task, "A part", new_uid())


def do_training(board: Board, pick: Pick) -> None:
    """What the owner says of how far somebody is."""
    found = board.db.execute_sql("SELECT task_id, assistant_id FROM training ORDER BY id").fetchall()
    if not found:
        return
    task, who = pick(st.sampled_from(found))
    match pick(st.integers(0, 6)):
        case 0:
            training_ops.set_training(board, task, who, pick(st.integers(0, 5)), pick(_NOTES))
        case 1:
            is_on = pick(st.sampled_from([None, True, False]))
            training_ops.mark_shown(board, task, who, shown=is_on, understood=pick(st.booleans()))
        case 2:
            training_ops.take_offer(board, task, who)
        case 3:
            training_ops.keep_level(board, task, who, pick(_NOTES))
        case 4:
            training_ops.resume(board, task, who)
        case 5:
            training_ops.keep_sign_off(board, task, who)
        case 6:
            visit = pick(st.sampled_from([None, "t"]))
            training_ops.set_training_time(board, task, who, pick(st.sampled_from([None, 600])), visit)


def do_runs(board: Board, pick: Pick) -> None:
    """What comes of a card, and what is said of it later."""
    task = one(pick, board, "task")
    times = st.sampled_from([None, 0, 300])
    minutes = Minutes(pick(times), pick(times), pick(times))
    why = Why(pick(st.lists(st.sampled_from(ALL_REASONS), max_size=2)), pick(_NOTES), minutes=minutes)
    match pick(st.integers(0, 5)):
        case 0:
            runs.skip_run(board, task, why, TODAY)
        case 1:
            runs.accept_after_fix(board, [task], why)
        case 2:
            move_tasks(board, [task], one(pick, board, "stage"), None, TODAY, Word(why=why))
        case 3:
            brief_edits.set_understood(board, task, pick(st.booleans()))
        case 4:
            brief_edits.set_brief_time(board, task, pick(st.sampled_from([None, 900])))
        case 5:
            if rows(board, "run"):
                fields = {"reasons": why.reasons, "review": minutes.review, "note": why.note}
                names = pick(st.lists(st.sampled_from(sorted(fields)), unique=True, min_size=1))
                visit = pick(st.sampled_from([None, "r"]))
                runs.edit_run(board, one(pick, board, "run"), visit, **{name: fields[name] for name in names})


_NOTES = st.sampled_from(["", "because"])


def _names(board: Board) -> set[str]:
    return {name for (name,) in board.db.execute_sql("SELECT name FROM assistant")}
