"""Buttons, fields and lists of dialogs and pages in the board's look; the rest is Fusion with the palette."""

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from ui import theme

_SHEET = """
QPushButton {{
    background: {card}; color: {text}; border: 1px solid {edge}; border-radius: 6px;
    padding: 5px 12px; min-height: 20px;
}}
QPushButton:hover {{ background: {hover}; border-color: {wait}; }}
QPushButton:pressed {{ background: {chip}; }}
QPushButton:focus {{ border: 2px solid {sel}; padding: 4px 11px; }}
QPushButton:disabled {{ color: {faint}; border-color: {line}; background: transparent; }}
QPushButton[primary="true"] {{ background: {core}; color: {on_sel}; border-color: {core}; font-weight: 600; }}
QPushButton[primary="true"]:hover {{ background: {core_hover}; border-color: {core_hover}; }}
QPushButton[primary="true"]:focus {{ border: 2px solid {text}; }}
QPushButton[primary="true"]:disabled {{ background: {chip}; color: {faint}; border-color: {chip}; }}
QPushButton[flat="true"] {{ background: transparent; color: {muted}; border-color: transparent; }}
QPushButton[flat="true"]:hover {{ background: {chip}; color: {text}; }}
QPushButton[flat="true"]:focus {{ border-color: {sel}; color: {text}; }}
QToolButton {{
    background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px 6px;
}}
QToolButton:hover {{ background: {chip}; }}
QToolButton:focus {{ border-color: {sel}; }}
QToolButton::menu-indicator {{ image: none; }}
QToolButton[boxed="true"] {{ background: {card}; border-color: {edge}; padding: 5px 10px; }}
QToolButton[boxed="true"]:focus {{ border-color: {sel}; }}
QToolButton[boxed="true"]:checked {{ background: {tint}; border-color: {sel}; font-weight: 600; }}
QToolButton[boxed="true"]:disabled {{ color: {faint}; background: transparent; }}
QLineEdit, QPlainTextEdit {{
    background: {card}; color: {text}; border: 1px solid {edge}; border-radius: 6px; padding: 4px 7px;
    selection-background-color: {sel}; selection-color: {on_sel};
}}
QLineEdit:focus, QPlainTextEdit:focus {{ border-color: {sel}; }}
QTableView, QTreeView, QListView {{
    background: {card}; color: {text}; border: 1px solid {edge}; border-radius: 6px; outline: none;
    selection-background-color: {tint}; selection-color: {text};
}}
QTableView:focus, QTreeView:focus, QListView:focus {{ border-color: {sel}; }}
QTreeView::item, QListView::item {{ padding: 5px 6px; }}
QTableView::item {{ padding: 0 6px; }}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{
    background: {card}; color: {muted}; border: none; border-bottom: 1px solid {line}; padding: 6px 7px;
}}
QComboBox QAbstractItemView {{ border-radius: 0; }}
QRadioButton {{ spacing: 6px; padding: 3px; border: 1px solid transparent; border-radius: 6px; }}
QRadioButton:focus {{ border-color: {sel}; }}
QRadioButton::indicator {{
    width: 12px; height: 12px; border: 1px solid {wait}; border-radius: 7px; background: {card};
}}
QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 4px solid {core}; }}
QMessageBox[headed="true"] QLabel#qt_msgbox_label {{ font-weight: 600; }}
QProgressBar {{ background: {chip}; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }}
QProgressBar::chunk {{ background: {core}; border-radius: 3px; }}
"""


class Box(QComboBox):
    """A combo box in the look of the fields beside it; `is_flat`: without a frame until it is touched."""

    def __init__(self, parent: QWidget | None = None, *, is_flat: bool = False) -> None:
        super().__init__(parent)
        self._is_flat = is_flat
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, self.fontMetrics().height() + 16))

    def minimumSizeHint(self) -> QSize:
        return QSize(90, self.fontMetrics().height() + 12)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling past a box must not change it.
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(c.sel if self.hasFocus() else _edge(c), 1))
        painter.setBrush(c.hover if self.underMouse() else c.card)
        if not self._is_flat or self.hasFocus() or self.underMouse():
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        place = self.rect().adjusted(9, 0, -26, 0)
        text = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, place.width())
        painter.setPen(c.text if self.isEnabled() else c.muted)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        arrow = theme.pixmap("chevron-down", 14, c.muted, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - 22, (self.height() - 14) // 2, arrow)


def dress(widget: QWidget) -> None:
    """Give `widget` and all in it the look, now and whenever the scheme changes."""
    _Dress(widget).put_on()


class _Dress(QObject):
    """Lives as long as its widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        theme.changed.connect(self.put_on)

    def put_on(self) -> None:
        self._widget.setStyleSheet(_sheet())


def _sheet() -> str:
    c = theme.colours()
    names = ["card", "text", "line", "muted", "hover", "wait", "chip", "sel", "core", "on_sel", "tint"]
    values = {name: getattr(c, name).name(QColor.NameFormat.HexRgb) for name in names}
    return _SHEET.format(
        **values,
        edge=_edge(c).name(),
        faint=theme.blend(c.muted, c.panel, 0.55).name(),
        core_hover=theme.blend(c.core, c.text, 0.85).name(),
    )


def _edge(c: theme.Colours) -> QColor:
    """The frame of fields and buttons: a little stronger than the lines between parts."""
    return theme.blend(c.wait, c.line, 0.35)
