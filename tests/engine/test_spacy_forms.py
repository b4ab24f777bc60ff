"""The forms that stand on spaCy: tokens and trees."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from blamelint.engine.matchers import tokens, tree
from blamelint.engine.vocabulary import Vocabulary
from blamelint.errors import RuleError
from blamelint.language.model import Needs, Passage
from blamelint.located import load
from tests.engine.conftest import CONTEXT

TREE = """
- {RIGHT_ID: verb, RIGHT_ATTRS: {LEMMA: blame}}
- {LEFT_ID: verb, REL_OP: ">", RIGHT_ID: whom, RIGHT_ATTRS: {DEP: dobj}}
"""
Read = Callable[[str], Passage]


def found(matcher: tokens.TokensMatcher | tree.TreeMatcher, passage: Passage) -> list[str]:
    """The marked words."""
    text = passage.block.text
    return [match.span.cut(text) for match in matcher.find(passage.block, CONTEXT, passage)]


def test_tokens_with_a_class(read: Read, vocabulary: Vocabulary) -> None:
    """`$class` in a value is the class's list; of overlapping fits the longest counts."""
    matcher = tokens.build(
        load("[[{LEMMA: {IN: $miss_verbs}}, {POS: DET, OP: '?'}, {POS: NOUN}]]", "r.yaml"), vocabulary
    )
    assert found(matcher, read("The shift overlooked the alarm and skipped steps.")) == [
        "overlooked the alarm",
        "skipped steps",
    ]
    assert matcher.needs is Needs.TAGS
    assert matcher.find(read("x").block, CONTEXT, None) is not None
    assert list(matcher.find(read("x").block, CONTEXT, None)) == []


def test_tokens_take_forms_where_words_stand(read: Read, vocabulary: Vocabulary) -> None:
    """Under LOWER a class means its inflected forms."""
    matcher = tokens.build(load("[[{LOWER: $miss_verbs}]]", "r.yaml"), vocabulary)
    assert found(matcher, read("They SKIPPED it.")) == ["SKIPPED"]


def test_tokens_reach_their_clause(read: Read, vocabulary: Vocabulary) -> None:
    """A match reaches as far as the smallest clause around it, so that findings in one clause can be merged."""
    passage = read("The cache was cold. The shift overlooked the alarm.")
    matcher = tokens.build(load("[[{LEMMA: overlook}]]", "r.yaml"), vocabulary)
    (match,) = matcher.find(passage.block, CONTEXT, passage)
    assert match.reach.contains(match.span)
    assert "cache" not in match.reach.cut(passage.block.text)


def test_tree_marks_nodes_and_captures_them(read: Read, vocabulary: Vocabulary) -> None:
    """The finding points from the first to the last marked node; each node's word is a capture."""
    passage = read("Finance blamed the two contractors loudly.")
    matcher = tree.build(load(TREE, "r.yaml"), load("[verb, whom]", "r.yaml"), vocabulary)
    (match,) = matcher.find(passage.block, CONTEXT, passage)
    assert match.span.cut(passage.block.text) == "blamed the two contractors"
    assert dict(match.captures) == {"verb": "blamed", "whom": "contractors"}
    alone = tree.build(load(TREE, "r.yaml"), load("[whom]", "r.yaml"), vocabulary)
    assert found(alone, passage) == ["contractors"]


def test_cues(vocabulary: Vocabulary) -> None:
    """Cues are the forms of words that have to be there; optional tokens, clitics and parts of speech give none."""
    spec = "[[{LEMMA: {IN: [skip]}}, {LOWER: the, OP: '?'}, {LEMMA: be}, {POS: NOUN}, {LOWER: Step}], [{POS: NOUN}]]"
    first, second = tokens.build(load(spec, "r.yaml"), vocabulary).cues
    assert {"skip", "skips", "skipped", "skipping"} <= first[0]
    assert first[1:] == (frozenset({"step"}),)
    assert second == ()
    assert tree.build(load(TREE, "r.yaml"), None, vocabulary).cues[0][0] >= {"blame", "blamed", "blaming"}


