"""What a drag of cards carries and shows, and scrolling while it hovers near an edge."""

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QByteArray,
    QMimeData,
    QObject,
    QPointF,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QScrollBar

from ui import theme
from ui.board.card_delegate import paint_card
from ui.board.card_layout import CardPlan, card_style

if TYPE_CHECKING:
    from PySide6.QtCore import QMetaType

IDS_MIME: Final = "application/x-delegation-board-ids"
_MOST_BYTES: Final = 4_000_000
_MOST_SHOWN: Final = 3
_EDGE: Final = 44
_TICK_MS: Final = 16


class CardsMime(QMimeData):
    """Cards on the way: their ids for this board, their titles as text, the whole cards only when asked for.

    `more` makes a further format for other board windows; reading every card in full would make a large drag
    start late, so it runs when somebody takes the data.
    """

    def __init__(
        self,
        board: str,
        ids: Sequence[int],
        text: str,
        more: tuple[str, Callable[[], bytes]] | None = None,
    ) -> None:
        super().__init__()
        self.setData(IDS_MIME, json.dumps({"board": board, "ids": list(ids)}).encode())
        self.setText(text)
        self._more = more

    def formats(self) -> list[str]:
        made = list(super().formats())
        return [*made, self._more[0]] if self._more else made

    def hasFormat(self, mimetype: str) -> bool:
        return mimetype in self.formats()

    def retrieveData(self, mimetype: str, type: "QMetaType | QMetaType.Type") -> object:
        if self._more and mimetype == self._more[0]:
            return QByteArray(self._more[1]())
        return super().retrieveData(mimetype, type)


def read_ids(mime: QMimeData, board: str) -> tuple[int, ...]:
    """The ids of cards of this very board; () for anything else, whatever its shape."""
    if not mime.hasFormat(IDS_MIME):
        return ()
    raw = bytes(mime.data(IDS_MIME).data())
    if len(raw) > _MOST_BYTES:
        return ()
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(found, dict) or found.get("board") != board or not isinstance(found.get("ids"), list):
        return ()
    return tuple(one for one in found["ids"] if type(one) is int)


def drag_picture(plans: Sequence[CardPlan], count: int, size: QSize, ratio: float) -> QPixmap:
    """Up to three cards as a small stack, and how many there are. Those of other columns repeat the last."""
    shown = [plans[min(place, len(plans) - 1)] for place in range(min(count, _MOST_SHOWN))]
    step, margin = 5, 10
    extra = step * (len(shown) - 1)
    whole = QSize(size.width() + extra + margin, size.height() + extra + margin)
    made = QPixmap(whole * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(0.9)
    for place, plan in reversed(list(enumerate(shown))):
        painter.save()
        painter.translate(place * step, margin + place * step)
        paint_card(painter, plan, size)
        painter.restore()
    if count > 1:
        _paint_count(painter, count, size.width() + extra)
    painter.end()
    return made


def _paint_count(painter: QPainter, count: int, right: int) -> None:
    style, colours = card_style(), theme.colours()
    text = str(count)
    width = max(20.0, style.bold_metrics.horizontalAdvance(text) + 12)
    rect = QRectF(right - width / 2 - 6, 0.5, width, 20)
    painter.setOpacity(1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.sel)
    painter.drawRoundedRect(rect, 10, 10)
    painter.setFont(style.meta_bold)
    painter.setPen(colours.on_sel)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def paint_drop_line(painter: QPainter, y: float, width: float, colour: QColor) -> None:
    """The line that shows where cards will land, with a dot at its beginning."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(3, y - 1.5, width - 3, 3), 1.5, 1.5)
    painter.drawEllipse(QPointF(4, y), 4, 4)


class EdgeScroll(QObject):
    """Scrolls a bar while something hovers near one of its ends; faster the nearer it is."""

    scrolled = Signal()

    def __init__(self, bar: QScrollBar, parent: QObject) -> None:
        super().__init__(parent)
        self._bar = bar
        self._speed = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._on_tick)

    @property
    def is_running(self) -> bool:
        return self._timer.isActive()

    def follow(self, position: int, length: int) -> None:
        """The pointer is at `position` of `length` pixels of visible content; may lie outside."""
        edge = min(_EDGE, length // 4)
        before, behind = edge - position, position - (length - edge)
        depth = before if before > 0 else behind
        self._speed = 0 if depth <= 0 else min(28, 2 + depth // 3) * (-1 if before > 0 else 1)
        if self._speed and not self._timer.isActive():
            self._timer.start()
        elif not self._speed:
            self.stop()

    def stop(self) -> None:
        """Stand still."""
        self._speed = 0
        self._timer.stop()

    def _on_tick(self) -> None:
        before = self._bar.value()
        self._bar.setValue(before + self._speed)
        if self._bar.value() == before:
            self.stop()
        else:
            self.scrolled.emit()
