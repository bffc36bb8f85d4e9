"""What the board tells after a commit, and what each kind of change is called."""

from collections.abc import Mapping, Set
from typing import Any, NamedTuple

from models import change_hands
from models.history_hands import LEVELS
from models.words import QT_TRANSLATE_NOOP, Sentence, say

# Changes of places and marks, and the answers about a secret.
_WRITES_NO_TEXT = frozenset({"move", "order", "bin", "restore", "empty_bin", "mask", "no_secret"})
_WITHOUT_TEXT = frozenset({"task_tag", "task_assistant", "link", "setting"})


class Change(NamedTuple):
    """One committed change. `tasks`: every task touched, also through its steps, tags and so on."""

    revision: int
    action: str
    origin: str
    kind: str
    sentence: Sentence
    rows: Mapping[str, frozenset[int]]
    tasks: frozenset[int]

    @property
    def may_write_text(self) -> bool:
        """Whether it can have written a text of the owner's (models.secret_watch)."""
        return self.action not in _WRITES_NO_TEXT and not self.rows.keys() <= _WITHOUT_TEXT


def as_change(
    revision: int,
    action: str,
    origin: str,
    kind: str,
    sentence: Sentence,
    rows: dict[str, set[int]],
    tasks: Set[int],
) -> Change:
    """A Change of rows gathered by table; `rows` is emptied, so that a large import is not held twice."""
    frozen: dict[str, frozenset[int]] = {}
    for item in list(rows):
        frozen[item] = frozenset(rows.pop(item))
    cards = frozen.get("task", frozenset())
    return Change(
        revision, action, origin, kind, sentence, frozen, cards if cards == tasks else frozenset(tasks)
    )


class UndoStep(NamedTuple):
    """A change that can be taken back or made again. `name`: "move “CRM clean-up”"."""

    revision: int
    name: Sentence


