"""What a card says: the short pieces painted under its title, and the sentence a screen reader hears."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from models.cards import Card
from ui import wording
from ui.plain import apart

# Columns in which somebody else holds the card
HELD_KINDS = frozenset({"training", "handed_over", "review"})


class Piece(NamedTuple):
    """One short text under the title; `colour` is a field of Colours, `icon` a file of resources/icons.

    `short` says the same where there is no room for it, "" where nothing does.
    """

    name: str
    text: str
    colour: str = "muted"
    icon: str = ""
    is_bold: bool = False
    short: str = ""


def pieces(card: Card, kind: str, today: date, timer: str = "") -> list[Piece]:
    """The pieces in the order of their weight; what does not fit is left out from the end. Tags apart.

    `timer`: for how long the timer runs on this card, "" where it does not.
    """
    made = [Piece("timer", timer, "ok", icon="timer", is_bold=True)] if timer else []
    if kind == "done":
        return made + _done_pieces(card, today)
    if card.due is not None:
        today = wording.today_for(card, today)
        state = wording.due_state(card.due, card.due_time, today)
        text = wording.due_text(card.due, card.due_time, today)
        made.append(Piece("due", text, _DUE_COLOURS[state], is_bold=state == "late"))
    if card.repeat is not None:
        made.append(Piece("repeat", wording.short_repeat(card.repeat), icon="repeat"))
    if card.seconds_per_week:
        made.append(_time(card, "hours", wording.hours_text(card.seconds_per_week)))
    elif card.seconds_per_run:
        made.append(_time(card, "minutes", wording.minutes_text(card.seconds_per_run)))
    elif not made and not card.tags and kind in ("unsorted", "setup"):
        made.append(Piece("no_estimate", QCoreApplication.translate("Card", "no estimate yet")))
    if is_unheld(card, kind):
        made.append(Piece("nobody", QCoreApplication.translate("Card", "nobody yet")))
    elif card.is_sent is False:
        # The owner's move comes before all else but the running timer.
        made.insert(1 if timer else 0, Piece("unsent", unsent_text(), "warn", icon="circle-alert"))
    return made


def unsent_text() -> str:
    """Handed over is not sent."""
    return QCoreApplication.translate("Card", "not sent yet")


def brief_text(card: Card) -> str:
    """ "brief 70 %", while the card is being set up; "" otherwise."""
    if card.ready is None:
        return ""
    return QCoreApplication.translate("Card", "brief {score} %").format(score=card.ready)


def _time(card: Card, name: str, time: str) -> Piece:
    if card.estimate == "measured":
        return Piece(name, time)
    short = QCoreApplication.translate("Card", "~{time}", "about, where there is little room")
    return Piece(name, _about(card, time), short=short.format(time=time))


def _about(card: Card, time: str) -> str:
    """An estimate says *about*, a measurement does not."""
    if card.estimate == "measured":
        return time
    return QCoreApplication.translate("Card", "about {time}").format(time=time)


_DUE_COLOURS = {"late": "bad", "soon": "warn", "later": "muted"}


def _done_pieces(card: Card, today: date) -> list[Piece]:
    made = []
    if card.outcome == "dropped":
        made.append(Piece("outcome", wording.outcome_name("dropped"), icon="x"))
    elif card.outcome == "automated":
        made.append(Piece("outcome", wording.outcome_name("automated"), icon="sparkles"))
    if card.done is not None:
        day = wording.day_text(wording.local(card.done).date(), today)
        made.append(Piece("done", day, icon="" if made else "check"))
    return made


def is_unheld(card: Card, kind: str) -> bool:
    """Whether the card lies in a column that needs a person and has none."""
    return kind in HELD_KINDS and card.holder is None


def is_trained(card: Card, kind: str) -> bool:
    """Whether somebody has the card and learns it, or has learnt it: what happens once is not trained."""
    return kind in HELD_KINDS and card.holder is not None and card.repeat is not None


def level_words(card: Card, kind: str) -> str:
    """What the dots say; "" where there are none."""
    if not is_trained(card, kind):
        return ""
    # Not needed to paint a board.
    from ui.hand_words import level_text

    return level_text(card.level)


def initials(name: str) -> str:
    """Up to two letters for an assistant's circle."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return name.strip()[:1].upper()
    return (words[0][0] + (words[-1][0] if len(words) > 1 else words[0][1:2])).upper()


def spoken(
    card: Card, column: str, kind: str, today: date, *, is_pending: bool = False, is_timed: bool = False
) -> str:
    """The card in one breath: title, column, what is due, hours, who has it, steps."""
    parts = [card.title, column]
    if is_timed:
        parts.append(QCoreApplication.translate("Card", "the timer runs"))
    if kind == "done":
        parts += [piece.text for piece in _done_pieces(card, today)]
    else:
        today = wording.today_for(card, today)
        parts += [
            wording.spoken_due(card.due, card.due_time, today),
            wording.repeat_text(card.repeat),
            _spoken_hours(card),
        ]
    if card.assistants:
        parts.append(
            QCoreApplication.translate("Card", "with {names}").format(names=apart(", ".join(card.assistants)))
        )
    elif is_unheld(card, kind):
        parts.append(QCoreApplication.translate("Card", "nobody yet"))
    parts.append(level_words(card, kind))
    if card.is_sent is False:
        parts.append(unsent_text())
    parts.append(steps_text(card))
    parts.append(brief_text(card))
    if is_pending:
        parts.append(QCoreApplication.translate("Card", "being saved"))
    return ", ".join(part for part in parts if part)


def _spoken_hours(card: Card) -> str:
    hours = wording.spoken_hours(card.seconds_per_week)
    return _about(card, hours) if hours else ""


def described(card: Card) -> str:
    """What a screen reader adds on request: decision, tags, notes."""
    parts = [
        QCoreApplication.translate("Card", "Your decision: {verdict}").format(
            verdict=wording.verdict_name(card.verdict)
        )
    ]
    if card.tags:
        parts.append(
            QCoreApplication.translate("Card", "Tags: {tags}").format(tags=apart(", ".join(card.tags)))
        )
    if card.has_notes:
        parts.append(QCoreApplication.translate("Card", "has notes"))
    return ". ".join(parts)


def steps_text(card: Card) -> str:
    """ "3 of 5 steps done"; "" without steps."""
    if not card.steps:
        return ""
    return QCoreApplication.translate("Card", "{done} of {count} steps done").format(
        done=card.steps_done, count=card.steps
    )


def tip(card: Card, kind: str, today: date) -> str:
    """The tooltip: the whole title and whatever the card had no room for; plain text, one thing a line."""
    lines = [card.title]
    facts = [piece.text for piece in pieces(card, kind, today) if piece.name != "no_estimate"]
    lines.append(" · ".join(facts))
    if card.estimate == "measured":
        lines.append(QCoreApplication.translate("Card", "measured, the middle of several times"))
    lines.append(steps_text(card))
    lines.append(level_words(card, kind))
    lines.append(", ".join(card.assistants))
    lines.append(" ".join(f"#{tag}" for tag in card.tags))
    return "\n".join(line for line in lines if line)


def titles(cards: Sequence[Card]) -> str:
    """The cards as lines of text, for other programs."""
    return "\n".join(card.title for card in cards)
