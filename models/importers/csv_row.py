"""One row of a table as a draft."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from hashlib import blake2b

from models.drafts import CommentDraft, LinkDraft, TaskDraft
from models.folding import fold
from models.importers.base import MAX_CELL, Options, Problems
from models.importers.csv_cells import flag_of, links_of, people, repeat_of, steps_of, tag_names
from models.importers.csv_fields import EXTRA, plain
from models.importers.moments import (
    When,
    parse_duration,
    parse_time,
    parse_when,
    unit_in,
)
from models.importers.placing import place
from models.words import QT_TRANSLATE_NOOP, say
from models.zones import system_zone, zone_of

_VERDICTS = ("undecided", "core", "delegable", "split")
_OUTCOMES = ("done", "dropped", "automated")
_DEFAULTS = {"priority": ("0", "4", "medium", "mittel", "none"), "swimlane": ("default",)}


class RowReader:
    """Turns rows into drafts by a mapping header -> field; what cannot be read goes to the notes."""

    def __init__(
        self,
        headers: Sequence[str],
        mapping: Mapping[str, str],
        tool: str,
        dates: str,
        options: Options,
        problems: Problems,
    ) -> None:
        self.headers = headers
        self.tool = tool
        self._dates = dates
        self._options = options
        self._problems = problems
        self._columns = [(index, header, mapping.get(header, "")) for index, header in enumerate(headers)]
        self._columns = [column for column in self._columns if column[2]]
        self._zone_name = options.zone or system_zone()
        self._units = {header: unit_in(header) for header in headers}
        self._said: When | None = None  # the due date of the row at hand, as it was written
        self._seen: set[str] = set()
        self._once: set[int] = set()
        self._times: dict[int, int] = {}
        self._form = fold("|".join(headers))

    def read(self, cells: list[str], row: int) -> TaskDraft | None:
        """The draft of one row, not yet in its place; None for a row that was left out."""
        if not any(cell and not cell.isspace() for cell in cells):
            return None
        if max(map(len, cells)) > MAX_CELL:
            source = QT_TRANSLATE_NOOP(
                "models", "The row was left out: one of its cells is longer than {most} characters."
            )
            self._problems.add(row, "", say(source, most=f"{MAX_CELL:,}"))
            return None
        draft = TaskDraft(title="", row=row)
        lines: list[str] = []
        for index, header, field in self._columns:
            text = cells[index].strip() if index < len(cells) else ""
            if text:
                text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
                if not self._take(draft, field, header, text) and not self._is_default(header, text):
                    lines.append(f"{header}: {text}")
        surplus = [cell.strip() for cell in cells[len(self.headers) :] if cell.strip()]
        if surplus:
            lines.extend(surplus)
            self._note(
                draft,
                QT_TRANSLATE_NOOP("models", "The row has more cells than the header; they are in the notes."),
            )
        if lines:
            draft.notes = "\n\n".join(filter(None, (draft.notes, "\n".join(lines))))
        return self._titled(draft)

    def put_in_place(self, draft: TaskDraft, archived: bool = False) -> bool:
        """Stage kind and source id; False where the owner leaves the list out."""
        self._identify(draft)
        self._settle_due(draft)
        finished = draft.outcome is not None or draft.done is not None
        archived = archived or draft.kind == "done"
        draft.kind = None
        return place(draft, self._options.targets, self._problems, archived, finished)

    def _titled(self, draft: TaskDraft) -> TaskDraft | None:
        if draft.title:
            return draft
        draft.title = draft.notes.split("\n", 1)[0][:200]
        if not draft.title:
            self._note(draft, QT_TRANSLATE_NOOP("models", "The row was left out: it has no title."))
            return None
        self._note(
            draft, QT_TRANSLATE_NOOP("models", "The row has no title; the first line of its notes is taken.")
        )
        return draft

    def _take(self, draft: TaskDraft, field: str, header: str, text: str) -> bool:
        """Put one cell where it belongs; False where it has to be kept as a line of the notes."""
        if field == "title":
            draft.title = " ".join(filter(None, (draft.title, " ".join(text.split()))))
        elif field == "notes":
            draft.notes = "\n\n".join(filter(None, (draft.notes, text)))
        elif field == "column":
            draft.column = draft.column or " ".join(text.split())
        elif field == "id":
            draft.source = draft.source or text
        elif field == "tags":
            draft.tags = list(dict.fromkeys((*draft.tags, *tag_names(text, self.tool))))
        elif field == "assistants":
            draft.assistants = list(dict.fromkeys((*draft.assistants, *people(text, self.tool))))
        elif field == "steps":
            draft.steps.extend(steps_of(text))
        elif field == "comments":
            return text.isdigit() or self._add_comment(draft, text)
        elif field == "links":
            found, rest = links_of(text)
            draft.links.extend(LinkDraft(url) for url in found)
            return not rest
        elif field in ("due", "due_time", "due_zone"):
            return self._take_due(draft, field, text)
        elif field in ("created", "changed"):
            return self._take_moment(draft, field, text)
        elif field in ("done", "archived", "verdict", "outcome"):
            return self._take_state(draft, field, text)
        elif field in ("repeat", "minutes"):
            return self._take_effort(draft, field, header, text)
        else:
            return field != EXTRA
        return True

    def _is_default(self, header: str, text: str) -> bool:
        """What a program writes on every card says nothing about this one."""
        return bool(self.tool) and fold(text) in _DEFAULTS.get(plain(header), ())

    def _add_comment(self, draft: TaskDraft, text: str) -> bool:
        draft.comments.append(CommentDraft(text))
        return True

    def _take_due(self, draft: TaskDraft, field: str, text: str) -> bool:
        if field == "due_zone":
            draft.due_zone = text if zone_of(text) is not None else None
            return draft.due_zone is not None
        if field == "due_time":
            found = parse_time(text)
            draft.due_time = found[0] if found is not None else draft.due_time
            return found is not None
        if fold(text) in ("null", "none", "n/a", "-"):
            return True
        when = self._when(text.split("→")[-1].strip())
        if when is None:
            repeat = repeat_of(text)
            draft.repeat = draft.repeat or repeat
            if repeat is None:
                self._note(
                    draft,
                    QT_TRANSLATE_NOOP("models", "The due date “{name}” cannot be read; it is in the notes."),
                    text,
                )
            return False
        draft.due = when.day
        draft.due_time = when.time or draft.due_time
        self._said = when
        return True

    def _settle_due(self, draft: TaskDraft) -> None:
        """A moment becomes day and time on the wall of its zone; midnight stands for no time at all."""
        when, self._said = self._said, None
        if draft.due is None or draft.due_time is None:
            draft.due_time = draft.due_zone = None
            return
        if when is not None and when.time == draft.due_time and when.offset is not None:
            self._to_wall(draft, when)
        if draft.due_time == "00:00":
            draft.due_time = draft.due_zone = None
        elif draft.due_time is not None:
            draft.due_zone = draft.due_zone or self._zone_name

    def _to_wall(self, draft: TaskDraft, when: When) -> None:
        if when.time == "00:00" and not when.offset and draft.due_zone is None:
            return  # programs that know no times write days as midnight UTC
        zone = zone_of(draft.due_zone or self._zone_name)
        if zone is None:
            draft.due_zone = "UTC"
        try:
            local = when.utc(UTC).replace(tzinfo=UTC).astimezone(zone or UTC)
        except (OverflowError, ValueError):
            return
        draft.due = local.date()
        draft.due_time = f"{local:%H:%M}"

    def _take_moment(self, draft: TaskDraft, field: str, text: str) -> bool:
        when = self._when(text)
        if when is None:
            return fold(text) in ("null", "none")
        moment = self._moment(when)
        if field == "created":
            draft.created = moment
        else:
            draft.changed = moment
        return True

    def _moment(self, when: When) -> datetime:
        return when.utc(zone_of(self._zone_name) or UTC if when.time is not None else UTC)

    def _when(self, text: str) -> When | None:
        found = parse_when(text, self._dates)
        return found if found is not None and date(1970, 1, 2) <= found.day <= date(9999, 12, 30) else None

    def _take_state(self, draft: TaskDraft, field: str, text: str) -> bool:
        word = fold(text)
        if field == "verdict":
            draft.verdict = word if word in _VERDICTS else None
            return word in _VERDICTS
        if field == "outcome" and word in _OUTCOMES:
            draft.outcome = word
            return True
        flag = flag_of(text)
        if flag is None:
            when = self._when(text)
            if when is None:
                return False
            draft.done = self._moment(when)
            flag = "done"
        if flag != "open":
            draft.outcome = draft.outcome or flag
            if field == "archived":
                draft.kind = "done"
        return True

    def _take_effort(self, draft: TaskDraft, field: str, header: str, text: str) -> bool:
        if field == "repeat":
            draft.repeat = repeat_of(text)
            if draft.repeat is None:
                self._note(
                    draft,
                    QT_TRANSLATE_NOOP(
                        "models", "How often (“{name}”) is not understood; it is in the notes."
                    ),
                    text,
                )
            return draft.repeat is not None
        hours = 3600 if self.tool == "kanboard" else 60
        draft.seconds_per_run = parse_duration(text, self._units.get(header) or hours)
        return (
            draft.seconds_per_run is not None or text.strip("0.,: ") == "" or fold(text) in ("none", "null")
        )

    def _identify(self, draft: TaskDraft) -> None:
        """A source id that stays the same in a later file of the same program.

        Without an id in the file, form of the table, title and time of creation stand for it.
        """
        said = draft.source
        if said is not None and ("E+" in said or "e+" in said):
            said = None  # a spreadsheet has rounded the number
        if said is not None:
            prefix = "trello" if self.tool == "trello" else f"csv:{self.tool or self._mark(self._form)}"
            draft.source = f"{prefix}:{said[:200]}"
            if draft.source in self._seen:
                self._note(
                    draft, QT_TRANSLATE_NOOP("models", "Another row has the same ID; this one comes without.")
                )
                draft.source = None
            else:
                self._seen.add(draft.source)
            return
        key = self._digest(f"{self._form}\n{draft.title}\n{draft.created}")
        time = self._time_of(int.from_bytes(key[:8], "big"))
        draft.source = f"csv:{self.tool}#{key.hex()}" + (f".{time}" if time > 1 else "")

    def _time_of(self, key: int) -> int:
        """How often a row like this has come; of a million different ones only this much is kept."""
        if key not in self._once:
            self._once.add(key)
            return 1
        self._times[key] = self._times.get(key, 1) + 1
        return self._times[key]

    def _mark(self, text: str) -> str:
        return self._digest(text).hex()[:8]

    @staticmethod
    def _digest(text: str) -> bytes:
        return blake2b(text.encode("utf-8", "replace"), digest_size=10).digest()

    def _note(self, draft: TaskDraft, source: str, name: str = "") -> None:
        self._problems.add(draft.row, draft.title, say(source, name=name[:80]))
