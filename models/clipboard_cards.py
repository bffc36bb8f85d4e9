"""Cards as text for the clipboard and for drags: written for our own windows, read with suspicion.

Whatever lies on the clipboard may come from any program. Reading keeps what has the right shape, leaves
out the rest, and never raises; a pasted card is a new card, so keys of the source are not taken over.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from models import cards, stages
from models.board import Board
from models.drafts import AnswersDraft, CommentDraft, LinkDraft, StepDraft, TaskDraft
from models.errors import Refused
from models.repeats import parse_repeat
from models.schema import (
    ESTIMATES,
    HOLIDAY_RULES,
    KINDS,
    OUTCOMES,
    SENSITIVITIES,
    VERDICTS,
    Attachment,
    Comment,
    Step,
    Task,
    Triage,
)
from models.suggesting import gates_of
from models.triage import ASKED, GATES
from models.words import QT_TRANSLATE_NOOP, say

TOO_MUCH = QT_TRANSLATE_NOOP(
    "models", "There is too much on the clipboard to be pasted at once: copy fewer cards."
)
T = TypeVar("T")

FORMAT = "delegation-board-cards"
VERSION = 1

# Far above what a board holds, far below what would stop the window.
MOST_BYTES = 32_000_000
_MOST_SIGNS = 3_000_000  # values: each takes far more memory than its letters
MOST_CARDS = 100_000
AT_ONCE = 500
MOST_PARTS = 1_000
LONGEST_LINE = 4_000
LONGEST_TEXT = 500_000
LONGEST_RUN = 366 * 24 * 3600
LONGEST_WEEK = 7 * 24 * 3600

_LETTERS = [letter.lower() for letter in ASKED]
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_WALL_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_ZONE = re.compile(r"[A-Za-z0-9_+\-]{1,32}(?:/[A-Za-z0-9_+\-]{1,32}){0,2}")


@dataclass(frozen=True, slots=True)
class CardsText:
    """What was read: the cards; the board's file that they came from, and their ids there."""

    drafts: tuple[TaskDraft, ...]
    board: str = ""
    ids: tuple[int, ...] = ()
    is_cut: bool = False


def drafts_of(board: Board, ids: Iterable[int]) -> list[TaskDraft]:
    """Everything on these cards as drafts, in the given order; ids that are gone are left out."""
    columns = {stage.id: stage for stage in stages.read_stages(board)}
    wanted = list(ids)
    found = cards.read_cards(board, wanted)
    drafts: dict[int, TaskDraft] = {}
    for task, card in found.items():
        drafts[task] = TaskDraft(
            title=card.title,
            column=columns[card.stage].name if card.stage in columns else None,
            kind=card.kind,
            verdict=card.verdict,
            outcome=card.outcome,
            due=card.due,
            due_time=card.due_time,
            due_zone=card.due_zone,
            repeat=card.repeat,
            anchor=card.anchor,
            repeat_zone=card.repeat_zone,
            on_holiday=card.on_holiday,
            seconds_per_run=card.seconds_per_run,
            tags=list(card.tags),
            assistants=list(card.assistants),
            done=card.done,
            estimate=card.estimate,
            seconds_per_week=card.seconds_per_week if card.seconds_per_run is None else None,
        )
    keys = list(drafts)
    for start in range(0, len(keys), AT_ONCE):
        _add_texts(board, drafts, keys[start : start + AT_ONCE])
    return [drafts[task] for task in wanted if task in drafts]


def _add_texts(board: Board, drafts: Mapping[int, TaskDraft], chunk: list[int]) -> None:
    """Notes, steps, comments and links of some cards, one statement each."""
    own = Task.select(Task.id, Task.notes, Task.done_when, Task.skills, Task.sensitivity)
    for task, *texts in own.where(Task.id.in_(chunk)).tuples().bind(board.db):
        draft = drafts[task]
        draft.notes, draft.done_when, draft.skills, draft.sensitivity = texts
    asked = Triage.select(Triage.task, Triage.gates, Triage.on_site, *(getattr(Triage, n) for n in _LETTERS))
    for task, gates, on_site, *given in asked.where(Triage.task.in_(chunk)).tuples().bind(board.db):
        known = {letter: value for letter, value in zip(ASKED, given, strict=True) if value is not None}
        drafts[task].answers = AnswersDraft(known, tuple(sorted(gates_of(gates))), bool(on_site))
    steps = Step.select(Step.task, Step.text, Step.done).where(Step.task.in_(chunk))
    for task, text, done in steps.order_by(Step.task, Step.rank, Step.id).tuples().bind(board.db):
        drafts[task].steps.append(StepDraft(text, done))
    said = Comment.select(Comment.task, Comment.text, Comment.author, Comment.at)
    said = said.where(Comment.task.in_(chunk)).order_by(Comment.task, Comment.at, Comment.id)
    for task, text, author, at in said.tuples().bind(board.db):
        drafts[task].comments.append(CommentDraft(text, author, at))
    links = Attachment.select(Attachment.task, Attachment.url, Attachment.title)
    links = links.where(Attachment.task.in_(chunk)).order_by(Attachment.task, Attachment.id)
    for task, url, title in links.tuples().bind(board.db):
        drafts[task].links.append(LinkDraft(url, title))


