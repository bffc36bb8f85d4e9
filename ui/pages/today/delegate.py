"""Paints the lines of Today; hit tests go by the same plan."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from models.today import Item
from ui import theme
from ui.faces import paint_face
from ui.pages.today.action_words import KEYS
from ui.pages.today.line_plan import RADIUS, STRIPE, WIDEST, Button, LinePlan, line_style, plan
from ui.pages.today.model import LINE_ROLE, Line, TodayModel

Index = QModelIndex | QPersistentModelIndex
_ICONS = {
    "own": "calendar",
    "access": "wrench",
}


class TodayDelegate(QStyledItemDelegate):
    """`look_of` tells of a row whether it is the keyboard's, under the mouse, and has the keyboard now.
    `hovered`: where the mouse is, in the view's pixels, or None.
    """

    def __init__(
        self,
        model: TodayModel,
        *,
        writes: bool,
        look_of: Callable[[int], tuple[bool, bool, bool]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._writes = writes
        self._look_of = look_of
        self.hovered: QPointF | None = None

    def card_rect(self, row: QRect) -> QRectF:
        """The card within its row."""
        width = min(row.width() - 2, theme.scaled(WIDEST))
        return QRectF(row.left() + 1, row.top() + 1, width, line_style().card_height)

    def plan_of(self, item: Item, row: int, rect: QRectF) -> LinePlan:
        """Where everything on a line is."""
        is_current, is_hovered, _ = self._look_of(row)
        return plan(
            item, rect.width(), self._model.day, writes=self._writes, is_active=is_current or is_hovered
        )

    def button_at(self, row: int, area: QRect, at: QPointF) -> str:
        """The action of the button at a place of the view, "" where there is none."""
        item = self._model.lines[row].item
        if item is None:
            return ""
        rect = self.card_rect(area)
        inside = at - rect.topLeft()
        buttons = self.plan_of(item, row, rect).buttons
        return next((button.action for button in buttons if button.rect.contains(inside)), "")

    # Qt's part

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(LINE_ROLE)
        style = line_style()
        is_heading = isinstance(line, Line) and line.item is None
        return QSize(option.rect.width(), style.heading_height if is_heading else style.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        if not isinstance(line, Line):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.item is None:
            self._paint_heading(painter, line, option.rect, index.row())
        else:
            self._paint_item(painter, line.item, option.rect, index.row())
        painter.restore()

    def _paint_heading(self, painter: QPainter, line: Line, area: QRect, row: int) -> None:
        c, style = theme.colours(), line_style()
        box = QRectF(area).adjusted(2, 0, 0, -7)
        painter.setFont(style.heading)
        painter.setPen(c.text)
        x = box.left()
        if line.section == "waiting":
            _, is_hovered, has_keyboard = self._look_of(row)
            name = "chevron-down" if line.is_open else "chevron-right"
            size = theme.scaled(16)
            ratio = painter.device().devicePixelRatioF()
            top = box.bottom() - painter.fontMetrics().height() / 2 - size / 2
            painter.drawPixmap(QPointF(x, top), theme.pixmap(name, size, c.muted, ratio))
            x += size + 5
            if has_keyboard or is_hovered:
                painter.setPen(c.core)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.drawText(
            box.adjusted(x - box.left(), 0, 0, 0), flags, str(self._model.heading(line.section, line.number))
        )

    def _paint_item(self, painter: QPainter, item: Item, area: QRect, row: int) -> None:
        c, style = theme.colours(), line_style()
        is_current, is_hovered, has_keyboard = self._look_of(row)
        rect = self.card_rect(area)
        made = self.plan_of(item, row, rect)
        painter.translate(rect.topLeft())
        size = QRectF(0, 0, rect.width(), rect.height())
        own = QColor(getattr(c, made.tone))
        _paint_ground(
            painter, size, own, is_current=is_current, is_hovered=is_hovered, has_keyboard=has_keyboard
        )
        self._paint_face(painter, item, made, own)
        painter.setFont(style.title)
        painter.setPen(c.text)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(made.title, left, made.title_text)
        for words in made.words:
            painter.setFont(style.bold if words.piece.colour in ("bad", "warn") else style.second)
            painter.setPen(getattr(c, words.piece.colour))
            painter.drawText(words.rect, left, words.piece.text)
        inside = None if self.hovered is None else self.hovered - rect.topLeft()
        for button in made.buttons:
            is_under = inside is not None and button.rect.contains(inside)
            _paint_button(painter, button, own, is_under=is_under, is_filled=button.is_first and is_current)

    def _paint_face(self, painter: QPainter, item: Item, made: LinePlan, own: QColor) -> None:
        if item.who:
            paint_face(painter, made.face, item.who)
            return
        c = theme.colours()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.blend(own, c.card, 0.12))
        painter.drawEllipse(made.face)
        edge = round(made.face.width() * 0.52)
        place = made.face.center() - QPointF(edge / 2, edge / 2)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(place, theme.pixmap(_ICONS.get(item.kind, "info"), edge, own, ratio))


def _paint_ground(
    painter: QPainter, size: QRectF, own: QColor, *, is_current: bool, is_hovered: bool, has_keyboard: bool
) -> None:
    c = theme.colours()
    if not c.is_dark:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(c.shadow)
        painter.drawRoundedRect(size.translated(0, 1), RADIUS, RADIUS)
    edge = c.sel if is_current else c.wait if is_hovered else c.line
    inner = size.adjusted(0.5, 0.5, -0.5, -0.5)
    outline = QPainterPath()
    outline.addRoundedRect(inner, RADIUS, RADIUS)
    painter.fillPath(outline, c.tint if is_current and has_keyboard else c.hover if is_hovered else c.card)
    painter.save()
    painter.setClipPath(outline)
    painter.fillRect(QRectF(0, 0, STRIPE, size.height()), own)
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(edge, 2 if is_current and has_keyboard else 1))
    painter.drawPath(outline)


def _paint_button(painter: QPainter, button: Button, own: QColor, *, is_under: bool, is_filled: bool) -> None:
    c, style = theme.colours(), line_style()
    fill = c.core
    ground = fill if is_filled else theme.blend(c.wait, c.card, 0.16) if is_under else c.card
    if is_filled and is_under:
        ground = theme.blend(fill, c.text, 0.85)
    ink = c.on_sel if is_filled else c.text
    edge = ground if is_filled else theme.blend(c.wait, c.line, 0.35)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(ground)
    painter.drawRoundedRect(button.rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.blend(ink, ground, 0.16 if is_filled else 0.09))
    painter.drawRoundedRect(button.cap, 3.5, 3.5)
    centre = Qt.AlignmentFlag.AlignCenter
    painter.setFont(style.cap)
    painter.setPen(ink if is_filled else c.muted)
    painter.drawText(button.cap, centre, KEYS[button.action])
    painter.setFont(style.button)
    painter.setPen(ink)
    text = QRectF(button.rect)
    text.setLeft(button.cap.right() + 6)
    painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, button.text)
