"""Asking somebody how it goes: the text, and that it was asked. Also what else moves the ball without a run:
a question that was answered, a look that was taken.
"""

import datetime as dt
from typing import NamedTuple
from urllib.parse import quote

from models import hands, next_look
from models.assistant_load import working_time
from models.assistants import Assistant, assistant_of
from models.board import Board
from models.cards import title_of
from models.handovers import Held
from models.packet_ops import open_handover
from models.packet_source import without_paths
from models.packets import nudge
from models.packets.content import is_address
from models.packets.spoken import day_words, instant_words
from models.packets.wording import Words, known_language, words_for
from models.schema_handover import Handover
from models.settings import Settings, read_settings
from models.task_days import ZONE, TaskDays
from models.training import level_of
from models.wall_time import local_of, moment_of
from models.working_time import WorkingTime, later, next_working_day

_DUE = f"SELECT t.title, t.due, t.due_time, {ZONE} FROM task t WHERE t.id = ?"  # noqa: S608 - constants
_LONGEST_SUBJECT = 60


class Nudge(NamedTuple):
    """What is asked: `text`, and how: `form` "text" (to be pasted) or "mail", as on their record; `link`: a
    mailto address with the text in it.
    """

    who: str
    text: str
    form: str
    link: str


def nudge_for(board: Board, task: int, now: dt.datetime) -> Nudge:
    """The prepared text for the one who has a card, in the language they read: what it is about, due on both
    clocks, one question. Raises Refused where nobody has it.
    """
    held = open_handover(board, task)
    who = assistant_of(board, held.assistant)
    settings = read_settings(board)
    words = words_for(known_language(who.language))
    title, due, time, zone = board.db.execute_sql(_DUE, (task,)).fetchone()
    title = without_paths(title)
    day = None if due is None else dt.date.fromisoformat(due)
    text = nudge.note(
        who.name,
        title,
        [] if day is None else _due_lines(day, time, zone, who, settings, words),
        settings["company.owner"] or settings["company.name"] or "",
        words,
        is_past=TaskDays(board, now).is_past(day, time, zone),
        asked=_asked(board, held, who, settings, words),
    )
    form = "mail" if who.send_by == "mail" and is_address(who.email) else "text"
    return Nudge(who.name, text, form, _link(who.email, title, text))


def mark_nudged(board: Board, task: int, now: dt.datetime) -> None:
    """They were asked: the next look is on the next day on which both work."""
    held = open_handover(board, task)
    settings = read_settings(board)
    theirs = working_time(assistant_of(board, held.assistant), settings, now, holidays=False)
    zone, days, hours = (str(settings[f"company.{name}"]) for name in ("zone", "days", "hours"))
    today = settings.today(now)
    # Without public holidays: to know them takes longer than a key may.
    day = next_working_day(today, WorkingTime(zone, days, hours), theirs) or later(today, 1)
    with board.change("nudge", title_of(board, task), details={"who": held.name}) as record:
        record.update(Handover, held.id, nudged=record.moment, next_check=day)
        hands.set_move(record, task, "theirs")


def mark_answered(board: Board, task: int) -> None:
    """Their question has its answer: it is their move again."""
    held = open_handover(board, task)
    with board.change("answered", title_of(board, task), details={"who": held.name}) as record:
        hands.set_move(record, task, "theirs")


def mark_looked(board: Board, task: int) -> None:
    """The owner had a look at how it goes; the next one is when the rules have it."""
    held = open_handover(board, task)
    with board.change("looked", title_of(board, task)) as record:
        next_look.renew(board, record, task, level_of(record.db, task, held.assistant), None)
        sql = "SELECT next_check FROM handover WHERE id = ?"
        (record.details["next"],) = record.db.execute_sql(sql, (held.id,)).fetchone()


def _due_lines(
    day: dt.date, time: str | None, zone: str, who: Assistant, settings: Settings, words: Words
) -> list[str]:
    """The due on their clock, then on the owner's where that shows another time."""
    if time is None:
        return [day_words(day, words)]
    home = str(settings["company.zone"])
    theirs = who.zone or home
    at = moment_of(day, time, zone or home).utc
    city = who.city if who.zone else ""
    first = instant_words(at.replace(tzinfo=dt.UTC), theirs, city, words)
    if local_of(at, theirs) == local_of(at, home):
        return [first]
    return [first, instant_words(at.replace(tzinfo=dt.UTC), home, "", words)]


def _asked(board: Board, held: Held, who: Assistant, settings: Settings, words: Words) -> str:
    """The day on which they were asked since it is their move, "" if not yet."""
    sql = "SELECT nudged FROM handover WHERE id = ? AND nudged >= coalesce(moved, at)"
    row = board.db.execute_sql(sql, (held.id,)).fetchone()
    if row is None:
        return ""
    zone = who.zone or str(settings["company.zone"])
    return day_words(local_of(dt.datetime.fromisoformat(row[0]), zone).date(), words)


def _link(address: str, title: str, text: str) -> str:
    subject = title if len(title) <= _LONGEST_SUBJECT else f"{title[: _LONGEST_SUBJECT - 1]}…"
    to = quote(address, safe="@") if is_address(address) else ""
    body = quote(text.strip().replace("\n", "\r\n"), safe="")
    return f"mailto:{to}?subject={quote(subject, safe='')}&body={body}"
