"""The place of each character of a reading, packed to be stored: exact, a few bytes a character."""

import struct
import zlib
from collections.abc import Sequence

from parsers.reading import Place

_PLACE = struct.Struct("<i4d")
_NOWHERE = Place(0, 0.0, 0.0, 0.0, 0.0)


def pack(places: Sequence[Place | None] | None) -> bytes | None:
    """Return one page number (0 for no place) and four coordinates per character, compressed; None for unpaged media."""
    return None if places is None else zlib.compress(b"".join(_PLACE.pack(*(place or _NOWHERE)) for place in places))


def unpack(packed: bytes | None) -> tuple[Place | None, ...] | None:
    """Return what was packed, exactly."""
    if packed is None:
        return None
    return tuple(Place(*values) if values[0] else None for values in _PLACE.iter_unpack(zlib.decompress(packed)))
