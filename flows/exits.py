"""The exit statuses of every command."""

from enum import IntEnum


class Exit(IntEnum):
    """What a command's exit status says."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    RUNNING = 3
    UNKNOWN = 4
    UNAVAILABLE = 5


MEANING = {
    Exit.DONE: "done",
    Exit.FAILED: "a document failed or is in quarantine",
    Exit.USAGE: "the command was not understood",
    Exit.RUNNING: "kuaibao is already running on this data folder",
    Exit.UNKNOWN: "there is nothing of that name",
    Exit.UNAVAILABLE: "database, vault or a folder cannot be used",
}
