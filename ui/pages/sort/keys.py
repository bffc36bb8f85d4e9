"""The keys of the game, in one table."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_LETTERS = {
    Qt.Key.Key_C: "core",
    Qt.Key.Key_D: "delegable",
    Qt.Key.Key_S: "split",
    Qt.Key.Key_X: "drop",
    Qt.Key.Key_A: "automate",
    Qt.Key.Key_G: "gates",
    Qt.Key.Key_L: "on_site",
    Qt.Key.Key_T: "take",
    Qt.Key.Key_Z: "undo",
    Qt.Key.Key_Space: "later",
    Qt.Key.Key_Return: "enter",
    Qt.Key.Key_Enter: "enter",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Escape: "escape",
}
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


def command_of(event: QKeyEvent) -> str | int | None:
    """What a key means: a command, a digit, or nothing."""
    if event.modifiers() & ~_PLAIN:
        return None
    if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
        return event.key() - Qt.Key.Key_0
    return _LETTERS.get(Qt.Key(event.key()))
