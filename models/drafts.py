"""What comes from outside before it is on the board: plain values, no database.

Importers, quick add and the clipboard make drafts; `tasks.add_tasks` turns them into rows.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from models.repeats import Repeat


@dataclass(slots=True)
class StepDraft:
    """One line of a checklist."""

    text: str
    done: bool = False


@dataclass(slots=True)
class CommentDraft:
    """A remark on a card; `at` is naive UTC, None where the source does not say."""

    text: str
    author: str = ""
    at: datetime | None = None


@dataclass(slots=True)
class LinkDraft:
    """Something attached: an address kept as text and never followed by us."""

    url: str
    title: str = ""


@dataclass(slots=True)
class AnswersDraft:
    """What was answered about a task: by letter (models.triage.ASKED), with the gates ticked."""

    given: dict[str, int] = field(default_factory=dict)
    gates: tuple[str, ...] = ()
    on_site: bool = False


@dataclass(slots=True)
class TaskDraft:
    """A task as the source tells it; what the source does not know stays empty.

    `column` is the list it lay in, as the source spells it; `kind` the stage kind decided from it.
    `due_time` is "HH:MM" on the wall of `due_zone` (IANA name). Moments are naive UTC.
    `source` is a stable id in the source ("trello:5f…"); `row` counts from 1, for the report.
    `estimate`: "" given, "rough" or "measured"; `seconds_per_week` only for a rough guess of the week where
    nobody said how long a run takes. `sensitivity`: low, medium, high or "".
    """

    title: str
    notes: str = ""
    uid: str | None = None
    column: str | None = None
    kind: str | None = None
    verdict: str | None = None
    outcome: str | None = None
    due: date | None = None
    due_time: str | None = None
    due_zone: str | None = None
    repeat: Repeat | None = None
    seconds_per_run: int | None = None
    tags: list[str] = field(default_factory=list)
    steps: list[StepDraft] = field(default_factory=list)
    comments: list[CommentDraft] = field(default_factory=list)
    links: list[LinkDraft] = field(default_factory=list)
    assistants: list[str] = field(default_factory=list)
    created: datetime | None = None
    changed: datetime | None = None
    done: datetime | None = None
    source: str | None = None
    row: int = 0
    estimate: str = ""
    seconds_per_week: int | None = None
    done_when: str = ""
    skills: str = ""
    sensitivity: str = ""
    answers: AnswersDraft | None = None
    # Of a card that comes in somebody's hands
    next_check: date | None = None
    authority: int | None = None
    level: int | None = None
    # Of a series (models.schema.Task); without an anchor it counts from its due
    anchor: date | None = None
    repeat_zone: str = ""
    on_holiday: str = ""
