"""Denials from outside the verb group: nobody, no engineer, without checking, instead of asking, at no point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blamelint.language.frames.syntax import has_word, parts_of
from blamelint.language.pronouns import NEGATIVE_INDEFINITE

if TYPE_CHECKING:
    from spacy.tokens import Token

OCCASIONS = frozenset({"point", "time", "stage", "occasion"})


def is_denied(verb: Token, subject: Token | None, complement: Token | None) -> bool:
    """True when the words around `verb` deny it."""
    if complement is not None and complement.dep_ == "attr" and has_word(complement, "no", "neither"):
        return True
    if verb.dep_ == "pcomp" and verb.head.lower_ in {"without", "of"}:
        return verb.head.lower_ == "without" or _is_instead(verb.head)
    return _at_no_point(verb) or (subject is not None and _is_nobody(subject))


def _is_instead(of: Token) -> bool:
    return of.i > 0 and of.nbor(-1).lower_ == "instead"


def _at_no_point(verb: Token) -> bool:
    """True for `At no point did the operator look`: the denial stands in front, with the verb turned round."""
    return any(
        noun.lemma_ in OCCASIONS and has_word(noun, "no")
        for part in parts_of(verb)
        if part.dep_ == "prep" and part.i < verb.i and part.lower_ in {"at", "on"}
        for noun in part.children
    )


def _is_nobody(subject: Token) -> bool:
    """True for `nobody`, `no engineer`, `not one of them`."""
    if subject.lower_ in NEGATIVE_INDEFINITE or has_word(subject, "no", "neither"):
        return True
    return subject.lower_ in {"one", "single"} and has_word(subject, "not")
