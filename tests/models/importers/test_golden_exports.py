"""What earlier versions exported can be imported for ever, cell by cell."""

import csv
from pathlib import Path

import pytest

from models.exporters import EXPORTERS
from models.importers import detect
from models.importing import Report, import_drafts
from tests.models.boards import open_new

EXPORTS = Path(__file__).parents[2] / "data" / "exports"
# Reckoned from settings, briefs and runs, which a table of cards does not carry.
RECKONED = {"Net per week", "Currency", "Brief", "Runs", "Minutes won"}


def rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["ID"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize("version", ["0.1.0", "0.2.0", "0.3.0", "0.4.0"])
def test_an_export_of_every_version_comes_in_and_goes_out_again(version: str, tmp_path: Path) -> None:
    old = EXPORTS / f"{version}.csv"
    with open_new(tmp_path / "a.board") as board:
        report = Report()
        with detect(old).open(old) as reading:
            assert reading.kind == "own"
            import_drafts(board, reading.drafts(), old.name, report)
        assert not reading.problems and not report.problems
        EXPORTERS["csv"](board, tmp_path / "new.csv", None)
    before, after = rows(old), rows(tmp_path / "new.csv")
    assert len(before) == report.added and before.keys() == after.keys()
    lost = [
        (row["Title"], name, cell, after[uid][name])
        for uid, row in before.items()
        for name, cell in row.items()
        if name not in RECKONED and after[uid][name] != cell
    ]
    assert lost == []
