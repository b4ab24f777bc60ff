"""Writes the settings of the extension into `package.json`, made from blamelint's own model of its config.

`python examples/editors/vscode/settings.py` after a key has changed; a test fails while the manifest is behind.
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any, get_type_hints

from blamelint.config import model
from blamelint.config.globs import Globs
from blamelint.config.keys import KEYS, MODELS, PROFILES, SEVERITIES
from blamelint.config.model import Config, Selection, Selector
from blamelint.finding import Severity
from blamelint.lsp import settings
from blamelint.lsp.settings import LONGEST_DEBOUNCE, Options
from blamelint.structure.model import SectionKind

MANIFEST = Path(__file__).with_name("package.json")
PREFIX = "blamelint."
TEXT = {"type": "string", "pattern": r"\S"}
TEXTS = {"type": "array", "items": TEXT}
BY_NAME = {"type": "object", "additionalProperties": {**TEXTS, "type": ["array", "string"], "pattern": TEXT["pattern"]}}
OWN = {
    "server.command": {
        "type": "array",
        "items": {"type": "string"},
        "minItems": 1,
        "default": ["blamelint", "lsp"],
        "markdownDescription": "The program that serves, and its arguments. `~` is your home; "
        "`${workspaceFolder}` is the first folder that is open.",
        "scope": "machine-overridable",
    },
    "trace.server": {
        "type": "string",
        "enum": ["off", "messages", "verbose"],
        "default": "off",
        "markdownDescription": "What of the talk between editor and server is written to the log.",
        "scope": "window",
    },
}
"""What is for the extension; the server never sees it."""
SHAPES: Mapping[Any, Mapping[str, Any]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    str: TEXT,
    Path | None: TEXT,
    tuple[str, ...]: TEXTS,
    tuple[Path, ...]: TEXTS,
    tuple[Selector, ...]: TEXTS,
    tuple[Selector, ...] | None: TEXTS,
    Globs: TEXTS,
    Severity | None: {"enum": [*SEVERITIES, "never"]},
    tuple[tuple[Selector, Severity | None], ...]: {
        "type": "object",
        "additionalProperties": {"enum": [*SEVERITIES, "off"]},
    },
    Mapping[str, tuple[str, ...]]: BY_NAME,
    Mapping[SectionKind, tuple[str, ...]]: {
        **BY_NAME,
        "propertyNames": {"enum": [kind.value for kind in SectionKind if kind is not SectionKind.OTHER]},
    },
}
"""JSON Schema by the type of a field."""
NARROWER: Mapping[str, Mapping[str, Any]] = {
    "profile": {"enum": list(PROFILES)},
    "model": {"enum": list(MODELS)},
    "debounce": {"minimum": 0, "maximum": LONGEST_DEBOUNCE},
}
"""What a type does not say."""


def manifest() -> str:
    """The manifest with the settings as they are now."""
    said = json.loads(MANIFEST.read_text(encoding="utf-8"))
    properties = {**OWN, **schema()}
    ordered = {PREFIX + name: {**each, "order": order} for order, (name, each) in enumerate(properties.items())}
    said["contributes"]["configuration"]["properties"] = ordered
    return json.dumps(said, indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, dict[str, Any]]:
    """JSON Schema of each setting that the server knows, by its name in a config file."""
    found = {name: _setting(name, Options, settings) for name in get_type_hints(Options)}
    for name in KEYS:
        extended = name.removeprefix("extend_")
        owner = next((each for each in (Config, Selection) if name in get_type_hints(each)), None)
        if owner is None:
            described = {"markdownDescription": f"More of them, beside those of `{extended}`.", "default": []}
            found[name] = {**_setting(extended, Config, model), **described}
        else:
            found[name] = _setting(name, owner, model)
    return found


def _setting(name: str, owner: type, module: Any) -> dict[str, Any]:  # noqa: ANN401 (any module)
    shape = {**SHAPES[get_type_hints(owner)[name]], **NARROWER.get(name, {})}
    if "enum" in shape:
        shape = {"type": "string", "enum": shape["enum"]}
    default = _plain(getattr(owner(), name))
    if default == [] and shape["type"] == "object":
        default = {}
    return {
        **shape,
        **({} if default is None else {"default": default}),
        "markdownDescription": _docstrings(owner, module)[name],
        "scope": "resource",
    }


def _plain(value: Any) -> Any:  # noqa: ANN401
    """A default as JSON has it."""
    if isinstance(value, Globs):
        return [glob.text for glob in value.globs]
    if isinstance(value, Enum):
        return value.name.lower()
    return list(value) if isinstance(value, tuple) else dict(value) if isinstance(value, Mapping) else value


def _docstrings(owner: type, module: Any) -> dict[str, str]:  # noqa: ANN401
    """The first paragraph below each field of a class, which Python itself forgets."""
    tree = ast.parse(inspect.getsource(module))
    (node,) = (each for each in tree.body if isinstance(each, ast.ClassDef) and each.name == owner.__name__)
    pairs = zip(node.body, node.body[1:], strict=False)
    return {
        field.target.id: " ".join(text.value.value.partition("\n\n")[0].split())
        for field, text in pairs
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
    }


if __name__ == "__main__":
    MANIFEST.write_text(manifest(), encoding="utf-8")
