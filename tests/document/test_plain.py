"""What plain text reads as."""

from __future__ import annotations

import pytest

from blamelint.document.model import BlockKind, Format
from blamelint.text import Span
from tests.document.promises import read

PARAGRAPH, ITEM, HEADING = BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo\n\nthree", [(PARAGRAPH, "one two", 0, ()), (PARAGRAPH, "three", 0, ())]),
        ("Summary\n=======\ntext", [(HEADING, "Summary", 1, ()), (PARAGRAPH, "text", 0, ())]),
        ("Summary\n-------\ntext", [(HEADING, "Summary", 2, ()), (PARAGRAPH, "text", 0, ())]),
        ("a\nSummary\n-------", [(PARAGRAPH, "a", 0, ()), (HEADING, "Summary", 2, ())]),
        (
            "THE OUTAGE\n\nIMPACT\ntext",
            [(HEADING, "THE OUTAGE", 1, ()), (HEADING, "IMPACT", 2, ()), (PARAGRAPH, "text", 0, ())],
        ),
        ("SEV", [(PARAGRAPH, "SEV", 0, ())]),
        ("IT WAS DOWN!", [(PARAGRAPH, "IT WAS DOWN!", 0, ())]),
        ("What went well:\n  text", [(HEADING, "What went well:", 7, ()), (PARAGRAPH, "text", 0, ())]),
        ("We saw this:\n\ntext", [(PARAGRAPH, "We saw this:", 0, ()), (PARAGRAPH, "text", 0, ())]),
        ("Impact: none", [(PARAGRAPH, "Impact: none", 0, ())]),
        ("## Two", [(HEADING, "Two", 2, ())]),
        ("#hashtag", [(PARAGRAPH, "#hashtag", 0, ())]),
        ("a\n-----\nb", [(HEADING, "a", 2, ()), (PARAGRAPH, "b", 0, ())]),
        ("-----\n\na", [(PARAGRAPH, "a", 0, ())]),
        ("> a\n> b\nc", [(PARAGRAPH, "a b", 0, ("quote",)), (PARAGRAPH, "c", 0, ())]),
        ("• a\n  b\n• c", [(ITEM, "a b", 0, ("list",)), (ITEM, "c", 0, ("list",))]),
        ("text\n- a", [(PARAGRAPH, "text", 0, ()), (ITEM, "a", 0, ("list",))]),
        (
            "- a\n\n  more\n\nout",
            [(ITEM, "a", 0, ("list",)), (PARAGRAPH, "more", 0, ("list",)), (PARAGRAPH, "out", 0, ())],
        ),
        ("10:02 a\n10:04 b", [(PARAGRAPH, "10:02 a", 0, ()), (PARAGRAPH, "10:04 b", 0, ())]),
        ("Owner: A\nDate: B", [(PARAGRAPH, "Owner: A", 0, ()), (PARAGRAPH, "Date: B", 0, ())]),
        ("    if (x) { y[0] = 1; }\n    $ run", []),
        ("    indented prose is prose", [(PARAGRAPH, "indented prose is prose", 0, ())]),
        ("see https://a.b/c.", [(PARAGRAPH, "see config.", 0, ())]),
        ("*stars* and `ticks` stay", [(PARAGRAPH, "*stars* and `ticks` stay", 0, ())]),
        ("", []),
    ],
)
def test_blocks(text: str, expected: list[tuple[BlockKind, str, int, tuple[str, ...]]]) -> None:
    """Each stretch of prose is one block of the right kind; markup that is only Markdown's stays as it is."""
    document = read(text, Format.PLAIN)
    assert [(b.kind, b.text, b.level, b.ancestors) for b in document.blocks] == expected


def test_lists() -> None:
    """Bullets nest by indentation and know their number and task state."""
    text = "1. a\n   - [x] b\n   - [ ] c\n2) d\n\n* e\n"
    assert [
        (b.text, b.item and (b.item.list, b.item.depth, b.item.number, b.item.checked))
        for b in read(text, Format.PLAIN).blocks
    ] == [
        ("a", (0, 0, 1, None)),
        ("b", (1, 1, None, True)),
        ("c", (1, 1, None, False)),
        ("d", (0, 0, 2, None)),
        ("e", (0, 0, None, None)),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_are_exact(end: str) -> None:
    """Words map to where they stand over folded lines, whatever ends a line."""
    text = end.join(["  \u2022 the page", "\twas late", ""])
    (block,) = read(text, Format.PLAIN).blocks
    assert block.text == "the page was late"
    assert block.map.source_span(Span(4, 12)).cut(text) == f"page{end}\twas"
    assert block.span.cut(text) == text.strip()


def test_directive_comments() -> None:
    """A line that is a comment, HTML's or a blamelint directive after `#` or `//`, is no prose."""
    text = "<!-- a -->\n# blamelint-disable BL101\n// blamelint-enable\ntext # not one\n"
    document = read(text, Format.PLAIN)
    assert [c.text for c in document.comments] == [" a ", "blamelint-disable BL101", "blamelint-enable"]
    assert [b.text for b in document.blocks] == ["text # not one"]
