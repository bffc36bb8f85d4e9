"""The first schema. The order index carries what a column needs, so that a column is read without its
rows.
"""

from typing import Any

STATEMENTS = (
    """CREATE TABLE "clock" (
        "id" INTEGER NOT NULL PRIMARY KEY,
        "revision" INTEGER NOT NULL,
        "last_number" INTEGER NOT NULL
    )""",
    """CREATE TABLE "board" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "uid" TEXT NOT NULL,
        "name" TEXT NOT NULL,
        "specialisation" TEXT NOT NULL,
        "created" TEXT NOT NULL
    )""",
    'CREATE UNIQUE INDEX "board_uid" ON "board" ("uid")',
    """CREATE TABLE "stage" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "uid" TEXT NOT NULL,
        "board_id" INTEGER NOT NULL,
        "kind" TEXT NOT NULL,
        "name" TEXT NOT NULL,
        "colour" TEXT NOT NULL,
        "rank" REAL NOT NULL,
        "collapsed" INTEGER NOT NULL,
        "width" INTEGER,
        "card_limit" INTEGER,
        FOREIGN KEY ("board_id") REFERENCES "board" ("id") ON DELETE RESTRICT
    )""",
    'CREATE UNIQUE INDEX "stage_uid" ON "stage" ("uid")',
    'CREATE INDEX "stage_board_id" ON "stage" ("board_id")',
    """CREATE TABLE "task" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "uid" TEXT NOT NULL,
        "number" INTEGER NOT NULL,
        "stage_id" INTEGER NOT NULL,
        "rank" REAL NOT NULL,
        "title" TEXT NOT NULL,
        "notes" TEXT NOT NULL,
        "verdict" TEXT NOT NULL,
        "outcome" TEXT,
        "due" TEXT,
        "due_time" TEXT,
        "due_zone" TEXT,
        "repeat_count" INTEGER,
        "repeat_unit" TEXT,
        "rrule" TEXT,
        "seconds_per_run" INTEGER,
        "seconds_per_week" INTEGER,
        "created" TEXT NOT NULL,
        "changed" TEXT NOT NULL,
        "done" TEXT,
        "binned" TEXT,
        "source" TEXT,
        FOREIGN KEY ("stage_id") REFERENCES "stage" ("id") ON DELETE RESTRICT
    )""",
    'CREATE UNIQUE INDEX "task_uid" ON "task" ("uid")',
    """CREATE TABLE "tag" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "board_id" INTEGER NOT NULL,
        "name" TEXT NOT NULL,
        "folded" TEXT NOT NULL,
        "colour" TEXT NOT NULL,
        FOREIGN KEY ("board_id") REFERENCES "board" ("id") ON DELETE RESTRICT
    )""",
    'CREATE UNIQUE INDEX "tag_folded" ON "tag" ("folded")',
    """CREATE TABLE "assistant" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "uid" TEXT NOT NULL,
        "board_id" INTEGER NOT NULL,
        "name" TEXT NOT NULL,
        "folded" TEXT NOT NULL,
        FOREIGN KEY ("board_id") REFERENCES "board" ("id") ON DELETE RESTRICT
    )""",
    'CREATE UNIQUE INDEX "assistant_uid" ON "assistant" ("uid")',
    'CREATE UNIQUE INDEX "assistant_folded" ON "assistant" ("folded")',
    """CREATE TABLE "step" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "uid" TEXT NOT NULL,
        "task_id" INTEGER NOT NULL,
        "text" TEXT NOT NULL,
        "done" INTEGER NOT NULL,
        "rank" REAL NOT NULL,
        FOREIGN KEY ("task_id") REFERENCES "task" ("id") ON DELETE RESTRICT
    )""",
    'CREATE UNIQUE INDEX "step_uid" ON "step" ("uid")',
    """CREATE TABLE "task_tag" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "task_id" INTEGER NOT NULL,
        "tag_id" INTEGER NOT NULL,
        FOREIGN KEY ("task_id") REFERENCES "task" ("id") ON DELETE RESTRICT,
        FOREIGN KEY ("tag_id") REFERENCES "tag" ("id") ON DELETE RESTRICT
    )""",
    'CREATE INDEX "task_tag_tag_id" ON "task_tag" ("tag_id")',
    """CREATE TABLE "task_assistant" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "task_id" INTEGER NOT NULL,
        "assistant_id" INTEGER NOT NULL,
        FOREIGN KEY ("task_id") REFERENCES "task" ("id") ON DELETE RESTRICT,
        FOREIGN KEY ("assistant_id") REFERENCES "assistant" ("id") ON DELETE RESTRICT
    )""",
    'CREATE INDEX "task_assistant_assistant_id" ON "task_assistant" ("assistant_id")',
    """CREATE TABLE "comment" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "uid" TEXT NOT NULL,
        "task_id" INTEGER NOT NULL,
        "author" TEXT NOT NULL,
        "at" TEXT NOT NULL,
        "text" TEXT NOT NULL,
        FOREIGN KEY ("task_id") REFERENCES "task" ("id") ON DELETE RESTRICT
    )""",
    'CREATE UNIQUE INDEX "comment_uid" ON "comment" ("uid")',
    'CREATE INDEX "comment_task_id" ON "comment" ("task_id")',
    """CREATE TABLE "attachment" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "uid" TEXT NOT NULL,
        "task_id" INTEGER NOT NULL,
        "title" TEXT NOT NULL,
        "url" TEXT NOT NULL,
        FOREIGN KEY ("task_id") REFERENCES "task" ("id") ON DELETE RESTRICT
    )""",
    'CREATE UNIQUE INDEX "attachment_uid" ON "attachment" ("uid")',
    'CREATE INDEX "attachment_task_id" ON "attachment" ("task_id")',
    """CREATE TABLE "link" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "kind" TEXT NOT NULL,
        "task_id" INTEGER NOT NULL,
        "other_id" INTEGER NOT NULL,
        FOREIGN KEY ("task_id") REFERENCES "task" ("id") ON DELETE RESTRICT,
        FOREIGN KEY ("other_id") REFERENCES "task" ("id") ON DELETE RESTRICT
    )""",
    'CREATE INDEX "link_task_id" ON "link" ("task_id")',
    'CREATE INDEX "link_other_id" ON "link" ("other_id")',
    """CREATE TABLE "journal" (
        "revision" INTEGER NOT NULL PRIMARY KEY,
        "operation" TEXT NOT NULL,
        "at" TEXT NOT NULL,
        "author" TEXT NOT NULL,
        "origin" TEXT NOT NULL,
        "action" TEXT NOT NULL,
        "subject" TEXT NOT NULL,
        "details" TEXT NOT NULL,
        "visit" TEXT,
        "kind" TEXT NOT NULL,
        "reverts" INTEGER,
        "schema" INTEGER NOT NULL
    )""",
    'CREATE UNIQUE INDEX "journal_operation" ON "journal" ("operation")',
    """CREATE TABLE "journal_row" (
        "id" INTEGER NOT NULL PRIMARY KEY,
        "revision" INTEGER NOT NULL,
        "item" TEXT NOT NULL,
        "row" INTEGER NOT NULL,
        "task" INTEGER,
        "how" TEXT NOT NULL,
        "image" TEXT
    )""",
    """CREATE TABLE "search_text" (
        "task" INTEGER NOT NULL PRIMARY KEY,
        "folded" TEXT NOT NULL
    )""",
    "CREATE INDEX task_order ON task (stage_id, rank, id, seconds_per_week, binned) WHERE binned IS NULL",
    "CREATE UNIQUE INDEX task_number ON task (number)",
    "CREATE INDEX task_source ON task (source) WHERE source IS NOT NULL",
    "CREATE INDEX task_due ON task (due) WHERE due IS NOT NULL AND binned IS NULL",
    "CREATE INDEX task_binned ON task (binned) WHERE binned IS NOT NULL",
    "CREATE INDEX task_stage ON task (stage_id, rank, id)",
    "CREATE INDEX step_task ON step (task_id, rank, id)",
    "CREATE UNIQUE INDEX task_tag_both ON task_tag (task_id, tag_id)",
    "CREATE UNIQUE INDEX task_assistant_both ON task_assistant (task_id, assistant_id)",
    "CREATE INDEX journal_row_revision ON journal_row (revision)",
    'CREATE INDEX journal_row_row ON journal_row ("row", item)',
    "CREATE INDEX journal_row_task ON journal_row (task) WHERE task IS NOT NULL",
    "CREATE INDEX journal_reverts ON journal (reverts) WHERE reverts IS NOT NULL",
    "CREATE VIRTUAL TABLE search_index USING fts5("
    "folded, content='search_text', content_rowid='task', tokenize='trigram')",
    "INSERT INTO clock (id, revision, last_number) VALUES (1, 0, 0)",
)


def up(migrator: Any, db: Any) -> None:
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