TOKEN_ERRORS = [
    ("[]", "an empty list of patterns"),
    ("[[]]", "a pattern needs a token that says something"),
    ("[[{}]]", "a pattern needs a token that says something"),
    ("[[{LEMA: be}]]", "unknown key 'LEMA'"),
    ("[[{LEMMA: {IM: [a]}}]]", "unknown key 'IM'"),
    ("[[{LOWER: {REGEX: a+}}]]", "unknown key 'REGEX'"),
    ("[[{LEMMA: be, OP: '**'}]]", "'**' is no operator"),
    ("[[{IS_PUNCT: yes}]]", "expected true or false, found a string"),
    ("[[{IS_PUNCT: {IN: [a]}}]]", "IS_PUNCT is true or false"),
    ('[[{LEMMA: {">": 3}}]]', "'>' compares numbers; LEMMA is a string"),
    ('[[{LENGTH: {">": x}}]]', "expected a whole number, found a string"),
    ("[[{LEMMA: $no_such}]]", "unknown vocabulary class '$no_such'"),
    ("[[{LEMMA: 3}]]", "expected a string, found a number; put it in quotes to make it a string"),
    ("[{LEMMA: be}]", "expected a list, found a mapping"),
]


@pytest.mark.parametrize(("spec", "said"), TOKEN_ERRORS, ids=[said for _, said in TOKEN_ERRORS])
def test_broken_tokens(vocabulary: Vocabulary, spec: str, said: str) -> None:
    """A pattern that spaCy would not know is told on load, at its place."""
    with pytest.raises(RuleError) as caught:
        tokens.build(load(spec, "r.yaml"), vocabulary)
    assert caught.value.message == said


FIRST = "{RIGHT_ID: a, RIGHT_ATTRS: {POS: VERB}}"
TREE_ERRORS = [
    ("[]", None, "an empty pattern"),
    ("[{RIGHT_ID: a}]", None, "the key 'RIGHT_ATTRS' is missing"),
    (f"[{FIRST}, {FIRST}]", None, "the keys 'LEFT_ID', 'REL_OP' are missing"),
    (f"[{FIRST}, {{LEFT_ID: b, REL_OP: '>', RIGHT_ID: c, RIGHT_ATTRS: {{}}}}]", None, "'b' is not allowed here"),
    (f"[{FIRST}, {{LEFT_ID: a, REL_OP: '->', RIGHT_ID: c, RIGHT_ATTRS: {{}}}}]", None, "'->' is not allowed here"),
    (f"[{FIRST}, {{LEFT_ID: a, REL_OP: '>', RIGHT_ID: a, RIGHT_ATTRS: {{}}}}]", None, "the node 'a' stands here twice"),
    ("[{RIGHT_ID: a b, RIGHT_ATTRS: {}}]", None, "'a b' is no name for a node; use letters, digits and _"),
    (f"[{FIRST}]", "[b]", "'b' is not allowed here"),
]


@pytest.mark.parametrize(("spec", "mark", "said"), TREE_ERRORS, ids=[said for _, _, said in TREE_ERRORS])
def test_broken_trees(vocabulary: Vocabulary, spec: str, mark: str | None, said: str) -> None:
    """A tree that does not hang together is told on load, at its place."""
    with pytest.raises(RuleError) as caught:
        tree.build(load(spec, "r.yaml"), load(mark, "r.yaml") if mark else None, vocabulary)
    assert caught.value.message == said


def test_what_only_spacy_refuses_is_told_at_first_use(read: Read, vocabulary: Vocabulary) -> None:
    """A pattern that passes our check and not spaCy's is a mistake in the rule, with its place."""
    matcher = tokens.build(load("\n[[{POS: NOUN, OP: '{3,1}'}]]", "r.yaml"), vocabulary)
    passage = read("The disk was full.")
    with pytest.raises(RuleError, match="spaCy refuses the pattern") as caught:
        list(matcher.find(passage.block, CONTEXT, passage))
    assert str(caught.value.place) == "r.yaml:2:1"
    malformed = tree.build(load("[{RIGHT_ID: a, RIGHT_ATTRS: {MORPH: {INTERSECTS: [x]}}}]", "r.yaml"), None, vocabulary)
    with pytest.raises(RuleError, match="spaCy refuses the pattern"):
        list(malformed.find(passage.block, CONTEXT, passage))
