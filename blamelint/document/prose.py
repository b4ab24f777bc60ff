"""Weaves a block's clean text and its map, piece by piece, in the order of the file.

Every reader hands its pieces to a `Weaver`; blanks, invisible characters, addresses and the order of the runs are
dealt with here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from blamelint.document.placeholder import PLACEHOLDER, addresses
from blamelint.document.textmap import Run, TextMap
from blamelint.text import Span

_ODD = re.compile("[\\s\u200b\u2060\ufeff\u00ad]{2,}|[^\\S ]|[\u200b\u2060\ufeff\u00ad]")
"""Runs of blanks, blanks other than a space, and invisible characters that would split or hide a word."""

_INVISIBLE = "\u200b\u2060\ufeff\u00ad"


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
        """The stretch from `start` to `end`, marks that reach outside clipped."""
        runs = []
        for run in self.runs:
            first, last = max(run.text.start, start), min(run.text.end, end)
            if first >= last:
                continue
            text = Span(first - start, last - start)
            if run.whole:
                runs.append(Run(text, run.source, whole=True))
            else:
                at = run.source.start + first - run.text.start
                runs.append(Run(text, Span(at, at + last - first)))
        return Woven(
            self.text[start:end],
            tuple(runs),
            _clip(self.code, start, end),
            _clip(self.emphasis, start, end),
            _clip(self.strong, start, end),
            tuple(at - start for at in self.breaks if start <= at < end),
        )

    def lines(self) -> list[Woven]:
        """The stretches between line breaks."""
        edges = [-1, *self.breaks, len(self.text)]
        return [self.cut(before + 1, after) for before, after in zip(edges, edges[1:], strict=False)]


def _clip(spans: Iterable[Span], start: int, end: int) -> tuple[Span, ...]:
    clipped = []
    for span in spans:
        first, last = max(span.start, start), min(span.end, end)
        if first < last:
            clipped.append(Span(first - start, last - start))
    return tuple(clipped)


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
        if start and start < self._length and self._starts_blank(start):
            start += 1
        if start < self._length:
            self._marks.append((strong, Span(start, self._length)))

    def finish(self) -> Woven:
        """What was woven; its text neither starts nor ends with a blank."""
        marks = sorted(self._marks, key=lambda mark: (mark[1].start, -mark[1].end))
        return Woven(
            "".join(self._parts),
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
            self._push(" ", gap_start, min(gap_end, max(start, gap_start)), whole=not exact)
        self._gap = None
        self._push(text, start, end, whole=whole)

    def _push(self, text: str, start: int, end: int, *, whole: bool) -> None:
        last = self._runs[-1] if self._runs else None
        floor = last[3] if last else 0
        if start < floor:
            start, end, whole = floor, max(end, floor), True
        if not whole and last and not last[4] and last[3] == start:
            last[1] += len(text)
            last[3] = end
        else:
            self._runs.append([self._length, self._length + len(text), start, end, whole])
        self._parts.append(text)
        self._length += len(text)

    def _starts_blank(self, offset: int) -> bool:
        """True when a blank was added right at `offset`: the parts are few between an opening and here."""
        at = self._length
        for part in reversed(self._parts):
            at -= len(part)
            if at <= offset:
                return part[offset - at] == " "
        return False
