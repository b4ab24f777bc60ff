"""Steps in the dependency tree that several readings take; they know labels and no vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass")
RELATIVES = frozenset({"who", "that", "which", "whom"})
AUXILIARIES = ("aux", "auxpass")
NOUNS = frozenset({"NOUN", "PROPN"})
MAX_CHAIN = 12
"""How many governors are followed; deeper chains do not occur in prose and would cost time in junk."""


def child(token: Token, *relations: str) -> Token | None:
    """The first child in one of `relations`."""
    return next((c for c in token.children if c.dep_ in relations), None)


def has_word(token: Token, *words: str) -> bool:
    """True when one of `words` (lower case) hangs on `token`."""
    return any(c.lower_ in words for c in token.children)


def is_verb(token: Token) -> bool:
    """True for verbs and auxiliaries."""
    return token.pos_ in {"VERB", "AUX"}


def is_root(token: Token) -> bool:
    """True for the head of a sentence, which governs itself."""
    return token.head.i == token.i


def is_infinitive(verb: Token) -> bool:
    """True for a verb after `to`."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def parts_of(verb: Token) -> list[Token]:
    """The children of `verb`, with those that the parser hung on its auxiliary, in the order of the text."""
    own = list(verb.children)
    hung = [grand for c in own if c.dep_ in AUXILIARIES for grand in c.children]
    return sorted([*own, *hung], key=lambda token: token.i) if hung else own


def own_subject(verb: Token) -> Token | None:
    """The subject that stands beside the verb itself."""
    return next((c for c in parts_of(verb) if c.dep_ in SUBJECTS), None)


def after(token: Token, preposition: str) -> Token | None:
    """The noun that hangs on `token` by `preposition`: `up TO the dispatcher`."""
    to = next((c for c in token.children if c.lower_ == preposition and c.dep_ in {"prep", "dative"}), None)
    return child(to, "pobj") if to is not None else None


def by_agent(verb: Token) -> Token | None:
    """The noun after `by`, whatever the voice: `dropped BY Dmitri`."""
    for c in verb.children:
        if c.dep_ == "agent" or (c.lower_ == "by" and c.dep_ == "prep"):
            noun = child(c, "pobj")
            if noun is not None:
                return noun
    return None
