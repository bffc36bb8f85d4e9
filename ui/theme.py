"""Light and dark: palettes, the small style sheet, icons tinted with the palette, fonts from the system."""

import re

# `hashlib` has it from there, and loads OpenSSL beside it.
from _blake2 import blake2s
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
SCHEMES = ("system", "light", "dark")
USUAL_LETTERS = 13
"""Pixels; what is measured in pixels was drawn for letters of this size."""


class Colours(NamedTuple):
    """The colours of one scheme; every pair that carries text has a contrast of at least 4.5."""

    bg: QColor
    panel: QColor
    line: QColor
    text: QColor
    muted: QColor
    card: QColor
    hover: QColor
    lane: QColor
    core: QColor
    delegable: QColor
    wait: QColor
    warn: QColor
    bad: QColor
    ok: QColor
    sel: QColor
    on_sel: QColor
    tint: QColor
    mark: QColor
    chip: QColor
    shadow: QColor
    is_dark: bool


def _colours(is_dark: bool, **values: str) -> Colours:
    return Colours(is_dark=is_dark, **{name: QColor(value) for name, value in values.items()})


LIGHT = _colours(
    False,
    bg="#f4f5f7",
    panel="#ffffff",
    line="#e2e5ea",
    text="#1c2430",
    muted="#5b6577",
    card="#ffffff",
    hover="#fafaff",
    lane="#eceef2",
    core="#5b5bd6",
    delegable="#0b7f74",
    wait="#98a2b3",
    warn="#b54708",
    bad="#c4320a",
    ok="#067647",
    sel="#5b5bd6",
    on_sel="#ffffff",
    tint="#f0f0fd",
    mark="#ffe58a",
    chip="#eef0f4",
    shadow="#17101828",
)
DARK = _colours(
    True,
    bg="#14171c",
    panel="#1b1f26",
    line="#2f3641",
    text="#e6e9ef",
    muted="#98a2b3",
    card="#222832",
    hover="#272e39",
    lane="#191d23",
    core="#8f8ffc",
    delegable="#3cc9b8",
    wait="#667085",
    warn="#f7b27a",
    bad="#f97066",
    ok="#47cd89",
    sel="#8f8ffc",
    on_sel="#14171c",
    tint="#2a2d47",
    mark="#6b5714",
    chip="#2d3541",
    shadow="#00000000",
)

# The colours offered for columns: the file keeps the light one, the dark one is its twin.
OFFERED = {
    "violet": ("#5b5bd6", "#8f8ffc"),
    "teal": ("#0b7f74", "#3cc9b8"),
    "grey": ("#98a2b3", "#667085"),
    "blue": ("#1570cd", "#61b0ff"),
    "green": ("#0f7a4a", "#47cd89"),
    "amber": ("#b54708", "#f7b27a"),
    "red": ("#c4320a", "#f97066"),
    "pink": ("#c11574", "#f670c7"),
}
_FACES = ("#0b7f74", "#7a5af8", "#c11574", "#1570cd", "#b54708", "#3f7a1f", "#a11043")


class _Theme(QObject):
    """The running scheme. One per process, like the application's palette that it sets."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.wish = "system"
        self.colours = LIGHT
        self.is_following = False


_theme = _Theme()
changed = _theme.changed


def colours() -> Colours:
    """The colours of the running scheme."""
    return _theme.colours


def wish() -> str:
    """What was asked for: "system", "light" or "dark"."""
    return _theme.wish


def apply(app: QApplication, scheme: str = "system") -> None:
    """Dress `app` in a scheme: "light", "dark", or "system" (follows the system while the program runs)."""
    if scheme not in SCHEMES:
        raise ValueError(scheme)
    hints = app.styleHints()
    if not _theme.is_following:
        _theme.is_following = True
        hints.colorSchemeChanged.connect(_on_system_scheme_changed)
    _theme.wish = scheme
    # The window frame and native dialogs follow this hint
    hints.setColorScheme(
        {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(scheme, Qt.ColorScheme.Unknown)
    )
    is_dark = scheme == "dark" or (scheme == "system" and hints.colorScheme() == Qt.ColorScheme.Dark)
    _dress(app, DARK if is_dark else LIGHT)


def _on_system_scheme_changed(scheme: Qt.ColorScheme) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication) and _theme.wish == "system":
        _dress(app, DARK if scheme == Qt.ColorScheme.Dark else LIGHT)


def _dress(app: QApplication, wanted: Colours) -> None:
    _theme.colours = wanted
    app.setPalette(palette(wanted))
    sheet = style_sheet(wanted)
    if sheet != app.styleSheet():
        app.setStyleSheet(sheet)
    _theme.changed.emit()


def palette(c: Colours) -> QPalette:
    """The colours as Qt's roles, so that standard widgets and dialogs match."""
    role = QPalette.ColorRole
    made = QPalette()
    for name, colour in (
        (role.Window, c.bg),
        (role.WindowText, c.text),
        (role.Base, c.card),
        (role.Text, c.text),
        (role.BrightText, c.bad),
        (role.Button, c.panel),
        (role.ButtonText, c.text),
        (role.AlternateBase, c.lane),
        (role.Highlight, c.sel),
        (role.HighlightedText, c.on_sel),
        (role.Accent, c.sel),
        (role.Link, c.core),
        (role.LinkVisited, c.core),
        (role.PlaceholderText, c.muted),
        (role.ToolTipBase, c.card),
        (role.ToolTipText, c.text),
        (role.Light, c.card),
        (role.Midlight, c.chip),
        (role.Mid, c.line),
        (role.Dark, c.wait),
        (role.Shadow, QColor(0, 0, 0)),
    ):
        made.setColor(name, colour)
    faint = blend(c.muted, c.panel, 0.45)
    for name in (role.Text, role.WindowText, role.ButtonText, role.PlaceholderText):
        made.setColor(QPalette.ColorGroup.Disabled, name, faint)
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, c.wait)
    return made


