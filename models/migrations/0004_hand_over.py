"""Handing over: who takes work and on what terms, briefs and their versions, hand-overs, runs, what was
sent and what came back.

Columns are added in place, never by rebuilding a table. A card that lay in a column of somebody's, with
names on it, is now in the hands of the first of them.
"""

import json
from typing import Any

from models.uid import new_uid

STATEMENTS = (
    """ALTER TABLE "assistant" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'assistant'""",
    """ALTER TABLE "assistant" ADD COLUMN "email" TEXT NOT NULL DEFAULT ''""",
    'ALTER TABLE "assistant" ADD COLUMN "outside_company" INTEGER NOT NULL DEFAULT 1',
    """ALTER TABLE "assistant" ADD COLUMN "city" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "assistant" ADD COLUMN "country" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "assistant" ADD COLUMN "zone" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "assistant" ADD COLUMN "days" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "assistant" ADD COLUMN "hours" TEXT NOT NULL DEFAULT ''""",
    'ALTER TABLE "assistant" ADD COLUMN "seconds_per_week" INTEGER',
    """ALTER TABLE "assistant" ADD COLUMN "skills" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "assistant" ADD COLUMN "languages" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "assistant" ADD COLUMN "language" TEXT NOT NULL DEFAULT ''""",
    'ALTER TABLE "assistant" ADD COLUMN "starts" TEXT',
    'ALTER TABLE "assistant" ADD COLUMN "ends" TEXT',
    'ALTER TABLE "assistant" ADD COLUMN "hour_cap" INTEGER',
    'ALTER TABLE "assistant" ADD COLUMN "money_cap" INTEGER',
    """ALTER TABLE "assistant" ADD COLUMN "currency" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "assistant" ADD COLUMN "clearance" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "assistant" ADD COLUMN "notes" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "assistant" ADD COLUMN "calling" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "assistant" ADD COLUMN "photo" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "assistant" ADD COLUMN "send_by" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "assistant" ADD COLUMN "channel" TEXT NOT NULL DEFAULT ''""",
    'ALTER TABLE "assistant" ADD COLUMN "reply_hours" INTEGER',
    'ALTER TABLE "assistant" ADD COLUMN "authority" INTEGER',
    'ALTER TABLE "assistant" ADD COLUMN "spend" INTEGER',
    """ALTER TABLE "assistant" ADD COLUMN "ask_when" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "assistant" ADD COLUMN "review" TEXT NOT NULL DEFAULT ''""",
    'ALTER TABLE "assistant" ADD COLUMN "ended" TEXT',
    'ALTER TABLE "task" ADD COLUMN "holder_id" INTEGER REFERENCES "assistant" ("id") ON DELETE RESTRICT',
    'ALTER TABLE "step" ADD COLUMN "seconds" INTEGER',
    """CREATE TABLE "rate" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "assistant_id" INTEGER NOT NULL,
        "starts" TEXT NOT NULL,
        "amount" INTEGER NOT NULL,
        "currency" TEXT NOT NULL,
        "fx" TEXT NOT NULL DEFAULT '',
        "fx_date" TEXT,
        FOREIGN KEY ("assistant_id") REFERENCES "assistant" ("id") ON DELETE RESTRICT
    )""",
    'CREATE UNIQUE INDEX "rate_assistant" ON "rate" ("assistant_id", "starts")',
    """CREATE TABLE "absence" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "assistant_id" INTEGER NOT NULL,
        "first" TEXT NOT NULL,
        "last" TEXT NOT NULL,
        "note" TEXT NOT NULL DEFAULT '',
        FOREIGN KEY ("assistant_id") REFERENCES "assistant" ("id") ON DELETE RESTRICT
    )""",
    'CREATE INDEX "absence_assistant" ON "absence" ("assistant_id", "first")',
    """CREATE TABLE "deputy" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "assistant_id" INTEGER NOT NULL,
        "other_id" INTEGER NOT NULL,
        "rank" INTEGER NOT NULL,
        FOREIGN KEY ("assistant_id") REFERENCES "assistant" ("id") ON DELETE RESTRICT,
        FOREIGN KEY ("other_id") REFERENCES "assistant" ("id") ON DELETE RESTRICT
    )""",
    'CREATE UNIQUE INDEX "deputy_both" ON "deputy" ("assistant_id", "other_id")',
    """CREATE TABLE "training" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "task_id" INTEGER NOT NULL,
        "assistant_id" INTEGER NOT NULL,
        "level" INTEGER NOT NULL,
        "since" TEXT NOT NULL,
        FOREIGN KEY ("task_id") REFERENCES "task" ("id") ON DELETE RESTRICT,
        FOREIGN KEY ("assistant_id") REFERENCES "assistant" ("id") ON DELETE RESTRICT
    )""",
    'CREATE UNIQUE INDEX "training_both" ON "training" ("task_id", "assistant_id")',
    """CREATE TABLE "handover" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "uid" TEXT NOT NULL,
        "task_id" INTEGER NOT NULL,
        "assistant_id" INTEGER NOT NULL,
        "at" TEXT NOT NULL,
        "authority" INTEGER,
        "next_check" TEXT,
        "move" TEXT NOT NULL,
        "baseline" INTEGER,
        "version" INTEGER,
        "why_anyway" TEXT NOT NULL DEFAULT '',
        "engagement" TEXT NOT NULL DEFAULT '',
        "until" TEXT,
        "hour_cap" INTEGER,
        "money_cap" INTEGER,
        "sent" TEXT,
        "sent_how" TEXT NOT NULL DEFAULT '',
        "sent_version" INTEGER,
        "ended" TEXT,
        "ending" TEXT NOT NULL DEFAULT '',
        "reasons" TEXT NOT NULL DEFAULT '',
        FOREIGN KEY ("task_id") REFERENCES "task" ("id") ON DELETE RESTRICT,
        FOREIGN KEY ("assistant_id") REFERENCES "assistant" ("id") ON DELETE RESTRICT
    )""",
    'CREATE UNIQUE INDEX "handover_uid" ON "handover" ("uid")',
    'CREATE INDEX "handover_task" ON "handover" ("task_id", "at")',
    'CREATE INDEX "handover_open" ON "handover" ("assistant_id") WHERE "ended" IS NULL',
    """CREATE TABLE "run" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "uid" TEXT NOT NULL,
        "task_id" INTEGER NOT NULL,
        "assistant_id" INTEGER NOT NULL,
        "handover" TEXT NOT NULL,
        "level" INTEGER,
        "version" INTEGER,
        "due" TEXT,
        "delivered" TEXT,
        "ended" TEXT,
        "outcome" TEXT NOT NULL DEFAULT '',
        "reasons" TEXT NOT NULL DEFAULT '',
        "seconds" INTEGER,
        "owner_seconds" INTEGER,
        "note" TEXT NOT NULL DEFAULT '',
        FOREIGN KEY ("task_id") REFERENCES "task" ("id") ON DELETE RESTRICT,
        FOREIGN KEY ("assistant_id") REFERENCES "assistant" ("id") ON DELETE RESTRICT
    )""",
    'CREATE UNIQUE INDEX "run_uid" ON "run" ("uid")',
    'CREATE INDEX "run_task" ON "run" ("task_id", "id")',
    'CREATE INDEX "run_assistant" ON "run" ("assistant_id", "ended")',
    """CREATE TABLE "brief" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "uid" TEXT NOT NULL,
        "task_id" INTEGER NOT NULL,
        "outcome" TEXT NOT NULL DEFAULT '',
        "why" TEXT NOT NULL DEFAULT '',
        "inputs" TEXT NOT NULL DEFAULT '',
        "no_inputs" INTEGER NOT NULL DEFAULT 0,
        "no_access" INTEGER NOT NULL DEFAULT 0,
        "example" TEXT NOT NULL DEFAULT '',
        "recording" TEXT NOT NULL DEFAULT '',
        "authority" INTEGER,
        "spend_run" INTEGER,
        "spend_month" INTEGER,
        "spend_currency" TEXT NOT NULL DEFAULT '',
        "ask_when" TEXT NOT NULL DEFAULT '',
        "channel" TEXT NOT NULL DEFAULT '',
        "reply_hours" INTEGER,
        "review" TEXT NOT NULL DEFAULT '',
        "nda" INTEGER NOT NULL DEFAULT 0,
        "out_of_scope" TEXT NOT NULL DEFAULT '',
        "exceptions" TEXT NOT NULL DEFAULT '',
        "errors" TEXT NOT NULL DEFAULT '',
        "milestone" TEXT,
        "they_write" INTEGER NOT NULL DEFAULT 0,
        "understood" TEXT,
        FOREIGN KEY ("task_id") REFERENCES "task" ("id") ON DELETE RESTRICT
    )""",
    'CREATE UNIQUE INDEX "brief_uid" ON "brief" ("uid")',
    'CREATE UNIQUE INDEX "brief_task" ON "brief" ("task_id")',
    """CREATE TABLE "brief_version" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "uid" TEXT NOT NULL,
        "task_id" INTEGER NOT NULL,
        "number" INTEGER NOT NULL,
        "author" TEXT NOT NULL DEFAULT '',
        "at" TEXT NOT NULL,
        "changed" TEXT NOT NULL DEFAULT '',
        "fixed" INTEGER NOT NULL DEFAULT 0,
        "body" TEXT NOT NULL,
        FOREIGN KEY ("task_id") REFERENCES "task" ("id") ON DELETE RESTRICT
    )""",
    'CREATE UNIQUE INDEX "brief_version_uid" ON "brief_version" ("uid")',
    'CREATE UNIQUE INDEX "brief_version_task" ON "brief_version" ("task_id", "number")',
    """CREATE TABLE "brief_template" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "uid" TEXT NOT NULL,
        "board_id" INTEGER NOT NULL,
        "name" TEXT NOT NULL,
        "body" TEXT NOT NULL,
        FOREIGN KEY ("board_id") REFERENCES "board" ("id") ON DELETE RESTRICT
    )""",
    'CREATE UNIQUE INDEX "brief_template_uid" ON "brief_template" ("uid")',
    """CREATE TABLE "access" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "uid" TEXT NOT NULL,
        "task_id" INTEGER NOT NULL,
        "assistant_id" INTEGER,
        "tool" TEXT NOT NULL,
        "role" TEXT NOT NULL DEFAULT '',
        "granted_by" TEXT NOT NULL DEFAULT '',
        "granted" TEXT,
        "revoke_on" TEXT,
        "revoked" TEXT,
        FOREIGN KEY ("task_id") REFERENCES "task" ("id") ON DELETE RESTRICT,
        FOREIGN KEY ("assistant_id") REFERENCES "assistant" ("id") ON DELETE RESTRICT
    )""",
    'CREATE UNIQUE INDEX "access_uid" ON "access" ("uid")',
    'CREATE INDEX "access_task" ON "access" ("task_id")',
    'CREATE INDEX "access_assistant" ON "access" ("assistant_id") WHERE "assistant_id" IS NOT NULL',
    """CREATE TABLE "enclosure" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "uid" TEXT NOT NULL,
        "task_id" INTEGER NOT NULL,
        "name" TEXT NOT NULL,
        "kind" TEXT NOT NULL DEFAULT '',
        "size" INTEGER NOT NULL,
        "hash" TEXT NOT NULL,
        FOREIGN KEY ("task_id") REFERENCES "task" ("id") ON DELETE RESTRICT
    )""",
    'CREATE UNIQUE INDEX "enclosure_uid" ON "enclosure" ("uid")',
    'CREATE INDEX "enclosure_task" ON "enclosure" ("task_id")',
    """CREATE TABLE "packet" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "uid" TEXT NOT NULL,
        "task_id" INTEGER NOT NULL,
        "assistant_id" INTEGER NOT NULL,
        "title" TEXT NOT NULL DEFAULT '',
        "who" TEXT NOT NULL DEFAULT '',
        "handover" TEXT NOT NULL,
        "token" TEXT NOT NULL,
        "version" INTEGER,
        "made" TEXT NOT NULL,
        "language" TEXT NOT NULL DEFAULT '',
        "state" TEXT NOT NULL DEFAULT 'open',
        "files" TEXT NOT NULL DEFAULT ''
    )""",
    'CREATE UNIQUE INDEX "packet_uid" ON "packet" ("uid")',
    'CREATE UNIQUE INDEX "packet_token" ON "packet" ("token")',
    'CREATE INDEX "packet_task" ON "packet" ("task_id", "made")',
    'CREATE INDEX "packet_assistant" ON "packet" ("assistant_id")',
    """CREATE TABLE "reply" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "uid" TEXT NOT NULL,
        "task_id" INTEGER NOT NULL,
        "packet_id" INTEGER NOT NULL,
        "at" TEXT NOT NULL,
        "body" TEXT NOT NULL,
        FOREIGN KEY ("task_id") REFERENCES "task" ("id") ON DELETE RESTRICT,
        FOREIGN KEY ("packet_id") REFERENCES "packet" ("id") ON DELETE RESTRICT
    )""",
    'CREATE UNIQUE INDEX "reply_uid" ON "reply" ("uid")',
    'CREATE INDEX "reply_packet" ON "reply" ("packet_id")',
    """CREATE TABLE "content" (
        "hash" TEXT NOT NULL PRIMARY KEY,
        "size" INTEGER NOT NULL,
        "data" BLOB NOT NULL
    )""",
    'CREATE INDEX "task_holder" ON "task" ("holder_id") WHERE "holder_id" IS NOT NULL',
)
# The first name on each card that lies in somebody's column.
HELD = """
    SELECT t.id, s.kind, t.repeat_count IS NOT NULL, t.seconds_per_run, t.changed,
      (SELECT assistant_id FROM task_assistant l WHERE l.task_id = t.id ORDER BY l.id LIMIT 1) AS holder
    FROM task t JOIN stage s ON s.id = t.stage_id
    WHERE s.kind IN ('training', 'handed_over', 'review') AND holder IS NOT NULL ORDER BY t.id
"""
HAND = """
    INSERT INTO handover (uid, task_id, assistant_id, at, move, baseline, sent, sent_how)
    VALUES (?, ?, ?, ?, ?, ?, ?, 'told')
"""
LEVEL = "INSERT INTO training (task_id, assistant_id, level, since) VALUES (?, ?, ?, ?)"
DELIVERED = "INSERT INTO run (uid, task_id, assistant_id, handover, delivered) VALUES (?, ?, ?, ?, ?)"
# Being learnt: shown once; handed over: no longer watched each time.
LEVELS = {"training": 1, "handed_over": 4, "review": 4}


