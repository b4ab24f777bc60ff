"""The shipped profiles over the shipped rules."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from blamelint import assets
from blamelint.cli.rules import rules as rules_command
from blamelint.config.keys import PROFILES
from blamelint.config.model import Config, Layer, Level, Origin, Selector
from blamelint.config.profiles import about, profile
from blamelint.config.resolve import command_line, resolve
from blamelint.engine.ruleset import RuleSet, load_rules
from blamelint.engine.vocabulary import load_vocabulary
from blamelint.finding import Severity
from blamelint.located import Node, load_file
from tests.warm import warmed

OFF = None
WANTED = {
    "gentle": {"BL101": Severity.WARNING, "BL301": Severity.INFO, "BL405": Severity.INFO, "BL506": Severity.INFO},
    "standard": {"BL404": OFF, "BL405": Severity.ERROR, "BL506": Severity.WARNING, "BL703": Severity.INFO},
    "strict": {"BL110": Severity.INFO, "BL302": Severity.WARNING, "BL404": Severity.WARNING, "BL602": Severity.INFO},
    "learning-review": {"BL213": OFF, "BL506": OFF, "BL507": OFF, "BL508": OFF, "BL703": Severity.WARNING},
    "rca-formal": {"BL404": OFF, "BL508": Severity.WARNING, "BL608": Severity.WARNING},
    "external": {"BL107": Severity.WARNING, "BL108": Severity.WARNING, "BL207": Severity.WARNING},
}


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_rules([], load_vocabulary())


def under(name: str) -> Config:
    """The config of a run with this profile and nothing else."""
    return resolve([Layer(Origin(Level.DEFAULT)), command_line({"profile": name})])


def selectors(name: str) -> list[Selector]:
    """Every word of a profile that names rules."""
    values = profile(name).values
    pairs = values.get("severity", ())
    return [*values.get("extend_select", ()), *values.get("ignore", ()), *(selector for selector, _ in pairs)]


@pytest.mark.parametrize("name", PROFILES)
def test_every_selector_names_a_rule(name: str, rules: RuleSet) -> None:
    """No profile speaks of a rule, a group or a family that is not there."""
    for selector in selectors(name):
        assert any(selector.weight(rule) is not None for rule in rules), selector.text


@pytest.mark.parametrize("name", PROFILES)
def test_a_rule_made_louder_runs(name: str, rules: RuleSet) -> None:
    """A profile sets no severity on a rule that it leaves switched off."""
    config = under(name)
    codes = {selector.text for selector, level in profile(name).values.get("severity", ()) if level is not None}
    for rule in rules:
        if rule.code in codes:
            assert config.severity_of(rule) is not None, rule.code


@pytest.mark.parametrize("name", PROFILES)
def test_profiles_do_what_they_are_for(name: str, rules: RuleSet) -> None:
    """Rules that a profile is about have the severity that its description promises."""
    config = under(name)
    found = {code: config.severity_of(rule) for code in WANTED[name] if (rule := rules.get(code)) is not None}
    assert found == WANTED[name]
    assert about(name).endswith(".")


@pytest.mark.parametrize("name", PROFILES)
def test_the_list_of_rules_shows_the_profile(name: str, rules: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    """`blamelint rules --profile` tells the severities that are in force under it."""
    warmed(monkeypatch)
    shown = CliRunner().invoke(rules_command, ["--isolated", "--profile", name, "--output-format", "json"])
    assert shown.exit_code == 0, shown.output
    told = {rule["code"]: rule["severity"] for rule in json.loads(shown.output)}
    config = under(name)
    assert told == {
        rule.code: severity.word if (severity := config.severity_of(rule)) is not None else "off" for rule in rules
    }


def test_limits_are_for_profiles_that_exist() -> None:
    """A limit for a profile names it as it is spelt."""
    for path in sorted((assets.folder("rules")).glob("[!vp]*/*.yaml")):
        for form in load_file(path).mapping()["match"].items() if path.stem.startswith("BL7") else ():
            for limits in _limits(form):
                assert set(limits) <= set(PROFILES), path.name


def _limits(form: Node) -> list[list[str]]:
    """The profiles of each mapping of limits in one entry of `match`."""
    ((_, value),) = form.mapping().items()
    mappings = [
        node.mapping()
        for node in value.mapping().values()
        if not isinstance(node.value, str | bool | int | float | tuple)
    ]
    return [list(mapping) for mapping in mappings]
