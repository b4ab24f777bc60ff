"""How far a noun phrase reaches, and the words that modify its head."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

HEADLESS = frozenset({"compound", "amod", "nmod"})
"""Relations of a noun that only modifies another."""
MODIFYING = frozenset({"compound", "amod"})
LOOSE = frozenset({"cc", "punct", "advcl", "prep", "mark", "ccomp", "relcl", "advmod", "preconj", "dep", "intj"})
"""What may stand before a head and hang on it without being a part of its phrase."""


def phrase(head: Token) -> tuple[int, int]:
    """First token and one past the last of the noun phrase, without clauses, appositions and far attachments."""
    start = end = head.i
    for child in head.children:
        if child.i < head.i:
            if child.dep_ not in LOOSE:
                start = min(start, child.left_edge.i)
        elif child.dep_ == "case" or (child.dep_ == "prep" and child.lower_ == "of"):
            end = max(end, child.right_edge.i)
        elif child.dep_ in {"cc", "conj"}:
            end = max(end, _end_of_coordinate(child))
    return start, end + 1


def modifiers(head: Token) -> frozenset[str]:
    """The nouns and adjectives that modify `head`, lower case."""
    return frozenset(child.lower_ for child in head.children if child.dep_ in MODIFYING)


def words_before(head: Token) -> frozenset[str]:
    """The words before `head` that hang on it, lower case."""
    return frozenset(child.lower_ for child in head.children if child.i < head.i)


def word_at(doc: Doc, index: int) -> str:
    """The word at `index`, lower case; empty outside the doc."""
    return doc[index].lower_ if 0 <= index < len(doc) else ""


def is_denied(head: Token, *denials: str) -> bool:
    """True when one of `denials` hangs on `head`: `no engineer`."""
    return any(child.lower_ in denials for child in head.children)


def _end_of_coordinate(child: Token) -> int:
    if child.dep_ == "cc":
        return child.i
    return max([child.i, *(grand.i for grand in child.children if grand.dep_ in {"compound", "case"})])
