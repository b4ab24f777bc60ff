"""Sentences, told without spaCy."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blamelint.language.sentences import sentence_at, sentence_spans

CASES = [
    ("One. Two.", ["One.", "Two."]),
    ("It ran at 10 a.m. and stopped.", ["It ran at 10 a.m. and stopped."]),
    ("See e.g. the queue. It grew.", ["See e.g. the queue.", "It grew."]),
    ("Version 2.4.1 was live. Nobody knew.", ["Version 2.4.1 was live.", "Nobody knew."]),
    ("Why now? Because of load!", ["Why now?", "Because of load!"]),
    ("The queue grew; the pager was silent.", ["The queue grew;", "the pager was silent."]),
    ('He wrote "stop." Then he left.', ['He wrote "stop."', "Then he left."]),
    ("Waiting... then it came back.", ["Waiting... then it came back."]),
    ("No end", ["No end"]),
    ("   ", []),
    ("", []),
    ("J. Okafor restarted it. All good.", ["J. Okafor restarted it.", "All good."]),
    ("First line\nsecond line", ["First line", "second line"]),
    ("Really?! Yes.", ["Really?!", "Yes."]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    """Full stops inside numbers, abbreviations and initials end no sentence."""
    assert expected == [span.cut(text) for span in sentence_spans(text)]


@given(st.text(alphabet="aB .!?;\n\"'e1…)", max_size=80))
def test_sentences_cover_every_word(text: str) -> None:
    """Spans are disjoint, in order, and nothing but blanks lies between them."""
    spans = sentence_spans(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    outside = list(text)
    for span in spans:
        outside[span.start : span.end] = " " * len(span)
    assert not "".join(outside).strip()


def test_sentence_at_gives_the_sentence_around() -> None:
    """The sentence that holds the offset, not its neighbour."""
    text = "One here. Two there."
    assert sentence_at(text, 12).cut(text) == "Two there."
    assert sentence_at(text, 0).cut(text) == "One here."


def test_a_long_line_without_an_end_is_cheap() -> None:
    """A megabyte of candidates for an end is read once."""
    text = "a. b " * 200_000
    assert len(sentence_spans(text)) >= 1
