"""What findings depend on beside the words of a draft: blamelint's code, rules, models and settings, as one digest.

Files that ship, and models, are told by version, length and time, for a developer's checkout keeps its version while it
changes; rules of one's own are told by what they say.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from blamelint import __version__, assets
from blamelint.config.model import Config, Level, Selector
from blamelint.document.model import Format
from blamelint.engine import frames, vocabulary
from blamelint.errors import BlamelintError
from blamelint.language.reader import DEFAULT_MODEL, SHIPPED_MODEL
from blamelint.language.spotter import network, spotter

PARTS = (
    "markdown-it-py",
    "mdit-py-plugins",
    "numpy",
    "onnxruntime",
    "pyyaml",
    "spacy",
    "textstat",
    "thinc",
    "tokenizers",
)
"""Packages that have a say in findings."""
ABOVE = frozenset({"cli", "emit", "lsp"})
"""Parts of blamelint that only pass findings on."""
SILENT = frozenset({"fail_on", "baseline", "include", "exclude", "extend_include", "extend_exclude"})
"""Settings that no finding depends on, as config files call them."""
APART = SILENT | {"base", "layers", "rule_paths"}
"""Fields of a config whose part in findings is told in another way, or that have none."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What configs with the same rule paths and model stand on."""

    digest: str
    spotter: str | None
    """None where a part of it is not there."""


def basis_of(rule_paths: Iterable[Path], model: str) -> Basis | None:
    """What there is at this moment, so it is asked for before rules are loaded; None where nobody can tell.

    Shape: what this process has loaded counts as it was when this was first asked.
    """
    read = _model(model)
    if read is None:
        return None
    try:
        own = [_contents(path) for path in rule_paths]
        return Basis(_digest([_shipped(), read, own]), _spotter())
    except (OSError, BlamelintError):
        return None


def scope_of(basis: Basis | None, config: Config) -> str | None:
    """The digest of all that findings under `config` depend on but the draft; None where nobody can tell."""
    if basis is None or (config.spotter and basis.spotter is None):
        return None
    return _digest([basis.digest, basis.spotter if config.spotter else None, settings_of(config)])


def key_of(scope: str, format: Format, text: str) -> str:  # noqa: A002 - the word of the domain
    """The name of what is found in `text`."""
    digest = hashlib.sha256(f"{scope}\n{format}\n".encode())
    digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def settings_of(config: Config) -> Mapping[str, Any]:
    """The settings that findings depend on, in types of JSON.

    Shape: under `said` those that the command line makes, for some rules ask who chose them.
    """
    layers = [layer for layer in config.layers if layer.origin.level is Level.COMMAND_LINE]
    said = sorted({key for layer in layers for key in layer.values} - SILENT)
    values = {each.name: getattr(config, each.name) for each in fields(config) if each.name not in APART}
    return {"said": said, **{name: _plain(value) for name, value in values.items()}}


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Selector):
        return value.text
    if isinstance(value, Mapping):
        return [[_plain(key), _plain(item)] for key, item in value.items()]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    raise TypeError(f"nothing is known of a setting such as {value!r}")


@cache
def _shipped() -> str:
    """Code and rules of blamelint, and the packages that it stands on."""
    code = _stamps(assets.PACKAGE, ".py", without=ABOVE | {"_assets"})
    rules = _stamps(assets.folder("rules"), ".yaml")
    parts = [[name, _version(name)] for name in PARTS]
    return _digest([__version__, sys.version, [*code], [*rules], parts])


def _spotter() -> str | None:
    folder = assets.folder("models") / spotter.FOLDER
    try:
        return _digest([_stamp(folder, name) for name in (network.WEIGHTS, network.TOKENIZER, spotter.THRESHOLDS)])
    except OSError:
        return None


def _model(model: str) -> str | None:
    """The packages that this spaCy model may be loaded from; None for one that is no package."""
    names = (model, SHIPPED_MODEL) if model == DEFAULT_MODEL else (model,)
    packages = [(name, _package(name)) for name in names]
    # spaCy would also take a folder of this name.
    if any(found is None and Path(name).exists() for name, found in packages):
        return None
    return _digest(packages) if any(found for _, found in packages) else None


@cache
def _package(name: str) -> str | None:
    """The state of an installed package, which is not imported; None when there is none."""
    if not name.isidentifier() or (installed := _version(name)) is None:
        return None
    found = find_spec(name)
    folders = (found.submodule_search_locations or ()) if found is not None else ()
    return _digest([installed, [[*_stamps(Path(folder))] for folder in folders]]) if folders else None


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _contents(root: Path) -> list[tuple[str, str]]:
    """The rule files at or below `root` with what is in them.

    Shape: a folder of words or frames may be a link, which a search of the whole tree does not follow.
    """
    if root.is_file():
        return [(root.name, _hash(root))]
    below = [root.rglob("*.yaml"), *((root / name).glob("*.yaml") for name in (vocabulary.FOLDER, frames.FOLDER))]
    files = sorted({path for paths in below for path in paths})
    return [(path.relative_to(root).as_posix(), _hash(path)) for path in files]


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _stamps(top: Path, suffix: str = "", without: Iterable[str] = ()) -> Iterator[tuple[str, int, int]]:
    """The files below `top` whose names end in `suffix`, except those in its folders `without`."""
    for folder, folders, files in os.walk(top):
        passed = {"__pycache__", *(without if Path(folder) == top else ())}
        folders[:] = sorted(name for name in folders if name not in passed)
        for name in sorted(files):
            if name.endswith(suffix):
                yield _stamp(top, Path(folder, name).relative_to(top).as_posix())


def _stamp(top: Path, name: str) -> tuple[str, int, int]:
    state = (top / name).stat()
    return name, state.st_size, state.st_mtime_ns


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()
