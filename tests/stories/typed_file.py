"""Typing into a window, and what the file of typed texts holds of it."""

import json
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from models.typed import TypedFile
from tests.stories.desk import Hand
from ui.panel.task_tab import TaskTab


def file_of(hand: Hand) -> Path:
    return TypedFile(hand.board.path, hand.board.about().uid).path


def texts(hand: Hand) -> list[str]:
    """What the file of typed texts holds."""
    path = file_of(hand)
    return [one["text"] for one in json.loads(path.read_bytes())["typed"]] if path.exists() else []


def kept(hand: Hand, *wanted: str) -> None:
    hand.qtbot.waitUntil(lambda: sorted(texts(hand)) == sorted(wanted))


def tab(hand: Hand) -> TaskTab:
    return hand.window.panel.task_tab


def type_in(hand: Hand, field: QLineEdit | QPlainTextEdit, text: str) -> None:
    field.window().activateWindow()
    hand.qtbot.waitUntil(field.isActiveWindow)
    field.setFocus()
    hand.write(text)
