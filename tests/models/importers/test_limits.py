"""What a file may hold at most: at the limit it is taken, one above it is listed or refused in words."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.clipboard_cards import FORMAT, from_json
from models.drafts import TaskDraft
from models.enclosures import LARGEST, load_file
from models.errors import Refused
from models.importers import detect, read_people
from models.importers.base import MAX_BYTES, MAX_CELL, MAX_DEPTH, MAX_PARTS, MAX_ROWS, Options, Problems
from models.importers.csv_assistants import MOST_PEOPLE
from models.importers.csv_text import read_rows
from models.importers.incoming import Encoding, Incoming
from models.importers.trello_board import MOST_CARDS, MOST_NAMES
from models.packets import reply
from models.texts import LONGEST_TITLE
from tests.models.importers.boards import board, card, comment
from tests.models.importers.test_own_csv import table

Taken = tuple[list[TaskDraft], list[str]]


def taken(content: bytes) -> Taken:
    """The cards, and what is said: row and sentence."""
    with detect(content).open(content, Options(dates="eu", zone="UTC")) as reading:
        drafts = list(reading.drafts())
        return drafts, [f"{one.row}: {one.reason}" for one in reading.problems]


def refusal(call: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as caught:
        call()
    return str(caught.value)


def any_row(**cells: str) -> bytes:
    return f"{','.join(cells)}\n{','.join(cells.values())}\nAfter\n".encode()


def own_row(**cells: str) -> bytes:
    names = {name.replace("_", " "): text for name, text in cells.items()}
    return table(names, {"Title": "After"})


def trello_card(**fields: Any) -> bytes:
    return json.dumps(board(2021, [card(1, 2021, **fields), card(2, 2021, name="After")])).encode()


@pytest.mark.parametrize("made", [any_row, own_row], ids=["any table", "our own"])
def test_a_cell_of_a_million_letters_is_taken_and_one_letter_more_is_listed(
    made: Callable[..., bytes],
) -> None:
    drafts, said = taken(made(Title="A", Notes="n" * MAX_CELL))
    assert [len(draft.notes) for draft in drafts] == [MAX_CELL, 0] and not said
    drafts, said = taken(made(Title="A", Notes="n" * (MAX_CELL + 1)))
    assert [draft.title for draft in drafts] == ["After"]
    assert said == ["2: The row was left out: one of its cells is longer than 1,000,000 characters."]


def test_a_text_of_a_trello_card_has_the_same_limit() -> None:
    drafts, said = taken(trello_card(name="A", desc="n" * MAX_CELL))
    assert [draft.title for draft in drafts] == ["A", "After"] and not said
    drafts, said = taken(trello_card(name="A", desc="n" * (MAX_CELL + 1)))
    assert [draft.title for draft in drafts] == ["After"]
    assert said == ["1: It was left out: its texts are longer than 1,000,000 characters."]


def test_a_cell_of_ten_megabytes_leaves_out_its_row_and_no_other() -> None:
    drafts, said = taken(any_row(Title="A", Notes="n" * 10_000_000))
    assert [draft.title for draft in drafts] == ["After"] and said[0].startswith("2: ")


def test_a_row_that_is_a_file_by_itself_is_refused() -> None:
    text = refusal(lambda: taken(any_row(Title="A", Notes="n" * 20_000_000)))
    assert text == "A line of the file is longer than 16,000,000 characters."


@pytest.mark.parametrize("made", [any_row, own_row, trello_card], ids=["any table", "our own", "Trello"])
def test_a_title_too_long_is_kept_whole_in_the_notes_and_told(made: Callable[..., bytes]) -> None:
    name = "name" if made is trello_card else "Title"
    (first, _), said = taken(made(**{name: "t" * LONGEST_TITLE}))
    assert (first.title, first.notes, said) == ("t" * LONGEST_TITLE, "", [])
    (first, _), said = taken(made(**{name: "t" * (LONGEST_TITLE + 1)}))
    assert (first.title, first.notes) == ("t" * LONGEST_TITLE, "t" * (LONGEST_TITLE + 1))
    assert len(said) == 1 and said[0].endswith("is longer than 2,000 characters: the whole is in the notes.")


def test_names_and_tags_too_long_are_kept_whole_in_the_notes_and_told() -> None:
    (first, _), said = taken(any_row(Title="A", Labels="x" * 200, Assignee="y" * 200))
    assert (first.tags, first.assistants, first.notes, said) == (["x" * 200], ["y" * 200], "", [])
    (first, _), said = taken(any_row(Title="A", Labels="x" * 201, Assignee="y" * 201))
    assert (first.tags, first.assistants) == (["x" * 200], ["y" * 200])
    assert first.notes == f"{'x' * 201}\n\n{'y' * 201}" and len(said) == 2


@pytest.mark.parametrize(
    "made",
    [
        lambda count: any_row(Title="A", Steps=";".join(f"s{n}" for n in range(count))),
        lambda count: any_row(Title="A", Labels=";".join(f"s{n}" for n in range(count))),
        lambda count: own_row(Title="A", Steps=";".join(f"s{n}" for n in range(count))),
        lambda count: trello_card(name="A", labels=[f"l{n}" for n in range(count)]),
        lambda count: trello_card(
            name="A", attachments=[{"url": f"https://example.org/{n}"} for n in range(count)]
        ),
    ],
    ids=["steps", "tags", "our own steps", "labels", "links"],
)
def test_a_card_has_ten_thousand_parts_of_a_kind_at_most(made: Callable[[int], bytes]) -> None:
    # The list of a Trello card is one of its tags, too.
    (first, _), said = taken(made(MAX_PARTS - 1))
    assert MAX_PARTS - 1 <= max(map(len, (first.steps, first.tags, first.links))) <= MAX_PARTS and not said
    drafts, said = taken(made(MAX_PARTS + 1))
    assert [draft.title for draft in drafts] == ["After"]
    assert len(said) == 1 and "it has more than 10,000 steps, tags, people, comments or links" in said[0]


def test_a_million_rows_are_read_and_one_more_is_refused() -> None:
    def count(rows: int) -> int:
        content = Incoming(b"x\n" * rows)
        return sum(1 for _ in read_rows(content, Encoding("utf-8"), ",", Problems()))

    assert count(MAX_ROWS) == MAX_ROWS
    text = refusal(lambda: count(MAX_ROWS + 50))
    assert text == "The file has more than 1,000,000 rows; that is too much."


def test_two_thousand_columns_are_read_and_one_more_is_refused() -> None:
    def columns(count: int) -> bytes:
        return (",".join(f"c{n}" for n in range(count - 1)) + ",Title\n" + "," * (count - 1) + "A\n").encode()

    assert [draft.title for draft in taken(columns(2_000))[0]] == ["A"]
    assert refusal(lambda: taken(columns(2_001))) == (
        "The table has more than 2,000 columns; that is too much."
    )


def test_half_a_gigabyte_is_opened_and_a_byte_more_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES)  # a hole: it takes no room on the disk
    assert Incoming(path).size == MAX_BYTES
    with path.open("r+b") as stream:
        stream.truncate(MAX_BYTES + 1)
    assert refusal(lambda: Incoming(path)) == "The file is 536 MB large; 536 MB is the most that is read."


def test_json_is_nested_a_hundred_deep_at_most() -> None:
    def nested(depth: int) -> bytes:
        return trello_card(name="A", recurrenceRule=json.loads("[" * depth + "]" * depth))

    drafts, _ = taken(nested(MAX_DEPTH - 1))
    assert [draft.title for draft in drafts] == ["A", "After"]
    for depth in (MAX_DEPTH + 1, 900):
        assert refusal(lambda depth=depth: taken(nested(depth))) == (
            "The file is nested too deeply to be a board."
        )
    deep = b'{"cards": [], "x": ' + b"[" * 2_000_000 + b"]" * 2_000_000 + b"}"
    assert refusal(lambda: taken(deep)) == "The file is nested too deeply to be a board."


def test_a_trello_file_holds_so_many_cards_and_names_at_most() -> None:
    def cards(count: int) -> bytes:
        return b'{"lists": [], "cards": [' + b",".join([b'{"name":"c"}'] * count) + b"]}"

    with detect(cards(9)).open(cards(MOST_CARDS)) as reading:
        assert reading.total == MOST_CARDS
    assert "more than 200,000 things of one kind" in refusal(lambda: taken(cards(MOST_CARDS + 1)))
    for key in ("lists", "labels", "members", "customFields"):
        many = [{"id": str(n), "name": "n", "username": "n"} for n in range(MOST_NAMES)]
        whole = board(2021) | {key: many}
        assert len(taken(json.dumps(whole).encode())[0]) == 1
        whole[key] = [*many, {"id": "more", "name": "n", "username": "n"}]
        assert "more than 10,000 things of one kind" in refusal(
            lambda whole=whole: taken(json.dumps(whole).encode())
        )


def test_a_card_that_is_a_file_by_itself_is_refused() -> None:
    text = refusal(lambda: taken(trello_card(labels=[1] * 600_000)))
    assert text == "One card or list of the file has too many parts."
    text = refusal(lambda: taken(trello_card(desc="n" * 20_000_000)))
    assert text == "A text in the file is too long to be of a card."
    keys = {f"k{n}": 1 for n in range(2_000)}
    text = refusal(lambda: taken(json.dumps(board(2021) | keys).encode()))
    assert text == "This JSON file holds no board: it says too much of other things."


def test_comments_of_one_card_are_bounded_like_its_other_parts() -> None:
    made = board(2021, [card(1, 2021, name="A"), card(2, 2021, name="After")])
    made["actions"] = [comment(n, 1, f"c{n}") for n in range(MAX_PARTS + 1)]
    drafts, said = taken(json.dumps(made).encode())
    assert [draft.title for draft in drafts] == ["After"]
    assert any("more than 10,000 steps" in one for one in said)


def test_so_many_people_come_at_once() -> None:
    def people(count: int) -> bytes:
        return (
            "Name,E-mail,City\n" + "".join(f"P{n},p{n}@example.org,Rome\n" for n in range(count))
        ).encode()

    problems = Problems()
    assert len(read_people(people(MOST_PEOPLE), problems)) == MOST_PEOPLE and not problems
    text = refusal(lambda: read_people(people(MOST_PEOPLE + 1), Problems()))
    assert text.startswith("The file holds more than 1,000 people")


def test_people_with_too_long_cells_are_listed() -> None:
    rows = [f"{'n' * 200},Rome,", f"{'n' * 201},Rome,", f"B,{'x' * (MAX_CELL + 1)},", "C,Rome,"]
    problems = Problems()
    drafts = read_people(("Name,City,Time zone\n" + "\n".join(rows)).encode(), problems)
    assert [draft.name[:1] for draft in drafts] == ["n", "C"]
    assert [(one.row, str(one.reason)) for one in problems] == [
        (3, "The row was left out: a name has 200 characters at most."),
        (4, "The row was left out: one of its cells is longer than 1,000,000 characters."),
    ]


def test_a_reply_is_a_quarter_of_a_megabyte_at_most() -> None:
    with pytest.raises(Refused, match="holds no reply"):
        reply.parse_reply(b" " * reply.LARGEST)
    with pytest.raises(Refused, match="too large for a reply"):
        reply.parse_reply(b" " * (reply.LARGEST + 1))


def test_cards_on_the_clipboard_are_bounded() -> None:
    def cards(count: int) -> str:
        return json.dumps({"format": FORMAT, "cards": [{"title": "A"}] * 2, "ids": [1] * count})

    found = from_json(cards(2_999_980))
    assert found is not None and len(found.drafts) == 2
    assert "too much on the clipboard" in refusal(lambda: from_json(cards(3_000_000)))
    assert "too much on the clipboard" in refusal(lambda: from_json("x" * 32_000_001))


def test_an_enclosed_file_is_25_mb_at_most(tmp_path: Path) -> None:
    path = tmp_path / "large.bin"
    path.write_bytes(b"x" * LARGEST)
    assert len(load_file(path).data) == LARGEST
    path.write_bytes(b"x" * (LARGEST + 1))
    assert refusal(lambda: load_file(path)) == "large.bin is larger than 25 MB: link it instead."
