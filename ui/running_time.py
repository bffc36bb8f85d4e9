"""How long the running timer has run, and what of it nobody was there for. Knows clocks, no widgets."""

import datetime as dt
from collections.abc import Callable

AWAY_AFTER = 600.0
"""Seconds without input, or asleep, from which on the owner is asked."""
BEAT_EVERY = 60.0
# Two clocks differ a little; from here on the machine slept.
_SLIP = 2.0


class RunningTime:
    """Counts by the monotonic clock; the wall clock tells what passed while the machine slept.

    A wall clock that is set back, or forward by a little, changes nothing. `tick` wants to be called about
    once a second: a longer gap between two ticks is time asleep.
    """

    def __init__(self, wall: Callable[[], dt.datetime], monotonic: Callable[[], float]) -> None:
        self._wall = wall
        self._monotonic = monotonic
        self._run = 0.0
        self._gone = 0.0
        self._going = 0.0
        self._idle = 0.0
        self._last = (wall(), monotonic())
        self._beaten = monotonic()
        self.reason = "idle"
        """Why the owner is asked: "idle", "asleep" or "closed"."""
        self.since: dt.datetime | None = None
        """When the time that nobody was there for began; naive UTC."""

    def begin(self, started: dt.datetime, beat: dt.datetime | None = None) -> None:
        """A timer that runs since `started` (naive UTC). `beat`: its last sign of life, if it ran before."""
        now = self._wall()
        self._last = (now, self._monotonic())
        self._run = max(0.0, (now - started).total_seconds())
        self._beaten = self._monotonic()
        self._answered()
        if beat is not None and (gap := (now - beat).total_seconds()) >= AWAY_AFTER:
            self._leave("closed", gap)

    @property
    def seconds(self) -> int:
        """The whole run so far."""
        return int(self._run)

    @property
    def away(self) -> int:
        """Seconds of it to ask about; 0 when there is nothing to ask."""
        return min(self.seconds, int(self._gone + self._going))

    def tick(self, idle: float) -> None:
        """Time has passed; nobody has touched anything for `idle` seconds."""
        step, is_asleep = self._step()
        self._run += step
        grown = idle - self._idle if idle >= self._idle else idle
        self._idle = idle
        if idle >= AWAY_AFTER:
            self._going = idle
            self._note("idle", idle)
            if is_asleep and step > grown:
                # Some counts of idle time stand still while the machine sleeps.
                self._gone += step - grown
        elif is_asleep and step >= AWAY_AFTER:
            self._gone += self._going
            self._going = 0.0
            self._leave("asleep", step)
        elif self._going:
            # Back again: what was idle until the last touch stays asked about.
            self._gone += max(self._going, self._going + step - idle)
            self._going = 0.0

    def wants_beat(self, idle: float) -> bool:
        """Whether it is time for a sign of life; none is given while the owner is away or asked."""
        if self.away or idle >= BEAT_EVERY or self._monotonic() - self._beaten < BEAT_EVERY:
            return False
        self._beaten = self._monotonic()
        return True

    def keep(self) -> None:
        """All of it was work."""
        self._answered()

    def _step(self) -> tuple[float, bool]:
        now = (self._wall(), self._monotonic())
        by_wall = (now[0] - self._last[0]).total_seconds()
        by_monotonic = now[1] - self._last[1]
        self._last = now
        is_asleep = by_wall - by_monotonic > _SLIP or by_monotonic >= AWAY_AFTER
        return (by_wall if by_wall - by_monotonic > _SLIP else by_monotonic), is_asleep

    def _leave(self, reason: str, seconds: float) -> None:
        self._gone += seconds
        self._note(reason, seconds)

    def _note(self, reason: str, seconds: float) -> None:
        if self.since is None:
            self.reason = reason
            self.since = self._wall() - dt.timedelta(seconds=seconds)

    def _answered(self) -> None:
        self._gone = self._going = self._idle = 0.0
        self.since = None
