"""The tables of a board and the kinds of its columns. Those of handing over: models.schema_handover; which of
them the journal covers: models.recorded.

Every recorded table has an integer key that is never used twice, and a `uid` where a row may leave the file.
Models are not bound to a database: `models.board` binds each query to the connection of the running thread.
"""

import datetime as dt

from peewee import (
    SQL,
    AutoField,
    BooleanField,
    Field,
    FloatField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

# "DBrd" in a SQLite header's application id marks our files.
APPLICATION_ID = 0x44427264

KINDS = ("unsorted", "core", "setup", "training", "handed_over", "review", "done")
VERDICTS = ("undecided", "core", "delegable", "split")
OUTCOMES = ("done", "dropped", "automated")
LINK_KINDS = ("split_of", "parent", "blocks")
# Where the hours of a task come from: given by the owner, a rough guess, the median of measured runs.
ESTIMATES = ("", "rough", "measured")
SENSITIVITIES = ("", "low", "medium", "high")
# What the owner forces into Delegate next's set, or leaves out of it.
PINS = ("in", "out")
ENTRY_KINDS = ("timer", "log", "audit")
# A date of a series on a day off: it stays, is left out, or moves to the working day before or after.
HOLIDAY_RULES = ("", "skip", "before", "after")


class KeyField(AutoField):
    """An integer key that SQLite never hands out twice, so that no stranger inherits a purged card's
    history.
    """

    def __init__(self) -> None:
        super().__init__(constraints=[SQL("AUTOINCREMENT")])


class MomentField(Field):
    """A moment: naive UTC in Python, `2026-11-23 10:00:00.000000` in the file."""

    field_type = "TEXT"

    def db_value(self, value: dt.datetime | str | None) -> str | None:
        return value.isoformat(" ", "microseconds") if isinstance(value, dt.datetime) else value

    def python_value(self, value: str | None) -> dt.datetime | None:
        return None if value is None else dt.datetime.fromisoformat(value)


class DayField(Field):
    """A day without time or zone: `2026-11-23` in the file."""

    field_type = "TEXT"

    def db_value(self, value: dt.date | str | None) -> str | None:
        return value.isoformat() if isinstance(value, dt.date) else value

    def python_value(self, value: str | None) -> dt.date | None:
        return None if value is None else dt.date.fromisoformat(value)


class Row(Model):
    """Base of all tables."""

    class Meta:
        legacy_table_names = False


class Clock(Row):
    """One row that every writer locks first: the newest revision and the newest card number."""

    id = IntegerField(primary_key=True)
    revision = IntegerField()
    last_number = IntegerField()


class Board(Row):
    id = KeyField()
    uid = TextField(unique=True)
    name = TextField()
    specialisation = TextField()
    created = MomentField()


class Stage(Row):
    id = KeyField()
    uid = TextField(unique=True)
    board = ForeignKeyField(Board, on_delete="RESTRICT")
    kind = TextField()
    name = TextField()
    colour = TextField()
    rank = FloatField()
    collapsed = BooleanField()
    width = IntegerField(null=True)
    limit = IntegerField(null=True, column_name="card_limit")


class Assistant(Row):
    """Anyone who takes work over. Empty: not said yet, and asked when it first matters.

    `outside_company`; outside the country is computed. `days`: "0,1,2,3,4" (0 is Monday), `hours`:
    "09:00-17:00", in `zone`. `seconds_per_week`: bought. `skills`, `languages`: by commas. Caps of the whole
    engagement in seconds and minor units of `currency`. `photo`: the hash of its Content. From `channel` on:
    the usual terms, which every brief of theirs begins with. `ended`: no longer with us; without a `kind`:
    erased, and only there because the past points to somebody.
    """

    id = KeyField()
    uid = TextField(unique=True)
    board = ForeignKeyField(Board, on_delete="RESTRICT", index=False)
    name = TextField()
    folded = TextField(unique=True)
    kind = TextField(default="assistant")
    email = TextField(default="")
    outside_company = BooleanField(default=True)
    city = TextField(default="")
    country = TextField(default="")
    zone = TextField(default="")
    days = TextField(default="")
    hours = TextField(default="")
    seconds_per_week = IntegerField(null=True)
    skills = TextField(default="")
    languages = TextField(default="")
    language = TextField(default="")
    starts = DayField(null=True)
    ends = DayField(null=True)
    hour_cap = IntegerField(null=True)
    money_cap = IntegerField(null=True)
    currency = TextField(default="")
    clearance = TextField(default="")
    notes = TextField(default="")
    calling = TextField(default="")
    photo = TextField(default="")
    send_by = TextField(default="")
    channel = TextField(default="")
    reply_hours = IntegerField(null=True)
    authority = IntegerField(null=True)
    spend = IntegerField(null=True)
    ask_when = TextField(default="")
    review = TextField(default="")
    ended = MomentField(null=True)


class Task(Row):
    """A kind of work. What happens once is a run (models.schema_handover).

    Of a series: `anchor`, the day that it counts from (null: its due); `repeat_zone`, whose days it speaks of
    (empty: the company's); `on_holiday`, what becomes of a date on one of the company's days off.
    """

    id = KeyField()
    uid = TextField(unique=True)
    number = IntegerField()
    stage = ForeignKeyField(Stage, on_delete="RESTRICT", index=False)
    rank = FloatField()
    title = TextField()
    notes = TextField()
    verdict = TextField()
    outcome = TextField(null=True)
    due = DayField(null=True)
    due_time = TextField(null=True)
    due_zone = TextField(null=True)
    repeat_count = IntegerField(null=True)
    repeat_unit = TextField(null=True)
    rrule = TextField(null=True)
    seconds_per_run = IntegerField(null=True)
    # Derived from the two above in the same transaction, so that a column's hours are one sum. A rough
    # guess of the week stands here alone, while nobody has said how long a run takes.
    seconds_per_week = IntegerField(null=True)
    created = MomentField()
    changed = MomentField()
    done = MomentField(null=True)
    binned = MomentField(null=True)
    source = TextField(null=True)
    estimate = TextField(default="")
    done_when = TextField(default="")
    skills = TextField(default="")
    sensitivity = TextField(default="")
    pin = TextField(null=True)
    # In whose hands it is
    holder = ForeignKeyField(Assistant, on_delete="RESTRICT", index=False, null=True)
    anchor = DayField(null=True)
    repeat_zone = TextField(default="")
    on_holiday = TextField(default="")


class Step(Row):
    id = KeyField()
    uid = TextField(unique=True)
    task = ForeignKeyField(Task, on_delete="RESTRICT", index=False)
    text = TextField()
    done = BooleanField()
    rank = FloatField()
    seconds = IntegerField(null=True)


class Tag(Row):
    id = KeyField()
    board = ForeignKeyField(Board, on_delete="RESTRICT", index=False)
    name = TextField()
    folded = TextField(unique=True)
    colour = TextField()


class TaskTag(Row):
    id = KeyField()
    task = ForeignKeyField(Task, on_delete="RESTRICT", index=False)
    tag = ForeignKeyField(Tag, on_delete="RESTRICT")


class Comment(Row):
    id = KeyField()
    uid = TextField(unique=True)
    task = ForeignKeyField(Task, on_delete="RESTRICT")
    author = TextField()
    at = MomentField()
    text = TextField()


class Attachment(Row):
    """A link: an address or a file's path. The file stays where it is."""

    id = KeyField()
    uid = TextField(unique=True)
    task = ForeignKeyField(Task, on_delete="RESTRICT")
    title = TextField()
    url = TextField()


class Link(Row):
    """`task` is split of / child of / blocked by `other`, by kind."""

    id = KeyField()
    kind = TextField()
    task = ForeignKeyField(Task, on_delete="RESTRICT")
    other = ForeignKeyField(Task, on_delete="RESTRICT")


class TaskAssistant(Row):
    id = KeyField()
    task = ForeignKeyField(Task, on_delete="RESTRICT", index=False)
    assistant = ForeignKeyField(Assistant, on_delete="RESTRICT")


class Triage(Row):
    """What was answered and decided about a task, and what the rules of version `rules` made of it.

    `gates`: names joined by commas. `score`: hundredths. `decided`: a verdict or an outcome; `agreed` only
    where a suggestion was on screen.
    """

    id = KeyField()
    task = ForeignKeyField(Task, on_delete="RESTRICT", unique=True)
    s = IntegerField(null=True)
    o = IntegerField(null=True)
    t = IntegerField(null=True)
    p = IntegerField(null=True)
    r = IntegerField(null=True)
    e = IntegerField(null=True)
    gates = TextField(default="")
    on_site = BooleanField(default=False)
    score = IntegerField(null=True)
    suggested = TextField(null=True)
    route = TextField(null=True)
    rules = IntegerField()
    decided = TextField(null=True)
    decided_at = MomentField(null=True)
    agreed = BooleanField(null=True)
    note = TextField(default="")


class Setting(Row):
    """One of the board's settings that differs from its default; `value` is JSON (models.settings)."""

    id = KeyField()
    board = ForeignKeyField(Board, on_delete="RESTRICT", index=False)
    name = TextField()
    value = TextField()


class TimeEntry(Row):
    """Time spent: on a task, or on what `title` says. `plate`: whose, empty for the owner."""

    id = KeyField()
    uid = TextField(unique=True)
    task = ForeignKeyField(Task, on_delete="RESTRICT", index=False, null=True)
    title = TextField()
    started = MomentField()
    seconds = IntegerField()
    plate = TextField(default="")
    kind = TextField()


class Timer(Row):
    """The running timer, if there is one; `beat` is its last sign of life."""

    id = KeyField()
    board = ForeignKeyField(Board, on_delete="RESTRICT", unique=True)
    task = ForeignKeyField(Task, on_delete="RESTRICT", index=False, null=True)
    title = TextField()
    started = MomentField()
    beat = MomentField()


class Journal(Row):
    """One change: who, when, what it was called; `reverts` names the change that it takes back."""

    revision = IntegerField(primary_key=True)
    operation = TextField(unique=True)
    at = MomentField()
    author = TextField()
    origin = TextField()
    action = TextField()
    subject = TextField()
    details = TextField()
    visit = TextField(null=True)
    # do, undo, redo; quiet changes (a folded column) are published but never undone
    kind = TextField()
    reverts = IntegerField(null=True)
    schema = IntegerField()


class JournalRow(Row):
    """One row's part in a change. An insert keeps the id, a delete the whole row, an update {field: [old,
    new]}.
    """

    id = IntegerField(primary_key=True)
    revision = IntegerField()
    # "table_name" is peewee's own word on a Model's Meta, hence the plain column names here
    item = TextField()
    row = IntegerField()
    task = IntegerField(null=True)
    # insert, delete, update; "order" is a re-spaced rank, which never stands against an undo
    how = TextField()
    image = TextField(null=True)


class SearchText(Row):
    """Derived, not recorded: what a search looks through, folded."""

    task = IntegerField(primary_key=True)
    folded = TextField()


# Indexes of more than one field, or of part of the rows.
Task.add_index(Task.stage, Task.rank, Task.id, name="task_stage")
Task.add_index(Task.number, unique=True, name="task_number")
# With `binned` in it although it is null there: only so is a column read from the index alone.
Task.add_index(
    Task.stage,
    Task.rank,
    Task.id,
    Task.seconds_per_week,
    Task.binned,
    where=Task.binned.is_null(),
    name="task_order",
)
Task.add_index(Task.due, where=Task.due.is_null(False) & Task.binned.is_null(), name="task_due")
Task.add_index(Task.binned, where=Task.binned.is_null(False), name="task_binned")
Task.add_index(Task.source, where=Task.source.is_null(False), name="task_source")
Step.add_index(Step.task, Step.rank, Step.id, name="step_task")
TaskTag.add_index(TaskTag.task, TaskTag.tag, unique=True, name="task_tag_both")
TaskAssistant.add_index(TaskAssistant.task, TaskAssistant.assistant, unique=True, name="task_assistant_both")
Journal.add_index(Journal.reverts, where=Journal.reverts.is_null(False), name="journal_reverts")
JournalRow.add_index(JournalRow.revision, name="journal_row_revision")
JournalRow.add_index(JournalRow.row, JournalRow.item, name="journal_row_row")
JournalRow.add_index(JournalRow.task, where=JournalRow.task.is_null(False), name="journal_row_task")
Setting.add_index(Setting.board, Setting.name, unique=True, name="setting_name")
TimeEntry.add_index(
    TimeEntry.task, TimeEntry.started, where=TimeEntry.task.is_null(False), name="time_entry_task"
)
TimeEntry.add_index(TimeEntry.started, name="time_entry_started")
Task.add_index(Task.holder, where=Task.holder.is_null(False), name="task_holder")
Timer.add_index(Timer.task, where=Timer.task.is_null(False), name="timer_task")
