"""The matcher behind `directive:` in a rule: looks at what is wrong with the directives of a draft.

directive: unused         it silences nothing
directive: unknown-rule   it names no rule, group or family
directive: no-reason      it gives no reason, where the config wants reasons
directive: unknown        there is no such directive
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from blamelint.engine.model import DocumentMatch
from blamelint.located import Node
from blamelint.structure.model import Outline

CAPTURES = ("word", "nearest")
"""Words for a rule's message: what was written, and what may have been meant."""


class Flaw(StrEnum):
    """What can be wrong with a directive."""

    UNUSED = "unused"
    UNKNOWN_RULE = "unknown-rule"
    NO_REASON = "no-reason"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Flawed:
    """A directive, or a name in one, with what is wrong with it."""

    flaw: Flaw
    match: DocumentMatch


@dataclass(frozen=True, slots=True)
class DirectiveMatcher:
    """Sees directives with one flaw."""

    whole: ClassVar[bool] = False
    flaw: Flaw

    def find_in(self, outline: Outline) -> Iterator[DocumentMatch]:  # noqa: ARG002 (what all matchers of drafts take)
        """Nothing: what is wrong with a directive is known only when all other findings are."""
        return iter(())

    def find_among(self, flawed: Iterable[Flawed]) -> Iterator[DocumentMatch]:
        """Those of `flawed` that it looks for, in their order."""
        return (each.match for each in flawed if each.flaw is self.flaw)


def build(node: Node) -> DirectiveMatcher:
    """The matcher that the word under `directive:` names.

    Errors: RuleError for a word that is none of the flaws.
    """
    return DirectiveMatcher(Flaw(node.choice(tuple(flaw.value for flaw in Flaw))))
