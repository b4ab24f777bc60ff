"""Second-story credit: a reason, condition or cue hangs on the clause, and its head is no person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blamelint.language.frames.parse import Parse
from blamelint.language.frames.syntax import MAX_CHAIN, NOUNS, SUBJECTS, child, has_word, is_root
from blamelint.language.model import PEOPLE

if TYPE_CHECKING:
    from spacy.tokens import Token

REASONS = frozenset({"because", "since", "as", "given"})
REASON_PREPOSITIONS = frozenset({"because", "due", "given", "owing"})
KNOWING = frozenset({"expect", "see", "believe", "show", "look", "seem", "appear", "tell", "think", "know", "read"})
"""What somebody saw, expected or was told is a reason of its own."""


def has_reason(parse: Parse, verb: Token) -> bool:
    """True when a reason hangs on `verb` or on what governs it."""
    steps = 0
    while verb.dep_ in {"conj", "xcomp", "pcomp", "advcl"} and not is_root(verb) and steps < MAX_CHAIN:
        if _has_own_reason(parse, verb):
            return True
        verb, steps = verb.head, steps + 1
    return _has_own_reason(parse, verb)


def _has_own_reason(parse: Parse, verb: Token) -> bool:
    return any(_is_reason_clause(parse, c) or _is_reason_phrase(parse, c) for c in verb.children)


def _is_reason_clause(parse: Parse, clause: Token) -> bool:
    """True for `because the panel showed green`, and for `because she expected the alarm to ring`."""
    if clause.dep_ != "advcl":
        return False
    if not any(c.lower_ in REASONS and c.dep_ in {"mark", "advmod"} for c in clause.children):
        return False
    subject = child(clause, *SUBJECTS)
    if subject is None:
        return False
    if parse.cast.actor(subject, clause.lemma_).kind not in PEOPLE:
        return True
    return clause.lemma_.lower() in KNOWING and has_word(clause, "because", "since")


def _is_reason_phrase(parse: Parse, preposition: Token) -> bool:
    """True for `because of the storm`, `given the load`."""
    if preposition.dep_ != "prep" or preposition.lower_ not in REASON_PREPOSITIONS:
        return False
    below = list(preposition.subtree)
    noun = next((c for c in below if c.dep_ == "pobj"), None)
    if noun is None:
        noun = next((c for c in below if c.i > preposition.i and (c.pos_ in NOUNS or c.pos_ == "PRON")), None)
    return noun is not None and not parse.cast.is_person(noun)
