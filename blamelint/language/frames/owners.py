"""Whose thing or act a noun is: `X's change`, `a change by X`, `a change from X`, `the change X made`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blamelint.language.actors import Cast
from blamelint.language.frames.syntax import RELATIVES, by_agent, child

if TYPE_CHECKING:
    from spacy.tokens import Token


def owner_of(cast: Cast, noun: Token) -> Token | None:
    """Who owns or made what `noun` names; `the failure of X` counts where X is a person."""
    owner = child(noun, "poss")
    if owner is not None:
        return owner
    for hung in noun.children:
        owner = _maker(hung)
        if owner is not None:
            return owner
    for hung in noun.children:
        owner = child(hung, "pobj") if hung.dep_ == "prep" and hung.lower_ == "of" else None
        if owner is not None and cast.is_person(owner):
            return owner
    return None


def _maker(hung: Token) -> Token | None:
    """Who made the noun that `hung` hangs on, if `hung` tells that."""
    if hung.dep_ in {"prep", "agent"} and hung.lower_ in {"by", "from"}:
        return child(hung, "pobj")
    if hung.dep_ == "acl" and hung.tag_ == "VBN":
        return by_agent(hung)
    if hung.dep_ == "relcl":
        return next((c for c in hung.children if c.dep_ == "nsubj" and c.lower_ not in RELATIVES), None)
    return None
