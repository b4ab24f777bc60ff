"""Words inside a clause: a phrase or a row of tokens that counts only where its clause is of a certain kind.

`was at fault` is a verdict when its subject is a person and physics when it is a cable; the phrase says what is marked,
the clause who it is said of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from blamelint.document.model import Block
from blamelint.engine.matchers.clause import ClauseMatcher
from blamelint.engine.matchers.wording import clause_of
from blamelint.engine.model import BlockMatcher, Cues, Match
from blamelint.language.model import Clause, Needs, Passage
from blamelint.structure.model import Context
from blamelint.text import Span


@dataclass(frozen=True)
class WithinClause:
    """Fires where `words` does and the clause of those words is one that `clause` sees."""

    words: BlockMatcher
    clause: ClauseMatcher

    @property
    def needs(self) -> Needs:
        """What both need together."""
        return self.words.needs | self.clause.needs

    @property
    def cues(self) -> tuple[Cues, ...]:
        """Those of the words: the rarer of the two."""
        return self.words.cues

    def find(self, block: Block, context: Context, passage: Passage | None) -> Iterator[Match]:
        """The words' matches, each with the actor and the reach of its clause."""
        if passage is None:
            return
        for match in self.words.find(block, context, passage):
            for clause in _clauses_at(passage, match.span):
                if self.clause.sees(passage, clause):
                    about = self.clause.match(passage, clause)
                    captures = {**about.captures, **match.captures}
                    reach = Span(min(about.reach.start, match.span.start), max(about.reach.end, match.span.end))
                    yield Match(match.span, reach, captures, about.actor, about.person)
                    break


def _clauses_at(passage: Passage, span: Span) -> tuple[Clause, ...]:
    """The clauses whose verb stands in the words, else the innermost clause around them."""
    inside = tuple(clause for clause in passage.clauses if passage.offsets[clause.head].overlaps(span))
    if inside:
        return inside
    around = clause_of(passage, span)
    return (around,) if around is not None else ()
