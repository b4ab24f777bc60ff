"""The base form of a verb, where the tagger leaves a past form as it is or gives it a wrong one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

PAST_FORMS = {
    "broke": "break",
    "brought": "bring",
    "built": "build",
    "bought": "buy",
    "caught": "catch",
    "chose": "choose",
    "came": "come",
    "did": "do",
    "drove": "drive",
    "fell": "fall",
    "felt": "feel",
    "forgot": "forget",
    "found": "find",
    "froze": "freeze",
    "gave": "give",
    "got": "get",
    "went": "go",
    "held": "hold",
    "kept": "keep",
    "knew": "know",
    "left": "leave",
    "lost": "lose",
    "made": "make",
    "meant": "mean",
    "misread": "misread",
    "mistook": "mistake",
    "misunderstood": "misunderstand",
    "overrode": "override",
    "overran": "overrun",
    "oversaw": "oversee",
    "overslept": "oversleep",
    "overlooked": "overlook",
    "overwrote": "overwrite",
    "ran": "run",
    "reran": "rerun",
    "sent": "send",
    "shook": "shake",
    "slept": "sleep",
    "spent": "spend",
    "stood": "stand",
    "stuck": "stick",
    "took": "take",
    "thought": "think",
    "threw": "throw",
    "told": "tell",
    "tore": "tear",
    "wrote": "write",
    "blew": "blow",
    "let": "let",
    "led": "lead",
    "saw": "see",
    "said": "say",
}
"""Irregular pasts that the small model does not always bring back to their lemma in fragments."""


def lemma_of(verb: Token) -> str:
    """The lemma of a verb, lower case, also where the tagger took a past form for a base form."""
    lemma = verb.lemma_.lower()
    if lemma == verb.lower_:
        return PAST_FORMS.get(lemma, regular_stem(lemma) if verb.tag_ in {"VB", "VBP", "NN", "NNP"} else lemma)
    return lemma


def past_form(verb: Token) -> bool:
    """True when the word is a past form, whatever the tagger says."""
    return verb.lower_ in PAST_FORMS or (
        verb.lower_.endswith("ed") and verb.lemma_.lower() == verb.lower_ and len(verb) > 4
    )


def regular_stem(word: str) -> str:
    """`missed` to `miss`, for pasts that the model leaves as they are or gives an `e`: `bricked` to `bricke`."""
    if not word.endswith("ed") or len(word) < 5 or word.endswith("eed"):
        return word
    stem = word[:-2]
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    return stem
