"""The phrase language, and that no draft can make it slow."""

from __future__ import annotations

import json
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blamelint.engine.matchers.phrase import build, folded
from blamelint.engine.vocabulary import Vocabulary, load_vocabulary
from blamelint.errors import RuleError
from blamelint.located import load
from blamelint.text import Span
from tests.engine.conftest import CONTEXT, block_of

VOCABULARY = load_vocabulary()
CASES = [
    ("drop the ball", "They DROP  the\nball and drop the balls.", ["DROP  the\nball"]),
    ("~drop the ball", "Dropped the ball, dropping the ball, droop the ball",
     ["Dropped the ball", "dropping the ball"]),
    ("~take down", "took down, taken down, took it down", ["took down", "taken down"]),
    ("(asleep|sleeping) at the (wheel|switch)", "asleep at the wheel; sleeping at the switch; at the wheel",
     ["asleep at the wheel", "sleeping at the switch"]),
    ("[very|most] careless", "very careless, careless, most careless", ["very careless", "careless", "most careless"]),
    ("should [[not|never|n't]] have", "should have, should not have, shouldn’t have, should ever have",
     ["should have", "should not have", "shouldn’t have"]),
    ("(not|n't) at fault", "was not at fault, wasn't at fault", ["not at fault", "n't at fault"]),
    ("the * fault", "the operator's fault, the on-call fault, the fault, the big bad fault",
     ["the operator's fault", "the on-call fault"]),
    ("blame ** for", "blame for, blame the team for, blame the whole team for, blame a b c d for",
     ["blame for", "blame the team for", "blame the whole team for"]),
    ("(was|were) «[entirely] avoidable»", "was entirely avoidable, were avoidable",
     ["entirely avoidable", "avoidable"]),
    ("$insults 's", "the idiot's shift, the idiots", ["idiot's"]),
    ("guilty [party]", "the guilty party", ["guilty party"]),
    ("careless", "careless-ish, carelessly, non-careless, careless's, 'careless', (careless), careless.",
     ["careless", "careless", "careless"]),
    ("100% avoidable", "100% avoidable and 100 % avoidable", ["100% avoidable"]),
    ("case closed, full stop", "Case closed, full stop.", ["Case closed, full stop"]),
    ("24/7", "on call 24/7 all year", ["24/7"]),
    ("who's to blame", "Who’s to blame?", ["Who’s to blame"]),
    ("ran * again", "She ran eu-west-1.db:5432 again", ["ran eu-west-1.db:5432 again"]),
    ("fat‑finger", "a fat-finger slip", ["fat-finger"]),
]  # fmt: skip


def words(phrase: str, text: str, code: tuple[Span, ...] = ()) -> list[str]:
    """The marked words of a text."""
    matcher = build(load(json.dumps([phrase], ensure_ascii=False), "r.yaml"), VOCABULARY)
    return [match.span.cut(text) for match in matcher.find(block_of(text, code=code), CONTEXT, None)]


@pytest.mark.parametrize(("phrase", "text", "found"), CASES, ids=[case[0] for case in CASES])
def test_syntax(phrase: str, text: str, found: list[str]) -> None:
    """A phrase matches these words of the text, and no others."""
    assert words(phrase, text) == found


def test_class_matches_every_form(vocabulary: Vocabulary) -> None:
    """`$class` stands for each form of each of its words, several words too."""
    for form in sorted(vocabulary.class_forms("groups")):
        assert words("$groups again", f"So {form} again.") == [f"{form} again"]


def test_code_is_a_word_for_stars_only() -> None:
    """Inline code is never taken for a word of a phrase, but a star may stand for it."""
    text = "He ran code again, code review."
    code = (Span(7, 11), Span(19, 23))
    assert words("ran * again", text, code) == ["ran code again"]
    assert words("ran code again", text, code) == []
    assert words("code review", text, code) == []
    assert words("code review", text) == ["code review"]


def test_the_longest_of_overlapping_phrases_counts() -> None:
    """Of phrases that begin in one place the longest is found, whatever their order; none stands inside another."""
    matcher = build(load('["guilty", "guilty party", "party line"]', "r.yaml"), VOCABULARY)
    text = "The guilty party line is guilty."
    assert [match.span.cut(text) for match in matcher.find(block_of(text), CONTEXT, None)] == ["guilty party", "guilty"]


def test_reach_is_the_sentence() -> None:
    """A match reaches as far as the sentence it stands in."""
    text = "All was well. It was careless of them. Then it ended."
    (match,) = build(load("[careless]", "r.yaml"), VOCABULARY).find(block_of(text), CONTEXT, None)
    assert match.reach.cut(text) == "It was careless of them."


