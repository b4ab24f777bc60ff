"""Finds the draft whose search for causes ended at the first one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from blamelint.document.model import Block, Section
from blamelint.structure.conditions import CAUSE_SECTIONS
from blamelint.structure.content import below_heading, blocks_within, is_unwritten
from blamelint.structure.labels import lead_of
from blamelint.structure.model import Outline, SectionKind

_LEAD_IN = 7
"""The level of a line that leads in a list; `The following was found:` divides nothing."""


@dataclass(frozen=True, slots=True)
class Factor:
    """The only cause that a section lists."""

    section: int
    """Index of the section."""
    block: Block
    """What states it."""


def single_factors(outline: Outline) -> tuple[Factor, ...]:
    """The cause sections that list one factor: one item, one filled row, or one short sentence under a plural heading.

    Shape: silent where another section of the draft tells causes as well.
    """
    sections = outline.document.sections
    causes = {index for index, kind in enumerate(outline.kinds) if kind in CAUSE_SECTIONS}
    outermost = [
        index for index in sorted(causes) if not any(above in causes for above in outline.document.lineage(index)[1:])
    ]
    filled = [index for index in outermost if not is_unwritten(outline, index)]
    if len(filled) != 1:
        return ()
    index = filled[0]
    section = sections[index]
    inside = [block for block, _ in blocks_within(outline, index)]
    divided = any(block.level and not (block.level == _LEAD_IN and _is_lead_in(block)) for block in inside)
    if divided or _has_other_than_text(outline, section):
        return ()
    blocks = [block for block in inside if not block.level]
    factor = _only(outline.kinds[index], section, blocks)
    return (Factor(index, factor),) if factor is not None else ()


def _only(kind: SectionKind, section: Section, blocks: list[Block]) -> Block | None:
    items = [block for block in blocks if block.item is not None]
    rows = {block.cell.row for block in blocks if block.cell is not None and block.cell.row}
    prose = [block for block in blocks if block.item is None and block.cell is None]
    if rows:
        cells = [block for block in blocks if block.cell is not None and block.cell.row]
        return max(cells, key=lambda block: len(block.text)) if len(rows) == 1 and not items and not prose else None
    told = [block for block in prose if not _is_lead_in(block)]
    if items:
        return items[0] if len(items) == 1 and not told and _is_short(items[0]) else None
    if len(told) != 1:
        return None
    plural = kind is SectionKind.CONTRIBUTING or _PLURAL.search(section.heading) is not None
    return told[0] if plural and _is_short(told[0]) else None


def _is_lead_in(block: Block) -> bool:
    return block.text.rstrip().endswith(":") and len(block.text.split()) <= 15


def _is_short(block: Block) -> bool:
    """One sentence that gives one thing: no second sentence, no enumeration."""
    text = block.text.strip()
    _, value = lead_of(block)
    text = value or text
    return len(text.split()) <= 40 and not _SEVERAL.search(text)


def _has_other_than_text(outline: Outline, section: Section) -> bool:
    """True when a picture or code stands in the section, which may tell more."""
    rest = below_heading(outline, section)
    return "```" in rest or "~~~" in rest or "![" in rest or "<img" in rest


_PLURAL = re.compile(r"\b(?:causes|factors|conditions|contributors|whys)\b", re.IGNORECASE)
_SEVERAL = re.compile(
    r"[.!?;]\s+\S|\b(?:firstly|secondly|also|in addition|as well as|combined with|together with|"
    r"coupled with|both|"
    r"several|two|three|multiple|moreover|furthermore|because|since|while|although|but|which)\b",
    re.IGNORECASE,
)
