"""Back-ups at work: somebody takes over what an absent one has, and gives it back when that one is there.
Operations, each one change and one undo step, and what is due to go back.

The hand-over says for whom it is (Handover.stands_in). Training records stay as they are: who stands in and
does not know the task yet learns it, and each card lies where its holder's level has it.
"""

import datetime as dt
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import NamedTuple

from models.assistant_load import working_time_of
from models.board import Board
from models.cards import assistant_name, subject_of
from models.errors import Refused
from models.hands import Terms, add_name
from models.landing import Standee, give_cards, standees
from models.record import Recorder
from models.settings import read_settings
from models.tasks import edit_in
from models.words import QT_TRANSLATE_NOOP, say
from models.working_time import default_check

_GONE = QT_TRANSLATE_NOOP("models", "{name} no longer works with you.")
_SELF = QT_TRANSLATE_NOOP("models", "Nobody can stand in for themselves.")
_NOT_THEIRS = QT_TRANSLATE_NOOP("models", "{name} does not have this any more.")
_NOBODY = QT_TRANSLATE_NOOP("models", "Nobody stands in here any more.")
_WAITS = QT_TRANSLATE_NOOP(
    "models", "What was delivered waits for your look: accept it or send it back first."
)


class DueBack(NamedTuple):
    """Tasks that a back-up has for somebody who is there again: `absent` their key, `since` the day on which
    they are back (None: they are not away after all). One key gives them back: give_back(board, tasks).
    """

    absent: int
    name: str
    back_up: int
    back_up_name: str
    since: dt.date | None
    tasks: tuple[int, ...]


def due_back(board: Board, now: dt.datetime) -> list[DueBack]:
    """What can go back at `now` (naive UTC), by who is back and who stood in, the longest back first.

    Who is not away after all, since the absence was taken off, is there at once.
    """
    today = read_settings(board).today(now)
    rows = board.db.execute_sql(_STANDING_IN, (today.isoformat(),)).fetchall()
    found: dict[tuple[int, int], DueBack] = {}
    for task, absent, who, back_up, other, last in rows:
        since = None if last is None else dt.date.fromisoformat(last) + dt.timedelta(1)
        if since is not None and since > today:
            continue
        old = found.get((absent, back_up), DueBack(absent, who, back_up, other, since, ()))
        found[absent, back_up] = old._replace(tasks=(*old.tasks, task))
    return sorted(found.values(), key=lambda one: one.since or today)


def stand_in(
    board: Board,
    tasks: Sequence[int],
    back_up: int,
    instead_of: int,
    terms: Terms | None = None,
    first: dt.date | None = None,
) -> None:
    """Let a back-up do these tasks instead of the one who has them and is away, on the same terms; what is
    said in `terms` counts more, and their `fields` are set on each card first. Nothing is sent by it.
    `first`: a day of the absence that it is for, None: the one that runs or comes next.

    Cards that wait for a look, or are not the absent one's, stay and are counted; the only one raises
    Refused, as does a back-up who no longer works here.
    """
    who = _here(board, back_up)
    absent = assistant_name(board, instead_of)
    if back_up == instead_of:
        raise Refused(say(_SELF))
    day = first or _absence(board, instead_of)
    held = [card for card in _going(board, tasks) if card.standing.holder == instead_of]
    if not held:
        raise Refused(say(_NOT_THEIRS, name=absent))
    with _change(board, "stand_in", tasks, held, {"who": who, "absent": absent}) as record:
        # The last one first, so that the first lies on top.
        for card in reversed(held):
            if terms is not None and terms.fields:
                edit_in(board, record, card.task, dict(terms.fields))
            given = _said(_terms(board, record, card, back_up), terms)
            give_cards(board, record, [card.task], replace(given, stands_in=instead_of, stands_from=day))
            # The card goes on to bear the name of the one whose it is.
            add_name(record, card.task, instead_of)


def give_back(board: Board, tasks: Sequence[int]) -> None:
    """The absent ones are there again and get these tasks back, on the terms that they had; who stood in
    stays their back-up, as far as they learnt it.

    Cards that wait for a look, or for which nobody stands in, stay and are counted; the only one raises
    Refused, as does somebody who no longer works here.
    """
    owners = dict(board.db.execute_sql(_ABSENT).fetchall())
    going = [card for card in _going(board, tasks) if card.task in owners]
    if not going:
        raise Refused(say(_NOBODY))
    names = {absent: _here(board, absent) for absent in (owners[card.task] for card in going)}
    with _change(board, "give_back", tasks, going, {"who": ", ".join(names.values())}) as record:
        for card in reversed(going):
            absent, back_up = owners[card.task], card.standing.holder
            terms = replace(_terms(board, record, card, absent), keeps_level=True)
            give_cards(board, record, [card.task], terms)
            if back_up is not None and _learns(board, card.task, back_up):
                add_name(record, card.task, back_up)


