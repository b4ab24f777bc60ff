"""Template text is found, prose about it is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blamelint.structure.placeholders import placeholders
from tests.structure.drafts import read


def found(text: str) -> list[str]:
    """The words of each placeholder."""
    return [span.cut(text) for span in placeholders(read(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("TODO", ["TODO"]),
        ("TBD.", ["TBD"]),
        ("- tbd", ["tbd"]),
        ("**Duration:** TBC", ["TBC"]),
        ("FIXME: ask the depot", ["FIXME: ask the depot"]),
        ("TODO(ngozi): ask the depot", ["TODO(ngozi): ask the depot"]),
        ("To be determined", ["To be determined"]),
        ("???", ["???"]),
        ("- …", ["…"]),
        ("- xxx", ["xxx"]),
        ("Hello {{ name }}!", ["{{ name }}"]),
        ("<insert the owner here>", ["<insert the owner here>"]),
        ("Owner: <name>", ["<name>"]),
        ("Start: <time of first alert>", ["<time of first alert>"]),
        ("[Insert a summary]", ["[Insert a summary]"]),
        ("Lead: [your name]", ["[your name]"]),
        ("Some lorem ipsum here", ["lorem ipsum"]),
        ("On 20xx-04-03 it began", ["20xx"]),
        ("Date: DD/MM/YYYY", ["DD/MM/YYYY"]),
        ("- HH:MM - it began", ["HH:MM"]),
        ("- Lesson 1", ["Lesson 1"]),
        ("_List the systems that were affected._", ["List the systems that were affected."]),
        ("Replace this text with yours.", ["Replace this text with yours."]),
        ("Describe the impact here.", ["Describe the impact here."]),
        ("| Who | What |\n|---|---|\n| TBD | Reload |", ["TBD"]),
        ("---\nowner: TBD\n---\n\nText.", ["TBD"]),
    ],
)
def test_a_placeholder(text: str, words: list[str]) -> None:
    """Each usual form is found at its own words."""
    assert found(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "The code held a TODO about this.",
        "Its date is TBD until the vendor answers.",
        "A ticket about the placeholder text was closed.",
        "`{{ name }}` was not filled in, see `<insert name>` and `[Insert a summary]`.",
        "```\n{{ name }} TODO <insert name here>\n```",
        "<!-- TODO: {{ name }} <insert name here> -->\n\nText.",
        "[the log](https://l.example) and [the log][1]\n\n[1]: https://l.example",
        "- [ ] Split the table\n- [x] Reload",
        "A note[^1] and LBL-[81].\n\n[^1]: Text.",
        "<https://l.example> and <b>bold</b> and <details><summary>More</summary></details>",
        "The parser wants YYYY-MM-DD in both columns.",
        "Calls to /labels/<name>/print failed.",
        "Codes of the 5xx and 20x ranges rose.",
        "None.",
        "N/A",
        "| A | B |\n|---|---|\n| 1 | - |",
        "*How many were affected?*\n\nForty.",
        "## Action items\n\n- Describe the reload in the runbook here\n- TODO: split the table",
        "if a <b and c> d",
        "[LBL-81] was closed",
        "![Describe the graph](g.png)",
        "Step 1 was the reload.",
        "Describe is a verb.",
        "",
    ],
)
def test_no_placeholder(text: str) -> None:
    """Code, comments, links, checklists and sentences about placeholders stay silent."""
    assert found(text) == []


@given(st.text(alphabet="TODB<>[]{}`~ \n#-|?xX.insert:", max_size=300))
def test_any_draft_gives_spans_in_order(text: str) -> None:
    """Whatever is written, the spans lie in the text, ascend and do not overlap."""
    end = 0
    for span in placeholders(read(text)):
        assert end <= span.start < span.end <= len(text)
        end = span.end
