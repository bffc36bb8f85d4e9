"""The fields of a person by groups: the short form first, the rest under More."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QLocale

from models.assistant_fields import CLEARANCES, FIELDS, REVIEWS
from models.currencies import countries, from_minor
from ui.dialogs.new_assistant import CityLine
from ui.dialogs.settings.rows import zone_choices
from ui.money_words import number_text, typed_number
from ui.pages.assistants.rows import ChoiceRow, DaysRow, PersonRow, SwitchRow, TextRow, Write
from ui.panel.short_forms import read_due
from ui.past_times import read_past
from ui.plain import PlainLabel
from ui.wording import day_year, local, sentence_text

SHORT, AMOUNT, DATE = 24, 10, 14


def label(field: str) -> str:
    """What a field is called."""
    return sentence_text(FIELDS[field])


def short_rows(write: Write, home: Callable[[], str]) -> list[PersonRow]:
    """What is asked first; the rate comes with its own row."""
    name = TextRow("name", label("name"), write)
    city = TextRow("city", label("city"), write, line=CityLine(home))
    email = TextRow("email", label("email"), write)
    return [name, city, ChoiceRow("kind", label("kind"), write, kinds()), email, _hours(write)]


def work_rows(write: Write) -> list[PersonRow]:
    """Where and when, and what they can do."""
    outside = QCoreApplication.translate("AssistantFields", "outside the company")
    skills = QCoreApplication.translate("AssistantFields", "by commas: bookkeeping, travel")
    tongues = QCoreApplication.translate("AssistantFields", "by commas: English, Tagalog")
    named = {code: _country(code) for code in countries()}
    lands = sorted((name, code) for code, name in named.items() if name)
    return [
        SwitchRow("outside_company", QCoreApplication.translate("AssistantFields", "Works"), outside, write),
        ChoiceRow("country", label("country"), write, [("", "–"), *((code, name) for name, code in lands)]),
        ChoiceRow("zone", label("zone"), write, [("", "–"), *zone_choices()]),
        DaysRow(label("days"), write),
        TextRow("hours", label("hours"), write, letters=DATE, hint="09:00-17:00"),
        _tags("skills", write, skills),
        _tags("languages", write, tongues),
        TextRow("language", label("language"), write, letters=SHORT),
        _date("starts", write),
        _date("ends", write),
    ]


def money_rows(write: Write) -> list[PersonRow]:
    """What the whole engagement may cost."""
    hours = TextRow("hour_cap", label("hour_cap"), write, letters=AMOUNT)
    hours.words, hours.typed = _span_text, typed_number
    hours.add(QCoreApplication.translate("AssistantFields", "h"))
    return [hours, AmountRow("money_cap", write)]


def trust_rows(write: Write) -> list[PersonRow]:
    """How private their work may be."""
    names = {
        "": QCoreApplication.translate("AssistantFields", "not said: nothing is checked"),
        "low": QCoreApplication.translate("AssistantFields", "what is public anyway"),
        "medium": QCoreApplication.translate("AssistantFields", "ordinary business matters"),
        "high": QCoreApplication.translate("AssistantFields", "confidential matters"),
    }
    row = ChoiceRow("clearance", label("clearance"), write, [(key, names[key]) for key in CLEARANCES])
    return [row]


def terms_rows(write: Write) -> list[PersonRow]:
    """What every brief of theirs begins with."""
    send = {
        "": "–",
        "text": QCoreApplication.translate("AssistantFields", "text to paste into a chat"),
        "mail": QCoreApplication.translate("AssistantFields", "e-mail"),
        "page": QCoreApplication.translate("AssistantFields", "page with boxes to tick"),
        "file": QCoreApplication.translate("AssistantFields", "PDF"),
    }
    checks = {
        "": "–",
        "all": QCoreApplication.translate("AssistantFields", "every time"),
        "one_in_five": QCoreApplication.translate("AssistantFields", "one time in five"),
        "weekly": QCoreApplication.translate("AssistantFields", "once a week"),
        "milestone": QCoreApplication.translate("AssistantFields", "at a milestone"),
    }
    hours = TextRow("reply_hours", label("reply_hours"), write, letters=AMOUNT)
    hours.words, hours.typed = _plain_number, typed_number
    where = QCoreApplication.translate("AssistantFields", "where you write to each other")
    return [
        ChoiceRow("send_by", label("send_by"), write, list(send.items())),
        TextRow("channel", label("channel"), write, hint=where),
        hours,
        ChoiceRow("authority", label("authority"), write, [("", "–"), *authorities()]),
        AmountRow("spend", write),
        TextRow("ask_when", label("ask_when"), write, lines=2),
        ChoiceRow("review", label("review"), write, [(key, checks[key]) for key in REVIEWS]),
    ]


def notes_rows(write: Write) -> list[PersonRow]:
    """What is good to know."""
    notes = TextRow("notes", label("notes"), write, lines=3)
    hint = QCoreApplication.translate(
        "AssistantFields", "Form of address, small talk first?, times never to call…"
    )
    return [notes, TextRow("calling", label("calling"), write, lines=3, hint=hint)]


def kinds() -> list[tuple[str, str]]:
    """What somebody can be."""
    return [
        ("assistant", QCoreApplication.translate("AssistantFields", "assistant")),
        ("specialist", QCoreApplication.translate("AssistantFields", "specialist")),
        ("local", QCoreApplication.translate("AssistantFields", "someone on site")),
        ("employee", QCoreApplication.translate("AssistantFields", "employee")),
    ]


def authorities() -> list[tuple[str, str]]:
    """What somebody may decide."""
    return [
        ("1", QCoreApplication.translate("AssistantFields", "does exactly as told")),
        ("2", QCoreApplication.translate("AssistantFields", "looks into it, reports")),
        ("3", QCoreApplication.translate("AssistantFields", "recommends, you approve")),
        ("4", QCoreApplication.translate("AssistantFields", "decides, then tells you")),
        ("5", QCoreApplication.translate("AssistantFields", "owns it")),
    ]


class AmountRow(TextRow):
    """An amount in the currency in which they are paid."""

    def __init__(self, field: str, write: Write) -> None:
        super().__init__(field, label(field), write, letters=AMOUNT)
        self._currency = "USD"
        self.unit = PlainLabel()
        self.add(self.unit)
        self.words = self._amount_text
        self.typed = typed_number

    def show_currency(self, currency: str) -> None:
        """Before `show_person`: what the amounts are in."""
        self._currency = currency
        self.unit.setText(currency)

    def _amount_text(self, minor: int | None) -> str:
        return "" if minor is None else number_text(float(from_minor(minor, self._currency)))


def _hours(write: Write) -> TextRow:
    row = TextRow("seconds_per_week", label("seconds_per_week"), write, letters=AMOUNT)
    row.words, row.typed = _span_text, typed_number
    row.add(QCoreApplication.translate("AssistantFields", "h bought"))
    return row


def _tags(field: str, write: Write, hint: str) -> TextRow:
    row = TextRow(field, label(field), write, hint=hint)
    row.words = lambda value: ", ".join(value)
    return row


def _date(field: str, write: Write) -> TextRow:
    row = TextRow(field, label(field), write, letters=DATE)
    row.words = lambda day: "" if day is None else day_year(day)
    row.typed = lambda text: typed_day(text, is_past=field == "starts")
    return row


def typed_day(text: str, *, is_past: bool = False) -> dt.date | str | None:
    """The day of "3 dec", "fri", "2026-12-03"; what cannot be understood stays as it is."""
    text = text.strip()
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        pass
    now = local(dt.datetime.now(dt.UTC).replace(tzinfo=None))
    if is_past:
        found = read_past(text, now)
        return text if found is None else found.date()
    due = read_due(text, now.date())
    return text if due is None else due[0]


def _span_text(seconds: int | None) -> str:
    return "" if seconds is None else number_text(seconds / 3600)


def _plain_number(value: int | None) -> str:
    return "" if value is None else str(value)


def _country(code: str) -> str:
    return QLocale.territoryToString(QLocale.codeToTerritory(code))
