"""Today: whose move it is, what of the owner's own is due, and what others have; one read over the board.

The column To review and the reviews here are one query. In parts: models.today_cards (what is in somebody's
hands), models.today_notices (what is coming up with people), models.assumed (runs that nobody reports).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.board import Board
from models.task_days import TaskDays

_OWN = """
    SELECT t.id, t.title, t.due, t.due_time, coalesce(nullif(t.repeat_zone, ''), t.due_zone, '')
    FROM task t JOIN stage s ON s.id = t.stage_id
    WHERE t.due <= ? AND t.binned IS NULL AND t.holder_id IS NULL AND t.outcome IS NULL
      AND s.kind IN ('unsorted', 'core', 'setup')
    ORDER BY t.due, t.due_time IS NULL, t.due_time, s.rank, t.rank, t.id
"""


class Item(NamedTuple):
    """One line of the page. `kind` is one of KINDS; `actions`: what keys and buttons do, the likeliest first.

    `since`: since when it waits; `due` with `time` ("HH:MM") on the clock of `zone` ("": the company's);
    `late`: whole days past it, there; `check`: when the owner looks next; `nudged`: when they last asked.
    Moments are naive UTC. `text`: the question, a tool, a back-up's name, or why it is offered; `parts` and
    `runs`: of what was assumed, or titles and keys of what is due while somebody is away; `day`: of a notice;
    `share`: of a cap or a week, 1 is all of it. `number` and `to`, by kind: which try and their minutes
    (review), how many in a row and the level then (offer), minutes (cap), cards (ending, full, absent), the
    back-up (absent, returned), the access (access).
    """

    kind: str
    task: int = 0
    title: str = ""
    assistant: int = 0
    who: str = ""
    actions: tuple[str, ...] = ()
    since: dt.datetime | None = None
    due: dt.date | None = None
    time: str | None = None
    zone: str = ""
    is_late: bool = False
    late: int = 0
    level: int = 0
    check: dt.date | None = None
    nudged: dt.datetime | None = None
    text: str = ""
    number: int = 0
    to: int = 0
    parts: tuple[tuple[str, int], ...] = ()
    runs: tuple[int, ...] = ()
    day: dt.date | None = None
    share: float = 0.0

    @property
    def key(self) -> tuple[str, int, int]:
        """What stays the same of it while the board changes."""
        return self.kind, self.task, self.assistant


class Today(NamedTuple):
    """The three sections."""

    moves: tuple[Item, ...] = ()
    own: tuple[Item, ...] = ()
    waiting: Sequence[Item] = ()

    @property
    def quiet(self) -> frozenset[int]:
        """The cards in Handed over that need nothing; read when it is first asked for."""
        found: frozenset[int] = getattr(self.waiting, "quiet", frozenset())
        return found

    @property
    def badge(self) -> int:
        """How much is the owner's move."""
        return len(self.moves)

    def with_full(self, full: Iterable[tuple[int, str, float, int]]) -> "Today":
        """The same with those who have more in hand than is bought of them: who, name, share of the week, and
        cards. To know it takes longer than all the rest (models.assistant_load), so it comes later.
        """
        found = [
            Item("full", assistant=key, who=who, actions=("person",), share=share, number=cards)
            for key, who, share, cards in full
        ]
        return self._replace(moves=(*self.moves, *found)) if found else self


NOTHING = Today()
# In the order in which they are shown: who waits for an answer comes first.
KINDS = (
    *("question", "review", "unsent", "silent", "spot", "nudge", "check"),
    *("stopped", "offer", "changed", "week"),
    *("recall", "absent", "returned", "ending", "job_ending", "access", "cap", "full"),
)
_PLACE = {kind: place for place, kind in enumerate(KINDS)}


def read_today(board: Board, now: dt.datetime) -> Today:
    """Everything as it is at a moment (naive UTC)."""
    from models.assumed import weeks_assumed
    from models.today_cards import read_held
    from models.today_notices import read_notices

    days = TaskDays(board, now)
    held = read_held(board, days)
    weeks = [
        Item(
            "week",
            assistant=week.assistant,
            who=week.who,
            actions=("all", "except"),
            day=week.first,
            due=week.last,
            parts=week.parts,
            runs=week.runs,
        )
        for week in weeks_assumed(board, days.today)
    ]
    found = [*held.moves, *weeks, *read_notices(board, days)]
    # Stable: within a kind they come as they were read.
    moves = sorted(found, key=lambda item: _PLACE[item.kind])
    return Today(tuple(moves), tuple(_own(board, days)), held.waiting or ())


def _own(board: Board, days: TaskDays) -> list[Item]:
    items = []
    # A day more: east of the company it is tomorrow already.
    for task, title, due, time, zone in board.db.execute_sql(_OWN, (days.last.isoformat(),)).fetchall():
        day = dt.date.fromisoformat(due)
        if day <= days.today_in(zone):
            is_late = days.is_past(day, time, zone)
            late = days.days_late(day, zone)
            items.append(
                Item(
                    "own",
                    task,
                    title,
                    actions=("open", "finish"),
                    due=day,
                    time=time,
                    zone=zone,
                    is_late=is_late,
                    late=late,
                )
            )
    return items
