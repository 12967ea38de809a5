"""Which rows go with which columns so that all together is worth most (the assignment problem, by the Hungarian method)."""

from collections.abc import Sequence

_FAR = float("inf")


def assigned(worth: Sequence[Sequence[float]]) -> list[int]:
    """Return for each row its column: no column twice, and no other choice is worth more in sum; there are at least as many columns as rows.

    Rows are taken in one at a time; each looks for the shortest path of exchanges to a free column, with prices on rows and columns that
    keep what an exchange costs from being negative.
    """
    rows, width = len(worth), len(worth[0]) if worth else 0
    row_price, price = [0.0] * (rows + 1), [0.0] * (width + 1)
    row_of = [rows] * (width + 1)  # column `width` is where each new row waits
    for row in range(rows):
        row_of[width] = row
        at, came_from, distance, done = width, [width] * (width + 1), [_FAR] * (width + 1), [False] * (width + 1)
        while row_of[at] != rows:
            done[at] = True
            here = row_of[at]
            for column in range(width):
                cost = -worth[here][column] - row_price[here] - price[column]
                if not done[column] and cost < distance[column]:
                    distance[column], came_from[column] = cost, at
            nearest = min((c for c in range(width) if not done[c]), key=distance.__getitem__)
            step = distance[nearest]
            for column in range(width + 1):
                if done[column]:
                    row_price[row_of[column]] += step
                    price[column] -= step
                else:
                    distance[column] -= step
            at = nearest
        while at != width:
            row_of[at] = row_of[came_from[at]]
            at = came_from[at]
    return _columns(row_of[:width], rows)


def _columns(row_of: Sequence[int], rows: int) -> list[int]:
    found = {row: column for column, row in enumerate(row_of)}
    return [found[row] for row in range(rows)]
