"""The keys of the game, in one table."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

_LETTERS = {
    Qt.Key.Key_C: "core",
    Qt.Key.Key_D: "delegable",
    Qt.Key.Key_S: "split",
    Qt.Key.Key_X: "drop",
    Qt.Key.Key_A: "automate",
    Qt.Key.Key_G: "gates",
    Qt.Key.Key_L: "on_site",
    Qt.Key.Key_M: "take",
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


def claims(event: QEvent) -> bool:
    """Whether a key is the game's own before it is a shortcut of the window; accepts it if so."""
    is_ours = (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and command_of(event) is not None
    )
    if is_ours:
        event.accept()
    return is_ours
