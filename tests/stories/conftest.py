"""The program with windows on real files, for whole stories."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from pytestqt.qtbot import QtBot

from tests.stories.desk import Desk
from tests.stories.listener import Listener


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Offscreen nothing can be raised or grab the keyboard; the window system would do it."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(autouse=True)
def words(english: None) -> None:
    """Every story is told with the program's own words."""


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    QGuiApplication.clipboard().clear()
    made = Desk(qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def listener(qapp: QCoreApplication) -> Iterator[Listener]:
    made = Listener()
    yield made
    made.server.close()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """Addresses that were handed to the system."""
    found: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(url) or True)
    return found
