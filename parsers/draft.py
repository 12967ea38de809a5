"""A document being put together: every piece of wording that a rule takes is entered in a block, and what is left is reported."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from parsers.cleaning import WHITE, is_visible
from parsers.document import Block, Contributor, Document, Finding, Severity, Spans
from parsers.frame import Frame
from parsers.reading import Span, merge, subtract, touching


@dataclass
class Draft:
    """The blocks, findings and fields of one document so far."""

    frame: Frame
    blocks: list[Block] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)

    def block(self, kind: str, spans: Iterable[Span]) -> None:
        """Enter wording as one block of the partition; empty wording enters nothing."""
        spans = tuple(spans)
        if spans:
            self.blocks.append(Block(kind=kind, spans=spans))

    def finding(self, code: str, severity: Severity, message: str, spans: Spans = (), **sides: str) -> None:
        """Report something that a person should look at; `sides` are `expected` and `actual`."""
        self.findings.append(Finding(code=code, severity=severity, message=message, spans=spans, **sides))

    def set(self, **fields: Any) -> None:
        """Set fields of the document; what is None or empty leaves the default."""
        self.fields |= {name: value for name, value in fields.items() if value is not None}

    def add_contributors(self, made: Iterable[Contributor]) -> None:
        """Add who made the document; of two entries for one name in one role the one that names a post stays."""
        known = {(c.name, c.role): c for c in self.fields.get("contributors", ())}
        for c in made:
            same = known.get((c.name, c.role))
            known[c.name, c.role] = same if same and (same.post or not c.post) else c
        self.fields["contributors"] = tuple(known.values())

    def finish(self, position: int, marks: Sequence[Span] = (), elsewhere: Sequence[Span] = ()) -> Document:
        """Return the document: marks and the text of other documents get blocks, and what no rule took is `unassigned` with a finding."""
        self.block("markup", self._free(marks))
        self.block("other_document", (*self._free(elsewhere), *self.frame.elsewhere))
        self.block("furniture", self.frame.furniture)
        left = tuple(self._free([Span(0, len(self.frame.reading))]))
        # what editors leave behind: characters of no width, which nobody sees
        self.block("markup", [span for span in left if WHITE.fullmatch(self.frame.reading.text, *span)])
        left = tuple(span for span in left if not WHITE.fullmatch(self.frame.reading.text, *span))
        if left:
            self.block("unassigned", left)
            self.finding("unassigned_text", "warning", "No rule knows what this text is: please look at it.", left)
        return Document(
            document_id=self.frame.document_id(position),
            classification=self.frame.classification,
            blocks=tuple(sorted(self.blocks, key=lambda b: b.spans[0])),
            findings=tuple(self.findings),
            provenance=self.frame.provenance,
            **self.fields,
        )

    def _free(self, spans: Sequence[Span]) -> Iterable[Span]:
        """Yield the visible stretches of `spans` that stand in no block yet."""
        taken = merge(s for b in self.blocks for s in b.spans) if spans else ()
        text = self.frame.reading.text
        for span in spans:
            for free in subtract(span, touching(taken, span)):
                yield from _visible(text, free)


def _visible(text: str, span: Span) -> Iterable[Span]:
    start, end = span
    while start < end and not is_visible(text[start]):
        start += 1
    while end > start and not is_visible(text[end - 1]):
        end -= 1
    if start < end:
        yield Span(start, end)
