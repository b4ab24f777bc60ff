"""The context gates: where a wording means something else, told by the block and the words around it.

All gates are here and nowhere else, and all are lexical: they read the block's text and its context, never
spaCy, so that a finding does not depend on what was loaded. What depends on the clause (tense, polarity, the
kind of the actor) is asked for by the rule's own matcher.
"""

from __future__ import annotations

from enum import Enum


class Gate(Enum):
    """A circumstance that silences the rules of some families."""

    HEADING = "heading"
    """The block is a heading."""
    METADATA = "metadata"
    """A field such as `Owner: X`, or an owner column."""
    QUOTED = "quoted"
    """Inside quotation marks, or in a block quote."""
    NEGATED = "negated"
    """The attribution is denied: `not caused by human error`, `no one is at fault`."""
    META = "meta"
    """The sentence talks about blame, not of it: `blameless`, `we avoid the term …`."""
    QUESTION = "question"
    """The sentence is a question."""
    ACTION = "action"
    """An action item, by its section or its form."""
    TIMELINE = "timeline"
    """A timeline entry."""
    FAVOURABLE = "favourable"
    """A section on what went well or where luck helped."""
