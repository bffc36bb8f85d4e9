from datetime import date, datetime
from pathlib import Path

import pytest

from models.drafts import CommentDraft, LinkDraft, StepDraft, TaskDraft
from models.errors import Cancelled, Refused
from models.importers import detect
from models.importers.base import Fields, Options, Pasted, Problem
from models.importers.csv_fields import FIELD_NAMES
from models.repeats import Repeat

DATA = Path(__file__).parents[2] / "data" / "imports"
BERLIN = Options(zone="Europe/Berlin")


def read(content: str | bytes, options: Options = BERLIN) -> tuple[list[TaskDraft], list[Problem], Fields]:
    source = content.encode() if isinstance(content, str) else content
    importer = detect(source)
    assert importer.kind == "csv"
    with importer.open(source, options) as reading:
        drafts = list(reading.drafts())
        assert reading.fields is not None
        return drafts, list(reading.problems), reading.fields


# Text, and the encodings in which the world has files of it.
GERMAN = (
    ("Titel", "Liste", "Fällig"),
    ("Angebot für Müller prüfen", "Büro", "05.06.2026"),
    ("Grüße", "Straße", ""),
)
POLISH = (
    ("Tytuł", "Lista", "Termin"),
    ("Wysłać fakturę do klienta", "Później", ""),
    ("Przygotować ofertę", "Ważne", ""),
)
RUSSIAN = (
    ("Название", "Список", "Срок"),
    ("Отправить счёт клиенту", "В работе", ""),
    ("Позвонить бухгалтеру", "Потом", ""),
)
JAPANESE = (("タイトル", "リスト", "期限"), ("請求書を送る", "進行中", ""), ("顧客に電話する", "未着手", ""))
ENCODED = [
    ("utf-8", GERMAN),
    ("utf-8-sig", GERMAN),
    ("utf-16", GERMAN),
    ("utf-16-le", GERMAN),
    ("utf-16-be", GERMAN),
    ("utf-32", GERMAN),
    ("cp1252", GERMAN),
    ("mac_roman", GERMAN),
    ("cp850", GERMAN),
    ("cp1250", POLISH),
    ("cp1251", RUSSIAN),
    ("koi8_r", RUSSIAN),
    ("cp932", JAPANESE),
    ("euc_jp", JAPANESE),
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize(("encoding", "table"), ENCODED, ids=[name for name, _ in ENCODED])
def test_encoding_and_delimiter_are_found(
    encoding: str, table: tuple[tuple[str, ...], ...], delimiter: str
) -> None:
    content = "\r\n".join(delimiter.join(row) for row in table).encode(encoding)
    drafts, _, fields = read(content)
    assert fields.delimiter == delimiter
    assert fields.headers == list(table[0])
    assert [(draft.title, draft.column) for draft in drafts] == [(row[0], row[1]) for row in table[1:]]


def test_the_owner_may_name_the_encoding() -> None:
    content = "Titel;Notiz\r\nČaj;x\r\n".encode("cp1250")
    drafts, _, _ = read(content, Options(encoding="cp1250"))
    assert drafts[0].title == "Čaj"
    with pytest.raises(Refused, match="cannot be read as"):
        read(content, Options(encoding="klingon"))


def test_a_few_broken_letters_in_utf8_are_shown_and_said() -> None:
    content = ("Title\r\n" + "Grüße aus Köln\r\n" * 50).encode() + b"bro\xffken\r\n"
    drafts, problems, fields = read(content)
    assert drafts[-1].title == "bro�ken"
    assert fields.encoding == "utf-8"
    assert (problems[0].row, problems[0].reason.count) == (0, 1)


TRELLO = (DATA / "trello.csv").read_text(encoding="utf-8")


def test_a_trello_csv_comes_in_with_the_ids_of_its_json() -> None:
    drafts, problems, fields = read(TRELLO)
    first, second = drafts
    assert fields.tool == "trello"
    assert (first.source, first.tags) == ("trello:5f0000000000000000000001", ["To do", "Einkauf", "Dringend"])
    assert (first.due, first.due_time, first.due_zone) == (date(2021, 5, 6), "12:00", "Europe/Berlin")
    assert first.links == [LinkDraft("https://example.org/a.pdf")]
    assert first.notes == "Two\nlines\n\nBudget: 12"
    assert (second.kind, second.outcome) == ("done", "done")
    assert [problem.row for problem in problems] == [0]


def test_an_asana_file_with_rows_above_its_header() -> None:
    drafts, _, fields = read((DATA / "asana.csv").read_bytes())
    assert (fields.tool, fields.header_row, fields.dates) == ("asana", 3, "us")
    assert drafts[0].source == "csv:asana:1211"
    assert "E+15" not in str(drafts[1].source)
    assert drafts[0].tags == ["Doing", "a", "b"]
    assert (drafts[1].kind, drafts[1].done) == ("done", datetime(2021, 5, 8))
    assert "Parent Task: Write offer" in drafts[1].notes


def test_a_todoist_file_with_sections_notes_and_subtasks() -> None:
    drafts, problems, _ = read((DATA / "todoist.csv").read_bytes())
    first, second = drafts
    assert (first.title, first.tags, first.assistants) == (
        "Send invoices",
        ["Office", "books", "home"],
        ["Ada"],
    )
    assert first.steps == [StepDraft("First part"), StepDraft("Second")]
    assert first.comments == [CommentDraft("A remark", "Ben")]
    assert (first.repeat, first.seconds_per_run) == (Repeat(1, "week"), 2700)
    assert (second.title, second.due) == ("Other", date(2021, 5, 6))
    assert [problem.row for problem in problems] == [6]


def test_a_planner_file_with_four_rows_above_its_header() -> None:
    drafts, problems, fields = read((DATA / "planner.csv").read_bytes())
    assert (fields.tool, fields.header_row) == ("planner", 5)
    assert (drafts[0].kind, drafts[0].assistants, drafts[0].notes) == ("unsorted", ["Ada", "Ben"], "Text")
    assert (drafts[1].kind, [step.done for step in drafts[1].steps]) == ("done", [True, True])
    assert [problem.row for problem in problems] == [6]


def test_a_kanboard_file_with_hours() -> None:
    drafts, _, _ = read((DATA / "kanboard.csv").read_bytes())
    assert (drafts[0].title, drafts[0].assistants, drafts[0].seconds_per_run) == ("Fix it", ["Ada E"], 5400)
    assert (drafts[0].tags, drafts[0].kind) == (["Work in progress", "Cat", "a", "b"], "unsorted")


def test_a_wekan_file_parts_labels_and_members_at_blanks() -> None:
    drafts, _, fields = read((DATA / "wekan.csv").read_bytes())
    assert fields.dates == "us"
    assert (drafts[0].assistants, drafts[0].tags) == (["ada", "ben"], ["Stage 1", "Marketing", "Sales"])


def test_a_deck_file_with_tabs_and_wide_letters() -> None:
    drafts, problems, _ = read((DATA / "deck.csv").read_bytes())
    assert (drafts[0].title, drafts[0].notes, drafts[0].due) == ('A "b" ü', "x\ny", None)
    assert (drafts[0].tags, drafts[0].created) == (["Stapel", "t1", "t2"], datetime(2021, 5, 25))
    assert not problems


def test_a_ticktick_file_with_seven_lines_above_its_header() -> None:
    drafts, _, _ = read((DATA / "ticktick.csv").read_bytes())
    first, second = drafts
    assert first.steps == [StepDraft("one"), StepDraft("two", True)]
    assert (first.due, first.due_time, first.repeat) == (date(2021, 5, 6), None, Repeat(1, "week"))
    assert (second.due_time, second.due_zone, second.kind) == ("17:00", "Asia/Tokyo", "done")


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["2021-05-06"], "iso"),
        (["06.05.2021"], "eu"),
        (["05/06/2021", "05/13/2021"], "us"),
        (["05/06/2021", "13/05/2021"], "eu"),
        (["05/06/2021", "07/08/2021"], "ambiguous"),
        (["05/05/2021", "2021-05-06"], "iso"),
        (["13/05/2021", "05/13/2021"], "ambiguous"),
        (["5 May 2021", "May 6, 2021"], "iso"),
        (["6/5/21", "25.12.2021"], "eu"),
    ],
)
def test_the_order_of_dates_is_asked_only_where_it_is_open(values: list[str], order: str) -> None:
    content = ("Task;Due\n" + "".join(f"A;{value}\n" for value in values)).encode()
    with detect(content).open(content) as reading:
        assert reading.fields is not None
        assert reading.fields.dates == order


