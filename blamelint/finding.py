"""What blamelint says: findings, the suggestions they carry, and how loud they are.

A finding is a value in code points of the file's text. Nothing here knows about lines, formats or spaCy.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

from blamelint.text import Span


class Severity(IntEnum):
    """How loud a finding is; compares as a number."""

    INFO = 0
    WARNING = 1
    ERROR = 2

    @property
    def word(self) -> str:
        """The name in output and in config: `info`, `warning`, `error`."""
        return self.name.lower()


class Applicability(IntEnum):
    """How far an edit may be trusted; `apply if >= wanted` is one comparison."""

    DISPLAY = 0
    """Shown only: it has slots or needs facts that the text does not hold."""
    UNSAFE = 1
    """Changes what the sentence says; applied only when the writer asks for it."""
    SAFE = 2
    """Keeps the meaning of the sentence; may be applied unseen."""

    @property
    def word(self) -> str:
        """The name in output and in rules: `display`, `unsafe`, `safe`."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Edit:
    """One piece of text to put in the place of another."""

    span: Span
    """What is replaced, in code points of the file's text."""
    text: str
    """What stands there afterwards; empty deletes."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An offered change. It never holds a fact that the text does not: only deletions, reorderings and slots."""

    title: str
    """One line for a menu or a hint."""
    edits: tuple[Edit, ...] = ()
    """Disjoint and in order; empty when there is nothing to apply."""
    applicability: Applicability = Applicability.DISPLAY


class Confidence(Enum):
    """How sure the actor's kind is."""

    HIGH = "high"
    LOW = "low"
    """A guess from the verb or from the entity tagger; such a finding never rises above `info` by default."""


@dataclass(frozen=True, slots=True)
class FoundActor:
    """Who stands in the agent slot of a finding."""

    kind: str
    """The name of an `ActorKind`, such as `ROLE`."""
    text: str
    """The words of the draft."""
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Finding:
    """One reported place."""

    rule: str
    """The code, such as `BL301`."""
    name: str
    group: str
    severity: Severity
    span: Span
    """The blamed words, in code points of the file's text; never empty unless the file is."""
    message: str
    question: str | None
    suggestions: tuple[Suggestion, ...] = ()
    actor: FoundActor | None = None
    also: tuple[str, ...] = ()
    """Codes of the rules that were merged into this finding, in order."""
    fingerprint: str = ""
    """Names the finding without its place: stable when lines move."""
    url: str = ""
    """Where the rule is explained."""

    @property
    def order(self) -> tuple[int, int, str]:
        """The sort key of every report: where it starts, where it ends, which rule."""
        return (self.span.start, self.span.end, self.rule)
