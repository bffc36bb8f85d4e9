"""The small print of a card: its number, where it came from, when it was made, changed and finished."""

import re

from PySide6.QtCore import QCoreApplication

from models.cards import Detail
from ui.wording import outcome_name, when_text

# Names that stay as they are in every language, by the first part of a card's source.
_PROGRAMS = {
    "asana": "Asana",
    "kanboard": "Kanboard",
    "planner": "Microsoft Planner",
    "ticktick": "TickTick",
    "todoist": "Todoist",
    "trello": "Trello",
    "wekan": "WeKan",
}


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
    """ "from Trello", "from Asana", "from a CSV file"; "" for a card that was made here."""
    if not source:
        return ""
    first, _, rest = source.partition(":")
    key = re.split("[:#]", rest)[0] if first == "csv" else first
    if key in _PROGRAMS:
        return QCoreApplication.translate("Facts", "from {program}").format(program=_PROGRAMS[key])
    return QCoreApplication.translate("Facts", "from a CSV file")
