"""A label that wraps to a few lines."""

from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from ui import theme
from ui.board.elided import ElidedLabel


def test_a_larger_font_breaks_the_lines_anew(qtbot: QtBot) -> None:
    label = ElidedLabel(2)
    qtbot.addWidget(label)
    label.set_text("How good are you at it, next to someone who does it all day?")
    label.resize(QFontMetrics(label.font()).horizontalAdvance(label.text()) + 4, 60)
    label.show()
    assert len(label._lines) == 1
    label.setFont(theme.font(1.5))
    assert len(label._lines) == 2
    assert all(QFontMetrics(label.font()).horizontalAdvance(line) <= label.width() for line in label._lines)
