"""Exactly what somebody gets, before it goes out: the text, the enclosed files, each format to look at."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QSizePolicy, QWidget

from models.packets.names import enclosed_names
from models.packets.spoken import size_words
from models.packets.wording import words_for
from ui.dialogs.sheet import Sheet, muted_label
from ui.packet_maker import Made
from ui.panel.flow import FlowLayout
from ui.plain import PlainLabel, apart, of_window, on_button


class SendPreview(Sheet):
    """look_asked(str): a format, to be opened in its own program. send_asked(): this is what goes out."""

    look_asked = Signal(str)
    send_asked = Signal()

    def __init__(self, made: Made, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        who = made.packet.recipient.first or made.packet.recipient.name
        title = self.tr("What {who} gets").replace("{who}", apart(who))
        self.setWindowTitle(of_window(title))
        self.heading.setText(title)
        self.text = text_view(made.text, title)
        self.body.addWidget(self.text, 1)
        self._show_files(made)
        self.body.addWidget(muted_label(self.tr("Look at it in its own program, as it goes out:")))
        self.looks: dict[str, QPushButton] = {}
        row = QWidget()
        flow = FlowLayout(row)
        for name in ("page", "pdf", "mail", "calendar"):
            if name in made.files:
                flow.addWidget(self._look_button(name, len(made.files[name])))
        self.body.addWidget(row)
        self.add_cancel(self.tr("Close"))
        send = self.tr("Send to {who}").replace("{who}", apart(who))
        self.send = self.add_button(on_button(send), self._on_send, is_main=True)
        self.size_for(84, 42)
        self.send.setFocus()

    def _show_files(self, made: Made) -> None:
        words = words_for("en")
        names = enclosed_names(made.packet)
        lines = [
            f"{name} · {size_words(len(one.data), words)}"
            for name, one in zip(names, made.packet.files, strict=True)
        ]
        self.files = PlainLabel("\n".join(lines))
        self.files.setWordWrap(True)
        if lines:
            self.body.addWidget(
                muted_label(self.tr("These files go along. Pictures tell no place, time or device:"))
            )
            self.body.addWidget(self.files)
        else:
            self.body.addWidget(muted_label(self.tr("No file goes along.")))

    def _look_button(self, name: str, size: int) -> QPushButton:
        button = QPushButton(f"{format_name(name)} · {size_words(size, words_for('en'))}")
        button.setAutoDefault(False)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.look_asked.emit(name))
        self.looks[name] = button
        return button

    def _on_send(self) -> None:
        self.send_asked.emit()
        self.accept()


def text_view(text: str, name: str) -> QPlainTextEdit:
    """A text to read and to copy from, letter by letter."""
    view = QPlainTextEdit()
    view.setReadOnly(True)
    view.setTabChangesFocus(True)
    view.setAccessibleName(name)
    view.setPlainText(text)
    return view


def format_name(name: str) -> str:
    """What a format is called on screen."""
    names = {
        "text": QCoreApplication.translate("Sending", "Text"),
        "page": QCoreApplication.translate("Sending", "Page"),
        "pdf": QCoreApplication.translate("Sending", "PDF"),
        "mail": QCoreApplication.translate("Sending", "E-mail draft"),
        "calendar": QCoreApplication.translate("Sending", "Calendar"),
    }
    return names.get(name, name)
