"""What the sample board's cards are made of: its people, and short ways to write a card, a remark, a day."""

import hashlib
import uuid
from datetime import UTC, date, datetime, time, timedelta

from models.drafts import CommentDraft, LinkDraft, StepDraft, TaskDraft
from models.repeats import Repeat

NAME = "Harbor Dental Supplies"
SPECIALISATION = "same-week supply of hard-to-get dental parts, with advice"
OWNER = "Rosa Lindt"
MAYA, TOM, INES, PRIYA = "Maya", "Tom", "Ines", "Priya"
BOSTON = "America/New_York"

DAILY, WEEKLY = Repeat(1, "day"), Repeat(1, "week")
MONTHLY, QUARTERLY, YEARLY = Repeat(1, "month"), Repeat(1, "quarter"), Repeat(1, "year")


def card(
    kind: str,
    title: str,
    minutes: int | None = None,
    repeat: Repeat | None = None,
    *,
    verdict: str | None = None,
    due: date | None = None,
    due_time: str | None = None,
    tags: list[str] | None = None,
    notes: str = "",
    steps: list[str] | None = None,
    comments: list[CommentDraft] | None = None,
    links: list[tuple[str, str]] | None = None,
    assistants: list[str] | None = None,
) -> TaskDraft:
    """A card; a step that begins with + is ticked."""
    draft = TaskDraft(
        title=title,
        notes=notes,
        kind=kind,
        verdict=verdict or {"unsorted": "undecided", "core": "core"}.get(kind, "delegable"),
        due=due,
        due_time=due_time,
        due_zone=BOSTON if due_time else None,
        repeat=repeat,
        seconds_per_run=None if minutes is None else minutes * 60,
        tags=tags or [],
        assistants=assistants or [],
    )
    draft.steps = [StepDraft(step.removeprefix("+"), step.startswith("+")) for step in steps or []]
    draft.links = [LinkDraft(url, name) for url, name in links or []]
    draft.comments = comments or []
    return draft


def finished(
    title: str,
    minutes: int,
    done: datetime,
    outcome: str = "done",
    *,
    verdict: str = "delegable",
    repeat: Repeat | None = None,
    assistants: list[str] | None = None,
    tags: list[str] | None = None,
) -> TaskDraft:
    """A card in Done."""
    draft = card("done", title, minutes, repeat, verdict=verdict, assistants=assistants, tags=tags)
    draft.outcome, draft.done, draft.created = outcome, done, done - timedelta(days=20, hours=3)
    return draft


def said(today: date, author: str, days_ago: int, text: str) -> CommentDraft:
    """A remark some days back."""
    return CommentDraft(text, author, at(today, days_ago, 17))


def at(today: date, days_ago: int, hour: int) -> datetime:
    """A moment some days back; naive UTC."""
    return datetime.combine(today - timedelta(days=days_ago), time(hour, 5))


def weekday_after(today: date, weekday: int) -> date:
    """The next such weekday, at least three days away: the near days stay as they are told above."""
    first = today + timedelta(days=3)
    return first + timedelta(days=(weekday - first.weekday()) % 7)


def uid_of(today: date, title: str) -> str:
    """A version 7 key whose clock stands at that day and whose rest comes from the title."""
    stamp = int(datetime.combine(today, time(), UTC).timestamp() * 1000)
    tail = int.from_bytes(hashlib.sha256(title.encode()).digest()[:10], "big")
    value = (stamp & (1 << 48) - 1) << 80 | tail
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))
