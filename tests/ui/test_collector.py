"""Garbage is collected in the GUI thread alone."""

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ui.collector import Collector


class Ring:
    """Garbage that only the collector finds; tells in which thread it went."""

    gone: list[int]

    def __init__(self, gone: list[int]) -> None:
        self.gone = gone
        self.me = self

    def __del__(self) -> None:
        self.gone.append(threading.get_ident())


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    made = Collector()
    yield made
    made.deleteLater()


def test_another_thread_that_makes_garbage_collects_none(collector: Collector) -> None:
    gone: list[int] = []
    thread = threading.Thread(target=lambda: [Ring(gone) for _ in range(5_000)])
    thread.start()
    thread.join()
    assert not gc.isenabled() and not gone
    collector.look()
    collector.look()
    assert len(gone) == 5_000 and set(gone) == {threading.get_ident()}


def test_nothing_is_collected_while_little_was_made(collector: Collector) -> None:
    gc.collect()
    gone: list[int] = []
    Ring(gone)
    collector.look()
    assert not gone
