"""Cards as text: a round trip, and whatever else may lie on a clipboard."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import tasks
from models.board import Board
from models.cards import read_detail, read_order
from models.clipboard_cards import FORMAT, drafts_of, from_json, to_json, to_text
from models.drafts import CommentDraft, LinkDraft, StepDraft, TaskDraft
from models.repeats import Repeat, repeat_of_rule
from models.sample import fill_sample, sample_drafts
from models.stages import read_stages

TODAY = date(2026, 11, 23)

FULL = TaskDraft(
    title="Send invoices & <b>chase</b>",
    notes="First line\n\nÜmläute\ttab",
    column="To set up",
    kind="setup",
    verdict="delegable",
    due=date(2026, 12, 4),
    due_time="08:00",
    due_zone="America/New_York",
    repeat=Repeat(3, "week"),
    seconds_per_run=5400,
    tags=["books", "our clients"],
    steps=[StepDraft("Export", True), StepDraft("Send")],
    comments=[CommentDraft("Which month?", "Maya", datetime(2026, 11, 2, 14, 5)), CommentDraft("All")],
    links=[LinkDraft("https://example.com/a?b=1&c=2", "Price list")],
    assistants=["Maya"],
)


def test_every_field_comes_back() -> None:
    rule = TaskDraft(title="Every second Friday", repeat=repeat_of_rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"))
    done = TaskDraft(title="Done", kind="done", outcome="dropped", done=datetime(2026, 11, 1, 9, 30))
    found = from_json(to_json([FULL, rule, done], "/home/rosa/Harbor.board", [4, 5, 6], is_cut=True))
    assert found is not None
    assert list(found.drafts) == [FULL, rule, done]
    assert (found.board, found.ids, found.is_cut) == ("/home/rosa/Harbor.board", (4, 5, 6), True)


def test_a_boards_cards_pasted_into_another_board_are_the_same_there(tmp_path: Path) -> None:
    with Board.open(tmp_path / "a.board", create=True) as source:
        fill_sample(source, TODAY)
        ids = [task for stage in read_stages(source) for task in read_order(source, stage.id)[0]]
        text = to_json(drafts_of(source, [*ids, 999_999]))
        first = drafts_of(source, ids)
    found = from_json(text)
    assert found is not None
    with Board.open(tmp_path / "b.board", create=True) as target:
        fill_sample(target, TODAY)
        target.undo()
        tasks.add_tasks(target, list(found.drafts))
        pasted = [task for stage in read_stages(target) for task in read_order(target, stage.id)[0]]
        assert drafts_of(target, pasted) == first
        detail = read_detail(target, pasted[0])
        assert detail is not None and detail.source is None


def test_one_card_as_text_has_its_notes_and_steps() -> None:
    text = to_text([FULL])
    assert text.startswith("Send invoices & <b>chase</b>\n\nFirst line")
    assert text.endswith("[x] Export\n[ ] Send")


def test_several_cards_as_text_are_one_title_a_line() -> None:
    assert to_text([FULL, TaskDraft("Order gloves")]).splitlines() == [FULL.title, "Order gloves"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        "not json",
        "[" * 100_000,
        '{"format": "delegation-board-cards"}',
        '{"format": "delegation-board-cards", "cards": {"title": "x"}}',
        '{"format": "other", "cards": [{"title": "x"}]}',
        '{"format": "delegation-board-cards", "cards": [], "ids": ' + "9" * 5_000 + "}",
    ],
    ids=range(10),
)
def test_what_is_not_ours_is_nothing(text: str) -> None:
    assert from_json(text) is None


def read_one(**fields: object) -> TaskDraft:
    found = from_json(json.dumps({"format": FORMAT, "cards": [{"title": "x", **fields}]}))
    assert found is not None
    return found.drafts[0]


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "admin", "verdict": 7, "outcome": ["done"]},
        {"due": "2026-13-45"},
        {"due": 20261101},
        {"due_time": "08:00", "due_zone": "../../etc/passwd"},
        {"repeat": "FREQ=SECONDLY"},
        {"repeat": {"a": 1}},
        {"seconds_per_run": -5},
        {"seconds_per_run": True},
        {"seconds_per_run": 10**30},
        {
            "tags": "books",
            "steps": [1, None, {"text": 5}],
            "comments": {"text": "x"},
            "links": [{"title": "x"}],
        },
        {"done": "2026-11-01T10:00:00+02:00"},
        {"notes": 3, "column": None},
        {"uid": "stolen", "source": "trello:1", "id": 5},
    ],
    ids=range(13),
)
def test_broken_fields_are_left_out(fields: dict[str, object]) -> None:
    assert read_one(**fields) == TaskDraft(title="x")


def test_texts_are_freed_of_control_characters_and_kept_short() -> None:
    draft = read_one(title=" a\0b\nc\x1b ", notes="one\r\ntwo\0\x07", tags=["t" * 10_000, "", " \n"])
    assert (draft.title, draft.notes) == ("ab c", "one\ntwo")
    assert [len(tag) for tag in draft.tags] == [4_000]


def test_more_cards_than_a_board_needs_are_cut() -> None:
    text = json.dumps({"format": FORMAT, "cards": [{"title": "x"}] * 100_001})
    found = from_json(text)
    assert found is not None and len(found.drafts) == 100_000


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
names = st.sampled_from(sorted(json.loads(to_json([FULL]))["cards"][0]))


@given(st.lists(st.dictionaries(names, json_values, max_size=6), max_size=3), json_values, json_values)
def test_nothing_ever_raises(cards: list[object], ids: object, board: object) -> None:
    text = json.dumps({"format": FORMAT, "cards": cards, "ids": ids, "board": board, "cut": ids})
    found = from_json(text)
    assert found is not None
    assert from_json(to_json(found.drafts)) is not None


def test_the_sample_survives_the_round_trip() -> None:
    drafts = sample_drafts(TODAY)
    found = from_json(to_json(drafts))
    assert found is not None
    assert [one.title for one in found.drafts] == [one.title for one in drafts]
