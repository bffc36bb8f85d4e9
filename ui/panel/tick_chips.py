"""Chips to tick: several may be, none need be."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.panel.flow import FlowLayout
from ui.panel.style import PAD, sized
from ui.plain import PlainButton, tooltip
from ui.theme import blend, colours, pixmap

_TICK = 12


class TickChips(QWidget):
    """Space or Enter ticks, arrows walk, Tab leaves."""

    toggled = Signal(str, bool)

    def __init__(
        self, chips: Sequence[tuple[str, str, str]], parent: QWidget | None = None, *, edge: int = PAD
    ) -> None:
        """`chips`: key, name on screen, what it means (a tooltip). `edge`: room at the sides."""
        super().__init__(parent)
        flow = FlowLayout(self, gap=5)
        flow.setContentsMargins(edge, 2, edge, 2)
        self._chips = {key: _Chip(name, meaning, self) for key, name, meaning in chips}
        for key, chip in self._chips.items():
            chip.clicked.connect(lambda _=False, key=key: self._on_clicked(key))
            chip.stepped.connect(lambda by, key=key: self._walk(key, by))
            flow.addWidget(chip)
        self._set_stop(next(iter(self._chips)))

    def chip(self, key: str) -> QAbstractButton:
        """The button of one chip."""
        return self._chips[key]

    @property
    def ticked(self) -> frozenset[str]:
        """The keys of those that are ticked."""
        return frozenset(key for key, chip in self._chips.items() if chip.isChecked())

    def show_ticked(self, keys: Iterable[str]) -> None:
        """Show what is stored."""
        wanted = set(keys)
        for key, chip in self._chips.items():
            chip.setChecked(key in wanted)

    def _on_clicked(self, key: str) -> None:
        self._set_stop(key)
        self.toggled.emit(key, self._chips[key].isChecked())

    def _walk(self, key: str, by: int) -> None:
        keys = list(self._chips)
        target = keys[max(0, min(len(keys) - 1, keys.index(key) + by))]
        self._set_stop(target)
        self._chips[target].setFocus(Qt.FocusReason.TabFocusReason)

    def _set_stop(self, key: str) -> None:
        """Tab comes to one of them only."""
        for name, chip in self._chips.items():
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == key else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._chips[key])


class _Chip(PlainButton):
    stepped = Signal(int)

    def __init__(self, name: str, meaning: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(meaning)
        self.setToolTip(tooltip(meaning))
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 19 + _TICK, metrics.height() + 7)

    def minimumSizeHint(self) -> QSize:
        return QSize(48, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 1,
        }
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif (by := steps.get(Qt.Key(event.key()))) is not None:
            self.stepped.emit(by)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        ours = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and event.key() in ours:
            event.accept()  # here the key ticks
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        ticked = self.isChecked()
        edge = now.sel if self.hasFocus() else now.core if ticked else blend(now.wait, now.line, 0.35)
        painter.setPen(QPen(edge, 1.5 if self.hasFocus() else 1))
        ground = blend(now.core, now.panel, 0.14) if ticked else now.hover if self.underMouse() else now.panel
        painter.setBrush(ground)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        mark = pixmap(
            "check" if ticked else "plus", _TICK, now.core if ticked else now.wait, self.devicePixelRatioF()
        )
        painter.drawPixmap(9, (self.height() - _TICK) // 2, mark)
        painter.setFont(sized(self.font(), 0.95))
        painter.setPen(now.text if ticked else now.muted)
        room = self.rect().adjusted(13 + _TICK, 0, -6, 0)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
