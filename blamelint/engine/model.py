"""A rule and what it is made of; what a matcher is and what it saw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Protocol

from blamelint.document.model import Block
from blamelint.finding import Applicability, FoundActor, Severity
from blamelint.language.gates import Gate
from blamelint.language.model import Needs, Passage
from blamelint.structure.model import Context, Outline
from blamelint.text import Span


@dataclass(frozen=True, slots=True)
class Match:
    """What a matcher saw in one block."""

    span: Span
    """The blamed words, in code points of `Block.text`."""
    reach: Span
    """The clause (or, without one, the sentence) around them; findings in one clause are merged."""
    captures: Mapping[str, str] = field(default_factory=dict)
    """Words for the message: `actor`, `verb`, `object`, `word` and the like; `span` is added by the engine."""
    actor: FoundActor | None = None
    credit: bool = False
    """The clause carries second-story credit: a reason that is no person."""
    suggestions: tuple[SuggestionTemplate, ...] = ()
    """What is offered for this wording, before what the rule offers for all of them."""
    unsure: bool = False
    """It may well be wrong, and is never louder than `info`."""


@dataclass(frozen=True, slots=True)
class DocumentMatch:
    """What a matcher saw in a whole draft."""

    span: Span
    """In code points of `Source.text`: the heading or line it is about, or the draft's first line."""
    captures: Mapping[str, str] = field(default_factory=dict)


Cues = tuple[frozenset[str], ...]
"""What a block has to hold for a matcher to see anything: at least one word form of every set, lower case.

A word form is a maximal run of letters, digits, `'` and `-`, or a part of one between `-` and `'`.
The empty tuple asks for nothing: the matcher cannot state its cues and every block is read.
"""


class BlockMatcher(Protocol):
    """Looks at one block."""

    @property
    def needs(self) -> Needs:
        """What the reader has to provide; NOTHING means that `passage` may be None."""

    @property
    def cues(self) -> tuple[Cues, ...]:
        """Alternatives: the matcher can see something only where one of them holds."""

    def find(self, block: Block, context: Context, passage: Passage | None) -> Iterator[Match]:
        """All matches, in the order of the text."""


class DocumentMatcher(Protocol):
    """Looks at a whole draft; never needs spaCy."""

    @property
    def whole(self) -> bool:
        """True when what it sees is about all of the draft; False when it is about the place that it marks."""

    def find_in(self, outline: Outline) -> Iterator[DocumentMatch]:
        """All matches, in the order of the text."""


class PassageMatcher(Protocol):
    """Looks at who does what in several blocks of a draft, read by spaCy."""

    @property
    def whole(self) -> bool:
        """True when what it sees is about all of the draft; False when it is about the place that it marks."""

    def blocks(self, outline: Outline) -> tuple[int, ...]:
        """The blocks to read, as indices into `Document.blocks`; none when the draft's shape rules out every match."""

    def may_find(self, outline: Outline, blocks: Iterable[int]) -> bool:
        """False when the words of these blocks rule out every match, so that nothing has to be parsed."""

    def find_over(self, outline: Outline, passages: Mapping[int, Passage]) -> Iterator[DocumentMatch]:
        """All matches, given the passages of `blocks` by their indices."""


class Where(Enum):
    """A place in a draft that is more than a section."""

    ENTRY = "entry"
    """An entry of a timeline, wherever it stands."""
    LAST_WHY = "last-why"
    """The answer that ends a chain of whys."""

    def covers(self, context: Context) -> bool:
        """True when some of the block is such a place."""
        return context.entry if self is Where.ENTRY else context.last_why is not None

    def holds(self, context: Context, span: Span) -> bool:
        """True when the words at `span` of the block's text stand in such a place."""
        if self is Where.ENTRY:
            return context.entry
        return context.last_why is not None and context.last_why.contains(span)


@dataclass(frozen=True, slots=True)
class SuggestionTemplate:
    """An offered change as a rule writes it."""

    title: str
    """May hold `{captures}`."""
    edit: str | None
    """What replaces the marked words; may hold `{captures}` and `<slots>`; None for a question or a hint only."""
    safety: Applicability


@dataclass(frozen=True, slots=True)
class Example:
    """One `flag` or `pass` of a rule."""

    text: str
    """Without the marks."""
    spans: tuple[Span, ...]
    """Where the rule fires, in code points of `text`; empty for a `pass`."""
    line: int
    """1-based line in the rule's file."""
    section: str | None = None
    """The section kind it stands in; None means a plain paragraph under `Summary`."""
    shape: str = "paragraph"
    """`paragraph`, `item`, `task`, `cell`, `heading` or `draft` (a whole Markdown document)."""
    people: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One YAML file: how to find a wording, why it matters, what to ask, and the proof."""

    code: str
    name: str
    group: str
    families: tuple[str, ...]
    severity: Severity
    enabled: bool
    message: str
    question: str | None
    what: str
    why: str
    matchers: tuple[BlockMatcher, ...]
    document_matchers: tuple[DocumentMatcher, ...]
    passage_matchers: tuple[PassageMatcher, ...]
    unless: tuple[BlockMatcher, ...]
    gates: frozenset[Gate]
    """The context gates that silence this rule."""
    sections: frozenset[str]
    """Section kinds it looks in; empty means all."""
    not_sections: frozenset[str]
    where: Where | None
    """The only places it looks at; None is everywhere."""
    spots: tuple[str, ...]
    """The families whose spots it takes, one for each way to match that is a `spot`."""
    veto: bool
    """Whether the spotter, where it sees nothing of the rule's families, takes back what the rule saw."""
    suggestions: tuple[SuggestionTemplate, ...]
    """Those for every match; a way to match may have more."""
    offers: tuple[SuggestionTemplate, ...]
    """All of them, those of single ways to match first."""
    flags: tuple[Example, ...]
    passes: tuple[Example, ...]
    references: tuple[str, ...]
    since: str
    path: Path
    """The file it was read from."""

    @property
    def needs(self) -> Needs:
        """What the reader has to provide for this rule."""
        needs = Needs.TAGS if self.passage_matchers else Needs.NOTHING
        for matcher in (*self.matchers, *self.unless):
            needs |= matcher.needs
        return needs
