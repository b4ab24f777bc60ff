"""The matcher behind `spot:` in a rule: takes what the spotter marked as wording of one family.

spot: F05
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from blamelint.document.model import Block
from blamelint.engine.model import Cues, Match
from blamelint.language.gates import FAMILIES
from blamelint.language.model import Needs, Passage
from blamelint.language.spotter.model import Sight
from blamelint.located import Node
from blamelint.structure.model import Context


@dataclass(frozen=True, slots=True)
class SpotMatcher:
    """Takes the spots of one family."""

    needs: ClassVar[Needs] = Needs.NOTHING
    cues: ClassVar[tuple[Cues, ...]] = ((),)
    family: str

    def find(self, block: Block, context: Context, passage: Passage | None) -> Iterator[Match]:  # noqa: ARG002 (what all matchers take)
        """Nothing: spots are no part of a block; they are handed to `find_in_sight`."""
        return iter(())

    def find_in_sight(self, sight: Sight) -> Iterator[Match]:
        """The spots of its family, in the order of the text."""
        for spot in sight.spots:
            if spot.family == self.family:
                yield Match(spot.span, spot.reach, unsure=not spot.sure)


def build(node: Node) -> SpotMatcher:
    """The matcher for the family under `spot:`.

    Errors: RuleError for a word that names no family.
    """
    return SpotMatcher(node.choice(tuple(sorted(FAMILIES))))
