"""The board's settings: declared once with kind, default, text and limits; recorded, so undoable and travelling
with the file. What is not set takes its default or a guess from this machine, which is not written.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from models.board import Board
from models.money import Assumptions
from models.words import Sentence


@dataclass(frozen=True, slots=True)
class Setting:
    """One declared setting.

    `kind`: "text", "number", "share" (0–1), "minutes", "money" (Decimal, whole units), "fx" (Decimal),
    "date", "bool", "country", "zone", "currency", "days" ("0,1,2"; 0 is Monday), "hours" ("09:00-17:00"),
    "weights" (letter → points, 100 in all), "file" or "moment". `limits`: lowest and highest of a number.
    `section`: company, money, sort or time. `unit`: what a number counts, or None.
    """

    name: str
    kind: str
    default: object
    text: Sentence
    limits: tuple[float, float] | None = None
    section: str = "company"
    unit: Sentence | None = None


SETTINGS: dict[str, Setting] = {}


class Settings(Mapping[str, object]):
    """All settings of a board by name, with defaults and guesses filled in; a snapshot."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = dict(values)

    def __getitem__(self, name: str) -> object:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    @property
    def currency(self) -> str:
        """The owner's currency, ISO 4217."""
        raise NotImplementedError

    def hourly(self) -> float | None:
        """The owner's hour in `currency`: asked directly, else from the year's income; None if neither."""
        raise NotImplementedError

    def rate(self) -> float | None:
        """The reference rate of an assistant's hour in `currency`, exchanged where needed; None if unknown."""
        raise NotImplementedError

    def assumptions(self) -> Assumptions:
        """For models.money."""
        raise NotImplementedError

    def weights(self) -> dict[str, int]:
        """For models.triage."""
        raise NotImplementedError

    def is_set(self, name: str) -> bool:
        """Whether the owner said it, as against a default or a guess."""
        raise NotImplementedError


def read_settings(board: Board) -> Settings:
    """The board's settings as they are now."""
    raise NotImplementedError


def fault(name: str, value: Any, settings: Mapping[str, object] | None = None) -> Sentence | None:
    """Why a value cannot be taken, in a sentence that names the field; None if it can. For the field itself."""
    raise NotImplementedError


def write_setting(board: Board, name: str, value: Any) -> None:
    """Set one setting (None or "": back to its default). Text as typed is taken for every kind. Raises
    Refused.
    """
    write_settings(board, {name: value})


def write_settings(board: Board, values: Mapping[str, Any]) -> None:
    """Several as one step; one that cannot be taken refuses all."""
    raise NotImplementedError


def money_text(value: object, currency: str) -> str:
    """An amount as a settings field shows it: "60.00", "6000" for a currency without minor units."""
    raise NotImplementedError


def today_of(settings: Settings, now: dt.datetime) -> dt.date:
    """The day of a naive UTC moment in the company's zone."""
    raise NotImplementedError
