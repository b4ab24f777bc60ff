"""Inflected forms of English words, made by rule and by a table of irregular words; never by spaCy.

The forms are for looking words up in a draft, so one too many does little harm and a missing one costs a finding:
where spelling leaves two ways (`cancelled`, `canceled`) both are given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

VOWELS = "aeiou"
SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
ONE_SYLLABLE = re.compile(r"(?:[^aeiouy]*qu|y?[^aeiouy]*)[aeiouy]+[^aeiouy]*e?$")
DOUBLES = re.compile(r"(?:[^aeiou]|qu|^)[aeiouy][bcdfgklmnprstvz]$")
"""Ends in one vowel and one consonant; the consonant may double."""

LEVEL = re.compile(r"[aeiou]{2}l$")
"""Ends as `dial` and `fuel` do, which double in British spelling."""
LATIN = 4
"""A Latin plural is made of longer words only: of `index`, not of `ex`."""

PREFIXES = ("inter", "under", "over", "fore", "with", "out", "mis", "pre", "off", "un", "up", "re")
PREFIX = re.compile(rf"(?:{'|'.join(PREFIXES)})(?=..)")


class Kind(StrEnum):
    """How the words of a class inflect."""

    NOUN = "noun"
    VERB = "verb"
    ADJECTIVE = "adjective"
    ADVERB = "adverb"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Irregular:
    """Forms that no rule gives, by lemma; the regular forms come on top where they are words too."""

    verbs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Past forms and participles; `-s` and `-ing` are made by rule."""
    nouns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Plurals."""
    adjectives: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Comparatives and superlatives, of adverbs too."""


def inflections(term: str, kind: Kind | None, irregular: Irregular) -> frozenset[str]:
    """All forms of `term`, itself among them, lower case.

    Shape: of several words, a verb changes its first (`take down`), a noun its last or the one before `of`
    (`point of failure`); names, and words without a kind, have one form.
    """
    words = term.lower().split()
    if not words or kind in (None, Kind.NAME):
        return frozenset({" ".join(words)})
    at = _head(words, kind)
    lead, _, stem = words[at].rpartition("-")
    return frozenset(
        " ".join([*words[:at], f"{lead}-{form}" if lead else form, *words[at + 1 :]])
        for form in _forms(stem, kind, irregular)
    ) | _whole_word(words, at, kind, irregular)


def _whole_word(words: list[str], at: int, kind: Kind, irregular: Irregular) -> frozenset[str]:
    """The forms where the first part of a hyphenated head changes: `mixed-up`, `hangers-on`."""
    first, hyphen, rest = words[at].partition("-")
    if not hyphen or not first or first in PREFIXES or kind not in (Kind.VERB, Kind.NOUN):
        return frozenset()
    return frozenset(
        " ".join([*words[:at], f"{form}-{rest}", *words[at + 1 :]]) for form in _forms(first, kind, irregular)
    )


def _head(words: list[str], kind: Kind) -> int:
    if kind is Kind.VERB:
        return 0
    for preposition in ("of", "in", "at", "on", "for"):
        if preposition in words[1:-1]:
            return words.index(preposition, 1) - 1
    return len(words) - 1


def _forms(word: str, kind: Kind, irregular: Irregular) -> set[str]:
    if kind is Kind.VERB:
        return _verb(word, irregular)
    if kind is Kind.NOUN:
        return {word, *_plurals(word), *irregular.nouns.get(word, ())}
    return {word, *_compared(word), *irregular.adjectives.get(word, ())}


def _verb(word: str, irregular: Irregular) -> set[str]:
    forms = {word, *_third_person(word), *_ing(word)}
    own = irregular.verbs.get(word)
    if own is None or word in own:
        forms |= _ed(word)
    if own is None and (prefix := PREFIX.match(word)):
        # What a prefix stands before inflects as it does alone: overrode, reread, unfroze.
        forms |= {prefix[0] + form for form in irregular.verbs.get(word[prefix.end() :], ())}
    return forms | (own or frozenset())


def _third_person(word: str) -> set[str]:
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return {word[:-1] + "ies"}
    if word.endswith("o"):
        return {word + "s", word + "es"}
    if SIBILANT.search(word):
        return {word + "es", *({word + word[-1] + "es"} if word[-1:] in "sz" else ())}
    return {word + "s"}


def _ed(word: str) -> set[str]:
    if word.endswith("e"):
        return {word + "d"}
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return {word[:-1] + "ied"}
    return {stem + "ed" for stem in _stems(word)}


def _ing(word: str) -> set[str]:
    if word.endswith("ie"):
        return {word[:-2] + "ying"}
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")) and len(word) > 2:
        return {word[:-1] + "ing", *({word + "ing"} if word.endswith("ge") else ())}
    return {stem + "ing" for stem in _stems(word)}


def _stems(word: str) -> set[str]:
    """What `-ed`, `-ing`, `-er` join on to: doubled, plain, or both where the stress decides."""
    if word.endswith("c"):
        return {word + "k", word}
    if LEVEL.search(word):
        return {word, word + "l"}
    if not DOUBLES.search(word):
        return {word}
    if ONE_SYLLABLE.fullmatch(word):
        return {word + word[-1], *({word} if word[-1] in "s" else ())}
    return {word, word + word[-1]}


def _plurals(word: str) -> set[str]:
    forms = _third_person(word)
    if word.endswith("sis"):
        forms.add(word[:-2] + "es")
    if word.endswith("man"):
        forms.add(word[:-3] + "men")
    if len(word) > LATIN and word.endswith(("ex", "ix")):
        forms.add(word[:-2] + "ices")
    if len(word) > LATIN and word.endswith("um"):
        forms.add(word[:-2] + "a")
    if len(word) > LATIN and word.endswith("us"):
        forms.add(word[:-2] + "i")
    if word.endswith("y") and word[-2:-1] in VOWELS:
        forms.add(word + "s")
    return forms


def _compared(word: str) -> set[str]:
    if word.endswith("e"):
        return {word + "r", word + "st"}
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return {word[:-1] + "ier", word[:-1] + "iest"}
    return {stem + ending for stem in _stems(word) for ending in ("er", "est")}
