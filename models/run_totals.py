"""What the runs of one task come to: how often it was done, how often at first try and in time, and won."""

import datetime as dt
from typing import NamedTuple

from models.board import Board
from models.errors import Refused
from models.ledger_setup import CRAFT
from models.money import usual_training
from models.runs import OWNER_SECONDS, WON_SECONDS
from models.settings import read_settings
from models.words import QT_TRANSLATE_NOOP, say
from models.zones import zone_of

_ALL = f"""
    SELECT count(*) FILTER (WHERE r.outcome IN ('accepted', 'accepted_after_fix', 'assumed_done')),
      count(*) FILTER (WHERE r.outcome = 'assumed_done'),
      count(*) FILTER (WHERE r.attempt = 1 AND r.reviewed),
      count(*) FILTER (WHERE r.attempt = 1 AND r.reviewed AND r.outcome = 'accepted'),
      count({WON_SECONDS}), coalesce(sum({WON_SECONDS}), 0), coalesce(sum({OWNER_SECONDS}), 0)
    FROM run r WHERE r.task_id = ? AND r.ended IS NOT NULL
"""  # noqa: S608 - constants
# Those of which the date alone does not say whether they were late: it hangs on the zone.
_CLEAR = """
    SELECT count(*) FILTER (WHERE date(delivered) < due),
      count(*) FILTER (WHERE date(delivered) > date(due, '+1 day'))
    FROM run WHERE task_id = ? AND attempt = 1 AND due IS NOT NULL AND delivered IS NOT NULL
      AND outcome <> 'skipped'
"""
_CLOSE = """
    SELECT delivered, due, zone FROM run WHERE task_id = ? AND attempt = 1 AND due IS NOT NULL
      AND outcome <> 'skipped' AND date(delivered) BETWEEN due AND date(due, '+1 day')
"""


class Totals(NamedTuple):
    """`times`: done by them, of which `assumed` nobody looked at. `tries`: first submissions that were looked
    at, `good` of them accepted as they were. `dated`: first submissions that had a due date, `in_time` of
    them. `measured`: runs that `won` (the owner's seconds, may be negative) and `spent` are the sum of.
    """

    times: int
    assumed: int
    tries: int
    good: int
    measured: int
    won: int
    spent: int
    dated: int
    in_time: int


def read_totals(board: Board, task: int) -> Totals:
    """Of all runs of a task that are over, whoever did them."""
    counts = board.db.execute_sql(_ALL, (task,)).fetchone()
    early, late = board.db.execute_sql(_CLEAR, (task,)).fetchone()
    close = board.db.execute_sql(_CLOSE, (task,)).fetchall()
    in_time = early + sum(_is_in_time(*row) for row in close)
    times, assumed, tries, good, measured, won, spent = counts
    dated = early + late + len(close)
    return Totals(times, assumed, tries, good, measured, won, spent, dated, in_time)


def _is_in_time(delivered: str, due: str, zone: str) -> bool:
    moment = dt.datetime.fromisoformat(delivered).replace(tzinfo=dt.UTC)
    return moment.astimezone(zone_of(zone) or dt.UTC).date().isoformat() <= due


_UNCLEAR = """
    SELECT 1 FROM run r WHERE r.id = (SELECT max(id) FROM run WHERE task_id = ?1)
      AND r.outcome = 'sent_back' AND instr(r.reasons, 'brief_unclear')
      AND NOT EXISTS (SELECT 1 FROM brief_version v WHERE v.task_id = ?1 AND v.at > r.ended)
"""


def is_brief_unclear(board: Board, task: int) -> bool:
    """Whether the last run came back because the brief was unclear, and nothing was said anew since."""
    return board.db.execute_sql(_UNCLEAR, (task,)).fetchone() is not None


class SetUp(NamedTuple):
    """The owner's seconds to write the brief and to train somebody; what nobody said is the usual."""

    brief: int
    is_brief_said: bool
    training: int
    is_training_said: bool

    @property
    def whole(self) -> int:
        return self.brief + self.training


_SAID = """
    SELECT (SELECT seconds FROM brief WHERE task_id = t.id), g.seconds, g.id, t.seconds_per_run, r.route,
      a.kind IN ('specialist', 'local'), EXISTS (SELECT 1 FROM training_step s WHERE s.task_id = t.id
        AND s.assistant_id = a.id AND s.cause = 'handed_over' AND s.old = 0 AND s.new >= 3)
    FROM task t JOIN assistant a ON a.id = ?2
    LEFT JOIN training g ON g.task_id = t.id AND g.assistant_id = a.id
    LEFT JOIN triage r ON r.task_id = t.id WHERE t.id = ?1
"""


def set_up_of(board: Board, task: int, assistant: int) -> SetUp:
    """What it took the owner to give this task to somebody; who brings the craft or knew it has no training.

    Raises Refused when one of the two is gone.
    """
    row = board.db.execute_sql(_SAID, (task, assistant)).fetchone()
    if row is None:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "Nobody learns this any more.")))
    brief, training, learns, seconds, route, is_craftsman, knew = row
    use = read_settings(board).assumptions()
    usual = 0
    if learns is not None and not (is_craftsman or knew or route in CRAFT):
        minutes = usual_training((seconds or 0) / 60) if use.training is None else use.training
        usual = round(60 * minutes)
    return SetUp(
        round(60 * use.brief) if brief is None else brief,
        brief is not None,
        usual if training is None else training,
        training is not None,
    )
