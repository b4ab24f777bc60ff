"""How a rule looks: one module for each form that `match` and `unless` know, and the table that builds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from blamelint.engine.matchers.deferred import Deferred
from blamelint.engine.model import BlockMatcher, DocumentMatcher, PassageMatcher
from blamelint.engine.vocabulary import Vocabulary
from blamelint.located import Node

CLAUSE_CAPTURES = ("actor", "verb", "object", "complement", "word")


@dataclass(frozen=True, slots=True)
class Built:
    """A matcher, and the words it can give a message besides `span`."""

    matcher: BlockMatcher | DocumentMatcher | PassageMatcher
    captures: tuple[str, ...] = ()


Builder = Callable[[Node, Node | None, Vocabulary], Built]
"""The form's value, the `mark` beside it, and the word classes."""


def build(form: str, node: Node, mark: Node | None, vocabulary: Vocabulary, *, late: bool = False) -> Built:
    """The matcher that a rule asks for with `form: node`; `late` it is built when it first has to look.

    Errors: RuleError at whatever the form does not know, unless `late`; KeyError when there is no such form.
    """
    if late and form in LATE_FORMS:
        deferred = Deferred(lambda: cast("BlockMatcher", FORMS[form](node, mark, vocabulary).matcher))
        return Built(deferred, LATE_FORMS[form])
    return FORMS[form](node, mark, vocabulary)


def _phrase(node: Node, mark: Node | None, vocabulary: Vocabulary) -> Built:
    from blamelint.engine.matchers import phrase

    _match_only(mark)
    return Built(phrase.build(node, vocabulary))


def _tokens(node: Node, mark: Node | None, vocabulary: Vocabulary) -> Built:
    from blamelint.engine.matchers import tokens

    _match_only(mark)
    return Built(tokens.build(node, vocabulary))


def _tree(node: Node, mark: Node | None, vocabulary: Vocabulary) -> Built:
    from blamelint.engine.matchers import tree

    matcher = tree.build(node, mark, vocabulary)
    return Built(matcher, matcher.names)


def _clause(node: Node, mark: Node | None, vocabulary: Vocabulary) -> Built:
    from blamelint.engine.matchers import clause

    return Built(clause.build(node, mark, vocabulary), CLAUSE_CAPTURES)


def _label(node: Node, mark: Node | None, vocabulary: Vocabulary) -> Built:
    from blamelint.engine.matchers import label

    _match_only(mark)
    return Built(label.build(node, vocabulary))


def _section(node: Node, mark: Node | None, vocabulary: Vocabulary) -> Built:  # noqa: ARG001 (all builders take the same)
    from blamelint.engine.matchers import section

    _no_mark(mark)
    return Built(section.build(node), section.CAPTURES)


def _metric(node: Node, mark: Node | None, vocabulary: Vocabulary) -> Built:  # noqa: ARG001 (as above)
    from blamelint.engine.matchers import metric

    _no_mark(mark)
    return Built(metric.build(node), metric.CAPTURES)


def _actions(node: Node, mark: Node | None, vocabulary: Vocabulary) -> Built:
    from blamelint.engine.matchers import action_list

    _no_mark(mark)
    return Built(action_list.build(node, vocabulary), action_list.CAPTURES)


def _telling(node: Node, mark: Node | None, vocabulary: Vocabulary) -> Built:
    from blamelint.engine.matchers import telling

    _no_mark(mark)
    return Built(telling.build(node, vocabulary), telling.CAPTURES)


def _directive(node: Node, mark: Node | None, vocabulary: Vocabulary) -> Built:  # noqa: ARG001 (as above)
    from blamelint.engine.matchers import directive

    _no_mark(mark)
    return Built(directive.build(node), directive.CAPTURES)


def _spot(node: Node, mark: Node | None, vocabulary: Vocabulary) -> Built:  # noqa: ARG001 (as above)
    from blamelint.engine.matchers import spot

    _match_only(mark)
    return Built(spot.build(node))


def _match_only(mark: Node | None) -> None:
    if mark is not None:
        mark.choice(("match",))


def _no_mark(mark: Node | None) -> None:
    if mark is not None:
        raise mark.refused("this form marks a heading or a line; it takes no `mark`")


FORMS: Mapping[str, Builder] = {
    "phrase": _phrase,
    "tokens": _tokens,
    "tree": _tree,
    "clause": _clause,
    "label": _label,
    "section": _section,
    "metric": _metric,
    "actions": _actions,
    "telling": _telling,
    "directive": _directive,
    "spot": _spot,
}
LATE_FORMS: Mapping[str, tuple[str, ...]] = {"phrase": (), "tokens": (), "clause": CLAUSE_CAPTURES, "label": ()}
"""Forms that can be built late, with the words they give a message."""
DOCUMENT_FORMS = frozenset({"section", "metric", "actions", "directive"})
"""Forms that look at the whole draft."""
PASSAGE_FORMS = frozenset({"telling"})
"""Forms that look at the whole draft, read by spaCy."""
