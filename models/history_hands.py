"""History words for handing over: who has a task, what they were told, what they delivered, what was thought
of it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from models.words import QT_TRANSLATE_NOOP, Sentence, say

Pairs = Mapping[str, Any]
_GIVEN = QT_TRANSLATE_NOOP("models", "handed over to {who}")
_NOT_GIVEN = QT_TRANSLATE_NOOP("models", "hand-over to {who} undone")
_SENT = QT_TRANSLATE_NOOP("models", "{who} has what they need")
_UNSENT = QT_TRANSLATE_NOOP("models", "{who} does not have what they need")
_CHECK = QT_TRANSLATE_NOOP("models", "next look {new}, before: {old}")
_NEVER = QT_TRANSLATE_NOOP("models", "never")
_ENDED = {
    "taken_back": QT_TRANSLATE_NOOP("models", "taken back from {who}"),
    "moved": QT_TRANSLATE_NOOP("models", "no longer with {who}"),
    "accepted": QT_TRANSLATE_NOOP("models", "accepted from {who}"),
    "ended": QT_TRANSLATE_NOOP("models", "ended with {who}"),
}
_RUN = {
    "": QT_TRANSLATE_NOOP("models", "delivered by {who}"),
    "accepted": QT_TRANSLATE_NOOP("models", "accepted"),
    "accepted_after_fix": QT_TRANSLATE_NOOP("models", "accepted after a fix"),
    "sent_back": QT_TRANSLATE_NOOP("models", "sent back to {who}"),
    "redone_by_me": QT_TRANSLATE_NOOP("models", "done by you this time"),
    "skipped": QT_TRANSLATE_NOOP("models", "skipped this time"),
    "taken_back": QT_TRANSLATE_NOOP("models", "taken back before it was looked at"),
    "assumed_done": QT_TRANSLATE_NOOP("models", "assumed done"),
}
LEVELS = (
    QT_TRANSLATE_NOOP("models", "{who}: not started"),
    QT_TRANSLATE_NOOP("models", "{who}: you do, they watch"),
    QT_TRANSLATE_NOOP("models", "{who}: done together"),
    QT_TRANSLATE_NOOP("models", "{who} does it, you check every time"),
    QT_TRANSLATE_NOOP("models", "{who} does it, you check one in five"),
    QT_TRANSLATE_NOOP("models", "{who} owns it"),
)
# How far, where a step from one to the other is told.
_STEPS = (
    QT_TRANSLATE_NOOP("models", "not started"),
    QT_TRANSLATE_NOOP("models", "watching"),
    QT_TRANSLATE_NOOP("models", "together"),
    QT_TRANSLATE_NOOP("models", "every time"),
    QT_TRANSLATE_NOOP("models", "one in five"),
    QT_TRANSLATE_NOOP("models", "their own"),
)
_BY_RULE = QT_TRANSLATE_NOOP("models", "{who}: from {old} to {new}, by the rule ({why})")
_BY_YOU = QT_TRANSLATE_NOOP("models", "{who}: from {old} to {new}, by you")
_BY_YOU_WHY = QT_TRANSLATE_NOOP("models", "{who}: from {old} to {new}, by you: {note}")
_RULES = {
    "shown": QT_TRANSLATE_NOOP("models", "watched once and said it back"),
    "together": QT_TRANSLATE_NOOP("models", "the one time together was accepted"),
    "in_a_row": QT_TRANSLATE_NOOP("models", "{times} in a row"),
    "few_runs": QT_TRANSLATE_NOOP("models", "{times} in a row, thin evidence"),
    "two_of_five": QT_TRANSLATE_NOOP("models", "2 of the last 5 were not right"),
    "one_reject": QT_TRANSLATE_NOOP("models", "one was not right"),
    "withdrawn": QT_TRANSLATE_NOOP("models", "it is looked at again"),
}
_NO_STEP = {
    "stopped": QT_TRANSLATE_NOOP("models", "{who}: stopped, 5 went back"),
    "resumed": QT_TRANSLATE_NOOP("models", "{who} goes on although 5 went back"),
    "kept": QT_TRANSLATE_NOOP("models", "{who} stays at “{old}”, by you"),
}
_WITH_NOTE = QT_TRANSLATE_NOOP("models", "{what}: {note}")
_ADDED = {
    "brief": QT_TRANSLATE_NOOP("models", "brief begun"),
    "brief_version": QT_TRANSLATE_NOOP("models", "version {number} of the brief"),
    "access": QT_TRANSLATE_NOOP("models", "access needed: {text}"),
    "enclosure": QT_TRANSLATE_NOOP("models", "file enclosed: {text}"),
    "packet": QT_TRANSLATE_NOOP("models", "made what {who} gets"),
    "reply": QT_TRANSLATE_NOOP("models", "an answer came"),
}
_REMOVED = {
    "access": QT_TRANSLATE_NOOP("models", "access no longer needed: {text}"),
    "enclosure": QT_TRANSLATE_NOOP("models", "file no longer enclosed: {text}"),
}
_CHANGED = {
    "brief": QT_TRANSLATE_NOOP("models", "brief changed"),
    "access": QT_TRANSLATE_NOOP("models", "access changed: {text}"),
}
ITEMS = frozenset({"handover", "run", "training", "training_step", *_ADDED})


def of_row(item: str, how: str, row: Pairs, pairs: Pairs) -> Iterator[Sentence]:
    """What a row's part in a change is called. `row`: the row as it is or was, with `who` the assistant's
    name; `pairs`: field → (old, new) of an update.
    """
    who = row.get("who") or "…"
    if item == "handover":
        yield from _of_handover(how, who, pairs)
    elif item == "training_step":
        yield _of_step(who, row)
    elif item == "run" and (how == "insert" or "outcome" in pairs):
        # How it ended is a later change, but for what nobody delivered.
        made = "" if row.get("delivered") else row.get("outcome")
        outcome = str((pairs["outcome"][1] if how == "update" else made) or "")
        yield say(_RUN.get(outcome) or _RUN[""], who=who)
    elif item == "training" and how != "delete" and (how == "insert" or "level" in pairs):
        level = pairs["level"][1] if how == "update" else row.get("level")
        yield say(LEVELS[_sound(level) or 0], who=who)
    else:
        text = {"insert": _ADDED, "delete": _REMOVED}.get(how, _CHANGED).get(item)
        if text:
            name = row.get("tool") or row.get("name") or "…"
            yield say(text, who=who, text=name, number=row.get("number") or "…")


def _of_step(who: object, row: Pairs) -> Sentence:
    """What changed about how far somebody is, and why."""
    old, new = (
        "…" if (step := _sound(level)) is None else _STEPS[step] for level in (row.get("old"), row.get("new"))
    )
    cause, note = str(row.get("cause") or ""), row.get("note") or ""
    if cause in _NO_STEP:
        found = say(_NO_STEP[cause], who=who, old=say(old))
        return say(_WITH_NOTE, what=found, note=note) if note else found
    if cause == "handed_over":
        return say(LEVELS[_sound(row.get("new")) or 0], who=who)
    if cause in _RULES:
        why = say(_RULES[cause], times=row.get("counted") or "…")
        return say(_BY_RULE, who=who, old=say(old), new=say(new), why=why)
    text = _BY_YOU_WHY if note else _BY_YOU
    return say(text, who=who, old=say(old), new=say(new), note=note)


def _sound(level: object) -> int | None:
    """A level that there is; another program may have written any number."""
    return level if isinstance(level, int) and 0 <= level < len(LEVELS) else None


def _of_handover(how: str, who: object, pairs: Pairs) -> Iterator[Sentence]:
    if how != "update":
        yield say(_GIVEN if how == "insert" else _NOT_GIVEN, who=who)
        return
    if "ending" in pairs and pairs["ending"][1] in _ENDED:
        yield say(_ENDED[pairs["ending"][1]], who=who)
        return
    if "sent" in pairs:
        yield say(_SENT if pairs["sent"][1] else _UNSENT, who=who)
    if "next_check" in pairs:
        old, new = (day or say(_NEVER) for day in pairs["next_check"])
        yield say(_CHECK, old=old, new=new)
