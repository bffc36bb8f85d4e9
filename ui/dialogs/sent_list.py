"""What was sent of a card: to whom, when, which version; to be looked at and given out again as it was."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from models import packet_ops
from models.board import Board
from models.errors import BoardError
from models.packet_ops import Sent
from ui.dialogs.send_preview import text_view
from ui.dialogs.sheet import Sheet, muted_label
from ui.plain import of_window
from ui.wording import sentence_text, when_text


class SentList(Sheet):
    """copy_asked(Sent), folder_asked(Sent): give this one out once more."""

    copy_asked = Signal(object)
    folder_asked = Signal(object)

    def __init__(self, board: Board, task: int, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        title = self.tr("What was sent")
        self.setWindowTitle(of_window(title))
        self.heading.setText(title)
        self._board = board
        self._sent = packet_ops.read_packets(board, task)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        now = board.now()
        for sent in self._sent:
            self.list.addItem(QListWidgetItem(self._line(sent, when_text(sent.made, now))))
        rows = max(1, min(5, len(self._sent)))
        self.list.setFixedHeight(rows * (self.fontMetrics().height() + 10) + 6)
        self.text = text_view("", self.tr("What they got"))
        self.remark = muted_label()
        self.body.addWidget(self.list)
        self.body.addWidget(self.text, 1)
        self.body.addWidget(self.remark)
        self.add_cancel(self.tr("Close"))
        self.save = self.add_button(self.tr("Save in a folder…"), self._on_save)
        self.copy = self.add_button(self.tr("Copy as text"), self._on_copy, is_main=True)
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0 if self._sent else -1)
        if not self._sent:
            self._show(-1)
        self.size_for(80, 38)
        self.list.setFocus()

    @property
    def chosen(self) -> Sent | None:
        """The one in use."""
        row = self.list.currentRow()
        return self._sent[row] if 0 <= row < len(self._sent) else None

    def _line(self, sent: Sent, when: str) -> str:
        line = self.tr("{when} · {who} · brief version {version}")
        if sent.state == "recalled":
            line = self.tr("{when} · {who} · brief version {version} · recalled")
        values = {"when": when, "version": str(sent.version), "who": sent.who}
        for name, value in values.items():
            line = line.replace(f"{{{name}}}", value)
        return line

    def _show(self, row: int) -> None:
        sent = self._sent[row] if 0 <= row < len(self._sent) else None
        text, remark = "", "" if sent else self.tr("Nothing was sent of this card yet.")
        if sent is not None:
            try:
                text = (packet_ops.content_of(self._board, sent, "text") or b"").decode()
            except BoardError as error:
                remark = sentence_text(error.sentence)
        self.text.setPlainText(text)
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))
        for button in (self.save, self.copy):
            button.setEnabled(bool(text))

    def _on_copy(self) -> None:
        self.copy_asked.emit(self.chosen)
        self.accept()

    def _on_save(self) -> None:
        self.folder_asked.emit(self.chosen)
        self.accept()
