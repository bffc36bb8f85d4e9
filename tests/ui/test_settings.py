"""The machine's settings: typed, forgiving, never in a board."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray

from ui.settings import MOST_RECENT, Settings, bytes_to_text, text_to_bytes


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


def test_everything_has_a_default(settings: Settings) -> None:
    assert (settings.theme, settings.recent, settings.window("x")) == ("system", [], {})


def test_what_was_set_is_there_in_the_next_start(settings: Settings, tmp_path: Path) -> None:
    board = tmp_path / "ü, a;b=c [x] & <b>.board"
    board.touch()
    state = {"geometry": "AAA=", "board": {"across": 3, "down": {"u": 1}}, "panel": [1, 2], "opened": None}
    settings.theme = "dark"
    settings.add_recent(board)
    settings.keep_window("uid-1", state)
    settings.sync()
    again = Settings(tmp_path / "settings.ini")
    assert (again.theme, again.recent, again.window("uid-1")) == ("dark", [board], state)


def test_recent_boards_are_few_newest_first_each_once_and_there(settings: Settings, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.board" for number in range(MOST_RECENT + 5)]
    for path in paths:
        path.touch()
        settings.add_recent(path)
    settings.add_recent(paths[7])
    assert len(settings.recent) == MOST_RECENT
    assert settings.recent[:2] == [paths[7], paths[-1]] and settings.recent.count(paths[7]) == 1
    paths[7].unlink()
    assert settings.recent[0] == paths[-1]


@pytest.mark.parametrize("value", ["", "{", "7", "null", '["a", 3, null]', "[[]]", "\x00", '{"a": 1}'])
def test_a_damaged_file_means_defaults(settings: Settings, value: str) -> None:
    settings._store.setValue("recent", value)
    settings._store.setValue("window/x", value)
    settings._store.setValue("theme", value)
    assert settings.theme == "system" and settings.recent == []
    assert isinstance(settings.window("x"), dict)


def test_a_file_that_is_no_ini_at_all(tmp_path: Path) -> None:
    (tmp_path / "settings.ini").write_bytes(bytes(range(256)) * 20)
    settings = Settings(tmp_path / "settings.ini")
    assert settings.theme == "system" and settings.recent == []
    settings.theme = "light"
    assert settings.theme == "light"


@given(st.binary(max_size=300))
def test_bytes_as_text_come_back(value: bytes) -> None:
    assert text_to_bytes(bytes_to_text(QByteArray(value))).data() == value


@pytest.mark.parametrize("value", [None, 5, "%%%", "ü漢", [], {}])
def test_what_is_no_such_text_is_no_error(value: object) -> None:
    assert isinstance(text_to_bytes(value), QByteArray)
