"""How headings rule blocks."""

from __future__ import annotations

from tests.document.promises import read


def headings(text: str) -> dict[str, tuple[str, ...]]:
    """For each paragraph, the headings it stands under, innermost first."""
    document = read(text)
    return {
        block.text: tuple(document.sections[index].heading for index in document.lineage(block.section))
        for block in document.blocks
        if block.level == 0
    }


def test_levels() -> None:
    """A section ends at the next heading of its level or a higher one; bold lead-ins are the lowest level."""
    text = "zero\n\n# A\n\none\n\n### B\n\ntwo\n\n**C**\n\nthree\n\n**D**\n\nfour\n\n## E\n\nfive\n\n# F\n\nsix\n"
    assert headings(text) == {
        "zero": ("",),
        "one": ("A",),
        "two": ("B", "A"),
        "three": ("C", "B", "A"),
        "four": ("D", "B", "A"),
        "five": ("E", "A"),
        "six": ("F",),
    }


def test_headings_in_containers_rule_the_container_only() -> None:
    """A heading in a quote or a list item ends where the quote or the item's list ends."""
    assert headings("# A\n\n> ## B\n>\n> one\n\ntwo\n\n- # C\n\n  three\n\nfour\n") == {
        "one": ("B", "A"),
        "two": ("A",),
        "three": ("C",),
        "four": (),
    } | {"four": ("",)}


def test_spans() -> None:
    """A section reaches from its heading to the next one that is not deeper; the preamble to the first heading."""
    text = "zero\n\n# A\n\none\n\n## B\n\ntwo\n\n# C\n"
    sections = read(text).sections
    assert [section.span.cut(text) for section in sections] == [
        "zero\n\n",
        "# A\n\none\n\n## B\n\ntwo\n\n",
        "## B\n\ntwo\n\n",
        "# C\n",
    ]
    assert [section.heading_span.cut(text) for section in sections] == ["", "A", "B", "C"]
    assert [section.parent for section in sections] == [None, None, 1, None]


def test_no_heading() -> None:
    """A draft without headings has one section that is all of it."""
    assert [section.span.end for section in read("just text").sections] == [9]
