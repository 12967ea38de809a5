"""Files that hold others: archives and mails. Each thing in them is a source of its own, with its path inside.

Pure: a path is a label and never a place on a disk, so nothing can be written outside of anything; unsafe ones are refused all the same,
since no honest maker writes them.
"""

from parsers.containers.inside import MOST_BYTES, MOST_MEMBERS, is_container, members
from parsers.containers.member import Member, Refused

__all__ = ["MOST_BYTES", "MOST_MEMBERS", "Member", "Refused", "is_container", "members"]