def test_an_open_order_of_dates_is_refused_until_it_is_answered() -> None:
    content = "Task,Due\nA,05/06/2021\n"
    with pytest.raises(Refused, match="US or a European"):
        read(content)
    assert read(content, Options(dates="us"))[0][0].due == date(2021, 5, 6)
    assert read(content, Options(dates="eu"))[0][0].due == date(2021, 6, 5)


def test_a_date_that_does_not_fit_is_listed_and_kept_in_the_notes() -> None:
    drafts, problems, _ = read("Task,Due\nA,13/05/2021\nB,soon\n", Options(dates="us"))
    assert [draft.notes for draft in drafts] == ["Due: 13/05/2021", "Due: soon"]
    assert [problem.row for problem in problems] == [2, 3]


def test_the_owner_may_change_every_guess() -> None:
    content = "Task,Alpha,Beta\nA,one,two\n"
    assert read(content)[0][0].notes == "Alpha: one\nBeta: two"
    drafts, _, _ = read(content, Options(mapping={"Alpha": "title", "Task": "tags", "Beta": ""}))
    assert (drafts[0].title, drafts[0].tags, drafts[0].notes) == ("one", ["A"], "")
    with pytest.raises(Refused, match="no column"):
        read(content, Options(mapping={"Gamma": "title"}))
    with pytest.raises(Refused, match="nothing that a column can become"):
        read(content, Options(mapping={"Alpha": "price"}))
    with pytest.raises(Refused, match="No column is chosen for the title"):
        read(content, Options(mapping={"Task": "", "Alpha": "", "Beta": ""}))


