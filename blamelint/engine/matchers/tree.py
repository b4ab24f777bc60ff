"""Shapes in the dependency tree, found by spaCy's DependencyMatcher."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from blamelint.document.model import Block
from blamelint.engine.matchers.spacy_pattern import heard_by, match_of, token_cues, token_pattern, words_at
from blamelint.engine.model import Cues, Match
from blamelint.engine.vocabulary import Vocabulary
from blamelint.language.model import Needs, Passage
from blamelint.located import Node
from blamelint.structure.model import Context

if TYPE_CHECKING:
    from spacy.matcher import DependencyMatcher
    from spacy.vocab import Vocab

RELATIONS = tuple("< > << >> . .* ; ;* $+ $- $++ $-- >+ >- >++ >-- <+ <- <++ <--".split())
FIRST_KEYS = ("RIGHT_ID", "RIGHT_ATTRS")
KEYS = ("LEFT_ID", "REL_OP", "RIGHT_ID", "RIGHT_ATTRS")


@dataclass(frozen=True)
class TreeMatcher:
    """Fires where its nodes hang together as the pattern says."""

    pattern: list[dict[str, Any]]
    names: tuple[str, ...]
    """The pattern's nodes; the words of each are a capture."""
    marked: frozenset[str]
    """Nodes between the first and last of which the finding points; all of them when empty."""
    cues: tuple[Cues, ...]
    node: Node = field(repr=False)
    _built: list[tuple[Vocab, DependencyMatcher]] = field(default_factory=list, repr=False, compare=False)
    """The matcher of the vocabulary seen last; built on first use, because it takes spaCy."""

    @property
    def needs(self) -> Needs:
        """A parsed passage."""
        return Needs.TAGS

    def find(self, block: Block, context: Context, passage: Passage | None) -> Iterator[Match]:  # noqa: ARG002 (the protocol)
        """All matches, in the order of the text; two that mark the same words are one.

        Errors: RuleError at the pattern when spaCy refuses it.
        """
        if passage is None:
            return
        spans: dict[tuple[int, int], Match] = {}
        with heard_by(self.node):
            found = [tokens for _, tokens in self._matcher(passage.doc.vocab)(passage.doc)]
        for tokens in found:
            nodes = dict(zip(self.names, tokens, strict=True))
            marked = [token for name, token in nodes.items() if not self.marked or name in self.marked]
            start, end = min(marked), max(marked) + 1
            captures = {name: words_at(passage, passage.offsets[token]) for name, token in nodes.items()}
            spans.setdefault((start, end), match_of(passage, start, end, captures))
        yield from (spans[key] for key in sorted(spans))

    def _matcher(self, vocab: Vocab) -> DependencyMatcher:
        if not self._built or self._built[0][0] is not vocab:
            from spacy.matcher import DependencyMatcher

            matcher = DependencyMatcher(vocab)
            matcher.add("tree", [self.pattern])
            self._built[:] = [(vocab, matcher)]
        return self._built[0][1]


def build(node: Node, mark: Node | None, vocabulary: Vocabulary) -> TreeMatcher:
    """The matcher of one pattern: a first node, then nodes that hang on earlier ones.

    Errors: RuleError for a node without its keys, a name that stands twice or is used before it is given, an
    unknown relation, a token that spaCy would not know, and a mark that is no node.
    """
    items = node.items()
    if not items:
        raise node.refused("an empty pattern")
    names: list[str] = []
    pattern: list[dict[str, Any]] = []
    for item in items:
        keys = item.mapping(KEYS if names else FIRST_KEYS, required=KEYS if names else FIRST_KEYS)
        part: dict[str, Any] = {}
        if names:
            part["LEFT_ID"] = keys["LEFT_ID"].choice(tuple(names))
            part["REL_OP"] = keys["REL_OP"].choice(RELATIONS)
        name = keys["RIGHT_ID"].text()
        if name in names:
            raise keys["RIGHT_ID"].refused(f"the node {name!r} stands here twice")
        if not name.isidentifier():
            raise keys["RIGHT_ID"].refused(f"{name!r} is no name for a node; use letters, digits and _")
        names.append(name)
        pattern.append({**part, "RIGHT_ID": name, "RIGHT_ATTRS": token_pattern(keys["RIGHT_ATTRS"], vocabulary)})
    marked = frozenset(mark.choices(tuple(names))) if mark is not None else frozenset()
    cues = tuple(found for part in pattern if (found := token_cues(part["RIGHT_ATTRS"], vocabulary)) is not None)
    return TreeMatcher(pattern, tuple(names), marked, (cues,), node)
