"""What is worked on first: files in the inbox's folder for urgent ones (加急), then the rest of the inbox, then back-files."""

import os

# folders right below the inbox whose files go before all others
URGENT_FOLDERS = frozenset(map(os.fsencode, ("urgent", "加急")))
URGENT = 10
USUAL = 0
BACK_FILE = -10


def is_urgent(path: bytes, root: bytes) -> bool:
    """Tell whether a file lies below one of the urgent folders of the inbox `root`; both are absolute paths."""
    return os.path.relpath(path, root).split(b"/", 1)[0] in URGENT_FOLDERS
