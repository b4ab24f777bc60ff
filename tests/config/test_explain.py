"""Promises of `--show-settings`: every value with where it came from."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from blamelint.config.explain import excluder, idle, rules, settings
from blamelint.config.keys import KEYS
from blamelint.config.resolve import Resolver, command_line, resolve
from tests.config.helpers import RULES


def test_every_value_has_its_origin(tmp_path, monkeypatch):
    """Defaults, profile, file, override and command line are told apart, and each value is written as TOML."""
    (tmp_path / "blamelint.toml").write_text(
        """profile = "strict"
people = ["Ada \\"A\\" Quill"]
exclude = ["old/"]
severity = {BL301 = "info", hindsight = "off"}
[[overrides]]
files = ["*.md"]
people = ["Bryn"]
headings = {cause = ["Why"]}
""",
        "utf-8",
    )
    monkeypatch.chdir(tmp_path)
    said = command_line({"extend_exclude": ["tmp/"], "fail_on": "never", "people": ["Cato"]})
    rows = [(row.key, row.value, str(row.origin)) for row in settings(Resolver(said).for_file("a.md"))]
    assert [row for row in rows if row[0] not in ("include", "systems", "teams", "vocabulary", "rule_paths")] == [
        ("profile", '"strict"', "blamelint.toml:1"),
        ("extend_select", '["BL110", "BL404", "BL602", "BL604"]', "profile strict"),
        (
            "severity",
            '{BL302 = "warning", BL308 = "warning", BL404 = "warning", BL408 = "warning"}',
            "profile strict",
        ),
        ("severity", '{BL301 = "info", hindsight = "off"}', "blamelint.toml:4"),
        ("fail_on", '"never"', "command line"),
        ("people", '["Ada \\"A\\" Quill"]', "blamelint.toml:2"),
        ("people", '["Bryn"]', "blamelint.toml:7"),
        ("people", '["Cato"]', "command line"),
        ("headings", '{cause = ["Why"]}', "blamelint.toml:8"),
        ("lint_quotes", "false", "default"),
        ("spotter", "true", "default"),
        ("require_reasons", "false", "default"),
        ("model", '"en_core_web_sm"', "default"),
        ("exclude", '["old/"]', "blamelint.toml:3"),
        ("extend_exclude", '["tmp/"]', "command line"),
    ]


def test_defaults_can_be_copied_into_a_config():
    """Without any config each setting that has a default is told once, and what is written is TOML."""
    rows = settings(resolve([]))
    assert len({row.key for row in rows}) == len(rows)
    assert {row.key for row in rows} <= set(KEYS)
    assert all(str(row.origin) == "default" for row in rows)
    written = tomllib.loads("\n".join(f"{row.key} = {row.value}" for row in rows))
    assert written["fail_on"] == "error"
    assert "node_modules/" in written["exclude"]


def test_rules_tell_what_decided():
    """Each rule is listed with its state and the word that made it so."""
    config = resolve([command_line({"ignore": ["hindsight"], "severity": {"BL101": "info"}})])
    rows = {
        row.code: (row.severity and row.severity.word, row.selector, str(row.origin)) for row in rules(config, RULES)
    }
    assert list(rows) == [rule.code for rule in RULES]
    assert rows["BL301"] == (None, "hindsight", "command line")
    assert rows["BL110"] == (None, "", "default")


def test_severities_without_effect_are_told():
    """A severity for a rule that is off is named, for its writer surely expected something of it."""
    config = resolve([command_line({"severity": {"BL404": "error", "BL301": "info", "BL4": "info"}})])
    assert [(row.key, row.value) for row in idle(config, RULES)] == [("severity.BL404", '"error"')]


@pytest.mark.parametrize(
    ("path", "folder", "said"),
    [
        ("old", True, 'extend_exclude "old/" blamelint.toml:2'),
        ("old/deep/a.md", False, 'extend_exclude "old/" blamelint.toml:2'),
        ("LICENSE.md", False, 'exclude "LICENSE*" default'),
        ("old.md", False, None),
        ("a.md", False, None),
    ],
)
def test_what_excludes_is_told(tmp_path: Path, monkeypatch, path: str, folder: bool, said: str | None) -> None:
    """The pattern that decides, and where it stands; nothing for what is taken."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "blamelint.toml").write_text('fail_on = "info"\nextend_exclude = ["old/", "!old.md"]\n')
    config = Resolver().for_folder(tmp_path)
    found = excluder(config, tmp_path / path, tmp_path, folder=folder)
    assert (found and f"{found.key} {found.value} {found.origin}") == said
    assert (found is not None) == config.exclude.matches_within(tmp_path / path, tmp_path, folder=folder)
