"""Core or delegable: one transparent score with its reasons (values in, values out, no database).

The score D runs from 0 to 100 in steps of 1.25 and is kept in integer hundredths (6 625 is 66.25). Six
questions are answered 0–4, the volume V is computed from the owner's hours a week; every letter moves D by
weight · (x − 2) / 4 points, where x is the answer for T and V and 4 − answer for S, O, P, R, E. What is not
answered weighs nothing. The app suggests; the owner decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from models.words import QT_TRANSLATE_NOOP, Sentence, say

RULES = 1
"""Version of the rules below; kept beside every suggestion."""

ORDER = "SOTPVRE"
ASKED = "SOTPRE"
WEIGHTS: dict[str, int] = {"S": 30, "O": 20, "T": 15, "P": 10, "V": 10, "R": 10, "E": 5}
GATES = ("binding", "direction", "people", "personal", "reserved", "keys")
_STRAIGHT = frozenset("TV")
_ENOUGH = 5
_VOLUME_MINUTES = (15, 30, 60, 120)

Answers = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason in words; `points` are signed hundredths, None for a gate or a cap."""

    key: str
    sentence: Sentence
    points: int | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the answers say. `score` in hundredths; `route`: assistant, specialist, local, or None.

    `why`: "gate:…", "answers", "specialisation", "score", "cap:S3", "cap:R4" or "not-yet".
    """

    score: int
    verdict: str
    route: str | None
    why: str
    points: Mapping[str, int] = field(default_factory=dict)


def volume(minutes_per_week: float | None) -> int | None:
    """V: a quarter, half, one and two hours a week each add one; None where the hours are not known."""
    if minutes_per_week is None:
        return None
    return sum(minutes_per_week >= step for step in _VOLUME_MINUTES)


def points(answers: Answers, weights: Mapping[str, int] = WEIGHTS) -> dict[str, int]:
    """Signed hundredths of each letter; 0 where there is no answer."""
    found = {}
    for key in ORDER:
        answer = answers.get(key)
        x = None if answer is None else answer if key in _STRAIGHT else 4 - answer
        found[key] = 0 if x is None else weights[key] * (x - 2) * 25
    return found


def suggest(
    answers: Answers,
    gates: Iterable[str] = (),
    *,
    on_site: bool = False,
    weights: Mapping[str, int] = WEIGHTS,
) -> Suggestion:
    """The suggestion for one task; the order in which questions were answered makes no difference."""
    found = points(answers, weights)
    score = 5_000 + sum(found.values())
    ticked = [gate for gate in GATES if gate in set(gates)]
    verdict, why = _verdict(answers, score, ticked)
    route = _route(answers, on_site) if verdict in ("delegable", "split") else None
    return Suggestion(score, verdict, route, why, found)


def _verdict(answers: Answers, score: int, gates: list[str]) -> tuple[str, str]:
    if gates:
        return "core", f"gate:{gates[0]}"
    s, o, r = (answers.get(key) for key in "SOR")
    if s is None or o is None or sum(answers.get(key) is not None for key in ORDER) < _ENOUGH:
        return "undecided", "answers"
    if s == 4:
        return "core", "specialisation"
    if score >= 6_000:
        if s == 3:
            return "split", "cap:S3"
        return ("split", "cap:R4") if r == 4 else ("delegable", "score")
    if score >= 4_000:
        return "split", "score"
    return ("core", "score") if s >= 2 else ("split", "not-yet")


def _route(answers: Answers, on_site: bool) -> str:
    if on_site:
        return "local"
    p, t = answers.get("P"), answers.get("T")
    return "specialist" if p is not None and t is not None and p <= 1 and t <= 1 else "assistant"


def lean(answers: Answers, gates: Iterable[str] = ()) -> str | None:
    """Below enough answers: "core", "delegable", "more" (one more answer); None once there is a suggestion.

    Shown, never stored. S ≤ 1 never ends as core without a gate, S = 4 always does.
    """
    if suggest(answers, gates).why != "answers":
        return None
    s = answers.get("S")
    if s == 4:
        return "core"
    return "delegable" if s is not None and s <= 1 else "more"


_FOR = {
    "S": QT_TRANSLATE_NOOP("models", "not what customers choose you for"),
    "O": QT_TRANSLATE_NOOP("models", "needs little that only you have"),
    "T": QT_TRANSLATE_NOOP("models", "can be taught with a checklist"),
    "P": QT_TRANSLATE_NOOP("models", "someone who does it all day does it better"),
    "V": QT_TRANSLATE_NOOP("models", "takes {hours} of your week"),
    "R": QT_TRANSLATE_NOOP("models", "a slip is easy to undo"),
    "E": QT_TRANSLATE_NOOP("models", "drains you"),
}
_AGAINST = {
    "S": QT_TRANSLATE_NOOP("models", "close to what customers choose you for"),
    "O": QT_TRANSLATE_NOOP("models", "needs you: your judgment or contacts"),
    "T": QT_TRANSLATE_NOOP("models", "hard to explain so far: record yourself once"),
    "P": QT_TRANSLATE_NOOP("models", "you do it better than most (no reason alone: compare hours)"),
    "V": QT_TRANSLATE_NOOP("models", "takes little time: training may not pay"),
    "R": QT_TRANSLATE_NOOP("models", "a slip is costly: keep a review"),
    "E": QT_TRANSLATE_NOOP("models", "you enjoy it"),
}
GATE_TEXTS = {
    "binding": QT_TRANSLATE_NOOP(
        "models", "it binds the company: signature, contract, tax declaration, release of payments"
    ),
    "direction": QT_TRANSLATE_NOOP("models", "it decides strategy, prices, what the company sells"),
    "people": QT_TRANSLATE_NOOP(
        "models", "hiring, firing, pay, discipline, appraisal, confidential personnel matters"
    ),
    "personal": QT_TRANSLATE_NOOP("models", "the other side expects you, or it is a crisis"),
    "reserved": QT_TRANSLATE_NOOP("models", "law, licence or a contract forbids passing it on"),
    "keys": QT_TRANSLATE_NOOP(
        "models", "it gives control of everything: master password, bank user, domain owner"
    ),
}
_CAPS = {
    "specialisation": QT_TRANSLATE_NOOP("models", "it is exactly what customers choose you for"),
    "cap:S3": QT_TRANSLATE_NOOP("models", "close to your specialty: give away only a part"),
    "cap:R4": QT_TRANSLATE_NOOP("models", "a slip would be severe: keep the last look"),
    "not-yet": QT_TRANSLATE_NOOP(
        "models", "not your specialty, yet only you can do it today: write it down first"
    ),
}
_STAYS = QT_TRANSLATE_NOOP("models", "must stay with you because {why}")


_NUDGE = QT_TRANSLATE_NOOP("models", "split it: the preparation may go")


def nudge(found: Suggestion) -> Sentence | None:
    """What may be done about a task that must stay, None for any other."""
    return say(_NUDGE) if found.why.startswith("gate:") else None


def reasons(found: Suggestion, hours: object = "", most: int = 3) -> list[Reason]:
    """A gate or cap first, then the strongest points; ties in the order S O T P V R E, zero points never.

    `hours`: how the owner's hours a week are worded, for V.
    """
    told: list[Reason] = []
    if found.why.startswith("gate:"):
        gate = found.why.removeprefix("gate:")
        told.append(Reason(gate, say(_STAYS, why=say(GATE_TEXTS[gate])), None))
    elif found.why in _CAPS:
        told.append(Reason(found.why, say(_CAPS[found.why]), None))
    ranked = sorted(found.points.items(), key=lambda pair: (-abs(pair[1]), ORDER.index(pair[0])))
    for key, value in ranked[:most]:
        if value:
            text = _FOR[key] if value > 0 else _AGAINST[key]
            told.append(Reason(key, say(text, hours=hours) if key == "V" else say(text), value))
    return told
