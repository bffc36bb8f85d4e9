"""The program with windows on real files, for the parts of the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.stories.desk import Desk
from ui.board.card_layout import card_style
from ui.english import EnglishPlurals


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, qapp: QCoreApplication) -> Iterator[Desk]:
    translator = EnglishPlurals()
    qapp.installTranslator(translator)
    QGuiApplication.clipboard().clear()
    made = Desk(qtbot, tmp_path)
    yield made
    made.close()
    qapp.removeTranslator(translator)


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
