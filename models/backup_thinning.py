"""Which backups may go: rules over what is known of them, by number and by distinct hours and days.

No rule compares a moment with now: a clock that was years off can neither make all of them old nor stop new
ones from being kept. What cannot be trusted is never counted, and never removed.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from models.backup_files import BEFORE, Backup

NEWEST = 10
# Of each hour, day, week or month the newest, of so many of them.
SPANS: tuple[tuple[int, Callable[[dt.datetime], object]], ...] = (
    (24, lambda made: made.replace(minute=0, second=0, microsecond=0)),
    (14, lambda made: made.date()),
    (10, lambda made: made.isocalendar()[:2]),
    (12, lambda made: (made.year, made.month)),
)
# Of fewer an owner knows by heart what went.
_FEW = 5


def has_shrunk(old: Mapping[str, int], new: Mapping[str, int]) -> bool:
    """Whether more than half of something an owner counts is gone."""
    return any(count >= _FEW and new.get(what, 0) * 2 < count for what, count in old.items())


def series_of(backups: Sequence[Backup], accepted: int) -> list[list[Backup]]:
    """Good backups, newest first, cut where the board was more than twice as large as ever after.

    Each part is thinned for itself, so a board that came up empty never drives out what it was. `accepted`:
    up to this number the owner said that it is right.
    """
    parts: list[list[Backup]] = []
    most: dict[str, int] = {}
    good = sorted((one for one in backups if one.is_good), key=lambda one: one.number, reverse=True)
    for backup in good:
        if not parts or (backup.number > accepted and has_shrunk(backup.held, most)):
            parts.append([])
        parts[-1].append(backup)
        for what, count in backup.held.items():
            most[what] = max(count, most.get(what, 0))
    return parts


def to_remove(backups: Sequence[Backup], accepted: int = 0) -> list[Backup]:
    """What newer ones make superfluous; never one of the ten newest good ones."""
    return [backup for part in series_of(backups, accepted) for backup in _superfluous(part)]


def _superfluous(part: Sequence[Backup]) -> list[Backup]:
    kept = {backup.number for backup in part[:NEWEST]}
    kept |= {backup.number for backup in [one for one in part if one.reason in BEFORE][:NEWEST]}
    for most, span in SPANS:
        seen: set[object] = set()
        for backup in part:
            key = span(backup.made.replace(tzinfo=None))
            if key not in seen and len(seen) < most:
                seen.add(key)
                kept.add(backup.number)
    return [backup for backup in part if backup.number not in kept]
