"""Puts meaning on a document's shape: the kind of each section, the names, and the context of each block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from blamelint.document.model import Block, BlockKind, Document
from blamelint.structure.actions import action_tables
from blamelint.structure.headings import HeadingWords, classify, heading_words, names_whole
from blamelint.structure.labels import Label, label_of, lead_of
from blamelint.structure.model import Context, Names, Outline, SectionKind
from blamelint.structure.people import names_of
from blamelint.structure.timeline import begins_entry, begins_with_moment, has_clock, is_moment, time_tables
from blamelint.structure.whys import last_answers

_RULING = frozenset(
    {
        SectionKind.ACTIONS,
        SectionKind.TIMELINE,
        SectionKind.WELL,
        SectionKind.POORLY,
        SectionKind.LUCK,
        SectionKind.LESSONS,
    }
)
"""What stands under these stays theirs: `Detection` under `What went well` is praise, under `Actions` it is work."""
_RULED = frozenset(
    {
        SectionKind.DETECTION,
        SectionKind.RESPONSE,
        SectionKind.IMPACT,
        SectionKind.BACKGROUND,
        SectionKind.COMMS,
        SectionKind.SUPPORT,
        SectionKind.TRIGGER,
        SectionKind.PEOPLE,
        SectionKind.SUMMARY,
    }
)
_METADATA_LENGTH = 200
"""A longer text after `Owner:` is prose."""


def outline(document: Document, names: Names | None = None, headings: HeadingWords | None = None) -> Outline:
    """The document with the kinds of its sections, the names in it, and the context of each block.

    Shape: `names` are those of the config; they win over what the document seems to say.
    """
    words = headings or heading_words()
    given = names or Names()
    kinds = section_kinds(document, words)
    inherited = _inherit(document, kinds)
    sections = _block_sections(document, inherited, words)
    found = names_of(document, sections)
    found = Names(found.people - given.systems - given.teams, found.systems - given.people, found.teams - given.people)
    everyone = found.merged(given)
    return Outline(document, kinds, everyone, _contexts(document, sections, everyone))


def section_kinds(document: Document, words: HeadingWords) -> tuple[SectionKind, ...]:
    """For each section what its own heading says; a heading that begins with a time of day is a timeline's."""
    kinds = [SectionKind.OTHER]
    title = _title(document)
    for index, section in enumerate(document.sections[1:], start=1):
        if index == title:
            kinds.append(SectionKind.OTHER)
        elif has_clock(section.heading) and begins_entry(section.heading):
            kinds.append(SectionKind.TIMELINE)
        else:
            kinds.append(classify(section.heading, words))
    return tuple(kinds)


def _title(document: Document) -> int | None:
    """The section whose heading is the draft's title: the first one, when all others are nested in it.

    `Root cause analysis: checkout outage` over a whole review names the review, not a section.
    """
    sections = document.sections
    if len(sections) < 3 or sections[1].level > 1:
        return None
    return 1 if all(section.parent is not None for section in sections[2:]) else None


def _inherit(document: Document, kinds: Sequence[SectionKind]) -> tuple[SectionKind, ...]:
    """For each section its own kind or that of the nearest one around it that has one.

    Shape: parents stand before their children, so one pass is enough.
    """
    inherited: list[SectionKind] = []
    for section, own in zip(document.sections, kinds, strict=True):
        above = inherited[section.parent] if section.parent is not None else SectionKind.OTHER
        keeps = own is SectionKind.OTHER or (above in _RULING and own in _RULED)
        inherited.append(above if keeps else own)
    return tuple(inherited)


def _block_sections(
    document: Document, inherited: Sequence[SectionKind], words: HeadingWords
) -> tuple[SectionKind, ...]:
    """For each block the kind of the section it stands in, or that of its own label."""
    rows = _row_heads(document.blocks)
    return tuple(_block_section(block, inherited[block.section], rows, words) for block in document.blocks)


