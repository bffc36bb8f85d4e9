"""Files that are not what they seem: nothing of them is lost or changed in silence, or runs on."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from typing import Any

import pytest

from models.drafts import TaskDraft
from models.errors import Refused
from models.importers import detect, is_people, read_people
from models.importers.base import Options, Pasted, Problems, Source
from tests.models.importers.boards import board, card, comment, identity
from tests.models.importers.test_own_csv import ROW, UID, table

ZEROS = "Invisible zero signs were taken out of "


def taken(source: Source) -> tuple[list[TaskDraft], list[str]]:
    with detect(source).open(source, Options(dates="eu", zone="UTC")) as reading:
        drafts = list(reading.drafts())
        return drafts, [f"{one.row}: {one.reason}" for one in reading.problems]


def refusal(source: Source) -> str:
    with pytest.raises(Refused) as caught:
        taken(source)
    return str(caught.value)


def of_trello(**fields: Any) -> bytes:
    return json.dumps(board(2021) | fields).encode("utf-8", "surrogatepass")


# Tables


@pytest.mark.parametrize(
    ("content", "titles", "said"),
    [
        (b"Title,Notes\nA\0B,x\nC,\0\n", ["AB", "C"], [f"0: {ZEROS}2 lines."]),
        (b"Title,Notes\rA,x\rB,y\r", ["A", "B"], []),
        (b"Title,Notes\rA,x\r\nB,y\nC,z", ["A", "B", "C"], []),
        (b'Title,Notes\n"A\r\nB","x\ry"\nC,z\n', ["A B", "C"], []),
        (
            b'Title,Notes\n"A"B,x\nC,y\n',
            ["C"],
            ["2: The row was left out: its quotation marks do not match."],
        ),
        (
            b"Title,Notes\nA,x,more\nB\n",
            ["A", "B"],
            ["2: The row has more cells than the header; they are in the notes."],
        ),
        (b"Title,Notes\nA,x\x1a\n", ["A"], []),
        ("Title,Notes\nA\ud83d,x\n", ["A\ufffd"], ["0: The file holds 1 broken letter, shown as \ufffd."]),
    ],
    ids=[
        "NUL",
        "CR only",
        "mixed",
        "in quotes",
        "loose quote",
        "too many cells",
        "end sign",
        "half a letter",
    ],
)
def test_odd_signs_are_taken_out_or_told(content: bytes | str, titles: list[str], said: list[str]) -> None:
    drafts, found = taken(Pasted(content) if isinstance(content, str) else content)
    assert ([draft.title for draft in drafts], found) == (titles, said)


def test_a_quote_that_is_never_closed_is_refused_with_its_row() -> None:
    text = refusal(b'Title,Notes\nA,x\nB,"y\nC,z\n' + b"D,w\n" * 1000)
    assert text == "A quotation mark that is opened in row 3 is never closed."


def test_people_in_odd_tables_are_told_as_well() -> None:
    problems = Problems()
    content = b'Name,Name,City,Shoe size\r"A"x,,Rome,\rB\0,C,Rome,43,more\r'
    assert is_people(b"Name,City,E-mail\rB,Rome,\r")
    drafts = read_people(content, problems)
    assert [(draft.name, draft.fields) for draft in drafts] == [("B", {"city": "Rome"})]
    assert [(one.row, str(one.reason)) for one in problems] == [
        (0, "What stands in these columns is not taken over: Name, Shoe size."),
        (2, "The row was left out: its quotation marks do not match."),
        (3, "The row has more cells than the header; they were left out."),
        (0, f"{ZEROS}1 line."),
    ]


# JSON


@pytest.mark.parametrize(
    ("fields", "changed"),
    [
        ('"pos": NaN', ""),
        ('"pos": -Infinity', ""),
        ('"pos": 1e999999', "1e999999"),
        ('"pos": ' + "9" * 5_000, ""),
        ('"pos": 99999999999999999999', ""),
        ('"pos": 0x10', ""),
        ('"pos": 1, "pos": 2', ""),
        ('"name": "A\x01"', ""),
        ("'name': 'A'", ""),
    ],
)
def test_what_is_no_sound_json_is_one_sentence(fields: str, changed: str) -> None:
    text = json.dumps(board(2021)).replace('"pos": 16384.5', fields)
    assert fields in text
    try:
        drafts, _ = taken(text.encode())
    except Refused as error:
        assert error.sentence.english()
    else:
        # A number without an end only says where a card lies; it is kept at its place.
        assert changed and [draft.title for draft in drafts] == ["Card 1"]


def test_a_thing_said_twice_is_refused_wherever_it_stands() -> None:
    twice = "The file says “{}” twice for one thing, so it cannot be trusted."
    text = json.dumps(board(2021))
    assert refusal(
        text.replace('"name": "Card 1"', '"name": "Card 1", "name": "B"').encode()
    ) == twice.format("name")
    assert refusal((text[:-1] + ', "cards": []}').encode()) == twice.format("cards")
    assert refusal((text[:-1] + ', "name": "B"}').encode()) == twice.format("name")


def test_halves_of_letters_become_a_mark_and_are_told() -> None:
    drafts, said = taken(of_trello(cards=[card(1, name="A\ud83d", desc="\udc00")]))
    assert [(draft.title, draft.notes) for draft in drafts] == [("A\ufffd", "\ufffd")]
    assert said[-1] == "0: The file holds 2 broken letters, shown as \ufffd."


def test_more_after_the_end_or_an_end_too_early_is_refused() -> None:
    whole = of_trello()
    assert refusal(whole + b"{}") == "There is something after the end of the board in this file."
    assert refusal(whole[:-9]) == "The file ends in the middle: save it once more, whole."


# Ids and references


def test_doubled_ids_are_told_and_nothing_comes_twice() -> None:
    lists = board(2021)["lists"]
    double = {"id": "list-todo", "name": "Again", "closed": False, "pos": 1}
    drafts, said = taken(of_trello(cards=[card(1, name="A"), card(1, name="B")], lists=[*lists, double]))
    assert [draft.title for draft in drafts] == ["A"]
    assert "2: The same card is in the file twice; it comes once." in said
    assert "0: 1 time a list, a label or a person has the ID of another one; the last counts." in said
    drafts, said = taken(table(ROW, ROW | {"Title": "B"}))
    assert [draft.uid for draft in drafts] == [UID, None]
    assert said == ["3: Another row has the same ID; this one comes with a new one."]
    drafts, said = taken(b"Task ID,Title\n7,A\n7,B\n")
    assert len({draft.source for draft in drafts}) == len(drafts) == 2
    assert any("Another row has the same ID" in one for one in said)


def test_what_points_nowhere_is_told() -> None:
    cards = [
        card(1, name="A", idList="gone", idMembers=["gone"], idLabels=["gone"], idChecklists=["gone", "k1"])
    ]
    lost = {"id": "k2", "name": "Lost", "idCard": "gone", "checkItems": [], "pos": 1}
    mine = {
        "id": "k1",
        "name": "Mine",
        "idCard": identity(1),
        "pos": 1,
        "checkItems": [{"name": "s", "pos": 1}],
    }
    drafts, said = taken(of_trello(cards=cards, checklists=[lost, mine], actions=[comment(1, 7, "lost")]))
    assert [step.text for step in drafts[0].steps] == ["s"]
    for sentence in (
        "Its list is not in the file; the card goes to Unsorted.",
        "Somebody is on this card whose name is not in the file.",
        "A label of this card is not in the file.",
        "The file lacks 1 checklist of this card.",
    ):
        assert f"1: {sentence}" in said
    assert "0: Of 1 checklist the card is not in the file." in said
    assert "0: Of 1 comment the card is not in the file." in said


@pytest.mark.parametrize("count", [1, 2, 10_000])
def test_a_circle_of_parents_becomes_cards_beside_each_other(count: int) -> None:
    """Asana and TickTick name a card's parent; ours have none, so a circle cannot be made."""
    asana = "Task ID,Name,Section/Column,Parent task\n" + "".join(
        f"{n},Card {n},Doing,Card {(n + 1) % count}\n" for n in range(count)
    )
    drafts, _ = taken(asana.encode())
    assert [draft.title for draft in drafts] == [f"Card {n}" for n in range(count)]
    assert f"Parent task: Card {1 % count}" in drafts[0].notes
    ticktick = "taskId,Title,parentId\n" + "".join(f"{n},Card {n},{(n + 1) % count}\n" for n in range(count))
    assert len(taken(ticktick.encode())[0]) == count


