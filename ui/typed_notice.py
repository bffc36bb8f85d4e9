"""What was typed and could not be put back or saved is offered below the header, one text at a time."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from models.typed import Typed
from ui.banner import Banner
from ui.plain import apart

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_SHOWN = 90


class TypedNotice(QObject):
    """dropped(Typed): the owner does not want it any more."""

    dropped = Signal(object)

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._bar = Banner(window.centralWidget())
        window.lines.insertWidget(window.lines.indexOf(window.header) + 1, self._bar)
        self._waiting: list[tuple[Typed, str]] = []

    @property
    def bar(self) -> Banner:
        """The line itself."""
        return self._bar

    def offer(self, one: Typed, title: str, why: str) -> None:
        """`why`: "gone", "changed" or "refused"."""
        self._waiting = [told for told in self._waiting if told[0].spot != one.spot]
        self._waiting.append((one, self._words(one, title, why)))
        self._show()

    def withdraw(self, spot: tuple[str, str, str]) -> None:
        """The text of this field needs not be offered any more."""
        kept = [told for told in self._waiting if told[0].spot != spot]
        if kept != self._waiting:
            self._waiting = kept
            self._show()

    def _words(self, one: Typed, title: str, why: str) -> str:
        text = " ".join(one.text.split())
        text = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
        if why == "gone":
            source = self.tr("The card is gone. What you were typing there ({field}): “{text}”")
        elif why == "refused" and not title:
            source = self.tr("Not saved: {field}. What you typed: “{text}”")
        elif why == "refused":
            source = self.tr("Not saved: “{title}”, {field}. What you typed: “{text}”")
        else:
            source = self.tr(
                "“{title}” was changed meanwhile. What you were typing there ({field}): “{text}”"
            )
        for name, value in (("field", one.name), ("title", apart(title)), ("text", apart(text))):
            source = source.replace(f"{{{name}}}", value)
        return source

    def _show(self) -> None:
        if not self._waiting:
            self._bar.show_notice("", ())
            return
        self._bar.show_notice(
            self._waiting[0][1],
            (
                (self.tr("Copy"), self._on_copy, ""),
                (self.tr("Drop"), self._on_drop, ""),
                (self.tr("Later"), self._on_later, self.tr("It is offered again at the next start")),
            ),
        )

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._waiting[0][0].text)
        self._window.status.say(self.tr("Copied"))

    def _on_drop(self) -> None:
        one, _ = self._waiting.pop(0)
        self._show()
        self.dropped.emit(one)

    def _on_later(self) -> None:
        del self._waiting[0]
        self._show()
