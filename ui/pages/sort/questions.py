"""The questions below each other, one of them open."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.dressing import dress_page
from ui.pages.sort.in_play import InPlay
from ui.pages.sort.question_row import QuestionRow


class Questions(QWidget):
    """answered(str, int): a letter and its answer. opened(str): the owner wants to answer this one."""

    answered = Signal(str, int)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.rows = {letter: QuestionRow(letter) for letter in "SOTPREV"}
        for letter, row in self.rows.items():
            row.answered.connect(lambda value, letter=letter: self.answered.emit(letter, value))
            row.opened.connect(lambda letter=letter: self.opened.emit(letter))
            column.addWidget(row)

    def show_play(self, play: InPlay, open_letter: str | None) -> None:
        """Answers as they are, this question open."""
        points = play.suggestion.points
        for letter, row in self.rows.items():
            answer = play.answer_of(letter)
            state = "open" if letter == open_letter else "answered" if answer is not None else "waiting"
            row.setVisible(letter in play.letters)
            row.show_state(state, answer, points[letter])

    def set_specialisation(self, text: str) -> None:
        """What the first question asks against."""
        self.rows["S"].set_hint(f"“{text}”" if text else "")


class Middle(QScrollArea):
    """What may scroll in a low window: as high as its content, or as there is room."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress_page(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setObjectName("middle")
        self.setWidget(content)
        # The card below shows through; Qt fills what a scroll area is given
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        content = self.widget()
        layout = content.layout()
        wide = max(self.viewport().width(), 200)
        tall = (
            layout.totalHeightForWidth(wide)
            if layout.hasHeightForWidth()
            else layout.totalSizeHint().height()
        )
        return QSize(content.sizeHint().width(), tall)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, min(self.sizeHint().height(), self.fontMetrics().height() * 5))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
