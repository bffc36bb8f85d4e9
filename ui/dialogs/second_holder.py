"""Somebody has the card already: move it, let the other one learn it as back-up, or split off a part."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QPushButton, QWidget

from models.board import Board
from models.cards import assistant_name, read_cards
from ui.dialogs.sheet import Sheet
from ui.plain import apart, of_window, on_button


class SecondHolder(Sheet):
    """move_chosen(), back_up_chosen(), part_chosen(); Escape leaves everything as it is."""

    move_chosen = Signal()
    back_up_chosen = Signal()
    part_chosen = Signal()

    def __init__(self, board: Board, task: int, assistant: int, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        card = read_cards(board, [task])[task]
        holder = card.assistants[0] if card.assistants else ""
        who = assistant_name(board, assistant)
        self.setWindowTitle(of_window(card.title))
        self.heading.setText(
            self.tr("{holder} has “{title}”").format(holder=apart(holder), title=apart(card.title))
        )
        self.move_button = self._choice(self.tr("Move it to {who}").format(who=apart(who)), self.move_chosen)
        self.back_up = self._choice(
            self.tr("{who} learns it as back-up").format(who=apart(who)), self.back_up_chosen
        )
        self.part = self._choice(
            self.tr("Split off a part for {who}").format(who=apart(who)), self.part_chosen
        )
        self.move_button.setDefault(True)
        self.move_button.setProperty("primary", True)
        self.add_cancel()
        self.setMinimumWidth(max(380, 44 * self.fontMetrics().averageCharWidth()))

    def _choice(self, text: str, chosen: SignalInstance) -> QPushButton:
        button = QPushButton(on_button(text))
        button.clicked.connect(lambda: (self.accept(), chosen.emit()))
        self.body.addWidget(button)
        return button
