"""What stands under a label counts as said of it, in whatever shape the label comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from blamelint.engine.matchers.label import build
from blamelint.engine.vocabulary import load_vocabulary
from blamelint.language.model import Passage
from blamelint.located import load
from blamelint.structure.model import Context
from tests.engine.conftest import CONTEXT

MATCHER = build(
    load('{name: [culprit, "root cause"], says: ["@people", "(slip|lapse) at [the] *"], whole: true}', "rule"),
    load_vocabulary(),
)
CASES = [
    ("culprit: the night porter", "", ["the night porter"]),
    ("Culprits: two apprentices.", "", ["two apprentices"]),
    ("Culprit: the driver team (as in March)", "", ["the driver team"]),
    ("root cause: slip at the till", "", ["slip at the till"]),
    ("the ward clerk", "Root cause", ["the ward clerk"]),
    ("the ward clerk", "Contact", []),
    ("the ward clerk", "Culprits of the week", ["the ward clerk"]),
    ("the ward clerk", "Culprit owner", []),
    ("culprit: the night porter's radio had no battery", "", []),
    ("culprit: a stale lease", "", []),
    ("The culprit, said the night porter: a stale lease", "", []),
    ("the night porter", "", []),
]


@pytest.mark.parametrize(("text", "row", "expected"), CASES)
def test_a_label_says_what_its_words_are(
    text: str, row: str, expected: list[str], read: Callable[[str], Passage]
) -> None:
    """A phrase fires under a label of that name, in the text or of the row, and only as all that it introduces."""
    context: Context = replace(CONTEXT, row_label=row)
    passage = read(text)
    assert [match.span.cut(text) for match in MATCHER.find(passage.block, context, passage)] == expected
