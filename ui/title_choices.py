"""Cards by their titles, where one is named by typing: a line offers them, and a name is found again."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from models.board import Board
from models.cards import Card, read_cards
from models.folding import fold
from models.search import Query, find
from ui.completion import WordCompleter

Choices = Callable[[str], Sequence[str]]
"""What to offer for a text that was typed."""

MOST = 12
# Whoever types so little that more cards than these fit is not choosing yet.
_READ = 500


def titles_like(board: Board, text: str, today: dt.date) -> list[str]:
    """Titles that have all the words of `text`: open cards first, then those that begin with it."""
    start = fold(text).strip()
    found = sorted(_cards(board, text, today), key=lambda card: _rank(card, start))
    return list(dict.fromkeys(card.title for card in found))[:MOST]


def task_named(board: Board, title: str, today: dt.date) -> int | None:
    """The card with exactly this title, case and accents aside; of several an open one, the newest first."""
    wanted = fold(title).strip()
    same = [card for card in _cards(board, title, today) if fold(card.title).strip() == wanted]
    return min(same, key=lambda card: _rank(card, wanted)).id if same else None


class TitleLine(QLineEdit):
    """A line for a card's title or any other words; Down goes into the list of titles."""

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.completer_ = WordCompleter(self, choices, whole=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.completer_.takes(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _rank(card: Card, start: str) -> tuple[bool, bool, int]:
    return card.outcome is not None, not fold(card.title).startswith(start), -card.id


def _cards(board: Board, text: str, today: dt.date) -> list[Card]:
    words = tuple(fold(text[:300]).split())[:20]
    if not words:
        return []
    ids = sorted(find(board, Query(words, ()), today).ids, reverse=True)
    cards = read_cards(board, ids[:_READ]).values()
    # Found may also be a word of the notes
    return [card for card in cards if all(word in fold(card.title) for word in words)]
