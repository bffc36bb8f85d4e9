"""Taken over: how far each is with a task and why, what runs cost and won, series with a first day.

Columns are added in place, never by rebuilding a table. What ran before has nothing frozen: its baseline is
the one of its hand-over, and who looked at it is known by how it ended.
"""

from typing import Any

# Seconds won by a run, as models.schema_handover has it.
_OWNER = "(coalesce(review_seconds, 0) + coalesce(question_seconds, 0) + coalesce(fix_seconds, 0))"
_WON = f"""(CASE
    WHEN outcome IN ('accepted', 'accepted_after_fix') THEN baseline - {_OWNER}
    WHEN outcome IN ('sent_back', 'redone_by_me', 'skipped', 'taken_back') THEN -{_OWNER}
    END)"""
STATEMENTS = (
    'ALTER TABLE "task" ADD COLUMN "anchor" TEXT',
    """ALTER TABLE "task" ADD COLUMN "repeat_zone" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "task" ADD COLUMN "on_holiday" TEXT NOT NULL DEFAULT ''""",
    'ALTER TABLE "training" ADD COLUMN "shown" TEXT',
    'ALTER TABLE "training" ADD COLUMN "understood" TEXT',
    'ALTER TABLE "training" ADD COLUMN "signed" INTEGER',
    'ALTER TABLE "training" ADD COLUMN "stopped" TEXT',
    'ALTER TABLE "training" ADD COLUMN "kept" TEXT',
    'ALTER TABLE "training" ADD COLUMN "seconds" INTEGER',
    """CREATE TABLE "training_step" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "task_id" INTEGER NOT NULL,
        "assistant_id" INTEGER NOT NULL,
        "at" TEXT NOT NULL,
        "old" INTEGER NOT NULL,
        "new" INTEGER NOT NULL,
        "cause" TEXT NOT NULL,
        "run" TEXT NOT NULL DEFAULT '',
        "note" TEXT NOT NULL DEFAULT '',
        "counted" INTEGER,
        FOREIGN KEY ("task_id") REFERENCES "task" ("id") ON DELETE RESTRICT,
        FOREIGN KEY ("assistant_id") REFERENCES "assistant" ("id") ON DELETE RESTRICT
    )""",
    'CREATE INDEX "training_step_both" ON "training_step" ("task_id", "assistant_id")',
    'ALTER TABLE "handover" ADD COLUMN "moved" TEXT',
    'ALTER TABLE "handover" ADD COLUMN "nudged" TEXT',
    'ALTER TABLE "handover" ADD COLUMN "stands_in_id" INTEGER'
    ' REFERENCES "assistant" ("id") ON DELETE RESTRICT',
    'ALTER TABLE "handover" ADD COLUMN "stands_from" TEXT',
    'ALTER TABLE "run" RENAME COLUMN "owner_seconds" TO "review_seconds"',
    'ALTER TABLE "run" ADD COLUMN "question_seconds" INTEGER',
    'ALTER TABLE "run" ADD COLUMN "fix_seconds" INTEGER',
    'ALTER TABLE "run" ADD COLUMN "assumed" INTEGER NOT NULL DEFAULT 0',
    'ALTER TABLE "run" ADD COLUMN "reviewed" INTEGER NOT NULL DEFAULT 0',
    'ALTER TABLE "run" ADD COLUMN "attempt" INTEGER NOT NULL DEFAULT 1',
    'ALTER TABLE "run" ADD COLUMN "missed" INTEGER NOT NULL DEFAULT 0',
    'ALTER TABLE "run" ADD COLUMN "baseline" INTEGER',
    'ALTER TABLE "run" ADD COLUMN "rate" INTEGER',
    """ALTER TABLE "run" ADD COLUMN "currency" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "run" ADD COLUMN "fx" TEXT NOT NULL DEFAULT ''""",
    'ALTER TABLE "run" ADD COLUMN "started" TEXT',
    """ALTER TABLE "run" ADD COLUMN "zone" TEXT NOT NULL DEFAULT ''""",
    f'CREATE INDEX "run_ended" ON "run" ("ended", {_WON}) WHERE "ended" IS NOT NULL',
    'CREATE INDEX "run_sums" ON "run" ("task_id", "assistant_id", "currency", "fx",'
    f' {_WON}, (seconds * rate), "assumed", "ended") WHERE "ended" IS NOT NULL',
    'CREATE INDEX "run_good" ON "run" ("task_id", "assistant_id", "ended")'
    """ WHERE (("outcome" = 'accepted') AND ("attempt" = 1)) AND ("reviewed" = 1)""",
    'CREATE INDEX "run_assumed" ON "run" ("assistant_id", "due") WHERE "outcome" = \'assumed_done\'',
    'ALTER TABLE "brief" ADD COLUMN "seconds" INTEGER',
    # Undo and redo reach back: what they bring back has today's names.
    """UPDATE journal_row SET image = replace(image, '"owner_seconds"', '"review_seconds"')
       WHERE item = 'run' AND image LIKE '%"owner_seconds"%'""",
    """UPDATE run SET baseline = (SELECT h.baseline FROM handover h WHERE h.uid = run.handover),
       reviewed = outcome IN ('accepted', 'accepted_after_fix', 'sent_back')""",
    """UPDATE run SET attempt = 1 + (
         SELECT count(*) FROM run b WHERE b.task_id = run.task_id AND b.assistant_id = run.assistant_id
           AND b.id < run.id AND b.outcome = 'sent_back' AND b.id > coalesce(
             (SELECT max(c.id) FROM run c WHERE c.task_id = run.task_id AND c.id < run.id
               AND c.assistant_id = run.assistant_id AND c.outcome NOT IN ('sent_back', '')), 0))""",
    "UPDATE handover SET moved = coalesce(sent, at)",
    """UPDATE training SET understood = (SELECT b.understood FROM brief b JOIN task t ON t.id = b.task_id
       WHERE t.id = training.task_id AND t.holder_id = training.assistant_id)""",
)


def up(migrator: Any, db: Any) -> None:
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