def style_sheet(c: Colours) -> str:
    """resources/style.qss with its @names replaced by the scheme's colours; "" where the file is missing."""
    path = RESOURCES / "style.qss"
    if not path.exists():
        return ""
    values = c._asdict()

    def value(match: re.Match[str]) -> str:
        if match[1] == "icons":
            return (RESOURCES / "icons").as_posix()
        return str(values[match[1]].name(QColor.NameFormat.HexArgb))

    return re.sub(r"@([a-z_]+)", value, path.read_text(encoding="utf-8"))


def blend(over: QColor, under: QColor, amount: float) -> QColor:
    """`over` at `amount` (0 to 1) on `under`, both opaque."""

    def mix(a: int, b: int) -> int:
        return round(a * amount + b * (1 - amount))

    return QColor(
        mix(over.red(), under.red()), mix(over.green(), under.green()), mix(over.blue(), under.blue())
    )


def stage_colour(value: str, kind: str) -> QColor:
    """A column's colour: the one that the owner chose ("#rrggbb"), else ("") its kind's."""
    if value and (chosen := QColor(value)).isValid():
        return QColor(dict(OFFERED.values()).get(value, value)) if colours().is_dark else chosen
    c = colours()
    return {"unsorted": c.wait, "core": c.core, "done": c.wait}.get(kind, c.delegable)


def face_colour(name: str) -> QColor:
    """An assistant's colour: always the same for a name; white text is readable on it."""
    return QColor(_FACES[blake2s(name.casefold().encode(), digest_size=8).digest()[4] % len(_FACES)])


def font(scale: float = 1.0, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The system font at a relative size; pixels are rounded so that lines fall on whole pixels."""
    made = QFont(QGuiApplication.font())
    made.setPixelSize(max(9, round(QFontInfo(made).pixelSize() * scale)))
    made.setWeight(weight)
    return made


def _svg_file(name: str) -> Path:
    return RESOURCES / "icons" / f"{name}.svg"


def scaled(length: int) -> int:
    """A length in pixels that suits letters of the usual size; longer where the owner's are larger."""
    return max(length, round(length * QFontInfo(QGuiApplication.font()).pixelSize() / USUAL_LETTERS))


@lru_cache(maxsize=256)
def _svg(name: str) -> str:
    return _svg_file(name).read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_svg(name).replace("currentColor", colour).encode()))


@lru_cache(maxsize=256)
def _pixmap(name: str, width: int, height: int, colour: str, ratio: float) -> QPixmap:
    made = QPixmap(QSize(round(width * ratio), round(height * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    _renderer(name, colour).render(painter, QRectF(0, 0, width, height))
    painter.end()
    return made


def pixmap(name: str, size: int, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """An icon in one colour as a picture of `size` × `size` device-independent pixels."""
    return _pixmap(name, size, size, colour.name(), ratio)


class _SvgEngine(QIconEngine):
    """Draws an icon in the palette's colour of the moment, so that no icon need be made again."""

    def __init__(self, name: str, tint: Callable[[], QColor] | None = None) -> None:
        super().__init__()
        self._name = name
        self._tint = tint

    def _colour(self, mode: QIcon.Mode) -> str:
        group = QPalette.ColorGroup.Disabled if mode == QIcon.Mode.Disabled else QPalette.ColorGroup.Active
        if mode == QIcon.Mode.Selected:
            return QGuiApplication.palette().color(group, QPalette.ColorRole.HighlightedText).name()
        if self._tint is not None and mode != QIcon.Mode.Disabled:
            return self._tint().name()
        return QGuiApplication.palette().color(group, QPalette.ColorRole.ButtonText).name()

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        del state
        _renderer(self._name, self._colour(mode)).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        del state
        if size.isEmpty():  # a field that has no size yet asks all the same
            return QPixmap()
        # A pixmap made of another would make the Python types of pictures.
        return _pixmap(self._name, size.width(), size.height(), self._colour(mode), 1.0).copy()

    def clone(self) -> QIconEngine:
        return _kept(_SvgEngine(self._name, self._tint))


# Kept for good: crashes inside PySide 6.11 were traced to where Qt deletes an engine and PySide looks for its
# Python side. That it was let go too early is the likely cause, not a proven one.
_engines: list[_SvgEngine] = []
_icons: dict[tuple[str, object], QIcon] = {}


def _kept(engine: _SvgEngine) -> _SvgEngine:
    _engines.append(engine)
    return engine


def icon(name: str, tint: Callable[[], QColor] | None = None) -> QIcon:
    """The icon resources/icons/NAME.svg in the text colour, or in the colour that `tint` returns.

    Icons are made once: `tint` is told from others by its code, so it must not depend on what surrounds it.
    """
    key = (name, getattr(tint, "__code__", tint))
    found = _icons.get(key)
    if found is None:
        # Read when it is first painted; an unknown name is an error now.
        _svg_file(name).stat()
        found = _icons[key] = QIcon(_kept(_SvgEngine(name, tint)))
    return QIcon(found)
