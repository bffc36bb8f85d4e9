"""Why a task must stay: six chips, and whether somebody must be on site."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from models.triage import GATE_TEXTS, GATES
from models.words import say
from ui.pages.sort.key_button import KeyButton
from ui.panel.flow import FlowLayout
from ui.plain import tooltip
from ui.triage_words import gate_name
from ui.wording import sentence_text


class GatesRow(QWidget):
    """toggled(str): a gate. on_site_toggled(). Numbers are shown while G waits for one."""

    toggled = Signal(str)
    on_site_toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_waiting = False
        row = FlowLayout(self, 6)
        self._key = KeyButton("G", self.tr("Must stay with you?"), is_chip=True)
        self._key.set_cap_shown(True)
        self._key.clicked.connect(lambda: self.wait(not self._is_waiting))
        row.addWidget(self._key)
        self.chips: dict[str, KeyButton] = {}
        for number, gate in enumerate(GATES, 1):
            chip = KeyButton(str(number), gate_name(gate), is_chip=True)
            chip.setCheckable(True)
            why = sentence_text(say(GATE_TEXTS[gate]))
            chip.setToolTip(tooltip(why))
            chip.setAccessibleDescription(why)
            chip.clicked.connect(lambda _=False, gate=gate: self.toggled.emit(gate))
            self.chips[gate] = chip
            row.addWidget(chip)
        self.on_site = KeyButton("L", self.tr("Must be on site"), is_chip=True)
        self.on_site.setCheckable(True)
        self.on_site.set_cap_shown(True)
        self.on_site.clicked.connect(self.on_site_toggled)
        row.addWidget(self.on_site)

    @property
    def is_waiting(self) -> bool:
        """Whether the next digit is a gate."""
        return self._is_waiting

    def wait(self, is_waiting: bool) -> None:
        """Show the numbers, or hide them."""
        self._is_waiting = is_waiting
        for chip in self.chips.values():
            chip.set_cap_shown(is_waiting)
        self.updateGeometry()

    def show_state(self, gates: set[str], on_site: bool) -> None:
        """Which are ticked."""
        for gate, chip in self.chips.items():
            chip.setChecked(gate in gates)
            chip.update()
        self.on_site.setChecked(on_site)


def gates_text(gates: set[str]) -> str:
    """The ticked ones, for a screen reader."""
    names = ", ".join(gate_name(gate) for gate in GATES if gate in gates)
    return QCoreApplication.translate("Sort", "must stay: {names}").format(names=names) if names else ""
