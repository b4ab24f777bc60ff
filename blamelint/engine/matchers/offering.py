"""A way to match with suggestions of its own: what fits one wording of a rule need not fit the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from blamelint.document.model import Block
from blamelint.engine.model import BlockMatcher, Cues, Match, SuggestionTemplate
from blamelint.language.model import Needs, Passage
from blamelint.structure.model import Context


@dataclass(frozen=True)
class Offering:
    """Sees what another matcher sees, and offers changes for it."""

    matcher: BlockMatcher
    suggestions: tuple[SuggestionTemplate, ...]

    @property
    def needs(self) -> Needs:
        """What the other matcher needs."""
        return self.matcher.needs

    @property
    def cues(self) -> tuple[Cues, ...]:
        """Where the other matcher can see something."""
        return self.matcher.cues

    def find(self, block: Block, context: Context, passage: Passage | None) -> Iterator[Match]:
        """The other matcher's matches, each with the suggestions."""
        for match in self.matcher.find(block, context, passage):
            yield replace(match, suggestions=self.suggestions)
