"""One assistant in the sidebar: face, name, where and what time it is there, how full their week is."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from models.people import Person
from ui import theme
from ui.faces import paint_face
from ui.plain import tooltip

GAP, EDGE, BAR = 8, 7, 4


class PersonRow(QToolButton):
    """A click shows their cards; a double click, Enter or the menu opens their page."""

    cards_wanted = Signal()
    page_wanted = Signal()
    stepped = Signal(int)
    """To the next person (1) or the one before (-1)."""

    def __init__(self, person: Person, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person = person
        self.photo: QPixmap | None = None
        self._second = ""
        self._share: float | None = None
        self._is_amber = False
        self._is_target = False
        self._is_narrow = False
        self._was_double = False
        self.setObjectName("person")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self.cards_wanted)
        self.show_line("", None, is_amber=False)

    @property
    def second(self) -> str:
        """The second line."""
        return self._second

    @property
    def share(self) -> float | None:
        """How full the week is, 1 for full; None: not known, no bar."""
        return self._share

    @property
    def is_amber(self) -> bool:
        """Whether something stands against handing them more."""
        return self._is_amber

    @property
    def is_target(self) -> bool:
        """Whether cards hover over it."""
        return self._is_target

    def show_line(self, second: str, share: float | None, *, is_amber: bool) -> None:
        """Show what is known of the moment."""
        self._second, self._share, self._is_amber = second, share, is_amber
        cards = self.tr("%n card(s)", "", self.person.cards)
        load = (
            self.tr("{percent} % of the week full").format(percent=round(share * 100))
            if share is not None
            else ""
        )
        told = [part for part in (self.person.name, second, load, cards) if part]
        self.setAccessibleName(", ".join(told))
        self.setToolTip(tooltip(" · ".join(told)))
        self.update()

    def set_target(self, is_target: bool) -> None:
        """Whether cards hover over it now."""
        if is_target != self._is_target:
            self._is_target = is_target
            self.update()

    def set_narrow(self, is_narrow: bool) -> None:
        """Only the face."""
        self._is_narrow = is_narrow
        self.updateGeometry()
        self.update()

    def fill_menu(self, menu: QMenu) -> None:
        """What can be done with a person."""
        menu.addAction(self.tr("Show their cards")).triggered.connect(self.cards_wanted)
        menu.addAction(self.tr("Open their page")).triggered.connect(self.page_wanted)

    def sizeHint(self) -> QSize:
        tall = theme.font(1.0).pixelSize()
        if self._is_narrow:
            return QSize(self._face_size() + 8, self._face_size() + 8)
        return QSize(120, round(tall * 2.6) + BAR + 14)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._face_size(), self.sizeHint().height())

    def _face_size(self) -> int:
        return min(max(26, round(theme.font(1.0).pixelSize() * 2.0)), 36)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.page_wanted.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self._was_double = event.button() == Qt.MouseButton.LeftButton

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # The second click takes back what the first one did, so that the board is as it was.
        super().mouseReleaseEvent(event)
        if self._was_double:
            self._was_double = False
            self.page_wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        now = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, now)
        size = self._face_size()
        left = (self.width() - size) / 2 if self._is_narrow else float(EDGE)
        face = QRectF(left, (self.height() - size) / 2, size, size)
        paint_face(painter, face, self.person.name, self.photo)
        if self._is_narrow:
            if self._is_amber:
                painter.setPen(QPen(now.panel, 1.5))
                painter.setBrush(now.warn)
                painter.drawEllipse(QRectF(face.right() - 8, face.top() - 1, 9, 9))
        else:
            self._paint_words(painter, face.right() + GAP, now)
        painter.end()

    def _paint_ground(self, painter: QPainter, now: theme.Colours) -> None:
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._is_target:
            painter.setPen(QPen(now.delegable, 1.6, Qt.PenStyle.CustomDashLine))
            pen = painter.pen()
            pen.setDashPattern([3.2, 2.4])
            painter.setPen(pen)
            painter.setBrush(theme.blend(now.delegable, now.panel, 0.12))
        elif self.hasFocus():
            painter.setPen(QPen(now.sel, 1))
            painter.setBrush(now.chip if self.underMouse() else Qt.BrushStyle.NoBrush)
        elif self.underMouse():
            painter.setBrush(now.chip)
        else:
            return
        painter.drawRoundedRect(box, 6, 6)

    def _paint_words(self, painter: QPainter, left: float, now: theme.Colours) -> None:
        width = self.width() - left - EDGE
        name, small = theme.font(1.0, QFont.Weight.Medium), theme.font(0.86)
        heights = (name.pixelSize() * 1.3, small.pixelSize() * 1.3)
        if not self._second:
            heights = (heights[0], 0.0)
        whole = sum(heights) + (BAR + 4 if self._share is not None else 0)
        top = (self.height() - whole) / 2
        amber = self._is_amber and (self._share is None or self._share <= 1)
        for text, font, height, colour in (
            (self.person.name, name, heights[0], now.text),
            (self._second, small, heights[1], now.warn if amber else now.muted),
        ):
            self._paint_line(painter, QRectF(left, top, width, height), text, font, colour)
            top += height
        if self._share is not None:
            paint_load(painter, QRectF(left, top + 3, width, BAR), self._share, now)

    @staticmethod
    def _paint_line(painter: QPainter, rect: QRectF, text: str, font: QFont, colour: QColor) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def paint_load(painter: QPainter, rect: QRectF, share: float, now: theme.Colours) -> None:
    """A bar that is full when the week is; amber beyond."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(now.chip)
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    part = QRectF(rect)
    part.setWidth(rect.width() * min(1.0, share))
    if part.width() > 0:
        part.setWidth(max(part.width(), rect.height()))
        painter.setBrush(now.warn if share > 1 else now.delegable)
        painter.drawRoundedRect(part, rect.height() / 2, rect.height() / 2)
