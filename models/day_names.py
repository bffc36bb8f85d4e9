"""The names of days and months, as a calendar writes them out."""

from typing import Final

from models.words import QT_TRANSLATE_NOOP

WEEKDAYS: Final = (
    QT_TRANSLATE_NOOP("models", "Monday"),
    QT_TRANSLATE_NOOP("models", "Tuesday"),
    QT_TRANSLATE_NOOP("models", "Wednesday"),
    QT_TRANSLATE_NOOP("models", "Thursday"),
    QT_TRANSLATE_NOOP("models", "Friday"),
    QT_TRANSLATE_NOOP("models", "Saturday"),
    QT_TRANSLATE_NOOP("models", "Sunday"),
)
MONTHS: Final = (
    QT_TRANSLATE_NOOP("models", "January"),
    QT_TRANSLATE_NOOP("models", "February"),
    QT_TRANSLATE_NOOP("models", "March"),
    QT_TRANSLATE_NOOP("models", "April"),
    QT_TRANSLATE_NOOP("models", "May"),
    QT_TRANSLATE_NOOP("models", "June"),
    QT_TRANSLATE_NOOP("models", "July"),
    QT_TRANSLATE_NOOP("models", "August"),
    QT_TRANSLATE_NOOP("models", "September"),
    QT_TRANSLATE_NOOP("models", "October"),
    QT_TRANSLATE_NOOP("models", "November"),
    QT_TRANSLATE_NOOP("models", "December"),
)
