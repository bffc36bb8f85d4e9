"""Search: what is typed, what is found, where it is marked; and that nothing typed ever raises."""

import datetime as dt
import random
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.board import Board
from models.drafts import CommentDraft, StepDraft
from models.folding import fold, fold_mapped
from models.repeats import Repeat
from models.search import find, highlights, parse_query
from models.stages import edit_stage
from models.steps import add_comment, add_step, delete_step, edit_step, move_step
from models.tasks import add_tasks, bin_tasks, edit_assistants, edit_tags, edit_task, empty_bin, restore_tasks
from tests.models.boards import TODAY, draft, faults, index_finds, open_new, order, stage_id

DAY = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory):
    with open_new(tmp_path_factory.mktemp("search") / "a.board") as board:
        add_tasks(
            board,
            [
                draft("Send invoices", tags=["Bücher", "IT"], due=TODAY, repeat=Repeat(1, "month")),
                draft("Ærø ferry", notes="50% off_season, back\\slash", due=TODAY - DAY),
                draft("Straße fegen", steps=[StepDraft("Besen kaufen")], due=TODAY + DAY, kind="core"),
                draft("ΣΊΣΥΦΟΣ", comments=[CommentDraft("rolls a stone")], kind="setup"),
                draft("Inbox", assistants=["Zoë Q"], kind="training", due=TODAY + 40 * DAY),
                draft("Old one", kind="done", outcome="dropped", due=TODAY - 9 * DAY),
                draft("Shipped", kind="done"),
                draft('He said "hi" (twice)', verdict="split"),
                draft("日本語の請求書", notes="emoji 🧤🧤 gloves"),
            ],
        )
        yield board


def found(board: Board, text: str) -> set[str]:
    ids = find(board, parse_query(text), TODAY).ids
    return {title for task, title in board.db.execute_sql("SELECT id, title FROM task") if task in ids}


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("invoice", {"Send invoices"}),
        ("INVOICE send", {"Send invoices"}),
        ("voic", {"Send invoices"}),
        ("aerø", set()),
        ("strasse", {"Straße fegen"}),
        ("STRASSE", {"Straße fegen"}),
        ("besen", {"Straße fegen"}),
        ("σίσυφος", {"ΣΊΣΥΦΟΣ"}),
        ("σισυφοσ", {"ΣΊΣΥΦΟΣ"}),
        ("stone", {"ΣΊΣΥΦΟΣ"}),
        ("zoe", {"Inbox"}),
        ("bucher", {"Send invoices"}),
        ("50%", {"Ærø ferry"}),
        ("f_s", {"Ærø ferry"}),
        ("%", {"Ærø ferry"}),
        ("_", {"Ærø ferry"}),
        ("k\\s", {"Ærø ferry"}),
        ('"hi"', {"He said \"hi\" (twice)", "Shipped"}),
        ('"said hi"', set()),
        ('"old one"', {"Old one"}),
        ("old inbox", set()),
        ("請求書", {"日本語の請求書"}),
        ("語の", {"日本語の請求書"}),
        ("🧤🧤", {"日本語の請求書"}),
        ("e", {"Send invoices", "Ærø ferry", "Straße fegen", "ΣΊΣΥΦΟΣ", "Inbox", "Old one", "Shipped",
               'He said "hi" (twice)', "日本語の請求書"}),
        ("tag:it", {"Send invoices"}),
        ("tag:BÜCHER", {"Send invoices"}),
        ("tag:büch invoices", {"Send invoices"}),
        ("tag:cher", set()),
        ("stage:core", {"Straße fegen"}),
        ('stage:"to set up"', {"ΣΊΣΥΦΟΣ"}),
        ("column:training", {"Inbox"}),
        ("stage:handed_over", set()),
        ("with:zoë", {"Inbox"}),
        ("with:nobody stage:training", set()),
        ("with:nobody stage:core", {"Straße fegen"}),
        ("due:today", {"Send invoices"}),
        ("due:tomorrow", {"Straße fegen"}),
        ("due:yesterday", {"Ærø ferry"}),
        ("due:week", {"Send invoices", "Straße fegen"}),
        ("due:month", {"Send invoices", "Straße fegen"}),
        ("due:none stage:done", {"Shipped"}),
        ("due:any stage:done", {"Old one"}),
        ("due:2026-11-24", {"Straße fegen"}),
        ("due:2027", {"Inbox"}),
        ("due:2026-11", {"Send invoices", "Straße fegen", "Ærø ferry", "Old one"}),
        ("due:<2026-11-20", {"Old one"}),
        ("due:>2026-12-01", {"Inbox"}),
        ("due:soonish", set()),
        ("is:overdue", {"Ærø ferry"}),
        ("is:late", {"Ærø ferry"}),
        ("is:done", {"Shipped"}),
        ("is:dropped", {"Old one"}),
        ("is:automated", set()),
        ("is:recurring", {"Send invoices"}),
        ("is:split", {'He said "hi" (twice)'}),
        ("is:core", {"Straße fegen"}),
        ("verdict:delegable", {"ΣΊΣΥΦΟΣ", "Inbox"}),
        ("is:open e stage:core", {"Straße fegen"}),
        ("is:nonsense", set()),
        ("a:b", set()),
        # While it is typed, a filter without its value is not there yet.
        ("invoice tag:", {"Send invoices"}),
        ('invoice tag:"', {"Send invoices"}),
        ("ferry due:", {"Ærø ferry"}),
    ],
)  # fmt: skip
def test_what_is_found(board: Board, text: str, titles: set[str]) -> None:
    assert found(board, text) == titles


def test_an_empty_line_is_no_search() -> None:
    assert all(parse_query(text).is_empty for text in ("", "  ", '""', '"', "tag:", "is: "))


