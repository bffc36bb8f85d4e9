"""What the screen tells about the storage below it."""

from models import sqlite


def sqlite_version() -> str:
    """The version of the SQLite library in use."""
    return sqlite.version()
