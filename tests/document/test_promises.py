"""Promises that hold for every text, well formed or not."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from blamelint.document.model import Format
from blamelint.document.placeholder import PLACEHOLDER
from tests.document.drafts import MARKDOWN, SCRAPPY
from tests.document.promises import read

FORMATS = st.sampled_from(list(Format))


@given(text=MARKDOWN)
@settings(max_examples=150, deadline=None)
def test_every_word_of_a_well_formed_draft_maps_to_itself(text: str) -> None:
    """In nested Markdown with any line ends, each run that is not whole stands in the file as it is."""
    read(text)


@given(text=SCRAPPY, markup=FORMATS)
@settings(max_examples=400, deadline=None)
def test_half_markup_keeps_every_promise(text: str, markup: Format) -> None:
    """Text full of unclosed and misplaced markup reads without an error and maps exactly."""
    read(text, markup)


@given(text=st.text(max_size=200), markup=FORMATS)
@settings(max_examples=100, deadline=None)
def test_any_text_keeps_every_promise(text: str, markup: Format) -> None:
    """Any code points at all read without an error and map exactly."""
    read(text, markup)


@given(text=MARKDOWN)
@settings(max_examples=150, deadline=None)
def test_the_words_are_those_of_the_rendered_page(text: str) -> None:
    """Blocks hold the words a browser would show, in order: rendered by stock markdown-it and stripped of tags."""
    document = read(text)
    seen = [word for block in document.blocks for word in _words(block.text)]
    assert seen == _page_words(text)


@given(text=MARKDOWN)
@settings(max_examples=50, deadline=None)
def test_line_ends_change_places_only(text: str) -> None:
    """A draft with CRLF line ends has the same blocks as with LF, and their spans hold the same lines."""
    unix = re.sub("\r\n|\r", "\n", text)
    dos = unix.replace("\n", "\r\n")
    ours, theirs = read(unix), read(dos)
    assert [(b.kind, b.text, b.ancestors, b.level, b.code) for b in ours.blocks] == [
        (b.kind, b.text, b.ancestors, b.level, b.code) for b in theirs.blocks
    ]
    assert [b.span.cut(unix) for b in ours.blocks] == [b.span.cut(dos).replace("\r\n", "\n") for b in theirs.blocks]


def _words(text: str) -> list[str]:
    """The words without placeholders and task markers, which a page shows as boxes."""
    return [word for word in re.findall(r"[^\W_]+", text.replace(PLACEHOLDER, "")) if word != "x"]


class _Page(HTMLParser):
    """Gathers the text a page shows, without code."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden = 0
        self.address = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("code", "pre")
        if tag not in ("b", "em", "strong", "a", "s"):
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("code", "pre")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)


def _page_words(text: str) -> list[str]:
    page = _Page()
    page.feed(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))
    shown = re.sub(r"https://[\w./]+", " ", "".join(page.words))
    return _words(html.unescape(shown))
