"""What hands over first, in rows: each with its arithmetic."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from models.board import Board
from models.cards import read_cards
from models.worth import DelegateNext, TaskWorth
from ui.pages.sort import words
from ui.pages.sort.words import hours_text
from ui.wording import sentence_text


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One task. `mark`: "in" (pinned), "out" (left out), "fits" or ""."""

    task: int
    title: str
    found: TaskWorth | None
    mark: str = ""


def plan_rows(board: Board, next_: DelegateNext) -> list[PlanRow]:
    """Soonest worth it first, then one-offs, then those whose hours nobody knows."""
    fitting = {one.task for one in next_.plan.chosen}
    ids = [*(one.task for one in next_.order), *next_.once, *next_.without_hours]
    cards = read_cards(board, ids)

    def mark(task: int) -> str:
        pin = next((pin for pin, tasks in next_.pins.items() if task in tasks), None)
        return pin or ("fits" if task in fitting else "")

    return [
        PlanRow(task, cards[task].title, next_.worths.get(task), mark(task)) for task in ids if task in cards
    ]


def arithmetic(found: TaskWorth | None) -> str:
    """ "2 h a week now − 0.2 h of looking and answering = 1.8 h · set-up 2.3 h ÷ 1.8 h"."""
    if found is None:
        return QCoreApplication.translate("Sort", "hours not known yet")
    value = found.worth
    if found.runs_per_week is None:
        text = QCoreApplication.translate(
            "Sort", "once: {before} h − {after} h of looking and answering, set-up {setup} h"
        )
    else:
        text = QCoreApplication.translate(
            "Sort", "{before} h a week − {after} h of looking and answering = {won} h · set-up {setup} h"
        )
    told = text.format(
        before=hours_text(value.before),
        after=hours_text(value.after),
        won=hours_text(value.won),
        setup=hours_text(value.setup),
    )
    return f"{told} · {sentence_text(found.warning)}" if found.warning is not None else told


def payback(found: TaskWorth | None) -> str:
    """ "earned back after 2 weeks"; "" where there is no such day."""
    if found is None or found.runs_per_week is None:
        return ""
    weeks = found.worth.even_time
    return (
        QCoreApplication.translate("Sort", "never earned back") if weeks is None else words.weeks_text(weeks)
    )


def short_payback(found: TaskWorth) -> str:
    """The same for a column: "3 weeks", "never", "once"."""
    if found.runs_per_week is None:
        return QCoreApplication.translate("Sort", "once")
    weeks = found.worth.even_time
    return QCoreApplication.translate("Sort", "never") if weeks is None else words.short_weeks(weeks)
