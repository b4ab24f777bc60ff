"""Offers to put a rule's question into the draft, as a comment that nobody sees who reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol import types

from blamelint.document.model import Block, BlockKind, Document
from blamelint.lsp.actions.edits import Piece
from blamelint.lsp.actions.offers import NO_PLACE, Offer, Refused, Scene, inserted, line_end
from blamelint.lsp.languages import COMMITS
from blamelint.text import LINE_END

_DASHES = re.compile(r"--+")
_BRACKETS = re.compile(r"[<>]")
_MARKS = re.compile(r"[^>\s]")
_BOX = re.compile(r"\[[ xX]\][ \t]+$")


def offers(scene: Scene) -> Iterator[Offer]:
    """One offer, where the finding has a question."""
    question = scene.finding.question
    if question is not None:
        yield Offer("question", "Insert the question as a comment", lambda: _edit(scene, question))


def _edit(scene: Scene, question: str) -> types.WorkspaceEdit:
    """The first line of its own for the comment that changes nothing in how the draft reads."""
    comment = _comment(question, scene)
    reads = _reading(scene.draft)
    for offset, prefix, below in _places(scene):
        end = line_end(scene.draft, offset)
        piece = Piece(inserted(offset, "").span, f"{end}{prefix}{comment}" if below else f"{prefix}{comment}{end}")
        if _reading(scene.after([piece])) == reads:
            return scene.edit([piece])
    raise Refused(NO_PLACE)


def _comment(question: str, scene: Scene) -> str:
    """The question in the form that the draft's readers take for a comment, with the rule that asks it."""
    said = _BRACKETS.sub("", _DASHES.sub("-", LINE_END.sub(" ", question)))
    asked = f"{scene.finding.rule}: {' '.join(said.split())}"
    return f"# {asked}" if scene.analysis.document.language in COMMITS else f"<!-- {asked} -->"


def _places(scene: Scene) -> Iterator[tuple[int, str, bool]]:
    """Where the comment may go: an offset, what stands before it on its line, and whether it goes below the offset.

    Shape: the nearest first; above the finding's line, its block, the item or table around it.
    """
    lines, at, block = scene.draft.source.lines, scene.finding.span.start, scene.block
    if block is not None and "list" in block.ancestors and block.kind is not BlockKind.CELL:
        last = lines.line_span(lines.line_of(block.span.start + len(block.span.cut(scene.draft.source.text).rstrip())))
        yield last.end, _margin(scene.draft, block), True
    if block is not None:
        first = lines.line_of(block.span.start)
        margin = "" if not block.ancestors else _margin(scene.draft, block)
        yield lines.line_span(first).start, margin, False
    number = lines.line_of(at)
    yield lines.line_span(number).start, "", False
    while number and lines.line_text(number - 1).strip():
        number -= 1
    yield lines.line_span(number).start, "", False
    blocks = scene.draft.blocks
    yield lines.line_span(lines.line_of(blocks[0].span.start if blocks else 0)).start, "", False


def _margin(draft: Document, block: Block) -> str:
    """What a further line of the block begins with: the marks of its quotes, and blanks for those of its lists."""
    lines = draft.source.lines
    words = block.map.runs[0].source.start if block.map.runs else block.span.start
    before = draft.source.text[lines.line_span(lines.line_of(words)).start : words]
    return _MARKS.sub(" ", _BOX.sub("", before))


def _reading(draft: Document) -> list[tuple[object, ...]]:
    """What the draft says, wherever it stands."""
    return [
        (block.kind, block.text, block.section, block.ancestors, block.level, block.cell, block.item)
        for block in draft.blocks
    ]
