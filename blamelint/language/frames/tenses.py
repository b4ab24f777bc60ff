"""When an act is placed; participles and infinitives take the tense of the verb that tells they happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blamelint.language.frames.parse import Parse
from blamelint.language.frames.syntax import MAX_CHAIN, is_verb
from blamelint.language.model import Tense

if TYPE_CHECKING:
    from spacy.tokens import Token

REALIZED = frozenset(
    "manage proceed happen begin start continue go come get end dare keep choose decide opt elect stop help "
    "fail".split()
)
"""Verbs after which the infinitive or participle tells what was done, so that it takes their tense."""


def tense_of(parse: Parse, verb: Token, depth: int = 0) -> Tense:
    """The tense of `verb`; `depth` counts the governors that were followed to it."""
    own = parse.group(verb).tense
    if own is not Tense.NONE or depth > MAX_CHAIN:
        return own
    governor = verb.head
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and governor.head.lower_ == "with":
        governor = governor.head.head  # `it started with Ada pulling the plug`
    if governor.i == verb.i or governor.pos_ not in {"VERB", "AUX", "ADP", "SCONJ"}:
        return Tense.PAST if verb.dep_ in {"ROOT", "acl"} and verb.tag_ == "VBN" else Tense.NONE
    if verb.dep_ == "pcomp":
        return tense_of(parse, governor.head, depth + 1) if is_verb(governor.head) else Tense.NONE
    follows = verb.dep_ in {"acl", "advcl"} and verb.tag_ in {"VBG", "VBN"}
    realized = verb.dep_ == "xcomp" and governor.lemma_ in REALIZED
    return tense_of(parse, governor, depth + 1) if verb.dep_ == "conj" or follows or realized else Tense.NONE
