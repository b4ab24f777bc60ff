"""What `tokens` and `tree` share: token patterns of spaCy, checked on load and with `$class` opened up.

Nothing here imports spaCy: the shape of a pattern is checked against a list of what spaCy knows, and spaCy's own
word on it is heard at first use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from blamelint.engine.matchers.phrase_syntax import longest_piece
from blamelint.engine.model import Match
from blamelint.engine.vocabulary import Vocabulary
from blamelint.language.model import Passage
from blamelint.located import Node
from blamelint.text import Span

TEXTS = frozenset({"ORTH", "TEXT", "LOWER", "NORM"})
"""Attributes that hold a word as it stands, so that a class means its inflected forms."""
STRINGS = TEXTS | {"LEMMA", "POS", "TAG", "DEP", "MORPH", "SHAPE"}
FLAGS = frozenset(
    f"IS_{name}" for name in ("ALPHA", "ASCII", "DIGIT", "LOWER", "UPPER", "TITLE", "PUNCT", "SPACE", "STOP", "QUOTE")
) | {"LIKE_NUM", "LIKE_URL", "LIKE_EMAIL", "IS_BRACKET", "IS_LEFT_PUNCT", "IS_RIGHT_PUNCT", "IS_CURRENCY"}
ATTRIBUTES = (*sorted(STRINGS), *sorted(FLAGS), "LENGTH", "OP")
# No REGEX: on a hostile draft its time has no bound.
PREDICATES = ("IN", "NOT_IN", "IS_SUBSET", "IS_SUPERSET", "INTERSECTS", "==", "!=", ">=", "<=", ">", "<")
LISTS = frozenset({"IN", "NOT_IN", "IS_SUBSET", "IS_SUPERSET", "INTERSECTS"})
OPERATOR = re.compile(r"[!?+*]|\{\d{1,2}(?:,\d{0,2})?\}|\{,\d{1,2}\}")
SHORT_FORMS = frozenset({"be", "have", "do", "will", "shall", "would", "can", "not", "n't", "'s", "us", "let"})
"""Lemmas that may stand as a clitic, so that no word form has to be there."""


def token_pattern(node: Node, vocabulary: Vocabulary) -> dict[str, Any]:
    """One token of a pattern as spaCy takes it.

    Errors: RuleError for an attribute, a predicate, an operator or a kind of value that spaCy does not know, and
    for an unknown class.
    """
    return {
        name: _operator(value) if name == "OP" else _value(name, value, vocabulary)
        for name, value in node.mapping(ATTRIBUTES).items()
    }


def token_cues(pattern: Mapping[str, Any], vocabulary: Vocabulary) -> frozenset[str] | None:
    """Word parts of which one has to stand in the text for this token to be there; None when that is not known."""
    operator = str(pattern.get("OP", "+"))
    if operator != "+" and not re.match(r"\{[1-9]", operator):
        return None
    for name in ("LOWER", "ORTH", "TEXT", "NORM", "LEMMA"):
        words = _listed(pattern.get(name))
        if words is None or (name in ("NORM", "LEMMA") and not SHORT_FORMS.isdisjoint(words)):
            continue
        if name == "LEMMA":
            words = {form for word in words for form in vocabulary.first_words(word)}
        cues = frozenset(longest_piece(word.lower()) or word[:1] for word in words)
        if "" not in cues:
            return cues
    return None


@contextmanager
def heard_by(node: Node) -> Iterator[None]:
    """Turns what spaCy says against a pattern into a RuleError at `node`; spaCy's own errors are ValueErrors too."""
    try:
        yield
    except ValueError as cause:
        raise node.refused(f"spaCy refuses the pattern: {cause}") from cause


def match_of(passage: Passage, start: int, end: int, captures: Mapping[str, str]) -> Match:
    """The match of the tokens `start` to `end`; it reaches as far as the clause, or the sentence, that holds them."""
    holders = [clause.tokens for clause in passage.clauses if clause.tokens[0] <= start and end <= clause.tokens[1]]
    holders += [borders for borders in passage.sentences if borders[0] <= start and end <= borders[1]]
    first, last = min(holders, key=lambda borders: borders[1] - borders[0], default=(start, end))
    return Match(passage.span(start, end), passage.span(first, last), captures)


def words_at(passage: Passage, span: Span) -> str:
    """The words of the draft at `span`, with single blanks."""
    return " ".join(span.cut(passage.block.text).split())


def _operator(node: Node) -> str:
    operator = node.text()
    if not OPERATOR.fullmatch(operator):
        raise node.refused(f"{operator!r} is no operator", allowed=("!", "?", "+", "*", "{n}", "{n,m}"))
    return operator


def _value(name: str, node: Node, vocabulary: Vocabulary) -> Any:  # noqa: ANN401 (spaCy's patterns are such values)
    if isinstance(node.value, Mapping):
        return {key: _predicate(name, key, value, vocabulary) for key, value in node.mapping(PREDICATES).items()}
    if name in FLAGS:
        return node.boolean()
    if name == "LENGTH":
        return node.integer(least=0)
    text = node.text()
    return {"IN": _words(name, node, vocabulary)} if _is_class(name, text) else _case(name, text)


def _predicate(name: str, predicate: str, node: Node, vocabulary: Vocabulary) -> Any:  # noqa: ANN401 (as above)
    if name in FLAGS:
        raise node.refused(f"{name} is true or false")
    if predicate in LISTS:
        return _words(name, node, vocabulary)
    if name == "LENGTH":
        return node.integer(least=0)
    raise node.refused(f"{predicate!r} compares numbers; {name} is a string")


def _words(name: str, node: Node, vocabulary: Vocabulary) -> list[str] | list[int]:
    """The strings of a list, each `$class` in it as its words: forms where the attribute holds words as they stand."""
    items = (node,) if isinstance(node.value, str) else node.items()
    if name == "LENGTH":
        return [item.integer(least=0) for item in items]
    words: set[str] = set()
    for item in items:
        text = item.text()
        if not _is_class(name, text):
            words.add(_case(name, text))
            continue
        entry = vocabulary.named(text[1:], item)
        words |= vocabulary.class_forms(entry.name) if name in TEXTS else {word.lower() for word in entry.words}
    return sorted(words)


def _is_class(name: str, text: str) -> bool:
    """True for `$class`; a shape such as `$d` and a lone `$` are words."""
    return text.startswith("$") and len(text) > 1 and name in (*TEXTS, "LEMMA")


def _case(name: str, text: str) -> str:
    return text.lower() if name in ("LOWER", "LEMMA") else text


def _listed(value: object) -> set[str] | None:
    """The words a value of a pattern allows, when it is a closed list."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, Mapping) and isinstance(value.get("IN"), list):
        return set(value["IN"])
    return None
