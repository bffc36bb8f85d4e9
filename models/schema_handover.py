"""The tables of handing over: who takes work, what they are told, what happened to it.

Like those of models.schema: an integer key never used twice, and a `uid` where a row may leave the file.
Where a row speaks of a hand-over it names its uid, not its key: undo may take the hand-over away, and
what was sent was sent all the same.
"""

from peewee import BlobField, BooleanField, ForeignKeyField, IntegerField, TextField

from models.schema import Assistant, Board, DayField, KeyField, MomentField, Row, Task

# What anyone who takes work over can be, and how far they are trusted with what is private.
ASSISTANT_KINDS = ("assistant", "specialist", "local", "employee")
CLEARANCES = ("", "low", "medium", "high")
REVIEWS = ("", "all", "one_in_five", "weekly", "milestone")
MOVES = ("mine", "theirs")
# How a hand-over ended, and how a run did.
ENDINGS = ("", "taken_back", "moved", "accepted", "ended")
RUN_OUTCOMES = (
    *("", "accepted", "accepted_after_fix", "sent_back", "redone_by_me", "skipped", "taken_back"),
    "assumed_done",
)
REASONS = ("brief_unclear", "missing_access", "slip", "judgment", "late", "changed_mind")
# Why a level of training changed: by the rules (models.trust) or by the owner's word.
CAUSES = (
    *("handed_over", "shown", "together", "in_a_row", "few_runs"),
    *("two_of_five", "one_reject", "stopped", "owner", "kept", "resumed", "withdrawn"),
)
PACKET_STATES = ("open", "recalled", "applied")


def owner_seconds(row: str = "") -> str:
    """In SQL: the owner's seconds on a run. `row`: what the columns are called by, "r." or nothing."""
    return "(" + " + ".join(f"coalesce({row}{one}_seconds, 0)" for one in ("review", "question", "fix")) + ")"


def won_seconds(row: str = "") -> str:
    """In SQL: seconds won for the owner by a run, null where nothing was measured.

    What was accepted won the baseline less the owner's time on it; what was not, cost that time (DOMAIN.md
    §3a, "measured"). Indexes keep it in these very words: sums over all runs are read from them alone.
    """
    spent = owner_seconds(row)
    return f"""(CASE
        WHEN {row}outcome IN ('accepted', 'accepted_after_fix') THEN {row}baseline - {spent}
        WHEN {row}outcome IN ('sent_back', 'redone_by_me', 'skipped', 'taken_back') THEN -{spent}
        END)"""


class Rate(Row):
    """What an assistant's hour costs from a day on: minor units of `currency`; `fx`: home per unit."""

    id = KeyField()
    assistant = ForeignKeyField(Assistant, on_delete="RESTRICT", index=False)
    starts = DayField()
    amount = IntegerField()
    currency = TextField()
    fx = TextField(default="")
    fx_date = DayField(null=True)


class Absence(Row):
    """Days off, the first and the last one included."""

    id = KeyField()
    assistant = ForeignKeyField(Assistant, on_delete="RESTRICT", index=False)
    first = DayField()
    last = DayField()
    note = TextField(default="")


class Deputy(Row):
    """Who stands in for an assistant; the lowest rank first."""

    id = KeyField()
    assistant = ForeignKeyField(Assistant, on_delete="RESTRICT", index=False)
    other = ForeignKeyField(Assistant, on_delete="RESTRICT", index=False)
    rank = IntegerField()


class Training(Row):
    """How far an assistant is with a task: level 0–5, since when.

    `shown`, `understood`: they watched it once, they said it back in their own words. `signed`: the version
    of the brief that the level is good for. `stopped`: too many went back, the brief or the match comes
    first. `kept`: the last time the owner wanted to stay at this level. `seconds`: the owner's time to train
    them, null while nobody said it.
    """

    id = KeyField()
    task = ForeignKeyField(Task, on_delete="RESTRICT", index=False)
    assistant = ForeignKeyField(Assistant, on_delete="RESTRICT", index=False)
    level = IntegerField()
    since = MomentField()
    shown = MomentField(null=True)
    understood = MomentField(null=True)
    signed = IntegerField(null=True)
    stopped = MomentField(null=True)
    kept = MomentField(null=True)
    seconds = IntegerField(null=True)


class TrainingStep(Row):
    """One change of a level, or a wish to stay: who it was is the journal's. `cause` of CAUSES; `run`: the
    uid of the run that brought it, or "". `counted`: so many in a row, or sent back, made the rule.
    """

    id = KeyField()
    task = ForeignKeyField(Task, on_delete="RESTRICT", index=False)
    assistant = ForeignKeyField(Assistant, on_delete="RESTRICT", index=False)
    at = MomentField()
    old = IntegerField()
    new = IntegerField()
    cause = TextField()
    run = TextField(default="")
    note = TextField(default="")
    counted = IntegerField(null=True)


