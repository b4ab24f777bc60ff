"""A spotter for tests: it sees what it is told to see, whatever the weights are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from blamelint.document.model import Block
from blamelint.language.gates import FAMILIES
from blamelint.language.sentences import sentence_at, sentence_spans
from blamelint.language.spotter.model import Sight, Spot, Suspicion
from blamelint.language.spotter.spotter import Spotter
from blamelint.structure.model import Context
from blamelint.text import Span


@dataclass(frozen=True)
class Mark:
    """Words to be marked wherever they stand."""

    words: str
    family: str
    sure: bool = True


@dataclass
class Eyes(Spotter):
    """Marks `marks`; suspects `wary` in every sentence, and in one with a mark the family of the mark."""

    marks: Sequence[Mark] = ()
    wary: Collection[str] = ()
    looked: list[str] = field(default_factory=list)
    """The texts of the blocks that it was shown."""

    def load(self) -> None:
        """Nothing is to be opened."""

    def look(self, items: Sequence[tuple[Block, Context]]) -> list[Sight]:
        """What it is told to see in each block."""
        self.looked.extend(block.text for block, _ in items)
        return [self._see(block.text) for block, _ in items]

    def _see(self, text: str) -> Sight:
        spots = sorted(
            (
                Spot(span, sentence_at(text, span.start), mark.family, 0.9, mark.sure)
                for mark, span in self._found(text)
            ),
            key=lambda spot: spot.span,
        )
        suspicions = []
        for sentence in sentence_spans(text):
            families = {spot.family for spot in spots if spot.span.overlaps(sentence)}.union(self.wary)
            if families:
                suspicions.append(Suspicion(sentence, frozenset(families)))
        return Sight(tuple(suspicions), tuple(spots))

    def _found(self, text: str) -> list[tuple[Mark, Span]]:
        places = ((mark, text.find(mark.words)) for mark in self.marks)
        return [(mark, Span(at, at + len(mark.words))) for mark, at in places if at >= 0]


def blind() -> Eyes:
    """Sees nothing anywhere."""
    return Eyes()


def wary(*marks: Mark) -> Eyes:
    """Suspects everything everywhere, so that rules are always believed."""
    return Eyes(marks, FAMILIES)
