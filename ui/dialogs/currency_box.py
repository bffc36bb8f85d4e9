"""A box with the currencies of the world, the owner's own first."""

from functools import cache

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from ui.dialogs.look import Box

OFTEN = ("EUR", "USD", "GBP", "PHP", "INR")


class CurrencyBox(Box):
    """Codes of ISO 4217; typing the first letters finds one."""

    def __init__(self, first: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Currency"))
        self.setMaxVisibleItems(14)
        for code in dict.fromkeys((*([first] if first else []), *OFTEN, *currencies())):
            self.addItem(code, code)
        self.setMaximumWidth(self.fontMetrics().horizontalAdvance("WWWW") + 48)

    def code(self) -> str:
        """The chosen one."""
        return str(self.currentData())

    def show_code(self, code: str) -> None:
        """Choose one without telling; a code that is not listed is added."""
        if self.findData(code) < 0:
            self.addItem(code, code)
        self.setCurrentIndex(self.findData(code))


@cache
def currencies() -> tuple[str, ...]:
    """The codes in use in some country, by the system's own list."""
    every = QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry
    )
    codes = {here.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode) for here in every}
    return tuple(sorted(code for code in codes if len(code) == 3))