class Handover(Row):
    """One task in one assistant's hands, from `at` to `ended`.

    `baseline`: the owner's seconds a run, frozen. `version`: of the brief that went along. `move`: who must
    act next. `why_anyway`: given although the brief was not ready. Caps and end of a limited engagement;
    `money_cap` in minor units of the assistant's currency. `sent` null: not sent yet. `moved`: since when it
    is that side's move. `nudged`: when the owner last asked how it goes. `stands_in`: the absent assistant
    whose back-up this one is, in the absence that `stands_from` is a day of.
    """

    id = KeyField()
    uid = TextField(unique=True)
    task = ForeignKeyField(Task, on_delete="RESTRICT", index=False)
    assistant = ForeignKeyField(Assistant, on_delete="RESTRICT", index=False)
    at = MomentField()
    authority = IntegerField(null=True)
    next_check = DayField(null=True)
    move = TextField()
    baseline = IntegerField(null=True)
    version = IntegerField(null=True)
    why_anyway = TextField(default="")
    engagement = TextField(default="")
    until = DayField(null=True)
    hour_cap = IntegerField(null=True)
    money_cap = IntegerField(null=True)
    sent = MomentField(null=True)
    sent_how = TextField(default="")
    sent_version = IntegerField(null=True)
    ended = MomentField(null=True)
    ending = TextField(default="")
    reasons = TextField(default="")
    moved = MomentField(null=True)
    nudged = MomentField(null=True)
    stands_in = ForeignKeyField(Assistant, on_delete="RESTRICT", index=False, null=True)
    stands_from = DayField(null=True)


class Run(Row):
    """One occurrence of a task in an assistant's hands, once there is something to tell of it.

    `delivered` and not `ended`: it waits for a look. `seconds` are theirs, the three others the owner's:
    `assumed` until somebody touched them. `reasons` of REASONS, by commas. `attempt`: 1 is the first
    submission. `missed`: dates of the series that passed without a run before this one was over. Frozen when
    it began: `baseline`, the owner's seconds a run, and the `rate`, as a Rate has it. `reviewed`: the owner
    looked at what came.
    """

    id = KeyField()
    uid = TextField(unique=True)
    task = ForeignKeyField(Task, on_delete="RESTRICT", index=False)
    assistant = ForeignKeyField(Assistant, on_delete="RESTRICT", index=False)
    handover = TextField()
    level = IntegerField(null=True)
    version = IntegerField(null=True)
    due = DayField(null=True)
    delivered = MomentField(null=True)
    ended = MomentField(null=True)
    outcome = TextField(default="")
    reasons = TextField(default="")
    seconds = IntegerField(null=True)
    review_seconds = IntegerField(null=True)
    note = TextField(default="")
    question_seconds = IntegerField(null=True)
    fix_seconds = IntegerField(null=True)
    assumed = BooleanField(default=False)
    reviewed = BooleanField(default=False)
    attempt = IntegerField(default=1)
    missed = IntegerField(default=0)
    baseline = IntegerField(null=True)
    rate = IntegerField(null=True)
    currency = TextField(default="")
    fx = TextField(default="")
    started = MomentField(null=True)
    zone = TextField(default="")


class Brief(Row):
    """What a task's taker is told, beside its title, steps, done-when, due and privacy, which the task has.

    Empty or null: as the assistant's usual terms say. Money in minor units of `spend_currency`. `seconds`:
    the owner's time to write it, null while nobody said it.
    """

    id = KeyField()
    uid = TextField(unique=True)
    task = ForeignKeyField(Task, on_delete="RESTRICT", unique=True)
    outcome = TextField(default="")
    why = TextField(default="")
    inputs = TextField(default="")
    no_inputs = BooleanField(default=False)
    no_access = BooleanField(default=False)
    example = TextField(default="")
    recording = TextField(default="")
    authority = IntegerField(null=True)
    spend_run = IntegerField(null=True)
    spend_month = IntegerField(null=True)
    spend_currency = TextField(default="")
    ask_when = TextField(default="")
    channel = TextField(default="")
    reply_hours = IntegerField(null=True)
    review = TextField(default="")
    nda = BooleanField(default=False)
    out_of_scope = TextField(default="")
    exceptions = TextField(default="")
    errors = TextField(default="")
    milestone = DayField(null=True)
    they_write = BooleanField(default=False)
    understood = MomentField(null=True)
    seconds = IntegerField(null=True)