def to_json(
    drafts: Iterable[TaskDraft], board: str = "", ids: Iterable[int] = (), *, is_cut: bool = False
) -> str:
    """The cards as JSON; `board` and `ids` say where they lie, so that a cut can move them at home."""
    return json.dumps(
        {
            "format": FORMAT,
            "version": VERSION,
            "board": board,
            "ids": list(ids),
            "cut": is_cut,
            "cards": [dict(_fields(draft)) for draft in drafts],
        },
        ensure_ascii=False,
    )


def to_text(drafts: list[TaskDraft]) -> str:
    """For other programs: one card with its notes and steps, or several as one title a line."""
    if len(drafts) != 1:
        return "\n".join(draft.title for draft in drafts)
    draft = drafts[0]
    steps = "\n".join(f"[{'x' if step.done else ' '}] {step.text}" for step in draft.steps)
    return "\n\n".join(part for part in (draft.title, draft.notes, steps) if part)


def from_json(text: str) -> CardsText | None:
    """Read `to_json`; None where it is nothing of ours. Broken fields are left out, never refused.

    Raises Refused for more than can be held: titles alone, which are there as text, would be less than was
    copied.
    """
    if len(text) > MOST_BYTES or sum(map(text.count, "{[,")) > _MOST_SIGNS:
        raise Refused(say(TOO_MUCH))
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if (
        not isinstance(found, dict)
        or found.get("format") != FORMAT
        or not isinstance(found.get("cards"), list)
    ):
        return None
    drafts = tuple(
        draft for raw in found["cards"][:MOST_CARDS] if isinstance(raw, dict) and (draft := _draft(raw))
    )
    ids = tuple(one for one in _list(found, "ids", MOST_CARDS) if type(one) is int and 0 < one < 2**63)
    return CardsText(drafts, _line(found.get("board")), ids, found.get("cut") is True)


def _fields(draft: TaskDraft) -> Iterator[tuple[str, Any]]:
    """Name and plain value of every field that says something."""
    values: dict[str, Any] = {
        "title": draft.title,
        "notes": draft.notes,
        "column": draft.column,
        "kind": draft.kind,
        "verdict": draft.verdict,
        "outcome": draft.outcome,
        "due": draft.due.isoformat() if draft.due else None,
        "due_time": draft.due_time,
        "due_zone": draft.due_zone,
        "repeat": draft.repeat.text() if draft.repeat else None,
        "anchor": draft.anchor.isoformat() if draft.anchor else None,
        "repeat_zone": draft.repeat_zone,
        "on_holiday": draft.on_holiday,
        "seconds_per_run": draft.seconds_per_run,
        "tags": draft.tags,
        "steps": [{"text": step.text, "done": step.done} for step in draft.steps],
        "comments": [
            {"text": one.text, "author": one.author, "at": one.at.isoformat() if one.at else None}
            for one in draft.comments
        ],
        "links": [{"url": link.url, "title": link.title} for link in draft.links],
        "assistants": draft.assistants,
        "done": draft.done.isoformat() if draft.done else None,
        "estimate": draft.estimate,
        "seconds_per_week": draft.seconds_per_week,
        "done_when": draft.done_when,
        "skills": draft.skills,
        "sensitivity": draft.sensitivity,
        "answers": _answers_fields(draft.answers),
    }
    return ((name, value) for name, value in values.items() if value not in (None, "", []))


def _answers_fields(answers: AnswersDraft | None) -> dict[str, Any] | None:
    if answers is None:
        return None
    return {"given": answers.given, "gates": list(answers.gates), "on_site": answers.on_site}


