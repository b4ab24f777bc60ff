"""Reads plain text: paragraphs between blank lines, bullets with what continues them, and lines that serve as headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from blamelint.document.fields import metadata
from blamelint.document.labels import lead_of, own_lines
from blamelint.document.model import Block, BlockKind, Document, Format, Item, Source
from blamelint.document.prose import Weaver
from blamelint.document.sections import arrange
from blamelint.text import LINE_END, Span

_BULLET = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>[-*+•◦‣–—]|(?P<number>\d{1,9})[.)])[ \t]+(?:\[(?P<task>[ xX])\][ \t]+)?(?=\S)"
)
_UNDERLINE = re.compile(r"(=+|-+|~+|\*+)[ \t]*")
_HASH = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_CODE_LINE = re.compile(r"[$#>%] |[{}();=<>|\\/_\[\]]")
_QUOTE = re.compile(r"[ \t]{0,3}>+[ \t]?")

_UNDERLINED = {"=": 1, "-": 2, "~": 3, "*": 1}
_LABEL_LEVEL = 7
_CAPS_LEVEL = 2


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    """Of the first character that is no blank, in the file."""
    end: int
    """After the last character that is no blank."""
    indent: int
    """In columns; a tab goes to the next multiple of four."""
    text: str

    @property
    def empty(self) -> bool:
        """True for a line of blanks."""
        return self.start == self.end


def read_plain(source: Source) -> Document:
    """The document that `source` is when read as plain text.

    Errors: none.
    """
    lines = list(_lines(source.text))
    blocks = list(_Reading(source.text, lines).blocks())
    placed, sections = arrange(len(source.text), blocks)
    return Document(source, Format.PLAIN, placed, sections, metadata(source.text, placed, sections))


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for end in LINE_END.finditer(text):
        yield _line(text, start, end.start())
        start = end.end()
    yield _line(text, start, len(text))


def _line(text: str, start: int, end: int) -> _Line:
    raw = text[start:end]
    words = raw.strip()
    lead = len(raw) - len(raw.lstrip())
    first = start + (lead if words else 0)
    return _Line(first, first + len(words), len(raw[:lead].expandtabs(4)), words)


class _Reading:
    def __init__(self, text: str, lines: list[_Line]) -> None:
        self.text = text
        self.lines = lines
        self._at = 0
        self._lists: list[tuple[int, int]] = []  # indent and index of the lists that are open
        self._count = 0

    def blocks(self) -> Iterator[Block]:
        """All blocks in order."""
        while self._at < len(self.lines):
            line = self.lines[self._at]
            if line.empty:
                self._at += 1
            elif (heading := self._heading(line)) is not None:
                self._lists.clear()
                yield from self._weave(BlockKind.HEADING, [(line, heading[1])], level=heading[0])
            elif _UNDERLINE.fullmatch(line.text) and len(line.text) > 2:
                self._at += 1  # a rule
            elif bullet := _BULLET.match(line.text):
                yield from self._item(line, bullet)
            else:
                yield from self._paragraph(line)

    def _heading(self, line: _Line) -> tuple[int, int] | None:
        """Level of a heading and where its words start in the line, when `line` is one; steps past it."""
        below = self.lines[self._at + 1] if self._at + 1 < len(self.lines) else None
        hashes = _HASH.match(line.text)
        if hashes:
            self._at += 1
            return len(hashes.group(1)), hashes.end()
        alone = below is None or below.empty
        level = None
        if below is not None and not below.empty and len(below.text) >= 3 and _UNDERLINE.fullmatch(below.text):
            if len(line.text) <= 100 and not _BULLET.match(line.text):
                self._at += 2
                return _UNDERLINED[below.text[0]], 0
        above_blank = self._at == 0 or self.lines[self._at - 1].empty
        if not above_blank or len(line.text) > 80:
            return None
        if _is_capitals(line.text):
            level = _CAPS_LEVEL
        elif (
            line.text.endswith(":")
            and line.indent == 0
            and len(line.text.split()) <= 6
            and not _BULLET.match(line.text)
        ):
            level = _LABEL_LEVEL if alone or below is not None else None
        if level is None:
            return None
        self._at += 1
        return level, 0

    def _item(self, line: _Line, bullet: re.Match[str]) -> Iterator[Block]:
        while self._lists and self._lists[-1][0] > line.indent:
            self._lists.pop()
        if not self._lists or self._lists[-1][0] < line.indent:
            self._lists.append((line.indent, self._count))
            self._count += 1
        number = bullet.group("number")
        task = bullet.group("task")
        item = Item(
            list=self._lists[-1][1],
            depth=len(self._lists) - 1,
            number=int(number) if number else None,
            checked=None if task is None else task != " ",
        )
        taken = [(line, bullet.end())]
        self._at += 1
        while self._at < len(self.lines):
            following = self.lines[self._at]
            if following.empty or _BULLET.match(following.text) or _HASH.match(following.text):
                break
            taken.append((following, 0))
            self._at += 1
        yield from self._weave(BlockKind.ITEM, taken, item=item)

    def _paragraph(self, line: _Line) -> Iterator[Block]:
        if self._lists and line.indent <= self._lists[0][0]:
            self._lists.clear()
        quoted = _QUOTE.match(line.text) is not None
        taken = []
        while self._at < len(self.lines):
            following = self.lines[self._at]
            quote = _QUOTE.match(following.text)
            if following.empty or (quote is not None) != quoted:
                break
            if taken and (_BULLET.match(following.text) or _HASH.match(following.text)):
                break
            taken.append((following, quote.end() if quote else 0))
            self._at += 1
        if all(_is_code(taken_line) for taken_line, _ in taken) and line.indent >= 4:
            return
        yield from self._weave(BlockKind.PARAGRAPH, taken, quoted=quoted)

    def _weave(
        self,
        kind: BlockKind,
        lines: list[tuple[_Line, int]],
        *,
        level: int = 0,
        item: Item | None = None,
        quoted: bool = False,
    ) -> Iterator[Block]:
        weaver = Weaver()
        last: int | None = None
        for line, skip in lines:
            if last is not None:
                weaver.blank(last, line.start + skip, line_break=True)
            weaver.verbatim(line.text[skip:], line.start + skip)
            last = line.end
        woven = weaver.finish()
        if not woven.text:
            return
        ancestors = ("list",) * len(self._lists) if kind is not BlockKind.HEADING else ()
        if quoted:
            ancestors = (*ancestors, "quote")
        span = Span(lines[0][0].start, lines[-1][0].end)
        pieces = own_lines(woven) if kind is BlockKind.PARAGRAPH else [woven]
        for piece in pieces:
            if len(pieces) > 1:
                span = Span(piece.runs[0].source.start, piece.runs[-1].source.end)
            yield Block(
                kind=kind,
                text=piece.text,
                map=piece.map,
                span=span,
                section=0,
                ancestors=ancestors,
                level=level,
                item=item,
                code=piece.code,
                emphasis=piece.emphasis,
                lead=None if kind is BlockKind.HEADING else lead_of(piece),
            )


def _is_capitals(text: str) -> bool:
    """True for a line of capitals with at least one word of three letters; `SEV1` or `OK.` alone is none."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 4 and all(letter.isupper() for letter in letters) and not text.endswith((".", "!", "?"))


def _is_code(line: _Line) -> bool:
    """True for an indented line with more signs than prose has."""
    if line.indent < 4:
        return False
    return line.text.startswith(("$ ", "# ", "> ")) or len(_CODE_LINE.findall(line.text)) * 12 > len(line.text)