def absent_of(board: Board, task: int) -> str:
    """For whom the one who has a task stands in; "" where it is their own."""
    row = board.db.execute_sql(_WHOSE, (task,)).fetchone()
    return "" if row is None else str(row[0])


def _absence(board: Board, assistant: int) -> dt.date | None:
    """The first day of the absence that runs or comes next."""
    today = read_settings(board).today(board.now())
    sql = "SELECT min(first) FROM absence WHERE assistant_id = ? AND last >= ?"
    (day,) = board.db.execute_sql(sql, (assistant, today.isoformat())).fetchone()
    return None if day is None else dt.date.fromisoformat(day)


def _going(board: Board, tasks: Sequence[int]) -> list[Standee]:
    """Those in somebody's hands that do not wait for a look."""
    found = standees(board, tasks)
    going = [card for card in found if card.standing.kind in ("training", "handed_over")]
    if not going and any(card.standing.kind == "review" for card in found):
        raise Refused(say(_WAITS))
    return going


def _change(
    board: Board, action: str, tasks: Sequence[int], going: Sequence[Standee], details: dict[str, object]
) -> AbstractContextManager[Recorder]:
    stayed = {"stayed": len(tasks) - len(going)} if len(going) < len(tasks) else {}
    subject = subject_of(board, [card.task for card in going])
    return board.change(action, subject, details={"count": len(going)} | details | stayed)


def _terms(board: Board, record: Recorder, card: Standee, taker: int) -> Terms:
    """As it was agreed with the one who gets it, when they had it last; else with the one who has it."""
    authority, next_check, engagement, until, hours, money, theirs = record.db.execute_sql(
        _AGREED, (card.task, taker)
    ).fetchone()
    day = card.standing.due
    if next_check is not None or card.standing.repeat is not None:
        next_check = _look(board, card, taker, day)
    return Terms(
        taker,
        authority=authority,
        next_check=next_check,
        engagement=engagement,
        until=None if until is None else dt.date.fromisoformat(until),
        hour_cap=hours,
        # Money caps are in the currency of the one they were agreed with.
        money_cap=money if theirs else None,
    )


def _said(agreed: Terms, said: Terms | None) -> Terms:
    """What was agreed, where nothing else is said now."""
    names = (
        "authority",
        "next_check",
        "knows_it",
        "why_anyway",
        "engagement",
        "until",
        "hour_cap",
        "money_cap",
    )
    new = {name: value for name in names if said is not None and (value := getattr(said, name))}
    return replace(agreed, **new)


def _look(board: Board, card: Standee, taker: int, due: dt.date | None) -> dt.date:
    from models.handover_defaults import level_of, owner_time

    settings = read_settings(board)
    today = settings.today(board.now())
    level = max(1, level_of(board, card.task, taker)) if card.standing.repeat is not None else None
    theirs = working_time_of(board, taker, holidays=False)
    return default_check(due or today, level, owner_time(settings), theirs, today)


def _here(board: Board, assistant: int) -> str:
    """The name of somebody who works here."""
    found = assistant_name(board, assistant)
    sql = "SELECT 1 FROM assistant WHERE id = ? AND ended IS NOT NULL"
    if board.db.execute_sql(sql, (assistant,)).fetchone():
        raise Refused(say(_GONE, name=found))
    return found


def _learns(board: Board, task: int, assistant: int) -> bool:
    sql = "SELECT 1 FROM training WHERE task_id = ? AND assistant_id = ? AND level > 0"
    return board.db.execute_sql(sql, (task, assistant)).fetchone() is not None


# The last day of the absence that the back-up is for, however much longer it has become.
_LAST = """
    (SELECT max(o.last) FROM absence o WHERE o.assistant_id = a.id
      AND h.stands_from BETWEEN o.first AND o.last)
"""
_FROM = """
    FROM handover h JOIN assistant a ON a.id = h.stands_in_id JOIN task t ON t.id = h.task_id
      JOIN assistant b ON b.id = h.assistant_id JOIN stage s ON s.id = t.stage_id
    WHERE h.ended IS NULL AND h.stands_in_id IS NOT NULL AND t.binned IS NULL
"""
_ABSENT = f"SELECT h.task_id, a.id {_FROM}"
_STANDING_IN = f"""
    SELECT h.task_id, a.id, a.name, b.id, b.name, {_LAST} {_FROM}
      AND a.ended IS NULL AND s.kind IN ('training', 'handed_over')
      AND NOT EXISTS (SELECT 1 FROM absence n WHERE n.assistant_id = a.id AND ? BETWEEN n.first AND n.last)
    ORDER BY h.id
"""  # noqa: S608 - constants
_WHOSE = """
    SELECT a.name FROM handover h JOIN assistant a ON a.id = h.stands_in_id
    WHERE h.task_id = ? AND h.ended IS NULL
"""
_AGREED = """
    SELECT authority, next_check, engagement, until, hour_cap, money_cap, assistant_id = ?2
    FROM handover WHERE task_id = ?1 ORDER BY assistant_id <> ?2, ended IS NOT NULL, id DESC LIMIT 1
"""
