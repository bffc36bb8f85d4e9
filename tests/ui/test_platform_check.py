"""Before Qt can abort: which library or screen is missing, and what brings it."""

import os
import re
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest

from ui import platform_check

ROOT = Path(__file__).resolve().parents[2]
QT = Path(PySide6.__file__).parent / "Qt"
OF_THE_SYSTEM_ITSELF = re.compile(r"(libc|libm|libpthread|libdl|librt|ld-linux.*)\.so.*")
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="libraries and displays of Linux")


def needed(file: Path) -> list[str]:
    """The libraries an ELF file (64 bit, little endian) links, from its dynamic section."""
    data = file.read_bytes()
    section_table, entry_size, count = (
        struct.unpack_from("<Q10xHH", data, 0x28)[0],
        *struct.unpack_from("<HH", data, 0x3A),
    )
    sections = [struct.unpack_from("<IIQQQQII", data, section_table + i * entry_size) for i in range(count)]
    dynamic = next(s for s in sections if s[1] == 6)
    strings = sections[dynamic[6]][4]
    names = []
    for place in range(dynamic[4], dynamic[4] + dynamic[5], 16):
        tag, value = struct.unpack_from("<QQ", data, place)
        if tag == 1:
            names.append(data[strings + value : data.index(b"\0", strings + value)].decode())
    return names


def linked_from_the_system(files: list[Path]) -> set[str]:
    """All libraries that these files link, through Qt's own, which do not come with PySide6."""
    found: set[str] = set()
    seen: set[Path] = set()
    while files:
        file = files.pop()
        if file in seen:
            continue
        seen.add(file)
        for name in needed(file):
            if (QT / "lib" / name).exists():
                files.append(QT / "lib" / name)
            elif (file.parent / name).exists() or name.startswith(("libpyside6", "libshiboken6")):
                continue
            elif not OF_THE_SYSTEM_ITSELF.fullmatch(name):
                found.add(name)
    return found


def modules_in_use() -> Iterator[Path]:
    """The Qt modules that the program imports, as files."""
    text = "\n".join(path.read_text("utf-8") for path in [*ROOT.glob("main.py"), *ROOT.glob("ui/**/*.py")])
    names = {
        "QtCore",
        "QtGui",
        "QtWidgets",
        *re.findall(r"^\s*from PySide6\.(Qt\w+) import", text, re.MULTILINE),
    }
    for listing in re.findall(r"^\s*from PySide6 import ([\w, ]+)", text, re.MULTILINE):
        names |= {name.strip() for name in listing.split(",")}
    return (Path(PySide6.__file__).parent / f"{name}.abi3.so" for name in sorted(names))


@linux_only
def test_the_table_names_every_library_that_qt_links() -> None:
    plugins = [QT / "plugins/platforms/libqoffscreen.so", QT / "plugins/iconengines/libqsvgicon.so"]
    always = linked_from_the_system([*modules_in_use(), *plugins])
    assert always <= set(platform_check.ALWAYS)
    xcb = linked_from_the_system([QT / "plugins/platforms/libqxcb.so"])
    assert xcb - always == set(platform_check.X11)
    wayland = linked_from_the_system([QT / "plugins/platforms/libqwayland.so"])
    assert wayland - always == set(platform_check.WAYLAND)


@linux_only
def test_every_library_that_is_here_is_found(tmp_path: Path) -> None:
    here = [name for name in platform_check.ALWAYS if name in ("libstdc++.so.6", "libz.so.1", "libGL.so.1")]
    assert platform_check.absent(here) == []
    assert platform_check.absent(here, cache=tmp_path / "no cache") == []


@linux_only
def test_a_library_that_is_only_left_in_the_loaders_cache_is_missing(tmp_path: Path) -> None:
    cache = tmp_path / "ld.so.cache"
    cache.write_bytes(b"\0libgone.so.7\0" + os.fsencode(tmp_path / "libgone.so.7") + b"\0")
    assert platform_check.absent(["libgone.so.7"], cache) == ["libgone.so.7"]


