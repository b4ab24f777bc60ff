"""Offers what a rule suggests for the words that it found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from blamelint.engine.message import SLOT, shortened
from blamelint.finding import Applicability, Suggestion
from blamelint.lsp.actions.edits import Piece
from blamelint.lsp.actions.offers import Offer, Scene

LONGEST = 70
"""Code points of an edit that are shown in a title."""


def offers(scene: Scene) -> Iterator[Offer]:
    """One offer for each suggestion that has an edit, in the order of the rule; the first safe one is preferred."""
    safe = False
    for number, suggestion in enumerate(scene.finding.suggestions):
        if not suggestion.edits:
            continue
        preferred = not safe and suggestion.applicability is Applicability.SAFE
        safe = safe or preferred
        pieces = [Piece.of(edit) for edit in suggestion.edits]
        yield Offer(f"suggestion-{number}", _title(suggestion), partial(scene.edit, pieces), preferred)


def _title(suggestion: Suggestion) -> str:
    """The suggestion's own title; for a template with what it puts in the place of the words."""
    pattern = next((edit.text for edit in suggestion.edits if SLOT.search(edit.text)), None)
    return suggestion.title if pattern is None else f"{suggestion.title}: {shortened(pattern, LONGEST)}"
