"""Reads Markdown: CommonMark and GFM, front matter, footnotes, definition lists, folds and bold lead-in lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from blamelint.document.fields import metadata
from blamelint.document.frontmatter import split_front_matter
from blamelint.document.labels import is_bold_heading, lead_of, own_lines
from blamelint.document.markdown_html import read_html
from blamelint.document.markdown_inline import read_inline
from blamelint.document.markdown_lines import ContentMap, NewLines, cell_map, split_cells
from blamelint.document.markdown_trace import parser
from blamelint.document.model import Block, BlockKind, Cell, Comment, Document, Field, Format, Item, Source
from blamelint.document.prose import Woven
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


def read_markdown(source: Source) -> Document:
    """The document that `source` is when read as Markdown.

    Errors: none; what is not well formed reads as text.
    """
    front = split_front_matter(source.text)
    body = NewLines(front.blanked)
    reading = _Reading(source, body, front.fields)
    reading.read(parser().parse(body.text, {}))
    blocks, sections = arrange(len(source.text), reading.blocks)
    fields = (*front.fields, *metadata(source.text, blocks, sections))
    return Document(source, Format.MARKDOWN, blocks, sections, fields, tuple(reading.comments))


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

    def __init__(self, source: Source, body: NewLines, front: Sequence[Field]) -> None:
        self.text = source.text
        self.lines = source.lines
        self.body = body
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self._ancestors: list[str] = []
        self._lists: list[_List] = []
        self._tables: list[_Table] = []
        self._list_count = 0
        self._table_count = 0
        self._level = 0

    def read(self, tokens: Sequence[Token]) -> None:
        """Takes every token once."""
        for token in tokens:
            if token.type in _OPENS:
                self._open(token)
            elif token.type in _CLOSES:
                self._close(token)
            else:
                self._take(token)

    def _open(self, token: Token) -> None:
        self._ancestors.append(_OPENS[token.type])
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self._lists.append(_List(self._list_count))
            self._list_count += 1
        elif token.type == "table_open":
            self._tables.append(_Table(self._table_count, []))
            self._table_count += 1

    def _close(self, token: Token) -> None:
        name = _OPENS[token.type.replace("_close", "_open")]
        # A fold may have been opened inside and never closed.
        while self._ancestors and self._ancestors.pop() != name:
            pass
        if token.type in ("bullet_list_close", "ordered_list_close"):
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
                if self._tables and self._ancestors[-1] == "table":
                    self._cell(token, self._tables[-1])
                else:
                    self._prose(token)
            case "html_block":
                self._html(token)

    def _prose(self, token: Token) -> None:
        item = self._lists[-1].item if self._lists and self._ancestors[-1] == "list" and not self._level else None
        places = ContentMap.of_lines(token.content, self.body, token.meta["starts"])
        inline = read_inline(
            token.children or (), token.content, places, self.text, self.comments, task=item is not None
        )
        span = self._line_span(token)
        for note in inline.notes:
            self._add(BlockKind.PARAGRAPH, note, span, ancestors=(*self._ancestors, "footnote"))
        if item is not None:
            self._lists[-1].item = None
            item = Item(item.list, item.depth, item.number, inline.checked)
        if self._is_math(token.content):
            return
        if self._level:
            self._add(BlockKind.HEADING, inline.woven, span, level=self._level)
        elif item is not None:
            self._add(BlockKind.ITEM, inline.woven, span, item=item)
        elif not {"list", "footnote"} & set(self._ancestors) and is_bold_heading(inline.woven):
            self._add(BlockKind.HEADING, inline.woven, span, level=7)
        else:
            lines = own_lines(inline.woven)
            for line in lines:
                whole = (
                    span
                    if len(lines) == 1 or not line.runs
                    else Span(line.runs[0].source.start, line.runs[-1].source.end)
                )
                self._add(BlockKind.PARAGRAPH, line, whole)

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
        head = table.heads[table.column] if table.column < len(table.heads) else ""
        self._add(BlockKind.CELL, woven, span, cell=Cell(table.index, table.row, table.column, head))

    def _html(self, token: Token) -> None:
        found = read_html(token.meta["starts"], self.body, self.text)
        self.comments.extend(found.comments)
        for piece in found.pieces:
            for name in piece.opened:
                self._ancestors.append(name)
            for name in piece.closed:
                if name in self._ancestors:
                    while self._ancestors.pop() != name:
                        pass
            if piece.woven is not None:
                self._add(piece.kind, piece.woven, piece.span, level=piece.level)

    def _add(
        self,
        kind: BlockKind,
        woven: Woven,
        span: Span,
        *,
        level: int = 0,
        item: Item | None = None,
        cell: Cell | None = None,
        ancestors: tuple[str, ...] | None = None,
    ) -> None:
        if not woven.text:
            return
        self.blocks.append(
            Block(
                kind=kind,
                text=woven.text,
                map=woven.map,
                span=span,
                section=0,
                ancestors=tuple(self._ancestors) if ancestors is None else ancestors,
                level=level,
                cell=cell,
                item=item,
                code=woven.code,
                emphasis=woven.emphasis,
                lead=None if kind is BlockKind.HEADING else lead_of(woven),
            )
        )

    def _line_span(self, token: Token) -> Span:
        """The lines of the block, without the indentation of the first."""
        first, last = token.map or (0, 1)
        start = self.lines.line_span(first).start
        end = self.lines.line_span(max(last - 1, first)).end
        while start < end and self.text[start] in " \t":
            start += 1
        return Span(start, end)

    @staticmethod
    def _is_math(content: str) -> bool:
        return len(content) > len("$$") * 2 and content.startswith("$$") and content.endswith("$$")
