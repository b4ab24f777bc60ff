"""Spans, lines and columns."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blamelint.text import Encoding, LineIndex, Position, Span, measure

TEXTS = st.lists(
    st.sampled_from(["a", "é", "e\u0301", "🚒", "\n", "\r", "\r\n", "\u2028", "\u0085", "\f", "\t", " "])
).map("".join)
ENCODINGS = st.sampled_from(list(Encoding))


@given(text=TEXTS, encoding=ENCODINGS, data=st.data())
def test_offset_to_position_and_back(text: str, encoding: Encoding, data: st.DataObject) -> None:
    """An offset comes back from its position in every encoding; inside a CRLF it comes back as the line's end."""
    lines = LineIndex(text)
    offset = data.draw(st.integers(0, len(text)))
    back = lines.offset(lines.position(offset, encoding), encoding)
    inside = text[offset - 1 : offset + 1] == "\r\n" if offset else False
    assert back == (offset - 1 if inside else offset)


@given(text=TEXTS)
def test_lines_cover_the_text(text: str) -> None:
    """Lines and line ends together are the text, and only CRLF, LF and CR end a line."""
    lines = LineIndex(text)
    assert lines.count == text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    spans = [lines.line_span(line) for line in range(lines.count)]
    assert spans[0].start == 0
    assert spans[-1].end == len(text)
    for before, after in pairwise(spans):
        assert text[before.end : after.start] in ("\n", "\r", "\r\n")
    assert all("\n" not in lines.line_text(line) for line in range(lines.count))


@given(text=TEXTS, data=st.data())
def test_columns_are_lengths_in_the_encoding(text: str, data: st.DataObject) -> None:
    """A UTF-8 or UTF-16 column is the length of what stands before it when Python encodes it."""
    lines = LineIndex(text)
    offset = data.draw(st.integers(0, len(text)))
    start = lines.line_span(lines.line_of(offset)).start
    before = text[start:offset]
    assert lines.position(offset, Encoding.UTF8).column == len(before.encode("utf-8"))
    assert lines.position(offset, Encoding.UTF16).column == len(before.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("", 0, (0, 0)),
        ("ab\ncd", 2, (0, 2)),
        ("ab\ncd", 3, (1, 0)),
        ("ab\r\ncd", 3, (0, 3)),
        ("ab\r\ncd", 4, (1, 0)),
        ("ab\rcd", 3, (1, 0)),
        ("ab\n", 3, (1, 0)),
        ("a\u2028b", 2, (0, 2)),
        ("a\x0bb\x0cc\x85d", 6, (0, 6)),
    ],
)
def test_positions(text: str, offset: int, expected: tuple[int, int]) -> None:
    """Positions at line ends of every kind are where an editor shows them."""
    assert LineIndex(text).position(offset) == Position(*expected)


@pytest.mark.parametrize(
    ("encoding", "column", "expected"),
    [
        (Encoding.UTF8, 1, 1),
        (Encoding.UTF8, 3, 1),
        (Encoding.UTF8, 5, 2),
        (Encoding.UTF16, 2, 1),
        (Encoding.UTF16, 3, 2),
        (Encoding.UTF16, 99, 3),
        (Encoding.CODE_POINTS, 2, 2),
        (Encoding.CODE_POINTS, 99, 3),
    ],
)
def test_a_column_inside_a_character_or_past_the_line(encoding: Encoding, column: int, expected: int) -> None:
    """A column inside a character gives that character, one past the line gives the line's end."""
    assert LineIndex("a🚒b\nrest").offset(Position(0, column), encoding) == expected


def test_places_outside_are_refused() -> None:
    """An offset outside the text and a line that is not there are errors, not guesses."""
    lines = LineIndex("ab")
    with pytest.raises(ValueError, match="outside"):
        lines.position(3)
    with pytest.raises(IndexError):
        lines.offset(Position(1, 0))
    with pytest.raises(IndexError):
        lines.line_span(-1)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_is_ordered_and_not_negative(start: int, end: int) -> None:
    """A span that runs backwards or starts before the text cannot be made."""
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


@pytest.mark.parametrize(
    ("one", "other", "overlaps", "contains"),
    [
        (Span(0, 3), Span(2, 5), True, False),
        (Span(0, 3), Span(3, 5), False, False),
        (Span(0, 5), Span(1, 2), True, True),
        (Span(1, 2), Span(0, 5), True, False),
        (Span(0, 5), Span(5, 5), False, True),
    ],
)
def test_span_relations(one: Span, other: Span, *, overlaps: bool, contains: bool) -> None:
    """Half-open spans overlap only where they share a code point; touching is not overlapping."""
    assert one.overlaps(other) is overlaps
    assert one.contains(other) is contains


def test_span_parts() -> None:
    """Length, shift and cut speak of the same code points."""
    span = Span(1, 3)
    assert (len(span), span.shift(2), span.cut("a🚒bc")) == (2, Span(3, 5), "🚒b")


def test_lone_surrogates_are_measured() -> None:
    """A lone surrogate, which no file holds but an editor may send, has a length in every encoding."""
    assert [measure("\ud800", encoding) for encoding in Encoding] == [3, 1, 1]


@given(line=st.text(alphabet="aé語🚒\ud83d\ude92", max_size=12), encoding=ENCODINGS, column=st.integers(0, 40))
def test_a_column_is_the_last_character_that_begins_before_it(line: str, encoding: Encoding, column: int) -> None:
    """Any column of a line, also one inside a character or past the end, is found as by counting one by one."""
    starts = [measure(line[:offset], encoding) for offset in range(len(line) + 1)]
    wanted = max(offset for offset, start in enumerate(starts) if start <= column)
    assert LineIndex(line).offset(Position(0, column), encoding) == wanted


def test_a_long_line_takes_no_time() -> None:
    """A column near the end of a line of many megabytes is found at once."""
    line = "a" * 5_000_000 + "🚒"
    for encoding in Encoding:
        assert LineIndex(line).offset(Position(0, 5_000_000), encoding) == 5_000_000
