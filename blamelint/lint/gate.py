"""The word gate: which rules could see anything in a block, told from its words alone.

Sound by construction: a matcher states the word forms without which it cannot match, and one that cannot states
nothing and is let through. A test proves that findings with and without the gate are equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from blamelint.engine.model import BlockMatcher, Cues, Rule
from blamelint.language.model import Needs
from blamelint.language.words.neutral import NEUTRAL_NAME, NEUTRAL_ROLE, NEUTRAL_ROLE_MODIFIER, NEUTRAL_THING

WORD = re.compile(r"[\w'-]+")
NEUTRAL = frozenset({NEUTRAL_NAME.lower(), NEUTRAL_ROLE, NEUTRAL_ROLE_MODIFIER, NEUTRAL_THING})
"""Words that normalisation may put where others stand; a parsed block may hold them whatever its text says."""
PART = re.compile(r"[\w]+|'\w+")


def words_of(text: str) -> frozenset[str]:
    """The word forms of `text`, lower case: runs of letters, digits, `'` and `-`, their parts, and single marks."""
    folded = text.lower().replace("’", "'").replace("‘", "'")
    words: set[str] = set()
    words.update(mark for mark in set(text) if not mark.isalnum() and not mark.isspace())
    for run in WORD.findall(folded):
        words.add(run)
        if "'" in run or "-" in run:
            words.update(PART.findall(run))
            words.update(run.split("-"))
            words.update(_unclipped(run))
    return frozenset(words)


def _unclipped(run: str) -> Iterable[str]:
    """`didn't` also as `did` and `n't`, the way the tokenizer cuts it."""
    bare = run.strip("'-")
    yield bare
    if bare.endswith("n't"):
        yield bare[:-3]
        yield "n't"
    elif "'" in bare:
        yield bare.split("'", 1)[0]


def live(rules: Iterable[Rule], words: frozenset[str]) -> tuple[Rule, ...]:
    """The rules that could see something in a block of these words, in their order."""
    parsed = words | NEUTRAL
    return tuple(rule for rule in rules if any(_may_match(matcher, words, parsed) for matcher in rule.matchers))


def _may_match(matcher: BlockMatcher, words: frozenset[str], parsed: frozenset[str]) -> bool:
    """True unless the matcher's cues rule out every match in a block of these words.

    Shape: `parsed` are `words` and those that normalisation may put beside them.
    """
    seen = words if matcher.needs is Needs.NOTHING else parsed
    return any(_holds(cues, seen) for cues in matcher.cues)


def _holds(cues: Cues, words: frozenset[str]) -> bool:
    return all(not forms.isdisjoint(words) for forms in cues)
