"""What can be done with the lines of Today: the key of each, and what its button says."""

from PySide6.QtCore import QCoreApplication

# The key of each action; shown on its button.
KEYS = {
    "open": "↵",
    "accept": "A",
    "fix": "F",
    "back": "B",
    "send": "S",
    "told": "T",
    "answered": "T",
    "yes": "Y",
    "no": "N",
    "ask": "M",
    "nudge": "N",
    "delivered": "D",
    "looked": "L",
    "go_on": "Y",
    "take": "Y",
    "keep": "N",
    "small": "N",
    "again": "Y",
    "all": "Y",
    "except": "E",
    "recall": "C",
    "person": "↵",
    "stand_in": "Y",
    "give_back": "Y",
    "revoked": "R",
    "finish": "D",
}


def action_name(action: str) -> str:
    """What a button says."""
    names = {
        "open": lambda: QCoreApplication.translate("Today", "Open"),
        "accept": lambda: QCoreApplication.translate("Today", "Accept"),
        "fix": lambda: QCoreApplication.translate("Today", "After a fix"),
        "back": lambda: QCoreApplication.translate("Today", "Send back"),
        "send": lambda: QCoreApplication.translate("Today", "Send"),
        "told": lambda: QCoreApplication.translate("Today", "Told already"),
        "answered": lambda: QCoreApplication.translate("Today", "Answered"),
        "yes": lambda: QCoreApplication.translate("Today", "Done, and good"),
        "no": lambda: QCoreApplication.translate("Today", "Not done"),
        "ask": lambda: QCoreApplication.translate("Today", "Ask"),
        "nudge": lambda: QCoreApplication.translate("Today", "Nudge"),
        "delivered": lambda: QCoreApplication.translate("Today", "They say it’s done"),
        "looked": lambda: QCoreApplication.translate("Today", "Looked"),
        "go_on": lambda: QCoreApplication.translate("Today", "Go on"),
        "take": lambda: QCoreApplication.translate("Today", "Yes"),
        "keep": lambda: QCoreApplication.translate("Today", "Not yet"),
        "small": lambda: QCoreApplication.translate("Today", "No, small change"),
        "again": lambda: QCoreApplication.translate("Today", "Check again"),
        "all": lambda: QCoreApplication.translate("Today", "All"),
        "except": lambda: QCoreApplication.translate("Today", "Except…"),
        "recall": lambda: QCoreApplication.translate("Today", "Copy a note"),
        "person": lambda: QCoreApplication.translate("Today", "Open"),
        "stand_in": lambda: QCoreApplication.translate("Today", "Stand in…"),
        "give_back": lambda: QCoreApplication.translate("Today", "Give it back"),
        "revoked": lambda: QCoreApplication.translate("Today", "Revoked"),
        "finish": lambda: QCoreApplication.translate("Today", "Done"),
    }
    return names[action]()


def key_name(action: str) -> str:
    """What its key is called where it is read aloud."""
    return QCoreApplication.translate("Today", "Enter") if KEYS[action] == "↵" else KEYS[action]
