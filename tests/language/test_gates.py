"""The context gates, told from the words alone."""

from __future__ import annotations

import pytest

from blamelint.document.model import BlockKind
from blamelint.language.gates import Gate, closed_gates, gates_of
from blamelint.structure.model import Context, Names, SectionKind
from blamelint.text import Span
from tests.language.conftest import block

PLAIN = Context(SectionKind.SUMMARY, Names())


def closed(text: str, words: str, context: Context = PLAIN, kind: BlockKind = BlockKind.PARAGRAPH) -> frozenset[Gate]:
    """The gates that are closed for `words` of `text`."""
    start = text.index(words)
    return closed_gates(block(text, kind), context, Span(start, start + len(words)))


CASES = [
    ("This was not caused by human error; the tool took an empty filter.", "human error", Gate.NEGATED, True),
    ("The cause was human error.", "human error", Gate.NEGATED, False),
    ("Human error was ruled out on the first evening.", "Human error", Gate.NEGATED, True),
    ("Human error did not play a part.", "Human error", Gate.NEGATED, True),
    ("It was not the disk but human error.", "human error", Gate.NEGATED, False),
    ("No single team is at fault here.", "at fault", Gate.NEGATED, True),
    ("It was not only human error.", "human error", Gate.NEGATED, False),
    ("This review is blameless and asks whose fault nothing was.", "fault", Gate.META, True),
    ("We avoid the word careless in this template.", "careless", Gate.META, True),
    ("The ward manager was careless.", "careless", Gate.META, False),
    ('The customer wrote "your team was careless" in the ticket.', "careless", Gate.QUOTED, True),
    ("“Sam broke it again” was the first message.", "Sam broke", Gate.QUOTED, True),
    ("The customer wrote: Your engineers were careless with our data.", "careless", Gate.QUOTED, True),
    ('The so-called "review" was careless.', "careless", Gate.QUOTED, False),
    ("It's the crew's fault and that's the shift's view.", "fault", Gate.QUOTED, False),
    ("Was the crew careless?", "careless", Gate.QUESTION, True),
    ("Was the crew tired? It was careless.", "careless", Gate.QUESTION, False),
]


@pytest.mark.parametrize(("text", "words", "gate", "expected"), CASES)
def test_gates_close_where_the_words_mean_something_else(text: str, words: str, gate: Gate, expected: bool) -> None:
    """Denial, quotation, talk about blame and questions close their gates, and nothing else does."""
    assert expected is (gate in closed(text, words))


CONTEXTS = [
    (Context(SectionKind.ACTIONS, Names(), action=True), Gate.ACTION),
    (Context(SectionKind.TIMELINE, Names(), entry=True), Gate.TIMELINE),
    (Context(SectionKind.LUCK, Names()), Gate.FAVOURABLE),
    (Context(SectionKind.WELL, Names()), Gate.FAVOURABLE),
    (Context(SectionKind.SUMMARY, Names(), metadata=True), Gate.METADATA),
]


@pytest.mark.parametrize(("context", "gate"), CONTEXTS)
def test_the_place_of_a_block_closes_gates(context: Context, gate: Gate) -> None:
    """Actions, timelines, lucky sections and metadata are known by the context alone."""
    assert gate in closed("The crew was late.", "late", context)
    assert gate not in closed("The crew was late.", "late")


def test_headings_close_their_gate() -> None:
    """What stands in a heading is not judged as prose."""
    assert Gate.HEADING in closed("What could have gone better", "could have", kind=BlockKind.HEADING)


def test_a_rule_keeps_to_the_gates_of_all_its_families() -> None:
    """A gate silences a rule only when it silences each of the rule's families."""
    assert Gate.NEGATED in gates_of(("F10",))
    assert Gate.NEGATED not in gates_of(("F10", "F05"))
    assert Gate.QUESTION not in gates_of(("F23",))
    assert gates_of(()) == frozenset({Gate.HEADING, Gate.QUOTED})
