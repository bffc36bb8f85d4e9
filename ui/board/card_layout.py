"""Where everything on a card goes: one plan for painting, sizes and hit tests.

All positions are relative to the top left corner of the card. A plan is made once per card and width and kept
until the card, the day, the search words or the theme changes; painting then only places finished texts.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from models.cards import Card
from models.search import highlights
from ui import theme
from ui.board import card_text

GAP = 7
RADIUS = 6.0
STRIPE = 3
PAD_LEFT = STRIPE + 9
PAD_RIGHT = 9
PAD_TOP = 8
PAD_BOTTOM = 8
META_GAP = 5
PIECE_GAP = 8
ICON_GAP = 3
CHIP_PAD = 5
# More letters than this never fit on a card; measuring them all would only cost time.
LONGEST_TITLE = 400
MOST_FACES = 3
MOST_DOTS = 5
# Of a word that is elided, so much of its width has to be seen; of a text with a figure, this.
LEAST_SEEN = 0.7
FIGURE = re.compile(r"\d[\d.,:]*")


class CardStyle(NamedTuple):
    """Fonts and heights of a column's head and its cards, made once per theme."""

    head: QFont
    title: QFont
    struck: QFont
    meta: QFont
    meta_bold: QFont
    face: QFont
    title_metrics: QFontMetricsF
    meta_metrics: QFontMetricsF
    bold_metrics: QFontMetricsF
    title_line: int
    meta_line: int
    face_size: int
    icon_size: int

    @property
    def card_height(self) -> int:
        """Room for two lines of title and two lines of pieces."""
        return (
            PAD_TOP
            + 2 * self.title_line
            + META_GAP
            + self.meta_line
            + META_GAP
            + self.face_size
            + PAD_BOTTOM
            - 2
        )

    @property
    def row_height(self) -> int:
        """A card and the gap below it."""
        return self.card_height + GAP

    @property
    def dot(self) -> int:
        """The width of a dot of training; half of it lies between two."""
        return max(4, self.meta_line // 3)

    @property
    def dots_width(self) -> int:
        """All dots in a row."""
        return MOST_DOTS * self.dot + (MOST_DOTS - 1) * (self.dot // 2)


@lru_cache(maxsize=1)
def card_style() -> CardStyle:
    """The style for the system font; made anew after `card_style.cache_clear()`."""
    title, meta = theme.font(), theme.font(0.87)
    bold = theme.font(0.87, QFont.Weight.DemiBold)
    struck = QFont(title)
    struck.setStrikeOut(True)
    title_metrics, meta_metrics = QFontMetricsF(title), QFontMetricsF(meta)
    meta_line = round(meta_metrics.height())
    face_size = max(18, meta_line + 5)
    face = theme.font(0.75, QFont.Weight.DemiBold)
    # Two wide letters have to lie within the circle.
    face.setPixelSize(min(face.pixelSize(), face_size // 2))
    return CardStyle(
        head=theme.font(0.95, QFont.Weight.DemiBold),
        title=title,
        struck=struck,
        meta=meta,
        meta_bold=bold,
        face=face,
        title_metrics=title_metrics,
        meta_metrics=meta_metrics,
        bold_metrics=QFontMetricsF(bold),
        title_line=round(title_metrics.height() * 1.1),
        meta_line=meta_line,
        face_size=face_size,
        icon_size=max(10, meta_line - 2),
    )


class Text(NamedTuple):
    """A text on its baseline; `font` is a field of CardStyle, `colour` of theme.Colours."""

    x: float
    y: float
    text: str
    font: str
    colour: str


class Icon(NamedTuple):
    """A small picture; `name` is a file of resources/icons."""

    x: float
    y: float
    name: str
    colour: str


class CardPlan:
    """Everything on one card, placed."""

    def __init__(self, card: Card, title_rect: QRectF) -> None:
        self.card = card
        self.title_rect = title_rect
        self.texts: list[Text] = []
        self.icons: list[Icon] = []
        self.marks: list[QRectF] = []
        self.chips: list[QRectF] = []
        self.faces: list[tuple[QRectF, str, str]] = []
        self.hollow_face: QRectF | None = None
        # How far the one who has it is, of MOST_DOTS; None where nobody learns it
        self.dots: tuple[float, float, int] | None = None


class _Placed(NamedTuple):
    """A piece with its width, before it has a place."""

    piece: card_text.Piece
    width: float
    is_chip: bool = False


def layout(
    card: Card,
    kind: str,
    width: float,
    today: date,
    words: tuple[str, ...] = (),
    timer: str = "",
) -> CardPlan:
    """Place `card` of a column of `kind` on a card of `width` pixels; `words` are marked in the title.

    `timer`: for how long the timer runs on it.
    """
    style = card_style()
    room = max(20.0, width - PAD_LEFT - PAD_RIGHT)
    bottom = style.card_height - PAD_BOTTOM - style.face_size / 2 + 1
    plan = CardPlan(card, QRectF(PAD_LEFT, PAD_TOP, room, 2 * style.title_line))
    taken = _place_right(plan, card, kind, PAD_LEFT + room, bottom)
    waiting = _measured(card, kind, today, style, timer)
    is_short = _total(waiting) + (taken + PIECE_GAP if taken else 0) <= room
    if is_short:
        _place_line(plan, waiting, room - taken, bottom, style)
    else:
        upper = style.card_height - PAD_BOTTOM - style.face_size - META_GAP + 2 - style.meta_line / 2
        rest = _place_line(plan, waiting, room, upper, style, is_last=False)
        _place_line(plan, rest, room - taken - (PIECE_GAP if taken else 0), bottom, style)
    # A card with little else to say gives its title the line that is free
    _place_title(plan, card, kind, words, lines=3 if is_short else 2)
    return plan


def _measured(card: Card, kind: str, today: date, style: CardStyle, timer: str) -> list[_Placed]:
    made = []
    for piece in card_text.pieces(card, kind, today, timer):
        metrics = style.bold_metrics if piece.is_bold else style.meta_metrics
        icon = style.icon_size + ICON_GAP if piece.icon or piece.name == "nobody" else 0
        made.append(_Placed(piece, metrics.horizontalAdvance(piece.text) + icon))
    for tag in card.tags[:6]:
        width = style.meta_metrics.horizontalAdvance(tag[:60]) + 2 * CHIP_PAD
        made.append(_Placed(card_text.Piece("tag", tag[:60]), width, is_chip=True))
    return made


def _total(waiting: Sequence[_Placed]) -> float:
    return sum(placed.width for placed in waiting) + PIECE_GAP * max(0, len(waiting) - 1)


def _place_line(
    plan: CardPlan, waiting: list[_Placed], room: float, middle: float, style: CardStyle, is_last: bool = True
) -> list[_Placed]:
    """Put what fits on one line; return what does not. On the last line one too long is elided."""
    x, end = float(PAD_LEFT), PAD_LEFT + room
    rest: list[_Placed] = []
    for placed in waiting:
        if x + placed.width > end and placed.piece.short and not rest:
            placed = _shortened(placed, style)
        width = placed.width
        is_first = x == PAD_LEFT
        if rest or x + width > end:
            shortest = style.icon_size * 3 + 2 * CHIP_PAD if placed.is_chip else _least(placed, style)
            if rest or not (is_last or is_first) or end - x < shortest:
                rest.append(placed)
                continue
            width = end - x
        _place_piece(plan, placed, x, width, middle, style)
        x += width + (PIECE_GAP if not placed.is_chip else 4)
    return rest


def _shortened(placed: _Placed, style: CardStyle) -> _Placed:
    piece = placed.piece
    metrics = style.bold_metrics if piece.is_bold else style.meta_metrics
    saved = metrics.horizontalAdvance(piece.text) - metrics.horizontalAdvance(piece.short)
    return _Placed(piece._replace(text=piece.short, short=""), placed.width - saved)


def _least(placed: _Placed, style: CardStyle) -> float:
    """The width below which a text says nothing any more: its figure, or most of a word."""
    piece, figure = placed.piece, FIGURE.search(placed.piece.text)
    if figure is None:
        return placed.width * LEAST_SEEN
    metrics = style.bold_metrics if piece.is_bold else style.meta_metrics
    cut = metrics.horizontalAdvance(piece.text[figure.end() :])
    return placed.width - max(0.0, cut - metrics.horizontalAdvance("…"))


def _place_piece(
    plan: CardPlan, placed: _Placed, x: float, width: float, middle: float, style: CardStyle
) -> None:
    piece = placed.piece
    metrics = style.bold_metrics if piece.is_bold else style.meta_metrics
    room = width
    if placed.is_chip:
        height = style.meta_line + 2
        plan.chips.append(QRectF(x, round(middle - height / 2), width, height))
        x, room = x + CHIP_PAD, width - 2 * CHIP_PAD
    elif piece.icon or piece.name == "nobody":
        if piece.icon:
            plan.icons.append(Icon(x, round(middle - style.icon_size / 2), piece.icon, piece.colour))
        else:
            plan.hollow_face = QRectF(
                x, round(middle - style.icon_size / 2), style.icon_size, style.icon_size
            )
        x, room = x + style.icon_size + ICON_GAP, width - style.icon_size - ICON_GAP
    text = piece.text
    if metrics.horizontalAdvance(text) > room + 0.5:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    baseline = round(middle + (metrics.ascent() - metrics.descent()) / 2)
    plan.texts.append(Text(x, baseline, text, "meta_bold" if piece.is_bold else "meta", piece.colour))


def _place_right(plan: CardPlan, card: Card, kind: str, right: float, middle: float) -> float:
    """Faces, training and steps done, from the right edge; returns the width they take."""
    style, x = card_style(), right
    size = style.face_size
    names = card.assistants[:MOST_FACES]
    for number, name in enumerate(reversed(names)):
        x -= size if number == 0 else size - 6
        plan.faces.append((QRectF(x, middle - size / 2, size, size), card_text.initials(name), name))
    if card_text.is_trained(card, kind) and x - style.dots_width - 6 >= PAD_LEFT:
        x -= style.dots_width + (6 if names else 0)
        plan.dots = (x, middle - style.dot / 2, card.level)
    brief = card_text.brief_text(card)
    brief_width = style.meta_metrics.horizontalAdvance(brief) + PIECE_GAP if brief else 0
    text = f"{card.steps_done}/{card.steps}"
    width = style.meta_metrics.horizontalAdvance(text) + style.icon_size + ICON_GAP + (6 if names else 0)
    has_more = bool(brief) or plan.dots is not None
    # Where there is little room, how ready the brief is or how far they are says more than the steps.
    if card.steps and (not has_more or right - x + width + brief_width <= (right - PAD_LEFT) / 2):
        colour = "ok" if card.steps_done == card.steps else "muted"
        x -= width
        plan.icons.append(Icon(x, round(middle - style.icon_size / 2), "square-check", colour))
        place = x + style.icon_size + ICON_GAP
        plan.texts.append(Text(place, _baseline(middle, style), text, "meta", colour))
    if brief and x - brief_width >= PAD_LEFT:
        x -= brief_width - (PIECE_GAP if x == right else 0)
        plan.texts.append(Text(x, _baseline(middle, style), brief, "meta", "muted"))
    return right - x


def _baseline(middle: float, style: CardStyle) -> int:
    return round(middle + (style.meta_metrics.ascent() - style.meta_metrics.descent()) / 2)


def _place_title(plan: CardPlan, card: Card, kind: str, words: tuple[str, ...], lines: int) -> None:
    style = card_style()
    name = "struck" if card.outcome == "dropped" else "title"
    colour = "muted" if kind == "done" else "text"
    title = card.title[:LONGEST_TITLE].replace("\n", " ")
    made = QTextLayout(title, style.title)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    made.setTextOption(option)
    room = plan.title_rect.width()
    found = highlights(title, words) if words else []
    made.beginLayout()
    for number in range(lines):
        line = made.createLine()
        if not line.isValid():
            break
        line.setLineWidth(room)
        start, length = line.textStart(), line.textLength()
        text = title[start : start + length].rstrip()
        if number == lines - 1 and start + length < len(title):
            text = style.title_metrics.elidedText(title[start:], Qt.TextElideMode.ElideRight, room)
        top = PAD_TOP + number * style.title_line
        baseline = top + round(
            (style.title_line + style.title_metrics.ascent() - style.title_metrics.descent()) / 2
        )
        plan.texts.append(Text(PAD_LEFT, baseline, text, name, colour))
        for begin, size in found:
            first, last = max(begin, start), min(begin + size, start + length)
            if first < last:
                left = style.title_metrics.horizontalAdvance(title[start:first])
                right = style.title_metrics.horizontalAdvance(title[start:last])
                mark = QRectF(PAD_LEFT + left - 1, top + 1, min(right, room) - left + 2, style.title_line - 1)
                plan.marks.append(mark)
    made.endLayout()
