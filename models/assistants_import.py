"""Bringing people onto the board: new ones, and what differs of known ones, in one undo step."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.assistant_absences import add_absence_in
from models.assistant_deputies import set_deputies_in
from models.assistant_fields import parse_fields
from models.assistant_rates import read_rates, set_rate_in
from models.assistants import Assistant, add_in, assistant_of, edit_in, read_assistants
from models.backups import keep_first
from models.board import Board
from models.errors import BoardError, Cancelled, Refused
from models.exporters.csv_assistants import absence_text, rate_text
from models.exporters.csv_codec import parse_moment
from models.exporters.csv_people_codec import parse_days
from models.folding import fold
from models.importers.base import Problems
from models.importers.csv_assistants import AssistantDraft
from models.record import Recorder
from models.schema import Assistant as AssistantRow
from models.settings import read_settings
from models.words import QT_TRANSLATE_NOOP, Sentence, say

_UNREAD = QT_TRANSLATE_NOOP("models", "“{name}” cannot be read; it was left out.")
_NOBODY = QT_TRANSLATE_NOOP("models", "There is nobody called {name} to stand in.")
_EMPTY = QT_TRANSLATE_NOOP("models", "There are no assistants in this file.")
_YES = ("yes", "true", "1", "x", "y")


@dataclass(slots=True)
class PeopleReport:
    """What an import did. `same`: known people of whom nothing differs."""

    added: int = 0
    changed: int = 0
    same: int = 0
    problems: Problems = field(default_factory=Problems)

    @property
    def sentence(self) -> Sentence:
        """For the status line and the command line."""
        new = say(QT_TRANSLATE_NOOP("models", "%n new assistant(s)"), self.added)
        text = QT_TRANSLATE_NOOP("models", "{added}, {changed} changed, {same} as before.")
        return say(text, added=new, changed=self.changed, same=self.same)


def import_assistants(
    board: Board,
    drafts: Sequence[AssistantDraft],
    name: str,
    report: PeopleReport,
    *,
    progress: Callable[[float], object] = lambda share: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Add people, or change those known by their ID or else by their name. Fills `report`.

    Cells that cannot be taken are listed and left out. `progress(0.0 … 1.0)`. Raises Refused where there is
    nobody in the file, and Cancelled; then nothing was changed.
    """
    if not drafts:
        raise Refused(say(_EMPTY))
    keep_first(board, "import")
    with board.change("import_assistants", name, details={"count": 0}) as record:
        taking = _Taking(board, record, report)
        steps = [*((taking.take, draft) for draft in drafts)]
        steps += [(taking.take_deputies, draft) for draft in drafts if draft.deputies]
        for number, (take, draft) in enumerate(steps):
            if cancelled():
                raise Cancelled(
                    say(QT_TRANSLATE_NOOP("models", "The import was stopped. Nothing was added."))
                )
            take(draft)
            progress((number + 1) / len(steps))
        record.details["count"] = report.added + report.changed
    report.same = len(drafts) - report.added - report.changed


