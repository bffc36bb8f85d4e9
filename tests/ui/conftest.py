"""The program with windows on real files, for the parts of the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.stories.desk import Desk
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
