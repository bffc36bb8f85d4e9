"""The program with windows on real files, for the parts of the window."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.board import Board
from models.cards import read_order
from models.sample import fill_sample
from models.stages import read_stages
from tests.stories.desk import Desk
from tests.ui.home import Home
from ui.board.card_layout import card_style
from ui.store import Store

if TYPE_CHECKING:
    from tests.ui.desktop import Bus, Desktop

TODAY = date(2026, 11, 23)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, english: None) -> Iterator[Desk]:
    QGuiApplication.clipboard().clear()
    made = Desk(qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def store(tmp_path: Path, qapp: QCoreApplication) -> Iterator[Store]:
    """A board with the sample on it; to be used without a bug."""
    with Board.open(tmp_path / "Harbor.board", create=True) as board:
        fill_sample(board, TODAY)
    store = Store(Board.open(tmp_path / "Harbor.board"))
    bugs: list[object] = []
    store.crashed.connect(bugs.append)
    yield store
    store.close()
    assert bugs == []


@pytest.fixture
def ids(store: Store) -> list[int]:
    """All its cards, column by column."""
    return [task for stage in read_stages(store.board) for task in read_order(store.board, stage.id)[0]]


@pytest.fixture
def large_letters(qapp: QApplication) -> Iterator[None]:
    """The letters of somebody who needs them twice as large; to be asked for before any window."""
    before = qapp.font()
    twice = QFont(before)
    twice.setPointSizeF(before.pointSizeF() * 2)
    qapp.setFont(twice)
    card_style.cache_clear()
    yield
    qapp.setFont(before)
    card_style.cache_clear()


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path, english: None) -> Iterator[Home]:
    made = Home(qtbot, tmp_path)
    yield made
    made.close()
    assert made.crashes == []


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Iterator[Bus]":
    """A session bus of the test's own, on which nobody is yet."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is not installed (Debian: apt-get install dbus-daemon)")
    from tests.ui.desktop import Bus

    (tmp_path / "bus").mkdir()
    made = Bus(tmp_path / "bus")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
    yield made
    made.close()


@pytest.fixture
def desktop(bus: "Bus") -> "Iterator[Desktop]":
    """Somebody on it who shows messages."""
    from tests.ui.desktop import Desktop

    made = Desktop(bus, "actions", "body", "body-markup")
    yield made
    made.close()
