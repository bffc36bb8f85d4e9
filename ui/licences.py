"""What the program is built on: names, versions and licence texts, for About."""

import json
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "licences"


@dataclass(frozen=True, slots=True)
class Licence:
    """One thing that somebody wrote; `licence` is an SPDX expression, `distribution` the name as a package."""

    name: str
    version: str
    licence: str
    distribution: str
    files: tuple[Path, ...]

    def text(self) -> str:
        """All its texts, one after another."""
        return "\n\n\n".join(path.read_text("utf-8").strip("\n") for path in self.files)


def read_licences() -> list[Licence]:
    """All of them, this program first. The version is the installed one; "" where it has none of its own."""
    return [
        Licence(
            name=entry["name"],
            version=entry.get("version") or _installed(entry.get("distribution", "")),
            licence=entry["licence"],
            distribution=entry.get("distribution", ""),
            files=tuple((FOLDER / name).resolve() for name in entry["files"]),
        )
        for entry in json.loads((FOLDER / "index.json").read_text("utf-8"))
    ]


def _installed(distribution: str) -> str:
    try:
        return metadata.version(distribution) if distribution else ""
    except metadata.PackageNotFoundError:
        return ""  # not every platform has every package
