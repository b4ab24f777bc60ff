"""The kinds of sections, and the outline of a draft: which of its sections is what, and who it names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeVar

from blamelint.document.model import Document
from blamelint.text import Span

T = TypeVar("T")


class SectionKind(Enum):
    """What a section is for; the names are those of config and rules."""

    SUMMARY = "summary"
    BACKGROUND = "background"
    IMPACT = "impact"
    TIMELINE = "timeline"
    DETECTION = "detection"
    TRIGGER = "trigger"
    CAUSE = "cause"
    CONTRIBUTING = "contributing"
    RESPONSE = "response"
    WELL = "well"
    POORLY = "poorly"
    LUCK = "luck"
    RISKS = "risks"
    LESSONS = "lessons"
    ACTIONS = "actions"
    PEOPLE = "people"
    COMMS = "comms"
    SUPPORT = "support"
    OTHER = "other"
    """A heading that no synonym names, and the preamble."""


@dataclass(frozen=True, slots=True)
class Names:
    """Who and what a draft (and the config) names; the first witnesses of the actor model."""

    people: frozenset[str] = frozenset()
    """Full names, single given names and handles without their `@`, case-folded."""
    systems: frozenset[str] = frozenset()
    """Services, products and hosts, case-folded."""
    teams: frozenset[str] = frozenset()
    """Team names without the word `team`, case-folded."""

    def merged(self, other: Names) -> Names:
        """Both together."""
        return Names(self.people | other.people, self.systems | other.systems, self.teams | other.teams)


@dataclass(frozen=True, slots=True)
class Context:
    """All that a block's findings may depend on besides its own text, the rule set and the config.

    Two blocks with equal text and equal context have equal findings, whatever the format and the neighbours.
    """

    section: SectionKind
    """Of the nearest section up the tree that has a kind; OTHER when none has."""
    names: Names
    in_quote: bool = False
    """Inside a block quote."""
    action: bool = False
    """The block is an action item, by its section or by its own form (a task item, a cell of an action table)."""
    entry: bool = False
    """The block is an entry of a timeline."""
    metadata: bool = False
    """The block is a field such as `Owner: X` or a cell of an owner column."""
    last_why: Span | None = None
    """The last sentence of an answer that ends a chain of whys, in code points of the block's text."""
    row_label: str = ""
    """For a table cell: the text of the row's first cell when this is another column, else the column's head."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A document with the meaning of its shape."""

    document: Document
    kinds: tuple[SectionKind, ...]
    """One for each of the document's sections, as its own heading says (OTHER when it does not)."""
    names: Names
    contexts: tuple[Context, ...]
    """One for each of the document's blocks."""
    _made: dict[Callable[[Outline], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, make: Callable[[Outline], T]) -> T:
        """What `make` gives for this outline, made when somebody first asks for it and nobody's to change."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made
