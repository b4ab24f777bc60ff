"""Metadata: front matter, labelled lines and two-column tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blamelint.document.frontmatter import split_front_matter
from blamelint.document.model import Format
from tests.document.promises import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "---\nTitle: The outage\nby: [A B, \"C, D\", 'E']\n---\n",
            [("Title", "The outage"), ("by", "A B"), ("by", "C, D"), ("by", "E")],
        ),
        (
            "---\r\nby:\r\n  - A # x\r\n  - 'B'\r\ndate: 2026-01-02\r\n---\r\n",
            [("by", "A"), ("by", "B"), ("date", "2026-01-02")],
        ),
        ("---\nby:\n- A\n- name: B\n---\n", [("by", "A")]),
        (
            '---\na: "x: y"\nurl: https://a.b/#c\nb: # none\nc: |\n  text\n...\n',
            [("a", "x: y"), ("url", "https://a.b/#c")],
        ),
        (
            '+++\ntitle = "T"\nby = ["A", "B"]\n[more]\nx = 1\n+++\n',
            [("title", "T"), ("by", "A"), ("by", "B"), ("x", "1")],
        ),
        ('+++\nby = [\n  "A",\n  "B",\n]\n+++\n', [("by", "A"), ("by", "B")]),
        ("---\n---\n", []),
        ("---\nnever closed: x\n", []),
        ("---\n\nProse between rules.\n\n---\n", []),
        (" ---\na: b\n---\n", []),
        ("text\n---\na: b\n---\n", []),
    ],
)
def test_front_matter(text: str, expected: list[tuple[str, str]]) -> None:
    """Top-level scalars and lists of scalars are fields, told as written and with their place."""
    front = split_front_matter(text)
    assert [(field.key, field.value) for field in front.fields] == expected
    assert [field.span.cut(text) for field in front.fields] == [value for _, value in expected]


@given(text=st.text("-+:=[]\"', ab\n\r#", max_size=60), mark=st.sampled_from(["---", "+++"]))
def test_front_matter_of_any_text(text: str, mark: str) -> None:
    """Any text between the marks reads without an error, offsets stay, and values are words of the file."""
    text = f"{mark}\n{text}\n{mark}\nrest"
    front = split_front_matter(text)
    assert len(front.blanked) == len(text)
    assert front.blanked.endswith("rest")
    assert all(field.span.cut(text) == field.value for field in front.fields)


def test_front_matter_is_no_prose() -> None:
    """The words of front matter are in no block, and what follows keeps its place."""
    text = "---\ntitle: x\n---\n# A\n"
    (block,) = read(text).blocks
    assert block.span.cut(text) == "# A"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# T\n\n**Owner:** Mira Quill\n**Date**: 2026-01-02\n\ntext\n\nImpact: none",
            [("Owner", "Mira Quill"), ("Date", "2026-01-02")],
        ),
        ("Owner: @mira\n\nStatus: open", [("Owner", "@mira"), ("Status", "open")]),
        ("# T\n\n- Owner: `mira`\n- Severity: 2\n", [("Owner", "mira"), ("Severity", "2")]),
        ("# T\n\n| Owner | Mira |\n|---|---|\n| Date | today |\n", [("Owner", "Mira"), ("Date", "today")]),
        ("# T\n\n| Field | Value |\n|---|---|\n| **Date:** | today |\n", [("Date", "today")]),
        ("# T\n\n| A | B | C |\n|---|---|---|\n| a | b | c |\n\nOwner: Mira", [("Owner", "Mira")]),
        ("# T\n\n## Metadata\n\nOwner: Mira\n\n## Summary\n\nImpact: none", [("Owner", "Mira")]),
        ("# T\n\n## Summary\n\nOwner: Mira", []),
        ("Prose first.\n\nOwner: Mira", []),
        ("Owner:", []),
        ("Note: " + "long " * 100, []),
    ],
)
def test_metadata(text: str, expected: list[tuple[str, str]]) -> None:
    """Labelled lines and two-column tables are fields down to the first prose, and no further."""
    fields = read(text).fields
    assert [(field.key, field.value) for field in fields] == expected
    assert [field.span.cut(text).replace("`", "") for field in fields] == [value for _, value in expected]


def test_metadata_in_plain_text() -> None:
    """Plain text has fields too."""
    fields = read("THE OUTAGE\n\nOwner: Mira Quill\nDate: today\n\nIMPACT\n\nUsers: none\n", Format.PLAIN).fields
    assert [(field.key, field.value) for field in fields] == [("Owner", "Mira Quill"), ("Date", "today")]
