"""Positions in text: spans in code points, and the line index that turns them into lines and columns.

The core speaks offsets only. Lines, columns, UTF-16 units and bytes exist in emitters and in the language
server, and all of them come from `LineIndex`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum

LINE_END = re.compile(r"\r\n|\n|\r")
"""What ends a line: never U+2028, U+0085 or a form feed, which `str.splitlines` also breaks on."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text, half open, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """True when `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def shift(self, by: int) -> Span:
        """The same stretch, `by` code points further on."""
        return Span(self.start + by, self.end + by)

    def cut(self, text: str) -> str:
        """The words of `text` that stand here."""
        return text[self.start : self.end]


class Encoding(Enum):
    """The unit in which a column counts."""

    UTF8 = "utf-8"
    """Bytes."""
    UTF16 = "utf-16"
    """UTF-16 code units."""
    CODE_POINTS = "utf-32"
    """Unicode code points."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A line and a column, both 0-based; emitters add one where their format asks for it."""

    line: int
    column: int
    """In the unit that was asked for."""


class LineIndex:
    """Offsets to lines and columns and back, for one text.

    Units: offsets are code points of the text; columns count in the `Encoding` asked for.
    Source: LSP 3.17 "Position"; SARIF 2.1.0 section 3.30 (regions).
    """

    __slots__ = ("_ends", "_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        self._ends: list[int] = []
        for end in LINE_END.finditer(text):
            self._ends.append(end.start())
            self._starts.append(end.end())
        self._ends.append(len(text))

    @property
    def count(self) -> int:
        """How many lines there are; a text that ends in a line end has an empty last line."""
        return len(self._starts)

    def line_of(self, offset: int) -> int:
        """The 0-based line in which `offset` stands; a line end belongs to the line it ends."""
        self._check(offset)
        return bisect_right(self._starts, offset) - 1

    def line_span(self, line: int) -> Span:
        """The stretch of line `line` without its line end.

        Errors: IndexError when there is no such line.
        """
        if not 0 <= line < self.count:
            raise IndexError(f"no line {line} in a text of {self.count}")
        return Span(self._starts[line], self._ends[line])

    def line_text(self, line: int) -> str:
        """The words of line `line` without its line end."""
        return self.line_span(line).cut(self._text)

    def position(self, offset: int, encoding: Encoding = Encoding.CODE_POINTS) -> Position:
        """Where `offset` stands, both parts 0-based.

        Shape: an offset inside a CRLF counts as the end of its line's text plus one.
        Errors: ValueError when `offset` lies outside the text.
        """
        line = self.line_of(offset)
        if encoding is Encoding.CODE_POINTS:
            return Position(line, offset - self._starts[line])
        before = self._text[self._starts[line] : offset]
        return Position(line, measure(before, encoding))

    def offset(self, position: Position, encoding: Encoding = Encoding.CODE_POINTS) -> int:
        """The offset of `position`; a column past the line's end gives the line's end.

        Shape: a column inside a character gives the offset of that character.
        Errors: IndexError when there is no such line.
        """
        span = self.line_span(position.line)
        if encoding is Encoding.CODE_POINTS:
            return min(span.start + position.column, span.end)
        return span.start + _characters(span.cut(self._text), position.column, encoding)

    def _check(self, offset: int) -> None:
        if not 0 <= offset <= len(self._text):
            raise ValueError(f"offset {offset} lies outside a text of {len(self._text)}")


def measure(text: str, encoding: Encoding) -> int:
    """How long `text` is in the units of `encoding`; lone surrogates count as one unit or three bytes."""
    if encoding is Encoding.CODE_POINTS:
        return len(text)
    if encoding is Encoding.UTF16:
        return len(text) + sum(character > "\uffff" for character in text)
    return len(text.encode("utf-8", "surrogatepass"))


def _characters(line: str, column: int, encoding: Encoding) -> int:
    """How many whole characters of `line` stand before `column`; all of them when it lies past the end."""
    if encoding is Encoding.UTF8:
        units = line.encode("utf-8", "surrogatepass")
        while 0 < column < len(units) and units[column] & 0xC0 == 0x80:
            column -= 1
        return len(units[:column].decode("utf-8", "surrogatepass"))
    wide = 0
    for astral in _ASTRAL.finditer(line):
        start = astral.start() + wide
        if column <= start:
            break
        if column == start + 1:
            return astral.start()
        wide += 1
    return min(column - wide, len(line))


_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
