"""What somebody has in hand, and what they master."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.assistant_mastery import Learned, Mastered
from models.cards import Card
from models.trust import CHECKED
from ui import theme
from ui.dialogs.sheet import muted_label
from ui.hand_words import level_text
from ui.panel.text_link import TextLink
from ui.plain import PlainLabel
from ui.wording import day_year, due_text, kind_name, local, repeat_text

MOST = 60


class Section(QWidget):
    """A heading and lines. opened(int): a card that was clicked."""

    opened = Signal(int)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.heading = PlainLabel(title)
        self.heading.setFont(theme.font(1.0, QFont.Weight.DemiBold))
        self.lines: list[QWidget] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(3)
        self._rows.addWidget(self.heading)

    def show_lines(self, lines: Sequence[tuple[int, str, str]], empty: str) -> None:
        """Key, title and a remark of each card; `empty`: said where there are none."""
        for line in self.lines:
            line.hide()
            self._rows.removeWidget(line)
            line.deleteLater()
        self.lines = []
        for key, title, remark in lines[:MOST]:
            self._add(_CardLine(key, title, remark, self.opened.emit))
        if len(lines) > MOST:
            self._add(muted_label(self.tr("and %n more", "", len(lines) - MOST)))
        if not lines:
            self._add(muted_label(empty))

    def _add(self, line: QWidget) -> None:
        self._rows.addWidget(line)
        self.lines.append(line)


class _CardLine(QWidget):
    """A title that opens its card, and a few grey words."""

    def __init__(self, key: int, title: str, remark: str, opened: Callable[[int], object]) -> None:
        super().__init__()
        self.link = TextLink(title, title, "panel-right", can_go=False)
        self.link.setAccessibleName(f"{title}, {remark}" if remark else title)
        self.link.clicked.connect(lambda *_: opened(key))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.link, 3)
        row.addWidget(muted_label(remark), 2)


def hand_lines(cards: Sequence[Card], today: dt.date) -> list[tuple[int, str, str]]:
    """Cards in somebody's hands with their column, rhythm, due day, and whether they know of it."""
    return [(card.id, card.title, _remark(card, today)) for card in cards]


def mastered_lines(found: Sequence[Mastered]) -> list[tuple[int, str, str]]:
    """Tasks that somebody masters, since when, and how it goes."""
    return [(one.task, one.title, mastered_text(one)) for one in found]


def learned_lines(found: Sequence[Learned]) -> list[tuple[int, str, str]]:
    """Tasks that somebody learns, how far they are, and what is left."""
    return [(one.task, one.title, learned_text(one)) for one in found]


def learned_text(one: Learned) -> str:
    """ "they do, you check every time · 3 of 5 in a row"."""
    parts = [level_text(one.level)]
    if one.is_stopped:
        parts.append(QCoreApplication.translate("InHand", "stopped: too many went back"))
    elif one.level == CHECKED:
        text = QCoreApplication.translate("InHand", "{count} of {needed} in a row")
        parts.append(text.format(count=min(one.in_a_row, one.needed), needed=one.needed))
    return " · ".join(parts)


def mastered_text(one: Mastered) -> str:
    """ "since 3 Sep 2026 · 11 of 12 accepted at once"; without a look at any, only since when."""
    since = QCoreApplication.translate("InHand", "since {day}").format(day=day_year(local(one.since).date()))
    if not one.reviewed:
        return since
    text = QCoreApplication.translate("InHand", "{accepted} of {reviewed} accepted at once")
    return f"{since} · {text.format(accepted=one.accepted, reviewed=one.reviewed)}"


def _remark(card: Card, today: dt.date) -> str:
    unsent = "" if card.is_sent else QCoreApplication.translate("InHand", "not sent yet")
    due = due_text(card.due, card.due_time, today)
    parts = [kind_name(card.kind), repeat_text(card.repeat), due, unsent]
    return " · ".join(part for part in parts if part)
