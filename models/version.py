"""What the program is and runs on, for a report and for the screen."""

import sys
from collections.abc import Sequence

from models import sqlite


def sqlite_version() -> str:
    """The version of the SQLite library in use."""
    return sqlite.version()


def versions(
    name: str, program: str, database: str, toolkit: Sequence[tuple[str, str]] = ()
) -> list[tuple[str, str]]:
    """Names and versions of the program, which is called `name`, of SQLite, and of what they rest on.

    `toolkit`: what draws its windows.
    """
    from importlib import metadata

    found = [(name, program), ("Python", sys.version.split()[0]), *toolkit, ("SQLite", database)]
    for package in ("peewee", "tzdata"):
        try:
            found.append((package, metadata.version(package)))
        except metadata.PackageNotFoundError:
            continue
    return found
