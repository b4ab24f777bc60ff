"""What a verb is called, which tokens make it up, what it is done to, and what completes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blamelint.language.frames.duties import Force
from blamelint.language.frames.lemmas import lemma_of, regular_stem
from blamelint.language.frames.parse import Parse
from blamelint.language.frames.subjects import subject_of
from blamelint.language.frames.syntax import RELATIVES, child, has_word
from blamelint.language.model import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

STATES = frozenset({"be", "become", "come", "fall", "go", "run", "turn"})
"""Verbs that make one predicate with the state after them: `go offline`, `be down`, `fall silent`."""


def names_of(parse: Parse, verb: Token) -> tuple[str, frozenset[str]]:
    """The lemma of `verb` with its particle, and all the ways to name it."""
    group, lemma = parse.group(verb), lemma_of(verb)
    name = lemma if group.particle is None else f"{lemma} {parse.doc[group.particle].lower_}"
    variants = {name}
    if not group.firm:
        variants |= {lemma, *_stems(verb)}
    for preposition in verb.children:
        if preposition.dep_ in {"prep", "dative"} and child(preposition, "pobj") is not None:
            variants |= {f"{lemma} {preposition.lower_}", f"{name} {preposition.lower_}"}
    if lemma in STATES:
        states = (c for c in verb.children if c.dep_ in {"acomp", "advmod", "oprd", "amod"})
        variants |= {f"{lemma} {state.lower_}" for state in states}
    return name, frozenset(variants)


def members_of(parse: Parse, verb: Token, force: Force) -> tuple[int, ...]:
    """The tokens of `verb` with its auxiliaries, its modal `force`, a particle next to it and `without`, ascending."""
    group = parse.group(verb)
    members = set(group.members)
    if force.holder is not None:
        members |= set(parse.group(force.holder).members)
    if group.particle == verb.i + 1:
        members.add(verb.i + 1)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without" and verb.head.i == verb.i - 1:
        members.add(verb.head.i)
    return tuple(sorted(members))


def thing_of(parse: Parse, verb: Token, voice: Voice, subject: Token | None) -> Token | None:
    """What is acted on: the object, or the subject of a passive."""
    thing = child(verb, "dobj")
    if thing is not None:
        thing = _last_twin(parse, thing)
        return verb.head if thing.lower_ in RELATIVES and verb.dep_ == "relcl" else thing
    if voice is Voice.PASSIVE and subject is not None:
        return subject
    if verb.dep_ == "relcl" and not has_word(verb, *RELATIVES):
        return verb.head
    if voice is Voice.PASSIVE and verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return subject_of(parse, verb.head)
    return None


def complement_of(verb: Token) -> Token | None:
    """What completes `verb`: an adjective, a noun or an open clause, the place of a `be`, or a clause of its own."""
    for relation in ("acomp", "attr", "xcomp", "oprd"):
        found = child(verb, relation)
        if found is not None:
            return found
    place = child(verb, "prep") if verb.lemma_ == "be" else None
    if place is not None:
        return child(place, "pobj", "pcomp")
    return next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)


def _stems(verb: Token) -> frozenset[str]:
    """Other lemmas of a regular past, `mislabel` of the British `mislabelled` among them."""
    if not verb.lower_.endswith("ed"):
        return frozenset()
    stem = regular_stem(verb.lower_)
    return frozenset({stem, stem[:-1]} if stem.endswith("ll") else {stem})


def _last_twin(parse: Parse, thing: Token) -> Token:
    """The second of two objects side by side: `dropped the customers table`, read as two."""
    following = parse.doc[thing.i + 1] if thing.i + 1 < len(parse.doc) else thing
    return following if following.dep_ == "dobj" and following.head.i == thing.head.i else thing
