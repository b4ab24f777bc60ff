"""Where the content of a Markdown block stands in the file.

A block's content is its lines without container markers and indentation. `ContentMap` leads from offsets in it to
offsets in the file; `NewLines` bridges the line ends that markdown-it makes equal.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from blamelint.text import LINE_END, Span

BLANKS = " \t\n\v\f\r"


class NewLines:
    r"""A text with `\n` for every line end, and the way back to the text it was made from."""

    __slots__ = ("_cuts", "text")

    def __init__(self, text: str) -> None:
        self._cuts: list[int] = []  # offsets in `self.text` of line ends that had two characters
        self.text = text
        if "\r" in text:
            shrunk = 0
            for end in LINE_END.finditer(text):
                if end.end() - end.start() == 2:
                    self._cuts.append(end.start() - shrunk)
                    shrunk += 1
            self.text = LINE_END.sub("\n", text)

    def source(self, offset: int) -> int:
        """The offset in the original text."""
        return offset + bisect_left(self._cuts, offset) if self._cuts else offset


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block's content that lies in one line."""

    start: int
    """In the content."""
    end: int
    source: Span
    """In the file."""
    exact: bool = True
    """False when only the line is known."""


class ContentMap:
    """Pieces in order; what lies between two of them is a line end and what follows it."""

    __slots__ = ("_pieces", "_starts")

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._starts = [piece.start for piece in pieces]

    @classmethod
    def of_lines(cls, content: str, text: NewLines, starts: Sequence[tuple[int, int]]) -> ContentMap:
        """The map of a content whose lines start where `starts` says, after markers such as `##`."""
        pieces = []
        at = 0
        for line, (start, end) in zip(content.split("\n"), starts, strict=False):
            words = line.strip(BLANKS)
            lead = len(line) - len(line.lstrip(BLANKS))
            if words:
                found = _place(words, text.text, start, end)
                first, last = (start, end) if found is None else (found, found + len(words))
                source = Span(text.source(first), text.source(last))
                pieces.append(Piece(at + lead, at + lead + len(words), source, exact=found is not None))
            at += len(line) + 1
        return cls(pieces)

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """What stands in the content from `start` to `end`, cut to size."""
        for at in range(max(bisect_right(self._starts, start) - 1, 0), len(self._pieces)):
            piece = self._pieces[at]
            if piece.start >= end:
                return
            first, last = max(piece.start, start), min(piece.end, end)
            if first >= last:
                continue
            if piece.exact:
                shift = piece.source.start - piece.start
                yield Piece(first, last, Span(first + shift, last + shift))
            else:
                yield Piece(first, last, piece.source, exact=False)

    def span(self, start: int, end: int) -> Span:
        """The stretch of the file around the content from `start` to `end`, what lies between lines included."""
        first = self._after(start)
        return Span(first, max(first, self._before(end)))

    def _after(self, offset: int) -> int:
        """The place of `offset`, or, between two pieces, the end of the first."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return self._pieces[0].source.start if self._pieces else 0
        piece = self._pieces[at]
        return min(piece.source.start + offset - piece.start, piece.source.end) if piece.exact else piece.source.start

    def _before(self, offset: int) -> int:
        """The place of the end `offset`, or, between two pieces, the start of the second."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return self._pieces[0].source.start if self._pieces else 0
        piece = self._pieces[at]
        if offset > piece.end and at + 1 < len(self._pieces):
            return self._pieces[at + 1].source.start
        return min(piece.source.start + offset - piece.start, piece.source.end) if piece.exact else piece.source.end


def _place(words: str, text: str, start: int, end: int) -> int | None:
    """Where `words` stand in the line: at its start, else at the one place after a marker; None when unsure."""
    if text.startswith(words, start):
        return start
    found = text.find(words, start, end)
    if found < 0 or text.find(words, found + 1, end) >= 0:
        return None
    return found


def split_cells(text: str, start: int, end: int) -> list[list[tuple[int, int]]]:
    """The cells of a table row: for each, the stretches of `text` that make its content, in order.

    Shape: as GFM splits a row: at every pipe that is not escaped; the backslash of an escaped pipe falls away; an
    empty first and last cell is none.
    """
    while start < end and text[start] in BLANKS:
        start += 1
    while end > start and text[end - 1] in BLANKS:
        end -= 1
    cells: list[list[tuple[int, int]]] = []
    pieces: list[tuple[int, int]] = []
    first = start
    escaped = False
    for at in range(start, end):
        if text[at] == "|":
            if escaped:
                pieces.append((first, at - 1))
                first = at
            else:
                cells.append([*pieces, (first, at)])
                pieces = []
                first = at + 1
        escaped = text[at] == "\\"
    cells.append([*pieces, (first, end)])
    if cells and not _length(cells[0]):
        cells.pop(0)
    if cells and not _length(cells[-1]):
        cells.pop()
    return cells


def cell_map(content: str, text: NewLines, pieces: Sequence[tuple[int, int]], row: Span) -> ContentMap:
    """The map of a cell's content; only the row is known when the pieces do not say the same."""
    said = "".join(text.text[start:end] for start, end in pieces)
    lead = len(said) - len(said.lstrip(BLANKS))
    if said.strip(BLANKS) != content:
        return ContentMap([Piece(0, len(content), row, exact=False)])
    found = []
    at = -lead
    for start, end in pieces:
        first, last = max(at, 0), min(at + end - start, len(content))
        if first < last:
            source = Span(text.source(start + first - at), text.source(start + last - at))
            found.append(Piece(first, last, source))
        at += end - start
    return ContentMap(found)


def _length(pieces: Sequence[tuple[int, int]]) -> int:
    return sum(end - start for start, end in pieces)
