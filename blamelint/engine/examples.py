"""The `flag` and `pass` examples of a rule: from text with «marks» to text and spans."""

from __future__ import annotations

from collections.abc import Mapping

from blamelint.engine.model import Example
from blamelint.located import Node
from blamelint.structure.model import SectionKind
from blamelint.text import Span

OPEN, CLOSE = "«", "»"
DRAFT = "draft"
SHAPES = ("paragraph", "item", "task", "cell", "heading", DRAFT)
KEYS = ("text", "section", "shape", "people", "systems", "teams")
KINDS = tuple(kind.value for kind in SectionKind)


def flags(node: Node | None) -> tuple[Example, ...]:
    """The examples on which a rule fires, each with the marked places.

    Shape: a whole draft without marks is one on which the rule fires anywhere, for what is about the draft itself.
    Errors: RuleError for marks that do not pair, enclose nothing, or are not there.
    """
    examples = tuple(map(_example, _items(node)))
    for item, example in zip(_items(node), examples, strict=True):
        if not example.spans and example.shape != DRAFT:
            raise item.refused(f"a `flag` marks the words the rule points at: {OPEN}like this{CLOSE}")
    return examples


def passes(node: Node | None) -> tuple[Example, ...]:
    """The examples on which a rule is silent.

    Errors: RuleError for an example with marks.
    """
    examples = tuple(map(_example, _items(node)))
    for item, example in zip(_items(node), examples, strict=True):
        if example.spans:
            raise item.refused(f"a `pass` has no {OPEN}marks{CLOSE}, for the rule is silent on it")
    return examples


def unmarked(node: Node) -> tuple[str, tuple[Span, ...]]:
    """The text without its marks, and where they stood.

    Errors: RuleError for marks that nest, do not pair or enclose nothing.
    """
    pieces: list[str] = []
    spans: list[Span] = []
    length = 0
    start: int | None = None
    for piece in _pieces(node.text()):
        if piece == OPEN:
            if start is not None:
                raise node.refused(f"{OPEN} inside {OPEN}…{CLOSE}")
            start = length
        elif piece == CLOSE:
            if start is None:
                raise node.refused(f"{CLOSE} without {OPEN}")
            if start == length:
                raise node.refused(f"nothing stands between {OPEN} and {CLOSE}")
            spans.append(Span(start, length))
            start = None
        else:
            pieces.append(piece)
            length += len(piece)
    if start is not None:
        raise node.refused(f"{OPEN} without {CLOSE}")
    return "".join(pieces), tuple(spans)


def _pieces(text: str) -> list[str]:
    return [piece for part in text.split(OPEN) for piece in (OPEN, *_closed(part))][1:]


def _closed(part: str) -> list[str]:
    return [piece for words in part.split(CLOSE) for piece in (CLOSE, words)][1:]


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items() if node is not None else ()


def _example(node: Node) -> Example:
    if isinstance(node.value, str):
        text, spans = unmarked(node)
        return Example(text, spans, node.place.line)
    keys: Mapping[str, Node] = node.mapping(KEYS, required=("text",))
    text, spans = unmarked(keys["text"])
    people, systems, teams = (keys[name].strings() if name in keys else () for name in ("people", "systems", "teams"))
    return Example(
        text,
        spans,
        node.place.line,
        section=keys["section"].choice(KINDS) if "section" in keys else None,
        shape=keys["shape"].choice(SHAPES) if "shape" in keys else "paragraph",
        people=people,
        systems=systems,
        teams=teams,
    )
