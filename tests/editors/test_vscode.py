"""The extension for VS Code: its settings are those of the config, and it compiles, packages and starts the server."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from blamelint import __version__
from blamelint.config.globs import absolute
from blamelint.config.keys import KEYS
from blamelint.config.resolve import editor
from blamelint.errors import ConfigError
from blamelint.lsp.languages import LANGUAGES
from blamelint.lsp.settings import Options
from tests.editors.drafts import BEFORE, EDITORS, FLAGGED, LINE, PATIENCE, RULE, SERVER, needs, run_editor, saved

EXTENSION = EDITORS / "vscode"
STAND_IN = Path(__file__).with_name("vscode.cjs")
OFFLINE = re.compile(r"E(NOTFOUND|AI_AGAIN|CONNREFUSED|CONNRESET|TIMEDOUT|NETUNREACH|NOTCACHED|RR_SOCKET_TIMEOUT)")
SAMPLES: tuple[Any, ...] = (
    True, 7, -1, 0.5, None, "", " ", "x", "error", "off", "never", "strict", "standard", "en_core_web_sm", "*.md",
    [], ["x"], [""], [7], ["BL301", "ALL"], {}, {"BL301": "off"}, {"BL301": "loud"}, {"cause": ["Why"]},
    {"cause": [7]}, {"nonsense": ["Why"]}, {"harm": ["x"]},
)  # fmt: skip


def manifest() -> dict[str, Any]:
    said: dict[str, Any] = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
    return said


def generator() -> ModuleType:
    """The script that writes the settings."""
    spec = importlib.util.spec_from_file_location("vscode_settings", EXTENSION / "settings.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_manifest_has_the_settings_of_today() -> None:
    """Whoever adds a key to the config is told to run `python examples/editors/vscode/settings.py`."""
    assert (EXTENSION / "package.json").read_text(encoding="utf-8") == generator().manifest()


def read(name: str, value: Any, folder: Path) -> bool:
    """Whether the server takes the value."""
    try:
        if name in KEYS:
            editor({name: value}, folder)
        else:
            Options.of({name: value})
    except ConfigError:
        return False
    return True


@pytest.mark.parametrize("name", generator().schema())
def test_what_the_schema_takes_the_server_takes(name: str, tmp_path: Path) -> None:
    """And what it does not, the server does not either, unless it is the short form of a list; defaults are taken."""
    shape = generator().schema()[name]
    (tmp_path / "x").write_text("", encoding="utf-8")
    validator = Draft202012Validator(shape)
    wrong = []
    for sample in (*SAMPLES, *([shape["default"]] if "default" in shape else [])):
        fits = validator.is_valid(sample)
        if name == "rule_paths" and fits:
            fits = all((tmp_path / each).exists() for each in sample)
        short = shape["type"] == "array" and isinstance(sample, str)
        if sample is not None and not short and fits != read(name, sample, absolute(tmp_path)):
            wrong.append((sample, fits))
    assert wrong == []


def test_it_has_the_version_of_blamelint() -> None:
    """Both move together, and the page on the extension names the file that comes out."""
    assert manifest()["version"] == __version__
    assert f"blamelint-{__version__}.vsix" in (EXTENSION / "README.md").read_text(encoding="utf-8")


def test_it_wakes_for_languages_that_are_linted() -> None:
    """Each of them is one that the server reads, and one that the client hands over."""
    woken = {event.removeprefix("onLanguage:") for event in manifest()["activationEvents"]}
    said = re.search(r"LANGUAGES = \[(.*?)\]", (EXTENSION / "src" / "extension.ts").read_text(encoding="utf-8"))
    assert said is not None
    assert set(re.findall(r"'([\w-]+)'", said[1])) == woken <= set(LANGUAGES)


def test_the_lockfile_names_no_place() -> None:
    """Packages come from wherever npm is told to take them, and are what they were."""
    lock = json.loads((EXTENSION / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert not any("resolved" in package for package in packages.values())
    assert all("integrity" in package for package in packages.values())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the extension, installed, compiled and packaged.

    Skips where npm or node is absent, and where npm cannot reach its registry: it then says so with a code of the
    network, such as ENOTFOUND, and fails with any other.
    """
    npm = needs("npm")
    needs("node")
    folder = tmp_path_factory.mktemp("vscode") / "extension"
    shutil.copytree(EXTENSION, folder, ignore=shutil.ignore_patterns("node_modules", "out", "*.vsix"))
    for words in (
        [npm, "ci", "--no-audit", "--no-fund"],
        ["npx", "tsc", "-p", "."],
        ["npx", "@vscode/vsce", "package"],
    ):
        done = subprocess.run(
            words, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=300
        )
        if words[1] == "ci" and done.returncode and OFFLINE.search(done.stderr):
            pytest.skip("npm cannot reach its registry")
        assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return folder


@pytest.mark.slow
def test_it_compiles_and_packages(built: Path) -> None:
    """What is installed has the compiled code, the client library and the licence, and neither sources nor scripts.

    Needs npm and a registry that it reaches; skipped without, see `built`.
    """
    (package,) = built.glob("*.vsix")
    names = set(zipfile.ZipFile(package).namelist())
    assert {"extension/package.json", "extension/out/extension.js", "extension/LICENSE.txt"} <= names
    assert any(name.startswith("extension/node_modules/vscode-languageclient/") for name in names)
    assert not [name for name in names if name.endswith((".ts", ".py", ".map"))]


def activated(built: Path, folder: Path, **told: Any) -> dict[str, Any]:
    task = {"folder": str(folder), "patience": PATIENCE, **told}
    return run_editor([needs("node"), STAND_IN, built], folder, task)


@pytest.mark.slow
def test_findings_come_to_the_editor(built: Path, tmp_path: Path) -> None:
    """With VS Code's client library and a stand-in for its window: the server starts and follows the settings.

    Skipped without npm, see `built`.
    """
    (tmp_path / ".git").mkdir()
    draft = saved(tmp_path, "\r\n")
    (tmp_path / "blamelint.toml").unlink()
    settings = {"blamelint.server.command": SERVER, "blamelint.select": [RULE]}
    said = activated(built, tmp_path, draft=str(draft), settings=settings)
    (item,) = said["diagnostics"][draft.as_uri()]
    units = [len(part.encode("utf-16-le")) // 2 for part in (BEFORE.partition(FLAGGED)[0], FLAGGED)]
    assert item["code"]["value"] == RULE
    assert item["range"]["start"] == {"line": LINE, "character": units[0]}
    assert item["range"]["end"] == {"line": LINE, "character": sum(units)}
    assert said["errors"] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("button", "ran"),
    [("Open Setting", "workbench.action.openSettings blamelint.server.command"), ("Show Log", "show log")],
)
def test_a_server_that_is_not_there_is_told_with_a_way_out(built: Path, tmp_path: Path, button: str, ran: str) -> None:
    """One message names the program and how to get it; its buttons lead on; skipped without npm, see `built`."""
    said = activated(built, tmp_path, settings={"blamelint.server.command": ["no-such-program", "lsp"]}, press=button)
    (shown,) = said["errors"]
    assert '"no-such-program"' in shown["message"]
    assert "pip install blamelint" in shown["message"]
    assert shown["buttons"] == ["Open Setting", "Try Again", "Show Log"]
    assert said["ran"] == [ran]
    assert set(said["commands"]) == {each["command"] for each in manifest()["contributes"]["commands"]}
