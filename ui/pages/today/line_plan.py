"""Where everything on a line of Today goes: one plan for painting, sizes and hit tests.

All positions are relative to the top left corner of the line's card.
"""

import datetime as dt
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from models.today import Item
from ui import theme
from ui.pages.today.action_words import KEYS, action_name
from ui.pages.today.words import Piece, pieces, title_text, tone

GAP = 7
EDGE = 12
STRIPE = 4
RADIUS = 7.0
# The eye must not go further than this from a title to its buttons, in pixels of usual letters.
WIDEST = 1_180
# Narrower than this, only the first button is shown.
FEW_BUTTONS = 620
_BETWEEN = 6
_DOT = " · "


class LineStyle(NamedTuple):
    """Fonts and heights, made once per theme."""

    title: QFont
    second: QFont
    bold: QFont
    heading: QFont
    button: QFont
    cap: QFont
    title_height: int
    second_height: int
    face: int

    @property
    def card_height(self) -> int:
        """A title and a second line."""
        return 2 * 10 + self.title_height + 3 + self.second_height

    @property
    def row_height(self) -> int:
        """A card and the gap below it."""
        return self.card_height + GAP

    @property
    def heading_height(self) -> int:
        """A heading with the room above it."""
        return 18 + QFontMetricsF(self.heading).height().__ceil__() + 8

    @property
    def button_height(self) -> int:
        return QFontMetricsF(self.button).height().__ceil__() + 12


@lru_cache(maxsize=1)
def line_style() -> LineStyle:
    """For the system's font; made anew after `line_style.cache_clear()`."""
    title, second = theme.font(1.04, QFont.Weight.Medium), theme.font(0.9)
    title_height = round(QFontMetricsF(title).height())
    second_height = round(QFontMetricsF(second).height())
    return LineStyle(
        title=title,
        second=second,
        bold=theme.font(0.9, QFont.Weight.DemiBold),
        heading=theme.font(1.0, QFont.Weight.DemiBold),
        button=theme.font(0.92),
        cap=theme.font(0.8, QFont.Weight.DemiBold),
        title_height=title_height,
        second_height=second_height,
        face=max(28, round(title_height * 1.6)),
    )


class Button(NamedTuple):
    """One key of a line."""

    action: str
    rect: QRectF
    cap: QRectF
    text: str
    is_first: bool


class Words(NamedTuple):
    """Some words on their baseline's box."""

    rect: QRectF
    piece: Piece


class LinePlan(NamedTuple):
    """Everything on one line, placed; `tone`: a field of theme.Colours."""

    title: QRectF
    title_text: str
    words: tuple[Words, ...]
    buttons: tuple[Button, ...]
    face: QRectF
    tone: str


def plan(item: Item, width: float, day: dt.date, *, writes: bool, is_active: bool) -> LinePlan:
    """A line of `width` pixels: the one under the keyboard or the mouse (`is_active`) shows all its keys, the
    others the likeliest.
    """
    style = line_style()
    height = style.card_height
    buttons = _buttons(item, width, height, style, writes=writes, is_active=is_active)
    left = STRIPE + EDGE
    face = QRectF(left, (height - style.face) / 2, style.face, style.face)
    left += style.face + EDGE
    right = (buttons[0].rect.left() if buttons else width) - EDGE
    room = max(40.0, right - left)
    title = QRectF(left, 10, room, style.title_height)
    below = QRectF(left, title.bottom() + 3, room, style.second_height)
    metrics = QFontMetricsF(style.title)
    text = metrics.elidedText(title_text(item, day), Qt.TextElideMode.ElideRight, room)
    return LinePlan(title, text, _words(pieces(item, day), below, style), buttons, face, tone(item))


def _words(found: list[Piece], room: QRectF, style: LineStyle) -> tuple[Words, ...]:
    placed: list[Words] = []
    x = room.left()
    for place, piece in enumerate(found):
        metrics = QFontMetricsF(style.bold if piece.colour in ("bad", "warn") else style.second)
        if place:
            wide = QFontMetricsF(style.second).horizontalAdvance(_DOT)
            if x + wide + 24 > room.right():
                break
            placed.append(Words(QRectF(x, room.top(), wide, room.height()), Piece(_DOT)))
            x += wide
        text = metrics.elidedText(piece.text, Qt.TextElideMode.ElideRight, room.right() - x)
        wide = metrics.horizontalAdvance(text) + 1
        placed.append(Words(QRectF(x, room.top(), wide, room.height()), piece._replace(text=text)))
        x += wide
    return tuple(placed)


def _buttons(
    item: Item, width: float, height: float, style: LineStyle, *, writes: bool, is_active: bool
) -> tuple[Button, ...]:
    """From the right: the last action first, so that the likeliest stands nearest to the title."""
    actions = [one for one in item.actions if writes or one in ("open", "person")]
    if item.kind in ("own", "waiting") and not is_active:
        actions = []
    elif not is_active or width < FEW_BUTTONS:
        actions = actions[:1]
    text_metrics, cap_metrics = QFontMetricsF(style.button), QFontMetricsF(style.cap)
    tall = style.button_height
    top = (height - tall) / 2
    placed: list[Button] = []
    x = width - EDGE
    for action in reversed(actions):
        text = action_name(action)
        cap = max(cap_metrics.horizontalAdvance(KEYS[action]) + 9, cap_metrics.height() + 2)
        wide = 7 + cap + 6 + text_metrics.horizontalAdvance(text) + 11
        rect = QRectF(x - wide, top, wide, tall)
        box = QRectF(
            rect.left() + 7, top + (tall - cap_metrics.height() - 2) / 2, cap, cap_metrics.height() + 2
        )
        placed.append(Button(action, rect, box, text, action == item.actions[0]))
        x = rect.left() - _BETWEEN
    return tuple(reversed(placed))
