"""Suggestions: what is deleted, what replaced, and what is left alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blamelint.document.model import Block
from blamelint.engine.model import SuggestionTemplate
from blamelint.engine.suggest import suggestion_for
from blamelint.finding import Applicability, Edit, Suggestion
from blamelint.text import Span
from tests.engine.conftest import block_of

DELETE = SuggestionTemplate("Delete the word", "", Applicability.SAFE)
DELETED = [
    ("«Obviously», nobody saw the page.", "Nobody saw the page."),
    ("«Obviously» the page was late.", "The page was late."),
    ("It was late. «Clearly», the page was lost.", "It was late. The page was lost."),
    ("The page was «simply» lost.", "The page was lost."),
    ("The page, «obviously», was lost.", "The page was lost."),
    ("The page was lost, «obviously».", "The page was lost."),
    ("The page was lost «obviously»", "The page was lost"),
    ("The page was lost – «obviously».", "The page was lost."),
    ("“«Obviously», it was lost.”", "“It was lost.”"),
    ("Cause: «obviously», the disk was full.", "Cause: the disk was full."),
    ("It was «clearly», and early, lost.", "It was, and early, lost."),
    ("«Simply» `x` was lost.", "`x` was lost."),
    ("«clearly» the page was lost.", "the page was lost."),
    ("«Obviously» Nadia's page was lost.", "Nadia's page was lost."),
]


def marked(text: str) -> tuple[str, Span]:
    """The text without its first marks, and where they stood."""
    start = text.index("«")
    end = text.index("»") - 1
    return text.replace("«", "").replace("»", ""), Span(start, end)


def applied(text: str, suggestion: Suggestion | None) -> str:
    """The text after the edits."""
    assert suggestion is not None
    for edit in reversed(suggestion.edits):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize(("before", "after"), DELETED, ids=lambda text: text)
def test_deletion_leaves_a_sentence(before: str, after: str) -> None:
    """A deleted word takes one blank and its commas along, and hands its capital on."""
    text, span = marked(before)
    suggestion = suggestion_for(DELETE, span, block_of(text), {})
    assert applied(text, suggestion) == after
    assert suggestion is not None
    assert suggestion.applicability is Applicability.SAFE


def test_article_follows_and_is_a_guess() -> None:
    """`an` becomes `a` where the next word wants it; the change is then no longer safe."""
    text, span = marked("It was an «obviously» broken disk.")
    suggestion = suggestion_for(DELETE, span, block_of(text), {})
    assert applied(text, suggestion) == "It was a broken disk."
    assert suggestion is not None
    assert suggestion.applicability is Applicability.UNSAFE


TIED = [
    "The switch was quite «obviously» wired to the same feeder.",
    "The page was so «clearly» wrong that it was sent again.",
    "The label was «clearly» and repeatedly misread.",
    "The label was repeatedly and «clearly» misread.",
    "It was as «obviously» wrong as the first.",
    "The key was «clearly» enough marked.",
    "The disk was («obviously») full.",
    "(«Obviously») the disk was full.",
    "The disk was full («obviously»).",
    "The disk—«obviously»—was full.",
    "The disk was,«obviously»,full.",
    "The disk was, «obviously»,full.",
]


@pytest.mark.parametrize("text", TIED)
def test_a_word_that_others_need_stays(text: str) -> None:
    """A word of degree and the other half of a pair are never left behind."""
    text, span = marked(text)
    assert suggestion_for(DELETE, span, block_of(text), {}) is None


STOP = SuggestionTemplate("Use a full stop", ".", Applicability.SAFE)
STOPPED = [
    ("It was lost again«!!»", "It was lost again."),
    ("It was lost«!!!» The next one came.", "It was lost. The next one came."),
    ("“It was lost (again)«!!»”", "“It was lost (again).”"),
    ("It was lost«!!» and nobody came.", None),
    ("Wait ...«!!»", None),
    ("«!!» It was lost.", None),
]


@pytest.mark.parametrize(("before", "after"), STOPPED, ids=[before for before, _ in STOPPED])
def test_a_full_stop_ends_a_sentence(before: str, after: str | None) -> None:
    """It is offered only where a sentence ends and nothing else ends it."""
    text, span = marked(before)
    suggestion = suggestion_for(STOP, span, block_of(text), {})
    assert (applied(text, suggestion) if suggestion is not None else None) == after


def test_a_sentence_is_never_emptied() -> None:
    """Where the word is all there is, nothing is offered."""
    assert suggestion_for(DELETE, Span(0, 9), block_of("Obviously."), {}) is None


def test_a_folded_line_break_stays() -> None:
    """The blank after the word is a line break in the file, so the one before it goes."""
    text = "It was simply lost."
    suggestion = suggestion_for(DELETE, Span(7, 13), block_of(text, whole=(Span(13, 14),)), {})
    assert applied(text, suggestion) == "It was lost."
    assert suggestion is not None
    assert suggestion.edits == (Edit(Span(6, 13), ""),)


def test_no_edit_through_markup() -> None:
    """Words that are not plain in the file get no edit: a safe one is not offered, a shown one keeps its title."""
    block = block_of("It was simply lost.", whole=(Span(9, 10),))
    assert suggestion_for(DELETE, Span(7, 13), block, {}) is None
    shown = SuggestionTemplate("Say what was seen", "<what>", Applicability.DISPLAY)
    assert suggestion_for(shown, Span(7, 13), block, {}) == Suggestion("Say what was seen")


def test_replacement_takes_captures_and_the_capital() -> None:
    """A template is filled, keeps its slots, and begins with a capital where the words did."""
    template = SuggestionTemplate("Reorder for {actor}", "what {actor} saw at <place>", Applicability.DISPLAY)
    text = "The SRE should have checked it."
    suggestion = suggestion_for(template, Span(0, 27), block_of(text), {"actor": "the SRE", "span": text[:27]})
    assert suggestion == Suggestion(
        "Reorder for the SRE", (Edit(Span(0, 27), "What the SRE saw at <place>"),), Applicability.DISPLAY
    )


def test_title_alone() -> None:
    """A suggestion without an edit is a hint."""
    template = SuggestionTemplate("Name the condition", None, Applicability.DISPLAY)
    assert suggestion_for(template, Span(0, 2), block_of("It was."), {}) == Suggestion("Name the condition")


@given(st.text(st.sampled_from("ab ,.A\u00a0(\"'–an;:😀\n"), min_size=1, max_size=30), st.data())
def test_edits_are_disjoint_and_inside(text: str, data: st.DataObject) -> None:
    """Whatever stands around the word, edits are in order, apart, inside the text, and take the word out."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    block: Block = block_of(text)
    suggestion = suggestion_for(DELETE, Span(start, end), block, {"span": text[start:end]})
    if suggestion is None:
        return
    spans = [edit.span for edit in suggestion.edits]
    assert spans == sorted(spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert all(span.end <= len(text) for span in spans)
    assert any(span.contains(Span(start, end)) for span in spans)
