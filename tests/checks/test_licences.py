"""Everything that is installed with the program is named with its licence, and every text is there."""

import json
import re
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ui.dialogs.about import LICENCES, read_licences

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


def by_distribution() -> dict[str, dict[str, str]]:
    rows = json.loads((LICENCES / "index.json").read_text("utf-8"))
    return {canonicalize_name(row["distribution"]): row for row in rows if "distribution" in row}


def test_every_installed_package_is_listed_with_its_version() -> None:
    listed = by_distribution()
    assert installed_with_the_program() <= set(listed)
    for name in installed_with_the_program():
        assert listed[name]["version"] == metadata.version(name)


def test_every_licence_text_is_there_and_none_is_left_over() -> None:
    shown = {licence.path for licence in read_licences()}
    assert all(path.is_file() and path.read_text("utf-8").strip() for path in shown)
    assert {path for path in LICENCES.iterdir() if path.suffix == ".txt"} == shown


def test_the_packages_own_licence_texts_are_the_ones_shown() -> None:
    """All of them, one after the other: some packages come with more than one."""
    rows = by_distribution()
    for name in installed_with_the_program():
        own = [
            file
            for file in metadata.files(name) or []
            if "/LICENSE" in str(file) and "license" in str(file.parent)
        ]
        if own:
            shown = (LICENCES / rows[name]["file"]).read_text("utf-8")
            assert " ".join(file.read_text("utf-8") for file in own).split() == shown.split()


def test_the_programs_own_licence_and_version_are_the_ones_shown() -> None:
    (own,) = [licence for licence in read_licences() if licence.name == "Delegation Board"]
    assert own.path.read_text("utf-8") == (ROOT / "LICENSE").read_text("utf-8")
    assert own.version == tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def test_qt_says_how_it_is_replaced_and_under_what_it_stands() -> None:
    texts = "\n".join(licence.path.read_text("utf-8") for licence in read_licences())
    assert "how to use your own build" in texts
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in texts
    assert "GNU GENERAL PUBLIC LICENSE" in texts


def test_every_icon_says_where_it_comes_from() -> None:
    (lucide,) = [licence for licence in read_licences() if licence.name == "Lucide icons"]
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
