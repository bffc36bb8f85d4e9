"""What can be done with a brief, below it: hand over, keep it core, send it, and its menu."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from models import tasks
from models.briefs import BriefDetail
from models.cards import Card
from models.handovers import newest
from ui.panel.brief_menu import BriefMenu
from ui.panel.flow import FlowLayout
from ui.panel.style import EDGE, buttons_sheet
from ui.panel.writer import Writer
from ui.send_button import SendButton
from ui.store import Store


class BriefButtons(QWidget):
    """hand_over_asked(int): this card is to be handed over. send_asked(str, int): a form of ui.sending, for
    this card. said(str): for the status line.
    """

    hand_over_asked = Signal(int)
    send_asked = Signal(str, int)
    said = Signal(str)

    def __init__(self, store: Store, writer: Writer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._writer = store, writer
        self._task = 0
        both = QWidget()
        flow = FlowLayout(both, gap=8)
        self.send = SendButton(store)
        self.send.asked.connect(self.send_asked)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(EDGE + 6, 8, EDGE, 10)
        lines.setSpacing(6)
        lines.addWidget(self.send.older)
        row = QHBoxLayout()
        row.setSpacing(8)
        lines.addLayout(row)
        row.addWidget(both, 1)
        self.give = QPushButton(self.tr("Hand over…"))
        self.give.setProperty("primary", True)
        self.core = QPushButton(self.tr("Keep it core"))
        self.menu = BriefMenu(store, writer)
        self.menu.said.connect(self.said)
        for button in (self.give, self.core):
            button.setAutoDefault(True)
            button.setEnabled(not store.board.read_only)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            flow.addWidget(button)
        flow.addWidget(self.send)
        row.addWidget(self.menu, 0, Qt.AlignmentFlag.AlignBottom)
        self.give.clicked.connect(lambda: self.hand_over_asked.emit(self._task))
        self.core.clicked.connect(lambda: writer.send(tasks.edit_task, self._task, verdict="core"))

    def load(self, task: int) -> None:
        """Another card."""
        self._task = task
        self.menu.load(task)

    def refresh(self, card: Card, brief: BriefDetail) -> None:
        """What can be done as the card is now."""
        self.menu.show_version(brief.version)
        self.give.setVisible(card.holder is None)
        self.core.setVisible(card.kind == "setup")
        self.send.show_held(newest(self._store.board, card.id) if card.holder is not None else None)

    def restyle(self) -> None:
        """Take on the running colours."""
        self.setStyleSheet(buttons_sheet())
        self.send.restyle()
