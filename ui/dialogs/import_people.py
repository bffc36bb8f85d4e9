"""A file of assistants: asked once, taken in as one undo step, told what came of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.assistants_import import PeopleReport
from models.errors import BoardError
from models.files import shown_name
from models.importers import read_people
from models.importers.base import Source
from models.importers.csv_assistants import AssistantDraft
from ui import background
from ui.dialogs.import_people_run import ImportPeopleRun
from ui.dialogs.question import ask, tell
from ui.store import Store
from ui.wording import sentence_text

MOST_NAMES = 12
MOST_NOTES = 12


class ImportPeople(QObject):
    """Reads the file, asks, and imports."""

    def __init__(self, store: Store, source: Source, parent: QWidget, say: Callable[[str], object]) -> None:
        super().__init__(parent)
        self._store = store
        self._source = source
        self._say = say
        self._window = parent
        self.report = PeopleReport()

    def start(self) -> None:
        """Read the file, away from the screen, and ask; nothing happens before the owner agrees."""

        def read(control: background.Control) -> list[AssistantDraft]:
            return read_people(self._source, self.report.problems, control.progress, control.cancelled)

        job = background.run(read, self._on_read, self._fail, self)
        # A window that closes waits for nobody's file.
        self._window.destroyed.connect(job.cancel)

    def _on_read(self, drafts: list[AssistantDraft]) -> None:
        self.ask(drafts)

    def ask(self, drafts: list[AssistantDraft]) -> QWidget:
        """Show who is in it, and what of it stays behind."""
        names = ", ".join(draft.name for draft in drafts[:MOST_NAMES])
        more = self.tr(" and %n more", "", len(drafts) - MOST_NAMES) if len(drafts) > MOST_NAMES else ""
        return ask(
            self._window,
            self.tr("Import %n assistant(s)?", "", len(drafts)),
            self.tr("Import"),
            lambda: self._import(drafts),
            more=self.tr(
                "{names}\n\nThose you have already are changed only where the file says something else."
            ).format(names=names + more)
            + self._notes(),
        )

    def _notes(self) -> str:
        """What was found to stay behind, in a few lines."""
        found = [
            ": ".join(filter(None, (str(one.row or ""), one.subject, sentence_text(one.reason))))
            for one in self.report.problems[:MOST_NOTES]
        ]
        more = len(self.report.problems) + self.report.problems.left_out - len(found)
        if more:
            found.append(self.tr("and %n more note(s)", "", more))
        return "".join(f"\n{line}" for line in ("", *found)) if found else ""

    def _fail(self, error: BoardError) -> None:
        tell(self._window, sentence_text(error.sentence))

    def _import(self, drafts: list[AssistantDraft]) -> None:
        name = shown_name(self._source) if isinstance(self._source, Path) else ""
        ImportPeopleRun(self._store, drafts, name, self.report, self._on_done, self._window).open()

    def _on_done(self, error: object) -> None:
        if error is not None:
            return
        self._say(sentence_text(self.report.sentence))
        if self.report.problems:
            tell(self._window, sentence_text(self.report.sentence), self._notes().strip("\n"))
