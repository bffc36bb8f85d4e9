"""Dates stay the days that were meant, wherever the machine stands: typed, imported, stored, exported, shown.

Each zone is a process of its own, started with TZ. There it is, one after another, the day of 25 hours, the
day of 23 hours, 29 February and 31 December. What must come out is told by the calendar and by zoneinfo.
"""

import csv
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

from tests.faults.figures import Figure

ROOT = Path(__file__).parents[2]
# The zone, and its days of 25 and of 23 hours; where clocks are never turned, those of Berlin.
ZONES = {
    "Pacific/Kiritimati": ("2026-10-25", "2026-03-29"),
    "Pacific/Pago_Pago": ("2026-10-25", "2026-03-29"),
    "America/Los_Angeles": ("2026-11-01", "2026-03-08"),
    "Europe/Berlin": ("2026-10-25", "2026-03-29"),
    "Asia/Kathmandu": ("2026-10-25", "2026-03-29"),
}
EVERYWHERE = ("2028-02-29", "2026-12-31")
FIRST, LAST = dt.date(1970, 1, 2), dt.date(9999, 12, 30)
_MIDNIGHT = (dt.time(0, 0, 0), dt.time(0, 0, 1), dt.time(23, 59, 59))
_SPELLED = {"iso": "%Y-%m-%d", "eu": "%d.%m.%Y", "us": "%m/%d/%Y"}
_CANARY = "the same moments read as UTC"
Days = list[dt.date]


