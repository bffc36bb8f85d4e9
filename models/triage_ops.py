"""Sorting on the board: answers about a task, what the rules make of them, and the owner's decision.

Each operation is one change and one undo step. Answers suggest, they never decide.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.board import Board
from models.triage import Suggestion


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


def read_triage(board: Board, task: int) -> Triage:
    """What is known about a task; without any answer an empty Triage."""
    raise NotImplementedError


def read_triages(board: Board, ids: Iterable[int] | None = None) -> dict[int, Triage]:
    """The same for these tasks (None: all out of the bin), each of them present."""
    raise NotImplementedError


def answer(board: Board, task: int, **given: Any) -> None:
    """Set answers by letter (`S=3`, None takes one back), `gates` (all that are ticked) or `on_site`.

    Suggests anew and never decides. Raises Refused for what is no answer.
    """
    raise NotImplementedError


def decide(board: Board, task: int, verdict: str, *, seen: bool = False, note: str | None = None) -> None:
    """The owner's decision: undecided, core, delegable or split; the card goes to its column.

    `seen`: a suggestion was on screen, so that agreeing counts. `note` None leaves the note as it is.
    """
    raise NotImplementedError


def note_decision(board: Board, task: int, note: str, visit: str | None = None) -> None:
    """Set the note of the decision; edits of one `visit` are one change."""
    raise NotImplementedError


def split(
    board: Board, task: int, mine_title: str, give_title: str, uids: Sequence[str], *, seen: bool = False
) -> None:
    """Two linked cards in one step. `uids[0]` is the new card's, which is my part.

    The card itself becomes the part to give and keeps what belongs to the work: steps, minutes, recurrence,
    comments, links. Notes, tags and due date go to both.
    """
    raise NotImplementedError


def split_titles(title: str) -> tuple[str, str]:
    """The usual titles of my part and the part to give, in English; the screen words its own."""
    raise NotImplementedError


def drop(board: Board, tasks: int | Sequence[int]) -> None:
    """Nobody would miss it: to Done, dropped."""
    raise NotImplementedError


def automate(board: Board, tasks: int | Sequence[int]) -> None:
    """A tool can do it all: to Done, automated."""
    raise NotImplementedError


def set_rough(board: Board, task: int, minutes_per_week: float) -> None:
    """A rough guess of the task's share of an average week, until minutes, log or timer replace it."""
    raise NotImplementedError


def take_catalogue(board: Board, task: int, n: int) -> None:
    """Fill what is empty (minutes, frequency, skills, done when, sensitivity) from catalogue task `n`;
    minutes count as rough.
    """
    raise NotImplementedError


def agreement(board: Board) -> tuple[int, int]:
    """How often the owner agreed, of how many decisions made with a suggestion on screen."""
    raise NotImplementedError
