"""What single programs write in their own way: Todoist's sections, notes and indents; Planner; TickTick."""

import re
from collections.abc import Iterator, Sequence

from models.drafts import CommentDraft, StepDraft, TaskDraft
from models.importers.base import MAX_CELL, MAX_PARTS, Problems
from models.importers.bounds import fits
from models.importers.csv_cells import people
from models.importers.csv_fields import plain
from models.importers.csv_row import RowReader
from models.importers.moments import parse_duration
from models.words import QT_TRANSLATE_NOOP, say

Rows = Iterator[tuple[int, list[str]]]
_LABEL = re.compile(r"(?:^|\s)@([^\s@,;]+)")


def drafts_of(tool: str, rows: Rows, reader: RowReader, problems: Problems) -> Iterator[TaskDraft]:
    """The drafts of a table, in the way of the program that wrote it."""
    if tool == "todoist":
        yield from _Todoist(reader, problems).drafts(rows)
        return
    cell = Cells(reader.headers)
    for number, cells in rows:
        draft = reader.read(cells, number)
        if draft is None:
            continue
        if tool == "planner":
            _planner(draft, cell.get(cells, "completed checklist items"), problems)
        elif tool == "ticktick":
            _ticktick(draft, cell.get(cells, "is check list"))
        if reader.put_in_place(draft) and fits(draft, problems):
            if tool == "ticktick" and cell.get(cells, "is all day").lower() == "true":
                draft.due_time = draft.due_zone = None
            yield draft


class Cells:
    """A row's cells by the plain name of their header."""

    def __init__(self, headers: Sequence[str]) -> None:
        self._places = {plain(header): place for place, header in reversed(list(enumerate(headers)))}

    def get(self, cells: list[str], name: str) -> str:
        """The cell, "" where there is none."""
        place = self._places.get(name, -1)
        return cells[place].strip() if 0 <= place < len(cells) else ""


def _planner(draft: TaskDraft, count: str, problems: Problems) -> None:
    """Planner says how many items of a checklist are done, not which."""
    done, _, whole = count.partition("/")
    if not draft.steps or done.strip() in ("", "0"):
        return
    if done.strip() == (whole.strip() or str(len(draft.steps))):
        for step in draft.steps:
            step.done = True
    else:
        said = say(
            QT_TRANSLATE_NOOP("models", "The file does not say which {name} steps are done."), name=count[:20]
        )
        problems.add(draft.row, draft.title, said)


def _ticktick(draft: TaskDraft, is_checklist: str) -> None:
    """A TickTick checklist stands in the content: ▫ to do, ▪ done."""
    if is_checklist.upper() not in ("Y", "TRUE"):
        return
    kept = []
    for line in draft.notes.split("\n"):
        mark = line.strip()[:1]
        if mark in "▫▪" and line.strip()[1:].strip():
            draft.steps.append(StepDraft(line.strip()[1:].strip(), mark == "▪"))
        else:
            kept.append(line)
    draft.notes = "\n".join(kept).strip()


class _Todoist:
    """Rows of a Todoist file: sections, tasks with indents (1 = parent), and notes on the row above."""

    def __init__(self, reader: RowReader, problems: Problems) -> None:
        self._reader = reader
        self._problems = problems
        self._cell = Cells(reader.headers)
        self._section = ""
        self._open: TaskDraft | None = None

    def drafts(self, rows: Rows) -> Iterator[TaskDraft]:
        for number, cells in rows:
            kind = self._cell.get(cells, "type").lower()
            if kind == "section":
                yield from self._finish()
                self._section = self._cell.get(cells, "content")
            elif kind == "note":
                self._note(cells, number)
            elif kind in ("task", ""):
                draft = self._task(cells, number)
                if draft is None:
                    continue
                if self._cell.get(cells, "indent") not in ("", "0", "1") and self._open is not None:
                    self._step(draft)
                    continue
                yield from self._finish()
                self._open = draft
        yield from self._finish()

    def _finish(self) -> Iterator[TaskDraft]:
        draft, self._open = self._open, None
        if draft is not None and self._reader.put_in_place(draft) and fits(draft, self._problems):
            yield draft

    def _task(self, cells: list[str], number: int) -> TaskDraft | None:
        draft = self._reader.read(cells, number)
        if draft is None:
            return None
        for name in _LABEL.findall(draft.title):
            if name not in draft.tags:
                draft.tags.append(name)
        draft.title = " ".join(_LABEL.sub(" ", draft.title).split()).removeprefix("* ") or draft.title
        draft.column = draft.column or self._section or None
        unit = self._cell.get(cells, "duration_unit").lower()
        amount = self._cell.get(cells, "duration")
        if unit.startswith("day"):
            draft.seconds_per_run = parse_duration(amount, 8 * 3600)
        return draft

    def _step(self, draft: TaskDraft) -> None:
        """A sub-task becomes a step of the task above; what a step cannot hold goes to its notes."""
        assert self._open is not None
        if len(self._open.steps) > MAX_PARTS or len(self._open.notes) > MAX_CELL:
            return  # it will be left out as a whole
        self._open.steps.append(StepDraft(draft.title))
        beside = [draft.due.isoformat() if draft.due else "", *draft.assistants, *draft.tags, draft.notes]
        if any(beside):
            line = f"{draft.title}: {', '.join(filter(None, beside))}"
            self._open.notes = "\n\n".join(filter(None, (self._open.notes, line)))
            source = QT_TRANSLATE_NOOP(
                "models", "It came as a step of “{name}”; its date, people and notes are in the notes."
            )
            self._problems.add(draft.row, draft.title, say(source, name=self._open.title[:80]))

    def _note(self, cells: list[str], number: int) -> None:
        text = self._cell.get(cells, "content")
        author = ", ".join(people(self._cell.get(cells, "author"), "todoist"))
        if self._open is not None and len(self._open.comments) > MAX_PARTS:
            return
        if self._open is not None and text:
            self._open.comments.append(CommentDraft(text.replace("\r\n", "\n"), author))
        elif text:
            said = say(QT_TRANSLATE_NOOP("models", "A note that belongs to no task was left out."))
            self._problems.add(number, text, said)
