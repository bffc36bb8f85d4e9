"""In whose hands the opened card is: since when, whether they have what they need, what can be done."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from models import handovers
from models.cards import Card
from models.handovers import Held
from ui.dialogs.look import dress
from ui.hand_words import level_text, sent_text, since_text
from ui.panel.due_field import due_words, parse_due
from ui.panel.field_row import FieldRow
from ui.panel.flow import FlowLayout
from ui.panel.parsed_field import ParsedField
from ui.panel.short_forms import Due
from ui.panel.style import PAD, tint
from ui.panel.writer import Writer
from ui.plain import PlainLabel, apart
from ui.send_button import SendButton
from ui.store import Store, Ticket
from ui.theme import colours


class CheckField(ParsedField[Due]):
    """The day on which the owner looks next."""

    def __init__(
        self, submit: Callable[[Due | None, str], Ticket | None], today: Callable[[], date], name: str
    ) -> None:
        super().__init__(name, submit)
        self._today = today

    def parse(self, text: str) -> Due | None:
        return parse_due(text, self._today())

    def words(self, value: Due | None) -> str:
        return due_words(value, self._today())

    def meaning(self, value: Due | None) -> str:
        return self.words(value)


class HandSection(QWidget):
    """Shown while somebody has the card. asked(str): an action of the Card menu, such as "take_back".
    send_asked(str, int): a form of ui.sending, for this card.
    """

    asked = Signal(str)
    send_asked = Signal(str, int)

    def __init__(self, store: Store, writer: Writer, today: Callable[[], date]) -> None:
        super().__init__()
        self._store, self._writer, self._today = store, writer, today
        self._task = 0
        self.line = PlainLabel()
        self.line.setWordWrap(True)
        self.back_up = PlainLabel()
        self.back_up.setWordWrap(True)
        self.sent = PlainLabel()
        self.sent.setWordWrap(True)
        self.check = CheckField(self._submit_check, today, self.tr("You look next"))
        self.check_row = FieldRow(self.tr("Next look"), self.check)
        self.send = SendButton(store)
        self.send.asked.connect(self.send_asked)
        sending = QWidget()
        flow = FlowLayout(sending)
        flow.addWidget(self.send)
        self.told = self._button(self.tr("Told already"), "told")
        flow.addWidget(self.told)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        self.delivered = self._button(self.tr("They say it’s done"), "delivered")
        self.accept = self._button(self.tr("Accept"), "accept")
        self.accept.setProperty("primary", True)
        self.fixed = self._button(self.tr("Accept after a fix…"), "fixed")
        self.send_back = self._button(self.tr("Send back…"), "send_back")
        self.skip = self._button(self.tr("Not done this time"), "skip")
        self.own_turn = self._button(self.tr("I’ll do this one"), "own_turn")
        self.take_back = self._button(self.tr("Take back"), "take_back")
        judging = (self.accept, self.fixed, self.send_back)
        for button in (*judging, self.delivered, self.skip, self.own_turn, self.take_back):
            flow.addWidget(button)
        for part in (sending, buttons):
            part.layout().setContentsMargins(PAD, 2, PAD, 2)
            dress(part)
        for label in (self.line, self.back_up, self.sent, self.send.older):
            label.setContentsMargins(PAD, 2, PAD, 0)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 4, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self.line)
        rows.addWidget(self.back_up)
        rows.addWidget(self.sent)
        rows.addWidget(self.send.older)
        rows.addWidget(sending)
        rows.addWidget(self.check_row)
        rows.addWidget(buttons)
        self.check.settled.connect(writer.settled)

    def show_card(self, card: Card) -> None:
        """Show who has the card; nobody hides the whole part."""
        if card.id != self._task:
            self._task = card.id
            self.check.load(None)
        held = handovers.newest(self._store.board, card.id) if card.holder is not None else None
        self.setVisible(held is not None)
        if held is None:
            return
        words = self.tr("{who} has had it since {when}").format(
            who=apart(held.name), when=since_text(held.at, self._today())
        )
        if card.repeat is not None:
            words += " · " + level_text(card.level)
        self.line.setText(words)
        self._show_back_up()
        self._show_sent(held)
        self.send.show_held(held)
        self.told.setVisible(held.sent is None)
        self.check.refresh((held.next_check, None) if held.next_check else None)
        is_waiting = card.kind == "review"
        for button in (self.accept, self.fixed, self.send_back):
            button.setVisible(is_waiting)
        self.skip.setVisible(not is_waiting and card.repeat is not None)
        self.delivered.setVisible(not is_waiting)

    def flush(self) -> None:
        """Save what is half typed."""
        self.check.flush()

    def restyle(self) -> None:
        """Take on the running colours."""
        tint(self.line, colours().text)
        tint(self.back_up, colours().muted)
        self.send.restyle()

    def _show_back_up(self) -> None:
        """Who would do it if they could not, or whose it is while they stand in."""
        from models.coverage import back_up_line
        from models.standing_in import absent_of
        from ui.pages.assistants.matrix_words import back_up_text

        board = self._store.board
        if absent := absent_of(board, self._task):
            self.back_up.setText(self.tr("Stands in for {who}").format(who=apart(absent)))
        elif (found := back_up_line(board, self._task)) is not None:
            self.back_up.setText(self.tr("Back-up: {who}").format(who=apart(back_up_text(found))))

    def _show_sent(self, held: Held) -> None:
        if held.sent is None:
            text = self.tr("Not sent yet: {who} does not know").format(who=apart(held.name))
        else:
            text = self.tr("Sent {when}, {how}").format(
                when=since_text(held.sent, self._today()), how=sent_text(held.sent_how)
            )
        self.sent.setText(text)
        tint(self.sent, colours().warn if held.sent is None else colours().muted)

    def _submit_check(self, value: Due | None, visit: str) -> Ticket | None:
        del visit
        return self._writer.send(handovers.set_next_check, self._task, value[0] if value else None)

    def _button(self, text: str, action: str) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(True)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.asked.emit(action))
        return button
