"""From a clause that a matcher sees to a match: which words are marked, and what the match speaks for."""

from __future__ import annotations

from blamelint.engine.matchers.clause_words import modifier_of, things_of
from blamelint.engine.model import Match
from blamelint.finding import FoundActor
from blamelint.language.model import Actor, Clause, Passage, Slot, Voice
from blamelint.text import Span

MARKS = (
    "actor-verb", "verb-group", "predicate", "predicate-object", "complement", "object", "actor", "clause", "modifier",
    "condition", "match",
)  # fmt: skip
"""The names of what a rule can mark."""


def match_of(passage: Passage, clause: Clause, mark: str, modifiers: frozenset[str]) -> Match:
    """The match of `clause` with the words marked that `mark` names, and captures for the message."""
    start, end = _marked(passage, clause, mark, modifiers)
    actor = clause.actor if clause.actor is not None else clause.subject
    text = passage.block.text
    captures = {
        "actor": passage.span(*actor.tokens).cut(text) if actor is not None else "",
        "verb": passage.span(min(clause.group), max(clause.group) + 1).cut(text),
        "object": _words(passage, clause.object),
        "complement": _words(passage, clause.complement),
        "word": passage.span(clause.head, clause.head + 1).cut(text),
    }
    return Match(
        passage.span(start, end),
        reach_of(passage, clause),
        captures,
        _found(passage, clause.actor),
        clause.reason,
    )


def _found(passage: Passage, actor: Actor | None) -> FoundActor | None:
    if actor is None:
        return None
    return FoundActor(actor.kind.value, passage.span(*actor.tokens).cut(passage.block.text), actor.confidence)


def _words(passage: Passage, index: int | None) -> str:
    if index is None:
        return ""
    token = passage.doc[index]
    start = min(
        [
            index,
            *(c.left_edge.i for c in token.children if c.i < index and c.dep_ in {"det", "compound", "amod", "poss"}),
        ]
    )
    return passage.span(start, index + 1).cut(passage.block.text)


def reach_of(passage: Passage, clause: Clause) -> Span:
    """The clause's own words, from actor to object: what one finding speaks for."""
    tokens = set(clause.group)
    for actor in (clause.actor, clause.subject):
        if actor is not None:
            tokens |= {actor.tokens[0], actor.tokens[1] - 1}
    for index in (clause.object, clause.complement):
        if index is not None:
            tokens.add(index)
    low, high = passage.sentences[clause.sentence]
    inside = [token for token in tokens if low <= token < high]
    return passage.span(min(inside), max(inside) + 1)


def _marked(passage: Passage, clause: Clause, mark: str, modifiers: frozenset[str]) -> tuple[int, int]:
    """The tokens to mark: first, and one past the last."""
    group = clause.group
    verbs = (min(group), max(group) + 1)
    if mark in {"verb-group", "match"}:
        return verbs
    if mark == "predicate":
        return _with_complement(passage, clause, verbs)
    if mark == "predicate-object":
        thing = next((index for index in things_of(passage, clause) if index >= verbs[0]), verbs[1] - 1)
        return verbs[0], max(verbs[1], thing + 1)
    if mark == "complement" and clause.complement is not None:
        return clause.complement, clause.complement + 1
    if mark == "object" and clause.object is not None:
        return clause.object, clause.object + 1
    if mark == "modifier":
        found = modifier_of(passage, clause, modifiers)
        if found is not None:
            return found, found + 1
    if mark == "condition":
        return _condition_word(passage, clause, verbs[0]), verbs[1]
    if mark == "clause":
        return clause.tokens
    actor = clause.actor if clause.actor is not None else clause.subject
    if actor is None:
        return verbs
    if mark == "actor":
        return actor.tokens
    return _actor_to_verb(passage, clause, actor, verbs)


def _condition_word(passage: Passage, clause: Clause, verb: int) -> int:
    """The word that opens the clause: `if`, or `without` before a noun; else the verb, as in `had the team tested`."""
    if clause.nominal:
        start = passage.doc[clause.head].left_edge.i
        while start and passage.doc[start - 1].lower_ in {"without", "but", "for"}:
            start -= 1
        return int(start)
    marks = (c.i for c in passage.doc[clause.head].children if c.lower_ == "if" and c.dep_ in {"mark", "advmod"})
    return min([verb, *marks])


def _with_complement(passage: Passage, clause: Clause, verbs: tuple[int, int]) -> tuple[int, int]:
    if clause.complement is None:
        return verbs
    start, end = min(verbs[0], clause.complement), max(verbs[1], clause.complement + 1)
    particle = next((c.i for c in passage.doc[clause.complement].children if c.dep_ == "prt" and c.i == end), None)
    return start, (particle + 1 if particle is not None else end)


def _actor_to_verb(passage: Passage, clause: Clause, actor: Actor, verbs: tuple[int, int]) -> tuple[int, int]:
    """From the actor to the verb; from an owner to the artefact; a cleft from `it`; a passive from verb to agent."""
    doc = passage.doc
    if clause.slot is Slot.BY:
        return min(clause.head if not clause.nominal else verbs[0], actor.tokens[0]), max(
            actor.tokens[1], clause.head + 1
        )
    if clause.slot is Slot.CLEFT:
        be = doc[actor.head].head
        opening = (
            min([actor.tokens[0], *(c.i for c in be.children if c.dep_ in {"nsubj", "expl"})])
            if be.lemma_ == "be"
            else actor.tokens[0]
        )
        pronoun = next((c.i for c in doc[clause.head].children if c.lower_ in {"who", "that"}), actor.tokens[1] - 1)
        return min(opening, pronoun), max(actor.tokens[1], pronoun + 1)
    if clause.slot is Slot.POSSESSOR:
        artefact = doc[actor.head].head
        if clause.nominal:
            artefact = doc[clause.head]
        elif clause.subject is not None and actor.tokens[0] < clause.subject.head:
            artefact = doc[clause.subject.head]
        elif clause.voice is not Voice.PASSIVE and clause.subject is not None:
            return clause.subject.tokens[0], max(actor.tokens[1], clause.subject.head + 1)
        elif artefact.pos_ == "ADP":
            artefact = artefact.head
        return min(actor.tokens[0], artefact.i), max(actor.tokens[1], artefact.i + 1)
    if actor.tokens[0] < verbs[0] and not _far(passage, actor, clause):
        return actor.tokens[0], verbs[1]
    return verbs


def _far(passage: Passage, actor: Actor, clause: Clause) -> bool:
    """True when other predicates stand between the actor and the verb, so that a mark over all of it would be long."""
    first = min(clause.group)
    between = [other.head for other in passage.clauses if actor.tokens[1] <= other.head < first and not other.nominal]
    return bool(between) or passage.sentences[clause.sentence][0] > actor.tokens[0] or first - actor.tokens[1] > 6
