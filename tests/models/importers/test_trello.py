import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from models.drafts import CommentDraft, LinkDraft, StepDraft, TaskDraft
from models.errors import BoardError, Cancelled, Refused
from models.importers import detect
from models.importers.base import Options, Pasted, Problem
from models.importers.incoming import Encoding
from models.importers.json_stream import Utf8Stream
from tests.models.importers.boards import YEARS, board, card, comment, identity, written

BERLIN = Options(zone="Europe/Berlin")


def read(made: dict[str, Any] | bytes, options: Options = BERLIN) -> tuple[list[TaskDraft], list[Problem]]:
    content = made if isinstance(made, bytes) else written(made)
    importer = detect(content)
    assert importer.kind == "trello"
    with importer.open(content, options) as reading:
        drafts = list(reading.drafts())
        return drafts, list(reading.problems)


def only(made: dict[str, Any], options: Options = BERLIN) -> tuple[TaskDraft, list[str]]:
    drafts, problems = read(made, options)
    assert len(drafts) == 1
    return drafts[0], [str(problem.reason) for problem in problems]


@pytest.mark.parametrize("year", YEARS)
def test_a_board_of_every_layout_comes_in(year: int) -> None:
    made = board(year, [card(n, year, due="2021-01-31T23:30:00.000Z", desc="Text") for n in range(1, 4)])
    drafts, problems = read(made)
    assert [draft.title for draft in drafts] == ["Card 1", "Card 2", "Card 3"]
    assert not problems
    first = drafts[0]
    assert first.source == f"trello:{identity(1)}"
    assert (first.kind, first.verdict, first.tags) == ("unsorted", "undecided", ["To do"])
    assert (first.due, first.due_time, first.due_zone) == (date(2021, 2, 1), "00:30", "Europe/Berlin")
    assert first.created == datetime(2021, 1, 14, 8, 25, 36)


def test_nothing_is_refused_for_a_missing_key() -> None:
    for key in board(2026):
        made = board(2026)
        del made[key]
        read(made)
    for key in card(1, 2026):
        made = board(2026)
        del made["cards"][0][key]
        read(made)


def test_keys_of_an_unexpected_type_do_no_harm() -> None:
    whole = board(2026)
    for strange in (None, 5, "x", [], {}, [None], {"a": 1}, True, 1.5):
        for key in whole:
            read(board(2026) | {key: strange, "shortLink": "x"})
        for key in whole["cards"][0]:
            read(board(2026, [card(1, 2026) | {key: strange}]))


def test_the_secret_address_of_a_card_is_never_read() -> None:
    drafts, _ = read(board(2021))
    assert "secret-address" not in repr(drafts)


def test_lists_become_tags_and_known_names_become_columns() -> None:
    places = ["list-todo", "list-doing", "list-core", "list-done", "list-old"]
    drafts, _ = read(board(cards=[card(n, idList=place) for n, place in enumerate(places, 1)]))
    assert [(draft.kind, draft.verdict, draft.outcome, draft.tags) for draft in drafts] == [
        ("unsorted", "undecided", None, ["To do"]),
        ("unsorted", "undecided", None, ["Doing"]),
        ("core", "core", None, []),
        ("done", "undecided", "done", []),
        ("done", "undecided", "done", ["Old list"]),
    ]


def test_closed_cards_come_as_done() -> None:
    draft, _ = only(board(cards=[card(1, closed=True)]))
    assert (draft.kind, draft.outcome) == ("done", "done")
    assert draft.done == datetime(2021, 3, 1, 12, 0)


def test_a_card_in_training_without_a_person_is_listed_and_goes_to_set_up() -> None:
    cards = [card(1, idList="list-training"), card(2, idList="list-training", idMembers=["member-a"])]
    drafts, problems = read(board(cards=cards))
    assert [(draft.kind, draft.verdict) for draft in drafts] == [
        ("setup", "delegable"),
        ("training", "delegable"),
    ]
    assert [(problem.row, problem.subject) for problem in problems] == [(1, "Card 1")]


def test_a_finished_card_is_done_but_a_contradiction_follows_the_column() -> None:
    cards = [card(1, dueComplete=True), card(2, dueComplete=True, idList="list-core")]
    drafts, problems = read(board(cards=cards))
    assert [draft.kind for draft in drafts] == ["done", "core"]
    assert [problem.row for problem in problems] == [2]


