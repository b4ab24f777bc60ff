"""What the tagger reads: one sentence at a time, as neutral words behind two words for its place in the draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from blamelint.document.model import Block, BlockKind
from blamelint.language.lexicon import Lexicon
from blamelint.language.words.normalise import READ, bounded, normalise_plainly
from blamelint.structure.model import Context
from blamelint.text import Span

LONGEST = 96
"""Words of one unit; a longer sentence is read in pieces, which no sentence for people reaches."""
LABEL = 6
"""Words of a table cell's label that are read before it."""
MOST = 400
"""Units of one block that are read; the rest of a longer block is left unread, which no prose reaches."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence of a block, or a piece of a very long one."""

    place: tuple[str, ...]
    """The kind of the section, what the block is in it, and of a table cell the words that say what it is about."""
    words: tuple[str, ...]
    """Never empty; people, handles and code in neutral words."""
    offsets: tuple[Span, ...]
    """Where each word stands in `Block.text`."""

    @property
    def span(self) -> Span:
        """From the first word to the last, in code points of `Block.text`."""
        return Span(self.offsets[0].start, self.offsets[-1].end)


def units_of(block: Block, context: Context, lexicon: Lexicon) -> Iterator[Unit]:
    """The units of `block`, in the order of the text."""
    words = normalise_plainly(bounded(block), context.names, lexicon)
    borders = [n for n, start in enumerate(words.starts) if start] + [len(words.words)]
    place = (context.section.value, _form(block, context), *context.row_label.lower().split()[:LABEL])
    left = MOST
    for start, end in pairwise(borders):
        for piece in range(start, end, LONGEST):
            if not left:
                return
            left -= 1
            reach = slice(piece, min(piece + LONGEST, end))
            yield Unit(place, words.words[reach], words.offsets[reach])


def unread(block: Block, units: Sequence[Unit]) -> Span | None:
    """What of the text of `block` is not in its `units` because the block is too long; None where it is not."""
    if len(block.text) <= READ and len(units) < MOST:
        return None
    return Span(units[-1].span.end if units else 0, len(block.text))


def _form(block: Block, context: Context) -> str:
    if context.action:
        return "action"
    if context.entry:
        return "entry"
    if block.kind in {BlockKind.ITEM, BlockKind.CELL}:
        return str(block.kind.value)
    return "text"
