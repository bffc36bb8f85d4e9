"""The rows of a dialog, as high as they are at its width; they scroll only where the screen ends."""

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QDialog, QLayout, QLayoutItem, QScrollArea, QVBoxLayout, QWidget

from ui.dressing import dress_page

# Left free of the screen for the frame of the window and a panel of the desktop.
FREE = 60


class FittingBody(QScrollArea):
    """Holds `rows` in place of the dialog's own layout, and keeps the dialog as high as they need.

    A layout with wrapped lines asks for the height of its narrowest form, which leaves a hole above the
    buttons; and with large letters it may ask for more than the screen has, which hides them.
    """

    def __init__(self, dialog: QDialog, frame: QVBoxLayout, rows: QLayout) -> None:
        """`frame` is the layout of `dialog`, `rows` a part of it."""
        super().__init__(dialog)
        self._dialog = dialog
        self._frame = frame
        place = frame.indexOf(rows)
        frame.removeItem(rows)
        rows.setParent(None)
        rows.setContentsMargins(0, 0, 0, 0)
        page = _Page()
        page.setLayout(rows)
        dress_page(self)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        frame.insertWidget(place, self, 1)
        page.installEventFilter(self)
        dialog.installEventFilter(self)

    def fit(self) -> None:
        """Make the dialog as high as its rows need at its width, as far as the screen has it."""
        dialog, screen = self._dialog, self._dialog.screen().availableGeometry()
        width = max(dialog.width(), dialog.minimumWidth(), self._frame.totalMinimumSize().width())
        edges = self._frame.contentsMargins()
        inner = width - edges.left() - edges.right()
        height = edges.top() + edges.bottom() + self._frame.spacing() * (self._frame.count() - 1)
        for place in range(self._frame.count()):
            item = self._frame.itemAt(place)
            assert item is not None
            height += self._rows(inner) if item.widget() is self else _high(item, inner)
        dialog.resize(width, min(height, screen.height() - FREE))
        if dialog.isVisible() and (below := dialog.frameGeometry().bottom() - screen.bottom()) > 0:
            dialog.move(dialog.x(), max(screen.top(), dialog.y() - below))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        asked = QEvent.Type.LayoutRequest if watched is self.widget() else QEvent.Type.Show
        if event.type() == asked:
            self.fit()
        return super().eventFilter(watched, event)

    def _rows(self, width: int) -> int:
        layout = self.widget().layout()
        return (
            layout.totalHeightForWidth(width)
            if layout.hasHeightForWidth()
            else layout.totalSizeHint().height()
        )


class _Page(QWidget):
    """Its wrapped lines have no least height but that of their width."""

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(least.width(), 0) if self.layout().hasHeightForWidth() else least


def _high(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
