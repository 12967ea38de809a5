"""Which document type a reading is: every kind is asked and answers with its evidence; none sure, or two that tie, is `other`."""

from collections.abc import Sequence
from dataclasses import dataclass

from parsers.document import Classification, Cue
from parsers.reading import Reading
from parsers.registry import kinds

OTHER = "other"
# A score is the sum of the weights of the cues seen; below SURE nobody claims, and a lead under MARGIN is a tie.
SURE = 2.0
MARGIN = 1.0


@dataclass(frozen=True)
class Detection:
    """A document type with the classification that says why; `parts` has one for each article of a source that holds several."""

    doc_type: str
    classification: Classification
    parts: tuple["Detection", ...] = ()

    @property
    def confidence(self) -> float:
        """Return how sure the type is, 0 to 1."""
        return self.classification.confidence


def classify(reading: Reading) -> Detection:
    """Return the type that the cues speak for; `other` with all the evidence where none is sure."""
    claims = {name: tuple(parser.cues(reading)) for name, parser in kinds().items() if name != OTHER}
    scores = {name: round(sum(cue.weight for cue in cues), 3) for name, cues in claims.items()}
    ranked = sorted(scores, key=lambda name: (-scores[name], name))
    best, second = scores[ranked[0]], scores[ranked[1]]
    if best < SURE or best - second < MARGIN:
        everything = tuple(cue for name in ranked for cue in claims[name])
        return _detection(OTHER, max(0.0, 1 - best / SURE) if best < SURE else 0.0, scores, everything)
    return _detection(ranked[0], best / (best + max(second, 0.0) + 0.5), scores, claims[ranked[0]])


def _detection(name: str, confidence: float, scores: dict[str, float], cues: Sequence[Cue]) -> Detection:
    return Detection(name, Classification(confidence=round(confidence, 3), scores=scores, evidence=tuple(cues)))
