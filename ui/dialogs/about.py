"""What this is, which versions it runs on, whose work is in it, and under which licences.

How to replace Qt by one's own build is one of the texts in `resources/licences`.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import PySide6
from PySide6.QtCore import QCoreApplication, Qt, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPlainTextEdit, QWidget

from models import version
from ui.dialogs.sheet import Sheet, muted_label
from ui.plain import PlainLabel

LICENCES = Path(__file__).resolve().parent.parent.parent / "resources" / "licences"


@dataclass(frozen=True, slots=True)
class Licence:
    """One bundled work: `text` is read when it is shown."""

    name: str
    version: str
    licence: str
    path: Path


def versions(program: str, sqlite: str) -> list[tuple[str, str]]:
    """What a bug report should say. `sqlite`: the library the boards are kept with."""
    name = QCoreApplication.applicationName() or "Delegation Board"
    return version.versions(name, program, sqlite, [("Qt", qVersion()), ("PySide6", PySide6.__version__)])


def read_licences(folder: Path = LICENCES) -> list[Licence]:
    """The bundled works in the order of the index; files outside the folder are left out."""
    index = folder / "index.json"
    if not index.is_file():
        return []
    found = []
    for row in json.loads(index.read_text(encoding="utf-8")):
        path = (folder / row["file"]).resolve()
        if path.is_relative_to(folder.resolve()):
            found.append(Licence(row["name"], row.get("version") or "", row["licence"], path))
    return found


class AboutDialog(Sheet):
    """`rows`: name and version, as `versions` gives them."""

    def __init__(
        self, rows: list[tuple[str, str]], licences: list[Licence], parent: QWidget | None = None
    ) -> None:
        super().__init__(QCoreApplication.translate("AboutDialog", "About Delegation Board"), parent)
        self._rows = rows
        self._licences = licences
        self.body.addWidget(muted_label(self.tr("Sort your work, hand over what is not yours to do.")))
        self.versions = PlainLabel("   ".join(f"{name} {version}" for name, version in rows))
        self.versions.setWordWrap(True)
        self.versions.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.versions.setAccessibleName(self.tr("Versions"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Licences"))
        self.list.setUniformItemSizes(True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Licence"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setTabChangesFocus(True)
        self._assemble()
        self.list.currentRowChanged.connect(self._on_row_changed)
        self.list.setCurrentRow(0)
        self.resize(960, 600)

    def copy_versions(self) -> None:
        """One version a line, for a mail."""
        QGuiApplication.clipboard().setText("\n".join(f"{name} {version}" for name, version in self._rows))

    def _assemble(self) -> None:
        for one in self._licences:
            self.list.addItem(" ".join(part for part in (one.name, one.version) if part))
        self.body.addWidget(self.versions)
        self.body.addWidget(PlainLabel(self.tr("Licences, also of the works of others in it:")))
        sides = QHBoxLayout()
        self.list.setMaximumWidth(230)
        sides.addWidget(self.list)
        sides.addWidget(self.text, 1)
        self.body.addLayout(sides, 1)
        self.add_button(self.tr("Copy versions"), self.copy_versions)
        self.add_button(self.tr("Close"), self.accept, is_main=True)

    def _on_row_changed(self, row: int) -> None:
        one = self._licences[row]
        text = one.path.read_text(encoding="utf-8", errors="replace") if one.path.is_file() else ""
        self.text.setPlainText(f"{one.licence}\n\n{text}")
