"""Who noun phrases name, in whatever slot of the sentence they stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from blamelint.language.model import Passage

CASES = [
    ("It comes down to the night porter.", ["the night porter"]),
    ("The delay rests with the storage team and with @tamika.", ["the storage team", "@tamika"]),
    ("A word with Oluwaseun about the valve.", ["Oluwaseun"]),
    ("Wrong tap opened by the apprentice's supervisor.", ["the apprentice's supervisor", "the apprentice's"]),
    ("It comes down to the default timeout of the proxy.", []),
    ("The operator console was down to two lamps.", []),
    ("It was down to nobody, and no engineer was near.", []),
    ("Anyone who opens the page sees it.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_figures_are_the_people_and_teams(read: Callable[..., Passage], text: str, expected: list[str]) -> None:
    """People, teams and suppliers are found in any slot; systems, modifiers and nobody are not."""
    passage = read(text)
    words = {passage.span(*actor.tokens).cut(text) for actor in passage.figures}
    assert words == set(expected)


@pytest.mark.parametrize("text", ["", " ", "| -", "10:04 –", "::"])
def test_a_block_without_words_is_an_empty_passage(read: Callable[..., Passage], text: str) -> None:
    """Punctuation alone, or a time alone, is read without complaint and names nobody."""
    assert read(text).figures == ()
