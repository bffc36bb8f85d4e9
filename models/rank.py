"""Order as a number between neighbours: one row changes when a card moves.

A rank is a float. Putting something between two neighbours takes the middle; when the gap is used up, the
neighbours below get new ranks (models.ordering writes them in the same transaction).
"""

STEP = 1024.0
SMALLEST_GAP = 2.0**-20
# So many neighbours are re-spaced when a gap is used up.
RUN = 100


def many_between(above: float | None, below: float | None, count: int) -> list[float] | None:
    """`count` ranks in order between two neighbours (None: the end); None when there is no room left."""
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
