"""Where a chain of whys ends."""

from __future__ import annotations

import time

import pytest

from tests.structure.drafts import read


def ends(text: str) -> list[str]:
    """The last answers of a draft."""
    shape = read(text)
    return [
        context.last_why.cut(block.text)
        for block, context in zip(shape.document.blocks, shape.contexts, strict=True)
        if context.last_why is not None
    ]


CHAINS = {
    "questions": (
        "1. Why was it red? The lamp broke.\n2. Why did it break? It was old. Nobody owns it.\n",
        ["Nobody owns it."],
    ),
    "labels": ("Why 1: The lamp broke.\n\nWhy #2: It was old.\n", ["It was old."]),
    "ordinals": ("First why: The lamp broke.\n\nSecond why: It was old.\n", ["It was old."]),
    "one paragraph": ("Why was it red? The lamp broke. Why did it break? It was old.\n", ["It was old."]),
    "answers below": (
        "1. Why was it red?\n   - The lamp broke.\n2. Why did it break?\n   - It was old.\n",
        ["It was old."],
    ),
    "several answers below": (
        "1. Why was it red?\n   - A.\n2. Why did it break?\n   - It was old.\n   - It was hot.\n",
        [],
    ),
    "bold questions": ("**Why was it red?** The lamp broke.\n\n**Why did it break?** It was old.\n", ["It was old."]),
    "branches": (
        "- Why was it red? The lamp broke.\n  - Why did it break? It was old.\n- Why then? It was night.\n",
        ["It was old.", "It was night."],
    ),
    "table": ("| Why | Answer |\n|---|---|\n| Why red? | Lamp |\n| Why that? | Old age |\n", ["Old age"]),
    "labelled rows": (
        "| Step | Finding | Evidence |\n|---|---|---|\n| Why 1 | Lamp | photo |\n| Why 2 | Old age | log |\n",
        ["Old age"],
    ),
    "one why": ("Why was it red? The lamp broke.\n", []),
    "questions only": ("- Why was it red?\n- Why did it break?\n", []),
    "prose": ("We know why it was red, and why the lamp broke.\n\n- A lamp\n- A fuse\n", []),
    "quoted": ("> Why was it red? The lamp broke.\n>\n> Why did it break? It was old.\n", []),
}


@pytest.mark.parametrize("name", CHAINS)
def test_the_end_of_a_chain(name: str) -> None:
    """The last sentence after the last why is found in every form, and nothing where no chain is."""
    text, wanted = CHAINS[name]
    assert ends(f"# Review\n\n## Causes\n\n{text}") == wanted


def test_a_list_under_a_heading_of_whys_needs_no_questions() -> None:
    """Under *Five whys* each item answers the one before."""
    text = "# Review\n\n## {}\n\n1. It was red.\n2. The lamp broke.\n"
    assert ends(text.format("Five whys")) == ["The lamp broke."]
    assert ends(text.format("Causes")) == []


def test_headings_that_ask() -> None:
    """A chain may be made of headings, each with its answer below."""
    text = "## Causes\n\n### Why red?\n\nLamp.\n\n### Why lamp?\n\nIt was old. It is hot there.\n\n## Impact\n\nA.\n"
    assert ends(text) == ["It is hot there."]


def test_actions_and_entries_are_no_answers() -> None:
    """Work to be done and a timeline ask no whys."""
    assert ends("# Review\n\n## Action items\n\n1. Why red? Ask.\n2. Why old? Ask.\n") == []
    assert ends("# Review\n\n## Timeline\n\n1. Why red? Ask.\n2. Why old? Ask.\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "why " * 100_000,
        "why 1: " * 50_000,
        "- Why a?\n  - Why b?\n" * 5_000,
        "### Why a?\n\nB.\n\n" * 5_000,
        "| Why |\n|---|\n" + "| Why a? |\n" * 10_000,
    ],
    ids=["words", "labels", "branches", "headings", "rows"],
)
def test_hostile_drafts_end(text: str) -> None:
    """No draft takes more than time in proportion to its length."""
    from blamelint.structure.whys import last_answers

    shape = read("# Review\n\n## Five whys\n\n" + text)
    started = time.perf_counter()
    last_answers(shape.document, [context.section for context in shape.contexts])
    assert time.perf_counter() - started < 5
