"""Every setting of a config with where it came from, for `--show-settings` and `--verbose`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from blamelint.config.globs import Glob, Globs
from blamelint.config.keys import KEYS, Merge
from blamelint.config.model import Config, Level, Origin, RuleKey, Selector
from blamelint.finding import Severity

DEFAULT = Origin(Level.DEFAULT)


@dataclass(frozen=True, slots=True)
class Setting:
    """One value and where it came from."""

    key: str
    value: str
    """As TOML would write it."""
    origin: Origin


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """One rule with its state and where that came from."""

    code: str
    name: str
    severity: Severity | None
    """None when the rule does not run."""
    origin: Origin
    """Of what turned it on or off or, when nothing did, of its severity."""
    selector: str
    """The word that decided; empty when that is the rule's own default."""


def settings(config: Config) -> tuple[Setting, ...]:
    """The settings in the order of `KEYS`; where layers add up, one a layer, lowest first."""
    return tuple(setting for key in KEYS for setting in _settings_of(config, key))


def rules(config: Config, known: Collection[RuleKey]) -> tuple[RuleSetting, ...]:
    """The state of each rule of `known`, in their order."""
    rows = []
    for rule in known:
        decision = config.decide(rule)
        by = decision.switched or decision.levelled
        origin, text = (by.origin, by.text) if by else (DEFAULT, "")
        rows.append(RuleSetting(rule.code, rule.name, decision.severity, origin, text))
    return tuple(rows)


def idle(config: Config, known: Collection[RuleKey]) -> tuple[Setting, ...]:
    """The severities the config gives to rules that it leaves off, which therefore do nothing.

    Shape: only those outside profiles that name one rule by its code or name.
    """
    off = {word for rule in known if config.severity_of(rule) is None for word in (rule.code, rule.name)}
    return tuple(
        Setting(f"severity.{selector.text}", _written(level), selector.origin)
        for said in config.selections
        for selector, level in said.severity
        if level is not None and selector.text in off and selector.origin.level is not Level.PROFILE
    )


def excluder(config: Config, path: Path, top: Path | None = None, *, folder: bool = False) -> Setting | None:
    """The pattern that excludes `path` (absolute) or a folder between it and `top`; None when none does."""
    glob = config.exclude.deciding(path, top, folder=folder)
    if glob is None:
        return None
    for layer in reversed(config.layers):
        for key in ("extend_exclude", "exclude"):
            if any(glob is one for one in layer.values.get(key, ())):
                return Setting(key, _quoted(glob.text), layer.origins[key])
    return Setting("exclude", _quoted(glob.text), DEFAULT)


def _settings_of(config: Config, key: str) -> Iterator[Setting]:
    said = [layer for layer in config.layers if key in layer.values]
    if key == "profile" or (said and KEYS[key].merge is Merge.REPLACE):
        origin = said[-1].origins[key] if said else DEFAULT
        yield Setting(key, _written(getattr(config, key)), origin)
        return
    if KEYS[key].merge in (Merge.PATTERNS, Merge.SELECTION) and not key.startswith("extend_"):
        replacing = [layer for layer in said if key in ("include", "exclude", "select")]
        if replacing:
            said = replacing[-1:]
    if not said and getattr(config, key, None) is not None:
        yield Setting(key, _written(getattr(Config(), key)), DEFAULT)
    for layer in said:
        yield Setting(key, _written(layer.values[key]), layer.origins[key])


def _written(value: Any) -> str:  # noqa: ANN401 (settings have many types)
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, Severity):
        return f'"{value.word}"' if value is not None else '"never"'
    if isinstance(value, Globs):
        return _written(value.globs)
    if isinstance(value, Glob | Selector):
        return _quoted(value.text)
    if isinstance(value, Mapping):
        return _table(value.items())
    if isinstance(value, tuple):
        if value and isinstance(value[0], tuple):
            return _table((selector.text, "off" if level is None else level) for selector, level in value)
        return f"[{', '.join(_written(item) for item in value)}]"
    return _quoted(str(value))


def _table(items: Any) -> str:  # noqa: ANN401
    return "{" + ", ".join(f"{_bare(key)} = {_written(value)}" for key, value in items) + "}"


def _bare(key: Any) -> str:  # noqa: ANN401
    text = key.value if isinstance(key, Enum) else str(key)
    return text if text.replace("-", "").replace("_", "").isalnum() and text.isascii() else _quoted(text)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
