"""Places in a text as the editor counts them: lines that end at CRLF, LF or CR only, columns in negotiated units.

Nothing else in the server turns offsets into lines; pygls counts lines with `str.splitlines`, which also breaks at
U+2028, U+0085 and form feeds, and so drifts.
"""

from __future__ import annotations

from lsprotocol import types

from blamelint.text import Encoding, LineIndex, Position, Span


class Positions:
    """Offsets of one text to positions and ranges, and back.

    Units: offsets are code points of the text; positions count in `encoding`.
    Source: LSP 3.17 "Position".
    """

    __slots__ = ("_lines", "_text", "encoding")

    def __init__(self, text: str, encoding: Encoding) -> None:
        self._text = text
        self._lines = LineIndex(text)
        self.encoding = encoding

    def offset(self, position: types.Position) -> int:
        """The offset of `position`; what lies past a line or past the text is its end."""
        if position.line >= self._lines.count:
            return len(self._text)
        line, column = max(0, position.line), max(0, position.character)
        return self._lines.offset(Position(line, column), self.encoding)

    def span(self, between: types.Range) -> Span:
        """The stretch of a range, also of one whose ends are given in the wrong order."""
        start, end = sorted((self.offset(between.start), self.offset(between.end)))
        return Span(start, end)

    def position(self, offset: int) -> types.Position:
        """The position of `offset`; inside a CRLF that is the end of its line."""
        line = self._lines.line_of(offset)
        place = self._lines.position(min(offset, self._lines.line_span(line).end), self.encoding)
        return types.Position(place.line, place.column)

    def range(self, span: Span) -> types.Range:
        """The range of `span`."""
        return types.Range(self.position(span.start), self.position(span.end))
