"""Who is in the agent slot of a verb, and how they came there: subject, by-agent, owner of an artefact, cleft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blamelint.language.frames.owners import owner_of
from blamelint.language.frames.parse import Parse
from blamelint.language.frames.subjects import doer_in_what
from blamelint.language.frames.syntax import RELATIVES, SUBJECTS, by_agent, child
from blamelint.language.model import PEOPLE, Actor, ActorKind, Slot, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

FRAMES = frozenset({"one", "culprit"})
"""Nouns that, beside those for people, are only a frame for a name: `the culprit was Marco`."""

Agent = tuple[Actor | None, Slot]


def agent_of(parse: Parse, verb: Token, voice: Voice, subject: Actor | None) -> Agent:
    """The agent of `verb`, whose grammatical subject is `subject`; never the subject of a passive."""
    if voice is Voice.PASSIVE:
        by = by_agent(verb)
        if by is None:
            return None, Slot.NONE
        return _through_artefact(parse, parse.cast.actor(by, verb.lemma_), Slot.BY, verb.lemma_)
    if subject is None:
        return None, Slot.NONE
    noun = parse.doc[subject.head]
    if _is_focus(noun, verb) or doer_in_what(verb) is not None:
        return subject, Slot.CLEFT
    focus = _framed(parse, noun)
    if focus is not None:
        return parse.cast.actor(focus, verb.lemma_), Slot.CLEFT
    actor, slot = _through_artefact(parse, subject, Slot.SUBJECT, verb.lemma_)
    what = any(c.lower_ == "what" and c.dep_ == "nsubj" for c in verb.children)
    return actor, Slot.CLEFT if what and verb.dep_ == "ccomp" else slot


def _is_focus(subject: Token, verb: Token) -> bool:
    """True for `It was Marco who deleted …`: the subject is the focus of an `it is` clause."""
    own = child(verb, *SUBJECTS)
    return (
        own is not None
        and own.lower_ in RELATIVES
        and subject.dep_ in {"attr", "acomp", "dobj"}
        and subject.head.lemma_ == "be"
        and any(c.dep_ in {*SUBJECTS, "expl"} and c.lower_ in {"it", "that", "this"} for c in subject.head.children)
    )


def _framed(parse: Parse, subject: Token) -> Token | None:
    """`The person who broke it was Marco`: the noun is only a frame for the name."""
    if subject.dep_ != "nsubj" or subject.head.lemma_ != "be":
        return None
    if subject.lemma_.lower() not in parse.lexicon.person_nouns | FRAMES:
        return None
    focus = child(subject.head, "attr")
    return focus if focus is not None and parse.cast.is_person(focus) else None


def _through_artefact(parse: Parse, actor: Actor, slot: Slot, verb: str) -> Agent:
    """`Priya's commit broke it`: the artefact is the grammatical agent, its owner the one who is pointed at."""
    owner = owner_of(parse.cast, parse.doc[actor.head]) if actor.kind is ActorKind.ARTIFACT else None
    if owner is None:
        return actor, slot
    person = parse.cast.actor(owner, verb)
    if person.kind in PEOPLE or person.kind is ActorKind.VENDOR:
        return person, Slot.POSSESSOR
    return actor, slot
