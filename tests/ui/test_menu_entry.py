"""The owner's menu: what is written, that desktops understand it, and all of it is taken back."""

import plistlib
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImageReader

from models import schema
from ui import menu_entry, menu_linux, menu_macos
from ui.icon_files import icns, ico

HARD_PATH = 'Ünser "Büro" $HOME `x` 100% \\ a'
OTHER_ENTRY = "[Desktop Entry]\nType=Application\nName=Other\nExec=other\nMimeType=text/x-other;\n"
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="desktop files of Linux")


@pytest.fixture
def data_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "share"
    home.mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    return home


def tool(name: str) -> str:
    """A tool of the desktop; README's test command brings it along."""
    return shutil.which(name) or pytest.skip(f"{name} is not installed")


def said_by(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.strip()


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else b"" for p in folder.rglob("*")}


def value(entry: str, key: str) -> str:
    """A value of a desktop entry as desktops read it: escapes of the file undone."""
    raw = next(line.partition("=")[2] for line in entry.splitlines() if line.startswith(f"{key}="))
    return raw.replace("\\\\", "\0").replace("\\n", "\n").replace("\\t", "\t").replace("\0", "\\")


def arguments(entry: str) -> list[str]:
    """The words of Exec; its quoting is the one of a shell's double quotes."""
    command = value(entry, "Exec").replace("%%", "%")
    return said_by("sh", "-c", f"printf '%s\\0' {command}").rstrip("\0").split("\0")


def write_sqlite(path: Path, application_id: int) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA application_id = {application_id}")
        db.execute("CREATE TABLE anything (x)")
        db.commit()


@linux_only
def test_the_entry_starts_this_program_and_can_be_written_twice(data_home: Path) -> None:
    assert not menu_entry.is_in_menu()
    written = menu_entry.add_to_menu()
    once = tree(data_home)
    assert menu_entry.add_to_menu() == written
    assert menu_entry.is_in_menu()
    assert tree(data_home) == once
    assert all(Path(path).is_file() for path in written)
    entry = (data_home / "applications/delegation-board.desktop").read_text("utf-8")
    assert arguments(entry) == [sys.executable, str(menu_entry.MAIN), "%f"]


@linux_only
def test_taking_back_leaves_an_empty_folder_empty(data_home: Path) -> None:
    written = menu_entry.add_to_menu()
    assert menu_entry.remove_from_menu() == written
    assert tree(data_home) == {}
    assert menu_entry.remove_from_menu() == []


@linux_only
def test_taking_back_leaves_what_others_wrote(data_home: Path) -> None:
    others = {
        "applications/other.desktop": OTHER_ENTRY,
        "mime/packages/other.xml": menu_linux.MIME_FILE.read_text("utf-8").replace(
            "delegation-board", "other"
        ),
        "icons/hicolor/scalable/apps/other.svg": "<svg/>",
    }
    for name, text in others.items():
        (data_home / name).parent.mkdir(parents=True)
        (data_home / name).write_text(text, "utf-8")
    menu_linux._tell_the_desktop()
    before = tree(data_home)
    menu_entry.add_to_menu()
    menu_entry.remove_from_menu()
    assert tree(data_home) == before


@linux_only
@pytest.mark.parametrize("name", [HARD_PATH, "tab\tand\nline"])
def test_any_path_survives_the_quoting_of_the_entry(name: str, data_home: Path, tmp_path: Path) -> None:
    main = tmp_path / name / "main.py"
    text = menu_linux._desktop_entry(f"/opt/{name}/python", main)
    assert arguments(text) == [f"/opt/{name}/python", str(main), "%f"]
    assert value(text, "TryExec") == f"/opt/{name}/python"


@linux_only
def test_the_desktops_own_checker_accepts_the_entry(data_home: Path, tmp_path: Path) -> None:
    validate = tool("desktop-file-validate")
    menu_entry.add_to_menu()
    assert said_by(validate, data_home / "applications/delegation-board.desktop") == ""


