"""Order as a number between neighbours: one row changes when a card moves.

A rank is a float. Putting something between two neighbours takes the middle; when the gap is used up,
`spread` gives new ranks to a run of neighbours (the caller writes them in the same transaction).
"""

STEP = 1024.0
SMALLEST_GAP = 2.0**-20
RUN = 100


def between(above: float | None, below: float | None) -> float | None:
    """A rank after `above` and before `below` (None: the end); None when there is no room left."""
    if above is None and below is None:
        return 0.0
    if above is None:
        assert below is not None
        return below - STEP
    if below is None:
        return above + STEP
    middle = (above + below) / 2
    return middle if below - above > SMALLEST_GAP and above < middle < below else None


def many_between(above: float | None, below: float | None, count: int) -> list[float] | None:
    """`count` ranks in order between two neighbours; None when there is no room left."""
    if count <= 0:
        return []
    if above is None:
        start = (0.0 if below is None else below) - STEP * count
        return [start + STEP * i for i in range(count)]
    if below is None:
        return [above + STEP * (i + 1) for i in range(count)]
    step = (below - above) / (count + 1)
    if step <= SMALLEST_GAP:
        return None
    return [above + step * (i + 1) for i in range(count)]


def spread(above: float | None, below: float | None, count: int) -> list[float] | None:
    """Even ranks for `count` rows between the two rows that keep theirs; None when even that is full."""
    return many_between(above, below, count)
