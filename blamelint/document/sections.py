"""Puts blocks under their headings; shared by all readers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from blamelint.document.model import Block, BlockKind, Section
from blamelint.text import Span


@dataclass(slots=True)
class _Open:
    """A section whose end is not known yet."""

    index: int
    heading: Block

    def holds(self, block: Block) -> bool:
        """False for a block outside the quote, list or fold that the heading stands in."""
        inside = self.heading.ancestors
        return block.ancestors[: len(inside)] == inside


def arrange(length: int, blocks: Iterable[Block]) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """The blocks in the order of the file, each with its section, and the sections.

    Shape: section 0 is the preamble; a heading in a quote, a list item or `<details>` rules only what stands there.
    Units: `length` is that of `Source.text` in code points.
    """
    ordered = sorted(blocks, key=lambda block: (block.span.start, block.map.runs[0].source.start))
    placed: list[Block] = []
    sections = [Section("", 0, Span(0, length), Span(0, 0), None)]
    stack: list[_Open] = []
    for block in ordered:
        heading = block.kind is BlockKind.HEADING
        while stack and (not stack[-1].holds(block) or (heading and stack[-1].heading.level >= block.level)):
            _end(sections, stack.pop(), block.span.start)
        if heading:
            if len(sections) == 1:
                sections[0] = replace(sections[0], span=Span(0, block.span.start))
            words = block.map.source_span(Span(0, len(block.text)))
            parent = stack[-1].index if stack else None
            sections.append(Section(block.text, block.level, Span(block.span.start, length), words, parent))
            stack.append(_Open(len(sections) - 1, block))
        section = stack[-1].index if stack else 0
        placed.append(replace(block, section=section) if section != block.section else block)
    return tuple(placed), tuple(sections)


def _end(sections: list[Section], opened: _Open, at: int) -> None:
    section = sections[opened.index]
    sections[opened.index] = replace(section, span=Span(section.span.start, max(at, section.span.start)))
