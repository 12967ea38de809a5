"""What a container holds, one thing at a time: its path and bytes, or why it is refused."""

from dataclasses import dataclass

from parsers.errors import KuaibaoError


@dataclass(frozen=True)
class Member:
    """A file in a container: its path inside (`/` between the parts, deeper containers as parts), its bytes, how its name was decoded."""

    path: str
    data: bytes
    evidence: str = ""


@dataclass(frozen=True)
class Refused:
    """A file in a container that is not taken: its path inside, a code from parsers.errors, and what a person can do."""

    path: str
    code: str
    reason: str

    @classmethod
    def by(cls, path: str, error: KuaibaoError) -> "Refused":
        """Return the refusal that an error means for one member."""
        return cls(path, error.code, str(error))
