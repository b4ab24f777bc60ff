"""Every block of a draft knows what it stands in."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from blamelint.structure.headings import heading_words
from blamelint.structure.model import SectionKind
from tests.structure.drafts import context_of, kinds_by_heading, read

DRAFT = """# Root cause analysis: label service

Owner: Adaeze Obi
Impact: forty parcels

Intro text.

## Summary

Labels were wrong.

## Analysis

First words.

### Details of the table

Deep words.

#### Contributing factors

Factor words.

## What went well

### Detection

The depot called.

**What went poorly**

The alert was quiet.

## Action items

### Monitoring

Alert on the age.

| Impact | Forty parcels went north |
|---|---|
| Root cause | The table has no version |

> The depot wrote: where are they?
"""


def test_kinds_of_sections() -> None:
    """A title names no section, every other heading says its own kind."""
    kinds = kinds_by_heading(read(DRAFT))
    assert kinds["Root cause analysis: label service"] is SectionKind.OTHER
    assert kinds["Summary"] is SectionKind.SUMMARY
    assert kinds["Analysis"] is SectionKind.CAUSE
    assert kinds["Details of the table"] is SectionKind.OTHER
    assert kinds["Detection"] is SectionKind.DETECTION
    assert kinds["What went poorly"] is SectionKind.POORLY


def test_sections_of_blocks() -> None:
    """A block takes the kind of the nearest section that has one; praise and work keep what stands under them."""
    outline = read(DRAFT)
    assert context_of(outline, "Intro text").section is SectionKind.OTHER
    assert context_of(outline, "First words").section is SectionKind.CAUSE
    assert context_of(outline, "Deep words").section is SectionKind.CAUSE
    assert context_of(outline, "Factor words").section is SectionKind.CONTRIBUTING
    assert context_of(outline, "The depot called").section is SectionKind.WELL
    assert context_of(outline, "alert was quiet").section is SectionKind.POORLY
    assert context_of(outline, "Alert on the age").section is SectionKind.ACTIONS


def test_labels_are_headings_of_their_own() -> None:
    """`Impact: …` is about the impact; `Owner: …` is metadata."""
    outline = read(DRAFT)
    assert context_of(outline, "forty parcels").section is SectionKind.IMPACT
    assert not context_of(outline, "forty parcels").metadata
    assert context_of(outline, "Adaeze").metadata


def test_quotes_and_actions() -> None:
    """A block quote is told as one; what stands under actions is an action."""
    outline = read(DRAFT)
    assert context_of(outline, "where are they").in_quote
    assert context_of(outline, "Alert on the age").action
    assert not context_of(outline, "Labels were wrong").action


def test_rows_of_tables() -> None:
    """A cell knows its row; a row called like a section is about that section."""
    outline = read(
        "## Facts\n\n| Field | Value |\n|---|---|\n| Root cause | The table has no version |\n| Owner | Adaeze |\n"
    )
    assert context_of(outline, "no version").section is SectionKind.CAUSE
    assert context_of(outline, "no version").row_label == "Root cause"
    assert context_of(outline, "Root cause").row_label == "Field"


def test_one_heading_over_everything_is_a_section_when_it_stands_alone() -> None:
    """A draft that has one heading only keeps its kind."""
    assert context_of(read("# Timeline\n\n- 10:02 first reboot\n"), "first").section is SectionKind.TIMELINE


def test_headings_of_times_are_timeline() -> None:
    """`### 14:48` is an entry wherever it stands."""
    outline = read("# Kiosks\n\n## Story\n\n### 14:48\n\nThe first one reboots.\n\n## Summary\n\nDone.\n")
    assert context_of(outline, "first one").section is SectionKind.TIMELINE
    assert context_of(outline, "first one").entry
    assert context_of(outline, "14:48").entry


def test_headings_of_the_config() -> None:
    """A team's own heading works like one of blamelint's."""
    words = heading_words().extended({"contributing": ["Umstände"]})
    assert (
        context_of(read("## Umstände\n\nEs war dunkel.\n", headings=words), "dunkel").section
        is SectionKind.CONTRIBUTING
    )


def test_equal_text_under_equal_headings_has_equal_context() -> None:
    """The neighbours do not matter."""
    one = context_of(read("## Impact\n\nForty parcels.\n"), "Forty")
    two = context_of(read("# T\n\nText.\n\n## Summary\n\nText.\n\n## Impact\n\nMore.\n\nForty parcels.\n"), "Forty")
    assert one == two


@given(st.text(alphabet="#*-|: \n>abTODO10:02[]{}<>`_", max_size=400))
def test_any_draft_has_an_outline(text: str) -> None:
    """Whatever is written, each section has a kind and each block a context."""
    outline = read(text)
    assert len(outline.kinds) == len(outline.document.sections)
    assert len(outline.contexts) == len(outline.document.blocks)


def test_a_large_draft_takes_time_in_proportion() -> None:
    """Twenty thousand lines of a hostile draft are outlined within seconds."""
    text = (
        "# T\n\n"
        + "## Action items\n\n- [ ] a @b (c) [d] TBD 10:02 LBL-1\n\n| Owner | What |\n|---|---|\n| x | y |\n\n" * 2500
    )
    draft = read("x")
    started = time.perf_counter()
    from blamelint.document.formats import parse
    from blamelint.document.model import Format, Source
    from blamelint.structure.outline import outline

    document = parse(Source("x.md", text), Format.MARKDOWN)
    parsed = time.perf_counter()
    draft = outline(document)
    assert draft.contexts
    assert time.perf_counter() - parsed < 5 + (parsed - started)
