"""Every text of the corpus, kept as it is, told apart from what stands beside it, and harmless where it goes
out.
"""

import csv
import html
import re
import sqlite3
import unicodedata
from pathlib import Path

import pytest

from models import steps, tasks
from models.board import Board
from models.drafts import CommentDraft, StepDraft
from models.exporters.csv_tasks import export_csv
from models.folding import fold
from models.history import read_history
from models.importers import detect
from models.importing import Report, import_drafts
from models.invisible import BIDI, apart, looks_empty, shown, without
from models.packets.names import file_stem
from models.recorded import RECORDED
from models.schema import DayField, MomentField
from models.search import find, parse_query
from models.texts import LONGEST_TITLE, clean_text, clean_title, is_formula
from models.uid import new_uid
from tests.hostile import CORPUS, MEGABYTE, every, storable
from tests.hostile_board import SHAPED, columns, hostile_board
from tests.models.boards import TODAY, Clock, add, card, draft, faults, open_new, order
from tests.plain_walk import turns_stay_open
from ui.notices.desktop_bus import escaped
from ui.plain import of_window, on_button, tooltip

ALL = every()
# Rows that a board has few of, or one.
FEW = {"board", "stage", "setting", "timer", "handover", "training"}
FORMULA = re.compile(r"[\s'\"\u00ad\u200b-\u200f\u2060\ufeff]*[=+\-@\t\r\n＝＋－＠]")


def test_the_corpus_is_large_and_of_every_kind() -> None:
    assert len(ALL) == len(set(ALL)) >= 500 and min(map(len, CORPUS.values())) >= 4
    for one in (
        *BIDI.replace("-", ""),
        "\u2028",
        "\0",
        "\ud800",
        "＝",
        "<qt>",
        "[*]",
        "{0.__class__}",
        "BEGIN:VCALENDAR",
    ):
        assert any(one in text for text in ALL), repr(one)


def test_every_text_column_of_the_schema_is_filled_or_named(tmp_path: Path) -> None:
    """A new column is filled by itself; one that takes no words has to be named in SHAPED."""
    texts = storable()[:60]
    hostile_board(tmp_path / "a.board", texts)
    filled = set(columns())
    for model in RECORDED:
        table = model._meta.table_name
        names = {one.name for one in model._meta.sorted_fields}
        assert SHAPED.get(table, set()) <= names, table
        for one in model._meta.sorted_fields:
            if one.field_type == "TEXT" and not isinstance(one, DayField | MomentField):
                assert (table, one.column_name) in filled or one.name in SHAPED[table], (table, one.name)
    with sqlite3.connect(tmp_path / "a.board") as connection:
        for table, column in filled:
            found = {text for (text,) in connection.execute(f'SELECT "{column}" FROM "{table}"')}  # noqa: S608
            assert set(texts) <= found if table not in FEW else found <= set(texts), (table, column)
    connection.close()


def test_they_are_kept_as_they_were_typed(tmp_path: Path) -> None:
    with open_new(tmp_path / "a.board") as board:
        (task,) = add(board, "Card")
        for text in ALL:
            # No title and a formula as a title are refused, in words.
            title = text if clean_title(text) and not is_formula(text) else "x"
            tasks.edit_task(board, task, notes=text, title=title, done_when=text)
            found = board.db.execute_sql("SELECT notes, title FROM task WHERE id = ?", (task,)).fetchone()
            assert found == (clean_text(text), clean_title(title))
        (other,) = add(board, MEGABYTE)
        tasks.edit_task(board, other, notes=MEGABYTE)
        assert card(board, other).title == MEGABYTE[:LONGEST_TITLE]
        (notes,) = board.db.execute_sql("SELECT notes FROM task WHERE id = ?", (other,)).fetchone()
        assert notes == MEGABYTE
        assert faults(board) == []


@pytest.mark.parametrize("text", ["\ud800", "a\udc80b", "a\0b"])
def test_halves_of_characters_and_nulls_are_all_that_is_taken_out(text: str) -> None:
    assert clean_text(text) == text.replace("\0", "").replace("\ud800", "\ufffd").replace("\udc80", "\ufffd")


def test_undo_redo_and_history_name_them(tmp_path: Path) -> None:
    with open_new(tmp_path / "a.board") as board:
        for text in ALL[::3]:
            title = clean_title(text)
            if not title:
                continue
            (task,) = add(board, title)
            steps.add_step(board, task, text, new_uid())
            step = board.undoable()
            assert step is not None and title in step.name.english()
            board.undo()
            again = board.redoable()
            assert again is not None and title in again.name.english()
            assert all(str(entry.sentence) for entry in read_history(board, task))


def test_in_a_sentence_they_turn_nothing_else() -> None:
    for text in ALL:
        found = apart(text)
        assert not turns_stay_open(found), repr(text)
        assert not turns_stay_open(of_window(text)), repr(text)
        if text.isascii():
            assert found == text
        assert (
            without(found) == without(text.replace("\u2028", " ").replace("\u2029", " "))
            or "\u2028" in text
            or "\u2029" in text
        )


def test_what_cannot_be_seen_is_shown_by_its_number() -> None:
    assert shown("a\u202eb\u200b") == "a‹U+202E›b‹U+200B›"
    for text in ALL:
        assert not re.search(f"[{BIDI}\x00-\x1f\u200b\u2028\u2029\ufeff]", shown(text))
    assert all(looks_empty(text) for text in ("", " ", "\u200b", "\u202e\u202c", "\u3164", "\u0301"))
    assert not looks_empty("a") and not looks_empty("漢")


