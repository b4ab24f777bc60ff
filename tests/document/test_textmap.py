"""The map between a block's text and the file."""

from __future__ import annotations

import pytest

from blamelint.document.textmap import Run, TextMap
from blamelint.text import Span

MAP = TextMap(
    [
        Run(Span(0, 4), Span(0, 4)),
        Run(Span(4, 10), Span(6, 12)),
        Run(Span(10, 11), Span(14, 15)),
        Run(Span(11, 12), Span(15, 20), whole=True),
        Run(Span(12, 15), Span(20, 23)),
    ]
)
"""`was pushed & on`, read from `was **pushed** &amp; on`."""


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (Span(0, 3), Span(0, 3)),
        (Span(4, 10), Span(6, 12)),
        (Span(0, 10), Span(0, 12)),
        (Span(5, 7), Span(7, 9)),
        (Span(11, 12), Span(15, 20)),
        (Span(10, 13), Span(14, 21)),
        (Span(0, 15), Span(0, 23)),
    ],
)
def test_spans_map_by_their_first_and_last_code_point(text: Span, source: Span) -> None:
    """A span reaches from the place of its first code point to the place of its last; a whole run maps as one."""
    assert MAP.source_span(text) == source


@pytest.mark.parametrize("span", [Span(2, 2), Span(14, 16)])
def test_empty_and_outside_spans_have_no_place(span: Span) -> None:
    """An empty span and one past the text are refused."""
    with pytest.raises(ValueError, match="empty or outside"):
        MAP.source_span(span)


@pytest.mark.parametrize(
    ("span", "editable"),
    [
        (Span(4, 10), True),
        (Span(0, 3), True),
        (Span(0, 10), False),
        (Span(11, 12), False),
        (Span(10, 13), False),
        (Span(12, 15), True),
        (Span(12, 99), False),
        (Span(3, 3), True),
    ],
)
def test_edits_are_offered_where_only_words_would_change(span: Span, *, editable: bool) -> None:
    """An edit over markup, an entity or a folded line break is not offered."""
    assert MAP.editable(span) is editable


@pytest.mark.parametrize(
    "runs",
    [
        [Run(Span(1, 2), Span(0, 1))],
        [Run(Span(0, 1), Span(5, 6)), Run(Span(1, 2), Span(4, 5))],
        [Run(Span(0, 1), Span(0, 1)), Run(Span(2, 3), Span(1, 2))],
    ],
)
def test_a_map_with_gaps_or_turns_cannot_be_made(runs: list[Run]) -> None:
    """Runs that leave a gap in the text or go back in the file are refused."""
    with pytest.raises(ValueError, match="runs"):
        TextMap(runs)


def test_unequal_sides_need_a_whole_run() -> None:
    """A run whose sides differ in length has to say that it is whole, and no run is empty."""
    with pytest.raises(ValueError, match="equal sides"):
        Run(Span(0, 1), Span(0, 5))
    with pytest.raises(ValueError, match="at least one"):
        Run(Span(0, 0), Span(0, 0))


def test_straight_maps() -> None:
    """A block that stands in the file as it is has one run, an empty one none."""
    assert TextMap.straight(Span(3, 9)).source_span(Span(1, 2)) == Span(4, 5)
    assert TextMap.straight(Span(3, 3)).length == 0
