"""The task on the table: its answers as typed, and what they say; the board learns of them a moment later."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.cards import Card
from models.triage import ASKED, WEIGHTS, Suggestion, lean, suggest, volume

ROUGH_MINUTES = (8, 22, 45, 90, 150)
"""The middles of the five classes of "how much of an average week", in minutes."""


@dataclass(slots=True)
class InPlay:
    """`minutes`: the owner's a week, None while unknown; `asks_volume`: whether they are asked here."""

    card: Card
    answers: dict[str, int | None] = field(default_factory=dict)
    gates: set[str] = field(default_factory=set)
    on_site: bool = False
    minutes: float | None = None
    asks_volume: bool = False
    weights: Mapping[str, int] = field(default_factory=lambda: WEIGHTS)

    @property
    def letters(self) -> str:
        """The questions in the order in which they open."""
        return ASKED + "V" if self.asks_volume else ASKED

    @property
    def all_answers(self) -> dict[str, int | None]:
        """The answers with the computed volume."""
        return {**{key: self.answers.get(key) for key in ASKED}, "V": volume(self.minutes)}

    @property
    def suggestion(self) -> Suggestion:
        return suggest(self.all_answers, self.gates, on_site=self.on_site, weights=self.weights)

    @property
    def is_suggested(self) -> bool:
        """Whether there is a suggestion, not only a lean."""
        return self.suggestion.verdict != "undecided"

    @property
    def lean(self) -> str | None:
        return lean(self.all_answers, self.gates)

    @property
    def taken_by_enter(self) -> str | None:
        """What Enter decides: the suggestion, else the lean; None while one more answer is needed."""
        if self.is_suggested:
            return self.suggestion.verdict
        return self.lean if self.lean in ("core", "delegable") else None

    @property
    def is_untouched(self) -> bool:
        """Whether the owner has said nothing about it yet."""
        return not self.gates and all(self.answers.get(key) is None for key in ASKED)

    def answer_of(self, letter: str) -> int | None:
        return self.all_answers[letter]

    @property
    def is_answered(self) -> bool:
        """Whether no question waits for an answer."""
        return all(self.answer_of(letter) is not None for letter in self.letters)

    def open_after(self, letter: str | None = None) -> str:
        """The next question without an answer behind `letter` (None: the first such).

        When all are answered, that question itself (None: the first): a digit corrects what is open.
        """
        start = 0 if letter is None else self.letters.index(letter) + 1
        waiting = [key for key in self.letters if self.answer_of(key) is None]
        if not waiting:
            return letter or self.letters[0]
        return next((key for key in waiting if self.letters.index(key) >= start), waiting[0])
