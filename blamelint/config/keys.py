"""The keys of a config: how each is read, where it may stand, and how the layers' values become one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from types import MappingProxyType
from typing import Any

from blamelint.config.globs import Glob, absolute, parse
from blamelint.config.model import Layer, Level, Origin, Selector
from blamelint.errors import Place
from blamelint.finding import Severity
from blamelint.located import Node
from blamelint.structure.model import SectionKind

PROFILES = ("gentle", "standard", "strict", "learning-review", "rca-formal", "external")
MODELS = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg", "en_core_web_trf")
SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader has to know beside the node."""

    level: Level
    profile: str = ""
    base: Path | None = None
    """The absolute folder that paths and anchored patterns start from."""

    def origin(self, node: Node) -> Origin:
        """Where the value of `node` comes from."""
        return self.at(node.place)

    def at(self, place: Place) -> Origin:
        """Where what stands at `place` comes from; a command line and an editor have no places."""
        return Origin(self.level, self.profile, None if self.level in (Level.COMMAND_LINE, Level.EDITOR) else place)


class Merge(Enum):
    """How a higher layer's value meets a lower one's."""

    REPLACE = auto()
    ADD = auto()
    """One list after the other."""
    ADD_BY_KEY = auto()
    """A mapping of lists: the lists of equal keys one after the other."""
    SELECTION = auto()
    """Layers stay apart; see `Config.decide`."""
    PATTERNS = auto()
    """`include` and `exclude` replace, `extend_include` and `extend_exclude` add to them."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a config."""

    read: Callable[[Node, Reading], Any]
    merge: Merge
    by_file: bool
    """Whether it may stand in `[[overrides]]`, too."""
    in_profile: bool = False


def read_layer(node: Node, reading: Reading, allowed: Mapping[str, Key]) -> Layer:
    """What the mapping `node` says; keys that are not in `allowed` are for the caller."""
    values: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    for name, value in node.mapping().items():
        if name in allowed:
            values[name] = allowed[name].read(value, reading)
            origins[name] = reading.at(node.keys.get(name, value.place))
            origins.update({f"{name}.{inner}": reading.at(place) for inner, place in value.keys.items()})
    return Layer(reading.origin(node), values, origins)


def read_globs(node: Node, reading: Reading) -> tuple[Glob, ...]:
    """The path patterns of a list (or of a lone string)."""
    return tuple(_read_glob(item, reading) for item in _text_nodes(node))


def _read_glob(node: Node, reading: Reading) -> Glob:
    try:
        return parse(node.text(), reading.base)
    except ValueError as cause:
        raise node.refused(str(cause)) from cause


def _text_nodes(node: Node) -> tuple[Node, ...]:
    node.strings()
    return node.value if isinstance(node.value, tuple) else (node,)


def _selectors(node: Node, reading: Reading) -> tuple[Selector, ...]:
    return tuple(Selector(item.text(), reading.origin(item)) for item in _text_nodes(node))


def _severities(node: Node, reading: Reading) -> tuple[tuple[Selector, Severity | None], ...]:
    return tuple(
        (
            Selector(name, reading.at(node.keys.get(name, level.place))),
            _severity(level.choice((*SEVERITIES, "off"))),
        )
        for name, level in node.mapping().items()
    )


def _severity(word: str) -> Severity | None:
    return Severity[word.upper()] if word in SEVERITIES else None


def _by_kind(node: Node, _: Reading) -> dict[SectionKind, tuple[str, ...]]:
    kinds = [kind.value for kind in SectionKind if kind is not SectionKind.OTHER]
    return {SectionKind(name): value.strings() for name, value in node.mapping(kinds).items()}


def _words(node: Node, _: Reading) -> dict[str, tuple[str, ...]]:
    return {name: value.strings() for name, value in node.mapping().items()}


def _rule_paths(node: Node, reading: Reading) -> tuple[Path, ...]:
    paths = []
    for item in _text_nodes(node):
        if "\0" in item.text():
            raise item.refused("a path cannot hold the character U+0000")
        path = absolute((reading.base or Path.cwd()) / Path(item.text()).expanduser())
        if not path.exists():
            raise item.refused(f"there is no rule file or folder {item.text()!r}")
        paths.append(path)
    return tuple(paths)


def _baseline(node: Node, reading: Reading) -> Path:
    """The place of a baseline, which need not be there yet."""
    if "\0" in node.text():
        raise node.refused("a path cannot hold the character U+0000")
    return absolute((reading.base or Path.cwd()) / Path(node.text()).expanduser())


def _include(node: Node, reading: Reading) -> tuple[Glob, ...]:
    globs = read_globs(node, reading)
    for item, glob in zip(_text_nodes(node), globs, strict=True):
        if glob.folders_only:
            raise item.refused(f"{glob.text!r} names a folder; name files, such as {glob.text + '**/*.md'!r}")
    return globs


KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "profile": Key(lambda node, _: node.choice(PROFILES), Merge.REPLACE, by_file=True),
        "select": Key(_selectors, Merge.SELECTION, by_file=True),
        "extend_select": Key(_selectors, Merge.SELECTION, by_file=True, in_profile=True),
        "ignore": Key(_selectors, Merge.SELECTION, by_file=True, in_profile=True),
        "severity": Key(_severities, Merge.SELECTION, by_file=True, in_profile=True),
        "fail_on": Key(
            lambda node, _: _severity(node.choice((*SEVERITIES, "never"))),
            Merge.REPLACE,
            by_file=True,
            in_profile=True,
        ),
        "people": Key(lambda node, _: node.strings(), Merge.ADD, by_file=True),
        "systems": Key(lambda node, _: node.strings(), Merge.ADD, by_file=True),
        "teams": Key(lambda node, _: node.strings(), Merge.ADD, by_file=True),
        "headings": Key(_by_kind, Merge.ADD_BY_KEY, by_file=True),
        "vocabulary": Key(_words, Merge.ADD_BY_KEY, by_file=False),
        "lint_quotes": Key(lambda node, _: node.boolean(), Merge.REPLACE, by_file=True),
        "spotter": Key(lambda node, _: node.boolean(), Merge.REPLACE, by_file=True),
        "require_reasons": Key(lambda node, _: node.boolean(), Merge.REPLACE, by_file=True),
        "baseline": Key(_baseline, Merge.REPLACE, by_file=False),
        "rule_paths": Key(_rule_paths, Merge.ADD, by_file=False),
        "model": Key(lambda node, _: node.choice(MODELS), Merge.REPLACE, by_file=False),
        "include": Key(_include, Merge.PATTERNS, by_file=False),
        "extend_include": Key(_include, Merge.PATTERNS, by_file=False),
        "exclude": Key(read_globs, Merge.PATTERNS, by_file=False),
        "extend_exclude": Key(read_globs, Merge.PATTERNS, by_file=False),
    }
)
OVERRIDE_KEYS = {name: key for name, key in KEYS.items() if key.by_file}
PROFILE_KEYS = {name: key for name, key in KEYS.items() if key.in_profile}
