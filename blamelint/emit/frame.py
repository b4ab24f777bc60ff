"""The draft's own lines with the words of a finding underlined, as `full` shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from blamelint.document.model import Source
from blamelint.emit.cells import Glyph, disarmed, glyphs
from blamelint.emit.outlet import Outlet, Style
from blamelint.text import Span

_MOST_LINES = 6
_CUT = Glyph("…", 1)
_LONGEST_WORD = 16
"""A cut is moved to the next blank where one is this near, in code points."""


def frame(source: Source, span: Span, outlet: Outlet, style: Style) -> Iterator[str]:
    """Lines for the terminal: a gutter with line numbers, the draft's text, carets under the words of `span`.

    Shape: a span over many lines shows its first and its last ones; a long line shows the part around the words.
    """
    first, last = source.lines.line_of(span.start), source.lines.line_of(max(span.start, span.end - 1))
    gutter = len(str(last + 1))
    room = max(20, outlet.width - gutter - 3)
    blank = outlet.paint(f"{'':{gutter}} |", Style.DIM)
    yield blank
    for line in _shown_lines(first, last):
        if line is None:
            yield outlet.paint(f"{'':{gutter}} ⋮", Style.DIM)
            continue
        before, words, after = _window(source, line, span, room)
        marked = "".join(glyph.shown for glyph in words)
        text = _text(before) + outlet.paint(marked, style) + _text(after)
        carets = "^" * max(1, _width(words))
        yield f"{outlet.paint(f'{line + 1:>{gutter}} |', Style.DIM)} {disarmed(text)}".rstrip()
        yield f"{blank} {' ' * _width(before)}{outlet.paint(carets, style)}"


def _shown_lines(first: int, last: int) -> Iterator[int | None]:
    """The lines to show; None stands for those left out."""
    if last - first < _MOST_LINES:
        yield from range(first, last + 1)
        return
    yield from range(first, first + _MOST_LINES // 2)
    yield None
    yield from (last - 1, last)


def _window(source: Source, line: int, span: Span, room: int) -> tuple[list[Glyph], list[Glyph], list[Glyph]]:
    """What to show of a line before, in and after the span, together at most `room` cells.

    Only the neighbourhood of the words is ever looked at, so a line of ten megabytes costs no more than another.
    """
    whole = source.lines.line_span(line)
    start = min(max(span.start, whole.start), whole.end)
    end = max(start, min(span.end, whole.end))
    text = source.text
    if start > span.start:
        # The words go on from the line above: the white space before them is no part of them.
        start += len(text[start : min(end, start + room)]) - len(text[start : min(end, start + room)].lstrip())
    far = 4 * room
    left = list(glyphs(text[max(whole.start, start - far) : start]))
    words = list(glyphs(text[start : min(end, start + far)]))
    right = list(glyphs(text[end : min(whole.end, end + far)]))
    if _width(words) > room - 2:
        words = [*_fitting(words, room - 3), _CUT]
        right, end = [], whole.end
    rest = room - _width(words)
    lead = min(_width(left), max(rest // 2, rest - _width(right)))
    before = left
    if start - whole.start > len(left) or _width(left) > lead:
        before = [_CUT, *_ending(left, lead - 1)]
    trail = rest - _width(before)
    after = right
    if whole.end - end > len(right) or _width(right) > trail:
        after = [*_whole_words(_fitting(right, trail - 1)), _CUT]
    return before, words, after


def _fitting(parts: Iterable[Glyph], room: int) -> list[Glyph]:
    kept = []
    for glyph in parts:
        room -= glyph.width
        if room < 0:
            break
        kept.append(glyph)
    return kept


def _ending(parts: list[Glyph], room: int) -> list[Glyph]:
    """The last of `parts` that fit, never beginning with a mark whose letter was cut off."""
    kept = _whole_words(_fitting(reversed(parts), room))
    while kept and kept[-1].width == 0:
        kept.pop()
    return kept[::-1]


def _whole_words(parts: list[Glyph]) -> list[Glyph]:
    """`parts` up to the last blank, where one is near the end."""
    for back in range(1, min(_LONGEST_WORD, len(parts)) + 1):
        if parts[-back].shown == " ":
            return parts[: len(parts) - back + 1]
    return parts


def _width(parts: list[Glyph]) -> int:
    return sum(glyph.width for glyph in parts)


def _text(parts: list[Glyph]) -> str:
    return "".join(glyph.shown for glyph in parts)
