"""Sorting on the board: answers about a task, what the rules make of them, and the owner's decision.

Each operation is one change and one undo step. Answers suggest, they never decide.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from models import landing
from models.adding import DraftWriter
from models.board import Board
from models.cards import read_detail, subject_of, title_of
from models.catalogue import task_of
from models.drafts import TaskDraft
from models.errors import Refused
from models.ordering import ranks_below
from models.record import Recorder
from models.schema import VERDICTS, Link, Task
from models.schema import Triage as TriageRow
from models.settings import read_settings
from models.stages import first_stage
from models.suggesting import answers_of, gates_of, suggest_again
from models.tasks import checked_title, edit_in
from models.triage import ASKED, GATES, RULES, Suggestion, suggest, volume
from models.words import QT_TRANSLATE_NOOP, Sentence, say

MOST_MINUTES_A_WEEK = 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class Triage:
    """What is known about one task.

    `answers`: by letter (models.triage.ORDER), None where there is no answer; V is computed from the hours a
    week. `decided`: a verdict, or "dropped" or "automated"; `agreed` only for a decision made while a
    suggestion was on screen. `decided_at`: naive UTC.
    """

    answers: Mapping[str, int | None]
    gates: frozenset[str]
    on_site: bool
    suggestion: Suggestion
    decided: str | None = None
    decided_at: dt.datetime | None = None
    agreed: bool | None = None
    note: str = ""


_NO_ANSWER = QT_TRANSLATE_NOOP("models", "An answer is a whole number from 0 to 4, not “{text}”.")
_NO_GATE = QT_TRANSLATE_NOOP("models", "“{text}” is no reason why a task must stay with you.")
_ROUGH = QT_TRANSLATE_NOOP("models", "Minutes a week must lie between {low} and {high}.")
_SPLIT_DONE = QT_TRANSLATE_NOOP("models", "This card is done. Open it again before you split it.")
_MINE = QT_TRANSLATE_NOOP("models", "{title}: my part")
_GIVE = QT_TRANSLATE_NOOP("models", "{title}: to give")
_READ = """
    SELECT t.id, r.s, r.o, r.t, r.p, r.r, r.e, t.seconds_per_week, r.gates, r.on_site, r.decided,
      r.decided_at, r.agreed, r.note
    FROM task t LEFT JOIN triage r ON r.task_id = t.id
