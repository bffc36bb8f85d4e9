"""What a command says: its answer to stdout, a refusal as one sentence to stderr."""

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import TextIO

from models.words import Sentence


class Unheard(Exception):
    """Stdout takes nothing more: its reader went away, or its disk is full. `reason`: the system's error."""

    def __init__(self, reason: OSError) -> None:
        super().__init__()
        self.reason = reason


def tell(sentence: Sentence) -> None:
    """One line of the answer. Raises Unheard."""
    tell_text(sentence.english())


def tell_text(text: str) -> None:
    """The same in words that are no sentence of models. Raises Unheard."""
    with _heard():
        _write(sys.stdout, text)


def complain(sentence: Sentence) -> None:
    """One sentence on stderr; where nobody hears that either, the exit code must do."""
    complain_text(sentence.english())


def complain_text(text: str) -> None:
    """The same in words that are no sentence of models."""
    with contextlib.suppress(OSError, ValueError):
        _write(sys.stderr, text)


def finish() -> None:
    """Bring out what was said so far. Raises Unheard."""
    with _heard():
        if sys.stdout is not None:
            sys.stdout.flush()


@contextlib.contextmanager
def spoken_by_others() -> Iterator[None]:
    """While the block runs, what knows nothing of all this writes to stdout (argparse). Raises Unheard."""
    _take_every_letter(sys.stdout)
    with _heard():
        try:
            yield
        finally:
            finish()


def hush() -> None:
    """Stdout is of no use any more: what is still to be written to it goes nowhere, without a word."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


@contextlib.contextmanager
def _heard() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unheard(error) from error


def _take_every_letter(stream: TextIO | None) -> None:
    """A terminal of few letters shows a mark for the others."""
    if (change := getattr(stream, "reconfigure", None)) is not None:
        change(errors="replace")


def _write(stream: TextIO | None, text: str) -> None:
    """One line: names and titles may hold what would steer a terminal, or what its letters cannot show."""
    if stream is None:
        return
    plain = "".join(sign if sign.isprintable() else "\ufffd" for sign in text)
    letters = getattr(stream, "encoding", None) or "utf-8"
    stream.write(plain.encode(letters, "replace").decode(letters) + "\n")
