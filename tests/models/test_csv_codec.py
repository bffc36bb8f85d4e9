import csv
import io
from datetime import datetime
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.drafts import StepDraft
from models.errors import Refused
from models.exporters.csv_codec import (
    HEADER,
    format_minutes,
    format_moment,
    format_runs,
    format_steps,
    guard,
    join_list,
    parse_minutes,
    parse_moment,
    parse_steps,
    split_list,
    unguard,
)

# What SQLite keeps as text: anything but NUL and lone surrogates. Marks of the format itself come often.
texts = st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"])
    | st.sampled_from(" ;\\'\"=+-@,\t\r\n[]x＝＋－＠")
)
lists = st.lists(texts, max_size=6)


def through_csv(cell: str) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerow(["before", cell, "after"])
    stream.seek(0)
    rows = list(csv.reader(stream))
    assert len(rows) == 1
    assert rows[0][0::2] == ["before", "after"]
    return rows[0][1]


def test_the_header_is_the_promised_one() -> None:
    assert ",".join(HEADER) == (
        "ID,Title,Stage,Verdict,Outcome,Assistants,Due,Due time,Due zone,Repeats,Minutes per run,"
        "Runs per week,Tags,Steps,Notes,Created,Changed,Done,Score,Suggested,Specialty,Only me,Teachable,"
        "Skill,Risk,Energy,Must stay,On site,Estimate,Hours per week,Won per week,Net per week,Currency,"
        "Done when,Skills,Sensitivity,Assistant,Brief,Next check,May decide,"
        "Training level,Runs,Minutes won,Series from,Series zone,On days off"
    )


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+49 30 1234",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "\tplain",
        "\rplain",
        "\nplain",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "  =1",
        '"=1',
        "'=1",
        "' \"=1",
        "\u00a0=1",
        "\u3000=1",
        "\u200b=1",
        "\ufeff=1",
        "=cmd|' /C calc'!A0",
    ],
)
def test_a_text_that_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    assert guard(text) == "'" + text
    assert unguard(guard(text)) == text


@pytest.mark.parametrize(
    "text", ["", "Send invoices", "a=b", "5 - 3", "'tis the season", "'quoted'", "12", "'"]
)
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert guard(text) == text
    assert unguard(text) == text


@given(texts)
@example("''=1")
@example("'' - x")
@example("' '")
def test_the_guard_comes_off_exactly(text: str) -> None:
    assert unguard(guard(text)) == text


@given(texts)
def test_no_guarded_cell_begins_like_a_formula(text: str) -> None:
    assert not guard(text).lstrip(' "').startswith(tuple("=+-@\t\r\n＝＋－＠"))


def test_a_list_reads_as_one_would_write_it() -> None:
    assert join_list(["books", "two words"]) == "books; two words"
    assert join_list(["a;b", "c\\d"]) == "a\\;b; c\\\\d"
    assert join_list([]) == ""


@given(lists)
@example([""])
@example(["", ""])
@example(["\\"])
@example([" a", "b "])
@example([";", "; "])
def test_every_list_comes_back(items: list[str]) -> None:
    assert split_list(join_list(items)) == items
    assert split_list(unguard(through_csv(guard(join_list(items))))) == items


def test_a_list_typed_by_hand_is_read_kindly() -> None:
    assert split_list("a;b; c") == ["a", "b", "c"]
    assert split_list("C:\\new; b") == ["C:\\new", "b"]
    assert split_list("a\\") == ["a\\"]


def test_steps_show_their_marks() -> None:
    assert (
        format_steps([StepDraft("Collect", True), StepDraft("Send; file")]) == "[x] Collect; [ ] Send\\; file"
    )
    assert parse_steps("[X] Collect; Send; [ ]") == [
        StepDraft("Collect", True),
        StepDraft("Send"),
        StepDraft(""),
    ]


@given(st.lists(st.builds(StepDraft, texts, st.booleans()), max_size=6))
def test_every_checklist_comes_back(steps: list[StepDraft]) -> None:
    assert parse_steps(unguard(through_csv(guard(format_steps(steps))))) == steps


@given(texts)
def test_every_text_comes_back_through_a_csv_file(text: str) -> None:
    assert unguard(through_csv(guard(text))) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (None, ""),
        (0, "0"),
        (45, "0.75"),
        (60, "1"),
        (90, "1.5"),
        (2700, "45"),
        (100, "1.67"),
        (36_000, "600"),
    ],
)
def test_minutes_are_short_and_have_a_point(seconds: int | None, text: str) -> None:
    assert format_minutes(seconds) == text


@given(st.integers(0, 60_000_000))
def test_every_second_comes_back_and_exact_decimals_are_exact(seconds: int) -> None:
    text = format_minutes(seconds)
    assert parse_minutes(text) == seconds
    if (100 * seconds) % 60 == 0:
        assert Fraction(text) * 60 == seconds


def test_minutes_typed_with_a_comma_are_understood() -> None:
    assert parse_minutes(" 1,5 ") == 90
    assert parse_minutes(".5") == 30
    assert parse_minutes("") is None


@pytest.mark.parametrize("text", ["abc", "-5", "1e3", "inf", "nan", "1,000", "1.2.3", "=5", "9999999", "９"])
def test_what_is_no_figure_is_refused_in_words(text: str) -> None:
    with pytest.raises(Refused):
        parse_minutes(text)


def test_runs_per_week_are_short() -> None:
    figures = [Fraction(5), Fraction(12, 52), Fraction(1, 52), Fraction(1, 2), Fraction(10), None]
    assert [format_runs(figure) for figure in figures] == ["5", "0.2308", "0.0192", "0.5", "10", ""]


def test_moments_are_utc_and_come_back() -> None:
    moment = datetime(2026, 11, 23, 10, 0, 0)
    assert format_moment(moment) == "2026-11-23T10:00:00Z"
    assert parse_moment("2026-11-23T10:00:00Z") == moment
    assert parse_moment("2026-11-23T12:00:00+02:00") == moment
    assert parse_moment("2026-11-23 10:00") == moment
    assert parse_moment("") is None
    assert format_moment(None) == ""


@given(st.datetimes().map(lambda moment: moment.replace(microsecond=0)))
def test_every_moment_comes_back(moment: datetime) -> None:
    assert parse_moment(format_moment(moment)) == moment


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "0001-01-01T00:00:00+14:00"])
def test_what_is_no_moment_is_refused_in_words(text: str) -> None:
    with pytest.raises(Refused):
        parse_moment(text)
