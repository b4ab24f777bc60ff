"""One parsed doc with what every reading of it asks for: who its nouns are, its verb groups, its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from blamelint.language.actors import Cast
from blamelint.language.frames.verbs import VerbGroup, verb_group
from blamelint.language.lexicon import Lexicon
from blamelint.language.model import Hint

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

END_MARKS = 3
"""Tokens at the end of a sentence among which its question mark is looked for."""


class Parse:
    """A doc to read clauses off; verb groups are read once."""

    def __init__(
        self, doc: Doc, hints: Sequence[Hint | None], lexicon: Lexicon, sentences: Sequence[tuple[int, int]]
    ) -> None:
        self.doc = doc
        self.hints = hints
        self.lexicon = lexicon
        self.cast = Cast(doc, hints, lexicon)
        self._groups: dict[int, VerbGroup] = {}
        self._sentence = [n for n, (start, end) in enumerate(sentences) for _ in range(start, end)]
        self._asks = [
            any("?" in mark.text for mark in doc[max(start, end - END_MARKS) : end]) for start, end in sentences
        ]

    def group(self, verb: Token) -> VerbGroup:
        """What the auxiliaries of `verb` say."""
        if verb.i not in self._groups:
            self._groups[verb.i] = verb_group(verb)
        return self._groups[verb.i]

    def sentence(self, token: Token) -> int:
        """Index of the sentence that holds `token`."""
        return self._sentence[token.i]

    def asks(self, token: Token) -> bool:
        """True when the sentence that holds `token` is a question."""
        return self._asks[self._sentence[token.i]]
