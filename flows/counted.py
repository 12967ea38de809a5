"""Numbers in sentences."""


def counted(number: int, thing: str) -> str:
    """Return a number with the word for what is counted."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
