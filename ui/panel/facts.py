"""The small print of a card: its number, where it came from, when it was made, changed and finished."""

from PySide6.QtCore import QCoreApplication

from models.cards import Detail
from ui.wording import outcome_name, when_text


def facts_text(detail: Detail) -> str:
    """ "No. 17 · from Trello", then the dates."""
    card = detail.card
    first = [QCoreApplication.translate("Facts", "No. {number}").format(number=card.number)]
    if source := source_text(detail.source):
        first.append(source)
    second = [QCoreApplication.translate("Facts", "Created {when}").format(when=when_text(detail.created))]
    if detail.changed > detail.created:
        second.append(
            QCoreApplication.translate("Facts", "changed {when}").format(when=when_text(detail.changed))
        )
    if card.done is not None:
        ended = outcome_name(card.outcome or "done")
        second.append(f"{ended} {when_text(card.done)}")
    return " · ".join(first) + "\n" + " · ".join(second)


def source_text(source: str | None) -> str:
    """ "from Trello", "from a CSV file"; "" for a card that was made here."""
    if not source:
        return ""
    tool, _, rest = source.partition(":")
    if tool == "csv":
        named = rest.partition(":")[0]
        if named and ":" in rest and named != "own":
            return QCoreApplication.translate("Facts", "from {tool} (CSV)").format(tool=named.capitalize())
        return QCoreApplication.translate("Facts", "from a CSV file")
    return QCoreApplication.translate("Facts", "from {tool}").format(tool=tool.capitalize())
