"""One task becomes two: my part and the part to give, their titles editable in place."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from models.triage_ops import split_titles
from ui import theme
from ui.plain import PlainLabel
from ui.wording import kind_name, sentence_text


class SplitBox(QWidget):
    """taken(str, str): the titles of my part and of the part to give. left(): not now."""

    taken = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mine = QLineEdit()
        self.mine.setAccessibleName(self.tr("My part, goes to Core"))
        self.give = QLineEdit()
        self.give.setAccessibleName(self.tr("The part to give, goes to To set up"))
        heading = PlainLabel(self.tr("Two cards instead of one"))
        heading.setFont(theme.font(1.04, QFont.Weight.DemiBold))
        about = PlainLabel(self.tr("Enter makes both · Escape leaves it in Unsorted, marked “split”"))
        about.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        about.setWordWrap(True)
        self.make = QPushButton(self.tr("Make both"))
        self.make.setProperty("primary", True)
        self.make.setAutoDefault(False)
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.addWidget(heading, 0, 0, 1, 3)
        for row, (kind, line) in enumerate((("core", self.mine), ("setup", self.give)), 1):
            target = PlainLabel(kind_name(kind))
            target.setObjectName(kind)
            grid.addWidget(target, row, 0)
            grid.addWidget(line, row, 1, 1, 2)
            line.setMaxLength(500)
            line.installEventFilter(self)
        grid.addWidget(about, 3, 0, 1, 2)
        grid.addWidget(self.make, 3, 2)
        grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.make.clicked.connect(self._take)

    def ask(self, title: str) -> None:
        """Show the usual titles; the keyboard is at the end of the first."""
        mine, give = split_titles(title, sentence_text)
        self.mine.setText(mine)
        self.give.setText(give)
        self.show()
        self.mine.setFocus()
        self.mine.end(False)

    def _take(self) -> None:
        mine, give = self.mine.text().strip(), self.give.text().strip()
        if mine and give:
            self.taken.emit(mine, give)
        else:
            (self.give if mine else self.mine).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                (self.mine if watched is self.give else self.give).setFocus()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        # Letters typed here are never keys of the game

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.blend(c.core, c.panel, 0.14 if c.is_dark else 0.08))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
