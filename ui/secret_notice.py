"""After each change of this window's own: were secrets written? The banner says so, and offers to mask them.

The texts are looked at on a thread of their own, a moment after the change, so that no drop waits for it and
nothing of it is loaded at a start.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from models.change import Change
from models.words import Sentence
from ui import background
from ui.wording import sentence_text

if TYPE_CHECKING:
    from models.secret_erase import Masked
    from models.secret_watch import Finding
    from ui.main_window import MainWindow

# What comes in quick succession is looked at together.
REST_MS = 150


class SecretNotice(QObject):
    """What was found and not answered yet. looked(): all changes so far were looked at."""

    looked = Signal()

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._store = window.store
        self._waiting: list[Change] = []
        self._told_of: list[Change] = []
        self._job: background.Job | None = None
        self.findings: list[Finding] = []
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._look)

    @property
    def is_idle(self) -> bool:
        """Whether all changes so far were looked at."""
        return not self._waiting and self._job is None

    def follow(self, change: Change) -> None:
        """Look at a change soon, if it was made in this window and can have written a text."""
        if change.origin == self._store.board.origin and change.may_write_text:
            self._waiting.append(change)
            self._rest.start()

    def stop(self) -> None:
        """The window closes: look at nothing more."""
        self._rest.stop()
        self._waiting = []
        if self._job is not None:
            self._job.cancel()

    def _look(self) -> None:
        if self._job is not None or not self._waiting:
            return
        changes, self._waiting = self._waiting, []
        board = self._store.board

        def look(control: background.Control) -> "tuple[list[Change], list[Finding]]":
            from models.secret_watch import found_in

            try:
                found = [(change, found_in(board, change, cancelled=control.cancelled)) for change in changes]
            finally:
                board.release_thread()
            return [change for change, one in found if one], [finding for _, one in found for finding in one]

        self._job = background.run(look, self._on_found, self._window.say_refused, self)
        self._job.finished.connect(self._on_looked)

    def _on_found(self, found: "tuple[list[Change], list[Finding]]") -> None:
        changes, findings = found
        self._told_of += changes
        if findings:
            places = {(one.table, one.row, one.field): one for one in [*self.findings, *findings]}
            self.findings = list(places.values())
            self._tell()

    def _on_looked(self) -> None:
        self._job = None
        if self._waiting:
            self._rest.start()
        else:
            self.looked.emit()

    # What the banner says, and the answers

    def _tell(self) -> None:
        from models.secret_watch import MOST

        count = len(self.findings)
        tip = self.tr(
            "Masked here, in the search and in the history; undo does not bring it back."
            " Put it into your password manager first."
        )
        later = (self.tr("Later"), self._drop, "")
        if count == 1:
            text = sentence_text(self.findings[0].sentence)
            mask = (self.tr("Mask it"), self.mask, tip)
            none = (self.tr("It is no secret"), self.no_secret, "")
            self._window.banner.show_notice(text, (mask, none, later))
        elif count:
            several = self.tr("%n text(s) look like secrets.", "", count)
            if count >= MOST:
                several = self.tr("%n or more texts look like secrets.", "", count)
            where = self.tr("Share access, not passwords: keep them in your password manager.")
            mask = (self.tr("Mask all"), self.mask, tip)
            see = (self.tr("Look at them"), self._open_list, "")
            self._window.banner.show_notice(f"{several} {where}", (mask, see, later))
        else:
            self._told_of = []
            self._window.banner.show_notice("", ())

    def mask(self, chosen: "Sequence[Finding] | None" = None) -> None:
        """Mask these, or all; what is half typed is saved first, so that it does not bring them back."""
        from models.secret_erase import Masked, mask_all, mask_findings

        self._window.panel.flush()
        told = Masked()
        if chosen is None:
            ticket = self._store.submit(mask_all, list(self.findings), list(self._told_of), told)
        else:
            ticket = self._store.submit(mask_findings, list(chosen), told)
        ticket.done.connect(lambda error: None if error else self._look_for_copies(told))
        self._settle(chosen)

    def no_secret(self, chosen: "Sequence[Finding] | None" = None) -> None:
        """These, or all, are no secrets: they are not asked about again."""
        from models.secret_watch import not_secret

        self._store.submit(not_secret, list(self.findings if chosen is None else chosen))
        self._settle(chosen)

    def _settle(self, answered: "Sequence[Finding] | None") -> None:
        self.findings = [] if answered is None else [one for one in self.findings if one not in answered]
        self._tell()

    def _drop(self) -> None:
        self._settle(None)

    def _open_list(self) -> None:
        from ui.dialogs.secret_list import SecretList

        dialog = SecretList(self.findings, self._window)
        dialog.mask_wanted.connect(self.mask)
        dialog.none_wanted.connect(self.no_secret)
        dialog.card_wanted.connect(self._window.open_card)
        dialog.open()

    def _look_for_copies(self, told: "Masked") -> None:
        """What still holds it is found while the owner goes on."""
        board = self._store.board.path
        background.run(
            lambda control: told.look(board, control.cancelled),
            lambda _: self._say(told.sentence),
            self._window.say_refused,
            self,
        )

    def _say(self, sentence: Sentence) -> None:
        self._window.status.say(sentence_text(sentence))