# action: (what was done, what it is called), for one card; and the same for several.
_ONE: dict[str, tuple[str, str]] = {
    "add": (QT_TRANSLATE_NOOP("models", "Added “{subject}”"), QT_TRANSLATE_NOOP("models", "add “{subject}”")),
    "move": (
        QT_TRANSLATE_NOOP("models", "Moved “{subject}” to {to}"),
        QT_TRANSLATE_NOOP("models", "move “{subject}”"),
    ),
    "order": (
        QT_TRANSLATE_NOOP("models", "Moved “{subject}” within {to}"),
        QT_TRANSLATE_NOOP("models", "move “{subject}”"),
    ),
    "finish": (
        QT_TRANSLATE_NOOP("models", "“{subject}” is done"),
        QT_TRANSLATE_NOOP("models", "done “{subject}”"),
    ),
    "drop": (
        QT_TRANSLATE_NOOP("models", "“{subject}” is dropped"),
        QT_TRANSLATE_NOOP("models", "drop “{subject}”"),
    ),
    "automate": (
        QT_TRANSLATE_NOOP("models", "“{subject}” is left to a tool"),
        QT_TRANSLATE_NOOP("models", "leave “{subject}” to a tool"),
    ),
    "finish_once": (
        QT_TRANSLATE_NOOP("models", "“{subject}” is done this time; next: {next}"),
        QT_TRANSLATE_NOOP("models", "done this time “{subject}”"),
    ),
    "end_series": (
        QT_TRANSLATE_NOOP("models", "“{subject}” is done and does not come back"),
        QT_TRANSLATE_NOOP("models", "end the series “{subject}”"),
    ),
    "reopen": (
        QT_TRANSLATE_NOOP("models", "“{subject}” is open again, in {to}"),
        QT_TRANSLATE_NOOP("models", "reopen “{subject}”"),
    ),
    "edit": (
        QT_TRANSLATE_NOOP("models", "Changed “{subject}”"),
        QT_TRANSLATE_NOOP("models", "change of “{subject}”"),
    ),
    "decide": (
        QT_TRANSLATE_NOOP("models", "Decided about “{subject}”"),
        QT_TRANSLATE_NOOP("models", "decision about “{subject}”"),
    ),
    "answer": (
        QT_TRANSLATE_NOOP("models", "Answered about “{subject}”"),
        QT_TRANSLATE_NOOP("models", "answer about “{subject}”"),
    ),
    "split": (
        QT_TRANSLATE_NOOP("models", "Split “{subject}” in two"),
        QT_TRANSLATE_NOOP("models", "split “{subject}”"),
    ),
    "pin_in": (
        QT_TRANSLATE_NOOP("models", "Pinned “{subject}” in"),
        QT_TRANSLATE_NOOP("models", "pin “{subject}” in"),
    ),
    "pin_out": (
        QT_TRANSLATE_NOOP("models", "Left “{subject}” out"),
        QT_TRANSLATE_NOOP("models", "leave “{subject}” out"),
    ),
    "unpin": (
        QT_TRANSLATE_NOOP("models", "Unpinned “{subject}”"),
        QT_TRANSLATE_NOOP("models", "unpin “{subject}”"),
    ),
    "settings": (
        QT_TRANSLATE_NOOP("models", "Changed the settings"),
        QT_TRANSLATE_NOOP("models", "change of the settings"),
    ),
    "log": (
        QT_TRANSLATE_NOOP("models", "Logged {minutes} min of “{subject}”"),
        QT_TRANSLATE_NOOP("models", "log {minutes} min of “{subject}”"),
    ),
    "unlog": (
        QT_TRANSLATE_NOOP("models", "Took {minutes} min of “{subject}” off the log"),
        QT_TRANSLATE_NOOP("models", "take {minutes} min of “{subject}” off the log"),
    ),
    "timer": (
        QT_TRANSLATE_NOOP("models", "The timer runs on “{subject}”"),
        QT_TRANSLATE_NOOP("models", "timer on “{subject}”"),
    ),
    "audit": (
        QT_TRANSLATE_NOOP("models", "Changed the reminders"),
        QT_TRANSLATE_NOOP("models", "change of the reminders"),
    ),
    "bin": (
        QT_TRANSLATE_NOOP("models", "“{subject}” is in the bin"),
        QT_TRANSLATE_NOOP("models", "bin “{subject}”"),
    ),
    "restore": (
        QT_TRANSLATE_NOOP("models", "“{subject}” is back from the bin"),
        QT_TRANSLATE_NOOP("models", "restore “{subject}”"),
    ),
    "import": (
        QT_TRANSLATE_NOOP("models", "Imported {subject}"),
        QT_TRANSLATE_NOOP("models", "import of {subject}"),
    ),
    "column": (
        QT_TRANSLATE_NOOP("models", "Changed the column {subject}"),
        QT_TRANSLATE_NOOP("models", "change of the column {subject}"),
    ),
    "column_width": (
        QT_TRANSLATE_NOOP("models", "Changed the width of the column {subject}"),
        QT_TRANSLATE_NOOP("models", "change of the width of the column {subject}"),
    ),
    "equal_columns": (
        QT_TRANSLATE_NOOP("models", "All columns are equally wide"),
        QT_TRANSLATE_NOOP("models", "equally wide columns"),
    ),
    "add_column": (
        QT_TRANSLATE_NOOP("models", "Added the column {subject}"),
        QT_TRANSLATE_NOOP("models", "add the column {subject}"),
    ),
    "delete_column": (
        QT_TRANSLATE_NOOP("models", "Deleted the column {subject}"),
        QT_TRANSLATE_NOOP("models", "delete the column {subject}"),
    ),
    "board": (
        QT_TRANSLATE_NOOP("models", "Changed the board"),
        QT_TRANSLATE_NOOP("models", "change of the board"),
    ),
    "mask": (
        QT_TRANSLATE_NOOP("models", "Masked a secret in “{subject}”"),
        QT_TRANSLATE_NOOP("models", "mask a secret in “{subject}”"),
    ),
    "no_secret": (
        QT_TRANSLATE_NOOP("models", "“{subject}”: no secret"),
        QT_TRANSLATE_NOOP("models", "“it is no secret” on “{subject}”"),
    ),
    "empty_bin": (
        QT_TRANSLATE_NOOP("models", "“{subject}” is deleted for good"),
        QT_TRANSLATE_NOOP("models", "delete “{subject}” for good"),
    ),
}
_MANY: dict[str, tuple[str, str]] = {
    "add": (QT_TRANSLATE_NOOP("models", "Added %n card(s)"), QT_TRANSLATE_NOOP("models", "add %n card(s)")),
    "move": (
        QT_TRANSLATE_NOOP("models", "Moved %n card(s) to {to}"),
        QT_TRANSLATE_NOOP("models", "move %n card(s)"),
    ),
    "order": (
        QT_TRANSLATE_NOOP("models", "Moved %n card(s) within {to}"),
        QT_TRANSLATE_NOOP("models", "move %n card(s)"),
    ),
    "finish": (
        QT_TRANSLATE_NOOP("models", "%n card(s) done"),
        QT_TRANSLATE_NOOP("models", "%n card(s) done"),
    ),
    "drop": (
        QT_TRANSLATE_NOOP("models", "Dropped %n card(s)"),
        QT_TRANSLATE_NOOP("models", "drop %n card(s)"),
    ),
    "automate": (
        QT_TRANSLATE_NOOP("models", "%n card(s) left to a tool"),
        QT_TRANSLATE_NOOP("models", "leave %n card(s) to a tool"),
    ),
    "finish_once": (
        QT_TRANSLATE_NOOP("models", "%n card(s) done"),
        QT_TRANSLATE_NOOP("models", "%n card(s) done"),
    ),
    "end_series": (
        QT_TRANSLATE_NOOP("models", "%n series ended"),
        QT_TRANSLATE_NOOP("models", "end %n series"),
    ),
    "reopen": (
        QT_TRANSLATE_NOOP("models", "Reopened %n card(s), in {to}"),
        QT_TRANSLATE_NOOP("models", "reopen %n card(s)"),
    ),
    "edit": (
        QT_TRANSLATE_NOOP("models", "Changed %n card(s)"),
        QT_TRANSLATE_NOOP("models", "change of %n card(s)"),
    ),
    "decide": (
        QT_TRANSLATE_NOOP("models", "Decided about %n card(s)"),
        QT_TRANSLATE_NOOP("models", "decision about %n card(s)"),
    ),
    "bin": (
        QT_TRANSLATE_NOOP("models", "Put %n card(s) into the bin"),
        QT_TRANSLATE_NOOP("models", "bin %n card(s)"),
    ),
    "restore": (
        QT_TRANSLATE_NOOP("models", "Took %n card(s) out of the bin"),
        QT_TRANSLATE_NOOP("models", "restore %n card(s)"),
    ),
    "import": (
        QT_TRANSLATE_NOOP("models", "Imported %n card(s) from {subject}"),
        QT_TRANSLATE_NOOP("models", "import of %n card(s)"),
    ),
    "mask": (
        QT_TRANSLATE_NOOP("models", "Masked the secrets in %n text(s)"),
        QT_TRANSLATE_NOOP("models", "mask the secrets in %n text(s)"),
    ),
    "no_secret": (
        QT_TRANSLATE_NOOP("models", "%n text(s): no secret"),
        QT_TRANSLATE_NOOP("models", "“it is no secret” on %n text(s)"),
    ),
    "empty_bin": (
        QT_TRANSLATE_NOOP("models", "Deleted %n card(s) for good"),
        QT_TRANSLATE_NOOP("models", "delete %n card(s) for good"),
    ),
}
_ONE |= change_hands.ONE
_MANY |= change_hands.MANY
# Of these there is no title to name, even for one.
_COUNTED = frozenset({"import", "empty_bin", "import_assistants"})
_STAYED = QT_TRANSLATE_NOOP("models", "{what}; {stayed} stayed where they were")
_WITH_LEVEL = QT_TRANSLATE_NOOP("models", "“{subject}”: {level}")
_WITH_RULE = QT_TRANSLATE_NOOP("models", "{what}. {rule}")
_UNDONE = QT_TRANSLATE_NOOP("models", "Undone: {what}")
_REDONE = QT_TRANSLATE_NOOP("models", "Done again: {what}")


