"""From drafts to rows: what adding, pasting and importing have in common. Rows are written in batches."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from models import run_rows, sqlite
from models.agreement import VERDICT_OF_KIND
from models.board import Board
from models.drafts import TaskDraft
from models.folding import fold
from models.moves import HELD_KINDS, HOME_OF_VERDICT, TAKEN_OVER
from models.record import CHUNK, Recorder
from models.repeats import seconds_per_week
from models.schema import (
    ESTIMATES,
    HOLIDAY_RULES,
    OUTCOMES,
    SENSITIVITIES,
    VERDICTS,
    Assistant,
    Attachment,
    Comment,
    Row,
    Step,
    Tag,
    Task,
    TaskAssistant,
    TaskTag,
)
from models.schema import Triage as TriageRow
from models.schema_handover import Handover, Training
from models.suggesting import answers_of, fields_of, weights_of
from models.texts import clean_text, clean_title
from models.triage import ASKED, GATES, suggest
from models.uid import new_uid
from models.words import QT_TRANSLATE_NOOP

UNTITLED = QT_TRANSLATE_NOOP("models", "Untitled")
_TASK = [
    "uid",
    "number",
    "stage",
    "rank",
    "title",
    "notes",
    "verdict",
    "outcome",
    "due",
    "due_time",
    "due_zone",
    "repeat_count",
    "repeat_unit",
    "rrule",
    "seconds_per_run",
    "seconds_per_week",
    "created",
    "changed",
    "done",
    "source",
    "estimate",
    "done_when",
    "skills",
    "sensitivity",
    "holder",
    "anchor",
    "repeat_zone",
    "on_holiday",
]
_HAND = ["uid", "task", "assistant", "at", "move", "authority", "next_check"]
_TRIAGE = ["task", *(letter.lower() for letter in ASKED), "gates", "on_site"]
_SUGGESTED = ["score", "suggested", "route", "rules"]


def settle(draft: TaskDraft) -> tuple[str, str, str | None, bool]:
    """Kind of column, verdict and outcome of a draft. Last: True if it contradicted itself (the column is
    followed).
    """
    verdict = draft.verdict if draft.verdict in VERDICTS else None
    outcome = draft.outcome if draft.outcome in OUTCOMES else None
    kind = draft.kind
    if kind is None:
        kind = "done" if outcome else HOME_OF_VERDICT[verdict or "undecided"]
    if kind == "done":
        return kind, verdict or "undecided", outcome or "done", False
    own = VERDICT_OF_KIND[kind]
    if verdict is None:
        verdict = own
    fits = verdict == own or (kind == "unsorted" and verdict == "split")
    return kind, verdict if fits else own, None, not fits or outcome is not None


class DraftWriter:
    """Writes drafts inside one change. Tags and names are made once and found again by their folded text."""

    def __init__(self, board: Board, record: Recorder) -> None:
        self._board = board
        self._record = record
        self._board_row = board.about().id
        self._known: dict[type[Row], dict[str, int]] = {
            model: {row[0]: row[1] for row in sqlite.fetch(board.db, query)}
            for model, query in (
                (Tag, Tag.select(Tag.folded, Tag.id)),
                (Assistant, Assistant.select(Assistant.folded, Assistant.id)),
            )
        }

    def write(self, drafts: Sequence[TaskDraft], stages: Sequence[int], ranks: Sequence[float]) -> range:
        """Rows for these drafts in these columns at these ranks; returns the tasks' keys."""
        number = self._board.next_number(self._record, len(drafts))
        uids = self._free_uids([draft.uid for draft in drafts])
        rows = [
            self._task_row(draft, uid, number + i, stage, rank)
            for i, (draft, uid, stage, rank) in enumerate(zip(drafts, uids, stages, ranks, strict=True))
        ]
        tasks = self._record.insert_many(Task, _TASK, rows)
        self._write_children(tasks, drafts)
        return tasks

    def name_id(self, model: type[Row], name: str) -> int | None:
        """The key of a tag or an assistant of this name, made if there is none; None for an empty name."""
        cleaned = " ".join(clean_text(name).split())[:200].rstrip()
        folded = fold(cleaned)
        if not folded:
            return None
        known = self._known[model]
        if folded not in known:
            values: dict[str, Any] = {"board": self._board_row, "name": cleaned, "folded": folded}
            values |= {"colour": ""} if model is Tag else {"uid": new_uid()}
            known[folded] = self._record.insert(model, **values)
        return known[folded]

    def known_id(self, model: type[Row], name: str) -> int | None:
        """The key of a tag or an assistant of this name, None if there is none."""
        return self._known[model].get(fold(" ".join(name.split())))

    def _task_row(self, draft: TaskDraft, uid: str, number: int, stage: int, rank: float) -> tuple[Any, ...]:
        moment = self._record.moment
        _, verdict, outcome, _ = settle(draft)
        repeat = draft.repeat
        seconds = draft.seconds_per_run
        hours, estimate = _effort(draft)
        created = draft.created or moment
        done = (draft.done or draft.changed or moment) if outcome else draft.done if repeat else None
        return (
            uid,
            number,
            stage,
            rank,
            clean_title(draft.title) or UNTITLED,
            clean_text(draft.notes),
            verdict,
            outcome,
            draft.due,
            draft.due_time if draft.due else None,
            draft.due_zone if draft.due and draft.due_time else None,
            repeat.count if repeat else None,
            repeat.unit if repeat else None,
            repeat.rule if repeat else None,
            seconds,
            hours,
            created,
            draft.changed or max(created, moment),
            done,
            draft.source,
            estimate,
            clean_text(draft.done_when),
            clean_text(draft.skills),
            draft.sensitivity if draft.sensitivity in SENSITIVITIES else "",
            self._holder(draft),
            *_series(draft),
        )

    def _holder(self, draft: TaskDraft) -> int | None:
        """Who has a card in a column of somebody's: the first one named on it."""
        if settle(draft)[0] not in HELD_KINDS:
            return None
        return next(iter(self._ids(Assistant, draft.assistants)), None)

    def _write_children(self, tasks: range, drafts: Sequence[TaskDraft]) -> None:
        steps: list[tuple[Any, ...]] = []
        comments: list[tuple[Any, ...]] = []
        files: list[tuple[Any, ...]] = []
        tags: list[tuple[Any, ...]] = []
        people: list[tuple[Any, ...]] = []
        for task, draft in zip(tasks, drafts, strict=True):
            kept = [step for step in draft.steps if step.text.strip()]
            steps += [(new_uid(), task, clean_text(s.text), s.done, 1024.0 * i) for i, s in enumerate(kept)]
            moment = draft.created or self._record.moment
            comments += [
                (new_uid(), task, clean_text(c.author), c.at or moment, clean_text(c.text))
                for c in draft.comments
            ]
            files += [
                (new_uid(), task, clean_text(link.title or link.url), clean_text(link.url))
                for link in draft.links
            ]
            tags += [(task, tag) for tag in self._ids(Tag, draft.tags)]
            people += [(task, person) for person in self._ids(Assistant, draft.assistants)]
        insert = self._record.insert_many
        insert(Step, ["uid", "task", "text", "done", "rank"], steps)
        insert(Comment, ["uid", "task", "author", "at", "text"], comments)
        insert(Attachment, ["uid", "task", "title", "url"], files)
        insert(TaskTag, ["task", "tag"], tags)
        insert(TaskAssistant, ["task", "assistant"], people)
        insert(TriageRow, _TRIAGE + _SUGGESTED, self._answer_rows(tasks, drafts))
        self._write_hands(tasks, drafts)

    def _write_hands(self, tasks: range, drafts: Sequence[TaskDraft]) -> None:
        """Hand-overs of cards that come in somebody's hands, who knows of them already."""
        hands: list[tuple[Any, ...]] = []
        levels: list[tuple[Any, ...]] = []
        waiting: list[int] = []
        moment = self._record.moment
        for task, draft in zip(tasks, drafts, strict=True):
            holder = self._holder(draft)
            if holder is None:
                continue
            kind, uid = settle(draft)[0], new_uid()
            move = "mine" if kind == "review" else "theirs"
            said = (draft.authority, draft.next_check)
            hands.append(
                (uid, task, holder, moment, move, *said, draft.seconds_per_run, moment, "told", moment)
            )
            if draft.repeat:
                levels.append((task, holder, _level(draft.level, kind), moment))
            if kind == "review":
                waiting.append(task)
        insert = self._record.insert_many
        insert(Handover, [*_HAND, "baseline", "sent", "sent_how", "moved"], hands)
        insert(Training, ["task", "assistant", "level", "since"], levels)
        for task in waiting:
            run_rows.begin(self._record, task, delivered=moment)

    def _answer_rows(self, tasks: range, drafts: Sequence[TaskDraft]) -> list[tuple[Any, ...]]:
        """Rows of what was answered, with what the rules make of it."""
        asked = [(task, draft) for task, draft in zip(tasks, drafts, strict=True) if draft.answers]
        weights = weights_of(self._record) if asked else {}
        rows = []
        for task, draft in asked:
            assert draft.answers is not None
            values = [draft.answers.given.get(letter) for letter in ASKED]
            given = [value if value in range(5) else None for value in values]
            gates = [gate for gate in GATES if gate in draft.answers.gates]
            answers = answers_of(given, _effort(draft)[0])
            found = suggest(answers, gates, on_site=draft.answers.on_site, weights=weights)
            suggested = fields_of(answers, found)
            rows.append(
                (task, *given, ",".join(gates), draft.answers.on_site, *(suggested[n] for n in _SUGGESTED))
            )
        return rows

    def _ids(self, model: type[Row], names: Iterable[str]) -> list[int]:
        found = (self.name_id(model, name) for name in names)
        return list(dict.fromkeys(key for key in found if key is not None))

    def _free_uids(self, wanted: Sequence[str | None]) -> list[str]:
        """The wanted uids where they are free, new ones elsewhere."""
        asked = [uid for uid in wanted if uid]
        taken: set[str] = set()
        for start in range(0, len(asked), CHUNK):
            query = Task.select(Task.uid).where(Task.uid.in_(asked[start : start + CHUNK]))
            taken |= {uid for (uid,) in sqlite.fetch(self._board.db, query)}
        uids = []
        for uid in wanted:
            free = uid if uid and uid not in taken else new_uid()
            taken.add(free)
            uids.append(free)
        return uids