@pytest.mark.parametrize("count", [2, 10_000])
def test_a_ladder_of_subtasks_becomes_one_checklist(count: int) -> None:
    rows = "".join(f"task,Step {n},{n + 1}\n" for n in range(count))
    (draft,), said = taken(f"TYPE,CONTENT,INDENT\n{rows}".encode())
    assert (draft.title, len(draft.steps), said) == ("Step 0", count - 1, [])


# Archives


def packed(suffix: str) -> bytes:
    content = b"Title\n" + b"0" * 200_000_000
    if suffix == "gz":
        return gzip.compress(content, 1)
    if suffix == "bz2":
        return bz2.compress(content[:1_000_000])
    if suffix in ("xz", "lzma"):
        form = lzma.FORMAT_XZ if suffix == "xz" else lzma.FORMAT_ALONE
        return lzma.compress(content[:1_000_000], format=form)
    out = io.BytesIO()
    if suffix == "tar":
        with tarfile.open(fileobj=out, mode="w") as tar:
            tar.addfile(tarfile.TarInfo("../../evil.csv"), io.BytesIO())
    else:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            if suffix == "zip":
                archive.writestr("../../evil.csv", content)
    return out.getvalue()


@pytest.mark.parametrize("suffix", ["gz", "zip", "empty zip", "bz2", "xz", "lzma", "tar"])
def test_an_archive_is_named_and_never_unpacked(suffix: str) -> None:
    content = packed(suffix)
    assert len(content) < 1_000_000
    assert "archive" in refusal(content)
    with pytest.raises(Refused, match="archive"):
        read_people(content, Problems())


@pytest.mark.parametrize("mark", [b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07\x01\x00", b"\x28\xb5\x2f\xfd"])
def test_other_archives_are_known_by_their_first_bytes(mark: bytes) -> None:
    assert "archive" in refusal(mark + b"Title\nA\n")
