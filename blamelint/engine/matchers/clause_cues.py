"""The word forms without which a clause matcher cannot see anything: what the gate asks for."""

from __future__ import annotations

from collections.abc import Mapping

from blamelint.engine.model import Cues
from blamelint.engine.vocabulary import Vocabulary
from blamelint.language.frames.duties import CHARGES
from blamelint.language.frames.nominals import DEED, DEEDS, NOMINALS
from blamelint.language.frames.omissions import UNDONE
from blamelint.language.model import Modality, Mood
from blamelint.located import Node

MODAL_WORDS = {
    Modality.DUTY: frozenset(
        [
            *"should shouldn't should've shoulda ought oughtn't supposed expected meant required obliged need".split(),
            *"needs needed had have has due fell falls up".split(),
            *CHARGES,
        ]
    ),
    Modality.ABILITY: frozenset("could couldn't could've coulda can can't cannot".split()),
    Modality.WOULD: frozenset("would wouldn't would've 'd".split()),
    Modality.MUST: frozenset("must mustn't must've".split()),
    Modality.MAY: frozenset("may might might've".split()),
    Modality.FUTURE: frozenset("will won't 'll shall going".split()),
}
CLIPPED = frozenset({"'d", "'ll", "ca", "wo"})
"""Modals as the tokenizer cuts them."""
CONDITION_WORDS = frozenset({"if", "unless", "lest", "had", "were", "should", "without", "but"})
LOOKED_UP = ("complement", "object", "modifier", "word")
"""Keys whose words are looked for in the clause as they stand in the vocabulary."""


def choices(node: Node, allowed: list[str]) -> tuple[str, ...]:
    """The names that `node` gives: one, or a list of them."""
    return (node.choice(allowed),) if isinstance(node.value, str) else node.choices(allowed)


def cues_of(given: Mapping[str, Node], vocabulary: Vocabulary) -> tuple[Cues, ...]:
    """The word forms without which the clause cannot match; nothing when no key names words."""
    sets: list[frozenset[str]] = []
    if "predicate" in given:
        sets.append(_forms(vocabulary.lemmas(given["predicate"]), vocabulary))
    if "modality" in given:
        names = choices(given["modality"], [m.value for m in Modality])
        if Modality.NONE.value not in names:
            sets.append(frozenset(word for name in names for word in MODAL_WORDS[Modality(name)]))
    if "modal" in given:
        sets.append(_forms(frozenset(given["modal"].strings()), vocabulary) | CLIPPED)
    if "mood" in given and set(choices(given["mood"], [m.value for m in Mood])) == {Mood.CONDITION.value}:
        sets.append(CONDITION_WORDS)
    sets.extend(_forms(vocabulary.lemmas(given[key]), vocabulary) for key in LOOKED_UP if key in given)
    return (tuple(sets),) if sets else ((),)


def _forms(words: frozenset[str], vocabulary: Vocabulary) -> frozenset[str]:
    """First words of every form a lemma may take, as any part of speech, and the nouns that stand for it."""
    forms: set[str] = set()
    for word in words:
        forms |= vocabulary.first_words(word)
    for noun, verb in NOMINALS.items():
        if verb in words:
            forms |= vocabulary.forms(noun, "noun")
    forms |= {participle for participle, verb in UNDONE.items() if verb in words}
    if DEED in words:
        for noun in DEEDS:
            forms |= vocabulary.forms(noun, "noun")
    if "be" in words:
        forms |= {
            "is",
            "was",
            "were",
            "are",
            "been",
            "being",
            "am",
            "'s",
            "'re",
            "'m",
            "isn't",
            "wasn't",
            "weren't",
            "aren't",
        }
    return frozenset(forms)
