"""Weaves a block's clean text and its map, piece by piece, in the order of the file.

Every reader hands its pieces to a `Weaver`; blanks, invisible characters, addresses and the order of the runs are
dealt with here and nowhere else.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from blamelint.document.placeholder import PLACEHOLDER, addresses
from blamelint.document.textmap import Run, TextMap
from blamelint.text import Span

_ODD = re.compile("[\\s\u200b\u2060\ufeff\u00ad]{2,}|[^\\S ]|[\u200b\u2060\ufeff\u00ad]")
"""Runs of blanks, blanks other than a space, and invisible characters that would split or hide a word."""

_T = TypeVar("_T")

_INVISIBLE = "\u200b\u2060\ufeff\u00ad"
_DROPPED = dict.fromkeys(map(ord, _INVISIBLE))


@dataclass(frozen=True, slots=True)
class Woven:
    """Clean text with its map and its marks; all spans count in `text`."""

    text: str
    runs: tuple[Run, ...]
    code: tuple[Span, ...] = ()
    emphasis: tuple[Span, ...] = ()
    strong: tuple[Span, ...] = ()
    """Those of `emphasis` that are bold."""
    breaks: tuple[int, ...] = ()
    """Offsets of the blanks that stand for line breaks."""

    @property
    def map(self) -> TextMap:
        """The runs, checked."""
        return TextMap(self.runs)

    def cut(self, start: int, end: int) -> Woven:
        """The stretch from `start` to `end`; marks that reach outside are clipped."""
        stretch = [(start, end)]
        code, emphasis, strong = (
            tuple(_cut(span, start, end) for span in _spread(spans, stretch, lambda span: span)[0])
            for spans in self._marks
        )
        runs = _spread(self.runs, stretch, lambda run: run.text)[0]
        breaks = tuple(at - start for at in self.breaks if start <= at < end)
        cut_runs = tuple(_cut_run(run, start, end) for run in runs)
        return Woven(self.text[start:end], cut_runs, code, emphasis, strong, breaks)

    def lines(self) -> list[Woven]:
        """The stretches between line breaks; a mark that spans a break is in both."""
        edges = [-1, *self.breaks, len(self.text)]
        lines = [(before + 1, after) for before, after in itertools.pairwise(edges)]
        runs = _spread(self.runs, lines, lambda run: run.text)
        code, emphasis, strong = (_spread(spans, lines, lambda span: span) for spans in self._marks)
        return [
            Woven(
                self.text[start:end],
                tuple(_cut_run(run, start, end) for run in runs[at]),
                tuple(_cut(span, start, end) for span in code[at]),
                tuple(_cut(span, start, end) for span in emphasis[at]),
                tuple(_cut(span, start, end) for span in strong[at]),
            )
            for at, (start, end) in enumerate(lines)
        ]

    @property
    def _marks(self) -> tuple[tuple[Span, ...], ...]:
        return self.code, self.emphasis, self.strong


def _spread(items: Iterable[_T], lines: list[tuple[int, int]], place: Callable[[_T], Span]) -> list[list[_T]]:
    """For each line the items that reach into it."""
    starts = [start for start, _ in lines]
    spread: list[list[_T]] = [[] for _ in lines]
    for item in items:
        span = place(item)
        at = max(bisect_right(starts, span.start) - 1, 0)
        while at < len(lines) and lines[at][0] < span.end:
            if span.start < lines[at][1] and span.end > lines[at][0]:
                spread[at].append(item)
            at += 1
    return spread


def _cut(span: Span, start: int, end: int) -> Span:
    return Span(max(span.start, start) - start, min(span.end, end) - start)


def _cut_run(run: Run, start: int, end: int) -> Run:
    text = _cut(run.text, start, end)
    if run.whole:
        return Run(text, run.source, whole=True)
    at = run.source.start + max(start - run.text.start, 0)
    return Run(text, Span(at, at + len(text)))


class Weaver:
    """Collects pieces of one block; `finish` gives the cloth.

    Units: places are code points of `Source.text`. A piece that stands before the last one is taken as a whole run at
    the last one's end, so that the map always ascends.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._runs: list[list[int]] = []  # text start, text end, source start, source end, whole
        self._length = 0
        self._gap: list[int] | None = None  # source start, source end, exact, break
        self._open: list[tuple[bool, int]] = []
        self._code: list[Span] = []
        self._marks: list[tuple[bool, Span]] = []
        self._breaks: list[int] = []

    def verbatim(self, text: str, start: int) -> None:
        """Adds words that stand in the file as they are, from `start` on; addresses become placeholders."""
        done = 0
        for first, last in addresses(text):
            self._words(text[done:first], start + done)
            self.placeholder(start + first, start + last)
            done = last
        self._words(text[done:], start + done)

    def whole(self, text: str, start: int, end: int) -> None:
        """Adds words that stand for other words of the file, such as an entity."""
        text = text.translate(_DROPPED)
        if not text.strip():
            if text:
                self.blank(start, end)
            return
        core = text.strip()
        if text[0] != core[0]:
            self.blank(start, start)
        self._add(" ".join(core.split()), start, end, whole=True)
        if text[-1] != core[-1]:
            self.blank(end, end)

    def placeholder(self, start: int, end: int) -> None:
        """Adds the word that stands for what is not prose."""
        self._add(PLACEHOLDER, start, end, whole=True)
        self._code.append(Span(self._length - len(PLACEHOLDER), self._length))

    def blank(self, start: int, end: int, *, exact: bool = False, line_break: bool = False) -> None:
        """Adds a blank; blanks in a row count as one, and none stands at either end of the text."""
        if self._gap is None:
            self._gap = [start, end, exact, line_break]
        else:
            gap = self._gap
            self._gap = [min(gap[0], start), max(gap[1], end), False, gap[3] or line_break]

    def open(self, *, strong: bool) -> None:
        """Begins an emphasised stretch."""
        self._open.append((strong, self._length))

    def close(self) -> None:
        """Ends the innermost emphasised stretch."""
        if not self._open:
            return
        strong, start = self._open.pop()
        if start < self._length:
            self._marks.append((strong, Span(start, self._length)))

    def finish(self) -> Woven:
        """What was woven; its text neither starts nor ends with a blank."""
        text = "".join(self._parts)
        # A blank that waited when the stretch was opened came to stand at its start.
        trimmed = [(strong, Span(span.start + (text[span.start] == " "), span.end)) for strong, span in self._marks]
        marks = sorted(trimmed, key=lambda mark: (mark[1].start, -mark[1].end))
        return Woven(
            text,
            tuple(Run(Span(run[0], run[1]), Span(run[2], run[3]), whole=bool(run[4])) for run in self._runs),
            tuple(self._code),
            tuple(span for _, span in marks),
            tuple(span for strong, span in marks if strong),
            tuple(self._breaks),
        )

    def _words(self, text: str, start: int) -> None:
        done = 0
        for odd in _ODD.finditer(text):
            self._plain(text[done : odd.start()], start + done)
            if odd.group().strip(_INVISIBLE):
                self.blank(start + odd.start(), start + odd.end())
            done = odd.end()
        self._plain(text[done:], start + done)

    def _plain(self, text: str, start: int) -> None:
        """Adds words whose only blanks are single spaces."""
        if text.startswith(" "):
            self.blank(start, start + 1, exact=True)
            text, start = text[1:], start + 1
        trailing = text.endswith(" ")
        if trailing:
            text = text[:-1]
        if text:
            self._add(text, start, start + len(text), whole=False)
        if trailing:
            self.blank(start + len(text), start + len(text) + 1, exact=True)

    def _add(self, text: str, start: int, end: int, *, whole: bool) -> None:
        if self._gap is not None and self._length:
            gap_start, gap_end, exact, line_break = self._gap
            if line_break:
                self._breaks.append(self._length)
            gap_end = min(gap_end, max(start, gap_start))
            self._push(" ", gap_start, gap_end, whole=not exact or gap_end - gap_start != 1)
        self._gap = None
        self._push(text, start, end, whole=whole)

    def _push(self, text: str, start: int, end: int, *, whole: bool) -> None:
        last = self._runs[-1] if self._runs else None
        floor = last[3] if last else 0
        if start < floor:
            start, whole = floor, True
        end = max(end, start)
        if not whole and last and not last[4] and last[3] == start:
            last[1] += len(text)
            last[3] = end
        else:
            self._runs.append([self._length, self._length + len(text), start, end, whole])
        self._parts.append(text)
        self._length += len(text)
