"""The words of sorting: questions, what 0 and 4 mean, what must stay, and what is suggested."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from models.triage import ASKED, ORDER, Answers, Suggestion, lean, reasons
from ui.wording import sentence_text


@dataclass(frozen=True, slots=True)
class Question:
    """One of the six, with what its ends mean; the words are made in the running language."""

    key: str
    text: Callable[[], str]
    low: Callable[[], str]
    high: Callable[[], str]


QUESTIONS: Final = (
    Question(
        "S",
        lambda: QCoreApplication.translate("Triage", "How much do customers choose you for this?"),
        lambda: QCoreApplication.translate("Triage", "not at all"),
        lambda: QCoreApplication.translate("Triage", "exactly that"),
    ),
    Question(
        "O",
        lambda: QCoreApplication.translate("Triage", "How much does it need what only you have?"),
        lambda: QCoreApplication.translate("Triage", "a checklist will do"),
        lambda: QCoreApplication.translate("Triage", "only me"),
    ),
    Question(
        "T",
        lambda: QCoreApplication.translate(
            "Triage", "Could you explain it with a checklist and one example?"
        ),
        lambda: QCoreApplication.translate("Triage", "no idea how"),
        lambda: QCoreApplication.translate("Triage", "completely"),
    ),
    Question(
        "P",
        lambda: QCoreApplication.translate(
            "Triage", "How good are you at it, next to someone who does it all day?"
        ),
        lambda: QCoreApplication.translate("Triage", "much worse"),
        lambda: QCoreApplication.translate("Triage", "much better"),
    ),
    Question(
        "R",
        lambda: QCoreApplication.translate("Triage", "If it goes wrong, how bad, how hard to undo?"),
        lambda: QCoreApplication.translate("Triage", "trivial"),
        lambda: QCoreApplication.translate("Triage", "severe, final"),
    ),
    Question(
        "E",
        lambda: QCoreApplication.translate("Triage", "How does it leave you?"),
        lambda: QCoreApplication.translate("Triage", "drained"),
        lambda: QCoreApplication.translate("Triage", "energised"),
    ),
)


def gate_name(gate: str) -> str:
    """Why it must stay, in two or three words for a chip; the whole reason is in `triage.GATE_TEXTS`."""
    return {
        "binding": lambda: QCoreApplication.translate("Triage", "Binds the company"),
        "direction": lambda: QCoreApplication.translate("Triage", "Sets direction"),
        "people": lambda: QCoreApplication.translate("Triage", "People matter"),
        "personal": lambda: QCoreApplication.translate("Triage", "They expect you"),
        "reserved": lambda: QCoreApplication.translate("Triage", "Law reserves it"),
        "keys": lambda: QCoreApplication.translate("Triage", "Holds all keys"),
    }[gate]()


def headline(found: Suggestion, answers: Answers, gates: frozenset[str] = frozenset()) -> str:
    """ "Likely delegable — an assistant you train"; below enough answers where it leans."""
    if found.verdict == "undecided":
        return _lean_text(answers, gates)
    if found.verdict == "core":
        return (
            QCoreApplication.translate("Triage", "Core — it must stay with you")
            if found.why.startswith("gate:")
            else QCoreApplication.translate("Triage", "Likely core — keep it")
        )
    whom = route_name(found.route)
    if found.verdict == "delegable":
        return QCoreApplication.translate("Triage", "Likely delegable — {whom}").format(whom=whom)
    return QCoreApplication.translate("Triage", "Better split — a part for {whom}").format(whom=whom)


def _lean_text(answers: Answers, gates: frozenset[str]) -> str:
    leaning = lean(answers, gates)
    if leaning == "core":
        return QCoreApplication.translate("Triage", "Leans core so far")
    if leaning == "delegable":
        return QCoreApplication.translate("Triage", "Leans delegable so far")
    if any(answers.get(key) is not None for key in ASKED):
        return QCoreApplication.translate("Triage", "No suggestion yet: one more answer")
    return QCoreApplication.translate("Triage", "No suggestion yet")


def route_name(route: str | None) -> str:
    """Who could take it."""
    return {
        "specialist": lambda: QCoreApplication.translate("Triage", "a specialist who brings the craft"),
        "local": lambda: QCoreApplication.translate("Triage", "someone on site"),
    }.get(route or "", lambda: QCoreApplication.translate("Triage", "an assistant you train"))()


def reason_lines(found: Suggestion, hours: str) -> list[str]:
    """A gate or a cap, then the three strongest; `hours` is what the task takes of a week ("1.5 h")."""
    return [capital(sentence_text(reason.sentence)) for reason in reasons(found, hours)]


def reason_points(found: Suggestion) -> list[str]:
    """The signed points of the same lines; "" for a gate or a cap."""
    return ["" if reason.points is None else signed(reason.points) for reason in reasons(found)]


def points_text(found: Suggestion, hours: str) -> str:
    """Every reason with its signed points, and the score: for a tooltip. "" where nothing was answered."""
    lines = [
        f"{signed(reason.points)}  {sentence_text(reason.sentence)}"
        for reason in reasons(found, hours, most=len(ORDER))
        if reason.points is not None
    ]
    if not lines:
        return ""
    score = QCoreApplication.translate("Triage", "{score} of 100 for giving it away, from 50")
    return "\n".join([*lines, score.format(score=_number(found.score))])


def signed(points: int) -> str:
    """ "+15", "−3.75"."""
    return ("+" if points >= 0 else "−") + _number(abs(points))


def _number(hundredths: int) -> str:
    text = QLocale().toString(hundredths / 100, "f", 2)
    point = QLocale().decimalPoint()
    return text.rstrip("0").removesuffix(point) if point in text else text


def capital(text: str) -> str:
    """The same sentence with a capital letter."""
    return text[:1].upper() + text[1:]