def test_every_guess_is_an_offered_field() -> None:
    for content in (TRELLO, "Task,Due\nA,2021-05-06\n", "a,b\nx,y\n"):
        assert set(read(content)[2].mapping.values()) <= set(FIELD_NAMES)


def test_lists_of_a_table_go_where_their_names_or_the_owner_say() -> None:
    content = b"Task,Status,Who\nA,Doing,\nB,Erledigt,\nC,In training,Ada\nD,In training,\n"
    with detect(content).open(content) as reading:
        assert [(column.name, column.count, column.kind) for column in reading.columns] == [
            ("Doing", 1, "unsorted"),
            ("Erledigt", 1, "done"),
            ("In training", 2, "training"),
        ]
        assert [draft.kind for draft in reading.drafts()] == ["unsorted", "done", "training", "setup"]
        reading.change(Options(targets={"Doing": "core", "Erledigt": ""}))
        assert [draft.kind for draft in reading.drafts()] == ["core", "training", "setup"]


def test_a_status_of_yes_and_no_is_no_list() -> None:
    drafts, _, fields = read("Aufgabe;Status\nA;Offen\nB;Erledigt\nC;Abgebrochen\n")
    assert fields.mapping["Status"] == "done"
    assert [(draft.kind, draft.outcome) for draft in drafts] == [
        ("unsorted", None),
        ("done", "done"),
        ("done", "dropped"),
    ]


def test_a_table_without_a_header_loses_no_row() -> None:
    drafts, _, fields = read("Call Ada;2021-05-06\nWrite offer;2021-05-07\n")
    assert fields.header_row == 0
    assert [draft.title for draft in drafts] == ["Call Ada", "Write offer"]


def test_lines_of_prose_become_a_task_each() -> None:
    drafts, _, _ = read("just a line\nand another, with comma\nthird; two\n")
    assert [draft.title for draft in drafts] == [
        "just a line",
        "and another, with comma",
        "third; two",
    ]


def test_a_spreadsheets_hint_for_the_delimiter_is_followed() -> None:
    drafts, _, fields = read("sep=|\r\nTitle|Notes\r\nA, b|c; d\r\n")
    assert fields.delimiter == "|"
    assert (drafts[0].title, drafts[0].notes) == ("A, b", "c; d")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_line_ends_part_rows(end: str) -> None:
    drafts, _, _ = read(end.join(["Title,Notes", "A,x", 'B,"two\nlines"', ""]))
    assert [(draft.title, draft.notes) for draft in drafts] == [("A", "x"), ("B", "two\nlines")]


def test_zero_signs_are_taken_out_and_said() -> None:
    drafts, problems, _ = read(b"Title,Notes\nA\0b,x\nC,d\n" + b"E,f\n" * 50)
    assert drafts[0].title == "Ab"
    assert [(problem.row, problem.reason.count) for problem in problems] == [(0, 1)]


def test_an_open_quotation_mark_is_refused_and_named() -> None:
    with pytest.raises(Refused, match="opened in row 2 is never closed"):
        read('Title,Notes\n"A,x\nB,y\n')


def test_a_row_with_unsound_quotes_is_listed_and_the_rest_comes() -> None:
    drafts, problems, _ = read('Title,Notes\n"A" b,x\nB,y\n')
    assert [draft.title for draft in drafts] == ["B"]
    assert [problem.row for problem in problems] == [2]


def test_a_huge_cell_is_listed_and_the_rest_comes() -> None:
    drafts, problems, _ = read(f"Title,Notes\nA,{'x' * 10_000_000}\nB,y\n")
    assert [draft.title for draft in drafts] == ["B"]
    assert [problem.row for problem in problems] == [2]


