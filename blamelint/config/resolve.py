"""The config of one file: defaults < profile < editor < config file < its overrides for that file < command line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from blamelint.config.globs import Globs, absolute
from blamelint.config.keys import KEYS, Merge, Reading, read_layer
from blamelint.config.load import ConfigFile, load
from blamelint.config.locate import Locator
from blamelint.config.model import Config, Layer, Level, Origin, RuleKey, Selection, Selector
from blamelint.config.profiles import profile
from blamelint.errors import BlamelintError, ConfigError, Place, UsageError, nearest
from blamelint.located import Node


class Resolver:
    """Gives the config of any file; each config file is read once, and equal layers give the same object."""

    def __init__(
        self,
        command_line: Layer | None = None,
        *,
        config_file: Path | None = None,
        isolated: bool = False,
        editor: Layer | None = None,
    ) -> None:
        """`config_file` is used for all files instead of the nearest one; `isolated` uses none at all."""
        self._editor = () if editor is None else (editor,)
        self._command_line = command_line or Layer(Origin(Level.COMMAND_LINE))
        self._chosen = None if config_file is None else absolute(config_file)
        self._isolated = isolated
        self._locator = Locator()
        self._files: dict[Path, ConfigFile] = {}
        self._resolved: dict[tuple[Path | None, tuple[int, ...]], Config] = {}

    def for_file(self, path: str | Path) -> Config:
        """The config of the draft at `path`, which need not be there.

        Errors: ConfigError with its place.
        """
        draft = absolute(path)
        file = self._file_for(draft.parent)
        if file is None:
            return self._resolve(None, ())
        top = file.path.parent
        matching = (Globs(layer.files).matches_within(draft, top) for layer in file.overrides)
        return self._resolve(file, tuple(at for at, matches in enumerate(matching) if matches))

    def for_folder(self, folder: str | Path) -> Config:
        """The config that says what is taken in the folder itself; overrides have no part in it."""
        return self._resolve(self._file_for(absolute(folder)), ())

    def _file_for(self, folder: Path) -> ConfigFile | None:
        if self._isolated:
            return None
        path = self._chosen or self._locator.nearest(folder)
        if path is None:
            return None
        if path not in self._files:
            self._files[path] = load(path)
        return self._files[path]

    def _resolve(self, file: ConfigFile | None, overrides: tuple[int, ...]) -> Config:
        key = (file.path if file else None, overrides)
        if key not in self._resolved:
            layers = [file.layer, *(file.overrides[at] for at in overrides)] if file else []
            said = [*self._editor, *layers, self._command_line]
            self._resolved[key] = resolve(said, base=file.path.parent if file else None)
        return self._resolved[key]


def resolve(layers: Iterable[Layer], base: Path | None = None) -> Config:
    """The config that `layers`, lowest first, make above the profile that the last of them to name one names."""
    said = list(layers)
    name = next((layer.values["profile"] for layer in reversed(said) if "profile" in layer.values), Config().profile)
    merged = (profile(name), *said)
    values: dict[str, Any] = {}
    for key, spec in KEYS.items():
        given = [layer.values[key] for layer in merged if key in layer.values]
        if not given or spec.merge in (Merge.SELECTION, Merge.PATTERNS):
            continue
        values[key] = _MERGERS[spec.merge](given)
    return Config(
        **values,
        selections=tuple(_selection(layer) for layer in merged),
        include=_patterns(merged, "include", Config().include),
        exclude=_patterns(merged, "exclude", Config().exclude),
        base=base,
        layers=merged,
    )


def command_line(values: Mapping[str, Any], cwd: Path | None = None) -> Layer:
    """What the command line says; `values` are strings, truths, lists and mappings of them by key.

    Shape: a None is left out; paths and anchored patterns start from `cwd`.
    Errors: UsageError, naming the option.
    """
    given = {key: _node(value, option(key)) for key, value in values.items() if value is not None}
    reading = Reading(Level.COMMAND_LINE, base=absolute(cwd or Path.cwd()))
    try:
        return read_layer(Node(given, Place("command line", 1, 1), error=ConfigError), reading, KEYS)
    except ConfigError as cause:
        told = str(cause).removeprefix(f"{cause.place}: ")
        raise UsageError(f"{cause.place.path}: {told}") from cause


def editor(values: Mapping[str, Any], folder: Path) -> Layer:
    """What the settings of an editor say; `values` are as JSON gives them.

    Shape: a None is left out; paths and anchored patterns start from `folder` (absolute).
    Errors: ConfigError, placed at the setting, for a value that is none or a key that is not known.
    """
    names = {key: f"editor setting {key!r}" for key in values}
    given = {key: _node(value, names[key]) for key, value in values.items() if value is not None}
    place = Place("editor settings", 1, 1)
    keys = {key: Place(names[key], 1, 1) for key in given}
    node = Node(given, place, keys, error=ConfigError)
    node.mapping(KEYS)
    return read_layer(node, Reading(Level.EDITOR, base=folder), KEYS)


def check(config: Config, rules: Collection[RuleKey], classes: Collection[str]) -> None:
    """Nothing, when all rules and word classes that `config` names are among `rules` and `classes`.

    Errors: ConfigError (UsageError for the command line) at the first that is not. Profiles are not looked at.
    """
    for layer in config.layers:
        if layer.origin.level is Level.PROFILE:
            continue
        for key, selector in _selectors(layer):
            if selector.text != "ALL" and not any(selector.weight(rule) is not None for rule in rules):
                known = {word for rule in rules for word in (rule.code, rule.name, rule.group, *rule.families)}
                what = "rule, group or family"
                raise _unknown(what, key, selector.text, selector.origin, sorted(known))
        for name in layer.values.get("vocabulary", ()):
            if name not in classes:
                origin = layer.origins[f"vocabulary.{name}"]
                raise _unknown("word class", "vocabulary", name, origin, sorted(classes))


def option(key: str) -> str:
    """The command-line option that sets `key`."""
    return "--" + key.replace("_", "-")


def _node(value: Any, name: str) -> Node:  # noqa: ANN401 (options have many types)
    place = Place(name, 1, 1)
    if isinstance(value, Mapping):
        keys = dict.fromkeys(value, place)
        return Node({key: _node(item, name) for key, item in value.items()}, place, keys, error=ConfigError)
    if isinstance(value, list | tuple):
        return Node(tuple(_node(item, name) for item in value), place, error=ConfigError)
    return Node(value, place, error=ConfigError)


def _selection(layer: Layer) -> Selection:
    return Selection(
        select=layer.values.get("select"),
        extend_select=layer.values.get("extend_select", ()),
        ignore=layer.values.get("ignore", ()),
        severity=layer.values.get("severity", ()),
    )


def _selectors(layer: Layer) -> Iterator[tuple[str, Selector]]:
    said = _selection(layer)
    yield from (("select", selector) for selector in said.select or ())
    yield from (("extend_select", selector) for selector in said.extend_select)
    yield from (("ignore", selector) for selector in said.ignore)
    yield from (("severity", selector) for selector, _ in said.severity)


def _patterns(layers: Iterable[Layer], key: str, default: Globs) -> Globs:
    globs = default.globs
    for layer in layers:
        globs = (*layer.values.get(key, globs), *layer.values.get(f"extend_{key}", ()))
    return Globs(globs)


def _added(given: Sequence[tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(item for items in given for item in items))


def _added_by_key(given: Sequence[Mapping[Any, tuple[Any, ...]]]) -> dict[Any, tuple[Any, ...]]:
    keys = dict.fromkeys(key for mapping in given for key in mapping)
    return {key: _added([mapping.get(key, ()) for mapping in given]) for key in keys}


_MERGERS: Mapping[Merge, Any] = {
    Merge.REPLACE: lambda given: given[-1],
    Merge.ADD: _added,
    Merge.ADD_BY_KEY: _added_by_key,
}


def _unknown(what: str, key: str, text: str, origin: Origin, known: Sequence[str]) -> BlamelintError:
    close = nearest(text, known)
    hint = f"; did you mean {close!r}?" if close else ""
    message = f"no {what} is called {text!r}{hint}"
    if origin.place is None:
        where = f"editor setting {key!r}" if origin.level is Level.EDITOR else option(key)
        return UsageError(f"{where}: {message}")
    return ConfigError(message, origin.place)
