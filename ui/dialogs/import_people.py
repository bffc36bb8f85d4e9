"""A file of assistants: asked once, taken in as one undo step, told what came of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.assistants_import import PeopleReport, import_assistants
from models.importers import read_people
from models.importers.base import Pasted, Source
from models.importers.csv_assistants import AssistantDraft
from ui.dialogs.question import ask, tell
from ui.store import Store
from ui.wording import sentence_text

MOST_NAMES = 12


class ImportPeople(QObject):
    """Reads the file, asks, and imports."""

    def __init__(self, store: Store, source: Source, parent: QWidget, say: Callable[[str], object]) -> None:
        super().__init__(parent)
        self._store = store
        self._source = source
        self._say = say
        self._window = parent
        self.report = PeopleReport()

    def ask(self) -> QWidget:
        """Show who is in it; nothing happens before the owner agrees. Raises Refused for a file that cannot
        be read.
        """
        drafts = read_people(self._source, self.report.problems)
        names = ", ".join(draft.name for draft in drafts[:MOST_NAMES])
        more = self.tr(" and %n more", "", len(drafts) - MOST_NAMES) if len(drafts) > MOST_NAMES else ""
        return ask(
            self._window,
            self.tr("Import %n assistant(s)?", "", len(drafts)),
            self.tr("Import"),
            lambda: self._import(drafts),
            more=self.tr(
                "{names}\n\nThose you have already are changed only where the file says something else."
            ).format(names=names + more),
        )

    def _import(self, drafts: list[AssistantDraft]) -> None:
        name = self._source.name if isinstance(self._source, Path | Pasted) else ""
        ticket = self._store.submit(import_assistants, drafts, name, self.report)
        ticket.done.connect(self._on_done)

    def _on_done(self, error: object) -> None:
        if error is not None:
            return
        self._say(sentence_text(self.report.sentence))
        if self.report.problems:
            notes = [
                f"{one.row}: {one.subject}: {sentence_text(one.reason)}" for one in self.report.problems[:20]
            ]
            tell(self._window, sentence_text(self.report.sentence), "\n".join(notes))
