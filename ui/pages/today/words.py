"""What the lines of Today say: a title, and pieces of a second line in their colours."""

import datetime as dt
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from models.today import Item
from models.trust import ceiling_of_bad, chance_of_luck
from models.words import english_plural, fill
from ui.hand_words import level_text, since_text
from ui.pages.today.action_words import action_name, key_name
from ui.wording import day_month, due_text, minutes_text

# What the stripe and the first words of a line are coloured by.
_TONES = {
    "question": "core",
    "review": "delegable",
    "unsent": "warn",
    "silent": "core",
    "spot": "core",
    "nudge": "bad",
    "check": "wait",
    "stopped": "bad",
    "offer": "delegable",
    "changed": "warn",
    "week": "delegable",
    "recall": "warn",
    "absent": "warn",
    "returned": "delegable",
    "ending": "warn",
    "job_ending": "warn",
    "access": "warn",
    "cap": "bad",
    "full": "warn",
    "own": "core",
    "waiting": "wait",
}
_MOST_NAMED = 3


class Piece(NamedTuple):
    """Some words of the second line; `colour` is a field of theme.Colours."""

    text: str
    colour: str = "muted"


def tone(item: Item) -> str:
    """The colour of a line, a field of theme.Colours."""
    if item.kind in ("own", "waiting") and item.is_late:
        return "bad"
    return _TONES[item.kind]


def title_text(item: Item, today: dt.date) -> str:
    """The first line."""
    who = item.who
    if item.kind == "week":
        return _week_title(item, today)
    if item.kind == "absent":
        assert item.day is not None and item.due is not None
        text = (
            QCoreApplication.translate("Today", "{who} is away until {last}")
            if item.day <= today
            else QCoreApplication.translate("Today", "{who} is away from {first} to {last}")
        )
        return _filled(text, who=who, first=day_month(item.day, today), last=day_month(item.due, today))
    if item.kind == "returned":
        return _filled(QCoreApplication.translate("Today", "{who} is back"), who=who)
    if item.kind == "ending":
        assert item.day is not None
        text = (
            QCoreApplication.translate("Today", "{who} was to work with you until {day}")
            if item.is_late
            else QCoreApplication.translate("Today", "{who} works with you until {day}")
        )
        return _filled(text, who=who, day=day_month(item.day, today))
    if item.kind == "cap" and not item.task:
        return _filled(QCoreApplication.translate("Today", "{who}: more than was agreed"), who=who)
    if item.kind == "full":
        return _filled(QCoreApplication.translate("Today", "{who} has more in hand than you buy"), who=who)
    if item.kind == "access":
        text = QCoreApplication.translate("Today", "Take back the access to {tool}")
        return _filled(text, tool=item.text)
    return item.title


def pieces(item: Item, today: dt.date) -> list[Piece]:
    """The second line."""
    made = _PIECES[item.kind](item, today)
    return [piece for piece in made if piece.text]


def spoken(item: Item, today: dt.date) -> str:
    """All of a line, for a screen reader, with its keys."""
    parts = [title_text(item, today), *(piece.text for piece in pieces(item, today))]
    text = QCoreApplication.translate("Today", "{name}: {key}")
    keys = (_filled(text, name=action_name(one), key=key_name(one)) for one in item.actions)
    return ", ".join([*parts, *keys])


def late_text(item: Item, today: dt.date) -> str:
    """ "2 d late", "due yesterday", "due today 14:00", "due Thu"; "" without a due."""
    if item.due is None:
        return ""
    if item.late > 1:
        return _filled(QCoreApplication.translate("Today", "{days} d late"), days=item.late)
    if item.late == 1:
        return QCoreApplication.translate("Today", "due yesterday")
    words = due_text(item.due, item.time, today)
    if item.time and (item.due - today).days > 6:
        words = f"{words} {item.time}"
    return _filled(QCoreApplication.translate("Today", "due {day}"), day=words)


def _due(item: Item, today: dt.date) -> Piece:
    return Piece(late_text(item, today), "bad" if item.is_late else "muted")


def _since(item: Item, today: dt.date, text: str) -> Piece:
    if item.since is None:
        return Piece("")
    return Piece(_filled(text, who=item.who, when=since_text(item.since, today)))


def _waiting_since(item: Item, today: dt.date) -> Piece:
    return _since(item, today, QCoreApplication.translate("Today", "with {who} since {when}"))


