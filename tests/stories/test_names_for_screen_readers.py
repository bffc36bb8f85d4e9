"""Everything that can have the keyboard says what it is."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QToolButton, QVBoxLayout, QWidget

from models.drafts import CommentDraft, LinkDraft, StepDraft, TaskDraft
from models.repeats import Repeat
from tests.stories.desk import TODAY, Desk, Hand, events
from tests.stories.test_trello_import import trello
from ui.dialogs.catalogue_pick import CataloguePick
from ui.dialogs.paste_list import PasteListDialog

# A list has a node for every card; a few of each are enough.
MOST_CHILDREN = 12


@pytest.fixture(autouse=True)
def active(qapp: QApplication) -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def hand(desk: Desk) -> Hand:
    full = TaskDraft(
        "Full",
        notes="Notes",
        tags=["books"],
        assistants=["Maya"],
        steps=[StepDraft("One"), StepDraft("Two", True)],
        comments=[CommentDraft("Why?", "Maya")],
        links=[LinkDraft("https://example.org", "Shop")],
        due=TODAY,
        repeat=Repeat(1, "week"),
        seconds_per_run=600,
    )
    return desk.window(desk.board(unsorted=[full, "Other"], core=["Third"]))


def nameless(root: QWidget) -> list[str]:
    bad: list[str] = []

    def walk(node: QAccessibleInterface, path: str) -> None:
        state = node.state()
        here = f"{path}/{node.role().name}"
        focusable = state.focusable() if callable(state.focusable) else state.focusable
        invisible = state.invisible() if callable(state.invisible) else state.invisible
        if invisible:
            return
        if focusable and not node.text(QAccessible.Text.Name).strip():
            bad.append(here)
        for place in range(min(node.childCount(), MOST_CHILDREN)):
            child = node.child(place)
            if child is not None and child.isValid():
                walk(child, here)

    walk(QAccessible.queryAccessibleInterface(root), "")
    return bad


def test_the_check_finds_a_button_with_a_picture_only(hand: Hand) -> None:
    page = QWidget(hand.window)
    line = QVBoxLayout(page)
    button = QToolButton()
    button.setToolTip("Filter")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    line.addWidget(button)
    page.show()
    assert any("Button" in path for path in nameless(page))


def test_board_and_panel(hand: Hand) -> None:
    assert nameless(hand.window) == []
    hand.open_card("Full")
    hand.window.panel.task_tab.more.click()
    events()
    assert nameless(hand.window) == []
    hand.window.panel.show_tab("history")
    assert nameless(hand.window) == []


def test_cards_tell_all_that_is_painted(hand: Hand) -> None:
    view = hand.column("unsorted").view
    node = QAccessible.queryAccessibleInterface(view)
    assert node.text(QAccessible.Text.Name) == "Unsorted"
    found = [node.child(place) for place in range(node.childCount())]
    card = next(child for child in found if child.text(QAccessible.Text.Name).startswith("Full"))
    told = card.text(QAccessible.Text.Name) + card.text(QAccessible.Text.Description)
    for part in ("Unsorted", "due today", "weekly", "with Maya", "1 of 2 steps", "books"):
        assert part in told


def test_folded_columns_and_the_bin(hand: Hand) -> None:
    hand.menu_of("Core", "Fold")
    hand.focus("Other")
    hand.press("3")
    hand.run("card.bin")
    hand.run("view.bin")
    assert nameless(hand.window) == []


def test_the_welcome_page(desk: Desk) -> None:
    assert nameless(desk.window(desk.folder / "New.board", create=True).window) == []


@pytest.mark.parametrize(
    "action",
    ["card.change", "card.paste_list", "card.pick_common", "help.keys", "help.about", "view.specialisation"],
)
def test_dialogs(hand: Hand, action: str) -> None:
    hand.focus("Full")
    hand.run(action)
    dialog = hand.dialog(QDialog)
    assert isinstance(dialog, QDialog)
    if isinstance(dialog, CataloguePick | PasteListDialog):
        dialog.resize(700, 600)
    assert nameless(dialog) == []
    dialog.reject()


def test_the_import_dialog(hand: Hand, desk: Desk) -> None:
    importing = hand.import_file(trello(desk.folder))
    assert nameless(importing.dialog) == []
    hand.qtbot.waitUntil(importing.dialog.start.isEnabled)
    importing.dialog.start.click()
    hand.qtbot.waitUntil(lambda: importing.dialog.report is not None)
    assert nameless(importing.dialog) == []


def test_questions_and_lines_under_the_header(hand: Hand) -> None:
    QGuiApplication.clipboard().setText("a\nb\nc")
    hand.focus("Full")
    hand.run("card.paste")
    assert hand.window.banner.isVisible() and nameless(hand.window) == []
