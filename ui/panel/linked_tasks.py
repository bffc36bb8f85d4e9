"""The cards that a card hangs together with."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.cards import Link
from ui.panel.focus_chain import anchor, chain
from ui.panel.text_link import TextLink
from ui.plain import apart


class LinkedTasks(QWidget):
    """One line for each linked card; a click opens it."""

    task_activated = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Link, ...] = ()
        self._lines: list[TextLink] = []
        self._before_lines = anchor(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def lines(self) -> list[TextLink]:
        """The lines shown."""
        return list(self._lines)

    def show_links(self, links: Sequence[Link]) -> None:
        """Show what is stored."""
        if self._shown == tuple(links):
            return
        self._shown = tuple(links)
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [self._make(link) for link in links]
        for line in self._lines:
            self._column.addWidget(line)
        chain(self._before_lines, self._lines)

    def _make(self, link: Link) -> TextLink:
        text = link_text(link)
        made = TextLink(text, text, "split" if link.kind == "split_of" else "link", can_go=False, parent=self)
        made.clicked.connect(lambda: self.task_activated.emit(link.task_id))
        return made


def link_text(link: Link) -> str:
    """ "Part of “Year end”", in words of the card that is open."""
    forms = {
        ("split_of", "to"): QCoreApplication.translate("LinkedTasks", "Split off from “{title}”"),
        ("split_of", "from"): QCoreApplication.translate("LinkedTasks", "Split into “{title}”"),
        ("parent", "to"): QCoreApplication.translate("LinkedTasks", "Part of “{title}”"),
        ("parent", "from"): QCoreApplication.translate("LinkedTasks", "Has the part “{title}”"),
        ("blocks", "to"): QCoreApplication.translate("LinkedTasks", "Waits for “{title}”"),
        ("blocks", "from"): QCoreApplication.translate("LinkedTasks", "Holds up “{title}”"),
    }
    form = forms.get((link.kind, link.direction), "{title}")
    return form.replace("{title}", apart(link.title))
