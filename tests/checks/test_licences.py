"""Everything that is installed with the program is named with its licence, and every text is there."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ui.licences import FOLDER, read_licences

ROOT = Path(__file__).resolve().parents[2]


def installed_with_the_program() -> set[str]:
    """The distributions of pyproject's dependencies, and theirs, that this platform needs."""
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    found: set[str] = set()
    while wanted:
        requirement = Requirement(wanted.pop())
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found.add(name)
        wanted += metadata.requires(name) or []
    return found


def test_every_installed_package_is_listed_with_its_version() -> None:
    listed = {canonicalize_name(entry.distribution): entry for entry in read_licences() if entry.distribution}
    assert installed_with_the_program() <= set(listed)
    for name in installed_with_the_program():
        assert listed[name].version == metadata.version(name)


def test_every_licence_text_is_there_and_none_is_left_over() -> None:
    named = {path for entry in read_licences() for path in entry.files}
    assert all(path.is_file() and path.read_text("utf-8").strip() for path in named)
    assert {path for path in FOLDER.iterdir() if path.suffix == ".txt"} == named - {ROOT / "LICENSE"}


def test_the_packages_own_licence_texts_are_the_ones_shown() -> None:
    for entry in read_licences():
        own = metadata.files(entry.distribution) if entry.distribution in installed_with_the_program() else []
        texts = [file.read_text("utf-8") for file in own or [] if re.search(r"licenses/LICENSE", str(file))]
        for text in texts:
            assert text.split() == entry.text().split()


def test_qt_says_how_it_is_replaced_and_under_what_it_stands() -> None:
    (qt,) = [entry for entry in read_licences() if entry.name == "Qt"]
    assert "how to use your own build" in qt.text()
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in qt.text()
    assert "GNU GENERAL PUBLIC LICENSE" in qt.text()


def test_every_icon_says_where_it_comes_from() -> None:
    (lucide,) = [entry for entry in read_licences() if entry.name == "Lucide"]
    icons = list((ROOT / "resources" / "icons").glob("*.svg"))
    assert icons
    for icon in icons:
        assert f"Lucide {lucide.version}, ISC" in icon.read_text("utf-8")


def test_the_hashed_requirements_pin_the_versions_of_pyproject() -> None:
    pins = dict(
        re.findall(r"^([\w-]+)==([\w.]+)", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    )
    assert installed_with_the_program() <= set(pins)
    for name in installed_with_the_program():
        assert pins[name] == metadata.version(name)
