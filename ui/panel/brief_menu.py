"""What can be done with a whole brief: its versions, and templates to begin it with."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton, QWidget

from models import brief_templates
from models.brief_templates import Template, read_templates
from models.cards import title_of
from models.uid import new_uid
from ui.dialogs.sheet import Sheet
from ui.panel.writer import Writer
from ui.plain import on_button
from ui.store import Store
from ui.theme import colours, icon


class BriefMenu(QToolButton):
    """Three dots. said(str): for the status line."""

    said = Signal(str)

    def __init__(self, store: Store, writer: Writer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._writer = store, writer
        self._task = 0
        self._version: int | None = None
        self.setIcon(icon("ellipsis", lambda: colours().muted))
        self.setToolTip(self.tr("Versions and templates"))
        self.setAccessibleName(self.tr("Versions and templates"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self.fill)
        self.setMenu(self._menu)

    def load(self, task: int) -> None:
        """Another card is shown."""
        self._task = task

    def show_version(self, version: int | None) -> None:
        """Which version is the newest; None: the brief has none yet."""
        self._version = version

    def fill(self) -> None:
        """Make the entries anew: templates come and go."""
        menu, writes = self._menu, not self._store.board.read_only
        menu.clear()
        text = self.tr("Versions… ({number})").format(number=self._version) if self._version else ""
        versions = menu.addAction(text or self.tr("No versions yet"))
        versions.setEnabled(self._version is not None)
        versions.triggered.connect(self.show_versions)
        menu.addSeparator()
        templates = read_templates(self._store.board)
        for template in templates:
            text = self.tr("Begin with “{name}”").format(name=on_button(template.name))
            self._add(menu, text, partial(self._apply, template)).setEnabled(writes)
        self._add(menu, self.tr("Begin with a common task…"), self.pick_common).setEnabled(writes)
        self._add(menu, self.tr("Keep as a template…"), self.keep).setEnabled(writes)
        if templates and writes:
            changing = menu.addMenu(self.tr("Change templates"))
            for template in templates:
                one = changing.addMenu(on_button(template.name))
                self._add(one, self.tr("Rename…"), partial(self.rename, template))
                self._add(one, self.tr("Delete"), partial(self._delete, template))

    def show_versions(self) -> Sheet:
        """All versions side by side."""
        from ui.dialogs.brief_versions import BriefVersions

        sheet = BriefVersions(self._store, self._task, self.window())
        sheet.open()
        return sheet

    def pick_common(self) -> Sheet:
        """Choose a task of the catalogue; what the brief leaves open is filled from it."""
        from ui.dialogs.pick_common import PickCommon

        task = self._task
        sheet = PickCommon(title_of(self._store.board, task), self.window())
        sheet.picked.connect(lambda n: self._writer.send(brief_templates.begin_from_catalogue, task, n))
        sheet.open()
        return sheet

    def keep(self) -> "NameSheet":
        """Ask for a name and keep the brief as a template."""
        task = self._task

        def take(name: str) -> None:
            self._writer.send(brief_templates.make_template, task, name, new_uid())

        name = title_of(self._store.board, task)
        return self._ask(self.tr("Keep as a template"), name, take)

    def rename(self, template: Template) -> "NameSheet":
        """Ask for another name."""

        def take(name: str) -> None:
            self._writer.send(brief_templates.rename_template, template.id, name)

        return self._ask(self.tr("Rename the template"), template.name, take)

    def _ask(self, title: str, name: str, take: Callable[[str], None]) -> "NameSheet":
        sheet = NameSheet(title, name, self.window())
        sheet.named.connect(take)
        sheet.open()
        return sheet

    def _apply(self, template: Template) -> None:
        self._writer.send(brief_templates.apply_template, self._task, template.id)

    def _delete(self, template: Template) -> None:
        self._writer.send(brief_templates.delete_template, template.id)

    def _add(self, menu: QMenu, text: str, function: Callable[[], object]) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda: function())
        return action


class NameSheet(Sheet):
    """A name, and Enter."""

    named = Signal(str)

    def __init__(self, title: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.name = QLineEdit(name)
        self.name.setAccessibleName(title)
        self.name.selectAll()
        self.body.addWidget(self.name)
        self.add_cancel()
        self.ok = self.add_button(self.tr("Keep"), self._on_ok, is_main=True)
        self.name.textChanged.connect(lambda text: self.ok.setEnabled(bool(text.strip())))
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 50)
        self.name.setFocus()

    def _on_ok(self) -> None:
        self.named.emit(self.name.text())
        self.accept()