def _nudged(item: Item, today: dt.date) -> Piece:
    if item.nudged is None or (item.since is not None and item.nudged < item.since):
        return Piece("")
    when = since_text(item.nudged, today)
    return Piece(_filled(QCoreApplication.translate("Today", "asked {when}"), when=when))


def _question(item: Item, today: dt.date) -> list[Piece]:
    text = " ".join(item.text.split())
    asks = (
        QCoreApplication.translate("Today", "{who} asks: {text}")
        if text
        else QCoreApplication.translate("Today", "{who} asks something")
    )
    words = Piece(_filled(asks, who=item.who, text=text), "text")
    return [words, _since(item, today, QCoreApplication.translate("Today", "{when}")), _due(item, today)]


def _review(item: Item, today: dt.date) -> list[Piece]:
    tries = QCoreApplication.translate("Today", "try {number}") if item.number > 1 else ""
    return [
        _since(item, today, QCoreApplication.translate("Today", "{who} delivered it {when}")),
        Piece(_filled(tries, number=item.number), "warn"),
        Piece(minutes_text(item.to * 60) if item.to else ""),
        _due(item, today),
    ]


def _unsent(item: Item, today: dt.date) -> list[Piece]:
    return [
        Piece(QCoreApplication.translate("Today", "not sent yet"), "warn"),
        _since(item, today, QCoreApplication.translate("Today", "{who}’s card since {when}")),
        _due(item, today),
    ]


def _silent(item: Item, today: dt.date) -> list[Piece]:
    text = QCoreApplication.translate("Today", "Was it done? {who} has not said")
    return [_due(item, today), Piece(_filled(text, who=item.who), "text"), Piece(level_text(item.level))]


def _spot(item: Item, today: dt.date) -> list[Piece]:
    text = QCoreApplication.translate("Today", "One of the five that you look at: was it done well?")
    return [_due(item, today), Piece(text, "text"), Piece(item.who)]


def _nudge(item: Item, today: dt.date) -> list[Piece]:
    return [_due(item, today), _waiting_since(item, today), _nudged(item, today)]


def _check(item: Item, today: dt.date) -> list[Piece]:
    text = QCoreApplication.translate("Today", "time for a look")
    return [Piece(text, "text"), _waiting_since(item, today), _due(item, today), _nudged(item, today)]


def _stopped(item: Item, today: dt.date) -> list[Piece]:
    text = QCoreApplication.translate("Today", "Five went back: fix the brief, or look for somebody else")
    return [Piece(text, "bad"), Piece(item.who)]


def _offer(item: Item, today: dt.date) -> list[Piece]:
    if item.text == "few_runs":
        text = QCoreApplication.translate(
            "Today", "{number} were right and it comes rarely: stop checking {who} every time?"
        )
    elif item.to == 5:
        text = QCoreApplication.translate("Today", "{number} in a row were right: is it {who}’s own now?")
    else:
        text = QCoreApplication.translate(
            "Today", "{number} in a row were right: stop checking {who} every time?"
        )
    # Permission to stop watching, never proof.
    luck = QCoreApplication.translate(
        "Today", "happens {chance} % of the time even if 20 % is bad; {ceiling} % bad is not ruled out"
    )
    percent = {
        "chance": round(100 * chance_of_luck(item.number)),
        "ceiling": round(100 * ceiling_of_bad(item.number)),
    }
    return [
        Piece(_filled(text, number=item.number, who=item.who), "text"),
        Piece(_filled(luck, **percent)),
    ]


def _changed(item: Item, today: dt.date) -> list[Piece]:
    text = QCoreApplication.translate(
        "Today", "The brief changed since you stopped checking {who}: check every time again?"
    )
    return [Piece(_filled(text, who=item.who), "text")]


def _week_title(item: Item, today: dt.date) -> str:
    parts = [f"{count} × {title}" for title, count in item.parts]
    shown = ", ".join(parts[:_MOST_NAMED])
    if (more := len(parts) - _MOST_NAMED) > 0:
        shown = _filled(
            QCoreApplication.translate("Today", "{names} and {more} more"), names=shown, more=more
        )
    last_monday = today - dt.timedelta(days=today.weekday() + 7)
    if item.day is not None and item.day >= last_monday:
        text = QCoreApplication.translate("Today", "{who}, last week: {what}")
    else:
        text = QCoreApplication.translate("Today", "{who}, until last week: {what}")
    return _filled(text, who=item.who, what=shown)