def test_the_owner_may_send_a_list_elsewhere_or_leave_it_out() -> None:
    cards = [card(1), card(2, idList="list-doing")]
    drafts, _ = read(board(cards=cards), Options(targets={"To do": "core", "Doing": ""}))
    assert [(draft.title, draft.kind, draft.tags) for draft in drafts] == [("Card 1", "core", ["To do"])]


def test_lists_of_one_name_are_answered_one_by_one() -> None:
    cards = [card(1), card(2, idList="list-again"), card(3, idList="list-again", closed=True)]
    made = board(cards=cards)
    made["lists"].append({"id": "list-again", "name": "To do", "closed": False, "pos": 9e9})
    with detect(written(made)).open(written(made)) as reading:
        keys = [column.key for column in reading.columns if column.name == "To do"]
        assert keys == ["list-todo", "list-again"]
        reading.change(Options(targets={"list-todo": "core", "list-again": "setup"}))
        assert [column.kind for column in reading.columns if column.name == "To do"] == ["core", "setup"]
        found = [(draft.title, draft.kind, draft.tags) for draft in reading.drafts()]
        assert found == [
            ("Card 1", "core", ["To do"]),
            ("Card 2", "setup", ["To do"]),
            ("Card 3", "done", ["To do"]),
        ]
        reading.change(Options(targets={"list-again": ""}))
        assert [draft.title for draft in reading.drafts()] == ["Card 1"]


def test_the_preview_counts_open_and_archived_cards() -> None:
    content = written(board(cards=[card(1), card(2, closed=True), card(3, idList="list-old")]))
    with detect(content).open(content) as reading:
        assert reading.name == "Board of 2021"
        assert reading.total == 3
        shown = {column.name: column for column in reading.columns}
        assert (shown["To do"].count, shown["To do"].archived, shown["To do"].kind) == (1, 1, "unsorted")
        assert (shown["Old list"].closed, shown["Old list"].archived) == (True, 1)
        assert shown["Erledigt"].kind == "done"
        reading.change(Options(targets={"To do": "setup"}))
        assert next(column.kind for column in reading.columns if column.name == "To do") == "setup"
        assert next(reading.drafts()).kind == "setup"


def test_cards_come_in_the_order_of_the_board_not_of_the_file() -> None:
    cards = [
        card(1, pos=3),
        card(2, pos=1.25),
        card(3, pos=140000000000000),
        card(4, pos=0, idList="list-doing"),
    ]
    drafts, _ = read(board(cards=cards))
    assert [draft.title for draft in drafts] == ["Card 2", "Card 1", "Card 3", "Card 4"]
    assert [draft.row for draft in drafts] == [2, 1, 3, 4]


def test_labels_keep_their_names_or_else_their_colour() -> None:
    labels = [
        {"name": "Einkauf", "color": "green"},
        {"name": "", "color": "green"},
        {"name": "", "color": "red"},
    ]
    draft, _ = only(board(2015, [card(1, 2015, labels=labels)]))
    assert draft.tags == ["To do", "Einkauf", "Office", "red"]


def test_labels_given_by_id_only_are_looked_up() -> None:
    draft, reasons = only(board(cards=[card(1, idLabels=["label-a", "label-b", "gone"])]))
    assert draft.tags == ["To do", "Urgent", "blue"]
    assert reasons == ["A label of this card is not in the file."]


def test_members_come_by_name_also_those_who_left() -> None:
    made = board(
        cards=[card(1, idMembers=["member-a", "member-b", "member-z"])], actions=[comment(1, 9, "x")]
    )
    draft, _ = only(made)
    assert draft.assistants == ["Ada Example", "ben", "Zoe Gone"]


def test_checklists_become_steps_in_their_order() -> None:
    items = [{"name": "two", "state": "incomplete", "pos": 2}, {"name": "one", "state": "complete", "pos": 1}]
    made = board(
        checklists=[{"id": "a", "name": "Prepare", "idCard": identity(1), "pos": 1, "checkItems": items}]
    )
    draft, _ = only(made)
    assert draft.steps == [StepDraft("one", True), StepDraft("two", False)]


