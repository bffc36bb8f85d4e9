"""The one door through which anything is opened outside the program.

Nothing goes through by itself. An address is judged first (models.link_targets), then shown whole, its host
in the letters that the net really uses, and opened only when the owner agrees. A file of theirs is looked at
off the window's thread: a network that does not answer holds up nobody.
"""

import logging
import re
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from models.board import Board
from models.errors import Refused
from models.invisible import shown
from models.link_targets import FILE, MAIL, WEB, Origin, Standing, Target, origin_of, standing_of, target_of
from ui.wording import sentence_text

PATIENCE_MS = 2_000
# Somebody may want to read all of it; more than this is no use to anybody.
_LONGEST_SHOWN = 1_000
# So many letters between which no line can be broken; a label would cut off what follows.
_UNBROKEN = re.compile(r"((?:(?![/?-]\D)\S){48})(?=\S)")
_WHOLE = QUrl.ComponentFormattingOption.FullyEncoded
log = logging.getLogger("delegation-board")


def open_own(path: Path) -> bool:
    """Open a file that this program wrote, or the folder that it lies in. False where nothing opens it."""
    return _opened(QUrl.fromLocalFile(str(path)))


def open_mail(address: str) -> bool:
    """Begin a mail that this program wrote. False where nothing writes mails, or where it is no mail."""
    try:
        target = target_of(address)
    except Refused:
        return False
    return target.kind == MAIL and _opened(QUrl(target.address, QUrl.ParsingMode.StrictMode))


class Door(QObject):
    """Asks before it opens what a card links to."""

    def __init__(self, window: QWidget, board: Board) -> None:
        super().__init__(window)
        self._window = window
        self._board = board
        self._is_waiting = False

    def open_link(self, address: str) -> None:
        """Judge, show and ask, or say why not."""
        try:
            target = target_of(address)
        except Refused as refused:
            self._refuse(address, sentence_text(refused.sentence))
            return
        if target.kind == FILE:
            self._look_at(address, Path(target.address))
        else:
            self._ask_about(address, target)

    def _ask_about(self, address: str, target: Target) -> None:
        url = QUrl(target.address, QUrl.ParsingMode.StrictMode)
        host = url.host(_WHOLE)
        if not url.isValid() or bool(host) != (target.kind == WEB) or url.userInfo():
            self._refuse(address, self.tr("It is no address that every program would read alike."))
            return
        whole = url.toString(_WHOLE)
        warnings = []
        if "xn--" in host:
            warnings.append(
                self.tr("Letters of other alphabets are in its name: {name}").format(name=shown(url.host()))
            )
        if origin_of(self._board, address) is Origin.IMPORT:
            warnings.append(self.tr("It came with an import. Nobody here put it on the card."))
        question = self.tr("Write to this address?") if target.kind == MAIL else self.tr("Open this link?")
        self._ask(question, [_shortened(whole), *warnings], url, whole, is_doubtful=bool(warnings))

    def _look_at(self, address: str, path: Path) -> None:
        if origin_of(self._board, address) is not Origin.OWNER:
            self._refuse(
                address, self.tr("An import named this file. If you trust it, put it on the card yourself.")
            )
            return
        from ui import background

        self._is_waiting = True
        background.run(
            lambda _: standing_of(path),
            lambda standing: self._on_looked_at(address, path, standing),
            lambda _: None,
            self._window,
        )
        QTimer.singleShot(PATIENCE_MS, self, lambda: self._on_late(address))

    def _on_late(self, address: str) -> None:
        if self._is_waiting:
            self._is_waiting = False
            self._refuse(
                address, self.tr("Where it lies, nothing answers. Is the network there, the disk plugged in?")
            )

    def _on_looked_at(self, address: str, path: Path, standing: Standing) -> None:
        if not self._is_waiting:
            return
        self._is_waiting = False
        if standing is Standing.THERE:
            ending = path.suffix[1:].upper()
            kind = (
                self.tr("A {ending} file").format(ending=shown(ending))
                if ending
                else self.tr("A file without ending")
            )
            lines = [_shortened(shown(str(path))), kind]
            self._ask(self.tr("Open this file?"), lines, QUrl.fromLocalFile(str(path)), str(path))
            return
        why = {
            Standing.FOLDER: self.tr("It is a folder."),
            Standing.PROGRAM: self.tr(
                "It is a program or could start one. Start it yourself if you trust it."
            ),
            Standing.STRANGE: self.tr("It is no ordinary file."),
            Standing.GONE: self.tr("There is no such file any more."),
        }
        self._refuse(address, why[standing])

    def _ask(
        self, question: str, lines: list[str], url: QUrl, copied: str, *, is_doubtful: bool = False
    ) -> None:
        from ui.dialogs.question import ask

        ask(
            self._window, question, self.tr("Open"), lambda: self._open(url), more="\n\n".join(lines),
            is_danger=is_doubtful, copied=copied,
        )  # fmt: skip
        self.deleteLater()

    def _open(self, url: QUrl) -> None:
        if not _opened(url):
            from ui.dialogs.question import tell

            text = QCoreApplication.translate("Door", "Nothing here opens this. Copy it instead.")
            whole = url.toString(_WHOLE)
            tell(self._window, text, _shortened(whole), copied=whole)

    def _refuse(self, address: str, why: str) -> None:
        from ui.dialogs.question import tell

        said = self.tr("This link is not opened from here. Copy it if you trust it.")
        tell(self._window, said, f"{why}\n\n{_shortened(shown(address))}", copied=address)
        self.deleteLater()


def _opened(url: QUrl) -> bool:
    """Which kind went out is all that is noted: an address may be a secret."""
    log.info("opening: %s", url.scheme())
    return QDesktopServices.openUrl(url)


def _shortened(text: str) -> str:
    short = text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"
    return _UNBROKEN.sub(r"\1\n", short)
