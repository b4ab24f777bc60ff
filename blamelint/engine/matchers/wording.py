"""Which clause some words of a block belong to: the innermost one that holds them all."""

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