def test_steps_of_several_checklists_say_which() -> None:
    def checklist(name: str, pos: int, **more: Any) -> dict[str, Any]:
        return {
            "id": name,
            "name": name,
            "pos": pos,
            "checkItems": [{"name": "do", "state": "incomplete"}],
            **more,
        }

    made = board(
        cards=[card(1, idChecklists=["B"])],
        checklists=[checklist("B", 2), checklist("A", 1, idCard=identity(1))],
    )
    draft, _ = only(made)
    assert [step.text for step in draft.steps] == ["A: do", "B: do"]


def test_comments_come_oldest_first_and_as_last_edited() -> None:
    edit = {"id": "e", "type": "updateComment", "date": "2021-02-05T00:00:00.000Z"}
    edit["data"] = {"action": {"id": "action-1", "text": "First, edited"}}  # type: ignore[assignment]
    actions = [edit, comment(2, 1, "Second", "2021-02-04T00:00:00.000Z"), comment(1, 1, "First")]
    draft, _ = only(board(actions=actions))
    assert draft.comments == [
        CommentDraft("First, edited", "Zoe Gone", datetime(2021, 2, 3, 4, 5, 6)),
        CommentDraft("Second", "Zoe Gone", datetime(2021, 2, 4)),
    ]


def test_the_cut_at_a_thousand_events_is_said() -> None:
    made = board(2019, [card(1, 2019, badges={"comments": 1200})])
    made["actions"] = [comment(n, 1, f"No. {n}", f"2019-06-01T00:00:{n % 60:02}.000Z") for n in range(1000)]
    draft, reasons = only(made)
    assert len(draft.comments) == 1000
    assert reasons[0].startswith(
        "A Trello file holds the newest 1,000 events only: comments from before 2019-06-01"
    )
    assert reasons[1] == "The file lacks 200 comments of this card."


def test_attachments_stay_links_and_are_never_followed() -> None:
    attachments = [
        {"name": "plan.pdf", "url": "https://trello.com/1/cards/x/plan.pdf"},
        {"name": "https://example.org", "url": "https://example.org"},
        {"name": "share", "url": "file:///etc/passwd"},
        {"name": "script", "url": "javascript:alert(1)"},
    ]
    draft, _ = only(board(cards=[card(1, desc="Text", attachments=attachments)]))
    assert draft.links == [
        LinkDraft("https://trello.com/1/cards/x/plan.pdf", "plan.pdf"),
        LinkDraft("https://example.org", ""),
    ]
    assert draft.notes == "Text\n\nshare file:///etc/passwd\nscript javascript:alert(1)"


def test_custom_fields_become_lines_of_the_notes() -> None:
    items = [
        {"idCustomField": "field-d", "value": {"checked": "true"}},
        {"idCustomField": "field-a", "value": {"number": "100.32"}},
        {"idCustomField": "field-b", "idValue": "option-a"},
        {"idCustomField": "field-c", "value": {"date": "2021-01-07T10:00:00.000Z"}},
    ]
    draft, _ = only(board(cards=[card(1, customFieldItems=items, start="2021-01-05T00:00:00.000Z")]))
    assert draft.notes == "Budget: 100.32\nLevel: High\nSeen: 2021-01-07 11:00\nPaid: [x]\nStart: 2021-01-05"


def test_a_card_twice_in_the_file_comes_once() -> None:
    drafts, problems = read(board(cards=[card(1), card(1)]))
    assert len(drafts) == 1
    assert [problem.row for problem in problems] == [2]


def test_a_card_without_a_name_takes_the_first_line_of_its_text() -> None:
    draft, reasons = only(board(cards=[card(1, name="", desc="First line\nmore")]))
    assert draft.title == "First line"
    assert reasons == ["The card has no name."]


def test_zero_signs_are_taken_out_and_said() -> None:
    draft, reasons = only(board(cards=[card(1, desc="a\0b")]))
    assert draft.notes == "ab"
    assert reasons == ["Invisible zero signs were taken out of the text."]


