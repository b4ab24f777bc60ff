"""Messages filled with the words of a draft."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blamelint.engine.message import LONGEST, captures_in, fill, shortened, stray_brace

FILLED = [
    ("'{span}' is a verdict.", {"span": "to blame"}, "'to blame' is a verdict."),
    ("'{span}' is a verdict.", {"span": "Priya's fault"}, '"Priya\'s fault" is a verdict.'),
    ('"{span}" is a verdict.', {"span": 'the "expert"'}, "'the \"expert\"' is a verdict."),
    ("'{span}' is a verdict.", {"span": 'Priya\'s "fix"'}, "'Priya's \"fix\"' is a verdict."),
    ("{actor} is named.", {"actor": "the on-call", "span": "x"}, "The on-call is named."),
    ("'{actor}' is named.", {"actor": "", "span": "broke"}, "'broke' is named."),
    ("'{actor}' is named.", {"span": "broke"}, "'broke' is named."),
    ("'{span}' ends.", {"span": "one\n  two"}, "'one two' ends."),
    ("'{span}' ends.", {"span": "{actor} {"}, "'{actor} {' ends."),
    ("A {span} of\n {span}", {"span": "b"}, "A b of b"),
]


@pytest.mark.parametrize(("template", "captures", "said"), FILLED)
def test_fill(template: str, captures: dict[str, str], said: str) -> None:
    """A template and captures give this sentence."""
    assert fill(template, captures) == said


def test_edit_is_no_sentence() -> None:
    """An edit keeps its small letter, for it stands in the middle of somebody's sentence."""
    assert fill("the {span}", {"span": "Node"}, sentence=False) == "the Node"


def test_long_captures_are_cut_between_words() -> None:
    """A long capture ends with a whole word and an ellipsis."""
    text = "should have checked " * 10
    assert shortened(text) == "should have checked should have checked should have checked…"
    assert shortened("a" * 200) == "a" * (LONGEST - 1) + "…"


@given(st.text(max_size=300))
def test_shortened_is_one_short_line(text: str) -> None:
    """Whatever the words, what is shown is one line of at most LONGEST characters."""
    short = shortened(text)
    assert len(short) <= LONGEST
    assert short == " ".join(short.split())


@given(st.text(st.sampled_from("ab{}'\" _1"), max_size=30), st.text(max_size=20))
def test_no_brace_of_a_template_is_left(template: str, words: str) -> None:
    """A template without stray braces has none left when it is filled with words that have none."""
    if stray_brace(template) is None:
        words = words.replace("{", "").replace("}", "")
        captures = dict.fromkeys(captures_in(template), words)
        assert not set("{}") & set(fill(template, {**captures, "span": "x"}))


def test_stray_braces_are_seen() -> None:
    """Braces that enclose no name are told apart from captures."""
    assert stray_brace("{span} {") == "{"
    assert stray_brace("}{span}") == "}"
    assert stray_brace("{two words}") == "{"
    assert stray_brace("{span}{actor}") is None