def _block_section(
    block: Block, section: SectionKind, rows: Mapping[tuple[int, int], str], words: HeadingWords
) -> SectionKind:
    if block.level or section in _RULING:
        return section
    label = ""
    if block.cell is None:
        label = lead_of(block)[0]
    elif block.cell.row and block.cell.column:
        label = rows.get((block.cell.table, block.cell.row), "")
    own = names_whole(label, words) if label else SectionKind.OTHER
    if own is SectionKind.OTHER and block.cell is not None and block.cell.row:
        own = names_whole(block.cell.head, words)
    if label.startswith("TODO"):  # a note of the writer's to themselves, not a heading
        return section
    return section if own in (SectionKind.OTHER, SectionKind.PEOPLE, SectionKind.SUPPORT) else own


def _row_heads(blocks: Sequence[Block]) -> Mapping[tuple[int, int], str]:
    """The first cell of each row."""
    return {
        (block.cell.table, block.cell.row): block.text
        for block in blocks
        if block.cell is not None and block.cell.column == 0
    }


def _contexts(document: Document, sections: Sequence[SectionKind], names: Names) -> tuple[Context, ...]:
    rows = _row_heads(document.blocks)
    timelines = time_tables(document.blocks)
    actions = action_tables(document.blocks)
    fields = _field_lines(document)
    moments = tuple(is_moment(section.heading) or has_clock(section.heading) for section in document.sections)
    whys = last_answers(document, sections)
    contexts: list[Context] = []
    for index, (block, section) in enumerate(zip(document.blocks, sections, strict=True)):
        metadata = _is_metadata(block, section, fields)
        entry = not metadata and _is_entry(block, section, timelines, under_moment=moments[block.section])
        contexts.append(
            Context(
                section=section,
                names=names,
                in_quote="quote" in block.ancestors,
                action=not metadata and not entry and _is_action(block, section, actions),
                entry=entry,
                metadata=metadata,
                last_why=whys.get(index),
                row_label=_row_label(block, rows),
            )
        )
    return tuple(contexts)


def _row_label(block: Block, rows: Mapping[tuple[int, int], str]) -> str:
    if block.cell is None:
        return ""
    if block.cell.column == 0:
        return block.cell.head
    return rows.get((block.cell.table, block.cell.row), "")


def _is_metadata(block: Block, section: SectionKind, fields: Mapping[int, str]) -> bool:
    if block.level:
        return False
    if block.cell is not None:
        if block.cell.row == 0:
            return False
        return label_of(block.cell.head) in (Label.PERSON, Label.TEAM, Label.TICKET, Label.DUE, Label.DATA)
    label, value = lead_of(block)
    if label and label_of(label) is not None:
        return len(value) <= _METADATA_LENGTH
    if section is SectionKind.PEOPLE:
        return True
    key = fields.get(block.span.start)
    return key is not None and label_of(key) is not None


def _field_lines(document: Document) -> Mapping[int, str]:
    """The keys of the fields, by the start of the block in which each stands."""
    starts = sorted((block.span.start, block.span.end) for block in document.blocks if block.cell is None)
    keys: dict[int, str] = {}
    at = 0
    for field in sorted(document.fields, key=lambda field: field.span.start):
        while at < len(starts) and starts[at][1] <= field.span.start:
            at += 1
        if at < len(starts) and starts[at][0] <= field.span.start:
            keys.setdefault(starts[at][0], field.key)
    return keys


def _is_entry(block: Block, section: SectionKind, timelines: frozenset[int], *, under_moment: bool) -> bool:
    if block.kind is BlockKind.HEADING:
        return is_moment(block.text) or (has_clock(block.text) and begins_entry(block.text))
    if block.cell is not None:
        return block.cell.table in timelines and block.cell.row > 0
    if section is SectionKind.ACTIONS:
        return False
    if section is SectionKind.TIMELINE:
        return under_moment or "list" in block.ancestors or block.item is not None or begins_with_moment(block.text)
    return begins_entry(block.text)


def _is_action(block: Block, section: SectionKind, tables: frozenset[int]) -> bool:
    if block.level:
        return False
    if block.cell is not None:
        in_table = block.cell.table in tables or section is SectionKind.ACTIONS
        return in_table and block.cell.row > 0
    if block.item is not None and block.item.checked is not None:
        return True
    return section is SectionKind.ACTIONS