def done_sentence(action: str, subject: str, details: Mapping[str, object], kind: str = "do") -> Sentence:
    """What a change did: "Moved “CRM clean-up” to Handed over"; for an undo "Undone: …"."""
    done = _worded(action, subject, details, 0)
    if "stayed" in details:
        done = say(_STAYED, what=done, stayed=details["stayed"])
    level = details.get("level")
    if action == "level" and isinstance(level, int) and 0 <= level < len(LEVELS):
        done = say(_WITH_LEVEL, subject=subject, level=say(LEVELS[level], who=details.get("who")))
    if details.get("rule") in change_hands.RULES:
        done = say(_WITH_RULE, what=done, rule=say(change_hands.RULES[str(details["rule"])]))
    if kind == "undo":
        return say(_UNDONE, what=_worded(action, subject, details, 1))
    return say(_REDONE, what=_worded(action, subject, details, 1)) if kind == "redo" else done


def name_sentence(action: str, subject: str, details: Mapping[str, object]) -> Sentence:
    """What a change is called: "move “CRM clean-up”"."""
    return _worded(action, subject, details, 1)


def _worded(action: str, subject: str, details: Mapping[str, object], form: int) -> Sentence:
    count = details.get("count")
    values: dict[str, Any] = {key: value for key, value in details.items() if key != "count"}
    if isinstance(count, int) and (count != 1 or action in _COUNTED) and action in _MANY:
        return say(_MANY[action][form], count, subject=subject, **values)
    return say(_ONE.get(action, _ONE["edit"])[form], subject=subject, **values)
