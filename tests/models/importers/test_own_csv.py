from datetime import date, datetime

import pytest

from models.drafts import StepDraft, TaskDraft
from models.exporters.csv_codec import HEADER
from models.importers import detect
from models.importers.base import Problem
from models.repeats import Repeat

UID = "01912345-1111-7111-8111-111111111111"
ROW = {
    "ID": UID,
    "Title": "'=Sum",
    "Stage": "In training",
    "Verdict": "delegable",
    "Assistants": "Ada; Ben",
    "Due": "2026-05-06",
    "Due time": "14:00",
    "Due zone": "Europe/Berlin",
    "Repeats": "weekly",
    "Minutes per run": "7.5",
    "Runs per week": "99",
    "Tags": r"a; b\;c",
    "Steps": "[x] one; [ ] two",
    "Notes": '"line\nnext"',
    "Created": "2026-05-01T10:00:00Z",
    "Changed": "2026-05-02T10:00:00Z",
}


def table(*rows: dict[str, str], delimiter: str = ",", more: tuple[str, ...] = ()) -> bytes:
    lines = [delimiter.join((*HEADER, *more))]
    lines += [delimiter.join(row.get(header, "") for header in (*HEADER, *more)) for row in rows]
    return b"\xef\xbb\xbf" + "\r\n".join([*lines, ""]).encode()


def read(content: bytes) -> tuple[list[TaskDraft], list[Problem]]:
    importer = detect(content)
    assert importer.kind == "own"
    with importer.open(content) as reading:
        return list(reading.drafts()), list(reading.problems)


def test_every_cell_is_read_back() -> None:
    drafts, problems = read(table(ROW))
    assert not problems
    assert drafts == [
        TaskDraft(
            title="=Sum",
            notes="line\nnext",
            uid=UID,
            column="In training",
            kind="training",
            verdict="delegable",
            due=date(2026, 5, 6),
            due_time="14:00",
            due_zone="Europe/Berlin",
            repeat=Repeat(1, "week"),
            seconds_per_run=450,
            tags=["a", "b;c"],
            steps=[StepDraft("one", True), StepDraft("two")],
            assistants=["Ada", "Ben"],
            created=datetime(2026, 5, 1, 10),
            changed=datetime(2026, 5, 2, 10),
            row=2,
        )
    ]


@pytest.mark.parametrize(
    ("stage", "verdict", "outcome", "kind"),
    [
        ("Mine alone", "core", "", "core"),
        ("Mine alone", "split", "", "unsorted"),
        ("Mine alone", "delegable", "", None),
        ("Away", "core", "dropped", "done"),
        ("Done", "undecided", "done", "done"),
        ("Done", "core", "", "core"),
    ],
)
def test_a_stage_of_the_owners_own_name_is_told_by_the_decision(
    stage: str, verdict: str, outcome: str, kind: str | None
) -> None:
    drafts, _ = read(table(ROW | {"Stage": stage, "Verdict": verdict, "Outcome": outcome}))
    assert (drafts[0].column, drafts[0].kind) == (stage, kind)


def test_a_spreadsheet_may_have_saved_it_again() -> None:
    text = table(ROW | {"Due": "06.05.2026", "Title": "Prüfen"}, delimiter=";").decode("utf-8-sig")
    text = (
        text.replace(r"a; b\;c", '"a; b"')
        .replace("Ada; Ben", '"Ada; Ben"')
        .replace("[x] one; [ ] two", '"[x] one; [ ] two"')
    )
    drafts, problems = read(text.encode("cp1252"))
    assert (drafts[0].title, drafts[0].due, drafts[0].tags) == ("Prüfen", date(2026, 5, 6), ["a", "b"])
    assert not problems


def test_later_fields_are_passed_over() -> None:
    drafts, problems = read(table(ROW | {"Rate": "5"}, more=("Rate",)))
    assert len(drafts) == 1
    assert not problems


def test_what_cannot_be_read_is_listed_and_the_rest_comes() -> None:
    strange = ROW | {
        "ID": "x!",
        "Due": "soon",
        "Repeats": "often",
        "Minutes per run": "few",
        "Verdict": "maybe",
    }
    drafts, problems = read(table(strange, ROW, ROW, ROW | {"ID": "", "Title": ""}))
    assert [draft.uid for draft in drafts] == [None, UID, None]
    assert [problem.row for problem in problems] == [2, 2, 2, 2, 2, 4, 5]
