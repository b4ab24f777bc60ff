"""Sequences of tokens, found by spaCy's Matcher."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from blamelint.document.model import Block
from blamelint.engine.matchers.spacy_pattern import heard_by, match_of, token_cues, token_pattern
from blamelint.engine.model import Cues, Match
from blamelint.engine.vocabulary import Vocabulary
from blamelint.language.model import Needs, Passage
from blamelint.located import Node
from blamelint.structure.model import Context

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.vocab import Vocab


@dataclass(frozen=True)
class TokensMatcher:
    """Fires where one of its patterns fits a row of tokens; of overlapping fits the longest."""

    patterns: tuple[list[dict[str, Any]], ...]
    cues: tuple[Cues, ...]
    node: Node = field(repr=False)
    _built: list[tuple[Vocab, Matcher]] = field(default_factory=list, repr=False, compare=False)
    """The matcher of the vocabulary seen last; built on first use, because it takes spaCy."""

    @property
    def needs(self) -> Needs:
        """A parsed passage."""
        return Needs.TAGS

    def find(self, block: Block, context: Context, passage: Passage | None) -> Iterator[Match]:  # noqa: ARG002 (the protocol)
        """All matches, in the order of the text.

        Errors: RuleError at the pattern when spaCy refuses it.
        """
        if passage is None:
            return
        with heard_by(self.node):
            found = [(start, end) for _, start, end in self._matcher(passage.doc.vocab)(passage.doc)]
        for start, end in sorted(found):
            if start < end:
                yield match_of(passage, start, end, {})

    def _matcher(self, vocab: Vocab) -> Matcher:
        if not self._built or self._built[0][0] is not vocab:
            from spacy.matcher import Matcher

            matcher = Matcher(vocab)
            matcher.add("tokens", list(self.patterns), greedy="LONGEST")
            self._built[:] = [(vocab, matcher)]
        return self._built[0][1]


def build(node: Node, vocabulary: Vocabulary) -> TokensMatcher:
    """The matcher of a list of patterns, each a list of tokens.

    Errors: RuleError at the pattern, token or value that spaCy would not know.
    """
    patterns: list[list[dict[str, Any]]] = []
    for item in node.items():
        tokens = [token_pattern(token, vocabulary) for token in item.items()]
        if not any(tokens):
            raise item.refused("a pattern needs a token that says something")
        patterns.append(tokens)
    if not patterns:
        raise node.refused("an empty list of patterns")
    cues = (
        tuple(cues for token in pattern if (cues := token_cues(token, vocabulary)) is not None) for pattern in patterns
    )
    return TokensMatcher(tuple(patterns), tuple(cues), node)