"""
_READ_ALL = _READ + " WHERE t.binned IS NULL"
_READ_SOME = _READ + " WHERE t.id IN (SELECT value FROM json_each(?))"  # noqa: S608 - constants


def read_triage(board: Board, task: int) -> Triage:
    """What is known about a task; without any answer an empty Triage. Raises Refused when it is gone."""
    found = read_triages(board, [task]).get(task)
    if found is None:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "This card is no longer there.")))
    return found


def read_triages(board: Board, ids: Iterable[int] | None = None) -> dict[int, Triage]:
    """The same for these tasks (None: all out of the bin), each of them present."""
    weights = read_settings(board).weights()
    if ids is None:
        rows = board.db.execute_sql(_READ_ALL)
    else:
        rows = board.db.execute_sql(_READ_SOME, (json.dumps(list(ids)),))
    found = {}
    # Most cards of a board have the same answers as another one: none, to begin with.
    known: dict[tuple[Any, ...], tuple[Mapping[str, int | None], frozenset[str], Suggestion]] = {}
    for task, s, o, t, p, r, e, seconds, gates, on_site, decided, at, agreed, note in rows:
        key = (s, o, t, p, r, e, None if seconds is None else volume(seconds / 60), gates, on_site)
        asked = known.get(key)
        if asked is None:
            answers, ticked = answers_of(key[:6], seconds), gates_of(gates or "")
            suggestion = suggest(answers, ticked, on_site=bool(on_site), weights=weights)
            asked = known[key] = (MappingProxyType(answers), ticked, suggestion)
        found[task] = Triage(
            asked[0],
            asked[1],
            bool(on_site),
            asked[2],
            decided,
            None if at is None else dt.datetime.fromisoformat(at),
            None if agreed is None else bool(agreed),
            note or "",
        )
    return found


def answer(board: Board, task: int, **given: Any) -> None:
    """Set answers by letter (`S=3`, None takes one back), `gates` (all that are ticked) or `on_site`.

    Suggests anew and never decides. Raises Refused for what is no answer.
    """
    assert set(given) <= {*ASKED, "gates", "on_site"}, given
    fields = {name.lower(): _checked(name, value) for name, value in given.items()}
    with board.change("answer", title_of(board, task)) as record:
        row = _row_of(record, task)
        record.update(TriageRow, row, **fields)
        suggest_again(record, [task])


def decide(board: Board, task: int, verdict: str, *, seen: bool = False, note: str | None = None) -> None:
    """The owner's decision: undecided, core, delegable or split; the card goes to its column.

    `seen`: a suggestion was on screen, so that agreeing counts. `note` None leaves the note as it is.
    """
    assert verdict in VERDICTS, verdict
    with board.change("decide", title_of(board, task)) as record:
        landing.decide(board, record, task, verdict)
        _note_decision(board, record, task, verdict, seen)
        if note is not None:
            record.update(TriageRow, _row_of(record, task), note=note.strip())


def note_decision(board: Board, task: int, note: str, visit: str | None = None) -> None:
    """Set the note of the decision; edits of one `visit` are one change."""
    with board.change("answer", title_of(board, task), visit=visit) as record:
        record.update(TriageRow, _row_of(record, task), note=note.strip())


def split(
    board: Board, task: int, mine_title: str, give_title: str, uids: Sequence[str], *, seen: bool = False
) -> None:
    """Two linked cards in one step. `uids[0]` is the new card's, which is my part.

    The card itself becomes the part to give and keeps what belongs to the work: steps, minutes, recurrence,
    comments, links, answers. Notes, tags and due date go to both. Raises Refused for a card that is done.
    """
    mine, give = checked_title(mine_title), checked_title(give_title)
    detail = read_detail(board, task)
    if detail is None or detail.card.kind == "done":
        raise Refused(say(_SPLIT_DONE))
    card = detail.card
    part = TaskDraft(
        title=mine,
        uid=uids[0],
        kind="core",
        verdict="core",
        notes=detail.notes,
        tags=list(card.tags),
        due=card.due,
        due_time=card.due_time,
        due_zone=card.due_zone,
    )
    with board.change("split", card.title) as record:
        home = first_stage(board, "core").id
        keys = DraftWriter(board, record).write([part], [home], ranks_below(record, Task, home, None, 1))
        record.insert(Link, kind="split_of", task=keys[0], other=task)
        record.update(Task, task, title=give)
        landing.decide(board, record, task, "delegable")
        _note_decision(board, record, task, "split", seen)


def split_titles(title: str, tell: Callable[[Sentence], str] = Sentence.english) -> tuple[str, str]:
    """The usual titles of my part and the part to give. `tell` speaks the language of the screen."""
    # The screen shuts in what stands in a sentence; what is kept is the title as it is.
    mine, give = (tell(say(one, title="\0")).replace("\0", title) for one in (_MINE, _GIVE))
    return mine, give


def drop(board: Board, tasks: int | Sequence[int]) -> None:
    """Nobody would miss it: to Done, dropped."""
    _finish(board, tasks, "dropped")


def automate(board: Board, tasks: int | Sequence[int]) -> None:
    """A tool can do it all: to Done, automated."""
    _finish(board, tasks, "automated")


def set_rough(board: Board, task: int, minutes_per_week: float) -> None:
    """A rough guess of the task's share of an average week, until minutes, log or timer replace it.

    It stands for the week alone: nothing is said about a single run. Raises Refused.
    """
    seconds = round(minutes_per_week * 60) if 0 < minutes_per_week <= MOST_MINUTES_A_WEEK else 0
    if not seconds:
        raise Refused(say(_ROUGH, low=1, high=f"{MOST_MINUTES_A_WEEK:,}"))
    with board.change("edit", title_of(board, task)) as record:
        edit_in(
            board, record, task, {"seconds_per_run": None, "estimate": "rough", "seconds_per_week": seconds}
        )


def take_catalogue(board: Board, task: int, n: int) -> None:
    """Fill what is empty (minutes, frequency, skills, done when, sensitivity) from catalogue task `n`;
    minutes count as rough.
    """
    detail = read_detail(board, task)
    known = task_of(n)
    if detail is None:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "This card is no longer there.")))
    offered = {
        "skills": ", ".join(known.skills),
        "done_when": known.done_when,
        "sensitivity": known.sensitivity,
    }
    fields: dict[str, Any] = {name: text for name, text in offered.items() if not getattr(detail, name)}
    if detail.card.seconds_per_run is None:
        fields |= {"seconds_per_run": known.minutes * 60, "estimate": "rough"}
    if detail.card.repeat is None and known.repeat is not None:
        fields["repeat"] = known.repeat
    with board.change("edit", detail.card.title) as record:
        edit_in(board, record, task, fields)


def agreement(board: Board) -> tuple[int, int]:
    """How often the owner agreed, of how many decisions made with a suggestion on screen."""
    row = board.db.execute_sql("SELECT coalesce(sum(agreed), 0), count(agreed) FROM triage").fetchone()
    return int(row[0]), int(row[1])


# Inside a change


def _row_of(record: Recorder, task: int) -> int:
    """The triage row of a task, made if there is none."""
    found = record.db.execute_sql("SELECT id FROM triage WHERE task_id = ?", (task,)).fetchone()
    return int(found[0]) if found else record.insert(TriageRow, task=task, rules=RULES)


def _note_decision(board: Board, record: Recorder, task: int, decided: str, seen: bool) -> None:
    fields: dict[str, Any] = {"decided": None, "decided_at": None, "agreed": None}
    if decided != "undecided":
        suggested = read_triage(board, task).suggestion.verdict
        agreed = suggested == decided if seen and suggested != "undecided" else None
        fields = {"decided": decided, "decided_at": record.moment, "agreed": agreed}
    record.update(TriageRow, _row_of(record, task), **fields)


def _finish(board: Board, tasks: int | Sequence[int], outcome: str) -> None:
    ids = [tasks] if isinstance(tasks, int) else list(tasks)
    action = {"dropped": "drop", "automated": "automate"}.get(outcome, "finish")
    with board.change(action, subject_of(board, ids), details={"count": len(ids)}) as record:
        landing.finish(board, record, ids, outcome)
        for card in landing.standees(board, ids):
            _note_decision(board, record, card.task, outcome, seen=False)


def _checked(name: str, value: Any) -> Any:
    if name == "on_site":
        return bool(value)
    if name == "gates":
        ticked = set(value)
        if unknown := ticked - set(GATES):
            raise Refused(say(_NO_GATE, text=str(min(unknown, key=str))[:80]))
        return ",".join(gate for gate in GATES if gate in ticked)
    if value is None or (type(value) is int and 0 <= value <= 4):
        return value
    raise Refused(say(_NO_ANSWER, text=str(value)[:80]))