@linux_only
def test_the_missing_libraries_and_their_packages_are_named_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone = {"libnothere-icccm.so.4": "libnothere-icccm4", "libnothere-keysyms.so.1": "libnothere-keysyms1"}
    monkeypatch.setattr(platform_check, "X11", gone)
    monkeypatch.setattr(platform_check, "PACKAGES", gone)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("DISPLAY", ":4711")
    assert platform_check.missing_library() == (
        "Qt cannot start here: libnothere-icccm.so.4 and libnothere-keysyms.so.1 are missing;"
        " on Debian, `apt-get install libnothere-icccm4 libnothere-keysyms1` brings them."
    )
    assert platform_check.missing_library(picture=True) is None


@linux_only
@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "neither DISPLAY nor WAYLAND_DISPLAY is set"),
        ({"DISPLAY": ":4711"}, "The screen :4711 named by DISPLAY does not answer"),
        ({"WAYLAND_DISPLAY": "wayland-4711"}, "wayland-4711"),
        ({"DISPLAY": ":4711", "WAYLAND_DISPLAY": "wayland-4711"}, "The screen :4711"),
        ({"QT_QPA_PLATFORM": "xcb"}, "neither DISPLAY nor WAYLAND_DISPLAY is set"),
    ],
)
def test_a_screen_that_is_not_there_is_said(
    environment: dict[str, str], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    sentence = platform_check.missing_library()
    assert sentence is not None
    assert sentence.endswith(".")
    if not platform_check.absent(platform_check.PACKAGES):
        assert words in sentence
    assert platform_check.missing_library(picture=True) is None


@linux_only
def test_a_kind_of_screen_that_qt_has_not_is_said_with_those_it_has(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "main.py"],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "nonsense", "XDG_DATA_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert done.stderr.startswith("QT_QPA_PLATFORM asks for nonsense, which Qt has not here; it has ")
    assert "offscreen" in done.stderr and not list(tmp_path.iterdir())


@linux_only
@pytest.mark.parametrize("name", ["wayland-egl", "nonsense;offscreen", "minimal", "vnc:size=800x600"])
def test_a_kind_of_screen_that_qt_has_is_left_to_qt(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", name)
    assert "asks for" not in (platform_check.missing_library() or "")


@linux_only
def test_a_part_of_qt_that_was_removed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "PySide6/Qt/plugins/platforms"
    folder.mkdir(parents=True)
    (folder / "libqminimal.so").touch()
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setenv("DISPLAY", ":4711")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert platform_check.missing_library() == (
        "A part of Qt is missing here: libqxcb.so; `uv sync --reinstall` brings it back."
    )
    assert "libqoffscreen.so" in str(platform_check.missing_library(picture=True))


def test_without_a_screen_but_with_a_platform_that_needs_none_all_is_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert platform_check.missing_library() is None


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            ImportError("libEGL.so.1: cannot open shared object file: No such file or directory"),
            "Qt cannot start here: libEGL.so.1 is missing; on Debian, `apt-get install libegl1` brings it.",
        ),
        (
            ImportError(
                "/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by QtCore)"
            ),
            "This system is too old for Qt: its C library lacks GLIBC_2.34; Debian 12 or newer has it.",
        ),
        (
            ModuleNotFoundError("No module named 'PySide6'", name="PySide6"),
            "The Python package PySide6 is not installed here; `uv run main.py` brings it along.",
        ),
        (
            ModuleNotFoundError("No module named 'ui.page'", name="ui.page"),
            "A part of the program itself is missing: ui.page; please fetch it again.",
        ),
        (
            ImportError("libodd.so.3: cannot open shared object file"),
            "Qt cannot start here: libodd.so.3 is missing.",
        ),
    ],
)
def test_a_failed_import_is_explained(error: ImportError, sentence: str) -> None:
    assert platform_check.import_failure(error) == sentence


@linux_only
@pytest.mark.parametrize("display", ["", ":4711"])
def test_the_program_ends_with_2_and_one_sentence_where_there_is_no_screen(display: str) -> None:
    environment = {
        k: v for k, v in os.environ.items() if k not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY")
    }
    run = subprocess.run(
        [sys.executable, ROOT / "main.py", "--demo"],
        env=environment | ({"DISPLAY": display} if display else {}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (run.returncode, run.stdout) == (2, "")
    assert len(run.stderr.splitlines()) == 1
    assert "screen" in run.stderr or "missing" in run.stderr


@pytest.mark.xcb
def test_with_an_x_screen_all_is_well() -> None:
    assert platform_check.missing_library() is None