# Where the card came to lie where it lies: what is added here is part of that change, and goes when it does.
PLACED = """
    SELECT revision FROM journal_row
    WHERE item = 'task' AND "row" = ? AND (how = 'insert' OR (how = 'update' AND image LIKE '%"stage_id"%'))
    ORDER BY id DESC LIMIT 1
"""
NOTE = 'INSERT INTO journal_row (revision, item, "row", task, how, image) VALUES (?, ?, ?, ?, ?, ?)'


def up(migrator: Any, db: Any) -> None:
    del migrator
    for statement in STATEMENTS:
        db.execute_sql(statement)
    for task, kind, recurs, seconds, changed, holder in db.execute_sql(HELD).fetchall():
        uid, move = new_uid(), "mine" if kind == "review" else "theirs"
        db.execute_sql("UPDATE task SET holder_id = ? WHERE id = ?", (holder, task))
        made: list[tuple[str, str, tuple[Any, ...]]] = []
        made.append(("handover", HAND, (uid, task, holder, changed, move, seconds, changed)))
        if recurs:
            made.append(("training", LEVEL, (task, holder, LEVELS[kind], changed)))
        if kind == "review":
            made.append(("run", DELIVERED, (new_uid(), task, holder, uid, changed)))
        placed = db.execute_sql(PLACED, (task,)).fetchone()
        for item, sql, values in made:
            row = db.execute_sql(sql, values).lastrowid
            if placed is not None:
                db.execute_sql(NOTE, (*placed, item, row, task, "insert", None))
        if placed is not None:
            image = json.dumps({"holder_id": [None, holder]})
            db.execute_sql(NOTE, (*placed, "task", task, task, "update", image))
