"""The shapes under a card's texts, painted once and kept: a rounded outline costs more than all the texts."""

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from ui import theme
from ui.board.card_layout import MOST_DOTS, RADIUS, STRIPE, card_style


def forget() -> None:
    """Paint anew from now on: the theme or the font has changed."""
    for kept in (card_style, card_ground, chip_ground, face, stage_dots):
        kept.cache_clear()


def _painted(width: int, height: int, ratio: float, paint: Callable[[QPainter], None]) -> QPixmap:
    made = QPixmap(QSize(round(width * ratio), round(height * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter)
    painter.end()
    return made


@lru_cache(maxsize=128)
def card_ground(
    width: int,
    height: int,
    verdict: str,
    is_selected: bool,
    has_focus: bool,
    is_hovered: bool,
    is_hollow: bool,
    ratio: float,
) -> QPixmap:
    """Frame, fill and stripe of a card, with a pixel of shadow around it."""
    colours = theme.colours()
    fill = colours.tint if is_selected else colours.hover if is_hovered else colours.card
    edge = colours.sel if is_selected or has_focus else colours.wait if is_hovered else colours.line
    frame = QRectF(1.5, 1.5, width - 1, height - 1)

    def paint(painter: QPainter) -> None:
        if colours.shadow.alpha():
            painter.setPen(QPen(colours.shadow, 1.5))
            painter.drawRoundedRect(frame.translated(0, 1), RADIUS, RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(frame, RADIUS, RADIUS)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # The focus mark alone must not look like a selection
        is_both = has_focus and is_selected
        style = Qt.PenStyle.DashLine if has_focus and not is_selected else Qt.PenStyle.SolidLine
        painter.setPen(QPen(edge, 2.0 if is_both else 1.0, style))
        inside = 0.5 if is_both else 0.0
        painter.drawRoundedRect(frame.adjusted(inside, inside, -inside, -inside), RADIUS, RADIUS)
        _paint_stripe(painter, verdict, frame, is_hollow)

    return _painted(width + 2, height + 3, ratio, paint)


def verdict_colours(verdict: str) -> tuple[QColor, QColor]:
    """The stripe's upper and lower colour; they differ for work that is split."""
    c = theme.colours()
    return {
        "core": (c.core, c.core),
        "delegable": (c.delegable, c.delegable),
        "split": (c.core, c.delegable),
    }.get(verdict, (c.wait, c.wait))


def _paint_stripe(painter: QPainter, verdict: str, frame: QRectF, is_hollow: bool) -> None:
    outline = QPainterPath()
    outline.addRoundedRect(frame, RADIUS, RADIUS)
    upper, lower = verdict_colours(verdict)
    left, middle = frame.left() - 0.5, frame.center().y()
    whole = QRectF(left, 0, STRIPE + 0.5, frame.bottom() + 1)
    painter.setClipRect(whole)
    if is_hollow:
        painter.strokePath(outline, QPen(upper, 2.5, Qt.PenStyle.DotLine))
        return
    painter.fillPath(outline, upper)
    if upper != lower:
        painter.setClipRect(QRectF(left, middle, STRIPE + 0.5, frame.height()))
        painter.fillPath(outline, lower)


@lru_cache(maxsize=256)
def chip_ground(width: int, height: int, ratio: float) -> QPixmap:
    """The ground of a tag."""

    def paint(painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colours().chip)
        painter.drawRoundedRect(QRectF(0, 0, width, height), 4, 4)

    return _painted(width, height, ratio, paint)


@lru_cache(maxsize=16)
def stage_dots(level: int, ratio: float) -> QPixmap:
    """How far somebody is: so many dots filled, the rest hollow."""
    style = card_style()

    def paint(painter: QPainter) -> None:
        colours = theme.colours()
        for number in range(MOST_DOTS):
            is_reached = number < level
            painter.setPen(QPen(colours.delegable if is_reached else colours.wait, 1))
            painter.setBrush(colours.delegable if is_reached else Qt.BrushStyle.NoBrush)
            left = number * (style.dot + style.dot // 2)
            painter.drawEllipse(QRectF(left + 0.5, 0.5, style.dot - 1, style.dot - 1))

    return _painted(style.dots_width, style.dot, ratio, paint)


@lru_cache(maxsize=128)
def face(letters: str, name: str, size: int, ratio: float) -> QPixmap:
    """An assistant's circle with the initials, with a pixel of the card's colour around it."""

    def paint(painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colours().card)
        painter.drawEllipse(QRectF(0, 0, size + 2, size + 2))
        painter.setBrush(theme.face_colour(name))
        painter.drawEllipse(QRectF(1, 1, size, size))
        painter.setFont(card_style().face)
        painter.setPen(QColor(Qt.GlobalColor.white))
        painter.drawText(QRectF(1, 1, size, size), Qt.AlignmentFlag.AlignCenter, letters)

    return _painted(size + 2, size + 2, ratio, paint)