def test_cues_are_stated() -> None:
    """A phrase says which words have to be there: literals, the best of each alternative, never optional ones."""
    matcher = build(load('["(sheer|plain and simple) luck [really] of ** n\'t it"]', "r.yaml"), VOCABULARY)
    assert matcher.cues == (
        (frozenset({"sheer", "simple"}), frozenset({"luck"}), frozenset({"of"}), frozenset({"it"})),
    )


ERRORS = [
    ("(a|b", "'(' without ')'"),
    ("a)", "')' without an opening bracket"),
    ("a | b", "'|' without an opening bracket; put alternatives in round brackets"),
    ("a () b", "nothing stands between two brackets or bars"),
    ("(a|) b", "nothing stands between two brackets or bars"),
    ("[a [b]", "'[' without ']'"),
    ("* **", "the phrase '* **' has no word that always stands in it"),
    ("[maybe]", "the phrase '[maybe]' has no word that always stands in it"),
    ("*** x", "'***' is not allowed; `*` is one word and `**` up to three"),
    ("~ x", "`~` stands before a verb"),
    ("$no_such_class x", "unknown vocabulary class '$no_such_class'"),
    ("«a» «b»", "one «…» for each phrase, outside of brackets"),
    ("(a «b»)", "one «…» for each phrase, outside of brackets"),
    ("a «[b]»", "nothing has to stand between « and »"),
    ("a «b", "'«' without '»'"),
    ("x " * 1200, "a phrase of more than 2000 characters"),
    ("(" * 20 + "a" + ")" * 20, "brackets nest deeper than 8"),
    (" ", "expected a string with something in it, found an empty one"),
]


@pytest.mark.parametrize(("phrase", "said"), ERRORS, ids=[said[:40] for _, said in ERRORS])
def test_errors(phrase: str, said: str) -> None:
    """A phrase that cannot be read is told at its place."""
    with pytest.raises(RuleError) as caught:
        words(phrase, "")
    assert caught.value.message == said
    assert str(caught.value).startswith(f"r.yaml:1:2: {said}")


def test_empty_list_is_refused() -> None:
    """A form without phrases is a mistake, not a rule that never fires."""
    with pytest.raises(RuleError, match="an empty list of phrases"):
        build(load("[]", "r.yaml"), VOCABULARY)


HOSTILE = {
    "one letter": "a" * 1_000_000,
    "letters": "a " * 500_000,
    "dots": "a." * 500_000,
    "at signs": "a@" * 500_000,
    "hyphens": "a-" * 500_000,
    "blanks": "was" + " " * 1_000_000 + "x",
    "the first word": "was " * 250_000,
    "almost": "was entirely " * 80_000,
    "growing capitals": "İ" * 1_000_000,
    "apostrophes": "'" * 1_000_000,
    "clitics": "a'" * 500_000,
}
GREEDY = [
    "* ** the ball",
    "(was|were) «[entirely] avoidable»",
    "[was] [was] [was] [was] [was] [was] [a] [a] [a] [a] ** was ** a ** x",
    "((a|a a|a a a) [a] ** | [(a|a) a]) (a|b) ** ** ** x".replace(" | ", "|"),
    "$roles ** $systems_nouns ** fault",
]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("phrase", GREEDY)
def test_hostile_drafts_are_quick(phrase: str, text: str) -> None:
    """A megabyte of the worst text takes less than a second of processor time, whatever the phrase."""
    matcher = build(load(json.dumps([phrase]), "r.yaml"), VOCABULARY)
    block = block_of(text)
    start = time.process_time()
    list(matcher.find(block, CONTEXT, None))
    assert time.process_time() - start < 1


LETTERS = st.text(st.sampled_from("aAbİßſKéΣς '’-.\n\t$*«|😀\u0301n't"), max_size=40)


@given(LETTERS)
def test_folding_keeps_offsets(text: str) -> None:
    """The folded text is as long as the text, so that what is found in it stands where it says."""
    assert len(folded(text)) == len(text)


@given(LETTERS, st.sampled_from(["a b", "~a", "a * b", "a [n't] b", "(a|b) 's", "** a", "«a» b", "a-b", "a.b"]))
def test_matches_hold_their_cues(text: str, phrase: str) -> None:
    """Where a phrase matches, the text holds a word piece of every set of its cues: a gate on them loses nothing."""
    matcher = build(load(json.dumps([phrase]), "r.yaml"), VOCABULARY)
    matches = list(matcher.find(block_of(text), CONTEXT, None))
    for match in matches:
        assert match.span
        assert match.reach.contains(match.span)
    if matches:
        held = set(re.findall(r"\w+", folded(text).replace("n't", " n't")))
        assert any(all(not cues.isdisjoint(held) for cues in alternative) for alternative in matcher.cues)
