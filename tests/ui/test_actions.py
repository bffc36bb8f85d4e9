"""The table of actions: complete, without collisions, and true."""

import re
from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from tests.stories.desk import Desk, Hand
from ui import theme
from ui.actions import BOARD_KEYS, MENUS, Actions, Spec

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
SPECS = [spec for _, specs in MENUS for spec in specs if spec is not None]


@pytest.fixture
def hand(desk: Desk) -> Hand:
    return desk.window(desk.board(core=["One"]))


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_every_action_does_something(hand: Hand, spec: Spec) -> None:
    window = hand.window
    owner, _, method = spec.name.partition(".")
    owners = {
        "file": window.files,
        "edit": window,
        "card": window.cards,
        "view": window.view,
        "help": window.view,
        "time": window.time,
        "hand": window.hands,
    }
    has_menu = window.actions_[spec.name].menu() is not None
    assert has_menu or callable(getattr(owners[owner], method, None)), "neither a method nor a menu"


def test_no_key_means_two_things() -> None:
    keys = Counter(QKeySequence(key).toString() for spec in SPECS for key in spec.keys)
    assert [key for key, count in keys.items() if count > 1] == []
    assert all(not QKeySequence(key).isEmpty() for spec in SPECS for key in spec.keys)


def test_every_icon_is_there() -> None:
    assert [spec.name for spec in SPECS if spec.icon and theme.icon(spec.icon).isNull()] == []


def test_mnemonics_of_the_menus_differ() -> None:
    letters = [re.search("&(.)", title) for title, _ in MENUS]
    found = [match.group(1).lower() for match in letters if match]
    assert len(found) == len(MENUS) == len(set(found))


def test_the_list_of_keys_names_all_of_them(hand: Hand) -> None:
    rows = hand.window.actions_.rows()
    assert {text for _, text, _ in rows} >= {spec.text for spec in SPECS if spec.keys}
    assert {text for _, text, _ in rows} >= {text for text, _ in BOARD_KEYS}
    assert len(rows) == len({(group, text) for group, text, _ in rows})


def test_what_writes_is_grey_where_nothing_may_be_written(qtbot: object) -> None:
    class Anything:
        def __getattr__(self, name: str) -> object:
            return lambda: None

    window = QWidget()
    anything = Anything()
    actions = Actions(window, lambda _owner: anything, read_only=True)
    assert all(actions[spec.name].isEnabled() is not spec.writes for spec in SPECS)
    bar = QMenuBar(window)
    actions.fill(bar)
    actions.complete()
    assert [action.text() for action in bar.actions()] == [title for title, _ in MENUS]
    window.deleteLater()


def test_what_needs_a_card_is_grey_without_one(hand: Hand) -> None:
    hand.column("core").view.clearSelection()
    names = ("card.open", "card.copy", "card.cut", "card.rename", "card.change", "card.bin", "card.send")
    assert not any(hand.window.actions_[name].isEnabled() for name in names)
    hand.focus("One")
    assert all(hand.window.actions_[name].isEnabled() for name in names)


def test_undo_is_named_and_grey_when_there_is_nothing(desk: Desk) -> None:
    hand = desk.window(desk.folder / "new.board", create=True)
    assert not hand.window.actions_["edit.undo"].isEnabled() and hand.undo_name() == "Undo"
    hand.window.paging.leave_welcome()
    hand.add("Salt & pepper")
    assert hand.undo_name() == "Undo add “Salt && pepper”"
    hand.undo()
    assert hand.window.actions_["edit.redo"].text() == "Redo add “Salt && pepper”"
    assert hand.window.header.undo.text() == "Undo", "the button stays short"
