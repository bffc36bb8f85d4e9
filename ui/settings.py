"""The machine's settings: window, theme, recent boards. Kept in the config folder, never in a board.

Each is declared once, with type and default.
"""

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from models import places

MOST_RECENT = 10


class Settings:
    """Typed access to one ini file."""

    def __init__(self, path: Path | None = None) -> None:
        file = path or places.config_folder() / "settings.ini"
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def theme(self) -> str:
        """ "light", "dark" or "system"."""
        found = self._store.value("theme", "system")
        return found if found in ("light", "dark", "system") else "system"

    @theme.setter
    def theme(self, value: str) -> None:
        self._store.setValue("theme", value)

    @property
    def recent(self) -> list[Path]:
        """Boards opened lately, newest first; those that are gone are left out."""
        listed = self._json("recent", [])
        paths = [Path(item) for item in listed if isinstance(item, str)] if isinstance(listed, list) else []
        return [path for path in paths if path.exists()][:MOST_RECENT]

    @property
    def last(self) -> Path | None:
        """The board used last, whether it is there or not."""
        listed = self._json("recent", [])
        found = listed[0] if isinstance(listed, list) and listed else None
        return Path(found) if isinstance(found, str) and found else None

    def add_recent(self, path: Path) -> None:
        """Note that a board was opened."""
        others = [str(other) for other in self.recent if other != path]
        self._store.setValue("recent", json.dumps([str(path), *others][:MOST_RECENT]))

    def window(self, board: str) -> dict[str, Any]:
        """How the window of a board was left: geometry, panel, columns, scroll positions."""
        found = self._json(f"window/{board}", {})
        return found if isinstance(found, dict) else {}

    def keep_window(self, board: str, state: dict[str, Any]) -> None:
        self._store.setValue(f"window/{board}", json.dumps(state))

    @property
    def reminds(self) -> bool:
        """Whether reminders are shown as notifications."""
        return str(self._store.value("reminders/on", "true")).lower() != "false"

    @reminds.setter
    def reminds(self, value: bool) -> None:
        self._store.setValue("reminders/on", value)

    @property
    def quiet(self) -> str:
        """When no reminder is shown: see models.reminding.quiet_until."""
        return str(self._store.value("reminders/quiet", "")) or "hours"

    @quiet.setter
    def quiet(self, value: str) -> None:
        self._store.setValue("reminders/quiet", value)

    def told(self, board: str) -> dict[str, Any]:
        """How far the reminders of a board were shown (models.reminding.Told)."""
        found = self._json(f"told/{board}", {})
        return found if isinstance(found, dict) else {}

    def keep_told(self, board: str, plain: dict[str, Any]) -> None:
        self._store.setValue(f"told/{board}", json.dumps(plain))

    def keeps_folder(self, folder: Path) -> bool:
        """Whether the owner said that a board may stay in this synced folder or share."""
        kept = self._json("kept_folders", [])
        return isinstance(kept, list) and str(folder) in kept

    def keep_folder(self, folder: Path) -> None:
        kept = self._json("kept_folders", [])
        others = [one for one in kept if one != str(folder)] if isinstance(kept, list) else []
        self._store.setValue("kept_folders", json.dumps([*others, str(folder)]))

    def looked(self, board: str) -> str:
        """The day, as text, on which a board was last looked through to its last page; "" for never."""
        return str(self._store.value(f"looked/{board}", ""))

    def keep_looked(self, board: str, day: str) -> None:
        self._store.setValue(f"looked/{board}", day)

    def sync(self) -> None:
        self._store.sync()

    def _json(self, key: str, default: Any) -> Any:
        try:
            return json.loads(str(self._store.value(key, "")))
        except ValueError:
            return default


def bytes_to_text(value: QByteArray) -> str:
    """A window's geometry as text for the settings."""
    return bytes(value.toBase64().data()).decode("ascii")


def text_to_bytes(value: object) -> QByteArray:
    """The way back; whatever is no such text gives empty bytes."""
    return QByteArray.fromBase64(str(value or "").encode("ascii", "replace"))
