"""The sample board: a believable small company, so that a new owner can look before typing anything.

Everyone and everything in it is made up. The same day always gives the same board.
"""

import hashlib
import uuid
from datetime import UTC, date, datetime, time, timedelta

from models import stages, tasks
from models.board import Board
from models.drafts import CommentDraft, LinkDraft, StepDraft, TaskDraft
from models.repeats import Repeat

NAME = "Harbor Dental Supplies"
SPECIALISATION = "same-week supply of hard-to-get dental parts, with advice"
OWNER = "Rosa Lindt"
MAYA, TOM, INES, PRIYA = "Maya", "Tom", "Ines", "Priya"
BOSTON = "America/New_York"

DAILY, WEEKLY = Repeat(1, "day"), Repeat(1, "week")
MONTHLY, QUARTERLY, YEARLY = Repeat(1, "month"), Repeat(1, "quarter"), Repeat(1, "year")


def fill_sample(board: Board, today: date) -> None:
    """Put the sample's cards on `board` as one change; due and done dates lie around `today`.

    A board that has no columns yet is founded with the sample's name first.
    """
    if not stages.read_stages(board):
        stages.found_board(board, NAME, SPECIALISATION)
    tasks.add_tasks(board, sample_drafts(today))


def sample_drafts(today: date) -> list[TaskDraft]:
    """All cards of the sample, column by column, top to bottom, with keys of their own."""
    drafts = [
        *_unsorted(today),
        *_core(today),
        *_setup(today),
        *_training(today),
        *_handed_over(today),
        *_review(today),
        *_done(today),
    ]
    for place, draft in enumerate(drafts):
        draft.uid = _uid(today, draft.title)
        draft.created = draft.created or _at(today, 60 - place, 14)
    return drafts


def _unsorted(today: date) -> list[TaskDraft]:
    return [
        _card(
            "unsorted",
            "Fix the office printer again",
            60,
            QUARTERLY,
            tags=["IT"],
            notes="Paper jam in tray 2, third time since spring.\nSomeone on site: the local technician?",
        ),
        _card(
            "unsorted",
            "Draft the memo for the Harlan clinics",
            120,
            due=today + timedelta(days=1),
            tags=["clients"],
            notes="They ask which handpiece parts stay available through next year, and which do not.",
        ),
        _card(
            "unsorted",
            "Supplier call: Boston, Lisbon, Manila",
            60,
            WEEKLY,
            due=today + timedelta(days=6),
            due_time="09:00",
            tags=["calendar"],
            steps=["Ask everyone's hours", "Check the holidays", "Send the invite with each local time"],
        ),
        _card(
            "unsorted",
            "Prepare the tax return",
            480,
            YEARLY,
            verdict="split",
            due=today + timedelta(days=75),
            tags=["books"],
            notes="Part of it is mine: I sign. Collecting the papers is not.",
        ),
        _card("unsorted", "Compare parcel prices for the West Coast", 120, tags=["shipping"]),
        _card("unsorted", "Renew the business insurance", repeat=YEARLY, due=today + timedelta(days=26)),
    ]


def _core(today: date) -> list[TaskDraft]:
    return [
        _card(
            "core",
            "Harlan clinics: renewal pitch",
            240,
            due=today - timedelta(days=2),
            tags=["clients"],
            steps=[
                "+Figures of last year",
                "+Which parts they waited for",
                "Offer with three prices",
                "Rehearse",
            ],
            comments=[_said(today, OWNER, 3, "Dr. Harlan asked for a date next week.")],
        ),
        _card(
            "core",
            "Sign the new lease",
            20,
            due=today,
            tags=["office"],
            steps=["+Lawyer's remarks are in", "Sign both copies"],
            notes="Binding for five years, so it stays with me.",
        ),
        _card(
            "core", "Price list for next year", 180, YEARLY, due=today + timedelta(days=4), tags=["prices"]
        ),
        _card(
            "core",
            "Source the rare parts that customers ask for",
            60,
            DAILY,
            tags=["parts"],
            notes="This is what customers choose us for.",
        ),
        _card(
            "core",
            "Quarterly call with the largest client",
            60,
            QUARTERLY,
            due=today + timedelta(days=12),
            tags=["clients"],
            notes="Maya prepares the notes; the talk is mine.",
        ),
        _card(
            "core", "Priya's performance review", 90, YEARLY, due=today + timedelta(days=19), tags=["people"]
        ),
        _card(
            "core",
            "Monthly newsletter: my part",
            30,
            MONTHLY,
            tags=["newsletter"],
            notes="The opening, in my voice.",
        ),
    ]


def _setup(today: date) -> list[TaskDraft]:
    return [
        _card(
            "setup",
            "Send invoices and chase late payers",
            90,
            WEEKLY,
            due=_next(today, weekday=4),
            tags=["books"],
            steps=[
                "+Export deliveries from the shop",
                "+Draft invoices from the template",
                "+Check against the price list",
                "Send, file the PDF",
                "Chase at 7 and 14 days",
            ],
            notes="Done when: every client is billed by Friday, reminders are out at 7 and 14 days.",
        ),
        _card(
            "setup",
            "Monthly newsletter: to give",
            60,
            MONTHLY,
            tags=["newsletter"],
            steps=["Take the text from the blog", "Fill the template", "Send a test mail"],
        ),
        _card(
            "setup",
            "Research a sterilizer before buying",
            240,
            tags=["equipment"],
            notes="An outside engineer for one week. Questions: water, power, service in Boston.",
            due=today + timedelta(days=33),
        ),
        _card(
            "setup", "Travel for the Denver trade fair", 90, due=today + timedelta(days=10), tags=["travel"]
        ),
    ]


