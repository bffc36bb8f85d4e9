"""Twenty imported tasks sorted by keyboard alone, from Alt+2 to the closing page, the CSV, and back."""

import csv
import io
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from models.triage_ops import agreement, read_triages
from tests.stories.desk import Desk, Hand, Key
from ui.dialogs.ask_once import AskSpecialisation
from ui.pages.sort.sort_page import SortPage

ALT = Qt.KeyboardModifier.AltModifier
KEYS = {"\n": Key.Key_Return, " ": Key.Key_Space, "\x1b": Key.Key_Escape}
SPECIALISATION = "same-week supply of spare parts"
# Each task with its minutes a week ("" unknown), what is typed for it, and where it is then.
TASKS = [
    ("Choose next year's range", "120", "4\n", "core", "core"),
    ("Talk to the largest customer", "60", "c", "core", "core"),
    ("Answer routine mail", "150", "0\n", "setup", "delegable"),
    ("Type delivery notes", "90", "d", "setup", "delegable"),
    ("Send reminders", "45", "013211\n", "setup", "delegable"),
    ("Sign the bank's papers", "20", "g1\n", "core", "core"),
    ("Count the shelves", "80", "l0\n", "setup", "delegable"),
    ("Write the quarterly report", "60", "s\n", "setup", "delegable"),
    ("Read old trade papers", "30", "x", "done", "undecided"),
    ("Copy orders into the books", "75", "a", "done", "undecided"),
    ("Plan the fair", "40", " ", "unsorted", "undecided"),
    ("Set prices", "60", "4000\n", "core", "core"),
    ("Book journeys", "30", "1\n", "setup", "delegable"),
    ("Update the price list", "50", "d", "setup", "delegable"),
    ("Track parcels", "100", "zd", "setup", "delegable"),
    ("Order paper", "", "d", "setup", "delegable"),
    ("File invoices", "25", "d", "setup", "delegable"),
    ("Interview for the shop", "60", "c", "core", "core"),
    ("Prepare the newsletter", "90", "s\x1b", "unsorted", "split"),
    ("Collect reviews", "15", "d", "setup", "delegable"),
]
SPLIT = "Write the quarterly report"


@pytest.fixture
def hand(desk: Desk, tmp_path: Path) -> Hand:
    """An owner whose list has just been imported."""
    rows = io.StringIO()
    out = csv.writer(rows)
    out.writerow(["Title", "Minutes per run", "Repeats", "Tags"])
    out.writerows([[title, minutes, "weekly" if minutes else "", "old list"] for title, minutes, *_ in TASKS])
    (tmp_path / "list.csv").write_text(rows.getvalue(), encoding="utf-8")
    hand = desk.window(desk.board())
    hand.import_file(tmp_path / "list.csv").press()
    assert hand.stored("unsorted") == [title for title, *_ in TASKS]
    return hand


def page(hand: Hand) -> SortPage:
    found = hand.window.pages.currentWidget()
    assert isinstance(found, SortPage)
    return found


def type_keys(hand: Hand, keys: str) -> None:
    for key in keys:
        hand.press(KEYS.get(key, key))


def go_to_sort(hand: Hand) -> SortPage:
    """By the key, and past the one question that Sort asks first."""
    hand.press(Key.Key_2, ALT)
    found = page(hand)
    assert isinstance(hand.focused().parent(), AskSpecialisation)
    hand.write(SPECIALISATION)
    hand.press(Key.Key_Return)
    assert hand.board.about().specialisation == SPECIALISATION
    return found


def sort_all(hand: Hand) -> SortPage:
    sort = go_to_sort(hand)
    for title, _, keys, *_ in TASKS:
        assert sort.game.table.title.text() == title
        if keys.startswith("z"):
            # The last one comes back, and is decided once more the same way
            type_keys(hand, "z")
            hand.qtbot.waitUntil(lambda: sort.game.table.title.text() == "Update the price list")
            type_keys(hand, "d")
            keys = keys[1:]
        type_keys(hand, keys)
    hand.qtbot.waitUntil(sort.closing.isVisible)
    hand.settle()
    return sort


