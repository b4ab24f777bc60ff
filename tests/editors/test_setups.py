"""The set-up files of `examples/editors` say what their editors and the server understand."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from blamelint.cli.app import app
from blamelint.config.locate import NAMES
from blamelint.config.resolve import editor
from blamelint.lsp.languages import LANGUAGES
from tests.editors.drafts import EDITORS, ROOT

SETUPS = sorted(
    path
    for path in EDITORS.rglob("*")
    if path.suffix in {".lua", ".vim", ".el", ".toml", ".json"} and "vscode" not in path.relative_to(EDITORS).parts
)
STARTING = [path for path in SETUPS if path.name not in {"Cargo.toml", "extension.toml", "initializationOptions.json"}]


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((EDITORS / name).read_text(encoding="utf-8"))


def loaded(name: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((EDITORS / name).read_text(encoding="utf-8"))
    return said


SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "helix": toml("helix/languages.toml")["language-server"]["blamelint"]["config"],
    "kate": loaded("kate/settings.json")["servers"]["markdown"]["initializationOptions"],
    "jetbrains": loaded("jetbrains/blamelint/initializationOptions.json"),
    "zed": loaded("zed/settings.json")["lsp"]["blamelint"]["settings"],
}
LANGUAGE_IDS: Mapping[str, set[str]] = {
    "helix": {each["name"] for each in toml("helix/languages.toml")["language"]},
    "kate": set(loaded("kate/settings.json")["servers"]),
    "jetbrains": {each["languageId"] for each in loaded("jetbrains/blamelint/template.json")["fileTypeMappings"]},
    "zed": set(toml("zed/extension.toml")["language_servers"]["blamelint"]["language_ids"].values()),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_the_settings_shown_are_settings(name: str, tmp_path: Path) -> None:
    """The server takes them."""
    assert editor(SETTINGS[name], tmp_path).values


@pytest.mark.parametrize("name", LANGUAGE_IDS)
def test_the_languages_are_linted(name: str) -> None:
    """What an editor calls a draft's language is a name that the server knows."""
    assert LANGUAGE_IDS[name] <= set(LANGUAGES)


@pytest.mark.parametrize("path", SETUPS, ids=lambda path: path.relative_to(EDITORS).as_posix())
def test_scripts_hand_over_languages_that_are_linted(path: Path) -> None:
    """File types in scripts of Neovim and Vim are known to the server, too."""
    text = path.read_text(encoding="utf-8")
    lists = re.findall(r"(?:filetypes =|filetypes or|'allowlist':) [\[{]([^\]}]*)[\]}]", text)
    lists += re.findall(r"^for \[.*?\] in \[(.*)\]$", text, re.MULTILINE)
    named = {word for each in lists for word in re.findall(r"[\w-]+", each)}
    assert named <= set(LANGUAGES)


@pytest.mark.parametrize("path", STARTING, ids=lambda path: path.relative_to(EDITORS).as_posix())
def test_they_start_the_server(path: Path) -> None:
    """By the command that blamelint has for it."""
    text = path.read_text(encoding="utf-8")
    if path == EDITORS / "zed" / "settings.json":
        return
    assert "lsp" in app.commands
    assert re.search(r"""blamelint(\.exe)?\W+(lsp|args = \["lsp"\])|'%e lsp'""", text)


@pytest.mark.parametrize("path", SETUPS, ids=lambda path: path.relative_to(EDITORS).as_posix())
def test_roots_are_found_by_the_names_of_configs(path: Path) -> None:
    """A set-up that looks for a project looks for each of the files that hold a config, and in their order."""
    found = re.findall(r"""['"]([\w.]+\.toml)['"]""", path.read_text(encoding="utf-8"))
    assert found in ([], list(NAMES))


def test_the_page_names_every_file() -> None:
    """And each folder that it names is there; no file names a machine's places."""
    page = (EDITORS / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z]+/[\w./-]*)`", page)) - {"lsp/", "lua/"}
    assert all((EDITORS / name).exists() for name in named)
    for path in SETUPS:
        name = path.relative_to(EDITORS).as_posix()
        assert any(name == each or (each.endswith("/") and name.startswith(each)) for each in named), name
        assert str(ROOT) not in path.read_text(encoding="utf-8")
