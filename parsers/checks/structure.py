"""Fields that every document of a type has, and this one does not."""

from collections.abc import Iterator

from parsers.document import Document, Finding

_REQUIRED: dict[str, tuple[tuple[str, str], ...]] = {
    "newspaper_feature": (("title", "title (主题)"),),
    "theory_article": (("title", "title (主题)"),),
    "bulletin": (
        ("title", "title (主题)"),
        ("publication", "name of the bulletin"),
        ("issue_number", "issue number (期号)"),
        ("issue_date", "date of issue"),
        ("issuing_body", "issuing body (编发单位)"),
    ),
}


def missing_fields(document: Document) -> Iterator[Finding]:
    """Yield one finding per field that this type of document always has and that is not in the text."""
    for name, label in _REQUIRED.get(document.doc_type, ()):
        if getattr(document, name) is None:
            severity = "error" if name == "title" else "warning"
            message = f"The text has no {label}, which a {document.doc_type.replace('_', ' ')} always has."
            yield Finding(code=f"missing_{name}", severity=severity, message=message, spans=())  # type: ignore[arg-type]