def test_empty_rows_are_passed_over_and_rows_without_a_title_are_listed() -> None:
    drafts, problems, _ = read("Title,Notes,Due\n,,\nA,x,\n , ,\n,First line,\n,,2021-05-06\n")
    assert [draft.title for draft in drafts] == ["A", "First line"]
    assert [problem.row for problem in problems] == [5, 6]


def test_cells_beyond_the_header_are_kept_and_said() -> None:
    drafts, problems, _ = read("Title,Notes\nA,x,more\nB,y\nC,z\n")
    assert drafts[0].notes == "x\n\nmore"
    assert [problem.row for problem in problems] == [2]


def test_formulas_of_other_programs_stay_as_they_are() -> None:
    drafts, _, _ = read("Title,Notes\n'=1+1,\"'quoted'\"\n")
    assert (drafts[0].title, drafts[0].notes) == ("'=1+1", "'quoted'")


def test_ids_stay_the_same_in_a_later_file() -> None:
    first, _, _ = read("Title,Due\nA,2021-05-06\nA,2021-05-07\nB,\n")
    later, _, _ = read("Title,Due\nNew,\nA,2021-06-06\nA,2021-05-07\nB,2021-05-08\n")
    assert len({draft.source for draft in first}) == 3
    assert {draft.source for draft in first} == {draft.source for draft in later[1:]}
    assert later[0].source not in {draft.source for draft in first}


def test_an_id_twice_is_listed() -> None:
    drafts, problems, _ = read("ID,Title\n7,A\n7,B\n")
    assert (drafts[0].source is None, drafts[1].source) == (False, None)
    assert [problem.row for problem in problems] == [3]


@pytest.mark.parametrize(
    ("header", "text", "seconds"),
    [
        ("Duration", "45", 2700),
        ("Duration", "1h 30m", 5400),
        ("Duration", "1:30", 5400),
        ("Estimate (hours)", "1.5", 5400),
        ("Dauer", "1,5 Std.", 5400),
        ("Duration", "PT45M", 2700),
        ("Duration", "None", None),
        ("Duration", "0", None),
    ],
)
def test_durations(header: str, text: str, seconds: int | None) -> None:
    drafts, problems, _ = read(f"Title;{header}\nA;{text}\n")
    assert (drafts[0].seconds_per_run, drafts[0].notes) == (seconds, "")
    assert not problems


@pytest.mark.parametrize(
    ("text", "repeat"),
    [
        ("weekly", Repeat(1, "week")),
        ("every month", Repeat(1, "month")),
        ("täglich", Repeat(1, "day")),
        ("jeden Montag", Repeat(1, "week")),
        ("3 a week", Repeat(3, "week")),
    ],
)
def test_frequencies(text: str, repeat: Repeat) -> None:
    assert read(f"Title;How often\nA;{text}\n")[0][0].repeat == repeat


def test_an_unknown_frequency_is_kept_in_the_notes_and_listed() -> None:
    drafts, problems, _ = read("Title;How often\nA;when the moon is full\n")
    assert drafts[0].notes == "How often: when the moon is full"
    assert [problem.row for problem in problems] == [2]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"SQLite format 3\0" + b"\0" * 100, "a board or another database"),
        (b"PK\x03\x04aaaa", "ZIP archive"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"", "empty"),
        (b" \r\n \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"<!DOCTYPE html><html>", "web page"),
        (bytes(range(256)) * 20, "no text"),
        (b"Title" + b"," * 100_000 + b"\n", "columns"),
    ],
)
def test_what_is_no_table_is_named(content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        detect(content).open(content)


def test_pasted_lines_and_files_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("Title,Notes\nA,x\n")
    pasted = Pasted("Title,Notes\nA,x\n", "mine")
    with detect(path).open(path) as one, detect(pasted).open(pasted) as two:
        assert one.name == two.name == "mine"
        assert list(one.drafts()) == list(two.drafts())


def test_a_long_table_tells_progress_and_can_be_cancelled() -> None:
    content = b"Title,Notes\n" + b"A task,with notes\n" * 5000
    with detect(content).open(content) as reading:
        assert reading.total == 5000
        told: list[float] = []
        assert sum(1 for _ in reading.drafts(progress=told.append)) == 5000
        assert told == sorted(told)
        assert told[-1] == 1.0
        drafts = reading.drafts(cancelled=lambda: len(told) > 0)
        with pytest.raises(Cancelled):
            list(drafts)
    with pytest.raises(Cancelled):
        detect(content).open(content, cancelled=lambda: True)