def test_half_an_emoji_is_mended_and_said() -> None:
    content = written(board(cards=[card(1, name="HERE")])).replace(
        b"HERE", rb"cut \ud83d off, \ud83d\ude00 \\ud83d"
    )
    drafts, problems = read(content)
    assert drafts[0].title == "cut � off, 😀 \\ud83d"
    assert problems[0].row == 0
    assert problems[0].reason.count == 1


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 11, 13])
def test_escapes_are_mended_wherever_the_file_is_cut(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.importers.json_stream._BUFFER", size)
    text = rb'{"a": "\ud83d\ude00 \ud83d x \\\\\ud83d \\ud83d \n\\\ude00 \u00e9"}'
    stream = Utf8Stream(io.BytesIO(text), Encoding("utf-8"))
    out = b"".join(iter(lambda: stream.read(4), b""))
    assert out == rb'{"a": "\ud83d\ude00 \ufffd x \\\\\ufffd \\ud83d \n\\\ufffd \u00e9"}'
    assert stream.mended == 3


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_a_file_saved_as_text_in_any_encoding_is_taken(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "board.txt"
    text = json.dumps(board(cards=[card(1, name="Angebot für Müller – prüfen")]), ensure_ascii=False)
    path.write_bytes(text.encode(encoding))
    with detect(path).open(path) as reading:
        assert [draft.title for draft in reading.drafts()] == ["Angebot für Müller – prüfen"]


def test_pasted_text_is_taken() -> None:
    source = Pasted("  \n" + json.dumps(board()))
    with detect(source).open(source) as reading:
        assert reading.total == 1


DEEP = b'{"cards": [' + b'{"a":[' * 5000 + b"]}" * 5000 + b"]}"
BROKEN = {
    "nested": DEEP,
    "nested elsewhere": b'{"prefs": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "huge number": b'{"cards": [{"id": "a", "pos": ' + b"9" * 5000 + b"}]}",
    "not a number": b'{"cards": [{"id": "a", "pos": NaN}]}',
    "infinite": b'{"cards": [{"id": "a", "pos": Infinity}]}',
    "twice": b'{"cards": [{"id": "a", "name": "x", "name": "y"}]}',
    "cut off": written(board())[:-50],
    "garbage behind": written(board()) + b"x",
    "endless text": b'{"cards": [{"name": "' + b"x" * 20_000_000,
    "two boards": written(board()) * 2,
    "a list": b'[{"id": "a"}]',
    "empty object": b"{}",
    "other": b'{"hello": 1}',
    "single quotes": b"{'cards': []}",
    "comment": b'{"cards": [ /* x */ ]}',
    "bytes": b'{"cards": [{"id": "\xff\xfe\xfa"}',
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_sound_board_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(Refused) as caught, detect(content).open(content) as reading:
        list(reading.drafts())
    assert caught.value.sentence.english().endswith((".", "yet."))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            b'{"timestamp": 1, "crossModelVersion": 4.5, "data": {"task": {}}}',
            "This is a Super Productivity backup",
        ),
        (b'{"task": {}, "taskRepeatCfg": {}, "project": {}}', "This is a Super Productivity backup"),
        (b'{"title": "x", "swimlanes": [], "lists": [{"_id": "a"}], "cards": []}', "comes from WeKan"),
        (b'{"boards": [{"id": "a", "columns": []}]}', "comes from Kanri"),
        (
            b'{"format": 20190412, "title": "x", "lists": [{"title": "a", "notes": []}]}',
            "comes from Nullboard",
        ),
        (b'{"item": {}, "included": {}}', "comes from Planka"),
        (b'{"data": [{"gid": "1"}]}', "comes from Asana"),
    ],
)
def test_json_of_other_programs_is_named(content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        detect(content).open(content)


def test_an_import_can_be_cancelled_at_every_step() -> None:
    content = written(board(cards=[card(n) for n in range(1000)]))
    with pytest.raises(Cancelled):
        detect(content).open(content, cancelled=lambda: True)
    with detect(content).open(content) as reading:
        asked = iter([False, True])
        with pytest.raises(Cancelled):
            list(reading.drafts(cancelled=lambda: next(asked)))
        told: list[float] = []
        assert len(list(reading.drafts(progress=told.append))) == 1000
        assert told == sorted(told)
        assert told[-1] == 1.0


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BoardError, match="There is no file"):
        detect(tmp_path / "none.json")
    with pytest.raises(BoardError, match="There is no file"):
        detect(tmp_path)
