"""The `label` matcher: what stands under a label, as in `Culprit: night porter` or a row `Cause | operator`.

A label tells what the words after it are said to be, so a bare noun phrase is a statement there and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from blamelint.document.model import Block
from blamelint.engine.matchers import phrase
from blamelint.engine.matchers.phrase import PhraseMatcher
from blamelint.engine.model import Cues, Match
from blamelint.engine.vocabulary import Vocabulary
from blamelint.language.model import Needs, Passage
from blamelint.located import Node
from blamelint.structure.model import Context

KEYS = ("name", "says", "whole")
PLAIN = re.compile(r"\W{0,3}[^\W\d_][\w'’/ -]{0,50}?(?: ?:| [-–—]) ")
"""A label that the document reader leaves to the sentence, such as one in small letters."""
WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*")
LINKS = frozenset({"of", "for", "in", "behind"})
"""Prepositions after the head noun of a label: `Reason for the delay`."""
MOST_WORDS = 5
REST = re.compile(r"[\s.!;,*_]*(?:\([^()]{0,120}\)[\s.!;,*_]*)?")
"""What may follow words that are all of the text: punctuation and a remark in brackets."""


@dataclass(frozen=True)
class LabelMatcher:
    """Fires on phrases that stand at the start of what a label introduces."""

    names: frozenset[str]
    says: PhraseMatcher
    whole: bool
    """The phrase has to be all that stands under the label."""
    called: frozenset[str]
    """Word forms of which every label of such a name holds one."""

    @property
    def needs(self) -> Needs:
        """What the phrases need."""
        return self.says.needs

    @property
    def cues(self) -> tuple[Cues, ...]:
        """A word of the label, and those of the phrases."""
        return tuple((self.called, *cues) for cues in self.says.cues)

    def find(self, block: Block, context: Context, passage: Passage | None) -> Iterator[Match]:
        """At most one match: what the label says."""
        starts = {_begin(block.text, at) for words, at in _labels(block, context) if words & self.names}
        if not starts:
            return
        for match in self.says.find(block, context, passage):
            rest = REST.match(block.text, match.span.end)
            if match.span.start in starts and (not self.whole or (rest and rest.end() == len(block.text))):
                yield match
                return


def build(node: Node, vocabulary: Vocabulary) -> LabelMatcher:
    """The matcher that the mapping `node` asks for.

    Errors: RuleError at the key or value that cannot be.
    """
    keys = node.mapping(KEYS, required=("name", "says"))
    whole = keys["whole"].boolean() if "whole" in keys else False
    names = vocabulary.lemmas(keys["name"])
    called = names.union(*map(vocabulary.first_words, names))
    return LabelMatcher(names, phrase.build(keys["says"], vocabulary, bare=True), whole, called)


def _labels(block: Block, context: Context) -> Iterator[tuple[frozenset[str], int]]:
    """The names of each label that the text may stand under, and where its words begin."""
    if block.lead is not None:
        yield _names(block.lead.cut(block.text)), block.lead.end
    elif (plain := PLAIN.match(block.text)) is not None:
        yield _names(plain[0]), plain.end()
    if context.row_label:
        yield _names(context.row_label), 0


def _names(label: str) -> frozenset[str]:
    """A label's words joined and its head noun, also without a plural `s`; none of a label that is a sentence."""
    words = WORD.findall(label.lower())
    if not words or len(words) > MOST_WORDS:
        return frozenset()
    head = next((n for n, word in enumerate(words) if n and word in LINKS), len(words)) - 1
    return frozenset({words[head], words[head].removesuffix("s"), " ".join(words)})


def _begin(text: str, at: int) -> int:
    while at < len(text) and (text[at].isspace() or text[at] in "*_|-–—:"):
        at += 1
    return at
