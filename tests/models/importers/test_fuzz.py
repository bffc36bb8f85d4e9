"""Whatever bytes are given: drafts or one sentence, never anything else."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.drafts import TaskDraft
from models.errors import BoardError
from models.importers import detect
from models.importers.base import Options
from models.importers.placing import KINDS
from tests.models.importers.boards import board, card, comment, written
from tests.models.importers.test_csv import TRELLO
from tests.models.importers.test_own_csv import ROW, table

LOTS = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SOUND = [
    written(
        board(
            2026,
            [card(n, 2026, due="2021-01-31T23:30:00.000Z") for n in range(3)],
            actions=[comment(1, 1, "é")],
        )
    ),
    TRELLO.encode(),
    TRELLO.encode("utf-16"),
    table(ROW, ROW | {"ID": "x"}),
    "Titel;Fällig;Dauer\r\nPrüfen;05.06.2026;1h\r\n".encode("cp1252"),
]
Json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


def swallow(content: bytes) -> list[TaskDraft]:
    try:
        with detect(content).open(content, Options(dates="us", zone="Europe/Berlin")) as reading:
            drafts = list(reading.drafts())
            assert all(str(problem.reason) for problem in reading.problems)
    except BoardError as error:
        assert error.sentence.english()
        return []
    for draft in drafts:
        assert draft.title
        assert draft.kind in (*KINDS, None)
        texts = [
            draft.title,
            draft.notes,
            *draft.tags,
            *(step.text for step in draft.steps),
            draft.source or "",
        ]
        for text in texts:
            text.encode()
            assert "\0" not in text
    return drafts


@LOTS
@given(st.binary(max_size=400))
def test_byte_soup(content: bytes) -> None:
    swallow(content)


@LOTS
@given(
    st.text(alphabet="ab\",;\t\n\r|{}[]:\\\0é€\ufeff 0129/.-'=", max_size=200),
    st.sampled_from(["utf-8", "utf-16", "cp1252"]),
)
def test_letter_soup(text: str, encoding: str) -> None:
    swallow(text.encode(encoding, "replace"))


@LOTS
@given(st.sampled_from(SOUND), st.data())
def test_damaged_files(content: bytes, data: st.DataObject) -> None:
    damaged = bytearray(content)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, max(0, len(damaged) - 1)))
        cut = data.draw(st.integers(0, 40))
        damaged[place : place + cut] = data.draw(st.binary(max_size=4))
    swallow(bytes(damaged))


@LOTS
@given(st.sampled_from(sorted(card(1, 2026))), Json, st.sampled_from(sorted(board(2026))), Json)
def test_trello_files_with_strange_values(key: str, value: Any, top: str, other: Any) -> None:
    made = board(2026, [card(1, 2026) | {key: value}]) | {top: other}
    swallow(json.dumps(made).encode("utf-8", "surrogatepass"))


@LOTS
@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=6), min_size=1, max_size=6))
def test_tables_of_anything(rows: list[list[str]]) -> None:
    heads = ["Title", "Due date", "Duration", "Repeats", "Status", "Labels"][: len(rows[0])]
    lines = [heads, *rows]
    swallow(
        "\n".join(",".join(json.dumps(c, ensure_ascii=False) for c in r) for r in lines).encode(
            "utf-8", "replace"
        )
    )
