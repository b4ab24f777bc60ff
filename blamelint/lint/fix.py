"""Applies suggestions: from a document and its findings to the document as it reads afterwards. Nothing is written.

What can be promised of the result: it differs from the draft inside the edits only; it has the same lines, blocks and
sections; nothing that may be applied is left in it, so that a second run changes nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Generic, Protocol, TypeVar

from blamelint.document.formats import parse
from blamelint.document.model import Block, Document
from blamelint.finding import Applicability, Edit, Finding, Suggestion
from blamelint.text import LINE_END, Span

PASSES = 10
"""How often a draft is linted anew; each pass takes at least every second one of a row of words."""
TRIES = 5
"""How often a pass is tried with fewer edits when they change the shape of the draft."""
NEAR = 100
"""Code points between two edits at which they are apart, whatever stands there."""
_WORD = re.compile(r"\w")


class Linted(Protocol):
    """What linting a document gives."""

    @property
    def findings(self) -> Sequence[Finding]:
        """With their suggestions."""


L = TypeVar("L", bound=Linted)


@dataclass(frozen=True, slots=True)
class Fixed(Generic[L]):
    """A document after its edits, linted."""

    document: Document
    linted: L
    applied: int
    """How many suggestions were carried out."""
    settled: bool = True
    """False when the edits keep bringing up new ones; the document is then as it was."""


def fix(document: Document, linted: L, lint: Callable[[Document], L], least: Applicability) -> Fixed[L]:
    """The document after all suggestions of `linted` that are at least as safe as `least`.

    Shape: the most trusted first, then in the order of the text; linted anew until none is left.
    """
    now, said, applied = document, linted, 0
    for _ in range(PASSES):
        chosen = choose(said.findings, now.source.text, least)
        after, kept = _carried_out(now, chosen)
        if not kept:
            return Fixed(now, said, applied)
        now, said, applied = after, lint(after), applied + len(kept)
    if choose(said.findings, now.source.text, least):
        return Fixed(document, linted, 0, settled=False)
    return Fixed(now, said, applied)


def choose(findings: Iterable[Finding], text: str, least: Applicability) -> list[Suggestion]:
    """The suggestions to apply at once, in the order of the text.

    Shape: for each place the most trusted suggestion, then the first; between any two stands at least one word, for
    what an edit does depends on its neighbours.
    """
    offers = [
        (-suggestion.applicability, finding.order, number, suggestion)
        for finding in findings
        for number, suggestion in enumerate(finding.suggestions)
        if suggestion.applicability >= max(least, Applicability.UNSAFE) and _changes(suggestion, text)
    ]
    taken: list[tuple[int, int]] = []
    chosen: list[Suggestion] = []
    for *_, suggestion in sorted(offers, key=lambda offer: offer[:3]):
        start, end = suggestion.edits[0].span.start, suggestion.edits[-1].span.end
        at = bisect_left(taken, (start, end))
        before = at == 0 or _apart(text, taken[at - 1][1], start)
        if before and (at == len(taken) or _apart(text, end, taken[at][0])):
            insort(taken, (start, end))
            chosen.append(suggestion)
    return sorted(chosen, key=lambda suggestion: suggestion.edits[0].span)


def applied_to(text: str, edits: Iterable[Edit]) -> str:
    """`text` after `edits`, which are disjoint and in order."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += (text[at : edit.span.start], edit.text)
        at = edit.span.end
    return "".join((*pieces, text[at:]))


def _changes(suggestion: Suggestion, text: str) -> bool:
    """True when the edits change the text and leave its lines alone, on which directives and diffs count."""
    pieces = [(edit.span.cut(text), edit.text) for edit in suggestion.edits]
    return any(old != new for old, new in pieces) and not any(
        LINE_END.search(piece) for pair in pieces for piece in pair
    )


def _apart(text: str, end: int, start: int) -> bool:
    return start - end >= NEAR or (start > end and _WORD.search(text, end, start) is not None)


def _carried_out(document: Document, chosen: Sequence[Suggestion]) -> tuple[Document, Sequence[Suggestion]]:
    """The document after as many of the suggestions as keep its shape, and these."""
    kept = list(chosen)
    for _ in range(TRIES):
        if not kept:
            break
        edits = [edit for suggestion in kept for edit in suggestion.edits]
        source = replace(document.source, text=applied_to(document.source.text, edits))
        after = parse(source, document.format)
        places = _misshapen(document, after, edits)
        if not places:
            return after, kept
        kept = _without(kept, places)
    return document, ()


def _misshapen(before: Document, after: Document, edits: Sequence[Edit]) -> list[Span]:
    """The stretches of the draft whose edits make it read as something else; the first where it shifts what follows."""
    places: list[Span] = []
    shifted = len(before.blocks) != len(after.blocks) or len(before.sections) != len(after.sections)
    starts = [edit.span.start for edit in edits]
    grown = [0, *accumulate(len(edit.text) - len(edit.span) for edit in edits)]
    for number, block in enumerate(before.blocks):
        low, high = bisect_left(starts, block.span.start), bisect_left(starts, block.span.end)
        other = after.blocks[number] if number < len(after.blocks) else None
        if other is None or not _same(block, other, grown[high] - grown[low], edited=high > low):
            # What is seen here first may come from an edit further up: a fence that opens, say.
            first = starts[low] if high > low else starts[max(0, bisect_right(starts, block.span.start) - 1)]
            places.append(Span(min(first, block.span.start), block.span.end))
            if shifted:
                return places
    if not places and _outline(before) != _outline(after):
        places.append(Span(0, len(before.source.text)))
    return places


def _same(block: Block, other: Block, grown: int, *, edited: bool) -> bool:
    """True when `other` is `block` with an edited text, `grown` code points longer."""
    if edited:
        return _frame(block) == _frame(other) and len(other.text) == len(block.text) + grown
    return _frame(block) == _frame(other) and other.text == block.text


def _frame(block: Block) -> tuple[object, ...]:
    cell = block.cell and replace(block.cell, head="")
    return (
        block.kind,
        block.section,
        block.ancestors,
        block.level,
        cell,
        block.item,
        len(block.code),
        block.lead is None,
    )


def _outline(document: Document) -> tuple[object, ...]:
    sections = [(section.level, section.parent) for section in document.sections]
    return (len(document.blocks), sections, len(document.fields), [comment.text for comment in document.comments])


def _without(chosen: Sequence[Suggestion], places: Sequence[Span]) -> list[Suggestion]:
    """The suggestions outside of `places`, which stand in the order of the text; none when all would stay."""
    starts = [place.start for place in places]

    def outside(suggestion: Suggestion) -> bool:
        at = suggestion.edits[0].span.start
        before = bisect_right(starts, at)
        return not before or at >= places[before - 1].end

    kept = [suggestion for suggestion in chosen if outside(suggestion)]
    return kept if len(kept) < len(chosen) else []
