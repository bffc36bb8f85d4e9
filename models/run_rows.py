"""Runs inside an open change: one occurrence of a task in somebody's hands, from the moment there is
something to tell of it until it is over.
"""

from typing import Any, NamedTuple

from models import training
from models.declared import SETTINGS, from_json
from models.record import Recorder, stored
from models.schema_handover import Run
from models.trust import Judgement
from models.uid import new_uid

_OWN = ("review_seconds", "question_seconds", "fix_seconds")
# With what a run ends that somebody looked at.
LOOKED_AT = frozenset({"accepted", "accepted_after_fix", "sent_back"})
_RATE = """
    SELECT amount, currency, fx FROM rate WHERE assistant_id = ? AND starts <= ? ORDER BY starts DESC LIMIT 1
"""
_OPEN = """
    SELECT h.uid, coalesce(h.sent_version, h.version),
      coalesce(h.baseline, t.seconds_per_run), h.at, t.due, t.repeat_count,
      coalesce(nullif(t.repeat_zone, ''), t.due_zone, ''), h.assistant_id
    FROM handover h JOIN task t ON t.id = h.task_id WHERE h.task_id = ? AND h.ended IS NULL
"""
# How often it was handed in and sent back since a run last ended otherwise.
_ATTEMPT = """
    SELECT count(*) FROM run WHERE task_id = ?1 AND assistant_id = ?2 AND outcome = 'sent_back'
      AND id > coalesce((SELECT max(id) FROM run WHERE task_id = ?1 AND assistant_id = ?2
        AND ended IS NOT NULL AND outcome <> 'sent_back'), 0)
"""
_LAST = "SELECT max(ended) FROM run WHERE task_id = ? AND ended IS NOT NULL"
_ASKED = """
    SELECT EXISTS (SELECT 1 FROM comment c JOIN run r ON r.task_id = c.task_id JOIN assistant a ON
      a.id = r.assistant_id WHERE r.id = ? AND c.author = a.name AND c.at >= coalesce(r.started, r.delivered)
      AND instr(c.text, '?') > 0)
"""


class Minutes(NamedTuple):
    """The owner's seconds on one run: looking at it, answering questions, putting it right. None: not said,
    so that the usual holds; as soon as one is said, none of them is called assumed.
    """

    review: int | None = None
    questions: int | None = None
    fix: int | None = None

    @property
    def is_said(self) -> bool:
        return any(one is not None for one in self)


NOT_SAID = Minutes()


def begin(record: Recorder, task: int, **fields: Any) -> int | None:
    """A run of the one who has the task now, with everything frozen that it is measured by later; its key, or
    None where nobody has the task.
    """
    row = record.db.execute_sql(_OPEN, (task,)).fetchone()
    if row is None:
        return None
    handover, version, baseline, at, due, recurs, zone, assistant = row
    rate = record.db.execute_sql(_RATE, (assistant, record.moment.date().isoformat())).fetchone()
    amount, currency, fx = rate or (None, "", "")
    (attempt,) = record.db.execute_sql(_ATTEMPT, (task, assistant)).fetchone()
    (last,) = record.db.execute_sql(_LAST, (task,)).fetchone()
    values = {
        "handover": handover,
        "version": version,
        "level": training.level_of(record.db, task, assistant) if recurs else None,
        "due": due,
        "baseline": baseline,
        "rate": amount,
        "currency": currency,
        "fx": fx,
        "zone": zone,
        "started": max(at, last or at),
        "attempt": attempt + 1,
    }
    return record.insert(Run, uid=new_uid(), task=task, assistant=assistant, **(values | fields))


def end(
    record: Recorder,
    run: int,
    outcome: str,
    *,
    reasons: str = "",
    note: str = "",
    minutes: Minutes = NOT_SAID,
    missed: int = 0,
) -> Judgement | None:
    """A run is over. The owner's minutes are what was said, else the usual ones, marked as assumed; where
    something is learnt the rules of trust follow, and what they found is returned.
    """
    sql = f"SELECT task_id, assistant_id, uid, level, assumed, {', '.join(_OWN)} FROM run WHERE id = ?"  # noqa: S608
    task, assistant, uid, level, assumed, *known = record.db.execute_sql(sql, (run,)).fetchone()
    is_looked_at = outcome in LOOKED_AT
    fields: dict[str, Any] = {
        "ended": record.moment,
        "outcome": outcome,
        "reasons": reasons,
        "missed": missed,
    }
    if note:
        fields["note"] = note
    # What was said when it was looked at before still holds.
    said = [own if own is not None or assumed else old for own, old in zip(minutes, known, strict=True)]
    is_said = any(one is not None for one in said)
    if is_looked_at or is_said:
        usual = _usual(record, run, outcome) if is_looked_at else NOT_SAID
        took = [own if own is not None else other for own, other in zip(said, usual, strict=True)]
        fields |= dict(zip(_OWN, took, strict=True))
        fields |= {"assumed": not is_said, "reviewed": is_looked_at}
    record.update(Run, run, **fields)
    return training.follow(record, task, assistant, uid) if level is not None else None


def skip(record: Recorder, task: int, outcome: str, **fields: Any) -> None:
    """An occurrence that nobody delivered, over at once: skipped, done by the owner, or only assumed done."""
    begin(record, task, ended=record.moment, outcome=outcome, **fields)


def count_missed(record: Recorder, task: int, missed: int) -> None:
    """So many dates of the series went by before the run that has just ended; the newest one takes them."""
    sql = "SELECT max(id) FROM run WHERE task_id = ? AND ended = ?"
    moment = stored(Run, {"ended": record.moment})["ended"]
    (run,) = record.db.execute_sql(sql, (task, moment)).fetchone()
    if run is not None:
        record.update(Run, run, missed=missed)


def reopen(record: Recorder, run: int) -> None:
    """What was judged waits for a look again; its minutes stay."""
    sql = "SELECT task_id, uid FROM run WHERE id = ?"
    task, uid = record.db.execute_sql(sql, (run,)).fetchone()
    record.update(Run, run, ended=None, outcome="", reasons="", reviewed=False, missed=0)
    training.withdraw(record, task, uid)


def _usual(record: Recorder, run: int, outcome: str) -> Minutes:
    """The owner's usual seconds: a look, or what a send-back takes; and for a question if there was one."""
    names = ("money.review", "money.fix", "money.questions")
    usual = {name: SETTINGS[name].default for name in names}
    rows = record.db.execute_sql("SELECT name, value FROM setting WHERE name IN (?, ?, ?)", names)
    usual |= {name: from_json(SETTINGS[name], value)[0] for name, value in rows.fetchall()}
    review, fix, questions = (round(60 * float(usual[name])) for name in names)
    (asked,) = record.db.execute_sql(_ASKED, (run,)).fetchone()
    is_back = outcome in ("sent_back", "accepted_after_fix")
    return Minutes(review=review, questions=questions if asked else 0, fix=fix if is_back else 0)
