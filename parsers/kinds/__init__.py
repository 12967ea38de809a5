"""One file per document type; the registry finds each by its `PARSER`."""