def _week(item: Item, today: dt.date) -> list[Piece]:
    return [
        Piece(QCoreApplication.translate("Today", "All done?"), "text"),
        Piece(QCoreApplication.translate("Today", "nobody reported them, so they are assumed")),
    ]


def _recall(item: Item, today: dt.date) -> list[Piece]:
    text = QCoreApplication.translate("Today", "{who} still has it")
    return [
        Piece(_filled(text, who=item.who), "warn"),
        _since(item, today, QCoreApplication.translate("Today", "sent {when}")),
    ]


def _names(item: Item) -> str:
    names = ", ".join(title for title, _ in item.parts[:_MOST_NAMED])
    if (more := len(item.parts) - _MOST_NAMED) > 0:
        text = QCoreApplication.translate("Today", "{names} and {more} more")
        return _filled(text, names=names, more=more)
    return names


def _absent(item: Item, today: dt.date) -> list[Piece]:
    due = _filled(QCoreApplication.translate("Today", "due by then: {names}"), names=_names(item))
    if not item.text:
        return [
            Piece(due, "text"),
            Piece(QCoreApplication.translate("Today", "nobody but you could"), "warn"),
        ]
    text = QCoreApplication.translate("Today", "{who} could do {count} of {all}")
    if item.number == len(item.runs):
        text = QCoreApplication.translate("Today", "{who} could stand in")
    could = _filled(text, who=item.text, count=len(item.runs), all=item.number)
    return [Piece(due, "text"), Piece(could)]


def _returned(item: Item, today: dt.date) -> list[Piece]:
    text = QCoreApplication.translate("Today", "{who} still has {names}")
    return [Piece(_filled(text, who=item.text, names=_names(item)), "text")]


def _in_hand(item: Item, today: dt.date) -> list[Piece]:
    count = item.number
    text = QCoreApplication.translate("Today", "%n card(s) in their hands", None, count)
    return [Piece(english_plural(text, count))]


def _job(item: Item, today: dt.date) -> list[Piece]:
    assert item.day is not None
    text = (
        QCoreApplication.translate("Today", "this job was to end {day}")
        if item.is_late
        else QCoreApplication.translate("Today", "this job ends {day}")
    )
    words = _filled(text, day=day_month(item.day, today))
    return [Piece(words, "bad" if item.is_late else "warn"), Piece(item.who)]


def _access(item: Item, today: dt.date) -> list[Piece]:
    assert item.day is not None
    text = QCoreApplication.translate("Today", "to be revoked {day}")
    return [
        Piece(_filled(text, day=day_month(item.day, today)), "warn"),
        Piece(item.who),
        Piece(item.title),
    ]


def _cap(item: Item, today: dt.date) -> list[Piece]:
    text = QCoreApplication.translate("Today", "{percent} % of what was agreed")
    percent = _filled(text, percent=round(item.share * 100))
    hours = minutes_text(item.number * 60) if item.number else ""
    return [Piece(percent, "bad"), Piece(hours), Piece(item.who if item.task else "")]


def _full(item: Item, today: dt.date) -> list[Piece]:
    text = QCoreApplication.translate("Today", "this week is {percent} % full")
    return [Piece(_filled(text, percent=round(item.share * 100)), "warn"), *_in_hand(item, today)]


def _own(item: Item, today: dt.date) -> list[Piece]:
    return [_due(item, today)]


def _waiting(item: Item, today: dt.date) -> list[Piece]:
    check = Piece("")
    if item.check is not None:
        text = QCoreApplication.translate("Today", "next look {day}")
        check = Piece(_filled(text, day=day_month(item.check, today)))
    return [_due(item, today), _waiting_since(item, today), check, _nudged(item, today)]


def _filled(source: str, /, **values: object) -> str:
    """Names in braces replaced one after the other; a value is never looked through."""
    return fill(source, values)


_PIECES = {
    "question": _question,
    "review": _review,
    "unsent": _unsent,
    "silent": _silent,
    "spot": _spot,
    "nudge": _nudge,
    "check": _check,
    "stopped": _stopped,
    "offer": _offer,
    "changed": _changed,
    "week": _week,
    "recall": _recall,
    "absent": _absent,
    "returned": _returned,
    "ending": _in_hand,
    "job_ending": _job,
    "access": _access,
    "cap": _cap,
    "full": _full,
    "own": _own,
    "waiting": _waiting,
}
