"""Hostile drafts: none takes more than seconds or reaches Python's recursion limit."""

from __future__ import annotations

import time

import pytest

from blamelint.document.formats import parse
from blamelint.document.markdown_trace import MAX_INLINE
from blamelint.document.model import Document, Format, Source

SECONDS = 20.0
"""Far above what any of these takes, far below what any of them took when the reading was quadratic."""

DRAFTS = {
    "one long line": "word and *some* text, " * 450_000,
    "blanks": " " * 5_000_000,
    "unclosed fence": "```\n" + "line of code\n" * 100_000,
    "deep quotes": ">" * 10_000 + " deep",
    "deep lists": "- " * 10_000 + "deep",
    "indented lists": "".join("  " * depth + "- x\n" for depth in range(800)),
    "long table": "| a | b |\n|---|---|\n" + "| x | w |\n" * 30_000,
    "wide table": "|a" * 5_000 + "|\n" + "|-" * 5_000 + "|\n" + "|x" * 5_000 + "|\n",
    "long paragraph": "word *a* b\r\n" * 50_000,
    "labelled lines": "Label: a\n" * 20_000,
    "lazy quote": "> a\n" + "b\n" * 40_000,
    "comments": "<!-- a " * 50_000,
    "unclosed tags": "<div>\n" + "<a b='" * 50_000,
    "unclosed html code": "<div>\n" + "<code>" * 20_000,
    "closed html code": "<div>\n" + "<code>x</code>" * 20_000,
    "underlines": "a\n-\n" * 30_000,
    "address": "http://a" + ".)" * 500_000,
    "front matter": "---\na: [" + "x," * 200_000 + "\n---\n",
}
INLINE = [
    "*",
    "_",
    "[",
    "![",
    "`",
    "<",
    "&",
    "**a",
    "*a_",
    "[a](",
    "<!--",
    "``a`",
    "~~",
    "\\",
    "^[",
    "**a *b** ",
    "<code>",
]


@pytest.mark.parametrize("markup", list(Format))
@pytest.mark.parametrize("draft", DRAFTS)
def test_size_costs_no_more_than_its_share(draft: str, markup: Format) -> None:
    """Megabytes of one construct are read in seconds."""
    read_in_time(DRAFTS[draft], markup)


@pytest.mark.parametrize("scrap", INLINE)
def test_half_markup_costs_no_more_than_its_share(scrap: str) -> None:
    """A paragraph of nothing but openings is read in seconds, just below the limit for inline markup too."""
    document = read_in_time((scrap * MAX_INLINE)[: MAX_INLINE - 1], Format.MARKDOWN)
    assert len(document.blocks) <= 1


def test_markup_of_overlong_paragraphs_is_not_read() -> None:
    """A paragraph longer than any prose is kept word for word."""
    text = "a *b*\n" * MAX_INLINE
    (block,) = read_in_time(text, Format.MARKDOWN).blocks
    assert block.text == " ".join(text.split())


def read_in_time(text: str, markup: Format) -> Document:
    started = time.monotonic()
    document = parse(Source("draft", text), markup)
    assert time.monotonic() - started < SECONDS
    return document
