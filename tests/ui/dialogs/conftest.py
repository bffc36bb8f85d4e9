"""A real board with the sample on it, and its store."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from models.board import Board
from models.cards import read_order
from models.sample import fill_sample
from models.stages import read_stages
from ui.english import EnglishPlurals
from ui.store import Store

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def english(qapp: QCoreApplication) -> Iterator[None]:
    translator = EnglishPlurals()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.fixture
def store(tmp_path: Path, qapp: QCoreApplication) -> Iterator[Store]:
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
    return [task for stage in read_stages(store.board) for task in read_order(store.board, stage.id)[0]]
