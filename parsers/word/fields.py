"""Fields in running text (PAGE, TOC, HYPERLINK): their codes are out, the results that Word worked out are in."""


class Fields:
    """Follows fields through the runs of a story; they may stand within each other and run over paragraphs."""

    def __init__(self) -> None:
        # one entry per open field: whether its code is still being told
        self._open: list[bool] = []

    @property
    def in_code(self) -> bool:
        """Tell whether the text here is a field's code."""
        return any(self._open)

    def char(self, kind: str) -> None:
        """Take note of a field's sign: begin, separate or end."""
        if kind == "begin":
            self._open.append(True)
        elif kind == "separate" and self._open:
            self._open[-1] = False
        elif kind == "end" and self._open:
            self._open.pop()

    def end_paragraph(self) -> None:
        """Forget codes that did not end with their paragraph: a field without an end must not swallow the rest of the text."""
        self._open = [False for _ in self._open]