def _answers(raw: object) -> AnswersDraft | None:
    if not isinstance(raw, dict):
        return None
    given = raw.get("given")
    known = given if isinstance(given, dict) else {}
    return AnswersDraft(
        {
            letter: known[letter]
            for letter in ASKED
            if type(known.get(letter)) is int and 0 <= known[letter] <= 4
        },
        tuple(gate for gate in GATES if gate in _list(raw, "gates")),
        raw.get("on_site") is True,
    )


def _draft(raw: Mapping[str, Any]) -> TaskDraft | None:
    title = _line(raw.get("title"))
    if not title:
        return None
    draft = TaskDraft(
        title=title,
        notes=_text(raw.get("notes")),
        column=_line(raw.get("column")) or None,
        kind=_one_of(raw.get("kind"), KINDS),
        verdict=_one_of(raw.get("verdict"), VERDICTS),
        outcome=_one_of(raw.get("outcome"), OUTCOMES),
        due=_parsed(raw.get("due"), date.fromisoformat),
        tags=[name for one in _list(raw, "tags") if (name := _line(one))],
        assistants=[name for one in _list(raw, "assistants") if (name := _line(one))],
        steps=[
            StepDraft(text, one.get("done") is True)
            for one in _dicts(raw, "steps")
            if (text := _line(one.get("text")))
        ],
        comments=[
            CommentDraft(text, _line(one.get("author")), _moment(one.get("at")))
            for one in _dicts(raw, "comments")
            if (text := _text(one.get("text")))
        ],
        links=[
            LinkDraft(url, _line(one.get("title")))
            for one in _dicts(raw, "links")
            if (url := _line(one.get("url")))
        ],
        done=_moment(raw.get("done")),
        estimate=_one_of(raw.get("estimate"), ESTIMATES) or "",
        done_when=_text(raw.get("done_when")),
        skills=_line(raw.get("skills")),
        sensitivity=_one_of(raw.get("sensitivity"), SENSITIVITIES) or "",
        answers=_answers(raw.get("answers")),
    )
    if draft.due is not None:
        draft.due_time = _matching(raw.get("due_time"), _WALL_TIME)
        draft.due_zone = _matching(raw.get("due_zone"), _ZONE)
    seconds = raw.get("seconds_per_run")
    if type(seconds) is int and 0 < seconds <= LONGEST_RUN:
        draft.seconds_per_run = seconds
    weekly = raw.get("seconds_per_week")
    if type(weekly) is int and 0 < weekly <= LONGEST_WEEK:
        draft.seconds_per_week = weekly
    try:
        draft.repeat = parse_repeat(_line(raw.get("repeat")))
    except Refused:
        draft.repeat = None
    if draft.repeat is not None:
        draft.anchor = _parsed(raw.get("anchor"), date.fromisoformat)
        draft.repeat_zone = _matching(raw.get("repeat_zone"), _ZONE) or ""
        draft.on_holiday = _one_of(raw.get("on_holiday"), HOLIDAY_RULES) or ""
    return draft


def _text(value: object) -> str:
    return (
        _CONTROL.sub("", value[:LONGEST_TEXT].replace("\r\n", "\n")).strip() if isinstance(value, str) else ""
    )


def _line(value: object) -> str:
    """One line of visible text."""
    return _CONTROL.sub("", " ".join(value[:LONGEST_LINE].split())) if isinstance(value, str) else ""


def _list(raw: Mapping[str, Any], name: str, most: int = MOST_PARTS) -> list[Any]:
    value = raw.get(name)
    return value[:most] if isinstance(value, list) else []


def _dicts(raw: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return [one for one in _list(raw, name) if isinstance(one, dict)]


def _one_of(value: object, known: tuple[str, ...]) -> str | None:
    return value if isinstance(value, str) and value in known else None


def _matching(value: object, pattern: re.Pattern[str]) -> str | None:
    return value if isinstance(value, str) and pattern.fullmatch(value) else None


def _parsed(value: object, parse: Callable[[str], T]) -> T | None:
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        return parse(value)
    except ValueError:
        return None


def _moment(value: object) -> datetime | None:
    """A naive UTC moment; one with a zone did not come from us."""
    moment = _parsed(value, datetime.fromisoformat)
    return moment if moment is not None and moment.tzinfo is None else None
