"""Every family of faults in small, in each run of the tests."""

import pytest

from tests.faults.figures import FAMILIES, Family


@pytest.mark.parametrize("family", FAMILIES, ids=[family.module for family in FAMILIES])
def test_nothing_is_lost_or_broken(family: Family) -> None:
    figures = family.measure(family.small)
    assert figures and all(figure.done > 0 for figure in figures)
    assert [figure for figure in figures if figure.bad] == []
