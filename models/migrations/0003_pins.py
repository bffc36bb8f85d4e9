"""Pins of Delegate next, on the task. Added in place, so that nothing is rebuilt."""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    del migrator
    db.execute_sql('ALTER TABLE "task" ADD COLUMN "pin" TEXT')
