"""The values of spotting: a spot, and what the spotter saw in one block."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from blamelint.text import Span


@dataclass(frozen=True, slots=True)
class Spot:
    """Words that the spotter marks, loud enough to be told."""

    span: Span
    """In code points of `Block.text`."""
    reach: Span
    """The sentence around them."""
    family: str
    score: float
    """From 0 to 1, rounded to `PLACES` decimals."""
    sure: bool
    """The score is above the family's `sure` threshold; below it the finding is no more than information."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """One sentence, and the families whose rules may speak in it."""

    span: Span
    """In code points of `Block.text`."""
    families: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sight:
    """What the spotter saw in one block."""

    suspicions: tuple[Suspicion, ...] = ()
    """The sentences in which some family is above its low threshold, in the order of the text."""
    spots: tuple[Spot, ...] = ()
    """Disjoint, in the order of the text."""

    def suspects(self, families: Collection[str]) -> bool:
        """True when a rule of these families could be upheld somewhere in the block."""
        return any(not suspicion.families.isdisjoint(families) for suspicion in self.suspicions)

    def upholds(self, families: Collection[str], span: Span) -> bool:
        """True when a finding of these families at `span` stands in a sentence that deserves it."""
        return any(
            suspicion.span.overlaps(span) and not suspicion.families.isdisjoint(families)
            for suspicion in self.suspicions
        )
