"""The window as a whole: its lines of text, its pages, what it keeps in step."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QToolButton

from models import stages
from models.checking import check
from models.drafts import TaskDraft
from models.errors import Refused
from models.repeats import Repeat
from models.words import say
from tests.stories.desk import CTRL, LEFT, Desk, Hand, Key, events
from ui.dialogs.hand_over_sheet import HandOverSheet

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def hand(desk: Desk) -> Hand:
    hours = TaskDraft("Inbox", repeat=Repeat(1, "week"), seconds_per_run=3600 * 2, assistants=["Maya"])
    more = TaskDraft("Invoices", repeat=Repeat(1, "week"), seconds_per_run=3600, tags=["books"])
    return desk.window(desk.board(unsorted=["One", "Two"], setup=[more], handed_over=[hours], done=["Old"]))


def test_the_rest_of_a_window_follows_the_first_picture_of_its_board(desk: Desk) -> None:
    desk.windows.opened.connect(lambda window: made.append("panel" in vars(window)))
    made: list[bool] = []
    hand = desk.window(desk.board(core=["One"]))
    assert made == [False] and "panel" in vars(hand.window)
    assert hand.window.header.under.text() == "" and hand.window.status._count.text() == "1 card"
    assert hand.window.board.has_keyboard() and hand.window.board.selected_ids() == []
    assert all(menu.actions() for menu in hand.window.header.findChildren(QMenu) if menu.title())


def test_who_asks_for_a_part_of_a_window_gets_all_of_it(desk: Desk) -> None:
    window = desk.windows.open(desk.board(core=["One"]))
    assert not window.is_whole
    assert not window.panel.isVisible() and window.is_whole
    assert window.time.line.text == "" and window.following.found is None
    with pytest.raises(AttributeError):
        _ = window.nothing_of_that_name  # type: ignore[attr-defined]


def test_a_window_closed_before_it_was_painted_has_lost_nothing(desk: Desk) -> None:
    path = desk.board(core=["One"])
    window = desk.windows.open(path)
    window.close()
    events()
    assert desk.window(path).shown("core") == ["One"]


def test_the_title_names_board_and_program_and_the_file_is_in_sight(hand: Hand) -> None:
    assert hand.window.windowTitle().startswith("Shop[*] — ")
    assert hand.window.windowFilePath() == str(hand.board.path)
    assert hand.window.status._file.text() == "Shop.board"
    assert str(hand.board.path) in hand.window.status._file.toolTip()
    assert hand.window.status._saved.text() == "Saved" and hand.window.status._count.text() == "5 cards"


def test_the_hours_are_sums_of_the_cards(hand: Hand) -> None:
    header = hand.window.header
    assert header.hero.text() == "1 task given away"
    assert header.under.text() == "about 2 h a week once running · about 1 h more to give"
    hand.give("Invoices", "handed_over", "Maya")
    assert (
        header.hero.text() == "2 tasks given away" and header.under.text() == "about 3 h a week once running"
    )
    hand.drag("Invoices", "unsorted")
    hand.drag("Inbox", "setup")
    assert not header.hero.isVisible() and header.under.text() == "about 2 h a week to give away"


def test_a_person_in_the_sidebar_shows_their_cards_and_again_all(hand: Hand) -> None:
    people = hand.window.sidebar.findChildren(QToolButton, "person")
    assert [button.accessibleName() for button in people] == ["Maya, 1 card"]
    hand.qtbot.mouseClick(people[0], LEFT)
    assert hand.shown("handed_over") == ["Inbox"] and hand.shown("unsorted") == []
    hand.qtbot.mouseClick(people[0], LEFT)
    assert hand.shown("unsorted") == ["One", "Two"] and hand.window.search.text() == ""


def test_an_opened_card_takes_its_room_and_gives_it_back(hand: Hand) -> None:
    wide = hand.window.sidebar.width()
    hand.open_card("One")
    assert hand.window.sidebar.width() < wide and hand.column("done").is_folded
    assert not hand.column("setup").is_folded and hand.column("core").is_folded, "empty columns fold too"
    hand.window.panel.close()
    events()
    assert hand.window.sidebar.width() == wide and not hand.column("core").is_folded
    assert not hand.stage("core").collapsed, "only for as long as it needs the room"


def test_what_is_left_to_sort_is_told_again_when_a_card_is_closed(hand: Hand) -> None:
    hand.open_card("One")
    hand.drag("Two", "setup")
    hand.window.panel.close()
    events()
    assert hand.window.sidebar._pages["sort"].text() == "Sort   1"


def test_seven_columns_fit_at_1366_pixels(hand: Hand) -> None:
    hand.window.resize(1366, 768)
    events()
    assert hand.window.board.horizontalScrollBar().maximum() == 0
    assert all(column.isVisible() for column in hand.window.board.columns())


@pytest.mark.parametrize("size", [(640, 400), (800, 600), (1920, 1080)])
def test_every_size_can_be_drawn(hand: Hand, size: tuple[int, int]) -> None:
    hand.window.resize(*size)
    events()
    hand.open_card("One")
    assert not hand.window.grab().isNull()
    assert hand.window.width() <= max(size[0], 1000)


def test_what_is_half_typed_is_saved_before_an_undo_and_is_what_is_undone(hand: Hand) -> None:
    hand.drag("Two", "core")
    hand.open_card("One")
    hand.fill(hand.window.panel.title, "One, half typed")
    hand.window.undo()
    hand.settle()
    assert hand.stored("unsorted") == ["One"] and hand.stored("core") == ["Two"]
    hand.undo()
    assert hand.stored("unsorted") == ["One", "Two"]


def test_typing_in_one_card_and_opening_another_saves_the_first(hand: Hand) -> None:
    hand.open_card("One")
    hand.fill(hand.window.panel.title, "First")
    hand.open_card("Two")
    assert hand.stored("unsorted") == ["First", "Two"]
    assert hand.window.panel.title.toPlainText() == "Two"


def test_a_refusal_is_a_sentence_in_the_status_line(hand: Hand) -> None:
    hand.store.refused.emit(Refused(say("No such {what}.", what="<b>thing</b>")))
    assert hand.said == "No such <b>thing</b>."
    hand.add("Goes on")
    assert hand.said == "Added “Goes on”"


def test_the_offer_behind_a_sentence_takes_it_back(hand: Hand) -> None:
    hand.drag("One", "core")
    assert hand.offer().text() == "Undo (Ctrl+Z)"
    hand.qtbot.mouseClick(hand.offer(), LEFT)
    hand.settle()
    assert hand.shown("unsorted") == ["One", "Two"] and hand.said == "Undone: move “One”"
    assert not hand.offer().isVisible()


def test_quick_add_puts_each_card_where_its_words_say_and_opens_it_with_ctrl(hand: Hand) -> None:
    hand.add("Send offers every month 45m #books @Maya by friday")
    card = hand.card("Send offers")
    assert (card.kind, card.seconds_per_run, card.tags, card.assistants) == (
        "unsorted",
        2700,
        ("books",),
        ("Maya",),
    )
    # A name opens the sheet; Escape leaves the card where it is.
    QTest.keyClick(hand.dialog(HandOverSheet), Key.Key_Escape)
    hand.settle()
    assert hand.card("Send offers").kind == "unsorted"
    hand.front()
    hand.window.quick_add.setFocus()
    hand.write("Open me")
    hand.press(Key.Key_Return, CTRL)
    assert hand.window.panel.task_id == hand.task("Open me")
    hand.press(Key.Key_Escape)
    assert hand.selected() == ["Open me"]


def test_a_double_click_on_empty_ground_adds_there(hand: Hand) -> None:
    view = hand.column("core").view
    QTest.mouseDClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, view.viewport().rect().center())
    assert hand.window.quick_add.hasFocus() and "Core" in hand.window.quick_add.placeholderText()
    hand.write("Into core")
    hand.press(Key.Key_Return)
    assert hand.shown("core") == ["Into core"] and hand.card("Into core").verdict == "core"
    hand.press(Key.Key_Escape)
    assert "Core" not in hand.window.quick_add.placeholderText()
    hand.add("Into unsorted")
    assert hand.shown("unsorted")[0] == "Into unsorted"


def test_several_pasted_lines_are_one_question_and_one_step(hand: Hand) -> None:
    hand.window.quick_add.setFocus()
    hand.window.quick_add.take_text("- First weekly\n- Second #x")
    assert hand.window.quick_add.strip.isVisible()
    hand.press(Key.Key_Return)
    assert hand.shown("unsorted")[:2] == ["First", "Second"] and hand.undo_name() == "Undo add 2 cards"


def test_a_search_counts_marks_and_survives_anything(hand: Hand) -> None:
    for text in (
        '"',
        "tag:",
        "stage:",
        "is:",
        ":",
        "due:<",
        "due:>2026-99-99",
        "((",
        "%_\\",
        "\0",
        "a" * 5_000,
        "🚀",
    ):
        hand.window.search.show_query(text)
        hand.agrees()
    hand.window.search.show_query("tag:books")
    assert hand.window.search.count_text == "1 found" and hand.column("setup").header.texts()[1] == "1/1"
    assert hand.column("unsorted").header.texts()[1] == "0/2"
    hand.add("New one")
    assert hand.shown("unsorted") == [], "what does not match stays hidden"
    hand.window.search.show_query("")
    assert hand.shown("unsorted")[0] == "New one" and hand.column("unsorted").header.texts()[1] == "3"


def test_specialisation_heads_the_core_column(hand: Hand) -> None:
    hand.store.submit(stages.edit_board, specialisation="Repairs nobody else can do")
    hand.settle()
    assert "Repairs nobody else can do" in hand.column("core").header.texts()[2]
    hand.undo()
    assert "Repairs" not in hand.column("core").header.texts()[2]


def test_the_view_menu_ticks_the_running_theme_and_no_other(hand: Hand, desk: Desk) -> None:
    def ticked() -> list[str]:
        return [n for n in ("light", "dark", "system") if hand.window.actions_[f"view.{n}"].isChecked()]

    assert ticked() == ["system"]
    for name in ("dark", "dark", "light"):
        hand.run(f"view.{name}")
        assert ticked() == [name]
    # Chosen elsewhere, it is ticked here too
    dialog = hand.window.view.show_settings("window")
    dialog.theme_row.field.setFocus()
    hand.qtbot.keyClick(dialog.theme_row.field, Key.Key_Home)
    dialog.close()
    assert ticked() == ["system"] and desk.settings.theme == "system"


def test_light_and_dark_are_remembered_and_change_at_once(hand: Hand, desk: Desk) -> None:
    pictures = {}
    for name in ("light", "dark"):
        hand.run(f"view.{name}")
        events()
        pictures[name] = hand.window.grab().toImage().pixelColor(700, 600).lightness()
        assert desk.settings.theme == name
    assert pictures["light"] > 128 > pictures["dark"]
    hand.run("view.light")
    hand.run("view.system")
    assert desk.settings.theme == "system"


def test_a_board_is_kept_whole_through_a_day_of_changes(hand: Hand, tmp_path: Path) -> None:
    hand.drag("One", "core")
    hand.add("New weekly")
    hand.focus("Two")
    hand.press(Key.Key_Delete)
    hand.undo()
    assert check(hand.board).faults == []


def test_the_opened_card_follows_the_selection_and_a_second_escape_closes_it(hand: Hand) -> None:
    hand.open_card("One")
    assert hand.window.panel.task_id == hand.task("One")
    hand.click_card("Two")
    events()
    assert hand.window.panel.task_id == hand.task("Two")
    hand.press(Key.Key_Escape)
    hand.press(Key.Key_Escape)
    assert not hand.window.panel.isVisible() and hand.window.board.has_keyboard()
