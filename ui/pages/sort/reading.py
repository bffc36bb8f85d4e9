"""What Sort reads of the board."""

from collections.abc import Iterable
from dataclasses import dataclass

from models import cards, settings, triage_ops, worth
from models.board import Board
from models.cards import Card
from models.catalogue import CatalogueTask
from models.resembling import resembling
from models.stages import read_stages
from models.worth import TaskWorth
from ui.pages.sort.in_play import InPlay

MOST_DOTS = 2_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands beside the questions about one task. `estimate`: "", "rough" or "measured"."""

    source: str | None
    estimate: str
    worth: TaskWorth | None
    offer: CatalogueTask | None


@dataclass(frozen=True, slots=True)
class Dot:
    """A task on the map. `s`: what customers choose the company for, 0–4; `seconds`: the owner's a week."""

    task: int
    title: str
    verdict: str
    s: int | None
    seconds: int | None


def read_play(board: Board, task: int) -> InPlay | None:
    """The task as it comes on the table; None when it is gone."""
    card = cards.read_cards(board, [task]).get(task)
    if card is None:
        return None
    known = triage_ops.read_triage(board, task)
    return InPlay(
        card,
        dict(known.answers),
        set(known.gates),
        known.on_site,
        None if card.seconds_per_week is None else card.seconds_per_week / 60,
        asks_volume=needs_hours(card),
        weights=settings.read_settings(board).weights(),
    )


def read_facts(board: Board, card: Card) -> Facts:
    """Where it comes from, what it would win, and which common task it resembles."""
    detail = cards.read_detail(board, card.id)
    found = worth.worth_of(board, [card.id]).get(card.id)
    offer = resembling(card.title) if card.seconds_per_run is None else None
    return Facts(detail.source if detail else None, found.estimate if found else "", found, offer)


def needs_hours(card: Card) -> bool:
    """Whether nobody has put time to it: neither a week's, nor minutes of something that is done once."""
    return card.seconds_per_week is None and card.seconds_per_run is None


def read_dots(board: Board, ids: Iterable[int] | None = None) -> list[Dot]:
    """Open tasks for the map, the board's order; at most MOST_DOTS."""
    if ids is None:
        ids = [
            task
            for stage in read_stages(board)
            if stage.kind != "done"
            for task in cards.read_order(board, stage.id)[0]
        ]
    chosen = list(ids)[:MOST_DOTS]
    found = cards.read_cards(board, chosen)
    known = triage_ops.read_triages(board, list(found))
    return [
        Dot(task, card.title, card.verdict, known[task].answers.get("S"), card.seconds_per_week)
        for task in chosen
        if (card := found.get(task)) is not None and card.kind != "done"
    ]
