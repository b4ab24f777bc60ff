"""What rules saw in the blocks of a draft, kept for the next time the draft is linted with a few words changed.

What is kept counts in `Block.text`, never in the file, so that it holds wherever the block has moved to. It is true
for one set of rules, one config and one set of names; with others everything is forgotten.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, fields, replace
from operator import is_
from typing import Generic, TypeVar

from blamelint.document.model import Block
from blamelint.language.model import Passage
from blamelint.lint.sieve import Merged
from blamelint.structure.model import Context

MOST_BLOCKS = 20_000
MOST_READ = 400_000
"""Code points of passages that are kept; twice what rules about the whole telling read (`telling.MOST`)."""
_PLACES = frozenset({"map", "span", "section"})
"""Where a block stands: nothing that a rule about sentences may look at."""
_OF_BLOCK = tuple(each.name for each in fields(Block) if each.name not in {*_PLACES, "cell", "item"})
_OF_CONTEXT = tuple(each.name for each in fields(Context) if each.name != "names")

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen in one block."""

    merged: tuple[Merged, ...]
    suspicious: bool
    """The spotter suspects something in it."""


@dataclass(slots=True)
class _Bounded(Generic[V]):
    """A mapping that forgets what was not asked for longest."""

    most: int
    weigh: Callable[[V], int]
    held: OrderedDict[Hashable, V] = field(default_factory=OrderedDict)
    weight: int = 0

    def get(self, key: Hashable) -> V | None:
        value = self.held.get(key)
        if value is not None:
            self.held.move_to_end(key)
        return value

    def put(self, key: Hashable, value: V) -> None:
        before = self.held.pop(key, None)
        if before is not None:
            self.weight -= self.weigh(before)
        self.held[key] = value
        self.weight += self.weigh(value)
        while self.weight > self.most:
            self.weight -= self.weigh(self.held.popitem(last=False)[1])

    def clear(self) -> None:
        self.held.clear()
        self.weight = 0


class BlockCache:
    """Remembers the blocks of one draft. Not for two threads at once."""

    def __init__(self, most_blocks: int = MOST_BLOCKS, most_read: int = MOST_READ) -> None:
        """`most_read` counts the code points of blocks whose passages are kept."""
        self._seen: _Bounded[Seen] = _Bounded(most_blocks, lambda _: 1)
        self._passages: _Bounded[Passage] = _Bounded(most_read, lambda passage: len(passage.block.text) + 1)
        self._scope: tuple[object, ...] = ()
        self._values: tuple[Hashable, ...] = ()
        self.asked = 0
        self.known = 0
        """How many of the blocks that were `asked` for were there."""

    def under(self, scope: tuple[object, ...], values: tuple[Hashable, ...]) -> None:
        """Forget everything unless it was kept under these: the same objects of `scope`, and equal `values`."""
        same = len(scope) == len(self._scope) and all(map(is_, scope, self._scope))
        if not same or values != self._values:
            self._seen.clear()
            self._passages.clear()
            # Held, not just compared: while it lives, no other object can be taken for it.
            self._scope, self._values = scope, values

    def seen(self, block: Block, context: Context) -> Seen | None:
        """What rules saw in this block; None when it is not known."""
        found = self._seen.get(_key(block, context))
        self.asked += 1
        self.known += found is not None
        return found

    def keep(self, block: Block, context: Context, seen: Seen) -> None:
        """Remember what rules saw in this block."""
        self._seen.put(_key(block, context), seen)

    def passage(self, block: Block, context: Context) -> Passage | None:
        """The passage of this block, at the place where it stands now; None when it is not known."""
        found = self._passages.get(_key(block, context))
        return None if found is None else replace(found, block=block, context=context)

    def keep_passage(self, passage: Passage) -> None:
        """Remember how this block was read."""
        self._passages.put(_key(passage.block, passage.context), passage)

    def __len__(self) -> int:
        return len(self._seen.held)


def _key(block: Block, context: Context) -> Hashable:
    """All that findings in the block may depend on, without its place and the names, which are the same for all."""
    cell, item = block.cell, block.item
    return (
        tuple(getattr(block, name) for name in _OF_BLOCK),
        None if cell is None else (min(cell.row, 1), cell.column, cell.head),
        None if item is None else (item.depth, item.number, item.checked),
        tuple(getattr(context, name) for name in _OF_CONTEXT),
    )
