"""What holds for every document of every reader, as one function the tests share."""

from __future__ import annotations

from blamelint.document.formats import parse
from blamelint.document.model import BlockKind, Document, Format, Source
from blamelint.document.placeholder import PLACEHOLDER
from blamelint.text import Span


def read(text: str, markup: Format = Format.MARKDOWN) -> Document:
    """The document, after all its promises were checked."""
    document = parse(Source("draft", text), markup)
    check(document)
    return document


def check(document: Document) -> None:
    text = document.source.text
    before = 0
    for block in document.blocks:
        assert block.map.length == len(block.text) > 0
        assert block.text == " ".join(block.text.split()), "blanks are single, and none stands at an end"
        for run in block.map.runs:
            if not run.whole:
                assert run.source.cut(text) == run.text.cut(block.text)
        place = block.map.source_span(Span(0, len(block.text)))
        assert block.span.contains(place), (block, place)
        assert block.span.end <= len(text)
        assert before <= block.span.start
        before = block.span.start
        for code in block.code:
            assert code.cut(block.text) == PLACEHOLDER
        for emphasis in block.emphasis:
            assert emphasis
            assert emphasis.end <= len(block.text)
        if block.lead is not None:
            assert block.lead.start == 0
            assert block.lead.cut(block.text).endswith(":")
        assert (block.level > 0) == (block.kind is BlockKind.HEADING)
        assert (block.cell is not None) == (block.kind is BlockKind.CELL)
        assert (block.item is not None) == (block.kind is BlockKind.ITEM)
        section = document.sections[block.section]
        if block.section:
            assert section.span.start <= block.span.start < section.span.end
    check_sections(document)
    for field in document.fields:
        assert field.span.end <= len(text)
        assert field.value
    for comment in document.comments:
        assert comment.text in comment.span.cut(text)


def check_sections(document: Document) -> None:
    text = document.source.text
    headings = [block for block in document.blocks if block.kind is BlockKind.HEADING]
    assert [section.heading for section in document.sections[1:]] == [block.text for block in headings]
    assert document.sections[0].level == 0
    for index, section in enumerate(document.sections):
        assert section.span.end <= len(text)
        if section.parent is not None:
            parent = document.sections[section.parent]
            assert 0 < section.parent < index
            assert parent.level < section.level
            assert parent.span.contains(section.span)