def measure(count: int) -> list[Figure]:
    """`count` dates on each of four days in each of five zones, by every way in and out."""
    found: dict[str, list[int]] = {}
    for zone in ZONES:
        child = subprocess.run(
            [sys.executable, "-m", "tests.faults.dates", zone, str(count)],
            env={**os.environ, "TZ": zone, "LC_ALL": "C.UTF-8"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        sys.stderr.write(child.stderr)
        # A child that died has shown nothing: that is not "0 shifted".
        told = json.loads(child.stdout) if child.returncode == 0 else {"processes that died": [1, 1]}
        for what, (done, bad) in told.items():
            sums = found.setdefault(what, [0, 0])
            sums[0], sums[1] = sums[0] + done, sums[1] + bad
    done, shifted = found.pop(_CANARY, (1, 0))
    canary = Figure(_CANARY, done, 0 if shifted else 1, f"{shifted:,} on another day, as it must be")
    note = "5 zones, 4 days each"
    return [*(Figure(f"dates {what}", *sums, note) for what, sums in found.items()), canary]


class _Zone:
    """All ways in and out in the zone of this process."""

    def __init__(self, name: str, count: int) -> None:
        from zoneinfo import ZoneInfo

        self.name, self.zone, self.count = name, ZoneInfo(name), count
        self.found: dict[str, list[int]] = {}

    def run(self, folder: Path) -> None:
        for number, day in enumerate((*ZONES[self.name], *EVERYWHERE)):
            today = dt.date.fromisoformat(day)
            days = _dates(Random(f"{self.name} {day}"), today, self.count)
            self.count_wrong("where today ends at midnight", self._midnights(today))
            self.count_wrong("typed", self._typed(days, today))
            self.count_wrong("in words on a card", self._in_words(days, today))
            self.count_wrong("of other tables", self._of_tables(days))
            self.count_wrong("of moments", self._of_moments(days))
            noon = [(self.at(day, dt.time(12)).date(), day) for day in days]
            late = [(self.at(day, dt.time(23, 45)).date(), day) for day in days]
            self.count_wrong(_CANARY, noon + late)
            self._stored(days, today, folder / f"{number}.board")

    def count_wrong(self, what: str, pairs: Iterable[tuple[object, object]]) -> None:
        """Each pair: what came out, and what was meant."""
        sums = self.found.setdefault(what, [0, 0])
        for out, meant in pairs:
            sums[0] += 1
            if out != meant:
                sums[1] += 1
                if sums[1] <= 3 and what != _CANARY:
                    sys.stderr.write(f"{self.name}, {what}: {out!r}, not {meant!r}\n")

    def at(self, day: dt.date, time: dt.time) -> dt.datetime:
        """A time on the wall here as naive UTC."""
        return dt.datetime.combine(day, time, self.zone).astimezone(dt.UTC).replace(tzinfo=None)

    def _midnights(self, today: dt.date) -> Iterable[tuple[object, object]]:
        """Every minute of the day before, this one and the next, and the seconds about midnight."""
        from models.adding import day_of
        from ui.wording import local

        start = self.at(today - dt.timedelta(1), dt.time())
        for minute in range(3 * 24 * 60):
            moment = start + dt.timedelta(minutes=minute)
            meant = moment.replace(tzinfo=dt.UTC).astimezone(self.zone)
            yield day_of(moment), meant.date()
            yield local(moment), meant.replace(tzinfo=None)
        for offset in (-1, 0, 1):
            day = today + dt.timedelta(offset)
            for time in _MIDNIGHT:
                yield day_of(self.at(day, time)), day

    def _typed(self, days: Days, today: dt.date) -> Iterable[tuple[object, object]]:
        from models.quickadd import parse_line

        for day in days:
            yield parse_line(f"Call by {day.isoformat()}", today).due, day
            yield parse_line(f"Call by {day.day}.{day.month}.{day.year:04}", today).due, day
        for word, ahead in (("today", 0), ("tomorrow", 1), ("in 3 days", 3), ("in 2 weeks", 14)):
            yield parse_line(f"Call {word}", today).due, today + dt.timedelta(ahead)

    def _in_words(self, days: Days, today: dt.date) -> Iterable[tuple[object, object]]:
        from ui import wording

        near = {0: "today", 1: "tomorrow", -1: "due yesterday"}
        for day in days:
            away = (day - today).days
            said = wording.due_text(day, None, today)
            if away in near or away < -1:
                yield said, near.get(away, f"{-away} d late")
            elif away <= 6:
                yield said, f"{day:%a}"
            else:
                yield said.split()[:2], [str(day.day), f"{day:%b}"]
                yield said.split()[2:], [str(day.year)] if len(said.split()) > 2 else []
            yield wording.due_state(day, None, today) == "late", day < today

    def _of_tables(self, days: Days) -> Iterable[tuple[object, object]]:
        """Days in a table of others, as they are written in three parts of the world."""
        from models.importers.base import Options
        from models.importers.csv_any import CsvImporter

        for order, form in _SPELLED.items():
            written = [f"{day:{form}}".rjust(10, "0") for day in days]
            table = "Title,Due\n" + "".join(f"t,{text}\n" for text in written)
            with CsvImporter().open(table.encode(), Options(dates=order)) as reading:
                drafts = list(reading.drafts())
            yield len(drafts), len(days)
            yield from ((draft.due, day) for draft, day in zip(drafts, days, strict=True))

    def _of_moments(self, days: Days) -> Iterable[tuple[object, object]]:
        """Trello says moments in UTC; they are the day and the time on the wall here."""
        from models.importers.trello import TrelloImporter
        from tests.models.importers.boards import board, card

        walls, cards = [], []
        for day in days:
            wall = dt.datetime.combine(day, (dt.time(0, 15), dt.time(12), dt.time(23, 45))[day.day % 3])
            moment = wall.replace(tzinfo=self.zone).astimezone(dt.UTC)
            # A time that a turned clock leaps over is no time here.
            if moment.astimezone(self.zone).replace(tzinfo=None) == wall:
                walls.append(wall)
                cards.append(card(len(walls), due=f"{moment.replace(tzinfo=None).isoformat()}.000Z"))
        content = json.dumps(board(2021, cards)).encode()
        with TrelloImporter().open(content) as reading:
            drafts = list(reading.drafts())
        yield len(drafts), len(walls)
        for draft, wall in zip(drafts, walls, strict=True):
            yield (draft.due, draft.due_time, draft.due_zone), (wall.date(), f"{wall:%H:%M}", self.name)

    def _stored(self, days: Days, today: dt.date, path: Path) -> None:
        """Onto a board a second before midnight, out as CSV, onto another one a second after it."""
        from models.exporters.csv_tasks import export_csv
        from models.importers import detect
        from models.importing import Report, import_drafts
        from models.quickadd import parse_line
        from models.tasks import add_tasks
        from tests.models.boards import Clock, open_new

        before, after = self.at(today, dt.time(23, 59, 59)), self.at(today, dt.time(0, 0, 1))
        first, second = path.with_suffix(".csv"), path.with_suffix(".2.csv")
        with open_new(path, Clock(before)) as board:
            add_tasks(board, [parse_line(f"Call by {day.isoformat()}", today).draft() for day in days])
            self.count_wrong("stored and read", _pairs(_due_dates(board), days))
            export_csv(board, first)
        self.count_wrong("exported", _pairs(_due_cells(first), days))
        with open_new(path.with_suffix(".2.board"), Clock(after)) as board:
            with detect(first).open(first) as reading:
                import_drafts(board, reading.drafts(), "first", Report())
            self.count_wrong("imported again", _pairs(_due_dates(board), days))
            export_csv(board, second)
        self.count_wrong("exported again", [(second.read_bytes() == first.read_bytes(), True)])


def _dates(random: Random, today: dt.date, count: int) -> Days:
    """Half of them about today, today and its neighbours among them; half anywhere."""
    near = [today + dt.timedelta(random.randrange(-400, 400)) for _ in range(count // 2)]
    about = [today + dt.timedelta(ahead) for ahead in range(-8, 9)]
    span = (LAST - FIRST).days
    far = [FIRST + dt.timedelta(random.randrange(span)) for _ in range(count - len(near))]
    return [*about, FIRST, LAST, *near, *far][:count]


def _pairs(found: Days, meant: Days) -> Iterable[tuple[object, object]]:
    yield len(found), len(meant)
    yield from zip(found, meant, strict=False)


def _due_dates(board: object) -> Days:
    from models.board import Board
    from models.cards import read_cards
    from tests.models.boards import order

    assert isinstance(board, Board)
    tasks = order(board, "unsorted")
    cards = read_cards(board, tasks)
    return [cards[task].due or FIRST for task in tasks]


def _due_cells(path: Path) -> Days:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [dt.date.fromisoformat(row["Due"]) for row in csv.DictReader(stream)]


def main(zone: str, count: int, write: Callable[[str], object] = sys.stdout.write) -> None:
    """In the child: what was tried and what was wrong, as JSON."""
    work = _Zone(zone, count)
    with tempfile.TemporaryDirectory() as folder:
        work.run(Path(folder))
    write(json.dumps(work.found))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
