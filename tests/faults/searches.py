"""Queries that nobody would type: none may fail, and each finds what a slow look through every text finds."""

import random
import tempfile
from pathlib import Path

from models.board import Board
from models.search import Query, find, highlights, parse_query
from models.tasks import add_tasks
from tests.faults.figures import Figure
from tests.hostile import every, storable
from tests.models.boards import TODAY, draft, open_new

CARDS = 200
# So many of the queries are answered a second time, by reading all texts one after another.
COMPARED = 4
_SIGNS = "\"'*^(){}:-+,.%_\\/;=<>[]"
_NAMES = ("tag:", "stage:", "column:", "due:", "due:<", "due:>2026-", "is:", "with:", "skill:", "verdict:")
_ODD = ("\0", "\n", "\t", "  ", "\ud800", "\u0130", "ß", "e\u0301", "漢", "\ufffe", "sensitivity:")
_WORDS = (" AND ", " OR ", " NOT ", " NEAR/3 ", "NEAR(")
_OPERATORS = (*_SIGNS, *_NAMES, *_ODD, *_WORDS)
_VALUES = (
    "overdue",
    "2026",
    "2026-11",
    "2026-11-23",
    "none",
    "any",
    "week",
    "core",
    "done",
    "x",
    "",
    "high",
    "rough",
    "open",
)


def measure(count: int) -> list[Figure]:
    """Ask so many queries of one board."""
    dice = random.Random(20_261_123)
    texts = storable()
    cards = [draft(_mixed(dice, texts) or "x", notes=_mixed(dice, texts)) for _ in range(CARDS)]
    with tempfile.TemporaryDirectory(prefix="dbs-") as folder, open_new(Path(folder) / "a.board") as board:
        add_tasks(board, cards)
        failed, wrong, compared = _ask(board, dice, count)
    return [
        Figure("searches with a query that nobody would type", count, failed),
        Figure("searches against a look through every text", compared, wrong),
    ]


def _ask(board: Board, dice: random.Random, count: int) -> tuple[int, int, int]:
    known = [(task, folded) for task, folded in board.db.execute_sql("SELECT task, folded FROM search_text")]
    failed = wrong = compared = 0
    for number in range(count):
        typed = query(dice)
        try:
            parsed = parse_query(typed)
            found = find(board, parsed, TODAY)
            highlights(typed, parsed.words)
        except Exception as error:
            failed += 1
            print(f"{typed!r}: {error!r}")
            continue
        if number % COMPARED == 0 and not parsed.filters:
            compared += 1
            wrong += found.ids != _slowly(parsed, known)
    return failed, wrong, compared


def query(dice: random.Random) -> str:
    """One text of the corpus, a piece of one, operators between letters, or filters with strange values."""
    kind = dice.randrange(4)
    texts = every()
    if kind == 0:
        return dice.choice(texts)
    if kind == 1:
        text = dice.choice(texts)
        start = dice.randrange(len(text) + 1)
        return text[start : start + dice.randrange(1, 12)]
    if kind == 2:
        parts = (
            dice.choice(_OPERATORS) if dice.random() < 0.6 else _letters(dice)
            for _ in range(dice.randrange(1, 9))
        )
        return "".join(parts)
    name = dice.choice(_NAMES)
    return f"{name}{dice.choice((*_VALUES, dice.choice(texts)[:40]))} {_letters(dice)}"


def _letters(dice: random.Random) -> str:
    return "".join(dice.choice("abeinrstxü<&1") for _ in range(dice.randrange(1, 5)))


def _mixed(dice: random.Random, texts: list[str]) -> str:
    return " ".join(dice.choice(texts)[:200] for _ in range(2))


def _slowly(parsed: Query, known: list[tuple[int, str]]) -> frozenset[int]:
    """Every word is somewhere in the text of a card, as it is folded."""
    return frozenset(task for task, folded in known if all(word in folded for word in parsed.words))
