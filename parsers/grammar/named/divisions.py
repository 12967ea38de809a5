"""The names of the administrative divisions by themselves, with their codes as listed: what a word is not, that is one of them."""

import gzip
from functools import cache

from seeds import VOCABULARIES

COUNTIES, TOWNSHIPS = "counties.txt.gz", "townships.txt.gz"


@cache
def table(file: str) -> dict[str, str]:
    """Return the names of a list with their codes: provinces to counties (`COUNTIES`) or `TOWNSHIPS`."""
    text = gzip.decompress((VOCABULARIES / file).read_bytes()).decode("utf-8")
    names, _, codes = text.partition("\n\n")
    return dict(zip(names.split("\n"), codes.split("\n"), strict=True))


def is_division(name: str) -> bool:
    """Tell whether a province, prefecture, county or township has this full name."""
    return name in table(COUNTIES) or name in table(TOWNSHIPS)
