"""The program's source as syntax trees, for the checks that read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def files_of(*folders: str) -> list[Path]:
    """The Python files of these folders (or single files), sorted."""
    found = [ROOT / name if name.endswith(".py") else ROOT / name / "**" for name in folders]
    files = [p for place in found for p in (place.parent.rglob("*.py") if place.name == "**" else [place])]
    return sorted(files)


def where(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def called(node: ast.Call) -> str:
    """The last name of what is called: `tr` for `self.tr(…)`."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a file with the last name of what is called."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            yield called(node), node
