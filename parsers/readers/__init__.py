"""One file per medium: bytes in, Reading out."""
