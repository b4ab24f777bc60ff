"""Frames: ways of telling an act that several rules share, written once and filled in by each with its own actor.

`harmful-act` is told of a named person, a role and a team in the same ways; the rules differ in who acts, not in what
counts as harm. A frame is a file of `rules/frames/`: its ways, what is common to their clauses, and its exceptions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from blamelint import assets
from blamelint.engine.model import BlockMatcher
from blamelint.located import Node, load_file

FOLDER = "frames"
KEYS = ("about", "common", "ways", "unless")
INLINE = ("common", "ways")
"""The keys of a frame that stands in the rule itself."""
CLAUSE = "clause"
FORMS = (CLAUSE, "phrase", "tokens", "tree")
"""What a way may be; the common keys, the rule's own and its mark go into the clauses."""
USE = "use"
"""The key of a rule's `frame` that names it; the others are clause keys of the rule's own."""

Build = Callable[[Node], tuple[BlockMatcher, ...]]


@dataclass(frozen=True, slots=True)
class Way:
    """One alternative of a frame, filled in."""

    form: str
    node: Node
    mark: Node | None


class Frames:
    """The frames of the shipped rules and of rule folders, read when they are first asked for.

    Shape: a frame of a folder replaces the shipped one of its name.
    """

    def __init__(self, folders: Iterable[Path] = (), *, shipped: bool = True) -> None:
        roots = [assets.folder("rules")] if shipped else []
        self._files = {
            path.stem: path for root in (*roots, *folders) for path in sorted((root / FOLDER).glob("*.yaml"))
        }
        self._read: dict[str, Mapping[str, Node]] = {}
        self._exceptions: dict[str, tuple[BlockMatcher, ...]] = {}

    def ways(self, node: Node, mark: Node | None = None) -> Iterator[Way]:
        """The alternatives that a rule's `frame` stands for, with `mark` beside it.

        Shape: in clauses of a frame that is named, the rule's own keys and its mark win; of one that stands in the
        rule, those of each way.
        Errors: RuleError where there is no such frame, or where the frame's file is broken.
        """
        frame, named = self._frame(node), USE in node.mapping()
        under = (frame["common"],) if "common" in frame else ()
        over = (node,) if named else ()
        for item in frame["ways"].items():
            entry = item.mapping((*FORMS, "mark"))
            forms = [form for form in FORMS if form in entry]
            if len(forms) != 1:
                raise item.refused(f"one form for each way, found {' and '.join(forms) or 'none'}", allowed=FORMS)
            way, own = entry[forms[0]], entry.get("mark")
            if forms[0] != CLAUSE:
                yield Way(forms[0], way, own)
            else:
                yield Way(CLAUSE, _merged(*under, way, *over), (mark or own) if named else (own or mark))

    def exceptions(self, node: Node, build: Build) -> tuple[BlockMatcher, ...]:
        """What the frame's `unless` builds: once, for no key of a rule goes into it."""
        unless = self._frame(node).get("unless")
        if unless is None:
            return ()
        name = node.mapping()[USE].text()
        if name not in self._exceptions:
            self._exceptions[name] = build(unless)
        return self._exceptions[name]

    def _frame(self, node: Node) -> Mapping[str, Node]:
        """The keys of the frame that a rule's `frame` names, or is."""
        given = node.mapping()
        if USE not in given:
            if "ways" not in given:
                raise node.refused("a frame is named by `use`, or has `ways` here", allowed=(USE, *INLINE))
            return _with_ways(node.mapping(INLINE))
        name = given[USE].text()
        if name not in self._files:
            raise given[USE].refused(f"there is no frame {name!r}", allowed=tuple(self._files), given=name)
        if name not in self._read:
            keys = _with_ways(load_file(self._files[name]).mapping(KEYS, required=("about", "ways")))
            keys["about"].text()
            self._read[name] = keys
        return self._read[name]


def _with_ways(keys: Mapping[str, Node]) -> Mapping[str, Node]:
    if not keys["ways"].items():
        raise keys["ways"].refused("a frame without ways")
    return keys


def _merged(*nodes: Node) -> Node:
    """One mapping of the keys of all `nodes` but `use`, the later winning; each keeps the place it is written at."""
    values = {name: value for node in nodes for name, value in node.mapping().items() if name != USE}
    places = {name: place for node in nodes for name, place in node.keys.items()}
    return Node(values, nodes[-1].place, places, nodes[-1].error)