class BriefVersion(Row):
    """A brief as it was, whole. `author`: empty for the owner. `changed`: names of fields, by commas.

    `fixed`: somebody has it, so the next edit begins a new version. `body`: JSON (models.brief_versions).
    """

    id = KeyField()
    uid = TextField(unique=True)
    task = ForeignKeyField(Task, on_delete="RESTRICT", index=False)
    number = IntegerField()
    author = TextField(default="")
    at = MomentField()
    changed = TextField(default="")
    fixed = BooleanField(default=False)
    body = TextField()


class BriefTemplate(Row):
    """A brief to begin others with; `body` as a version's."""

    id = KeyField()
    uid = TextField(unique=True)
    board = ForeignKeyField(Board, on_delete="RESTRICT", index=False)
    name = TextField()
    body = TextField()


class Access(Row):
    """A right that a task needs in a tool: a role and how it is granted, never a secret."""

    id = KeyField()
    uid = TextField(unique=True)
    task = ForeignKeyField(Task, on_delete="RESTRICT", index=False)
    assistant = ForeignKeyField(Assistant, on_delete="RESTRICT", index=False, null=True)
    tool = TextField()
    role = TextField(default="")
    grant = TextField(default="", column_name="granted_by")
    granted = DayField(null=True)
    revoke_on = DayField(null=True)
    revoked = DayField(null=True)


class Enclosure(Row):
    """A file that goes along: its bytes lie in Content under `hash`, once for the board. `size` in bytes."""

    id = KeyField()
    uid = TextField(unique=True)
    task = ForeignKeyField(Task, on_delete="RESTRICT", index=False)
    name = TextField()
    kind = TextField(default="")
    size = IntegerField()
    hash = TextField()


class Packet(Row):
    """What one assistant got of one hand-over, as it was. `files`: JSON, format → hash of its Content.

    `token`: 128 random bits in hex; only a reply that carries it is listened to. `task` and `assistant` are
    bare keys, with the title and the name of then: undo may take the card or the person away, who were
    added in the very step that handed over, and what was sent was sent all the same.
    """

    id = KeyField()
    uid = TextField(unique=True)
    task = IntegerField(column_name="task_id")
    assistant = IntegerField(column_name="assistant_id")
    title = TextField(default="")
    who = TextField(default="")
    handover = TextField()
    token = TextField(unique=True)
    version = IntegerField(null=True)
    made = MomentField()
    language = TextField(default="")
    state = TextField(default="open")
    files = TextField(default="")


class Reply(Row):
    """What came back for a packet and was applied; `uid` is the reply's own, made where it was written."""

    id = KeyField()
    uid = TextField(unique=True)
    task = ForeignKeyField(Task, on_delete="RESTRICT", index=False)
    packet = ForeignKeyField(Packet, on_delete="RESTRICT", index=False)
    at = MomentField()
    body = TextField()


class Content(Row):
    """Bytes by their SHA-256, kept once however often they are named. Not recorded: they never change."""

    hash = TextField(primary_key=True)
    size = IntegerField()
    data = BlobField()


Rate.add_index(Rate.assistant, Rate.starts, unique=True, name="rate_assistant")
Absence.add_index(Absence.assistant, Absence.first, name="absence_assistant")
Deputy.add_index(Deputy.assistant, Deputy.other, unique=True, name="deputy_both")
Training.add_index(Training.task, Training.assistant, unique=True, name="training_both")
Handover.add_index(Handover.task, Handover.at, name="handover_task")
Handover.add_index(Handover.assistant, where=Handover.ended.is_null(), name="handover_open")
Run.add_index(Run.task, Run.id, name="run_task")
Run.add_index(Run.assistant, Run.ended, name="run_assistant")
# Both with what a run won beside it (migrations/0005): sums are read from them alone.
Run.add_index(Run.ended, where=Run.ended.is_null(False), name="run_ended")
Run.add_index(Run.task, Run.assistant, Run.currency, Run.fx, where=Run.ended.is_null(False), name="run_sums")
Run.add_index(
    Run.task,
    Run.assistant,
    Run.ended,
    where=(Run.outcome == "accepted") & (Run.attempt == 1) & (Run.reviewed == 1),
    name="run_good",
)
Run.add_index(Run.assistant, Run.due, where=Run.outcome == "assumed_done", name="run_assumed")
TrainingStep.add_index(TrainingStep.task, TrainingStep.assistant, name="training_step_both")
BriefVersion.add_index(BriefVersion.task, BriefVersion.number, unique=True, name="brief_version_task")
Access.add_index(Access.task, name="access_task")
Access.add_index(Access.assistant, where=Access.assistant.is_null(False), name="access_assistant")
Enclosure.add_index(Enclosure.task, name="enclosure_task")
Packet.add_index(Packet.task, Packet.made, name="packet_task")
Packet.add_index(Packet.assistant, name="packet_assistant")
Reply.add_index(Reply.packet, name="reply_packet")
