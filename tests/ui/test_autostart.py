"""Start with the computer: off by default, written whole, read back truly, taken out without a trace."""

import plistlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.ui.test_menu_entry import HARD_PATH, arguments
from ui import autostart, autostart_linux, autostart_macos, autostart_windows, menu_entry

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="desktop files of Linux")


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "config"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    return home


@linux_only
def test_it_is_off_until_it_is_switched_on_and_leaves_nothing_when_switched_off(config: Path) -> None:
    assert not autostart.is_on()
    assert not config.exists()
    autostart.set_on(True)
    assert autostart.is_on()
    autostart.set_on(False)
    assert not autostart.is_on()
    autostart.set_on(False)
    assert list((config / "autostart").iterdir()) == []


@linux_only
def test_the_entry_starts_this_program_small(config: Path) -> None:
    autostart.set_on(True)
    autostart.set_on(True)
    (entry,) = (config / "autostart").iterdir()
    assert arguments(entry.read_text("utf-8")) == [sys.executable, str(menu_entry.MAIN), "--background"]


@linux_only
def test_the_desktops_own_checker_accepts_the_entry(config: Path) -> None:
    validate = shutil.which("desktop-file-validate") or pytest.skip("desktop-file-validate is not installed")
    autostart.set_on(True)
    done = subprocess.run([validate, autostart_linux.place()], capture_output=True, text=True, check=True)
    assert done.stdout == ""


@linux_only
def test_any_path_survives_the_quoting_of_the_entry(tmp_path: Path) -> None:
    main = tmp_path / HARD_PATH / "main.py"
    text = autostart_linux._entry(f"/opt/{HARD_PATH}/python", main)
    assert arguments(text) == [f"/opt/{HARD_PATH}/python", str(main), "--background"]


@linux_only
@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_the_desktops_own_settings_switched_off_is_off(line: str, config: Path) -> None:
    autostart.set_on(True)
    place = autostart_linux.place()
    text = place.read_text("utf-8").replace("X-GNOME-Autostart-enabled=true\n", "")
    place.write_text(f"{text}{line}\n", "utf-8")
    assert not autostart.is_on()
    autostart.set_on(True)
    assert autostart.is_on()


@linux_only
@pytest.mark.parametrize("text", [b"", b"\xff\xfe", b"[Desktop Entry]\nExec=other --background\n"])
def test_an_entry_of_something_else_is_not_ours(text: bytes, config: Path) -> None:
    place = autostart_linux.place()
    place.parent.mkdir(parents=True)
    place.write_bytes(text)
    assert not autostart.is_on()


@linux_only
def test_a_folder_that_cannot_be_written_is_told_and_nothing_changes(config: Path) -> None:
    config.write_text("a file where a folder should be", "utf-8")
    with pytest.raises(OSError):
        autostart.set_on(True)
    assert not autostart.is_on()


@linux_only
def test_a_relative_config_folder_is_ignored_as_the_specification_wants(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "config")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert autostart_linux.place() == tmp_path / ".config" / "autostart" / "delegation-board.desktop"


def test_a_file_that_cannot_be_put_in_place_leaves_no_half_of_it(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError):
        autostart.write_atomically(tmp_path / "taken", b"content")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


@pytest.mark.skipif(sys.platform == "win32", reason="a home of POSIX")
def test_the_agent_for_macos_starts_the_program_at_login(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert not autostart_macos.is_there()
    autostart_macos.add()
    assert autostart_macos.is_there()
    (agent,) = (tmp_path / "Library" / "LaunchAgents").iterdir()
    told = plistlib.loads(agent.read_bytes())
    assert told["ProgramArguments"] == [sys.executable, str(menu_entry.MAIN), "--background"]
    assert told["RunAtLoad"] is True and agent.name == f"{told['Label']}.plist"
    agent.write_bytes(b"no plist")
    assert not autostart_macos.is_there()
    autostart_macos.remove()
    autostart_macos.remove()
    assert not autostart_macos.is_there() and not agent.exists()


class Registry:
    """As much of winreg as is asked for: keys with named values."""

    HKEY_CURRENT_USER, REG_SZ, KEY_SET_VALUE = object(), 1, 2

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, object]] = {}

    def CreateKey(self, root: object, path: str) -> "Key":
        assert root is self.HKEY_CURRENT_USER
        return Key(self.keys.setdefault(path, {}))

    def OpenKey(self, root: object, path: str, reserved: int = 0, access: int = 0) -> "Key":
        if path not in self.keys:
            raise FileNotFoundError(path)
        return Key(self.keys[path])

    def SetValueEx(self, key: "Key", name: str, reserved: int, kind: int, value: object) -> None:
        key.values[name] = value

    def QueryValueEx(self, key: "Key", name: str) -> tuple[Any, int]:
        if name not in key.values:
            raise FileNotFoundError(name)
        return key.values[name], 1

    def DeleteValue(self, key: "Key", name: str) -> None:
        if name not in key.values:
            raise FileNotFoundError(name)
        del key.values[name]


class Key:
    def __init__(self, values: dict[str, object]) -> None:
        self.values = values

    def __enter__(self) -> "Key":
        return self

    def __exit__(self, *_: object) -> None:
        return None


def test_windows_starts_it_by_the_users_own_run_key() -> None:
    registry = Registry()
    assert not autostart_windows.is_there(registry)
    autostart_windows.add(registry)
    assert autostart_windows.is_there(registry)
    assert registry.keys[autostart_windows.RUN] == {"Delegation Board": autostart_windows.command()}
    assert autostart_windows.command().endswith("main.py --background")
    autostart_windows.remove(registry)
    autostart_windows.remove(registry)
    assert not autostart_windows.is_there(registry)
    assert registry.keys[autostart_windows.RUN] == {}


@pytest.mark.parametrize(("said", "is_on"), [(b"\x03" + bytes(11), False), (b"\x02" + bytes(11), True)])
def test_what_the_task_manager_switched_off_is_off(said: bytes, is_on: bool) -> None:
    registry = Registry()
    autostart_windows.add(registry)
    registry.keys[autostart_windows.APPROVED] = {"Delegation Board": said}
    assert autostart_windows.is_there(registry) is is_on
    autostart_windows.add(registry)
    assert autostart_windows.is_there(registry)


def test_what_others_start_is_left_alone() -> None:
    registry = Registry()
    registry.keys[autostart_windows.RUN] = {"Other": "other.exe"}
    autostart_windows.add(registry)
    autostart_windows.remove(registry)
    assert registry.keys[autostart_windows.RUN] == {"Other": "other.exe"}
