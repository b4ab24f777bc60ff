"""A matcher that is built when it first has to look: most drafts give most of them nothing to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from blamelint.document.model import Block
from blamelint.engine.model import BlockMatcher, Cues, Match
from blamelint.language.model import Needs, Passage
from blamelint.structure.model import Context


class Deferred:
    """Sees what the matcher sees that `build` gives.

    Errors: RuleError on first use instead of on loading; the shipped rules, which are deferred, are proved by tests.
    """

    def __init__(self, build: Callable[[], BlockMatcher]) -> None:
        """`build` is called once."""
        self._build = build

    @cached_property
    def matcher(self) -> BlockMatcher:
        """The matcher itself."""
        return self._build()

    @property
    def needs(self) -> Needs:
        """What the matcher needs."""
        return self.matcher.needs

    @property
    def cues(self) -> tuple[Cues, ...]:
        """Where the matcher can see something."""
        return self.matcher.cues

    def find(self, block: Block, context: Context, passage: Passage | None) -> Iterator[Match]:
        """What the matcher sees."""
        return self.matcher.find(block, context, passage)
