"""The first page: five ways to begin, and no question."""

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.clipboard import local_files
from ui.dialogs.choose_file import choose_import_file
from ui.dialogs.look import dress
from ui.dressing import dress_page
from ui.pages.drop_hint import DropHint
from ui.pages.tile import Tile
from ui.plain import PlainLabel

WIDTH = 720
NARROW = 520


class WelcomePage(QScrollArea):
    """Tells what the owner wants to begin with; does nothing by itself."""

    file_chosen = Signal(object)
    """A file to import was chosen or dropped: its Path."""
    text_pasted = Signal(str)
    """The text of an export was pasted instead of a file."""
    list_wanted = Signal(str)
    """One task a line; with what was pasted already, or ""."""
    catalogue_wanted = Signal()
    sample_wanted = Signal()
    empty_wanted = Signal()
    menu_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self)
        dress_page(self)
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Welcome"))
        self._trello = _TrelloPanel()
        self._menu = QPushButton(self.tr("Put Delegation Board in my menu"))
        self.note = PlainLabel()
        self._hint = DropHint(
            self.tr("Drop it here. You see what comes in before anything is imported."), self
        )
        self._grid = QGridLayout()
        self._columns = 0
        self.setWidget(self._assembled())
        self._trello.choose.clicked.connect(lambda: choose_import_file(self, self.file_chosen.emit))
        self._trello.paste.clicked.connect(self.paste)
        self._menu.clicked.connect(self.menu_wanted)
        self.setFocusProxy(self._trello.choose)
        for button in (self._trello.choose, self._trello.paste, self._menu):
            # Outside a dialog Enter would do nothing on a button.
            button.setAutoDefault(True)

    def paste(self) -> None:
        """Take what lies on the clipboard: a file, the text of an export, or lines of a list."""
        self._take(QGuiApplication.clipboard().mimeData())

    def say(self, text: str) -> None:
        """One line below the tiles; "" takes it away."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def set_menu_offered(self, offered: bool) -> None:
        """Whether the program can still be put into the system's menu."""
        self._menu.setVisible(offered)

    def _assembled(self) -> QWidget:
        page, column = QWidget(), QWidget()
        column.setMaximumWidth(WIDTH)
        outer = QHBoxLayout(page)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addStretch(1)
        outer.addWidget(column, 100)
        outer.addStretch(1)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addStretch(2)
        heading = PlainLabel(self.tr("Which of your work could somebody else do?"))
        heading.setFont(theme.font(1.85, QFont.Weight.DemiBold))
        line = PlainLabel(self.tr("Put it all on one board, sort it, and hand over what is not yours to do."))
        line.setFont(theme.font(1.08))
        line.setForegroundRole(line.palette().ColorRole.PlaceholderText)
        for label in (heading, line):
            label.setWordWrap(True)
            inner.addWidget(label)
        inner.addSpacing(8)
        inner.addWidget(self._trello)
        inner.addLayout(self._tiles())
        inner.addWidget(self.note)
        self.note.setWordWrap(True)
        self.note.hide()
        self._menu.setFlat(True)
        inner.addWidget(self._menu, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addStretch(3)
        return page

    def _tiles(self) -> QGridLayout:
        paste = Tile(
            "clipboard-paste",
            self.tr("Paste a list"),
            self.tr("One task a line, from a mail, a note or a spreadsheet."),
        )
        pick = Tile(
            "list-checks",
            self.tr("Pick common tasks"),
            self.tr("Tick what you know from your own week. Small companies often hand these over."),
        )
        sample = Tile(
            "eye", self.tr("Look at a sample"), self.tr("A made-up company, kept apart from your own board.")
        )
        empty = Tile(
            "plus",
            self.tr("Start empty"),
            self.tr("Seven columns and no card. Type the first one at the top."),
        )
        paste.clicked.connect(lambda: self.list_wanted.emit(""))
        pick.clicked.connect(self.catalogue_wanted)
        sample.clicked.connect(self.sample_wanted)
        empty.clicked.connect(self.empty_wanted)
        self._grid.setSpacing(12)
        self._tile_list = [paste, pick, sample, empty]
        self._place_tiles(2)
        return self._grid

    def _place_tiles(self, columns: int) -> None:
        """Side by side, or below each other in a narrow window."""
        if columns == self._columns:
            return
        self._columns = columns
        tiles = self._tile_list
        for tile in tiles:
            self._grid.removeWidget(tile)
        for place, tile in enumerate(tiles):
            self._grid.addWidget(tile, place // columns, place % columns)
        self._grid.setColumnStretch(1, columns - 1)
        self._grid.setColumnStretch(0, 1)

    def _take(self, mime: QMimeData | None) -> None:
        mime = mime or QMimeData()  # an empty clipboard may give none
        files = local_files(mime)
        text = mime.text().strip() if mime.hasText() else ""
        if len(files) > 1:
            self.say(self.tr("One file at a time, please."))
        elif files:
            self.file_chosen.emit(files[0])
        elif text[:1] in ("{", "["):
            self.text_pasted.emit(text)
        elif text:
            self.list_wanted.emit(text)
        else:
            self.say(self.tr("There is no text or file on the clipboard yet."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_tiles(1 if self.width() < NARROW else 2)
        if self._hint.isVisible():
            self._hint.cover()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()) or event.mimeData().hasText():
            event.acceptProposedAction()
            self._hint.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        del event
        self._hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._hint.hide()
        event.acceptProposedAction()
        self._take(event.mimeData())


class _TrelloPanel(QWidget):
    """How to get the file out of Trello, in three lines, and two ways to hand it in."""

    def __init__(self) -> None:
        super().__init__()
        self.choose = QPushButton(self.tr("Choose the file…"))
        self.choose.setProperty("primary", True)
        self.paste = QPushButton(self.tr("Paste its text"))
        heading = PlainLabel(self.tr("Bring my Trello board"))
        heading.setFont(theme.font(1.23, QFont.Weight.DemiBold))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 18, 20, 18)
        rows.setSpacing(10)
        rows.addWidget(heading)
        lines = (
            self.tr("Open your board in Trello, then its menu (···) at the top right."),
            self.tr("Choose “Print, export and share”, then “Export as JSON”."),
            self.tr("Save the page that opens, as .json or .txt, and drop the file anywhere here."),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for number, line in enumerate(lines, 1):
            figure, text = PlainLabel(str(number)), PlainLabel(line)
            figure.setFont(theme.font(1.0, QFont.Weight.DemiBold))
            figure.setForegroundRole(figure.palette().ColorRole.Link)
            text.setWordWrap(True)
            grid.addWidget(figure, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, number, 1)
        grid.setColumnStretch(1, 1)
        rows.addLayout(grid)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 6, 0, 0)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.paste)
        other = PlainLabel(self.tr("CSV of any other tool works too."))
        other.setForegroundRole(other.palette().ColorRole.PlaceholderText)
        other.setWordWrap(True)
        buttons.addSpacing(8)
        buttons.addWidget(other, 1)
        rows.addLayout(buttons)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(c.line, 1))
        painter.setBrush(c.card)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
