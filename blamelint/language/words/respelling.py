"""Words that the parser reads in another spelling, because it would mistake them for something else."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, zip_longest

from blamelint.language.lexicon import Lexicon
from blamelint.language.words.neutral import NEUTRAL_ROLE, NEUTRAL_ROLE_MODIFIER
from blamelint.language.words.tokens import Word

ROLE_WORDS = frozenset({"on-call", "oncall", "on-caller", "oncaller"})
MODIFIERS = frozenset({"on-call", "oncall"})
"""Role words that also stand before a noun: `the on-call engineer`."""
BEFORE_OF = frozenset({"should", "could", "would", "must", "might", "n't", "not"})
AFTER_A_VERB = frozenset(
    "the a an this that these those all any each every everyone everybody people staff our your their its his her my "
    "no more both".split()
)
"""What follows a verb at the start of a sentence, and never a name."""


def respell_on_call(words: Sequence[Word], lexicon: Lexicon) -> None:
    """Reads `the on-call` as `the engineer` where it is the person, and as a modifier before a noun."""
    nouns = (lexicon.roles, lexicon.systems_nouns, lexicon.groups, lexicon.person_nouns)
    for word, following in zip_longest(words, words[1:]):
        if word.folded in ROLE_WORDS:
            after = following.folded if following is not None else ""
            modifies = word.folded in MODIFIERS and any(after in known for known in nouns)
            word.text = NEUTRAL_ROLE_MODIFIER if modifies else NEUTRAL_ROLE


def respell_should_of(words: Sequence[Word]) -> None:
    """Reads `should of checked` as `should have checked`."""
    for modal, word in pairwise(words):
        if word.folded == "of" and modal.folded in BEFORE_OF:
            word.text = "have"


def respell_orders(words: Sequence[Word], starts: Sequence[bool], lexicon: Lexicon, *, action: bool) -> None:
    """Reads `Restart the exporter` with a small letter: the tagger takes a capitalised order for a name.

    In an action item a verb that people do is enough; elsewhere a determiner has to follow.
    """
    for word, following, start in zip(words, words[1:], starts, strict=False):
        if not start or word.hint is not None or not word.text.istitle():
            continue
        verb = action and (word.folded in lexicon.human_verbs or word.folded in lexicon.act_verbs)
        if verb or following.folded in AFTER_A_VERB:
            word.text = word.folded
