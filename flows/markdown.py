"""Other people's words in Markdown: shown as they are, and never taken for markup."""

_MARKUP = "\\`*_{}[]<>#+!|~"


def plain(text: str) -> str:
    """Return a text in one line with all that Markdown would take for markup escaped."""
    return "".join(f"\\{char}" if char in _MARKUP else char for char in " ".join(text.splitlines()))
