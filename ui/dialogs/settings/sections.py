"""Which settings stand together, and which of them stay folded under *More*.

A newly declared setting needs nothing here: it appears under More of its section.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from models.settings import SETTINGS

SPECIALISATION, THEME, AGREEMENT = "specialisation", "theme", "agreement"
REMIND, QUIET, START = "remind", "quiet", "start"
# This computer's, not the board's: they can be set where the board is open for reading only.
MACHINES: Final = frozenset({THEME, REMIND, QUIET, START})
# Kept by operations of their own, or shown by the row of another setting.
NOT_SHOWN: Final = frozenset(
    {"audit.on", "audit.started", "money.income", "money.rate_currency", "money.fx_date"}
    | {"not_now.specialisation", "not_now.hourly", "not_now.rate"}
)


@dataclass(frozen=True, slots=True)
class Section:
    """`shown`: settings in sight, in this order; the others of the section follow under More."""

    key: str
    title: Callable[[], str]
    icon: str
    shown: tuple[str, ...]

    def more(self) -> list[str]:
        """The settings under More, in the order in which they are declared."""
        return [
            name
            for name, setting in SETTINGS.items()
            if (PLACED.get(name) or setting.section) == self.key
            and name not in self.shown
            and name not in NOT_SHOWN
        ]


# Settings that an owner looks for elsewhere than where they are declared.
PLACED: Final = {
    "company.zone": "time",
    "company.days": "time",
    "company.hours": "time",
    "company.currency": "money",
}
SECTIONS: Final = (
    Section(
        "company",
        lambda: QCoreApplication.translate("SettingsSections", "Company"),
        "house",
        (SPECIALISATION, "company.name", "company.owner", "company.country"),
    ),
    Section(
        "money",
        lambda: QCoreApplication.translate("SettingsSections", "Money"),
        "sheet",
        ("money.hourly", "company.currency", "money.rate", "money.fx"),
    ),
    Section(
        "sort",
        lambda: QCoreApplication.translate("SettingsSections", "Sort"),
        "split",
        (AGREEMENT,),
    ),
    Section(
        "time",
        lambda: QCoreApplication.translate("SettingsSections", "Time"),
        "clock",
        ("company.days", "company.hours", "company.zone"),
    ),
    Section(
        "reminders",
        lambda: QCoreApplication.translate("SettingsSections", "Reminders"),
        "bell",
        (REMIND, QUIET, START),
    ),
    Section(
        "window",
        lambda: QCoreApplication.translate("SettingsSections", "Window"),
        "square-kanban",
        (THEME,),
    ),
)
