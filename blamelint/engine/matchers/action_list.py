"""The matcher behind `actions:` in a rule: looks at the lists of actions of a draft, and needs no spaCy.

actions: {lack: owner}       an action, or a whole list, that nobody owns
actions: {lack: tracking}    an action, or a whole list, without a ticket or a date
actions: {only: [phrases], but: [phrases]}   all actions of the draft hold one of the first and none of the second
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from blamelint.engine.matchers import phrase
from blamelint.engine.matchers.phrase import PhraseMatcher
from blamelint.engine.model import DocumentMatch, DocumentMatcher
from blamelint.engine.vocabulary import Vocabulary
from blamelint.located import Node
from blamelint.structure.action_lists import ActionList, Listed, action_lists, keeps_owners
from blamelint.structure.model import Outline, SectionKind
from blamelint.text import Span

CAPTURES = ("n", "heading")
LACKS = ("owner", "tracking")
FEWEST = 2
"""Actions that make a list."""


@dataclass(frozen=True, slots=True)
class Lack:
    """A match at a list of which no action has what is asked for, or at the few actions of a list that lack it.

    Shape: an action that something tracks has its owner there; a list without any owner counts only where the draft
    keeps owners at all.
    """

    whole: ClassVar[bool] = False
    what: str

    def find_in(self, outline: Outline) -> Iterator[DocumentMatch]:
        """In the order of the text."""
        lists = outline.once(action_lists)
        kept = self.what != "owner" or keeps_owners(outline, lists)
        for entry in lists:
            actions = entry.open
            bare = [action for action in actions if not self._has(entry, action)]
            if not bare:
                continue
            if len(bare) == len(actions):
                if kept and len(actions) >= FEWEST and not self._covered(entry):
                    yield DocumentMatch(_list_place(outline, entry), self._captures(outline, entry, len(bare)))
            elif len(actions) > FEWEST and 2 * len(bare) < len(actions) and not self._covered(entry):
                for action in self._gaps(actions, bare):
                    yield DocumentMatch(_place(outline, action), self._captures(outline, entry, 1))

    def _gaps(self, actions: list[Listed], bare: list[Listed]) -> list[Listed]:
        """The actions to point at: one without an owner among owned ones is told once, for its owner."""
        if self.what == "tracking" and 2 * sum(action.owned for action in actions) > len(actions):
            return [action for action in bare if action.owned]
        return bare

    def _has(self, entry: ActionList, action: Listed) -> bool:
        if self.what == "tracking":
            return action.tracked
        return action.owned or (action.tracked and not entry.asks_owner)

    def _covered(self, entry: ActionList) -> bool:
        return entry.covered if self.what == "owner" else entry.dated

    def _captures(self, outline: Outline, entry: ActionList, number: int) -> dict[str, str]:
        counted = "this action" if number == 1 else f"these {number} actions"
        return {"n": counted, "heading": outline.document.sections[entry.section].heading[:80]}


@dataclass(frozen=True, slots=True)
class Only:
    """A match at the first list when every action of the draft holds one of some phrases and none of others."""

    whole: ClassVar[bool] = True
    these: PhraseMatcher
    others: PhraseMatcher

    def find_in(self, outline: Outline) -> Iterator[DocumentMatch]:
        """At most one match."""
        lists = outline.once(action_lists)
        actions = [action for entry in lists for action in entry.actions]
        if len(actions) < FEWEST or _has_prose(outline, actions):
            return
        if all(self._is_one(outline, action) for action in actions):
            heading = outline.document.sections[lists[0].section].heading[:80]
            yield DocumentMatch(_list_place(outline, lists[0]), {"n": str(len(actions)), "heading": heading})

    def _is_one(self, outline: Outline, action: Listed) -> bool:
        blocks, contexts = outline.document.blocks, outline.contexts
        if any(True for index in action.blocks for _ in self.others.find(blocks[index], contexts[index], None)):
            return False
        return any(True for index in action.blocks for _ in self.these.find(blocks[index], contexts[index], None))


def build(node: Node, vocabulary: Vocabulary) -> DocumentMatcher:
    """The matcher that the mapping under `actions:` describes.

    Errors: RuleError for an unknown key, for `only` without `but`, and for phrases that cannot be read.
    """
    keys = node.mapping(("lack", "only", "but"))
    if "lack" in keys:
        if len(keys) != 1:
            raise node.refused("`lack` stands alone", allowed=("lack",))
        return Lack(keys["lack"].choice(LACKS))
    if keys.keys() != {"only", "but"}:
        raise node.refused("either `lack`, or `only` and `but`", allowed=("lack", "only", "but"))
    return Only(phrase.build(keys["only"], vocabulary), phrase.build(keys["but"], vocabulary))


def _has_prose(outline: Outline, actions: list[Listed]) -> bool:
    """True when an action section tells more than its lists do: then not every action is known."""
    listed = {index for action in actions for index in action.blocks}
    return any(
        context.section is SectionKind.ACTIONS
        and not block.level
        and block.cell is None
        and not context.metadata
        and index not in listed
        and len(block.text.split()) > 3
        and not block.text.rstrip().endswith(":")
        for index, (block, context) in enumerate(zip(outline.document.blocks, outline.contexts, strict=True))
    )


def _list_place(outline: Outline, entry: ActionList) -> Span:
    heading = outline.document.sections[entry.section].heading_span
    return heading if heading else _place(outline, entry.actions[0])


def _place(outline: Outline, action: Listed) -> Span:
    block = outline.document.blocks[action.blocks[0]]
    return block.map.source_span(Span(0, len(block.text)))
