"""Paints the cards of one column and edits their titles in place."""

from collections.abc import Callable, Collection, Sequence
from datetime import date

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from models.cards import Card
from ui import plain, theme
from ui.board import card_text
from ui.board.card_grounds import card_ground, chip_ground, face, stage_dots
from ui.board.card_layout import STRIPE, CardPlan, card_style, layout
from ui.board.cell_model import CARD_ROLE

Index = QModelIndex | QPersistentModelIndex

# Whether a card is selected, has the focus mark, lies under the mouse
Look = tuple[bool, bool, bool]
PLAIN: Look = (False, False, False)
# Free space left and right of the cards; on the right it becomes the scroll bar when there is one.
INSET = 8
_MOST_PLANS = 600


class CardDelegate(QStyledItemDelegate):
    """One per column. Plans are kept until the card, the day, the search words or the theme changes."""

    renamed = Signal(int, str)

    def __init__(
        self,
        kind: str,
        today: date,
        is_pending: Callable[[int], bool],
        look_of: Callable[[Index], Look],
        parent: QAbstractItemView,
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self._view = parent
        self._today = today
        self._words: tuple[str, ...] = ()
        self._is_pending = is_pending
        self._look_of = look_of
        self._dragged: Collection[int] = ()
        self._plans: dict[tuple[int, int], CardPlan] = {}
        self._timer: tuple[int | None, str] = (None, "")

    def set_today(self, today: date) -> None:
        """Word due dates as seen from `today`."""
        self._today = today
        self.forget()

    def set_words(self, words: Sequence[str]) -> None:
        """Mark these folded words in titles."""
        if tuple(words) != self._words:
            self._words = tuple(words)
            self.forget()

    def set_dragged(self, ids: Collection[int]) -> None:
        """Draw these cards faint: they are on the way."""
        self._dragged = ids

    def set_timer(self, task: int | None, text: str) -> None:
        """The timer runs on the card `task`, for as long as `text` says."""
        changed = {self._timer[0], task}
        self._timer = (task, text)
        self._plans = {key: plan for key, plan in self._plans.items() if key[0] not in changed}

    def forget(self) -> None:
        """Drop all plans, e.g. after a change of theme or font."""
        self._plans.clear()

    def plan(self, card: Card, width: int) -> CardPlan:
        """Where everything on `card` goes: shared by painting, sizes, tooltips and the title's editor."""
        found = self._plans.get((card.id, width))
        if found is not None and found.card is card:
            return found
        if len(self._plans) > _MOST_PLANS:
            self._plans.clear()
        timer = self._timer[1] if self._timer[0] == card.id else ""
        made = layout(card, self.kind, width, self._today, self._words, timer)
        self._plans[card.id, width] = made
        return made

    def card_rect(self, row: QRect) -> QRect:
        """The card within its row: the gap is below it, the inset on its right."""
        right = self._view.width() - INSET
        return QRect(row.left(), row.top(), min(row.width(), right), card_style().card_height)

    # Qt's part

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del index
        return QSize(option.rect.width(), card_style().row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card = index.data(CARD_ROLE)
        rect = self.card_rect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.topLeft())
        if isinstance(card, Card):
            is_pending = self._is_pending(card.id)
            if card.id in self._dragged:
                painter.setOpacity(0.4)
            elif is_pending:
                painter.setOpacity(0.7)
            # The option's own state would make the Python types of all styles.
            look = self._look_of(index)
            paint_card(painter, self.plan(card, rect.width()), rect.size(), look, is_hollow=is_pending)
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        card = index.data(CARD_ROLE)
        if isinstance(card, Card) and self.card_rect(option.rect).contains(event.pos()):
            text = card_text.tip(card, self.kind, self._today)
            QToolTip.showText(event.globalPos(), plain.tooltip(text), view)
        else:
            QToolTip.hideText()
        return True

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        del option, index
        from ui.board.title_editor import TitleEditor

        editor = TitleEditor(parent)
        editor.accepted.connect(self._on_title_accepted)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        from ui.board.title_editor import TitleEditor

        card = index.data(CARD_ROLE)
        # A card that is read anew while its title is typed must not take the words away
        if isinstance(editor, TitleEditor) and isinstance(card, Card) and not editor.was_filled:
            editor.fill(card.title)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        from ui.board.title_editor import TitleEditor

        del model
        card = index.data(CARD_ROLE)
        if isinstance(editor, TitleEditor) and isinstance(card, Card):
            title = editor.title()
            if title and title != card.title:
                self.renamed.emit(card.id, title)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        del index
        rect = self.card_rect(option.rect)
        editor.setGeometry(rect.adjusted(STRIPE, 0, 0, 0))

    def _on_title_accepted(self) -> None:
        from ui.board.title_editor import TitleEditor

        editor = self.sender()
        if isinstance(editor, TitleEditor):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)


def paint_card(
    painter: QPainter,
    plan: CardPlan,
    size: QSize,
    look: Look = PLAIN,
    *,
    is_hollow: bool = False,
) -> None:
    """Paint a planned card at the painter's origin; also used for the picture under the mouse in a drag."""
    ratio = painter.device().devicePixelRatioF()
    ground = card_ground(size.width(), size.height(), plan.card.verdict, *look, is_hollow, ratio)
    painter.drawPixmap(QPointF(-1, -1), ground)
    _paint_content(painter, plan, ratio)


def _paint_content(painter: QPainter, plan: CardPlan, ratio: float) -> None:
    colours, style = theme.colours(), card_style()
    painter.setPen(Qt.PenStyle.NoPen)
    for mark in plan.marks:
        painter.fillRect(mark, colours.mark)
    for chip in plan.chips:
        painter.drawPixmap(chip.topLeft(), chip_ground(round(chip.width()), round(chip.height()), ratio))
    for rect, letters, name in plan.faces:
        painter.drawPixmap(rect.topLeft() - QPointF(1, 1), face(letters, name, round(rect.width()), ratio))
    if plan.dots is not None:
        x, y, level = plan.dots
        painter.drawPixmap(QPointF(round(x), round(y)), stage_dots(level, ratio))
    font = ""
    for text in plan.texts:
        if text.font != font:
            font = text.font
            painter.setFont(getattr(style, font))
        painter.setPen(getattr(colours, text.colour))
        painter.drawText(QPointF(text.x, text.y), text.text)
    for icon in plan.icons:
        picture = theme.pixmap(icon.name, style.icon_size, getattr(colours, icon.colour), ratio)
        painter.drawPixmap(QPointF(icon.x, icon.y), picture)
    if plan.hollow_face is not None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.wait, 1, Qt.PenStyle.DashLine))
        painter.drawEllipse(plan.hollow_face.adjusted(0.5, 0.5, -0.5, -0.5))
