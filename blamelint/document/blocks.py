"""Makes blocks of woven text, the same way for every reader."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from blamelint.document.labels import headed, lead_of, own_lines
from blamelint.document.model import Block, BlockKind, Cell, Item
from blamelint.document.prose import Woven
from blamelint.text import LINE_END, Span

LEAD_IN = 7
"""The level of a bold or labelled line that serves as a heading."""


def block(
    kind: BlockKind,
    woven: Woven,
    span: Span,
    ancestors: tuple[str, ...],
    *,
    level: int = 0,
    item: Item | None = None,
    cell: Cell | None = None,
) -> Block:
    """One block; `sections.arrange` gives it its section."""
    return Block(
        kind=kind,
        text=woven.text,
        map=woven.map,
        span=span,
        section=0,
        ancestors=ancestors,
        level=level,
        cell=cell,
        item=item,
        code=woven.code,
        emphasis=woven.emphasis,
        lead=None if kind is BlockKind.HEADING else lead_of(woven),
    )


def paragraph_blocks(woven: Woven, span: Span, ancestors: tuple[str, ...], text: str) -> Iterator[Block]:
    """The blocks of one paragraph: a first line that serves as a heading apart, and labelled or timed lines apart.

    Units: `span` is the paragraph's in `text`, the file's.
    """
    head, rest = headed(woven) if not {"list", "footnote", "table"} & set(ancestors) else (None, woven)
    pieces = ([head] if head is not None else []) + (own_lines(rest) if rest is not None else [])
    pieces = [piece for piece in pieces if piece.text]
    for piece, where in zip(pieces, _spans(pieces, span, text), strict=True):
        if piece is head:
            yield block(BlockKind.HEADING, piece, where, ancestors, level=LEAD_IN)
        else:
            yield block(BlockKind.PARAGRAPH, piece, where, ancestors)


def _spans(pieces: list[Woven], span: Span, text: str) -> Iterator[Span]:
    """Parts `span` among the pieces, at the line end between two of them where there is one."""
    start = span.start
    for piece, following in pairwise(pieces):
        last, first = piece.runs[-1].source.end, following.runs[0].source.start
        line_end = LINE_END.search(text, last, first)
        end, after = (line_end.start(), line_end.end()) if line_end else (last, first)
        yield Span(start, end)
        while after < first and text[after] in " \t":
            after += 1
        start = after
    if pieces:
        yield Span(start, max(start, span.end))
