"""Which way a verb faces, also where a participle or a note leaves the auxiliary out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blamelint.language.frames.lemmas import lemma_of
from blamelint.language.frames.parse import Parse
from blamelint.language.frames.syntax import AUXILIARIES, NOUNS, SUBJECTS, by_agent, child
from blamelint.language.model import PEOPLE, ActorKind, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

ACTING = PEOPLE | {ActorKind.VENDOR}


def voice_of(parse: Parse, verb: Token) -> Voice:
    """The voice of `verb`."""
    if parse.group(verb).voice is Voice.PASSIVE:
        return Voice.PASSIVE
    if child(verb, *AUXILIARIES) is not None:
        return Voice.ACTIVE
    if verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"}:
        return Voice.PASSIVE
    if verb.tag_ == "VBN" and verb.dep_ == "conj" and child(verb, *SUBJECTS) is None:
        return parse.group(verb.head).voice
    return Voice.PASSIVE if verb.tag_ in {"VBD", "VBN"} and _is_in_note(parse, verb) else Voice.ACTIVE


def _is_in_note(parse: Parse, verb: Token) -> bool:
    """True for a passive that a note leaves without its auxiliary: `Valve 7 left open by Ada`, `config pushed`."""
    if child(verb, "dobj", "ccomp", "dative") is not None:
        return False
    subject = child(verb, *SUBJECTS)
    if subject is not None and parse.cast.kind(subject) in ACTING:
        return False
    by = by_agent(verb)
    if by is not None:
        return parse.cast.actor(by, verb.lemma_).kind in PEOPLE
    if subject is None or subject.pos_ not in NOUNS or verb.dep_ not in {"ROOT", "conj"}:
        return False
    done = lemma_of(verb) in parse.lexicon.human_verbs or lemma_of(verb) in parse.lexicon.deeds
    return done and child(subject, "det", "poss") is None
