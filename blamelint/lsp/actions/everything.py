"""Carries out all safe suggestions of a draft at once, again and again until none is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from blamelint.document.model import Document
from blamelint.finding import Applicability
from blamelint.lint.fix import choose, fix
from blamelint.lint.linter import Manner
from blamelint.lsp.actions.edits import Piece
from blamelint.lsp.analysis import Analysis
from blamelint.run.runner import Linted
from blamelint.text import LINE_END, Span

TITLE = "Apply all safe edits"


def has_safe(analysis: Analysis) -> bool:
    """True when there is something to carry out."""
    return bool(choose(analysis.findings, analysis.draft.source.text, Applicability.SAFE))


def safe_pieces(analysis: Analysis, lint: Callable[[Document, Manner], Linted], manner: Manner) -> list[Piece]:
    """The edits that leave no safe suggestion; none when they keep bringing up new ones.

    Shape: at most one a line. To be called where the linter may be used.
    """

    def again(document: Document) -> Linted:
        return lint(document, manner)

    fixed = fix(analysis.draft, Linted(analysis.findings), again, Applicability.SAFE)
    return list(_differences(analysis.draft.source.text, fixed.document.source.text)) if fixed.applied else []


def _differences(before: str, after: str) -> Iterator[Piece]:
    """What differs, line by line, for edits keep the lines of a draft."""
    at = 0
    for old, new in zip(_lines(before), _lines(after), strict=True):
        if old != new:
            shorter = min(len(old), len(new))
            start = next((n for n in range(shorter) if old[n] != new[n]), shorter)
            rest = next((n for n in range(shorter - start) if old[-1 - n] != new[-1 - n]), shorter - start)
            yield Piece(Span(at + start, at + len(old) - rest), new[start : len(new) - rest])
        at += len(old)


def _lines(text: str) -> list[str]:
    ends = [end.end() for end in LINE_END.finditer(text)]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
