"""How the panel's fields look: flat until touched, one ring for the field that has the keyboard."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import Colours, colours

WIDTH, MOST_WIDTH = 348, 500
EDGE = 8
"""Distance of fields from the panel's edge; a field adds `PAD` inside, so that all text stands at 14."""
PAD = 6
RADIUS = 6.0

_SHEET = """
QLineEdit, QPlainTextEdit {{
    background: transparent; color: {text}; border: 1px solid transparent; border-radius: 6px;
    padding: 3px 3px; selection-background-color: {sel}; selection-color: {on_sel};
}}
QLineEdit:hover, QPlainTextEdit:hover {{ border-color: {line}; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border-color: {sel}; background: {card}; }}
QPlainTextEdit {{ padding: 1px 1px; }}
QTabBar {{ border: none; background: transparent; }}
QTabBar::tab {{
    background: transparent; color: {muted}; border: none; border-bottom: 2px solid transparent;
    padding: 6px 2px; margin-right: 12px;
}}
QTabBar::tab:selected {{ color: {text}; border-bottom-color: {core}; font-weight: 600; }}
QTabBar::tab:hover:!selected {{ color: {text}; }}
QTabBar::tab:focus {{ border-bottom-color: {sel}; }}
QToolButton {{
    background: transparent; color: {muted}; border: 1px solid transparent; border-radius: 6px;
    padding: 3px 5px;
}}
QToolButton:hover {{ background: {chip}; color: {text}; }}
QToolButton:focus {{ border-color: {sel}; }}
QToolButton:checked {{ background: {chip}; color: {text}; }}
QToolButton::menu-indicator {{ image: none; }}
"""

_POPOVER = """
#popover {{ background: {card}; border: 1px solid {line}; border-radius: 8px; }}
#popover QPushButton {{
    background: {chip}; color: {text}; border: 1px solid transparent; border-radius: 6px; padding: 4px 10px;
}}
#popover QPushButton:hover, #popover QPushButton:focus {{ border-color: {sel}; }}
#popover QPushButton[main="true"] {{ background: {sel}; color: {on_sel}; }}
#popover QPushButton[main="true"]:focus, #popover QPushButton[main="true"]:hover {{ border-color: {text}; }}
#popover QPushButton[form="true"] {{
    background: transparent; color: {core}; text-align: left; padding: 2px 6px;
}}
"""

_BUTTONS = """
QPushButton {{
    background: {card}; color: {text}; border: 1px solid {line}; border-radius: 6px; padding: 5px 11px;
}}
QPushButton:hover {{ background: {hover}; border-color: {wait}; }}
QPushButton:focus {{ border-color: {sel}; }}
QPushButton:disabled {{ color: {muted}; }}
QPushButton[primary="true"] {{ background: {delegable}; color: {card}; border-color: {delegable}; }}
QPushButton[primary="true"]:hover, QPushButton[primary="true"]:focus {{ border-color: {text}; }}
QPushButton[primary="true"]:disabled {{ background: {chip}; color: {muted}; border-color: {chip}; }}
"""


def buttons_sheet() -> str:
    """The style sheet of what can be done with a card, below its tab."""
    return _filled(_BUTTONS)


def popover_sheet() -> str:
    """The style sheet of what opens below the lines in the top bar (a frame named "popover")."""
    return _filled(_POPOVER)


def _filled(sheet: str) -> str:
    now = colours()
    names = (
        "bg",
        "text",
        "line",
        "sel",
        "on_sel",
        "card",
        "muted",
        "core",
        "chip",
        "wait",
        "hover",
        "delegable",
    )
    return sheet.format(**{name: getattr(now, name).name() for name in names})


def sheet() -> str:
    """The style sheet of the panel in the running colours."""
    return _filled(_SHEET)


def sized(font: QFont, factor: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The same font, larger or smaller, whether its size is in points or pixels."""
    made = QFont(font)
    if font.pixelSize() > 0:
        made.setPixelSize(max(1, round(font.pixelSize() * factor)))
    else:
        made.setPointSizeF(font.pointSizeF() * factor)
    made.setWeight(weight)
    return made


def tint(widget: QWidget, colour: QColor) -> None:
    """Give a label its text colour; the palette, so that the label's own font and margins stay."""
    palette = widget.palette()
    if palette.color(widget.foregroundRole()) != colour:
        palette.setColor(widget.foregroundRole(), colour)
        widget.setPalette(palette)


def paint_field(painter: QPainter, rect: QRectF, hovered: bool, focused: bool, now: Colours) -> None:
    """The frame of a field that paints itself: the same as the style sheet's line edits."""
    if not (hovered or focused):
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(now.sel if focused else now.line, 1))
    painter.setBrush(now.card if focused else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)


def paint_chevron(painter: QPainter, centre: QPointF, colour: QColor, open_: bool = True) -> None:
    """A small chevron, downwards or (folded) to the right."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(
        QPen(colour, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    x, y = centre.x(), centre.y()
    if open_:
        painter.drawPolyline([QPointF(x - 3.5, y - 1.75), QPointF(x, y + 1.75), QPointF(x + 3.5, y - 1.75)])
    else:
        painter.drawPolyline([QPointF(x - 1.75, y - 3.5), QPointF(x + 1.75, y), QPointF(x - 1.75, y + 3.5)])
