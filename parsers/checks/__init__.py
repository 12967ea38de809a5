"""One file per family of findings."""