def test_tips_and_messages_of_the_desktop_are_escaped() -> None:
    for text in ALL:
        inner = tooltip(text).removeprefix("<qt>").removesuffix("</qt>").replace("<br>", "\n")
        assert (
            "<" not in inner
            and ">" not in inner
            and html.unescape(inner.replace("&#x27;", "'")) == html.unescape(html.escape(text))
        )
        body = escaped(text)
        assert not re.search("[<>]", body) and re.sub("&(amp|lt|gt);", "", body).count("&") == 0


def test_on_a_button_no_letter_is_a_key() -> None:
    for text in ALL:
        found = on_button(text)
        assert found.replace("&&", "").count("&") == 0 and not re.search("[\t\n\r\x00-\x1f]", found)


def test_names_of_files_show_all_there_is_of_them() -> None:
    for text in ALL:
        name = file_stem(text)
        assert name and len(name.encode()) <= 162 and name == name.strip(" .")
        assert not re.search(r'[\\/:*?"<>|\x00-\x1f]', name)
        assert not any(unicodedata.category(letter) in ("Cf", "Cc", "Cs", "Zl", "Zp") for letter in name), (
            repr(text)
        )
        assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name)


def test_exported_and_imported_again_they_are_the_same_bytes(tmp_path: Path) -> None:
    texts = [clean_title(text) for text in ALL]
    drafts = [
        draft(
            title or f"Empty {place}",
            notes=text,
            tags=[text],
            steps=[StepDraft(text)],
            done_when=text,
            comments=[CommentDraft(text)],
        )
        for place, (title, text) in enumerate(zip(texts, map(clean_text, ALL), strict=True))
    ]
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    with open_new(tmp_path / "a.board", Clock()) as board:
        tasks.add_tasks(board, drafts)
        export_csv(board, first)
        known = _texts(board)
    with open_new(tmp_path / "b.board", Clock()) as again, detect(first).open(first) as reading:
        report = Report()
        import_drafts(again, reading.drafts(), first.name, report)
        # Some of them hold the very mark of a broken letter.
        assert report.added == len(drafts) and report.problems == []
        assert {one.reason.source[:20] for one in reading.problems} == {"The file holds %n br"}
        assert _texts(again) == known
        export_csv(again, second)
    assert _without_times(first) == _without_times(second)


def test_no_cell_of_an_export_is_a_formula(tmp_path: Path) -> None:
    with open_new(tmp_path / "a.board") as board:
        tasks.add_tasks(
            board,
            [draft(text, notes=text, tags=[text], assistants=[text]) for text in storable() if text.strip()],
        )
        export_csv(board, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.reader(stream):
            for cell in row:
                assert not FORMULA.match(cell) or cell.startswith("'") or re.fullmatch(r"-?[0-9.]+", cell), (
                    repr(cell)
                )


def test_each_is_found_by_itself(tmp_path: Path) -> None:
    """As a query in quotes, in which there are no filters; what folds to nothing finds all."""
    with open_new(tmp_path / "a.board") as board:
        texts = [text for text in map(clean_title, ALL) if text and '"' not in text and len(text) < 400]
        tasks.add_tasks(board, [draft(text) for text in texts])
        for task in order(board, "unsorted"):
            title = card(board, task).title
            found = find(board, parse_query(f'"{title}"'), TODAY)
            assert task in found.ids or not fold(title).strip(), repr(title)


def test_of_what_was_deleted_no_word_is_left_in_the_file(tmp_path: Path) -> None:
    """Not in the search, nor in its index, nor anywhere in the bytes."""
    path = tmp_path / "a.board"
    word = "zqcanary7731x"
    with open_new(path) as board:
        (task, kept) = add(board, f"Card {word}", "Kept")
        tasks.edit_task(board, task, notes=f"{word} " * 40, done_when=word)
        steps.add_step(board, task, word, new_uid())
        steps.add_comment(board, task, word, new_uid())
        assert find(board, parse_query(word), TODAY).ids == {task}
        tasks.bin_tasks(board, [task])
        tasks.empty_bin(board)
        assert (
            find(board, parse_query(word), TODAY).ids
            == find(board, parse_query(f"{word} is:binned"), TODAY).ids
            == set()
        )
        for sql in (
            "SELECT count(*) FROM search_text WHERE folded LIKE ?",
            "SELECT count(*) FROM journal_row WHERE image LIKE ?",
        ):
            assert board.db.execute_sql(sql, (f"%{word}%",)).fetchone() == (0,)
        assert card(board, kept).title == "Kept"
    left = [file.name for file in tmp_path.iterdir() if word.encode() in file.read_bytes().lower()]
    assert left == []


def _texts(board: Board) -> dict[str, tuple[str, ...]]:
    sql = """SELECT t.uid, t.title, t.notes, t.done_when, group_concat(s.text, '\x01')
        FROM task t LEFT JOIN step s ON s.task_id = t.id GROUP BY t.id"""
    rows = board.db.execute_sql(sql).fetchall()
    # In a cell of a CSV every line end is a line feed.
    return {
        uid: tuple((text or "").replace("\r\n", "\n").replace("\r", "\n") for text in rest)
        for uid, *rest in rows
    }


def _without_times(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [
            {
                name: cell.replace("\r\n", "\n").replace("\r", "\n")
                for name, cell in row.items()
                if name != "Changed"
            }
            for row in csv.DictReader(stream)
        ]