def test_twenty_imported_tasks_are_sorted_by_keyboard_alone(hand: Hand) -> None:
    sort = sort_all(hand)

    for title, _, _, column, verdict in TASKS:
        shown = f"{title}: to give" if title == SPLIT else title
        card = hand.card(shown)
        assert (card.kind, card.verdict) == (column, verdict), title
    assert hand.card("Read old trade papers").outcome == "dropped"
    assert hand.card("Copy orders into the books").outcome == "automated"
    known = read_triages(hand.board)
    assert known[hand.task("Sign the bank's papers")].gates == {"binding"}
    assert known[hand.task("Count the shelves")].on_site
    assert known[hand.task("Send reminders")].suggestion.verdict == "delegable"
    # A gate and twice enough answers; leans and plain verdicts do not count
    assert agreement(hand.board) == (3, 3)
    assert sort.closing.heading.text().startswith("11 can go, about ")
    assert sort.closing.under.text() == "Start with these three."
    assert sort.closing.again.text() == "1 put back: sort now"
    hand.agrees()


def test_a_split_makes_two_cards_that_know_each_other(hand: Hand) -> None:
    sort_all(hand)
    mine, give = hand.detail(f"{SPLIT}: my part"), hand.detail(f"{SPLIT}: to give")

    assert (mine.card.kind, give.card.kind) == ("core", "setup")
    assert [(link.kind, link.title) for link in mine.links] == [("split_of", give.card.title)]
    assert [(link.kind, link.title) for link in give.links] == [("split_of", mine.card.title)]
    assert mine.card.tags == give.card.tags == ("old list",)
    assert (mine.card.seconds_per_week, give.card.seconds_per_week) == (None, 3600)


def test_the_closing_page_takes_one_digit_for_a_task_without_hours(hand: Hand) -> None:
    sort = sort_all(hand)
    assert sort.closing.asked == hand.task("Order paper")
    type_keys(hand, "2")
    hand.qtbot.waitUntil(lambda: hand.card("Order paper").seconds_per_week == 45 * 60)
    hand.qtbot.waitUntil(lambda: sort.closing.asked is None)
    type_keys(hand, "\x1b")
    assert hand.window.pages.currentWidget() is hand.window.splitter


def test_verdicts_scores_and_suggestions_are_in_the_csv(hand: Hand, tmp_path: Path) -> None:
    sort_all(hand)
    text = hand.export(tmp_path / "all.csv").decode("utf-8-sig")
    rows = {row["Title"]: row for row in csv.DictReader(io.StringIO(text))}

    for title, _, _, _, verdict in TASKS:
        shown = f"{title}: to give" if title == SPLIT else title
        assert rows[shown]["Verdict"] == verdict, title
    reminders, prices, plain = rows["Send reminders"], rows["Set prices"], rows["Type delivery notes"]
    assert reminders["Suggested"] == "delegable" and float(reminders["Score"]) > 0
    assert [reminders[name] for name in ("Specialty", "Only me", "Teachable", "Skill", "Risk", "Energy")] == [
        *"013211"
    ]
    assert prices["Verdict"] == prices["Suggested"] == "core" and prices["Score"]
    assert (plain["Suggested"], plain["Specialty"]) == ("", "")
    assert rows["Sign the bank's papers"]["Must stay"] == "binding"
    assert rows["Copy orders into the books"]["Outcome"] == "automated"


def test_undo_goes_back_to_the_start_and_redo_forth_again(hand: Hand) -> None:
    before, steps = hand.everything(), hand.board.undoable()
    assert steps is not None
    sort_all(hand)
    after = hand.everything()
    verdicts = {title: hand.card(title).verdict for title, *_ in TASKS if title != SPLIT}

    count = 0
    while hand.board.undoable() != steps:
        hand.undo()
        count += 1
        assert count < 100
    assert hand.everything() == before
    assert all(hand.card(title).verdict == "undecided" for title, *_ in TASKS)
    assert all(not triage.gates and triage.decided is None for triage in read_triages(hand.board).values())
    assert hand.board.about().specialisation == ""
    hand.agrees()

    for _ in range(count):
        hand.redo()
    assert hand.everything() == after
    assert {title: hand.card(title).verdict for title in verdicts} == verdicts
    hand.agrees()
