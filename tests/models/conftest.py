"""What many tests of the models begin with."""

from pathlib import Path

import pytest

from tests.models.boards import add, open_new


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed board with one card, in a folder of its own."""
    folder = tmp_path / "boards"
    folder.mkdir()
    with open_new(folder / "a.board") as board:
        add(board, "Order gloves")
    return folder / "a.board"
