"""Board files of any size for the measurements: the same cards in every run, written as by an import."""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

from models.board import Board
from models.drafts import CommentDraft, StepDraft, TaskDraft
from models.importing import Report, import_drafts
from models.repeats import Repeat
from models.stages import found_board

TODAY = dt.date(2026, 11, 23)
# How the cards are spread: like a board that was imported some weeks ago.
SHARES = {
    "unsorted": 30,
    "core": 12,
    "setup": 22,
    "training": 6,
    "handed_over": 16,
    "review": 4,
    "done": 10,
}
ACTS = [
    "Send",
    "Check",
    "Write",
    "Call",
    "Order",
    "Plan",
    "Update",
    "Collect",
    "Sort",
    "Answer",
    "Prepare",
    "Print",
    "Book",
    "Pay",
    "Compare",
    "File",
]
THINGS = [
    "the invoices",
    "the supplier list",
    "the newsletter",
    "customer letters",
    "the price list",
    "the travel bookings",
    "delivery notes",
    "the calendar",
    "the website's news",
    "training videos",
    "the monthly report",
    "spare parts",
    "the tax papers",
    "offers for the fair",
    "the printer",
    "contracts for review",
    "the müller account",
]
TAGS = [
    "books",
    "web",
    "office",
    "customers",
    "suppliers",
    "travel",
    "legal",
    "hiring",
    "trade-fair",
    "quality",
    "stock",
    "phone",
]
PEOPLE = [f"Assistant {letter}" for letter in "ABCDEF"]
UNITS = (None, "day", "week", "week", "month", "quarter", None)


def drafts(count: int) -> Iterator[TaskDraft]:
    """`count` tasks with everything that a card shows."""
    chance = random.Random(count)
    kinds = [kind for kind, share in SHARES.items() for _ in range(share)]
    for number in range(1, count + 1):
        kind = chance.choice(kinds)
        unit = chance.choice(UNITS)
        steps = [
            StepDraft(f"{chance.choice(ACTS)} part {i}", i < 2) for i in range(chance.choice((0, 0, 3, 5)))
        ]
        yield TaskDraft(
            title=f"{chance.choice(ACTS)} {chance.choice(THINGS)} no. {number}",
            notes=f"As agreed with the office, see folder {number % 97}." if number % 3 == 0 else "",
            kind=kind,
            due=TODAY + dt.timedelta(days=chance.randrange(-20, 90)) if number % 2 else None,
            repeat=Repeat(1, unit) if unit else None,
            seconds_per_run=chance.choice((None, 300, 900, 1800, 3600)),
            tags=chance.sample(TAGS, chance.choice((0, 1, 1, 2))),
            steps=steps,
            comments=[CommentDraft("Looks good.", "office")] if number % 10 == 0 else [],
            assistants=[chance.choice(PEOPLE)] if kind in ("training", "handed_over", "review") else [],
        )


def build(path: Path, count: int) -> None:
    """A new board file with `count` tasks."""
    with Board.open(path, create=True) as board:
        found_board(board, path.stem)
        import_drafts(board, drafts(count), "benchmark.csv", Report())
