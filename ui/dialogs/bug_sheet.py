"""A bug: what is safe, and a report of it that the owner may copy and send; nothing is sent by itself."""

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.dialogs.sheet import More, Sheet, muted_label
from ui.plain import PlainLabel


class BugSheet(Sheet):
    """`report`: versions and places in the program, no text of a card."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.heading.setText(self.tr("Something went wrong inside the program."))
        self._safe = PlainLabel(
            self.tr(
                "What was saved is safe, and you can go on. If it happens again, close the program and open "
                "it again."
            )
        )
        self._safe.setWordWrap(True)
        self.body.addWidget(self._safe)
        self.body.addWidget(
            muted_label(
                self.tr("The report says where it happened. No text of your cards and no file name is in it.")
            )
        )
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setPlainText(report)
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.report.setAccessibleName(self.tr("Report"))
        self.report.setTabChangesFocus(True)
        self.report.setMinimumHeight(12 * self.fontMetrics().height())
        self.details = More(self.tr("Details"), self.report)
        self.body.addWidget(self.details)
        self.body.addStretch(1)
        self.copy = self.add_button(self.tr("Copy the report"), self._on_copy)
        self.add_button(self.tr("Go on"), self.accept, is_main=True).setFocus()
        self.setMinimumWidth(max(480, 60 * self.fontMetrics().averageCharWidth()))
        self.fit_rows()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy.setText(self.tr("Copied"))
