"""File names as bytes, and how they are shown."""


def display_name(name: bytes) -> str:
    """Return a name to show: decoded as UTF-8, else GB18030, else escaped; control characters escaped. One line, always storable."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in _decoded(name))


def _decoded(name: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("ascii", "backslashreplace")
