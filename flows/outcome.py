"""How the work on a delivery ended, as it is shown to people."""

from dataclasses import dataclass
from typing import Any

from storage.states import QUARANTINED

# how work ends whose delivery is still claimed: somebody else goes on with it
RELEASED = "released"


@dataclass(frozen=True)
class Outcome:
    """How the work on a delivery ended; `documents` are the contract's JSON, cut down to what is shown of a run."""

    delivery_id: int
    name: str
    state: str
    code: str | None = None
    message: str | None = None
    documents: tuple[dict[str, Any], ...] = ()

    @property
    def failed(self) -> bool:
        """Tell whether a person must look at the file."""
        return self.state == QUARANTINED

    @property
    def headline(self) -> str:
        """Return the title of the only document, or the file's name."""
        title = self.documents[0]["title"] if len(self.documents) == 1 else None
        return title["text"] if title else self.name
