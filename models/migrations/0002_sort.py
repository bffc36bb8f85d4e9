"""Sorting: what a task costs and needs, the answers about it, the board's settings, time.

Columns are added in place, never by rebuilding a table, so every index and every child row stays as it is.
"""

from typing import Any

STATEMENTS = (
    """ALTER TABLE "task" ADD COLUMN "estimate" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "task" ADD COLUMN "done_when" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "task" ADD COLUMN "skills" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "task" ADD COLUMN "sensitivity" TEXT NOT NULL DEFAULT ''""",
    """CREATE TABLE "triage" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "task_id" INTEGER NOT NULL,
        "s" INTEGER,
        "o" INTEGER,
        "t" INTEGER,
        "p" INTEGER,
        "r" INTEGER,
        "e" INTEGER,
        "gates" TEXT NOT NULL DEFAULT '',
        "on_site" INTEGER NOT NULL DEFAULT 0,
        "score" INTEGER,
        "suggested" TEXT,
        "route" TEXT,
        "rules" INTEGER NOT NULL,
        "decided" TEXT,
        "decided_at" TEXT,
        "agreed" INTEGER,
        "note" TEXT NOT NULL DEFAULT '',
        FOREIGN KEY ("task_id") REFERENCES "task" ("id") ON DELETE RESTRICT
    )""",
    'CREATE UNIQUE INDEX "triage_task" ON "triage" ("task_id")',
    """CREATE TABLE "setting" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "board_id" INTEGER NOT NULL,
        "name" TEXT NOT NULL,
        "value" TEXT NOT NULL,
        FOREIGN KEY ("board_id") REFERENCES "board" ("id") ON DELETE RESTRICT
    )""",
    'CREATE UNIQUE INDEX "setting_name" ON "setting" ("board_id", "name")',
    """CREATE TABLE "time_entry" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "uid" TEXT NOT NULL,
        "task_id" INTEGER,
        "title" TEXT NOT NULL,
        "started" TEXT NOT NULL,
        "seconds" INTEGER NOT NULL,
        "plate" TEXT NOT NULL DEFAULT '',
        "kind" TEXT NOT NULL,
        FOREIGN KEY ("task_id") REFERENCES "task" ("id") ON DELETE RESTRICT
    )""",
    'CREATE UNIQUE INDEX "time_entry_uid" ON "time_entry" ("uid")',
    'CREATE INDEX "time_entry_task" ON "time_entry" ("task_id", "started") WHERE "task_id" IS NOT NULL',
    'CREATE INDEX "time_entry_started" ON "time_entry" ("started")',
    """CREATE TABLE "timer" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "board_id" INTEGER NOT NULL,
        "task_id" INTEGER,
        "title" TEXT NOT NULL,
        "started" TEXT NOT NULL,
        "beat" TEXT NOT NULL,
        FOREIGN KEY ("board_id") REFERENCES "board" ("id") ON DELETE RESTRICT,
        FOREIGN KEY ("task_id") REFERENCES "task" ("id") ON DELETE RESTRICT
    )""",
    # One running at a time.
    'CREATE UNIQUE INDEX "timer_board" ON "timer" ("board_id")',
    'CREATE INDEX "timer_task" ON "timer" ("task_id") WHERE "task_id" IS NOT NULL',
)


def up(migrator: Any, db: Any) -> None:
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
