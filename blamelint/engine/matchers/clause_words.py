"""The words that a clause is looked up by: what it acts on, the names of a noun or verb, what modifies it."""

from __future__ import annotations

from collections.abc import Iterator

from blamelint.language.model import Clause, Passage


def things_of(passage: Passage, clause: Clause) -> Iterator[int]:
    """What the clause acts on: its object, nouns coordinated with it, and nouns on the predicate's prepositions."""
    if clause.object is not None:
        yield clause.object
        yield from (token.i for token in passage.doc[clause.object].conjuncts)
    for child in passage.doc[clause.head].children:
        if child.dep_ in {"prep", "dative"}:
            yield from (noun.i for noun in child.children if noun.dep_ == "pobj")


def names_of(passage: Passage, index: int) -> frozenset[str]:
    """The ways to look a noun, adjective or verb up: its lemma, its word, and both with the compound before it."""
    token = passage.doc[index]
    names = {token.lemma_.lower(), token.lower_}
    left = [child for child in token.children if child.i < index and child.dep_ in {"compound", "amod", "nmod"}]
    for child in left:
        names |= {f"{child.lower_} {token.lemma_.lower()}", f"{child.lemma_.lower()} {token.lemma_.lower()}"}
    particle = next((child for child in token.children if child.dep_ == "prt"), None)
    if particle is not None:
        names.add(f"{token.lemma_.lower()} {particle.lower_}")
    return frozenset(names)


def modifier_of(passage: Passage, clause: Clause, words: frozenset[str]) -> int | None:
    """The token of `words` that modifies the predicate or what it acts on."""
    roots = [clause.head, *things_of(passage, clause)]
    if clause.complement is not None:
        roots.append(clause.complement)
    for root in roots:
        for child in passage.doc[root].children:
            if child.dep_ in {
                "advmod",
                "amod",
                "compound",
                "prep",
                "npadvmod",
                "det",
                "nmod",
                "acomp",
                "oprd",
                "punct",
            } and (child.lemma_.lower() in words or child.lower_ in words):
                return int(child.i)
    return None
