"""How the table of who can do what is painted: cells by stage, readable without colour, and its two headers.

Each kind of cell is painted once and kept, as the cards' grounds are.
"""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHeaderView, QWidget

from ui import theme
from ui.pages.assistants.matrix_model import MatrixModel

STEPS = 5
SHARES = (0.0, 0.14, 0.26, 0.42, 0.8, 1.0)
"""How much of the colour of given-away work a step has."""
NARROWEST, WIDEST = 78, 120
GAP, EDGE = 2, 10
SIGN = 14


def ground(level: int) -> QColor:
    """The colour of a step."""
    c = theme.colours()
    return theme.blend(c.delegable, c.card, SHARES[level])


def ink(level: int) -> QColor:
    """What is written on it: the one of the two that is read more easily there."""
    c = theme.colours()
    return max((c.text, c.on_sel), key=lambda one: contrast(one, ground(level)))


def contrast(one: QColor, other: QColor) -> float:
    """How well one colour is read on the other, 1 to 21 (WCAG 2)."""
    light, dark = sorted((_light(one), _light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def forget() -> None:
    """Paint anew from now on: the theme or the font has changed."""
    for kept in (cell_picture, _letters, _elided):
        kept.cache_clear()


@lru_cache(maxsize=2)
def _letters(is_bold: bool) -> QFont:
    return theme.font(1.0, QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)


@lru_cache(maxsize=4096)
def _elided(text: str, wide: int, is_bold: bool) -> str:
    """What of a title or a name fits."""
    return QFontMetrics(_letters(is_bold)).elidedText(text, Qt.TextElideMode.ElideRight, wide)


@lru_cache(maxsize=256)
def cell_picture(
    width: int,
    height: int,
    level: int,
    has_it: bool,
    is_stopped: bool,
    is_current: bool,
    ratio: float,
    is_bare: bool = False,
) -> QPixmap:
    """A cell: the step as a digit and in pips, a frame around the one who has the task. `is_bare`: without
    the table's ground below it.
    """
    made = QPixmap(QSize(round(width * ratio), round(height * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent if is_bare else theme.colours().card)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    c = theme.colours()
    box = QRectF(0, 0, width, height).adjusted(GAP, GAP, -GAP, -GAP)
    if level:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground(level))
        painter.drawRoundedRect(box, 5, 5)
        _paint_step(painter, box, level, is_stopped)
    elif not is_bare:
        painter.setPen(c.muted)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "·")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if has_it:
        painter.setPen(QPen(c.text, 2))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
    if is_current:
        painter.setPen(QPen(c.sel, 2, Qt.PenStyle.SolidLine))
        painter.drawRoundedRect(QRectF(0, 0, width, height).adjusted(1, 1, -1, -1), 6, 6)
    painter.end()
    return made


def _paint_step(painter: QPainter, box: QRectF, level: int, is_stopped: bool) -> None:
    c = theme.colours()
    painter.setFont(theme.font(1.0, QFont.Weight.DemiBold))
    metrics = QFontMetrics(painter.font())
    pip, gap = float(theme.scaled(4)), float(theme.scaled(3))
    size = theme.scaled(SIGN)
    wide = metrics.horizontalAdvance(str(level)) + 6 + STEPS * pip + (STEPS - 1) * gap
    left = box.center().x() - (wide + (size + 3 if is_stopped else 0)) / 2
    if is_stopped:
        sign = QRectF(left - 1, box.center().y() - size / 2 - 1, size + 2, size + 2)
        painter.setBrush(c.card)
        painter.drawEllipse(sign)
        painter.drawPixmap(sign.adjusted(1, 1, -1, -1).toRect(), theme.pixmap("circle-stop", size * 2, c.bad))
        left += size + 3
    painter.setPen(ink(level))
    place = QRectF(left, box.top(), metrics.horizontalAdvance(str(level)) + 1, box.height())
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(level))
    left = place.right() + 5
    for step in range(STEPS):
        painter.setPen(QPen(ink(level), 1))
        painter.setBrush(ink(level) if step < level else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(left + pip / 2 + step * (pip + gap), box.center().y()), pip / 2, pip / 2)


class TaskHeader(QHeaderView):
    """The tasks at the left, with a sign where one stands on a single person: filled where it is very
    private.
    """

    def __init__(self, model: MatrixModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._matrix = model
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def fit(self, wide: int, others: int) -> None:
        """As wide as titles want, in a view of this width where cells want `others` of it."""
        letter = self.fontMetrics().averageCharWidth()
        least = min(42 * letter, wide * 2 // 5)
        self.setFixedWidth(max(least, min(64 * letter, wide - others), SIGN + 2 * EDGE))

    def paintSection(self, painter: QPainter, rect: QRect, row: int) -> None:
        if not 0 <= row < len(self._matrix.tasks):
            return
        c = theme.colours()
        one = self._matrix.task(row)
        is_current = self._is_current(row)
        painter.save()
        painter.fillRect(rect, c.tint if is_current else c.card)
        inside = rect.adjusted(EDGE, 0, -EDGE, 0)
        if one.danger:
            _paint_danger(painter, inside, one.danger)
        inside.setLeft(inside.left() + theme.scaled(SIGN) + 6)
        painter.setPen(c.text)
        painter.setFont(_letters(is_current))
        text = _elided(one.title, inside.width(), is_current)
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(c.line)
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.restore()

    def _is_current(self, row: int) -> bool:
        index = self.selectionModel().currentIndex() if self.selectionModel() else QModelIndex()
        return index.isValid() and index.row() == row


class PeopleHeader(QHeaderView):
    """The assistants at the top, and below each how many tasks they can do alone."""

    def __init__(self, model: MatrixModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._matrix = model
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFixedHeight(2 * self.fontMetrics().height() + 14)

    def width_of_sections(self) -> int:
        """Room for the longest name, within reason."""
        metrics = QFontMetrics(_letters(True))
        names = [metrics.horizontalAdvance(one.name) for one in self._matrix.members]
        told = [self.fontMetrics().horizontalAdvance(self._told(able)) for able in self._matrix.able]
        narrowest = theme.scaled(NARROWEST)
        return min(max([narrowest, *(name + EDGE for name in names + told)]), theme.scaled(WIDEST))

    def paintSection(self, painter: QPainter, rect: QRect, column: int) -> None:
        if not 0 <= column < len(self._matrix.members):
            return
        c = theme.colours()
        index = self.selectionModel().currentIndex() if self.selectionModel() else QModelIndex()
        is_current = index.isValid() and index.column() == column
        painter.save()
        painter.fillRect(rect, c.tint if is_current else c.card)
        inside = rect.adjusted(4, 6, -4, -6)
        painter.setPen(c.text)
        painter.setFont(_letters(True))
        text = _elided(self._matrix.member(column).name, inside.width(), True)
        middle, top, bottom = (
            Qt.AlignmentFlag.AlignHCenter,
            Qt.AlignmentFlag.AlignTop,
            Qt.AlignmentFlag.AlignBottom,
        )
        painter.drawText(inside, middle | top, text)
        painter.setPen(c.muted)
        painter.setFont(self.font())
        painter.drawText(inside, middle | bottom, self._told(self._matrix.able[column]))
        painter.setPen(c.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _told(self, able: int) -> str:
        return self.tr("{count} alone").format(count=able)


def _paint_danger(painter: QPainter, inside: QRect, danger: str) -> None:
    c = theme.colours()
    ratio = painter.device().devicePixelRatioF()
    colour = c.bad if danger == "red" else c.warn
    name = "circle-alert" if danger == "red" else "triangle-alert"
    size = theme.scaled(SIGN)
    top = inside.center().y() - size // 2
    painter.drawPixmap(inside.left(), top, theme.pixmap(name, size, colour, ratio))


def _light(colour: QColor) -> float:
    def part(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else float(((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = (part(value) for value in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
