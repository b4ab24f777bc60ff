"""What kind of statement a clause makes: told, asked, ordered, put as a condition, or left without a subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blamelint.language.frames.lemmas import past_form
from blamelint.language.frames.parse import Parse
from blamelint.language.frames.syntax import MAX_CHAIN, SUBJECTS, has_word, is_verb, parts_of
from blamelint.language.model import Mood, Tense

if TYPE_CHECKING:
    from spacy.tokens import Token

INVERTING = frozenset({"had", "were"})
"""Auxiliaries before the subject that make an if-part: `Had she asked`."""


def mood_of(parse: Parse, verb: Token, subject: Token | None, depth: int = 0) -> Mood:
    """The mood of `verb`, whose subject is `subject`; `depth` counts the governors that were followed to it."""
    asks = parse.asks(verb)
    own = next((c for c in parts_of(verb) if c.dep_ in {*SUBJECTS, "expl"}), None)
    if _has_if(verb) or (not asks and own is not None and _is_inverted(parse, verb, own)):
        return Mood.CONDITION
    if verb.dep_ == "conj" and own is None and depth < MAX_CHAIN and is_verb(verb.head):
        return mood_of(parse, verb.head, subject, depth + 1)
    if asks:
        return Mood.QUESTION
    if verb.dep_ != "ROOT" or own is not None or subject is not None:
        return Mood.DECLARATIVE
    return Mood.IMPERATIVE if _is_order(parse, verb) else Mood.FRAGMENT


def _has_if(verb: Token) -> bool:
    return any(
        (c.dep_ == "mark" and c.lower_ in {"if", "unless", "lest"}) or (c.dep_ == "advmod" and c.lower_ == "if")
        for c in verb.children
    )


def _is_inverted(parse: Parse, verb: Token, subject: Token) -> bool:
    """True for `had X asked`, `were X to ask`, and `should X ask` in a sentence that goes on."""
    first = parse.doc[parse.group(verb).members[0]]
    if first.i >= subject.i:
        return False
    if first.lower_ in INVERTING:
        return verb.dep_ != "ROOT" or _opens(first)
    return first.lower_ == "should" and verb.dep_ != "ROOT"


def _is_order(parse: Parse, verb: Token) -> bool:
    return (
        verb.tag_ in {"VB", "VBP"}
        and parse.group(verb).tense is not Tense.PAST
        and not past_form(verb)
        and not has_word(verb, "to")
    )


def _opens(token: Token) -> bool:
    """True at the start of a sentence or after a mark."""
    return token.i == 0 or bool(token.is_sent_start) or token.nbor(-1).is_punct
