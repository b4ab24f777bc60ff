"""Who the grammatical subject of a predicate is, also where it stands elsewhere.

Coordinated predicates inherit the subject, participles and infinitives take it from their governor, relative
clauses from their antecedent, clefts from the person they put in front.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blamelint.language.frames.owners import owner_of
from blamelint.language.frames.parse import Parse
from blamelint.language.frames.syntax import MAX_CHAIN, RELATIVES, by_agent, child, is_root, is_verb, own_subject
from blamelint.language.model import Hint, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

OBJECT_CONTROL = frozenset(
    "allow ask cause enable encourage expect force get have help instruct invite let make order permit prompt push "
    "require tell urge want".split()
)
"""Verbs whose object does what the infinitive says."""
ANTECEDENTS = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ"})


def subject_of(parse: Parse, verb: Token, depth: int = 0) -> Token | None:
    """The head of the subject of `verb`; `depth` counts the governors that were followed to it."""
    if depth > MAX_CHAIN:
        return None
    own = own_subject(verb)
    if own is not None:
        return _meant(parse, verb, own)
    if _is_name_beside(parse, verb):
        return verb.nbor(-1)
    clausal = child(verb, "csubj", "csubjpass")
    if clausal is not None:
        return next((c for c in clausal.children if c.dep_ == "nsubj" and c.lower_ in {"whoever", "who"}), None)
    return None if is_root(verb) else _inherited(parse, verb, depth)


def doer_in_what(verb: Token) -> Token | None:
    """`What Bob did was drop the table`: the subject of the what-clause does it."""
    if verb.head.lemma_ != "be":
        return None
    does = next((c for c in verb.head.children if c.dep_ == "csubj" and c.lemma_ == "do"), None)
    return child(does, "nsubj") if does is not None else None


# ---- a subject of its own


def _meant(parse: Parse, verb: Token, own: Token) -> Token | None:
    """Whom the subject beside the verb means, where it is a pronoun that points elsewhere."""
    if own.lower_ in RELATIVES:
        return _antecedent(parse, verb, own)
    if own.lower_ == "what" and verb.dep_ == "ccomp" and verb.head.lemma_ == "be":
        return next((c for c in verb.head.children if c.dep_ == "nsubj" and c.i < own.i), own)
    return own


def _antecedent(parse: Parse, verb: Token, pronoun: Token) -> Token | None:
    """Whom `who`, `that` or `which` means: the noun it follows, or the focus of `it was X who`."""
    governor = verb.head
    if verb.dep_ in {"relcl", "acl"} and governor.pos_ in ANTECEDENTS:
        return governor
    if governor.lemma_ == "be" and verb.dep_ in {"ccomp", "advcl", "relcl", "xcomp"}:
        focus = child(governor, "attr", "acomp", "dobj")
        if focus is not None:
            return focus
    if verb.dep_ == "conj" and is_verb(governor):
        return subject_of(parse, governor, 1)
    return pronoun if pronoun.lower_ == "who" else None


def _is_name_beside(parse: Parse, verb: Token) -> bool:
    """True for a person right before a finite verb, taken for part of it: `Alex pastes last month's table`."""
    if verb.tag_ not in {"VBZ", "VBD", "VBN"} or not verb.i:
        return False
    before = verb.nbor(-1)
    return (
        parse.hints[before.i] is Hint.PERSON
        and before.head.i == verb.i
        and before.dep_ in {"compound", "npadvmod", "nmod", "dep", "advmod"}
    )


# ---- a subject that the governor gives


def _inherited(parse: Parse, verb: Token, depth: int) -> Token | None:
    governor = verb.head
    if verb.dep_ == "conj" and is_verb(governor):
        return subject_of(parse, governor, depth + 1)
    told = doer_in_what(verb)
    if told is not None:
        return told
    if verb.dep_ in {"xcomp", "ccomp"}:
        return _controller(parse, verb, depth)
    if verb.dep_ == "advcl" and verb.tag_ in {"VBG", "VBN", "VB"} and is_verb(governor):
        return _doer(parse, governor, depth)
    if verb.dep_ == "pcomp" and verb.tag_ == "VBG" and is_verb(governor.head):
        return _doer(parse, governor.head, depth)
    if verb.dep_ == "acl":
        participle = verb.tag_ in {"VBG", "VBN"}
        return governor if participle or _is_sentence(verb) else owner_of(parse.cast, governor)
    return None


def _controller(parse: Parse, verb: Token, depth: int) -> Token | None:
    """Who does the complement: the governor's subject, or its object after `tell` and the like."""
    governor = verb.head
    if verb.dep_ == "ccomp" and verb.tag_ not in {"VB", "VBG"}:
        return None
    if not is_verb(governor) and governor.pos_ != "ADJ":
        return None
    controlled = child(governor, "dobj", "dative") if governor.lemma_ in OBJECT_CONTROL else None
    if controlled is not None:
        return controlled
    return subject_of(parse, governor.head if governor.pos_ == "ADJ" else governor, depth + 1)


def _doer(parse: Parse, governor: Token, depth: int) -> Token | None:
    """Whose participle it is: the by-agent of a passive, else the subject; of an agentless passive nobody's."""
    if parse.group(governor).voice is Voice.PASSIVE:
        return by_agent(governor)
    return subject_of(parse, governor, depth + 1)


def _is_sentence(verb: Token) -> bool:
    """True for a past with an object after the noun that heads the sentence: `The engineer promoted the build`."""
    noun = verb.head
    return noun.dep_ == "ROOT" and verb.tag_ == "VBD" and verb.i == noun.i + 1 and child(verb, "dobj") is not None
