"""An entry in the user's XDG autostart folder, as freedesktop.org has them."""

import os
import sys
from pathlib import Path

from ui.autostart import ARGUMENT, write_atomically
from ui.menu_entry import COMMENT, MAIN, NAME, SHORT
from ui.menu_linux import escaped, quoted

# With these a desktop's own settings switch an entry off without removing it.
_OFF = frozenset({("Hidden", "true"), ("X-GNOME-Autostart-enabled", "false")})


def add() -> None:
    """See ui.autostart."""
    write_atomically(place(), _entry(sys.executable, MAIN).encode("utf-8"))


def remove() -> None:
    """See ui.autostart."""
    place().unlink(missing_ok=True)


def is_there() -> bool:
    """See ui.autostart."""
    try:
        text = place().read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    pairs = {(key.strip(), value.strip()) for key, _, value in _lines(text)}
    return ("Exec", _command(sys.executable, MAIN)) in pairs and pairs.isdisjoint(_OFF)


def place() -> Path:
    """In $XDG_CONFIG_HOME; the specification says that a relative one is to be ignored."""
    given = os.environ.get("XDG_CONFIG_HOME", "")
    config = Path(given) if given.startswith("/") else Path.home() / ".config"
    return config / "autostart" / f"{SHORT}.desktop"


def _entry(python: str, main: Path) -> str:
    return f"""[Desktop Entry]
Type=Application
Name={NAME}
Comment={COMMENT}
Exec={_command(python, main)}
TryExec={escaped(python)}
Icon={SHORT}
Terminal=false
StartupNotify=false
X-GNOME-Autostart-enabled=true
"""


def _command(python: str, main: Path) -> str:
    return f"{quoted(python)} {quoted(str(main))} {ARGUMENT}"


def _lines(text: str) -> list[tuple[str, str, str]]:
    return [line.partition("=") for line in text.splitlines()]
