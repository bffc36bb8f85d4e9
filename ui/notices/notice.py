"""One message of the desktop's, as every way of showing it takes it."""

from typing import NamedTuple


class Notice(NamedTuple):
    """Plain text, never read as markup. `line`: the same for a line in the window. `task`: the card that a
    click opens; None: Today.
    """

    title: str
    text: str
    line: str
    task: int | None = None
