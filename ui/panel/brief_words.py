"""The words of a brief on screen: what they may decide, how often it is checked, what fields are called."""

from PySide6.QtCore import QCoreApplication, QLocale

from models.briefs import DEFAULT, USUAL, BriefDetail, authority_by_rule
from models.currencies import exponent, from_minor
from models.words import Sentence
from ui.plain import apart
from ui.wording import sentence_text

AUTHORITIES = (1, 2, 3, 4, 5)
REVIEWS = ("all", "one_in_five", "weekly", "milestone")
SENSITIVITIES = ("low", "medium", "high")


def authority_name(level: int) -> str:
    """What they may decide."""
    return {
        1: QCoreApplication.translate("Brief", "Do exactly this"),
        2: QCoreApplication.translate("Brief", "Look into it and report"),
        3: QCoreApplication.translate("Brief", "Recommend, I approve"),
        4: QCoreApplication.translate("Brief", "Decide, and tell me"),
        5: QCoreApplication.translate("Brief", "Own it"),
    }[level]


def review_name(review: str) -> str:
    """How often the owner checks."""
    return {
        "all": QCoreApplication.translate("Brief", "Every time"),
        "one_in_five": QCoreApplication.translate("Brief", "One in five"),
        "weekly": QCoreApplication.translate("Brief", "Once a week"),
        "milestone": QCoreApplication.translate("Brief", "On the way, once"),
    }[review]


def sensitivity_name(sensitivity: str) -> str:
    """How private it is."""
    return {
        "low": QCoreApplication.translate("Brief", "A little"),
        "medium": QCoreApplication.translate("Brief", "Somewhat"),
        "high": QCoreApplication.translate("Brief", "Very"),
    }[sensitivity]


def field_name(name: str) -> str:
    """What a field of a brief is called; also the field's label."""
    return {
        "outcome": QCoreApplication.translate("Brief", "Outcome"),
        "done_when": QCoreApplication.translate("Brief", "Done means"),
        "why": QCoreApplication.translate("Brief", "Why"),
        "steps": QCoreApplication.translate("Brief", "Steps"),
        "inputs": QCoreApplication.translate("Brief", "They need"),
        "no_inputs": QCoreApplication.translate("Brief", "They need nothing"),
        "links": QCoreApplication.translate("Brief", "Links"),
        "files": QCoreApplication.translate("Brief", "Files"),
        "access": QCoreApplication.translate("Brief", "Access"),
        "no_access": QCoreApplication.translate("Brief", "No access needed"),
        "example": QCoreApplication.translate("Brief", "Example"),
        "recording": QCoreApplication.translate("Brief", "Recording"),
        "authority": QCoreApplication.translate("Brief", "May decide"),
        "spend_run": QCoreApplication.translate("Brief", "May spend"),
        "spend_month": QCoreApplication.translate("Brief", "A month"),
        "spend_currency": QCoreApplication.translate("Brief", "Currency"),
        "ask_when": QCoreApplication.translate("Brief", "Asks when"),
        "channel": QCoreApplication.translate("Brief", "Asks by"),
        "reply_hours": QCoreApplication.translate("Brief", "You answer"),
        "review": QCoreApplication.translate("Brief", "You check"),
        "sensitivity": QCoreApplication.translate("Brief", "How private"),
        "nda": QCoreApplication.translate("Brief", "Signed to keep it private"),
        "out_of_scope": QCoreApplication.translate("Brief", "Leave out"),
        "exceptions": QCoreApplication.translate("Brief", "Exceptions"),
        "errors": QCoreApplication.translate("Brief", "Slips"),
        "milestone": QCoreApplication.translate("Brief", "On the way"),
        "they_write": QCoreApplication.translate("Brief", "They write the steps"),
    }[name]


def field_names(names: tuple[str, ...]) -> str:
    """ "Steps, done means": which fields changed."""
    words = ", ".join(field_name(name) for name in names).lower()
    return words[:1].upper() + words[1:]


def amount_text(minor: int, currency: str) -> str:
    """ "50", "12.50": an amount without its currency, as it would be typed."""
    whole = from_minor(minor, currency)
    digits = 0 if whole == whole.to_integral_value() else exponent(currency)
    return f"{whole:.{digits}f}".replace(".", QLocale().decimalPoint())


def value_text(brief: BriefDetail, name: str) -> str:
    """What holds for a field, in words."""
    value = brief.holds[name].value
    if value in (None, ""):
        return ""
    if isinstance(value, Sentence):
        return sentence_text(value)
    if name == "authority":
        return authority_name(value)
    if name == "review":
        return review_name(value)
    if name in ("spend_run", "spend_month"):
        return f"{amount_text(value, brief.currency)} {brief.currency}"
    return hours_text(value) if name == "reply_hours" else str(value)


def hours_text(hours: int) -> str:
    """ "within 4 h"."""
    return QCoreApplication.translate("Brief", "within {hours} h").format(hours=hours)


def aside_text(brief: BriefDetail, name: str) -> str:
    """What a field's line adds: "as usual with Maya · up to 50 USD"; "" where its own words say all."""
    held = brief.holds[name]
    parts = []
    if held.source == USUAL:
        parts.append(QCoreApplication.translate("Brief", "as usual with {who}").format(who=apart(brief.who)))
    elif name == "authority" and held.source == DEFAULT and brief.rule < authority_by_rule(None):
        parts.append(QCoreApplication.translate("Brief", "a slip would be costly"))
    if name == "authority" and brief.holds["spend_run"].value:
        amount = value_text(brief, "spend_run")
        parts.append(QCoreApplication.translate("Brief", "up to {amount}").format(amount=amount))
    return " · ".join(parts)
