"""Which clause some words of a block belong to, and which clauses carry a sentence."""

from __future__ import annotations

from blamelint.language.model import Clause, Passage
from blamelint.text import Span


def clause_of(passage: Passage, span: Span) -> Clause | None:
    """The innermost clause around the words at `span` of the block's text; None where no clause holds all of them."""
    tokens = [n for n, place in enumerate(passage.offsets) if place.start < span.end and span.start < place.end]
    if not tokens:
        return None
    first, last = tokens[0], tokens[-1]
    holding = [clause for clause in passage.clauses if clause.tokens[0] <= first and last < clause.tokens[1]]
    return min(holding, key=lambda clause: clause.tokens[1] - clause.tokens[0], default=None)


def is_main(passage: Passage, clause: Clause) -> bool:
    """True for what the sentence says in the first place.

    Shape: its head, its `because`, and what is coordinated with these under a subject of its own.
    """
    head = passage.doc[clause.head]
    for _ in range(MAX_CHAIN):
        if head.dep_ == "ROOT":
            return True
        because = head.dep_ == "advcl" and any(child.lower_ in {"because", "since"} for child in head.children)
        conjoined = head.dep_ == "conj" and any(child.dep_ in {"nsubj", "nsubjpass"} for child in head.children)
        if not (because or conjoined or (head.dep_ == "ccomp" and head.head.lemma_ == "be")):
            return False
        head = head.head
    return False


MAX_CHAIN = 8
"""How many governors are followed; deeper chains do not occur in prose."""
