"""Our own CSV, as the exporter writes it or as a spreadsheet has saved it again."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from models.drafts import AnswersDraft, TaskDraft
from models.errors import Refused
from models.exporters.csv_codec import (
    ANSWERS,
    HEADER,
    parse_hours,
    parse_minutes,
    parse_moment,
    parse_steps,
    split_list,
    unguard,
)
from models.importers.base import MAX_CELL, Asked, Options, Pace, Problems, Progress, Source
from models.importers.bounds import fits
from models.importers.csv_any import CsvReading
from models.importers.csv_scan import scan
from models.importers.incoming import Incoming, refuse_foreign
from models.importers.moments import parse_time, parse_when
from models.importers.placing import kind_of_name
from models.repeats import parse_repeat
from models.triage import GATES
from models.words import QT_TRANSLATE_NOOP, Sentence, say
from models.zones import zone_of

_VERDICTS = ("undecided", "core", "delegable", "split")
_OUTCOMES = ("done", "dropped", "automated")
_SCALE = ("0", "1", "2", "3", "4")
_UID = re.compile(r"[0-9a-fA-F-]{8,64}")
_NEEDED = frozenset({"ID", "Title", "Stage", "Verdict", "Outcome"})
_FIELD = {
    "ID": "id",
    "Title": "title",
    "Stage": "column",
    "Verdict": "verdict",
    "Outcome": "outcome",
    "Assistants": "assistants",
    "Due": "due",
    "Due time": "due_time",
    "Due zone": "due_zone",
    "Repeats": "repeat",
    "Minutes per run": "minutes",
    "Tags": "tags",
    "Steps": "steps",
    "Notes": "notes",
    "Created": "created",
    "Changed": "changed",
    "Done": "done",
    "Estimate": "estimate",
    "Done when": "done_when",
    "Skills": "skills",
    "Sensitivity": "sensitivity",
    "Assistant": "holder",
    "Next check": "next_check",
    "May decide": "authority",
    "Training level": "level",
    "Series from": "anchor",
    "Series zone": "repeat_zone",
    "On days off": "on_holiday",
    "Must stay": "gates",
    "On site": "on_site",
} | dict.fromkeys(ANSWERS, "answer")
T = TypeVar("T")


class OwnReading(CsvReading):
    """Rows of our own file: every cell is read back exactly as the exporter wrote it."""

    kind = "own"

    def change(self, options: Options) -> None:
        """The columns are ours, so there is nothing to answer but the order of dates."""
        self._options = Options(dates=options.dates, targets=options.targets, zone=options.zone)
        self.fields = self._scan.fields(self._options)
        self.fields.mapping = {header: _FIELD.get(header, "") for header in self.fields.headers}

    def drafts(self, progress: Progress | None = None, cancelled: Asked | None = None) -> Iterator[TaskDraft]:
        """The rows in the order of the file; an ID that comes twice is kept once."""
        assert self.fields is not None
        self.problems[:] = self._about_the_file()
        self.problems.left_out = 0
        order = self._options.dates or self.fields.dates
        if order == "ambiguous":
            source = QT_TRANSLATE_NOOP(
                "models", "Is “{name}” a US or a European date? Nothing in the file tells."
            )
            raise Refused(say(source, name=(self.fields.ambiguous or ["?"])[0][:40]))
        pace = Pace(progress, cancelled)
        reader = _OwnRow(self.fields.headers, order, self.problems)
        for number, cells in self._rows(pace):
            draft = reader.read(cells, number)
            if draft is not None and fits(draft, self.problems):
                yield draft
        pace.finish()


class _OwnRow:
    """One row; a cell that cannot be read is listed and left empty."""

    def __init__(self, headers: list[str], order: str, problems: Problems) -> None:
        self._places = {header: place for place, header in enumerate(headers)}
        self._order = order
        self._problems = problems
        self._seen: set[str] = set()
        self._cells: list[str] = []
        self._draft = TaskDraft(title="")

    def read(self, cells: list[str], row: int) -> TaskDraft | None:
        """The draft, None for an empty row and one that was left out."""
        if not any(cells):
            return None
        self._cells = cells
        self._draft = draft = TaskDraft(title=self._cell("Title"), row=row)
        if max(map(len, cells)) > MAX_CELL:
            source = QT_TRANSLATE_NOOP(
                "models", "The row was left out: one of its cells is longer than {most} characters."
            )
            self._note(say(source, most=f"{MAX_CELL:,}"))
            return None
        if not draft.title.strip():
            self._note(say(QT_TRANSLATE_NOOP("models", "The row was left out: it has no title.")))
            return None
        draft.notes = self._cell("Notes")
        draft.assistants = split_list(self._cell("Assistants"))
        draft.tags = split_list(self._cell("Tags"))
        draft.steps = parse_steps(self._cell("Steps"))
        draft.repeat = self._read("Repeats", parse_repeat)
        draft.seconds_per_run = self._read("Minutes per run", parse_minutes)
        draft.created = self._read("Created", parse_moment)
        draft.changed = self._read("Changed", parse_moment)
        draft.done = self._read("Done", parse_moment)
        self._take_uid(draft)
        self._take_due(draft)
        self._take_place(draft)
        self._take_answers(draft)
        self._take_effort(draft)
        self._take_hands(draft)
        if draft.repeat is not None:
            self._take_series(draft)
        return draft

    def _cell(self, header: str) -> str:
        place = self._places.get(header, -1)
        return unguard(self._cells[place]) if 0 <= place < len(self._cells) else ""

    def _read(self, header: str, parse: Callable[[str], T | None]) -> T | None:
        text = self._cell(header)
        try:
            return parse(text)
        except Refused as error:
            self._note(error.sentence)
            return None

    def _take_uid(self, draft: TaskDraft) -> None:
        uid = self._cell("ID").strip().lower()
        if not uid:
            return
        if not _UID.fullmatch(uid):
            self._note(
                say(
                    QT_TRANSLATE_NOOP("models", "“{name}” is no ID of ours; the card gets a new one."),
                    name=uid[:80],
                )
            )
        elif uid in self._seen:
            self._note(
                say(
                    QT_TRANSLATE_NOOP("models", "Another row has the same ID; this one comes with a new one.")
                )
            )
        else:
            self._seen.add(uid)
            draft.uid = uid

    def _take_due(self, draft: TaskDraft) -> None:
        text = self._cell("Due").strip()
        if not text:
            return
        when = parse_when(text, self._order)
        if when is None:
            self._unread(text)
            return
        draft.due = when.day
        time = self._cell("Due time").strip()
        zone = self._cell("Due zone").strip()
        if not time:
            return
        found = parse_time(time)
        if found is None:
            self._unread(time)
        elif zone and zone_of(zone) is None:
            self._unread(zone)
        else:
            draft.due_time = found[0]
            draft.due_zone = zone or None

    def _take_place(self, draft: TaskDraft) -> None:
        """Stage by its name; for names of the owner's own, decision and outcome tell the kind."""
        draft.column = self._cell("Stage") or None
        verdict = self._cell("Verdict").strip().lower()
        outcome = self._cell("Outcome").strip().lower()
        if verdict in _VERDICTS:
            draft.verdict = verdict
        elif verdict:
            self._unread(verdict)
        if outcome in _OUTCOMES:
            draft.outcome = outcome
        elif outcome:
            self._unread(outcome)
        draft.kind = kind_of_name(draft.column or "")
        if draft.kind == "done" and draft.outcome is None:
            draft.kind = None
        if draft.kind is None and draft.outcome is not None:
            draft.kind = "done"
        elif draft.kind is None and draft.verdict != "delegable":
            draft.kind = "core" if draft.verdict == "core" else "unsorted"

    def _take_answers(self, draft: TaskDraft) -> None:
        """What was answered; score and suggestion follow from it and are not read."""
        found = AnswersDraft(on_site=self._cell("On site").strip().lower() in ("yes", "true", "1", "x"))
        for header, letter in ANSWERS.items():
            text = self._cell(header).strip()
            if text in _SCALE:
                found.given[letter] = _SCALE.index(text)
            elif text:
                self._unread(text)
        ticked = [name.strip() for name in split_list(self._cell("Must stay")) if name.strip()]
        for name in ticked:
            if name not in GATES:
                self._unread(name)
        found.gates = tuple(name for name in GATES if name in ticked)
        if found.given or found.gates or found.on_site:
            draft.answers = found

    def _take_effort(self, draft: TaskDraft) -> None:
        estimate = self._cell("Estimate").strip().lower()
        if estimate in ("rough", "measured"):
            draft.estimate = estimate
        elif estimate:
            self._unread(estimate)
        if draft.estimate == "rough" and draft.seconds_per_run is None:
            # Elsewhere the hours a week follow from minutes and repeat.
            draft.seconds_per_week = self._read("Hours per week", parse_hours)
        draft.done_when = self._cell("Done when").replace("\r\n", "\n")
        draft.skills = self._cell("Skills")
        sensitivity = self._cell("Sensitivity").strip().lower()
        if sensitivity in ("low", "medium", "high"):
            draft.sensitivity = sensitivity
        elif sensitivity:
            self._unread(sensitivity)

    def _take_hands(self, draft: TaskDraft) -> None:
        """Who has it, first among those named on it; how ready the brief is follows from the
        brief, and what runs won from the runs, which have a file of their own.
        """
        holder = self._cell("Assistant").strip()
        if holder:
            draft.assistants = [holder, *(name for name in draft.assistants if name != holder)]
        if text := self._cell("Next check").strip():
            when = parse_when(text, self._order)
            if when is None:
                self._unread(text)
            else:
                draft.next_check = when.day
        if text := self._cell("May decide").strip():
            if text in _SCALE[1:] or text == "5":
                draft.authority = int(text)
            else:
                self._unread(text)
        if text := self._cell("Training level").strip():
            if text in _SCALE or text == "5":
                draft.level = int(text)
            else:
                self._unread(text)

    def _take_series(self, draft: TaskDraft) -> None:
        """From which day it counts (none: its due), whose days they are, and what a day off makes of one."""
        if text := self._cell("Series from").strip():
            when = parse_when(text, self._order)
            if when is None:
                self._unread(text)
            else:
                draft.anchor = when.day
        if zone := self._cell("Series zone").strip():
            if zone_of(zone) is None:
                self._unread(zone)
            else:
                draft.repeat_zone = zone
        if rule := self._cell("On days off").strip().lower():
            if rule in ("skip", "before", "after"):
                draft.on_holiday = rule
            else:
                self._unread(rule)

    def _unread(self, text: str) -> None:
        self._note(
            say(QT_TRANSLATE_NOOP("models", "“{name}” cannot be read; it was left out."), name=text[:80])
        )

    def _note(self, sentence: Sentence) -> None:
        self._problems.add(self._draft.row, self._draft.title, sentence)


class OwnCsvImporter:
    """Knows our header, whatever delimiter and encoding a spreadsheet has given the file since."""

    kind = "own"

    def sniff(self, head: bytes, path: Path | None) -> bool:
        """Whether the first line is our header, later fields allowed."""
        text = head[:8192].replace(b"\0", b"").decode("latin-1").lstrip("ï»¿ÿþ\ufeff")
        line = text.split("\n", 1)[0].split("\r", 1)[0].replace('"', "")
        cells = re.split(r"[,;\t]", line)
        return cells[:2] == list(HEADER[:2]) and set(cells) >= _NEEDED

    def open(
        self,
        source: Source,
        options: Options = Options(),  # noqa: B008 (frozen)
        progress: Progress | None = None,
        cancelled: Asked | None = None,
    ) -> OwnReading:
        """Look through the file once. Raises Refused or Cancelled."""
        incoming = Incoming(source)
        refuse_foreign(incoming.head())
        return OwnReading(incoming, scan(incoming, options, Pace(progress, cancelled)), options)