def _training(today: date) -> list[TaskDraft]:
    return [
        _card(
            "training",
            "Inbox triage, daily",
            40,
            DAILY,
            tags=["email"],
            assistants=[MAYA],
            steps=[
                "+Label",
                "+Archive",
                "+Answer from the templates",
                "Flag at most five for me",
                "One line on each",
            ],
            comments=[
                _said(today, MAYA, 4, "Are mails from the bank flagged even when they are only statements?"),
                _said(today, OWNER, 4, "Statements go to Books. Everything else of theirs is flagged."),
            ],
            notes="Three of five in a row went well.",
        ),
        _card(
            "training",
            "Receipts into the ledger",
            20,
            WEEKLY,
            tags=["books"],
            assistants=[PRIYA],
            due=_next(today, 3),
        ),
        _card(
            "training", "Price watch: the five big suppliers", 60, MONTHLY, tags=["prices"], assistants=[INES]
        ),
    ]


def _handed_over(today: date) -> list[TaskDraft]:
    return [
        _card(
            "handed_over",
            "Schedule client calls",
            40,
            Repeat(3, "week"),
            tags=["calendar"],
            assistants=[MAYA],
            notes="Done when: accepted by all, zone and link are in the invite.",
        ),
        _card(
            "handed_over",
            "Design the spring brochure",
            180,
            due=today + timedelta(days=16),
            tags=["marketing"],
            assistants=[TOM],
            links=[("https://www.example.com/brand-rules", "Brand rules")],
            notes="One job: at most 10 hours, at most 600 USD.\n"
            "In a design studio this would be core. Nobody chooses us for our brochures.",
        ),
        _card("handed_over", "Supplier bills into the books", 6, DAILY, tags=["books"], assistants=[PRIYA]),
        _card(
            "handed_over",
            "Customs papers for Lisbon parcels",
            45,
            WEEKLY,
            tags=["shipping"],
            assistants=[INES],
            due=_next(today, 2),
        ),
        _card(
            "handed_over", "Confirm appointments for visits", 15, DAILY, tags=["calendar"], assistants=[MAYA]
        ),
    ]


def _review(today: date) -> list[TaskDraft]:
    return [
        _card(
            "review",
            "Three quotes for packing material",
            120,
            tags=["shipping"],
            assistants=[INES],
            due=today + timedelta(days=2),
            comments=[
                _said(
                    today,
                    OWNER,
                    6,
                    "Sent back, the brief was unclear: prices are wanted with delivery, in dollars.",
                ),
                _said(today, INES, 1, "Second version, same amounts for all three, with delivery."),
            ],
        ),
        _card(
            "review",
            "Banner for the trade fair",
            150,
            tags=["marketing"],
            assistants=[TOM],
            due=_next(today, 4),
        ),
    ]


def _done(today: date) -> list[TaskDraft]:
    return [
        _finished("Holiday card mailing list", 45, _at(today, 1, 16), assistants=[PRIYA], tags=["clients"]),
        _finished("Broken links on the web shop", 30, _at(today, 5, 13), assistants=[MAYA], tags=["web"]),
        _finished("Entry rules for Brazil", 40, _at(today, 9, 19), assistants=[MAYA], tags=["travel"]),
        _finished(
            "Talk with the new handpiece maker", 90, _at(today, 13, 18), verdict="core", tags=["parts"]
        ),
        _finished("Photos of the new parts", 90, _at(today, 21, 15), assistants=[TOM], tags=["marketing"]),
        _finished(
            "Copy web orders into the shipping list", 20, _at(today, 17, 14), "automated", repeat=DAILY
        ),
        _finished(
            "Print the weekly stock report", 15, _at(today, 25, 20), "dropped", repeat=WEEKLY, tags=["stock"]
        ),
    ]


def _card(
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


def _finished(
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
    draft = _card("done", title, minutes, repeat, verdict=verdict, assistants=assistants, tags=tags)
    draft.outcome, draft.done, draft.created = outcome, done, done - timedelta(days=20, hours=3)
    return draft


def _said(today: date, author: str, days_ago: int, text: str) -> CommentDraft:
    return CommentDraft(text, author, _at(today, days_ago, 17))


def _at(today: date, days_ago: int, hour: int) -> datetime:
    """A moment some days back; naive UTC."""
    return datetime.combine(today - timedelta(days=days_ago), time(hour, 5))


def _next(today: date, weekday: int) -> date:
    """The next such weekday, at least three days away: the near days stay as they are told above."""
    first = today + timedelta(days=3)
    return first + timedelta(days=(weekday - first.weekday()) % 7)


def _uid(today: date, title: str) -> str:
    """A version 7 key whose clock stands at that day and whose rest comes from the title."""
    stamp = int(datetime.combine(today, time(), UTC).timestamp() * 1000)
    tail = int.from_bytes(hashlib.sha256(title.encode()).digest()[:10], "big")
    value = (stamp & (1 << 48) - 1) << 80 | tail
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))
