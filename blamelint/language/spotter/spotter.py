"""The spotter: blocks in, sights out. It opens its weights on the first block that it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from blamelint import assets
from blamelint.document.model import Block
from blamelint.errors import BlamelintError, ModelError
from blamelint.language.gates import FAMILIES
from blamelint.language.lexicon import Lexicon
from blamelint.language.spotter.model import Sight, Spot, Suspicion
from blamelint.language.spotter.network import Network, Scored
from blamelint.language.spotter.thresholds import Threshold, read_thresholds
from blamelint.language.spotter.units import Unit, units_of, unread
from blamelint.structure.model import Context
from blamelint.text import Span

if TYPE_CHECKING:
    from blamelint.language.spotter.network import Scores

FOLDER = Path("spotter")
THRESHOLDS = "thresholds.toml"
ORDER = tuple(sorted(FAMILIES))
"""Of the network's scores; the one after them is that of any family."""
ANY = len(ORDER)
PLACES = 4
"""Decimals that count when scores are compared, so that the last bits of a processor decide nothing."""
FEWEST = 3
"""Words of a sentence in which a spot may be told."""
MARKED = 0.75
"""Share of the sentence's loudest word that a word has to reach to be marked."""


class Spotter:
    """Looks at blocks with the weights of one folder."""

    def __init__(self, classes: Mapping[str, frozenset[str]], folder: Path | None = None) -> None:
        """`classes` are the word classes by name; without a `folder` the weights that ship are taken."""
        self._classes = classes
        self._folder = folder

    def load(self) -> None:
        """Opens weights and thresholds, so that a later `look` cannot fail.

        Errors: ModelError when something of it is absent or does not load.
        """
        _ = self._network, self._thresholds

    def look(self, items: Sequence[tuple[Block, Context]]) -> list[Sight]:
        """What is seen in each block, in order; what stands beside a block never changes its sight.

        Shape: of a block that is too long to be read to its end, the rest is suspected of everything: rules decide.
        Errors: ModelError when the weights do not load.
        """
        units = [list(units_of(block, context, self._lexicon)) for block, context in items]
        scored = iter(self._network.score([unit for some in units for unit in some]))
        return [
            self._sight([(unit, next(scored)) for unit in some], unread(block, some))
            for (block, _), some in zip(items, units, strict=True)
        ]

    def _sight(self, sentences: Sequence[tuple[Unit, Scored]], rest: Span | None) -> Sight:
        suspicions: list[Suspicion] = []
        spots: list[Spot] = []
        for unit, scored in sentences:
            score = round(float(scored.sentence[ANY]), PLACES)
            families = frozenset(family for family, border in self._thresholds.items() if score >= border.low)
            if families:
                suspicions.append(Suspicion(unit.span, families))
                spots.extend(self._spots(unit, scored, score))
        if rest is not None:
            suspicions.append(Suspicion(rest, FAMILIES))
        return Sight(tuple(suspicions), tuple(spots))

    def _spots(self, unit: Unit, scored: Scored, score: float) -> list[Spot]:
        """The stretches of the sentence that speak for themselves."""
        spots: list[Spot] = []
        for first, last in stretches(scored.words[:, ANY]):
            family = ORDER[loudest(scored, first, last)]
            border = self._thresholds[family]
            # The sentence has to be suspicious, and these words have to be why.
            here = min(score, round(float(scored.words[first : last + 1, ANY].max()), PLACES))
            if here >= border.high and _says_something(unit, first, last):
                span = Span(unit.offsets[first].start, unit.offsets[last].end)
                spots.append(Spot(span, unit.span, family, here, here >= border.sure))
        return spots

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon.of(self._classes)

    @cached_property
    def _home(self) -> Path:
        if self._folder is not None:
            return self._folder
        try:
            return assets.folder("models") / FOLDER
        except BlamelintError as error:
            raise ModelError(str(error)) from error

    @cached_property
    def _network(self) -> Network:
        return Network(self._home)

    @cached_property
    def _thresholds(self) -> Mapping[str, Threshold]:
        return read_thresholds(self._home / THRESHOLDS)


def _says_something(unit: Unit, first: int, last: int) -> bool:
    """False for a shout or a lone word: `FEAST!`, `Look`; one word says too little to be held against anybody."""
    spoken = [any(character.isalpha() for character in word) for word in unit.words]
    return sum(spoken) >= FEWEST and any(spoken[first : last + 1])


def stretches(scores: Scores) -> list[tuple[int, int]]:
    """First and last word of each run of words that are loud for their sentence; a single quiet word breaks no run."""
    border = max(round(round(float(scores.max()), PLACES) * MARKED, PLACES), 0.05)
    loud = [n for n, score in enumerate(scores) if round(float(score), PLACES) >= border]
    runs: list[tuple[int, int]] = []
    for n in loud:
        if runs and n - runs[-1][1] <= 2:
            runs[-1] = (runs[-1][0], n)
        else:
            runs.append((n, n))
    return runs


def loudest(scored: Scored, first: int, last: int) -> int:
    """The family of the words from `first` to `last`: the loudest over them, with the sentence's own word in it."""
    words = scored.words[first : last + 1, :ANY].mean(axis=0)
    scores = [round(float(word + whole), PLACES) for word, whole in zip(words, scored.sentence[:ANY], strict=True)]
    return max(range(ANY), key=lambda family: (scores[family], -family))
