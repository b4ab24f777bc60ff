"""Reads small drafts for the tests of the structure floor."""

from __future__ import annotations

from blamelint.document.formats import parse
from blamelint.document.model import Format, Source
from blamelint.structure.headings import HeadingWords
from blamelint.structure.model import Context, Names, Outline, SectionKind
from blamelint.structure.outline import outline


def read(
    text: str,
    names: Names | None = None,
    headings: HeadingWords | None = None,
    format: Format = Format.MARKDOWN,  # noqa: A002
) -> Outline:
    """The outline of a draft."""
    return outline(parse(Source("draft.md", text), format), names, headings)


def context_of(read_draft: Outline, words: str) -> Context:
    """The context of the first block that holds `words`."""
    for block, context in zip(read_draft.document.blocks, read_draft.contexts, strict=True):
        if words in block.text:
            return context
    raise AssertionError(f"no block holds {words!r}")


def kinds_by_heading(read_draft: Outline) -> dict[str, SectionKind]:
    """The kind that each heading opens."""
    return {section.heading: kind for section, kind in zip(read_draft.document.sections, read_draft.kinds, strict=True)}
