"""The place of each character of a reading, and how sure its recognition is, packed to be stored: exact, a few bytes a character."""

import math
import struct
import zlib
from collections.abc import Sequence

from parsers.reading import Place

_PLACE = struct.Struct("<i4d")
_SCORE = struct.Struct("<d")
_NOWHERE = Place(0, 0.0, 0.0, 0.0, 0.0)


def pack(places: Sequence[Place | None] | None) -> bytes | None:
    """Return one page number (0 for no place) and four coordinates per character, compressed; None for unpaged media."""
    return None if places is None else zlib.compress(b"".join(_PLACE.pack(*(place or _NOWHERE)) for place in places))


def unpack(packed: bytes | None) -> tuple[Place | None, ...] | None:
    """Return what was packed, exactly."""
    if packed is None:
        return None
    return tuple(Place(*values) if values[0] else None for values in _PLACE.iter_unpack(zlib.decompress(packed)))


def pack_scores(scores: Sequence[float | None] | None) -> bytes | None:
    """Return one number per character (NaN for no score), compressed; None for a text that was not recognised."""
    return None if scores is None else zlib.compress(b"".join(_SCORE.pack(math.nan if score is None else score) for score in scores))


def unpack_scores(packed: bytes | None) -> tuple[float | None, ...] | None:
    """Return what was packed, exactly."""
    if packed is None:
        return None
    return tuple(None if math.isnan(score) else score for (score,) in _SCORE.iter_unpack(zlib.decompress(packed)))
