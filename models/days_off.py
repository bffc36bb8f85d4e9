"""Days on which the company does not work: its weekly days off and the public holidays of its country."""

from dataclasses import dataclass
from datetime import date

from models.board import Board
from models.holiday_days import holidays_of
from models.settings import Settings, read_settings


@dataclass(frozen=True, slots=True)
class DaysOff:
    """`country`: ISO 3166 alpha-2, "" for none. `weekdays`: those that are worked, 0 is Monday.

    The first look at a country takes tenths of a second.
    """

    country: str
    weekdays: frozenset[int]

    def __call__(self, day: date) -> bool:
        """Whether a day is off."""
        return day.weekday() not in self.weekdays or self.holiday(day) is not None

    def holiday(self, day: date) -> str | None:
        """The name of a public holiday, in English; None where the day is none."""
        return holidays_of(self.country, day.year).get(day) if self.country else None


def days_off(settings: Settings) -> DaysOff:
    """The company's days off. Where no day of the week is worked, only holidays count."""
    worked = str(settings["company.days"]).split(",")
    weekdays = frozenset(int(day) for day in worked if day.strip()) or frozenset(range(7))
    return DaysOff(str(settings["company.country"]), weekdays)


def company_days_off(board: Board) -> DaysOff:
    """The same of a board as it is now."""
    return days_off(read_settings(board))
