"""Writes items and sentences with slots into a section that says too little, and sees that nothing else changes."""

from __future__ import annotations

import re

from lsprotocol import types

from blamelint.document.model import Block, BlockKind, Document
from blamelint.lsp.actions.edits import Piece
from blamelint.lsp.actions.offers import NO_PLACE, Refused, Scene, inserted, line_end
from blamelint.text import Span

ITEM = "- "
"""How an item begins in the edit of a rule."""
_BULLET = re.compile(r"[-*+•◦‣–—](?=[ \t])")


def is_heading(scene: Scene) -> bool:
    """True when the finding stands in a heading."""
    block = scene.block
    return block is not None and block.kind is BlockKind.HEADING and block.section > 0


def section_of(scene: Scene) -> int | None:
    """The section that the finding's heading opens, or in which its words stand."""
    block = scene.block
    return block.section if block is not None and block.section > 0 else None


def under_heading(scene: Scene, section: int, text: str) -> types.WorkspaceEdit:
    """The text as a paragraph under the heading of the section."""
    opening = next((block for block in scene.draft.blocks if block.section == section and block.level), None)
    if opening is None:
        raise Refused(NO_PLACE)
    return _below(scene, opening, text)


def items(scene: Scene, section: int, text: str) -> types.WorkspaceEdit:
    """The items at the end of the section's first list or, where it has none, as a list at the section's end."""
    inside = [block for block in scene.draft.blocks if block.section == section and not block.level]
    outer = [block for block in inside if block.item is not None and block.item.depth == 0]
    last = next((item for item in reversed(outer) if _same_list(item, outer[0])), None)
    if last is not None and text.startswith(ITEM):
        below = [block for block in inside if block.ancestors and block.span.start > last.span.start]
        if not below:
            return _after_item(scene, last, text)
    if not inside:
        return under_heading(scene, section, as_in(scene.draft, text))
    return _below(scene, inside[-1], as_in(scene.draft, text))


def _same_list(one: Block, other: Block) -> bool:
    return one.item is not None and other.item is not None and one.item.list == other.item.list


def addition(scene: Scene, text: str) -> types.WorkspaceEdit:
    """The text right after the words that were found."""
    return _added(scene, inserted(scene.finding.span.end, text), grown=True)


def _after_item(scene: Scene, item: Block, text: str) -> types.WorkspaceEdit:
    """The items after `item`, with its indentation, and its mark or the numbers that follow its own."""
    draft = scene.draft
    lines, source = draft.source.lines, draft.source.text
    line = lines.line_span(lines.line_of(item.span.start))
    lead = re.match(r"[ \t>]*(?P<mark>[-*+•◦‣–—]|\d{1,9}(?P<end>[.)]))[ \t]+", line.cut(source))
    if lead is None:
        raise Refused(NO_PLACE)
    number = item.item.number if item.item is not None else None
    new = []
    for count, entry in enumerate(text.split("\n"), 1):
        mark = lead["mark"] if number is None else f"{number + count}{lead['end']}"
        new.append(lead[0].replace(lead["mark"], mark, 1) + entry.removeprefix(ITEM))
    last = lines.line_span(lines.line_of(_end(item, source)))
    end = line_end(draft, last.end)
    return _added(scene, inserted(last.end, "".join(f"{end}{entry}" for entry in new)))


def _below(scene: Scene, block: Block, text: str) -> types.WorkspaceEdit:
    """The text after the line in which `block` ends, between empty lines where words stand."""
    draft = scene.draft
    lines, source = draft.source.lines, draft.source.text
    last = lines.line_of(_end(block, source))
    follows = lines.line_text(last + 1).strip() if last + 1 < lines.count else ""
    end = line_end(draft, lines.line_span(last).end)
    words = f"\n\n{text}{chr(10) if follows else ''}".replace("\n", end)
    return _added(scene, inserted(lines.line_span(last).end, words))


def _added(scene: Scene, piece: Piece, *, grown: bool = False) -> types.WorkspaceEdit:
    """The edit, when it adds blocks and changes none or, with `grown`, adds none and makes one longer."""
    after = scene.after([piece])
    kept = len(after.blocks) == len(scene.draft.blocks) if grown else only_adds(scene.draft, after, piece)
    if not kept:
        raise Refused(NO_PLACE)
    return scene.edit([piece])


def _end(block: Block, text: str) -> int:
    return block.span.start + max(0, len(block.span.cut(text).rstrip()) - 1)


def as_in(draft: Document, body: str) -> str:
    """The body with the bullets that the draft's lists have."""
    text = draft.source.text
    starts = (block.span.cut(text) for block in draft.blocks if block.item is not None and block.item.number is None)
    bullet = next((found[0] for start in starts if (found := _BULLET.match(start.lstrip()))), ITEM[0])
    return "\n".join(bullet + line[1:] if line.startswith(ITEM) else line for line in body.split("\n"))


def only_adds(before: Document, after: Document, piece: Piece) -> bool:
    """True when the blocks of `before` are those of `after` without the ones that the piece brought."""
    new = Span(piece.span.start, piece.span.start + len(piece.text))
    kept = [block for block in after.blocks if not (new.start <= block.span.start < new.end)]
    return [_frame(block) for block in kept] == [_frame(block) for block in before.blocks]


def _frame(block: Block) -> tuple[object, ...]:
    return (block.kind, block.text, block.ancestors, block.level)
