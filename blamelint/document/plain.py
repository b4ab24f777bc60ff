"""Reads plain text: paragraphs, bullets with what continues them, and lines that serve as headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from blamelint.document.blocks import LEAD_IN, block, paragraph_blocks
from blamelint.document.fields import metadata
from blamelint.document.labels import MAX_HEADING, is_label_heading
from blamelint.document.model import Block, BlockKind, Comment, Document, Format, Item, Source
from blamelint.document.prose import Weaver, Woven
from blamelint.document.sections import arrange
from blamelint.text import LINE_END, Span

_BULLET = re.compile(r"(?P<mark>[-*+•◦‣–—]|(?P<number>\d{1,9})[.)])[ \t]+(?:\[(?P<task>[ xX])\][ \t]+)?(?=\S)")
_UNDERLINE = re.compile(r"={3,}|-{3,}|~{3,}|\*{3,}|_{3,}")
_HASHES = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_COMMENT = re.compile(r"<!--(.*)-->|(?:#|//)[ \t]*(blamelint-.*)")
_CODE_SIGNS = re.compile(r"[{}();=<>|\\/_\[\]$]")

_LEVELS = {"=": 1, "*": 1, "-": 2, "_": 2, "~": 3}
"""Of a heading, by what it is underlined with."""

_CAPITALS_LEVEL = 2
_CODE_INDENT = 4
_CODE_SHARE = 12
"""An indented line with more than one sign in so many characters is code."""

_MIN_CAPITALS = 4
"""Letters in a line of capitals that is a heading; `OK` and `SEV` are none."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    """Of the first character that is no blank, in the file."""
    text: str
    """Without the blanks on both sides."""
    indent: int
    """In columns; a tab goes to the next multiple of eight."""

    @property
    def end(self) -> int:
        """After the last character that is no blank."""
        return self.start + len(self.text)


def read_plain(source: Source) -> Document:
    """The document that `source` is when read as plain text.

    Errors: none.
    """
    reading = _Reading(source.text)
    blocks, sections = arrange(len(source.text), reading.blocks())
    fields = metadata(source.text, blocks, sections)
    return Document(source, Format.PLAIN, blocks, sections, fields, tuple(reading.comments))


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for end in LINE_END.finditer(text):
        yield _line(text, start, end.start())
        start = end.end()
    yield _line(text, start, len(text))


def _line(text: str, start: int, end: int) -> _Line:
    raw = text[start:end]
    lead = len(raw) - len(raw.lstrip())
    return _Line(start + lead, raw.strip(), len(raw[:lead].expandtabs()))


class _Reading:
    """Takes the lines one after the other; every step moves on by at least one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.comments: list[Comment] = []
        self._lines = list(_lines(text))
        self._at = 0
        self._lists: list[tuple[int, int]] = []  # indent and index of the lists that are open
        self._list_count = 0
        self._begun = False  # something came before

    def blocks(self) -> Iterator[Block]:
        """All blocks in order."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not line.text or _UNDERLINE.fullmatch(line.text):
                self._at += 1
            elif not self._is_comment(line):
                yield from self._block(line)
                self._begun = True

    def _is_comment(self, line: _Line) -> bool:
        """Takes the line when it is a comment."""
        comment = _COMMENT.fullmatch(line.text)
        if comment is None:
            return False
        self.comments.append(Comment(comment.group(1) or comment.group(2) or "", Span(line.start, line.end)))
        self._at += 1
        return True

    def _before(self) -> str:
        """The text of the line before this one, comments left out."""
        at = self._at - 1
        while at >= 0 and _COMMENT.fullmatch(self._lines[at].text):
            at -= 1
        return self._lines[at].text if at >= 0 else ""

    def _block(self, line: _Line) -> Iterator[Block]:
        if level := self._heading_level(line):
            yield from self._heading(line, level)
        elif bullet := _BULLET.match(line.text):
            yield from self._item(line, bullet)
        else:
            yield from self._paragraph(line)

    def _heading_level(self, line: _Line) -> int:
        """The level of the heading that `line` is; 0 for none."""
        if hashes := _HASHES.match(line.text):
            return len(hashes.group(1))
        if len(line.text) > MAX_HEADING or _BULLET.match(line.text) or _QUOTE.match(line.text):
            return 0
        below = self._lines[self._at + 1].text if self._at + 1 < len(self._lines) else ""
        if _UNDERLINE.fullmatch(below):
            return _LEVELS[below[0]]
        if (before := self._before()) and not _UNDERLINE.fullmatch(before):
            return 0
        if _is_capitals(line.text):
            return _CAPITALS_LEVEL if self._begun else 1
        return LEAD_IN if line.indent == 0 and is_label_heading(line.text) else 0

    def _heading(self, line: _Line, level: int) -> Iterator[Block]:
        self._lists.clear()
        self._at += 1
        end = line.end
        if self._at < len(self._lines) and _UNDERLINE.fullmatch(self._lines[self._at].text):
            end = self._lines[self._at].end
            self._at += 1
        hashes = _HASHES.match(line.text)
        woven = _weave([(line, hashes.end() if hashes else 0)])
        if woven.text:
            yield block(BlockKind.HEADING, woven, Span(line.start, end), (), level=level)

    def _item(self, line: _Line, bullet: re.Match[str]) -> Iterator[Block]:
        while self._lists and self._lists[-1][0] > line.indent:
            self._lists.pop()
        if not self._lists or self._lists[-1][0] < line.indent:
            self._lists.append((line.indent, self._list_count))
            self._list_count += 1
        number, task = bullet.group("number"), bullet.group("task")
        item = Item(
            list=self._lists[-1][1],
            depth=len(self._lists) - 1,
            number=int(number) if number else None,
            checked=None if task is None else task != " ",
        )
        self._at += 1
        taken = [(line, bullet.end()), *self._following()]
        woven = _weave(taken)
        if woven.text:
            yield block(BlockKind.ITEM, woven, _span(taken), ("list",) * len(self._lists), item=item)

    def _paragraph(self, line: _Line) -> Iterator[Block]:
        if self._lists and line.indent <= self._lists[0][0]:
            self._lists.clear()
        quote = _QUOTE.match(line.text)
        self._at += 1
        taken = [(line, quote.end() if quote else 0), *self._following(quoted=quote is not None)]
        if all(_is_code(each) for each, _ in taken):
            return
        ancestors = ("list",) * len(self._lists)
        woven = _weave(taken)
        if quote:
            ancestors = (*ancestors, "quote")
        if woven.text:
            yield from paragraph_blocks(woven, _span(taken), ancestors, self.text)

    def _following(self, *, quoted: bool = False) -> Iterator[tuple[_Line, int]]:
        """The lines that go on with a paragraph or an item, each with where its words start; comments end neither."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if self._is_comment(line):
                continue
            quote = _QUOTE.match(line.text)
            below = self._lines[self._at + 1].text if self._at + 1 < len(self._lines) else ""
            if (
                not line.text
                or (quote is not None) != quoted
                or _UNDERLINE.fullmatch(line.text)
                or _UNDERLINE.fullmatch(below)
                or _BULLET.match(line.text)
                or _HASHES.match(line.text)
            ):
                return
            self._at += 1
            yield line, quote.end() if quote else 0


def _weave(lines: list[tuple[_Line, int]]) -> Woven:
    weaver = Weaver()
    last: int | None = None
    for line, skip in lines:
        if last is not None:
            weaver.blank(last, line.start + skip, line_break=True)
        weaver.verbatim(line.text[skip:], line.start + skip)
        last = line.end
    return weaver.finish()


def _span(lines: list[tuple[_Line, int]]) -> Span:
    return Span(lines[0][0].start, lines[-1][0].end)


def _is_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return (
        len(letters) >= _MIN_CAPITALS
        and all(letter.isupper() for letter in letters)
        and not text.endswith((".", "!", "?", ","))
    )


def _is_code(line: _Line) -> bool:
    """True for an indented line with a prompt or with more signs than prose has."""
    if line.indent < _CODE_INDENT:
        return False
    return line.text.startswith(("$ ", "% ")) or len(_CODE_SIGNS.findall(line.text)) * _CODE_SHARE > len(line.text)