def test_a_filter_names_the_column_as_it_is_called_now(tmp_path: Path) -> None:
    with open_new(tmp_path / "a.board") as board:
        edit_stage(board, stage_id(board, "core"), name="Häute & Co")
        add_tasks(board, [draft("mine", kind="core")])
        assert found(board, "stage:haut") == found(board, "stage:core") == {"mine"}


def test_search_follows_every_change_and_every_undo(tmp_path: Path) -> None:
    with open_new(tmp_path / "a.board") as board:
        add_tasks(board, [draft("Alpha")])
        (task,) = order(board, "unsorted")
        changes = {
            "bravo": lambda: edit_task(board, task, title="Bravo"),
            "charlie": lambda: edit_task(board, task, notes="charlie"),
            "delta": lambda: edit_tags(board, [task], ["delta"]),
            "echo": lambda: edit_assistants(board, [task], ["Echo"]),
            "foxtrot": lambda: add_step(board, task, "foxtrot", "s1"),
            "golf": lambda: add_step(board, task, "golf", "s2"),
            "hotel": lambda: edit_step(board, 1, text="hotel"),
            "india": lambda: add_comment(board, task, "india", "c1"),
        }
        for word, change in changes.items():
            change()
            assert find(board, parse_query(word), TODAY).count == 1 and index_finds(board, word) == {task}
        assert not find(board, parse_query("foxtrot"), TODAY).ids
        move_step(board, 2, None)
        delete_step(board, 2)
        assert not find(board, parse_query("golf"), TODAY).ids
        assert not faults(board)
        for _ in range(10):
            board.undo()
        assert not any(find(board, parse_query(word), TODAY).ids for word in changes)
        assert found(board, "alpha") == {"Alpha"} and not faults(board)


def test_the_bin_is_searched_only_when_asked(tmp_path: Path) -> None:
    with open_new(tmp_path / "a.board") as board:
        add_tasks(board, [draft("Alpha"), draft("Alphabet")])
        task = order(board, "unsorted")[0]
        bin_tasks(board, [task])
        assert found(board, "alpha") == {"Alphabet"}
        assert found(board, "alpha is:binned") == {"Alpha"}
        restore_tasks(board, [task])
        assert len(found(board, "alpha")) == 2 and found(board, "is:binned") == set()
        bin_tasks(board, [task])
        empty_bin(board)
        assert index_finds(board, "alpha") == set(order(board, "unsorted"))


ODD = [*string.printable, *"\0ßİﬁéΣς語½🧤\ud800\u202e\u2028\u0301"]
FILTERS = ["tag:", "due:", "is:", "stage:", "with:", "verdict:", "overdue", "2026-13-40"]
SYNTAX = ['"', "<", ">", "NEAR(", " OR ", " AND ", "NOT ", "*", "^", "{a b}:", "--", ";", "%", "_", "\\", "'"]
PIECES = [*FILTERS, *SYNTAX]


def test_two_thousand_rubbish_lines_raise_nothing(board: Board) -> None:
    dice = random.Random(20261123)
    for _ in range(2_000):
        line = "".join(dice.choice(dice.choice([ODD, PIECES])) for _ in range(dice.randint(0, 30)))
        query = parse_query(line)
        result = find(board, query, TODAY)
        assert result.count >= 0
        highlights("Send invoices to Straße", query.words)


@given(st.text(alphabet=st.characters(), max_size=700))
def test_any_text_can_be_typed(board: Board, line: str) -> None:
    find(board, parse_query(line), TODAY)


@given(st.text(max_size=40))
def test_folding_with_a_map_is_folding(text: str) -> None:
    folded, places = fold_mapped(text)
    assert folded == fold(text) and len(places) == len(folded)
    assert places == sorted(places) and all(0 <= place < len(text) for place in places)
    assert fold(folded) == folded


SYLLABLES = st.text(alphabet="abcdeßéöŁøİﬁσςΣ語🧤 %_\"'", min_size=1, max_size=12)


@given(title=SYLLABLES, word=st.text(alphabet="abcdeßéöŁøİﬁσςΣ語🧤%_'", min_size=1, max_size=5))
def test_index_and_plain_comparison_find_the_same(board: Board, title: str, word: str) -> None:
    folded = fold(word)
    if not folded.strip():
        return
    with_text = fold(f"Titel {title}")
    task = order(board, "core")[0]
    edit_task(board, task, title=f"Titel {title}")
    wanted = folded.strip() in " ".join(with_text.split(" "))
    query = parse_query(word)
    if query.words == (folded,) and not query.filters:
        there = board.db.execute_sql("SELECT folded FROM search_text WHERE task = ?", (task,)).fetchone()[0]
        assert (task in find(board, query, TODAY).ids) == (folded in there)
        assert not wanted or folded in there or "  " in with_text


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Send invoices", "voi", ["voi"]),
        ("Straße", "strasse", ["Straße"]),
        ("Straße", "s", ["S", "ß"]),
        ("Müller MULLER", "muller", ["Müller", "MULLER"]),
        ("Mu\u0308ller", "muller", ["Mu\u0308ller"]),
        ("ﬁne ﬁsh", "fis", ["ﬁs"]),
        ("aaaa", "aa", ["aaaa"]),
        ("banana", "ana nan", ["anana"]),
        ("🧤 gloves", "gloves", ["gloves"]),
        ("gloves", "masks", []),
        ("gloves", "tag:gloves", []),
    ],
)
def test_marks_stand_where_the_words_stand(text: str, typed: str, marked: list[str]) -> None:
    spans = highlights(text, parse_query(typed).words)
    assert [text[start : start + length] for start, length in spans] == marked


def test_only_so_many_words_are_looked_for() -> None:
    query = parse_query(" ".join(f"w{n}" for n in range(1000)))
    assert len(query.words) == 20
