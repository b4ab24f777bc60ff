"""Frames: ways of telling an act that several rules share, written once and filled in by each with its own actor.

`harmful-act` is told of a named person, a role, a team and a vendor in the same ways; the rules differ in who acts, not in
what counts as harm. A frame is a file of `rules/frames/`: clauses, what is common to all of them, and its exceptions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from blamelint import assets
from blamelint.located import Node, load_file

FOLDER = "frames"
KEYS = ("about", "common", "ways", "unless")
USE = "use"
"""The key of a rule's `frame` that names it; the others are clause keys of the rule's own."""


@dataclass(frozen=True, slots=True)
class Way:
    """One alternative of a frame, filled in."""

    form: str
    node: Node
    mark: Node | None


class Frames:
    """The frames of the shipped rules and of rule folders, read when they are first asked for."""

    def __init__(self, folders: Iterable[Path] = (), *, shipped: bool = True) -> None:
        roots = [assets.folder("rules")] if shipped else []
        self._files = {
            path.stem: path for root in (*roots, *folders) for path in sorted((root / FOLDER).glob("*.yaml"))
        }
        self._read: dict[str, Mapping[str, Node]] = {}

    def ways(self, node: Node) -> Iterator[Way]:
        """The alternatives that a rule's `frame` stands for; its own keys win over those of the frame.

        Errors: RuleError where there is no such frame, or where the frame's file is broken.
        """
        given = dict(node.mapping())
        frame = self._named(given.pop(USE, node))
        common = dict(frame["common"].mapping()) if "common" in frame else {}
        for item in frame["ways"].items():
            entry = item.mapping(("clause", "mark"), required=("clause",))
            way = entry["clause"]
            merged = {**common, **way.mapping(), **given}
            yield Way("clause", Node(merged, way.place, way.keys, way.error), entry.get("mark"))

    def exceptions(self, node: Node) -> Node | None:
        """The frame's `unless`, in the form of a rule's own."""
        return self._named(dict(node.mapping()).get(USE, node)).get("unless")

    def _named(self, name: Node) -> Mapping[str, Node]:
        word = name.text()
        if word not in self._files:
            raise name.refused(f"there is no frame {word!r}", allowed=tuple(self._files), given=word)
        if word not in self._read:
            self._read[word] = load_file(self._files[word]).mapping(KEYS, required=("about", "ways"))
        return self._read[word]
