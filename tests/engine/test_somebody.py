"""Phrases that ask for somebody: the same words about a person and about a thing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from blamelint.engine.matchers.phrase import build
from blamelint.engine.vocabulary import load_vocabulary
from blamelint.errors import RuleError
from blamelint.language.model import Needs, Passage
from blamelint.located import load
from tests.engine.conftest import CONTEXT

VOCABULARY = load_vocabulary()
CASES = [
    ("down to @people", "It was down to the night shift lead.", ["down to the night shift lead"]),
    ("down to the «@people»", "It was down to the dispatcher, in the end.", ["dispatcher"]),
    ("down to @people", "It was down to the cache.", []),
    ("down to @people", "It was down to us.", []),
    ("without @name", "Without Ngozi we had no key; without the nurse we had none either.", ["Without Ngozi"]),
    ("@people 's «sign-off»", "Cause: the ward manager's sign-off.", ["sign-off"]),
    ("@person «owes»", "The platform team owes a report; the clerk owes one.", ["owes"]),
    ("(blame|thank) @party", "We can thank the supplier for that.", ["thank the supplier"]),
]


def _spans(phrase: str, text: str, read: Callable[[str], Passage]) -> list[str]:
    matcher = build(load(f'"{phrase}"', "rule"), VOCABULARY)
    passage = read(text)
    return [match.span.cut(text) for match in matcher.find(passage.block, CONTEXT, passage)]


@pytest.mark.parametrize(("phrase", "text", "expected"), CASES)
def test_somebody_is_a_noun_phrase_for_people(
    phrase: str, text: str, expected: list[str], read: Callable[[str], Passage]
) -> None:
    """`@people` stands for any noun phrase that names people, and for nothing else."""
    assert _spans(phrase, text, read) == expected


def test_only_a_phrase_that_asks_for_somebody_needs_the_parser() -> None:
    """A rule of plain words stays as cheap as it was."""
    assert build(load('"down to @people"', "rule"), VOCABULARY).needs is Needs.TAGS
    assert build(load('"down to earth"', "rule"), VOCABULARY).needs is Needs.NOTHING


def test_without_a_passage_nobody_is_found(read: Callable[[str], Passage]) -> None:
    """A block that was not parsed gives no match instead of a wrong one."""
    passage = read("It was down to the nurse.")
    assert not list(build(load('"down to @people"', "rule"), VOCABULARY).find(passage.block, CONTEXT, None))


@pytest.mark.parametrize("phrase", ["blame @humans", "@people", "blame @"])
def test_an_unknown_somebody_is_refused(phrase: str) -> None:
    """A misspelt `@` word, or one that stands alone, is an error with a place and not a rule that never fires."""
    with pytest.raises(RuleError):
        build(load(f'"{phrase}"', "rule"), VOCABULARY)
