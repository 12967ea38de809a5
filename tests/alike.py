"""What a document says, without where it stands: so that the same article from two media can be compared."""

from parsers.document import Document

# findings about the file rather than about what it says
_OF_THE_FILE = {
    "reading_order_repaired",
    "heading_levels_repaired",
    "tracked_changes",
    "hidden_text",
    "list_numbers_worked_out",
    "name_mismatch",
}


def said(document: Document) -> dict[str, object]:
    """Return structure and facts of a document, spans and what belongs to the file left out."""
    found = document.model_dump(mode="json", exclude={"document_id", "blocks", "provenance", "classification", "reading"})
    found["findings"] = [f for f in found["findings"] if f["code"] not in _OF_THE_FILE]
    bare = without_spans(found)
    assert isinstance(bare, dict)
    return bare


def without_spans(node: object) -> object:
    """Return JSON values less everything that says where they stand."""
    if isinstance(node, dict):
        return {k: without_spans(v) for k, v in node.items() if "spans" not in k and k != "mentions"}
    return [without_spans(v) for v in node] if isinstance(node, list) else node


def differences(a: dict[str, object], b: dict[str, object]) -> list[str]:
    """Return the fields that differ, with both sides."""
    return [f"{name}: {a.get(name)!r} | {b.get(name)!r}" for name in a if a.get(name) != b.get(name)]