def _level(said: int | None, kind: str) -> int:
    """How far somebody is with a card that comes in a column of this kind; what does not fit is not taken."""
    fitting = {"training": range(1, TAKEN_OVER), "handed_over": range(TAKEN_OVER, 6)}.get(kind, range(1, 6))
    if said is not None and said in fitting:
        return said
    return 1 if kind == "training" else TAKEN_OVER


def _series(draft: TaskDraft) -> tuple[dt.date | None, str, str]:
    """From which day a draft's series counts, its zone, and what days off make of its dates."""
    if draft.repeat is None:
        return None, "", ""
    on_holiday = draft.on_holiday if draft.on_holiday in HOLIDAY_RULES else ""
    return draft.anchor or draft.due, draft.repeat_zone, on_holiday


def _effort(draft: TaskDraft) -> tuple[int | None, str]:
    """Seconds a week of a draft, and where they come from."""
    hours = seconds_per_week(draft.seconds_per_run, draft.repeat)
    if draft.seconds_per_run is None:
        rough = draft.seconds_per_week if draft.estimate == "rough" else None
        return rough, "rough" if rough else ""
    return hours, draft.estimate if draft.estimate in ESTIMATES else ""


def day_of(moment: dt.datetime) -> dt.date:
    """The day of a naive UTC moment in the machine's own zone."""
    return moment.replace(tzinfo=dt.UTC).astimezone().date()
