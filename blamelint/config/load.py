"""A config file as layers: what it says for all drafts, and what each of its `[[overrides]]` says for some."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import replace as changed
from pathlib import Path

from blamelint.config import toml
from blamelint.config.globs import shown
from blamelint.config.keys import KEYS, OVERRIDE_KEYS, Reading, read_globs, read_layer
from blamelint.config.model import Layer, Level
from blamelint.errors import ConfigError
from blamelint.located import Node, read_text

TOP_KEYS = (*KEYS, "overrides")


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """One config file, read."""

    path: Path
    """Absolute."""
    layer: Layer
    overrides: tuple[Layer, ...] = ()
    """In the order of the file; where several match a draft, the later one wins."""


def load(path: Path, *, name: str | None = None) -> ConfigFile:
    """The config in the file at `path` (absolute), called `name` in messages (default: as the user would write it).

    Shape: of a `pyproject.toml` the table `[tool.blamelint]`; without one, an empty config.
    Errors: ConfigError with its place for whatever cannot be read, is not TOML or is not a setting.
    """
    called = name or shown(path)
    return parse(read_text(path, name=called, error=ConfigError), path, name=called)


def parse(text: str, path: Path, *, name: str | None = None) -> ConfigFile:
    """As `load`, of a text that stands, or is to stand, in the file at `path` (absolute).

    Errors: ConfigError with its place for what is not TOML or not a setting.
    """
    called = name or shown(path)
    table = _table_in(text, path, called)
    if table is None:
        return ConfigFile(path, Layer(Reading(Level.FILE).origin(toml.load("", called))))
    reading = Reading(Level.FILE, base=path.parent)
    said = table.mapping(TOP_KEYS)
    overrides = _overrides(said["overrides"], path.parent) if "overrides" in said else ()
    return ConfigFile(path, read_layer(table, reading, KEYS), tuple(overrides))


def table_of(path: Path, *, name: str | None = None) -> Node | None:
    """The table that holds the settings: the whole file, or `[tool.blamelint]` of a `pyproject.toml`, if it is there.

    Errors: ConfigError when the file cannot be read or is not TOML.
    """
    called = name or shown(path)
    return _table_in(read_text(path, name=called, error=ConfigError), path, called)


def _table_in(text: str, path: Path, called: str) -> Node | None:
    node = toml.load(text, called)
    if path.name != "pyproject.toml":
        return node
    for step in ("tool", "blamelint"):
        if not isinstance(node.value, Mapping) or step not in node.value:
            return None
        node = node.value[step]
    return node


def _overrides(node: Node, base: Path) -> Iterator[Layer]:
    reading = Reading(Level.OVERRIDE, base=base)
    for item in node.items():
        said = item.mapping(("files", *OVERRIDE_KEYS), required=["files"])
        files = read_globs(said["files"], reading)
        if not files:
            raise said["files"].refused("names no files; a pattern such as 'drafts/**' does")
        yield changed(read_layer(item, reading, OVERRIDE_KEYS), files=files)