@linux_only
def test_a_program_in_a_folder_with_a_difficult_name_is_launched_with_its_file(
    data_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gio = tool("gio")
    main = tmp_path / HARD_PATH / "main.py"
    main.parent.mkdir()
    seen = tmp_path / "seen"
    main.write_text(f"import pathlib, sys\npathlib.Path({str(seen)!r}).write_text(sys.argv[1])\n", "utf-8")
    monkeypatch.setattr(menu_linux, "MAIN", main)
    menu_entry.add_to_menu()
    board = tmp_path / "Müller & Söhne.board"
    board.touch()
    said_by(gio, "launch", data_home / "applications/delegation-board.desktop", board)
    for _ in range(600):
        if seen.exists() and seen.read_text("utf-8"):
            break
        subprocess.run([sys.executable, "-c", ""], check=True)  # gio does not wait for what it starts
    assert seen.read_text("utf-8") == str(board)


@linux_only
def test_a_board_is_known_by_its_name_and_opened_by_this_program(data_home: Path, tmp_path: Path) -> None:
    gio, xdg_mime = tool("gio"), tool("xdg-mime")
    tool("update-mime-database")
    menu_entry.add_to_menu()
    board = tmp_path / "Company.board"
    write_sqlite(board, schema.APPLICATION_ID)
    assert said_by(gio, "info", "-a", "standard::content-type", board).endswith(menu_linux.MIME_TYPE)
    assert said_by(xdg_mime, "query", "default", menu_linux.MIME_TYPE) == "delegation-board.desktop"


@linux_only
def test_a_board_is_known_by_its_content_whatever_its_name(data_home: Path, tmp_path: Path) -> None:
    gio = tool("gio")
    tool("update-mime-database")
    menu_entry.add_to_menu()
    write_sqlite(tmp_path / "sent by mail", schema.APPLICATION_ID)
    write_sqlite(tmp_path / "something else", 0)
    kind = ("info", "-a", "standard::content-type")
    assert said_by(gio, *kind, tmp_path / "sent by mail").endswith(menu_linux.MIME_TYPE)
    assert said_by(gio, *kind, tmp_path / "something else").endswith("sqlite3")


def test_the_file_type_looks_for_the_id_that_boards_carry() -> None:
    assert f"{schema.APPLICATION_ID:#x}" in menu_linux.MIME_FILE.read_text("utf-8").lower()


@linux_only
def test_a_relative_data_folder_is_ignored_as_the_specification_wants(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "share")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert menu_linux._data_home() == tmp_path / ".local" / "share"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_the_bundle_for_macos_starts_the_program_with_its_arguments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    main = tmp_path / HARD_PATH / "main.py"
    main.parent.mkdir()
    main.write_text("import sys\nprint(sys.argv[1])\n", "utf-8")
    monkeypatch.setattr(menu_macos, "MAIN", main)
    (bundle,) = menu_macos.add()
    assert menu_macos.is_there()
    contents = Path(bundle) / "Contents"
    description = plistlib.loads((contents / "Info.plist").read_bytes())
    document = description["CFBundleDocumentTypes"][0]
    exported = description["UTExportedTypeDeclarations"][0]
    assert document["LSItemContentTypes"] == [exported["UTTypeIdentifier"]]
    assert (contents / "Resources" / description["CFBundleIconFile"]).is_file()
    assert said_by(contents / "MacOS" / description["CFBundleExecutable"], "a b.board") == "a b.board"
    assert menu_macos.remove() == [bundle]
    assert not Path(bundle).exists()


@pytest.mark.parametrize(("kind", "make", "sizes"), [("ico", ico, {16, 256}), ("icns", icns, {32, 512})])
def test_the_icon_for_windows_and_macos_holds_every_size(
    kind: str, make: Callable[[Path], bytes], sizes: set[int]
) -> None:
    buffer = QBuffer()
    buffer.setData(make(menu_entry.ICON))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, kind.encode())
    seen = set()
    for number in range(reader.imageCount()):
        reader.jumpToImage(number)
        image = reader.read()
        seen.add(image.width())
        if image.width() >= 64:
            assert image.pixelColor(image.width() * 3 // 4, image.height() // 6).name() == "#0f8a7e"
    assert sizes <= seen
