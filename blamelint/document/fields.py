"""Metadata in the body of a draft: `Owner: X` lines and two-column tables before its prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from blamelint.document.blocks import LEAD_IN
from blamelint.document.model import Block, BlockKind, Field, Section
from blamelint.text import Span

MAX_VALUE = 300
"""A longer value is prose under a label."""

COLUMNS = 2
"""Of a table that lists metadata: label and value."""

MAX_BLOCKS = 200
"""How far down metadata is looked for."""

_HEADING = re.compile(
    r"(?:incident |document |report |review |postmortem |post-mortem |basic |general |key )?"
    r"(?:meta ?data|details|info|information|facts|header|at a glance|document|attributes|properties)",
    re.IGNORECASE,
)
_HEAD_ROW = frozenset(
    {"field", "key", "item", "name", "property", "attribute", "metadata", "detail", "details", "value"}
)


def metadata(text: str, blocks: Sequence[Block], sections: Sequence[Section]) -> tuple[Field, ...]:
    """The fields that stand before the prose: in the preamble, under the title, or under a heading such as `Details`.

    Shape: in the order of the file; the search ends with the first prose.
    """
    return tuple(_walk(text, blocks[:MAX_BLOCKS], sections))


def _walk(text: str, blocks: Sequence[Block], sections: Sequence[Section]) -> Iterator[Field]:
    widths = _widths(blocks)
    label, label_row = "", (-1, -1)
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            if not _may_hold(sections, block.section):
                return
        elif block.cell is not None:
            row = (block.cell.table, block.cell.row)
            if widths[block.cell.table] != COLUMNS:
                continue
            if block.cell.column == 0:
                label, label_row = block.text.rstrip(" :"), row
            elif label_row == row and (block.cell.row or label.lower() not in _HEAD_ROW):
                yield _field(text, block, label, 0)
        elif block.lead is None:
            return
        elif block.lead.end < len(block.text) <= MAX_VALUE:
            yield _field(text, block, block.lead.cut(block.text).rstrip(" :"), block.lead.end)


def _may_hold(sections: Sequence[Section], index: int) -> bool:
    """True for the title, a lead-in, and a heading that announces metadata."""
    section = sections[index]
    if index == 1 and section.level == 1:
        return True
    return section.level == LEAD_IN or _HEADING.fullmatch(section.heading.strip(" :")) is not None


def _widths(blocks: Sequence[Block]) -> dict[int, int]:
    widths: dict[int, int] = {}
    for block in blocks:
        if block.cell is not None:
            widths[block.cell.table] = max(widths.get(block.cell.table, 0), block.cell.column + 1)
    return widths


def _field(text: str, block: Block, key: str, start: int) -> Field:
    """The value from `start` of the block's text on; inline code in it is told as written."""
    while start < len(block.text) and block.text[start] == " ":
        start += 1
    value = Span(start, len(block.text))
    source = block.map.source_span(value)
    coded = any(code.overlaps(value) for code in block.code)
    words = source.cut(text).replace("`", "") if coded else value.cut(block.text)
    return Field(key, words, source)
