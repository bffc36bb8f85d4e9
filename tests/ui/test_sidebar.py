"""The left side: people are shown once, wide and narrow."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.cards import Named
from ui.faces import Face
from ui.sidebar import Sidebar

PEOPLE = [Named(1, "Ines", 3), Named(2, "Maya", 1)]


def faces(sidebar: Sidebar) -> int:
    """How many are to be seen now; nothing that was replaced, also before Qt deletes it."""
    QApplication.processEvents()
    return sum(face.isVisible() for face in sidebar.findChildren(Face))


def test_each_face_is_shown_once_after_narrow_and_wide_again(qtbot: QtBot) -> None:
    sidebar = Sidebar()
    qtbot.addWidget(sidebar)
    sidebar.resize(212, 500)
    with qtbot.waitExposed(sidebar):
        sidebar.show()
    sidebar.show_people(PEOPLE)
    assert faces(sidebar) == 2
    for narrow in (True, False, True, False):
        sidebar.set_narrow(narrow)
        assert faces(sidebar) == 2
    sidebar.show_people(PEOPLE[:1])
    assert faces(sidebar) == 1
