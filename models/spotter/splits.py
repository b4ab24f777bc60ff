"""Folds for honest figures: a hand's items are scored by a network that never saw that hand, nor a near-duplicate."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from zlib import crc32

from examples import Item

WORD = re.compile(r"\w+")
GRAM = 4
ALIKE = 0.5
"""Share of common runs of `GRAM` words from which on two texts count as one."""
COMMON = 50
"""Runs of words that stand in more items than this say nothing about likeness."""


def folds_of(items: Sequence[Item], count: int) -> dict[str, int]:
    """The fold of each item by its name; all items of a hand, of a group and of near-duplicates share one.

    Shape: a cluster that reaches into several hands goes where its first item is.
    """
    hands = sorted({item.hand for item in items})
    by_hand = {hand: number % count for number, hand in enumerate(hands)}
    clusters = clusters_of(items)
    first = {cluster: item for item in reversed(items) for cluster in [clusters[item.name]]}
    return {item.name: by_hand[first[clusters[item.name]].hand] for item in items}


def clusters_of(items: Sequence[Item]) -> dict[str, int]:
    """A number for each item by its name, the same for items of one group and for near-duplicates."""
    parents = list(range(len(items)))

    def root(place: int) -> int:
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    def join(one: int, other: int) -> None:
        parents[max(root(one), root(other))] = min(root(one), root(other))

    groups: dict[str, int] = {}
    grams = [_grams(item.text) for item in items]
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        join(place, groups.setdefault(item.group, place))
        for gram in grams[place]:
            holders[gram].append(place)
    for place, mine in enumerate(grams):
        shared: defaultdict[int, int] = defaultdict(int)
        for gram in mine:
            if len(holders[gram]) <= COMMON:
                for other in holders[gram]:
                    if other < place:
                        shared[other] += 1
        for other, common in shared.items():
            if common >= ALIKE * min(len(mine), len(grams[other])):
                join(place, other)
    return {item.name: root(place) for place, item in enumerate(items)}


def _grams(text: str) -> frozenset[int]:
    words = WORD.findall(text.casefold())
    length = min(GRAM, max(1, len(words)))
    return frozenset(crc32(" ".join(run).encode()) for run in _runs(words, length))


def _runs(words: Sequence[str], length: int) -> Iterable[Sequence[str]]:
    return (words[start : start + length] for start in range(len(words) - length + 1))
