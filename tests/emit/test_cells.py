"""How wide text is on a terminal, and that nothing a terminal would act on gets through."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blamelint.emit.cells import clip, glyphs, visible, width, wrap

ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=60)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("plain", 5),
        ("naïve", 5),
        ("nai\u0308ve", 5),
        ("検体", 4),
        ("ｗ", 2),
        ("🧊", 2),
        ("👩\u200d🔬", 2),
        ("👍🏽", 2),
        ("⚠\ufe0f", 2),
        ("⚠\ufe0f x", 4),
        ("\tx", 5),
        ("\x1b", 1),
        ("\u202e", 8),
        ("e\u0301\u0302\u0303", 1),
    ],
)
def test_width_counts_cells(text: str, cells: int) -> None:
    """Wide signs take two cells, marks on a letter none, escapes what they are shown as."""
    assert width(text) == cells


@given(ANY_TEXT)
def test_visible_text_holds_nothing_a_terminal_acts_on(text: str) -> None:
    """No control, line break, bidi mark, lone surrogate or invisible sign is left, whatever a draft holds."""
    left = {unicodedata.category(sign) for sign in visible(text).replace("\u200c", "").replace("\u200d", "")}
    assert not left & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(ANY_TEXT)
def test_there_is_one_glyph_for_each_code_point(text: str) -> None:
    """Offsets into a text are offsets into its glyphs."""
    assert len(list(glyphs(text))) == len(text)


@given(ANY_TEXT, st.integers(5, 40))
def test_clipped_text_fits(text: str, cells: int) -> None:
    """Clipping leaves at most the cells asked for, and leaves alone what fits."""
    shown = visible(text)
    clipped = clip(shown, cells)
    assert width(clipped) <= cells or "\u200d" in shown
    if width(shown) <= cells and len(shown) <= cells:
        assert clipped == shown


@given(st.lists(st.text("abc", min_size=1, max_size=9), min_size=1), st.integers(10, 40))
def test_wrapping_keeps_words_and_width(words: list[str], cells: int) -> None:
    """Wrapped lines hold the same words in order, none wider than asked."""
    lines = wrap(" ".join(words), cells)
    assert " ".join(lines).split() == words
    assert all(width(line) <= cells for line in lines)
