"""Which file to import: the one file chooser for the welcome page and the menu."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

_last_folder: list[str] = []


def choose_import_file(parent: QWidget, chosen: Callable[[Path], None]) -> QFileDialog:
    """Ask for a file without stopping the window; `chosen` is called with its path."""
    downloads = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    dialog = QFileDialog(
        parent,
        QCoreApplication.translate("ChooseFile", "Import tasks from a file"),
        _last_folder[0] if _last_folder else downloads if Path(downloads).is_dir() else str(Path.home()),
    )
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(
        [
            QCoreApplication.translate("ChooseFile", "Exports of other programs (*.json *.csv *.tsv *.txt)"),
            QCoreApplication.translate("ChooseFile", "All files (*)"),
        ]
    )

    def take(name: str) -> None:
        path = Path(name)
        _last_folder[:] = [str(path.parent)]
        chosen(path)

    dialog.fileSelected.connect(take)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
