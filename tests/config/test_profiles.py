"""The shipped profiles over the shipped rules."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping

import pytest
from click.testing import CliRunner

from blamelint import assets
from blamelint.cli.rules import rules as rules_command
from blamelint.config.keys import PROFILES
from blamelint.config.model import Config, Layer, Level, Origin, Selector
from blamelint.config.profiles import about, profile
from blamelint.config.resolve import command_line, resolve
from blamelint.engine.model import Rule
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
    "external": {
        "BL107": Severity.WARNING,
        "BL108": Severity.WARNING,
        "BL207": Severity.WARNING,
        "BL602": Severity.INFO,
    },
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


README = assets.folder("rules") / "README.md"
TABLES = re.compile(r"(?<=<!-- profiles -->\n).*?(?=<!-- /profiles -->)", re.DOTALL)


def test_the_documented_differences_are_those_in_force(rules: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page on rules tells exactly how each profile differs; BLAMELINT_WRITE_GOLDEN=1 writes its tables anew."""
    warmed(monkeypatch)
    told = {name: listed(name) for name in PROFILES}
    wanted = "\n".join(["", *severity_table(rules, told), "", gentle_line(told), "", *limit_table(), ""])
    page = README.read_text(encoding="utf-8")
    if os.environ.get("BLAMELINT_WRITE_GOLDEN"):
        page = TABLES.sub(lambda _: wanted, page)
        README.write_text(page, encoding="utf-8")
    assert TABLES.findall(page) == [wanted]


def listed(name: str) -> dict[str, str]:
    """The severity of each rule as `blamelint rules --profile` lists it."""
    shown = CliRunner().invoke(rules_command, ["--isolated", "--profile", name, "--output-format", "json"])
    return {rule["code"]: rule["severity"] for rule in json.loads(shown.output)}


OTHERS = tuple(name for name in PROFILES if name not in ("standard", "gentle"))


def row(cells: Iterable[str]) -> str:
    """A row of a table."""
    return "| " + " | ".join(cells) + " |"


def severity_table(rules: RuleSet, told: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The rules that some profile besides `gentle` changes; what is as in `standard` stays empty."""
    lines = [row(["rule", "`standard`", *(f"`{name}`" for name in OTHERS)]), "|---" * (2 + len(OTHERS)) + "|"]
    for rule in rules:
        usual = told["standard"][rule.code]
        cells = [said if (said := told[name][rule.code]) != usual else fixed(rule, name) for name in OTHERS]
        if any(cells):
            lines.append(row([f"{rule.code} {rule.name}", usual, *cells]))
    return lines


def fixed(rule: Rule, name: str) -> str:
    """A word for a rule that runs with its usual severity, which the profile however sets for good."""
    decision = under(name).decide(rule)
    return "fixed" if decision.severity is not None and decision.levelled is not None else ""


def gentle_line(told: Mapping[str, Mapping[str, str]]) -> str:
    """What `gentle` does to all rules that run."""
    by_severity: dict[str, list[str]] = {}
    for code, severity in told["gentle"].items():
        by_severity.setdefault(severity, []).append(code)
    switched_off = [code for code in by_severity.pop("off") if told["standard"][code] != "off"]
    louder = ", ".join(by_severity["warning"])
    assert set(by_severity) == {"info", "warning"}
    assert not switched_off
    return f"`gentle` makes {louder} `warning` and every other rule that `standard` runs `info`."


def limit_table() -> list[str]:
    """The settings and limits that depend on the profile."""
    lines = [row(["", *(f"`{name}`" for name in PROFILES)]), "|---" * (1 + len(PROFILES)) + "|"]
    fails = [under(name).fail_on for name in PROFILES]
    lines.append(row(["`fail_on`", *(limit.word if limit is not None else "never" for limit in fails)]))
    for path in sorted(assets.folder("rules").glob("*/BL*.yaml")):
        rule = load_file(path).mapping()
        for entry in rule["match"].items():
            for key, limits in _by_profile(entry):
                cells = [limits.get(name, limits["standard"]) for name in PROFILES]
                told = [", ".join(cell) if isinstance(cell, list) else str(cell) for cell in cells]
                lines.append(row([f"{rule['code'].text()} {key}", *told]))
    return lines


def _by_profile(entry: Node) -> list[tuple[str, dict[str, object]]]:
    """The keys in one way to match whose value depends on the profile."""
    values = [value.plain() for value in entry.mapping().values()]
    return [
        (f"`{key}` of {value['of']}" if "of" in value else f"`{key}`", said)
        for value in values
        if isinstance(value, dict)
        for key, said in value.items()
        if isinstance(said, dict) and "standard" in said
    ]


def test_lists_by_profile_are_for_profiles_that_exist() -> None:
    """What a rule says of a profile names it as it is spelt."""
    found = [
        (path.name, name)
        for path in assets.folder("rules").glob("*/BL*.yaml")
        for entry in load_file(path).mapping()["match"].items()
        for _, said in _by_profile(entry)
        for name in said
    ]
    assert ("BL602-missing-core-section.yaml", "external") in found
    assert [pair for pair in found if pair[1] not in PROFILES] == []
