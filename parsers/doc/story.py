"""The paragraphs of a binary Word file's parts (text, headers, notes) as people see them: fields by their results, tables as rows."""

from collections import Counter
from collections.abc import Iterator

from parsers.doc.binary import CHARACTERS, PARAGRAPHS, File
from parsers.doc.lists import read_lists
from parsers.doc.properties import DELETED, HIDDEN, IN_TABLE, LIST, LIST_LEVEL, ROW_END, SYMBOL, Properties, Runs, number, properties
from parsers.doc.styles import centred_of, level_of, read_styles
from parsers.word.fields import Fields
from parsers.word.paragraphs import Paragraph, paragraph_of, row_of
from parsers.word.styles import PLAIN, Style

_ENDS = "\r\x07\x0c"
_CELL = "\x07"
_FIELD = {"\x13": "begin", "\x14": "separate", "\x15": "end"}
_PICTURES = {"\x01", "\x08"}
# marks that only lay out, and what is seen of them
_SEEN = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\t": "\t", "\xa0": "\xa0"}
_SYMBOL_SIGN = "("


class Story:
    """Reads parts of one file; `counts` says how much was left out or kept."""

    def __init__(self, file: File) -> None:
        """Read with the file's styles and lists; lists go on counting from part to part."""
        self._file = file
        self._styles = read_styles(file)
        self._lists = read_lists(file)
        self._paragraphs = Runs(file, PARAGRAPHS, of_paragraphs=True)
        self._characters = Runs(file, CHARACTERS, of_paragraphs=False)
        self._fields = Fields()
        self.counts: Counter[str] = Counter()

    def paragraphs(self, start: int, end: int) -> Iterator[Paragraph]:
        """Yield the paragraphs between two characters, those of tables as rows."""
        cells: list[list[Paragraph]] = [[]]
        for first, behind in self._split(start, min(end, len(self._file.text))):
            index, said = self._said(behind - 1)
            ends_cell = self._file.text[behind - 1] == _CELL
            if ends_cell and number(said, ROW_END):
                yield from row_of(cells)
                cells = [[]]
                continue
            paragraph = self._paragraph(first, behind, index, said)
            if not (number(said, IN_TABLE) or ends_cell):
                yield from row_of(cells)  # of a table whose last row has no end
                cells = [[]]
                yield paragraph
                continue
            cells[-1] += [paragraph] if paragraph.text.strip() or paragraph.has_picture else []
            cells += [[]] if ends_cell else []
        yield from row_of(cells)

    def start_of(self, cp: int, at: int) -> int:
        """Return where the paragraph begins that holds a character, or the table that holds that, reading on from `at`."""
        table: int | None = None
        for first, behind in self._split(at, len(self._file.text)):
            in_table = number(self._said(behind - 1)[1], IN_TABLE) or self._file.text[behind - 1] == _CELL
            table = (first if table is None else table) if in_table else None
            if behind > cp:
                return first if table is None else table
        return at

    def _split(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield each paragraph as its first character and the one behind the mark that ends it."""
        first = start
        for cp in range(start, end):
            if self._file.text[cp] in _ENDS:
                yield first, cp + 1
                first = cp + 1
        if first < end:
            yield first, end

    def _said(self, cp: int) -> tuple[int, Properties]:
        """Return the number of a paragraph's style and its own properties: they stand with the mark that ends it."""
        data = self._paragraphs.at(self._file.offset_of(cp))[1]
        return int.from_bytes(data[:2], "little"), properties(data[2:])

    def _paragraph(self, first: int, behind: int, index: int, said: Properties) -> Paragraph:
        style = self._styles.get(index, PLAIN)
        pictures = self.counts["pictures"]
        raw = "".join(self._visible(first, behind))
        self._fields.end_paragraph()
        text = raw.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")  # pairs of units are one character
        mark = self._mark(style, said) if text.strip() else ""
        return paragraph_of(text, style, level_of(said), centred_of(said), self.counts["pictures"] > pictures, mark)

    def _mark(self, style: Style, said: Properties) -> str:
        own, at = number(said, LIST), number(said, LIST_LEVEL)
        list_id = style.list_id if own is None else str(own)
        if not list_id or list_id == "0":
            return ""
        mark = self._lists.mark(list_id, at if at is not None else style.list_level or 0)
        if mark is None:
            self.counts["unknown_list"] += 1
        return mark or ""

    def _visible(self, first: int, behind: int) -> Iterator[str]:
        for start, end, said in self._stretches(first, behind):
            text = self._file.text[start:end]
            gone = "deleted" if number(said, DELETED) else "hidden" if number(said, HIDDEN) else ""
            for c in text:
                if c in _FIELD:
                    self._fields.char(_FIELD[c])
                elif not gone and not self._fields.in_code:
                    yield self._seen(c, said)
            self.counts[gone] += bool(gone and text.strip(_ENDS))

    def _seen(self, c: str, said: Properties) -> str:
        if c == _SYMBOL_SIGN and SYMBOL in said:
            return said[SYMBOL][2:4].decode("utf-16-le", "replace")
        self.counts["pictures"] += c in _PICTURES
        return c if c >= " " and c != "\x7f" and c not in _SEEN else _SEEN.get(c, "")

    def _stretches(self, first: int, behind: int) -> Iterator[tuple[int, int, Properties]]:
        """Yield stretches of one piece of text and one list of properties."""
        cp = first
        while cp < behind:
            piece = self._file.piece_of(cp)
            offset = piece.offset + (cp - piece.start) * piece.width
            until, data = self._characters.at(offset)
            end = min(behind, max(cp + 1, piece.end), cp + max(1, (until - offset) // piece.width))
            yield cp, end, properties(data)
            cp = end
