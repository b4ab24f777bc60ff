"""Inline Markdown to clean text: what a writer reads when the page is rendered, with its way back to the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from blamelint.document.markdown_lines import ContentMap
from blamelint.document.model import Comment
from blamelint.document.placeholder import keeps_words
from blamelint.document.prose import Weaver, Woven

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
MAX_HEADING = 1000
"""A longer heading keeps its attributes."""

_CODE_TAGS = frozenset({"code", "kbd", "samp", "tt", "var"})
_TASK = re.compile(r"\[([ xX])\](?=\s)")
_ATTRIBUTES = re.compile(r"\s+(?:#+\s+)?\{:?\s?[#.][^{}\n]*\}$")

ALERT = re.compile(r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|INFO|DANGER)\][+-]?(?=\s|$)", re.IGNORECASE)
"""The first words of a GitHub alert, which is written like a quote and is none."""


@dataclass(frozen=True, slots=True)
class Clip:
    """Which part of a block's content is its words."""

    start: int = 0
    end: int | None = None
    checked: bool | None = None
    """The state of the task marker that was clipped."""


def read_clip(content: str, *, task: bool, alert: bool, heading: bool) -> Clip:
    """The content without a task marker, an alert's name or a heading's attributes, where there may be one."""
    if task and (marker := _TASK.match(content)):
        return Clip(marker.end(), checked=marker.group(1) != " ")
    if alert and (marker := ALERT.match(content)):
        return Clip(marker.end())
    if heading and content.endswith("}") and len(content) <= MAX_HEADING and (marker := _ATTRIBUTES.search(content)):
        return Clip(end=marker.start())
    return Clip()


@dataclass(slots=True)
class Inline:
    """What the inline content of one block held."""

    woven: Woven
    notes: list[Woven] = field(default_factory=list)
    """Inline footnotes, `^[like this]`."""


_ALL = Clip()


def read_inline(
    tokens: Sequence[Token], content: str, places: ContentMap, text: str, comments: list[Comment], *, clip: Clip = _ALL
) -> Inline:
    """The clean text of traced inline tokens.

    Shape: comments found on the way are added to `comments`.
    Units: `places` leads from offsets in `content` to code points of `text`, the file's.
    """
    walk = _Walk(content, places, text, comments)
    walk.start, walk.end = clip.start, len(content) if clip.end is None else clip.end
    for token in tokens:
        walk.take(token)
    walk.flush()
    return Inline(walk.weaver.finish(), walk.notes)


class _Walk:
    def __init__(self, content: str, places: ContentMap, text: str, comments: list[Comment]) -> None:
        self.content = content
        self.places = places
        self.text = text
        self.comments = comments
        self.weaver = Weaver()
        self.notes: list[Woven] = []
        self.start = 0
        self.end = len(content)
        self._outer: list[Weaver] = []
        self._pending: tuple[int, int] | None = None  # verbatim text not yet woven, in the content
        self._code: tuple[str, int] | None = None  # an open tag such as <kbd>, and where it starts
        self._autolink = False

    def take(self, token: Token) -> None:
        start, end = token.meta["at"]
        if token.type == "text" and not self._autolink and self.content.startswith(token.content, start):
            self._text(start, start + len(token.content))
            return
        if self._code is not None and token.type != "html_inline":
            return
        self.flush()
        match token.type:
            case "text":
                if not self._autolink and token.content:
                    self._whole(token.content, start, end)
            case "text_special":
                self._whole(token.content, start, end)
            case "softbreak" | "hardbreak":
                source = self.places.span(start, end)
                self.weaver.blank(source.start, source.end, line_break=True)
            case "code_inline":
                self._inline_code(token, start, end)
            case "image" | "math_inline":
                self._placeholder(start, end)
            case "link_open":
                self._link(token, start, end)
            case "link_close":
                self._autolink = False
            case "em_open" | "strong_open":
                self.weaver.open(strong=token.type == "strong_open")
            case "em_close" | "strong_close":
                self.weaver.close()
            case "html_inline":
                self._html(token.content, start, end)
            case "note_open":
                self._outer.append(self.weaver)
                self.weaver = Weaver()
            case "note_close":
                self.notes.append(self.weaver.finish())
                self.weaver = self._outer.pop()

    def flush(self) -> None:
        """Weaves the text that waits for its neighbour, so that an address is seen in one piece."""
        if self._pending is None:
            return
        start, end = self._pending
        self._pending = None
        for piece in self.places.pieces(start, end):
            words = self.content[piece.start : piece.end]
            if piece.exact:
                self.weaver.verbatim(words, piece.source.start)
            else:
                self.weaver.whole(words, piece.source.start, piece.source.end)

    def _text(self, start: int, end: int) -> None:
        start, end = max(start, self.start), min(end, self.end)
        if start >= end or self._code is not None:
            return
        if self._pending is not None and self._pending[1] == start:
            self._pending = (self._pending[0], end)
        else:
            self.flush()
            self._pending = (start, end)

    def _whole(self, words: str, start: int, end: int) -> None:
        source = self.places.span(start, end)
        self.weaver.whole(words, source.start, source.end)

    def _placeholder(self, start: int, end: int) -> None:
        source = self.places.span(start, end)
        self.weaver.placeholder(source.start, source.end)

    def _inline_code(self, token: Token, start: int, end: int) -> None:
        if keeps_words(token.content):
            at = self.content.find(token.content, start, end)
            if at >= 0:
                self._text(at, at + len(token.content))
                self.flush()
                return
        self._placeholder(start, end)

    def _link(self, token: Token, start: int, end: int) -> None:
        """An autolink is one placeholder, an address of a person its own words; other links are their text."""
        if token.markup != "autolink":
            return
        self._autolink = True
        if str(token.attrs.get("href", "")).startswith("mailto:") and ":" not in self.content[start:end]:
            self._text(start + 1, end - 1)
            self.flush()
        else:
            self._placeholder(start, end)

    def _html(self, tag: str, start: int, end: int) -> None:
        if tag.startswith("<!--"):
            span = self.places.span(start, end)
            raw = span.cut(self.text)
            self.comments.append(Comment(raw.removeprefix("<!--").removesuffix("-->"), span))
            return
        match = _TAG.match(tag)
        if match is None:
            return
        closing, name = match.group(1) == "/", match.group(2).lower()
        if self._code is not None:
            if closing and name == self._code[0]:
                opened = self._code[1]
                self._code = None
                self._placeholder(opened, end)
        elif (
            name in _CODE_TAGS and not closing and not tag.endswith("/>") and f"</{name}" in self.content[end:].lower()
        ):
            self._code = (name, start)
        elif name == "br":
            source = self.places.span(start, end)
            self.weaver.blank(source.start, source.end, line_break=True)
