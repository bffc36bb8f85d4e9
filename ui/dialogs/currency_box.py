"""A box with the currencies of the world, the owner's own first."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from models.currencies import CURRENCIES
from ui.dialogs.look import Box

OFTEN = ("EUR", "USD", "GBP", "PHP", "INR")


class CurrencyBox(Box):
    """Codes of ISO 4217; typing the first letters finds one."""

    def __init__(self, first: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Currency"))
        self.setMaxVisibleItems(14)
        for code in dict.fromkeys((*([first] if first else []), *OFTEN, *sorted(CURRENCIES))):
            self.addItem(code, code)

    def code(self) -> str:
        """The chosen one."""
        return str(self.currentData())

    def show_code(self, code: str) -> None:
        """Choose one without telling; a code that is not listed is added."""
        if self.findData(code) < 0:
            self.addItem(code, code)
        self.setCurrentIndex(self.findData(code))

    def sizeHint(self) -> QSize:
        letters = self.fontMetrics().horizontalAdvance("WWWW")
        return QSize(letters + 44, self.fontMetrics().height() + 12)
