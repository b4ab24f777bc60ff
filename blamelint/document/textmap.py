"""The map between a block's clean text and the file it came from.

A block's text has no markup: `was **pushed**` reads `was pushed`. The map says where in the file each piece of
it stands. It is built while the markup is read, never by searching for the words afterwards.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from blamelint.text import Span


@dataclass(frozen=True, slots=True)
class Run:
    """One piece of a block's text and the piece of the file it stands for."""

    text: Span
    """In code points of `Block.text`."""
    source: Span
    """In code points of `Source.text`."""
    whole: bool = False
    """True when the two differ (an entity, a folded line break, a placeholder): the run maps as one piece."""

    def __post_init__(self) -> None:
        if not self.text:
            raise ValueError("a run covers at least one code point of the block's text")
        if not self.whole and len(self.text) != len(self.source):
            raise ValueError(f"a run that is not whole has equal sides: {self.text} and {self.source}")


class TextMap:
    """Runs in order: contiguous in the block's text from 0, ascending in the source."""

    __slots__ = ("_starts", "runs")

    def __init__(self, runs: Sequence[Run]) -> None:
        text_end = source_end = 0
        for run in runs:
            if run.text.start != text_end:
                raise ValueError(f"runs leave a gap in the text at {text_end}: {run.text}")
            if run.source.start < source_end:
                raise ValueError(f"runs go back in the source before {source_end}: {run.source}")
            text_end, source_end = run.text.end, run.source.end
        self.runs = tuple(runs)
        self._starts = [run.text.start for run in runs]

    @classmethod
    def straight(cls, source: Span) -> TextMap:
        """The map of a block whose text stands in the file as it is."""
        if not source:
            return cls(())
        return cls((Run(Span(0, len(source)), source),))

    @property
    def length(self) -> int:
        """How long the block's text is, in code points."""
        return self.runs[-1].text.end if self.runs else 0

    def source_span(self, span: Span) -> Span:
        """The stretch of the file that `span` of the block's text came from.

        Shape: one span in, one out; the first code point's place to the last code point's place plus one.
        Units: `span` counts in `Block.text`, the result in `Source.text`.
        Errors: ValueError when `span` is empty or reaches outside the text.
        Source: SQLFluff TemplatedFile (idea).
        """
        if not span or span.end > self.length:
            raise ValueError(f"span {span} is empty or outside a text of {self.length}")
        first, last = self._run_at(span.start), self._run_at(span.end - 1)
        start = first.source.start if first.whole else first.source.start + span.start - first.text.start
        end = last.source.end if last.whole else last.source.start + span.end - last.text.start
        return Span(start, max(start, end))

    def editable(self, span: Span) -> bool:
        """True when an edit of `span` changes nothing but these words.

        Shape: false when the span touches a whole run, or when markup stands between its pieces.
        """
        if span.end > self.length:
            return False
        if not span:
            return True
        touched = [run for run in self.runs if run.text.overlaps(span)]
        if any(run.whole for run in touched):
            return False
        return len(self.source_span(span)) == len(span)

    def _run_at(self, offset: int) -> Run:
        return self.runs[bisect_right(self._starts, offset) - 1]
