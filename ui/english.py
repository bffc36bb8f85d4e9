"""Plurals in the source language: "%n card(s)" becomes "1 card" or "2 cards", as a translation would."""

from PySide6.QtCore import QTranslator

from models.words import english_plural


class EnglishPlurals(QTranslator):
    """Answers every text in the source language, so it is installed only where no other translation is."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The source text itself, its plural resolved."""
        return english_plural(source, n) if n >= 0 else source