class _Taking:
    """The rows of one file on their way in."""

    def __init__(self, board: Board, record: Recorder, report: PeopleReport) -> None:
        self._board, self._record, self._report = board, record, report
        everybody = read_assistants(board, ended=True)
        self._by_uid = {who.uid: who.id for who in everybody}
        self._by_name = {fold(who.name): who.id for who in everybody}
        self._taken: dict[int, int] = {}
        self._changed: set[int] = set()
        self._new: set[int] = set()
        self._home = read_settings(board).currency

    def take(self, draft: AssistantDraft) -> None:
        """One row, without its back-ups."""
        key = self._by_uid.get(draft.uid or "") or self._by_name.get(fold(draft.name))
        fields = self._fields(draft)
        if key is None:
            key = self._add(draft, fields)
            if key is None:
                return
            self._report.added += 1
            self._take_lists(draft, key)
            self._take_end(draft, key)
            self._new.add(key)
        else:
            self._watch(key, lambda: self._change(draft, key, fields))
        self._taken[draft.row] = key

    def take_deputies(self, draft: AssistantDraft) -> None:
        """Who stands in, once everybody is there."""
        key = self._taken.get(draft.row)
        if key is None or not draft.deputies:
            return
        wanted = []
        for name in draft.deputies:
            other = self._by_name.get(fold(name))
            if other is None or other == key:
                self._note(draft, say(_NOBODY, name=name[:80]))
            else:
                wanted.append(other)
        self._watch(key, lambda: set_deputies_in(self._board, self._record, key, wanted))

    def _change(self, draft: AssistantDraft, key: int, fields: dict[str, Any]) -> None:
        self._edit(draft, key, fields)
        self._take_lists(draft, key)
        self._take_end(draft, key)

    def _watch(self, key: int, change: Callable[[], None]) -> None:
        """Count a known person of whom something changes, once."""
        before = len(self._record.rows)
        change()
        if len(self._record.rows) > before and key not in self._changed | self._new:
            self._changed.add(key)
            self._report.changed += 1

    def _add(self, draft: AssistantDraft, fields: dict[str, Any]) -> int | None:
        try:
            values = parse_fields({"name": draft.name}, self._home) | fields
            # Of our own rows an empty zone is an empty zone; of others it is guessed from the city.
            key = add_in(self._board, self._record, values, draft.uid, is_whole=draft.uid is not None)
        except BoardError as error:
            self._note(draft, error.sentence)
            return None
        if draft.uid:
            self._by_uid[draft.uid] = key
        self._by_name[fold(values["name"])] = key
        return key

    def _edit(self, draft: AssistantDraft, key: int, fields: dict[str, Any]) -> None:
        who = assistant_of(self._board, key)
        changes = {n: v for n, v in fields.items() if v not in ("", None) and v != _stored(who, n)}
        if draft.name != who.name and (draft.uid or fold(draft.name) != fold(who.name)):
            changes["name"] = draft.name
        try:
            if changes:
                edit_in(self._board, self._record, key, changes)
        except BoardError as error:
            self._note(draft, error.sentence)

    def _fields(self, draft: AssistantDraft) -> dict[str, Any]:
        """What can be read of a row's cells."""
        found: dict[str, Any] = {}
        currency = self._read(draft, "currency", draft.fields.get("currency", ""), "") or self._home
        for name, text in draft.fields.items():
            if name == "outside_company" and not text.strip():
                continue
            value = self._read(draft, name, text, currency)
            if value is not None or not text.strip():
                found[name] = value
        return found

    def _read(self, draft: AssistantDraft, name: str, text: str, currency: str) -> Any:
        typed: Any = text
        if name == "days":
            typed = parse_days(text)
        elif name == "outside_company":
            typed = text.strip().lower() in _YES
        elif name == "kind":
            typed = text.strip() or "assistant"
        try:
            return parse_fields({name: typed}, currency)[name]
        except BoardError as error:
            self._note(draft, error.sentence)
            return None

    def _take_lists(self, draft: AssistantDraft, key: int) -> None:
        known = {rate_text(rate) for rate in read_rates(self._board, key)}
        for text in draft.rates:
            if text and text not in known:
                self._try(draft, text, lambda text=text: self._take_rate(key, text))
        away = {absence_text(one) for one in assistant_of(self._board, key).absences}
        for text in draft.absences:
            if text and text not in away:
                self._try(draft, text, lambda text=text: self._take_absence(key, text))

    def _take_rate(self, key: int, text: str) -> None:
        parts = text.split()
        starts, amount, currency = dt.date.fromisoformat(parts[0]), parts[1], parts[2]
        fx = parts[3] if len(parts) > 3 else None
        day = dt.date.fromisoformat(parts[4]) if len(parts) > 4 else None
        kept = assistant_of(self._board, key).currency
        set_rate_in(self._board, self._record, key, starts, amount, currency, fx, day)
        if kept:
            # The row says in which currency its amounts are.
            self._record.update(AssistantRow, key, currency=kept)

    def _take_absence(self, key: int, text: str) -> None:
        first, last, *note = text.split(" ", 2)
        days = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
        if days[1] < days[0]:
            raise ValueError(text)
        add_absence_in(self._board, self._record, key, *days, note[0] if note else "")

    def _take_end(self, draft: AssistantDraft, key: int) -> None:
        if not draft.ended:
            return
        try:
            moment = parse_moment(draft.ended)
        except Refused as error:
            self._note(draft, error.sentence)
            return
        who = assistant_of(self._board, key)
        if who.ended is None and not self._has_work(key):
            self._record.update(AssistantRow, key, ended=moment)

    def _has_work(self, key: int) -> bool:
        sql = "SELECT 1 FROM task WHERE holder_id = ? LIMIT 1"
        return self._board.db.execute_sql(sql, (key,)).fetchone() is not None

    def _try(self, draft: AssistantDraft, text: str, take: Any) -> None:
        try:
            take()
        except (ValueError, IndexError):
            self._note(draft, say(_UNREAD, name=text[:80]))
        except BoardError as error:
            self._note(draft, error.sentence)

    def _note(self, draft: AssistantDraft, sentence: Sentence) -> None:
        self._report.problems.add(draft.row, draft.name, sentence)


def _stored(who: Assistant, name: str) -> Any:
    value = getattr(who, name)
    return ", ".join(value) if isinstance(value, tuple) else value
