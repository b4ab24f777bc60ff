"""Reads Markdown: CommonMark and GFM, front matter, footnotes, definition lists, folds and bold lead-in lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from blamelint.document.blocks import block, paragraph_blocks
from blamelint.document.fields import metadata
from blamelint.document.frontmatter import split_front_matter
from blamelint.document.markdown_html import read_html
from blamelint.document.markdown_inline import ALERT, read_clip, read_inline
from blamelint.document.markdown_lines import ContentMap, NewLines, cell_map, split_cells
from blamelint.document.markdown_trace import parser
from blamelint.document.model import Block, BlockKind, Cell, Comment, Document, Format, Item, Source
from blamelint.document.sections import arrange
from blamelint.text import Span

_OPENS = {
    "blockquote_open": "quote",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "dl_open": "list",
    "table_open": "table",
    "footnote_reference_open": "footnote",
}
_CLOSES = {opens.replace("_open", "_close") for opens in _OPENS}
_LIST_OPENS = ("bullet_list_open", "ordered_list_open")
_LIST_CLOSES = ("bullet_list_close", "ordered_list_close")

_MACHINERY = re.compile(
    r"^[ \t]{0,3}(?::{3,}[^\r\n]*"
    r"|\{\{[<%][^\r\n]*[>%]\}\}[ \t]*"
    r"|\{%[^\r\n]*%\}[ \t]*"
    r"|import[ \t][^\r\n]*['\"];?[ \t]*)(?=[\r\n]|\Z)",
    re.MULTILINE,
)
"""Lines that speak to a site generator: container fences, shortcodes, template tags, MDX imports."""


def read_markdown(source: Source) -> Document:
    """The document that `source` is when read as Markdown.

    Errors: none; what is not well formed reads as text.
    """
    front = split_front_matter(source.text)
    body = NewLines(_MACHINERY.sub(lambda line: " " * len(line.group()), front.blanked))
    reading = _Reading(source, body)
    reading.read(parser().parse(body.text, {}))
    blocks, sections = arrange(len(source.text), reading.blocks)
    fields = (*front.fields, *metadata(source.text, blocks, sections))
    return Document(source, Format.MARKDOWN, blocks, sections, fields, tuple(reading.comments))


@dataclass(frozen=True, slots=True)
class _Container:
    """A quote, list, table or fold that is open."""

    name: str
    html: bool = False
    """Opened by an HTML tag, which need not be closed where it should be."""


@dataclass(slots=True)
class _List:
    """A list that is open."""

    index: int
    item: Item | None = None
    """Of the list item whose text has not come yet."""


@dataclass(slots=True)
class _Table:
    """A table that is open."""

    index: int
    heads: list[str]
    row: int = 0
    column: int = 0
    cells: list[list[tuple[int, int]]] | None = None
    """Of the row, once it is split."""


class _Reading:
    """Walks the block tokens and gathers blocks."""

    def __init__(self, source: Source, body: NewLines) -> None:
        self.text = source.text
        self.lines = source.lines
        self.body = body
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self._containers: list[_Container] = []
        self._lists: list[_List] = []
        self._tables: list[_Table] = []
        self._list_count = 0
        self._table_count = 0
        self._level = 0
        self._heading_lines: list[int] | None = None  # with the line under a heading, unlike the map of its words

    def read(self, tokens: Sequence[Token]) -> None:
        """Takes every token once."""
        for at, token in enumerate(tokens):
            if token.type in _OPENS:
                alert = token.type == "blockquote_open" and at + 2 < len(tokens) and ALERT.match(tokens[at + 2].content)
                self._open(token, "alert" if alert else _OPENS[token.type])
            elif token.type in _CLOSES:
                self._close(token)
            else:
                self._take(token)

    def _open(self, token: Token, name: str) -> None:
        self._containers.append(_Container(name))
        if token.type in _LIST_OPENS:
            self._lists.append(_List(self._list_count))
            self._list_count += 1
        elif token.type == "table_open":
            self._tables.append(_Table(self._table_count, []))
            self._table_count += 1

    def _close(self, token: Token) -> None:
        # A fold that HTML opened inside may never have been closed.
        while self._containers.pop().html:
            pass
        if token.type in _LIST_CLOSES:
            self._lists.pop()
        elif token.type == "table_close":
            self._tables.pop()

    def _take(self, token: Token) -> None:
        match token.type:
            case "list_item_open":
                number = int(token.info) if token.info.isdecimal() else None
                self._lists[-1].item = Item(self._lists[-1].index, len(self._lists) - 1, number, None)
            case "heading_open":
                self._level = int(token.tag[1])
                self._heading_lines = token.map
            case "heading_close":
                self._level = 0
            case "tr_open":
                self._tables[-1].column = 0
                self._tables[-1].cells = None
            case "tr_close":
                self._tables[-1].row += 1
            case "th_close" | "td_close":
                self._tables[-1].column += 1
            case "inline":
                if self._tables and self._inside("table"):
                    self._cell(token, self._tables[-1])
                else:
                    self._prose(token)
            case "html_block":
                self._html(token)

    def _prose(self, token: Token) -> None:
        item = self._lists[-1].item if self._lists and self._inside("list") and not self._level else None
        content = token.content
        places = ContentMap.of_lines(content, self.body, token.meta["starts"])
        clip = read_clip(content, task=item is not None, alert=self._inside("alert"), heading=bool(self._level))
        inline = read_inline(token.children or (), content, places, self.text, self.comments, clip=clip)
        span = self._line_span(token)
        ancestors = self._ancestors
        if item is not None:
            self._lists[-1].item = None
        if _is_math(content) or not inline.woven.text:
            pass
        elif self._level:
            self.blocks.append(block(BlockKind.HEADING, inline.woven, span, ancestors, level=self._level))
        elif item is not None:
            item = replace(item, checked=clip.checked)
            self.blocks.append(block(BlockKind.ITEM, inline.woven, span, ancestors, item=item))
        else:
            self.blocks.extend(paragraph_blocks(inline.woven, span, ancestors, self.text))
        for note in inline.notes:
            if note.text:
                where = Span(note.runs[0].source.start, note.runs[-1].source.end)
                self.blocks.append(block(BlockKind.PARAGRAPH, note, where, (*ancestors, "footnote")))

    def _cell(self, token: Token, table: _Table) -> None:
        start, end = token.meta["starts"][0]
        if table.cells is None:
            table.cells = split_cells(self.body.text, start, end)
        pieces = table.cells[table.column] if table.column < len(table.cells) else []
        row = Span(self.body.source(start), self.body.source(end))
        span = Span(self.body.source(pieces[0][0]), self.body.source(pieces[-1][1])) if pieces else row
        places = cell_map(token.content, self.body, pieces, row)
        woven = read_inline(token.children or (), token.content, places, self.text, self.comments).woven
        if table.row == 0:
            table.heads.append(woven.text)
        if woven.text:
            head = table.heads[table.column] if table.column < len(table.heads) else ""
            cell = Cell(table.index, table.row, table.column, head)
            self.blocks.append(block(BlockKind.CELL, woven, span, self._ancestors, cell=cell))

    def _html(self, token: Token) -> None:
        found = read_html(token.meta["starts"], self.body, self.text)
        self.comments.extend(found.comments)
        for piece in found.pieces:
            if piece.opens:
                self._containers.append(_Container(piece.opens, html=True))
            elif piece.closes:
                self._close_html(piece.closes)
            elif piece.kind is BlockKind.HEADING:
                self.blocks.append(block(piece.kind, piece.woven, piece.span, self._ancestors, level=piece.level))
            else:
                self.blocks.extend(paragraph_blocks(piece.woven, piece.span, self._ancestors, self.text))

    def _close_html(self, name: str) -> None:
        """Ends the innermost container that HTML opened under this name, but none that Markdown opened."""
        for at in range(len(self._containers) - 1, -1, -1):
            if not self._containers[at].html:
                return
            if self._containers[at].name == name:
                del self._containers[at:]
                return

    @property
    def _ancestors(self) -> tuple[str, ...]:
        return tuple(container.name for container in self._containers)

    def _inside(self, name: str) -> bool:
        return bool(self._containers) and self._containers[-1].name == name

    def _line_span(self, token: Token) -> Span:
        """The lines of the block, without the indentation of the first."""
        first, last = (self._heading_lines if self._level else token.map) or (0, 1)
        start = self.lines.line_span(first).start
        end = self.lines.line_span(max(last - 1, first)).end
        while start < end and self.text[start] in " \t":
            start += 1
        return Span(start, end)


def _is_math(content: str) -> bool:
    return len(content) > len("$$") * 2 and content.startswith("$$") and content.endswith("$$")
