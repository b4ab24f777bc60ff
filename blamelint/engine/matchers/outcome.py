"""Whether a bad event follows from a clause in the same chain: `… and the site went down`, `…, wiping the queue`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blamelint.language.model import PEOPLE, ActorKind, Clause, Modality, Mood, Passage, Polarity, Tense, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

SETTING = frozenset(
    {
        "while",
        "when",
        "whenever",
        "because",
        "since",
        "until",
        "after",
        "once",
        "before",
        "as",
        "if",
        "unless",
        "although",
        "though",
        "so that",
    }
)
"""Markers that make a clause the setting of another, not its outcome."""
AFTERMATH = frozenset({"after", "once", "when", "because", "since", "as", "by"})
"""Markers that make a clause the origin of the one it hangs on: `went down after X pushed …`."""
EASING = frozenset(
    {"stop", "cease", "end", "halt", "disappear", "vanish", "drop", "drop off", "fall", "go down", "die", "expire"}
)
"""Collapse for a service, relief for an alarm."""
BURDENS = frozenset(
    "alarm alert backlog consumption count delay lag latency level load noise pressure queue rate retry temperature "
    "usage utilisation utilization".split()
)
"""What it is good to see the end of, besides bad events."""
MAKING = frozenset(
    "cause trigger create produce bring start suffer see have experience face get hit introduce spark provoke induce "
    "leave "
    "generate mean give undergo precipitate prolong extend worsen inflict unleash lead result".split()
)
"""Verbs that put a bad event into the world; to report, declare or end one is no harm."""
REPORTING = frozenset(
    "describe detail document explain mention note outline report say show state suggest tell warn".split()
)
"""What stands below these is told of, not brought about, by the act above them."""
UNWANTED = frozenset(
    "bad corrupt corrupted duplicate false fault faulty incorrect old orphaned runaway stale stuck unused wrong".split()
)


ONSET = frozenset({"arise", "begin", "come", "develop", "ensue", "follow", "happen", "hit", "occur", "start"})
"""How a bad event comes about: `the trouble began when …`."""
UNKNOWING = frozenset(
    "be believe confirm determine establish explain find identify know remember reproduce say tell understand".split()
)
"""What people cannot do for want of knowledge, not of a service."""
OWN = frozenset(
    "access awareness call concentration connection connectivity contact count footing grip interest message patience "
    "place signal sight sleep time track visibility way".split()
)
"""What somebody loses for himself."""
DOWN = frozenset({"offline", "down", "dark", "unavailable", "unreachable", "unresponsive"})
SET_OFF = frozenset({",", ";", "-", "–", "—", ":"})


def bad_outcome(passage: Passage, clause: Clause, collapse: frozenset[str], events: frozenset[str]) -> bool:
    """True when something breaks as the outcome of `clause`, told in the same sentence as a fact of the past."""
    doc = passage.doc
    head = doc[clause.head]
    for other in passage.clauses:
        if other.sentence != clause.sentence or other.head == clause.head or other.mood is Mood.CONDITION:
            continue
        if not _shut_out(other):
            if other.polarity is Polarity.NEGATIVE or other.modality is not Modality.NONE:
                continue
            if other.tense is Tense.PRESENT and clause.tense is not Tense.PRESENT:
                continue
            if not _bad(passage, other, collapse, events) and not _own_loss(passage, other):
                continue
        later = doc[other.head]
        if other.head > clause.head and not _marked(later, SETTING) and _hangs(later, head):
            return True
        if (clause.nominal or _marked(head, AFTERMATH)) and _above(head, later):
            return True
    return (
        _left_down(passage, clause)
        or _origin(head)
        or any(
            child.dep_ == "prep"
            and child.lower_ in {"into", "to"}
            and any(n.lemma_.lower() in events for n in child.children)
            for child in head.children
        )
    )


def _origin(head: Token) -> bool:
    """True for `it started with Ada rebooting the firewall`."""
    preposition = head.head if head.dep_ == "pcomp" else head.head.head if head.dep_ == "acl" else head
    return preposition.lower_ == "with" and preposition.head.lemma_ in {"begin", "start"}


def _shut_out(clause: Clause) -> bool:
    """True for `nobody could log in`, `customers could no longer pay`: what people were used to do and lost."""
    if clause.polarity is not Polarity.NEGATIVE or clause.modal != "could" or clause.perfect:
        return False
    if clause.predicate in UNKNOWING or clause.subject is None:
        return False
    return clause.subject.plural or clause.subject.kind is ActorKind.INDEF


def _own_loss(passage: Passage, clause: Clause) -> bool:
    """True for `…, losing two days of work`, `… and lost the index`: the doer of the act loses what others need."""
    if clause.predicate != "lose" or clause.object is None:
        return False
    return passage.doc[clause.object].lemma_.lower() not in OWN


def _left_down(passage: Passage, clause: Clause) -> bool:
    """True for `…, campus offline`: a state without a verb, set off from the act before it."""
    doc = passage.doc
    low, high = passage.sentences[clause.sentence]
    verbs = {other.head for other in passage.clauses}
    for token in doc[clause.head + 1 : high]:
        if token.lower_ not in DOWN or token.i in verbs or token.nbor(-1).pos_ not in {"NOUN", "PROPN"}:
            continue
        if token.head.i in verbs and token.head.lemma_ in {"be", "take", "bring", "go"}:
            continue
        if any(mark.text in SET_OFF for mark in doc[clause.head : token.i]) and low <= clause.head:
            return True
    return False


def _bad(passage: Passage, clause: Clause, collapse: frozenset[str], events: frozenset[str]) -> bool:
    person = clause.actor is not None and clause.actor.kind in PEOPLE
    head = passage.doc[clause.head]
    act = clause.actor is None and clause.object is not None and clause.voice is Voice.ACTIVE
    act = act or (head.dep_ == "acl" and head.tag_ == "VBN")
    if not collapse.isdisjoint(clause.variants) and not person and not act:
        return not _relief(passage, clause, events)
    if clause.object is not None and passage.doc[clause.object].lemma_.lower() in events:
        return not MAKING.isdisjoint(clause.variants)
    if clause.subject is not None and clause.predicate in ONSET:
        noun = passage.doc[clause.subject.head].lemma_.lower()
        return noun in events and noun not in BURDENS
    return any(
        noun.lemma_.lower() in events
        for child in passage.doc[clause.head].children
        if child.dep_ == "prep" and child.lower_ in {"in", "to"}
        for noun in child.children
        if noun.dep_ == "pobj" and clause.predicate in {"result", "lead", "end", "end up", "culminate"}
    )


def _relief(passage: Passage, clause: Clause, events: frozenset[str]) -> bool:
    """True for `the errors stopped`, `the pressure dropped`, `which removed the stale rows`."""
    if clause.object is not None:
        return _unwanted(passage.doc[clause.object])
    if clause.subject is None or EASING.isdisjoint(clause.variants):
        return False
    noun = passage.doc[clause.subject.head]
    return noun.lemma_.lower() in events | BURDENS or _unwanted(noun)


def _unwanted(noun: Token) -> bool:
    return any(child.lower_ in UNWANTED for child in noun.children if child.dep_ in {"amod", "compound"})


def _marked(verb: Token, words: frozenset[str]) -> bool:
    if any(child.lower_ in words and child.dep_ in {"mark", "advmod"} for child in verb.children):
        return True
    return verb.dep_ == "pcomp" and verb.head.lower_ in words


def _hangs(later: Token, head: Token) -> bool:
    """True when `later` hangs on `head`, or both on one another by coordination, relatives and participles."""
    if later.dep_ == "ccomp" and later.head.i == head.i and head.lemma_ not in {"mean", "make", "cause", "see", "let"}:
        return False
    at = later
    for _ in range(8):
        if at.i == head.i:
            return True
        if at.dep_ == "ROOT" or at.head.i == at.i:
            break
        at = at.head
        if at.i != head.i and at.lemma_ in REPORTING:
            return False
    root_of_head = head
    for _ in range(8):
        if root_of_head.dep_ not in {"conj", "ccomp", "advcl", "xcomp"} or root_of_head.head.i == root_of_head.i:
            break
        root_of_head = root_of_head.head
        if root_of_head.i == later.i and head.dep_ in {"ccomp", "conj"}:
            return True
    return False


def _above(head: Token, other: Token) -> bool:
    at = head
    for _ in range(8):
        if at.head.i == at.i:
            return False
        at = at.head
        if at.i == other.i:
            return True
    return False
