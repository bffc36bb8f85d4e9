from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import plain, theme


@pytest.fixture(autouse=True)
def light_afterwards(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp, "light")


def luminance(colour: QColor) -> float:
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    red, green, blue = (x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [theme.LIGHT, theme.DARK])
def test_all_texts_can_be_read(scheme: theme.Colours) -> None:
    grounds = {
        "text": ("bg", "panel", "lane", "card", "hover", "tint", "mark", "chip"),
        "muted": ("bg", "panel", "lane", "card", "tint", "chip"),
        "bad": ("card", "tint"),
        "warn": ("card", "tint"),
        "ok": ("card", "tint", "panel"),
        "on_sel": ("sel",),
    }
    for name, under in grounds.items():
        for ground in under:
            found = contrast(getattr(scheme, name), getattr(scheme, ground))
            assert found >= 4.5, f"{name} on {ground}: {found:.2f}"


def test_white_initials_can_be_read_on_every_face() -> None:
    for face in theme._FACES:
        assert contrast(QColor(face), QColor(Qt.GlobalColor.white)) >= 4.5, face


@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
def test_a_scheme_sets_the_palette(qapp: QApplication, qtbot: QtBot, scheme: str, is_dark: bool) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.apply(qapp, scheme)
    assert theme.colours().is_dark is is_dark
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.colours().bg
    assert "@" not in qapp.styleSheet()


def test_the_style_sheet_names_only_colours_that_exist() -> None:
    known = set(theme.Colours._fields)
    assert known and theme.style_sheet(theme.DARK)


def test_icons_follow_the_palette_and_grey_out(qapp: QApplication) -> None:
    icon = theme.icon("check")

    def ink(mode: QIcon.Mode) -> QColor:
        image = icon.pixmap(QSize(32, 32), mode).toImage()
        spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
        return next(c for x, y in spots if (c := image.pixelColor(x, y)).alpha() > 250)

    theme.apply(qapp, "light")
    light = ink(QIcon.Mode.Normal)
    theme.apply(qapp, "dark")
    assert ink(QIcon.Mode.Normal).lightness() > light.lightness()
    assert ink(QIcon.Mode.Disabled) != ink(QIcon.Mode.Normal)


def test_an_icon_without_a_size_is_no_picture(qapp: QApplication) -> None:
    """A field in its first moment asks for one; a warning would fail this test."""
    del qapp
    assert theme.icon("x").pixmap(QSize(0, 12)).isNull()


def test_an_unknown_icon_is_an_error_at_once() -> None:
    with pytest.raises(FileNotFoundError):
        theme.icon("no-such-icon")


def test_a_columns_colour_has_a_twin_in_the_dark(qapp: QApplication) -> None:
    light, dark = theme.OFFERED["pink"]
    theme.apply(qapp, "dark")
    assert theme.stage_colour(light, "core") == QColor(dark)
    assert theme.stage_colour("#123456", "core") == QColor("#123456")
    assert theme.stage_colour("nonsense", "core") == theme.colours().core
    assert theme.stage_colour("", "review") == theme.colours().delegable


def test_an_unknown_scheme_is_refused(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="sepia"):
        theme.apply(qapp, "sepia")


def test_labels_and_tooltips_show_markup_letter_by_letter(qtbot: QtBot) -> None:
    label = plain.PlainLabel("<b>x</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    with pytest.raises(ValueError, match="plain"):
        label.setTextFormat(Qt.TextFormat.RichText)
    assert plain.tooltip("<img src=x>\n&") == "<qt>&lt;img src=x&gt;<br>&amp;</qt>"
    assert plain.tooltip("") == ""
