"""Operations of sorting, settings and time, for tests that do anything in any order."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from models import audit, pins, timelog, triage, triage_ops
from models import settings as board_settings
from models.board import Board, new_uid

Pick = Callable[[st.SearchStrategy[Any]], Any]


def rows(board: Board, table: str) -> list[int]:
    sql = f'SELECT id FROM "{table}" ORDER BY id'  # noqa: S608
    return [row for (row,) in board.db.execute_sql(sql)]


def one(pick: Pick, board: Board, table: str) -> int:
    return int(pick(st.sampled_from(rows(board, table))))


def do_sort(board: Board, pick: Pick) -> None:
    task = one(pick, board, "task")
    match pick(st.integers(0, 8)):
        case 0 | 1:
            given = pick(
                st.dictionaries(st.sampled_from(triage.ASKED), st.none() | st.integers(0, 4), min_size=1)
            )
            triage_ops.answer(board, task, **given)
        case 2:
            gates = pick(st.sets(st.sampled_from(triage.GATES)))
            triage_ops.answer(board, task, gates=gates, on_site=pick(st.booleans()))
        case 3:
            verdict = pick(st.sampled_from(["undecided", "core", "delegable", "split"]))
            note = pick(st.sampled_from([None, "", "because"]))
            triage_ops.decide(board, task, verdict, seen=pick(st.booleans()), note=note)
        case 4:
            triage_ops.split(board, task, "x: mine", "x: to give", [new_uid()], seen=pick(st.booleans()))
        case 5:
            pick(st.sampled_from([triage_ops.drop, triage_ops.automate]))(board, task)
        case 6:
            triage_ops.set_rough(board, task, pick(st.sampled_from([8, 90])))
        case 7:
            triage_ops.take_catalogue(board, task, pick(st.integers(1, 76)))
        case 8:
            pins.pin_task(board, task, pick(st.sampled_from(["in", "out", None])))


def do_settings(board: Board, pick: Pick) -> None:
    values = {
        "company.owner": st.sampled_from(["", "Rosa"]),
        "company.currency": st.sampled_from(["EUR", "JPY", None]),
        "money.hourly": st.sampled_from(["60", None]),
        "money.rate_currency": st.sampled_from(["USD", None]),
        "money.rate": st.sampled_from([15, None]),
        "money.fx": st.sampled_from(["0.9", None]),
        "sort.weights": st.sampled_from([triage.WEIGHTS, triage.WEIGHTS | {"S": 10, "O": 40}]),
    }
    names = pick(st.lists(st.sampled_from(sorted(values)), unique=True, min_size=1, max_size=3))
    board_settings.write_settings(board, {name: pick(values[name]) for name in names})


def do_time(board: Board, pick: Pick) -> None:
    """The timer itself is never taken back, so only what it leaves behind is compared."""
    task = pick(st.one_of(st.none(), st.sampled_from(rows(board, "task"))))
    match pick(st.integers(0, 6)):
        case 0 | 1:
            minutes = pick(st.sampled_from([5, 10, 30]))
            timelog.log_time(board, task, "words", minutes * 60, kind=pick(st.sampled_from(["log", "audit"])))
        case 2:
            if rows(board, "time_entry"):
                timelog.delete_entry(board, one(pick, board, "time_entry"))
        case 3 | 4:
            timelog.start_timer(board, None, "words")
        case 5:
            timelog.beat(board)
        case 6:
            timelog.stop_timer(board)


def do_audit(board: Board, pick: Pick) -> None:
    match pick(st.integers(0, 4)):
        case 0:
            audit.start_audit(board, 30)
        case 3 | 4:
            audit.log_audit(board, None, "again")
        case 1:
            groups = audit.audit_groups(board)
            audit.propose(board, groups, [new_uid() for _ in groups])
        case 2:
            audit.stop_audit(board)
