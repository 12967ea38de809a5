"""A web page as people see it: lines of text, each knowing where in the markup it stands."""

from dataclasses import dataclass, field


@dataclass
class Line:
    """One visible line. In `text` the white space is as a browser shows it; `spaced` has a space wherever two elements meet.

    `linked` counts its characters in links, `heading` is the level of an h1–h6 round it, `cells` are those of a table's row,
    `pictured` says that a picture stands right above it or before its words, `gap` that an empty line does.
    """

    text: str
    spaced: str
    linked: int = 0
    heading: int = 0
    is_caption: bool = False
    is_centred: bool = False
    is_control: bool = False
    pictured: bool = False
    gap: bool = False
    block: int = 0
    cells: tuple[str, ...] = ()

    @property
    def is_link(self) -> bool:
        """Tell whether most of the line is a link."""
        return self.linked * 2 > len(self.text)


@dataclass
class Block:
    """One block element: its tag, its class and id, the block round it, and the lines in it from `first` to before `end`."""

    tag: str
    names: str
    parent: int
    first: int
    end: int = 0


@dataclass
class Page:
    """The visible lines of a page with the blocks that they stand in (block 0 is the whole), and what the page calls itself."""

    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=lambda: [Block("html", "", -1, 0)])
    names: tuple[str, ...] = ()
