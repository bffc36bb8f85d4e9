"""What a family of faults reports: how many were tried, how many left something lost, broken or half done."""

import importlib
from typing import NamedTuple


class Figure(NamedTuple):
    """One line of the table. `bad` must be 0; a canary says in `note` what it found."""

    what: str
    done: int
    bad: int
    note: str = ""


class Family(NamedTuple):
    """A module here with `measure(count) -> list[Figure]`; the counts of a test run, and of a release."""

    module: str
    small: int
    full: int

    def measure(self, count: int) -> list[Figure]:
        """Try `count` faults; every figure tells how many it really tried."""
        figures: list[Figure] = importlib.import_module(f"tests.faults.{self.module}").measure(count)
        return figures


FAMILIES: tuple[Family, ...] = (
    Family("kills", 50, 1_000),
    Family("cuts", 100, 3_000),
    Family("syscalls", 2, 8),
    Family("io_errors", 10, 200),
    Family("second_faults", 40, 500),
    Family("imports", 200, 10_000),
    Family("dates", 30, 10_000),
    Family("ends", 4, 500),
    Family("stops", 3, 100),
    Family("starts", 2, 100),
    Family("damaged", 32, 1_000),
    Family("undo", 400, 10_000),
    Family("searches", 500, 10_000),
    Family("cards", 60, 10_000),
    Family("spoilt", 10, 2_000),
    Family("canaries", 20, 500),
    Family("backups", 30, 1_000),
)
