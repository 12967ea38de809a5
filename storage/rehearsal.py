"""What storing a new reading of a source would change, without storing it."""

import json
from collections.abc import Iterator

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from storage.changes import Difference, Version, compare, current_revisions, stored_version
from storage.database import reading
from storage.prepared import Prepared, PreparedDocument
from storage.revisions import find_revision
from storage.shown import corrected


def rehearsed(engine: Engine, sha256: str, prepared: Prepared) -> Iterator[Difference]:
    """Yield how the documents of a source would differ, as `changes.difference` says it afterwards of those with a new revision."""
    current = current_revisions(engine, [sha256]).get(sha256, {})
    documents = {document.document_id: document for document in prepared.documents}
    with reading(engine) as session:
        for document_id in {**current, **documents}:
            document = documents.get(document_id)
            if document is None or find_revision(session, document) is None:
                older = stored_version(session, document_id, current.get(document_id))
                yield compare(document_id, older, _version(session, document, prepared) if document else None)


def _version(session: Session, document: PreparedDocument, prepared: Prepared) -> Version:
    content = json.loads(document.body) | {"findings": document.findings}
    base = Version(None, content, prepared.reading["text"])
    parser = f"{document.versions['parser']} {document.versions['parser_version']}"
    return Version(None, corrected(session, document.document_id, base, parser), base.text)
