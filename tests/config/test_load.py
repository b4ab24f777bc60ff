"""Promises of reading a config file: everything wrong in it is told, with exactly these words."""

from __future__ import annotations

import pytest

from blamelint.config.load import load
from blamelint.config.model import Level
from blamelint.config.resolve import check, resolve
from blamelint.errors import ConfigError
from blamelint.finding import Severity
from blamelint.structure.model import SectionKind
from tests.config.helpers import CLASSES, RULES

KEYS = (
    "profile, select, extend_select, ignore, severity, fail_on, people, systems, teams, headings, vocabulary, "
    "lint_quotes, spotter, require_reasons, baseline, rule_paths, model, include, extend_include, exclude, "
    "extend_exclude, overrides"
)
OVERRIDE_KEYS = (
    "files, profile, select, extend_select, ignore, severity, fail_on, people, systems, teams, headings, lint_quotes, "
    "spotter, require_reasons"
)
KINDS = (
    "summary, background, impact, timeline, detection, trigger, cause, contributing, response, well, poorly, luck, "
    "risks, lessons, actions, people, comms, support"
)
BROKEN = {
    "unknown key": (
        'profile = "strict"\nfailon = "error"\n',
        f"""
c.toml:2:1: unknown key 'failon'
  2 | failon = "error"
      ^
  did you mean 'fail_on'?
  allowed here: {KEYS}""",
    ),
    "dashes instead of underscores": (
        'extend-select = ["BL4"]',
        f"""
c.toml:1:1: unknown key 'extend-select'
  1 | extend-select = ["BL4"]
      ^
  did you mean 'extend_select'?
  allowed here: {KEYS}""",
    ),
    "no list of strings": (
        "people = 7",
        """
c.toml:1:10: expected a list of strings, found a number
  1 | people = 7
               ^""",
    ),
    "a number among strings": (
        'people = [\n  "Ada Quill", # who\n  7,\n]',
        """
c.toml:3:3: expected a string, found a number; put it in quotes to make it a string
  3 |   7,
        ^""",
    ),
    "an empty name": (
        'teams = ["payments", " "]',
        """
c.toml:1:22: expected a string with something in it, found an empty one
  1 | teams = ["payments", " "]
                           ^""",
    ),
    "unknown profile": (
        'profile = "stricter"',
        """
c.toml:1:11: 'stricter' is not allowed here
  1 | profile = "stricter"
                ^
  did you mean 'strict'?
  allowed here: gentle, standard, strict, learning-review, rca-formal, external""",
    ),
    "unknown severity": (
        '[severity]\nBL301 = "info"\nhindsight = "warn"',
        """
c.toml:3:13: 'warn' is not allowed here
  3 | hindsight = "warn"
                  ^
  did you mean 'warning'?
  allowed here: error, warning, info, off""",
    ),
    "fail_on is no truth": (
        "fail_on = true",
        """
c.toml:1:11: expected a string, found true; put it in quotes to make it a string
  1 | fail_on = true
                ^""",
    ),
    "fail_on off": (
        'fail_on = "off"',
        """
c.toml:1:11: 'off' is not allowed here
  1 | fail_on = "off"
                ^
  allowed here: error, warning, info, never""",
    ),
    "truth in quotes": (
        'lint_quotes = "yes"',
        """
c.toml:1:15: expected true or false, found a string
  1 | lint_quotes = "yes"
                    ^""",
    ),
    "unknown section kind": (
        "[headings]\ncauses = ['Why']",
        f"""
c.toml:2:1: unknown key 'causes'
  2 | causes = ['Why']
      ^
  did you mean 'cause'?
  allowed here: {KINDS}""",
    ),
    "headings are no list": (
        "headings = ['Why']",
        """
c.toml:1:12: expected a mapping, found a list
  1 | headings = ['Why']
                 ^""",
    ),
    "unknown model": (
        'model = "en_core_web_small"',
        """
c.toml:1:9: 'en_core_web_small' is not allowed here
  1 | model = "en_core_web_small"
              ^
  did you mean 'en_core_web_sm'?
  allowed here: en_core_web_sm, en_core_web_md, en_core_web_lg, en_core_web_trf""",
    ),
    "absent rule path": (
        'rule_paths = ["ours"]',
        """
c.toml:1:15: there is no rule file or folder 'ours'
  1 | rule_paths = ["ours"]
                    ^""",
    ),
    "braces": (
        'exclude = ["*.{md,txt}"]',
        """
c.toml:1:12: braces are not expanded in the path pattern '*.{md,txt}'; write one pattern for each
  1 | exclude = ["*.{md,txt}"]
                 ^""",
    ),
    "include of a folder": (
        'include = ["reviews/"]',
        """
c.toml:1:12: 'reviews/' names a folder; name files, such as 'reviews/**/*.md'
  1 | include = ["reviews/"]
                 ^""",
    ),
    "override without files": (
        "[[overrides]]\nlint_quotes = true",
        """
c.toml:1:1: the key 'files' is missing
  1 | [[overrides]]
      ^""",
    ),
    "override of no files": (
        "[[overrides]]\nfiles = []",
        """
c.toml:2:9: names no files; a pattern such as 'drafts/**' does
  2 | files = []
              ^""",
    ),
    "override of what holds for all": (
        '[[overrides]]\nfiles = ["a"]\nmodel = "en_core_web_md"',
        f"""
c.toml:3:1: unknown key 'model'
  3 | model = "en_core_web_md"
      ^
  allowed here: {OVERRIDE_KEYS}""",
    ),
    "overrides are no table": (
        "[overrides]\nfiles = ['a']",
        """
c.toml:1:1: expected a list, found a mapping
  1 | [overrides]
      ^""",
    ),
    "equal keys": (
        "people = []\npeople = []",
        """
c.toml:2:12: not valid TOML: cannot overwrite a value
  2 | people = []
                 ^""",
    ),
    "unknown rule": (
        'ignore = ["BL311", "BL303"]',
        """
c.toml:1:20: no rule, group or family is called 'BL303'; did you mean 'BL302'?
  1 | ignore = ["BL311", "BL303"]
                         ^""",
    ),
    "unknown rule far from all": (
        'select = ["grammar"]',
        """
c.toml:1:11: no rule, group or family is called 'grammar'
  1 | select = ["grammar"]
                ^""",
    ),
    "unknown rule with a severity": (
        'severity = {BL3 = "info", hindsigth = "off"}',
        """
c.toml:1:27: no rule, group or family is called 'hindsigth'; did you mean 'hindsight'?
  1 | severity = {BL3 = "info", hindsigth = "off"}
                                ^""",
    ),
    "unknown rule in an override": (
        "[[overrides]]\nfiles = ['a.md']\nextend_select = 'F99'",
        """
c.toml:3:17: no rule, group or family is called 'F99'
  3 | extend_select = 'F99'
                      ^""",
    ),
    "unknown word class": (
        "[vocabulary]\nroles = ['wrangler']\nrole = ['pilot']",
        """
c.toml:3:1: no word class is called 'role'; did you mean 'roles'?
  3 | role = ['pilot']
      ^""",
    ),
}


def load_and_check(path):
    """Read a config and look up the rules it names."""
    file = load(path, name="c.toml")
    check(resolve([file.layer, *file.overrides]), RULES, CLASSES)


@pytest.mark.parametrize("case", BROKEN)
def test_mistakes_are_told_with_their_place(tmp_path, case):
    """A config that says something wrong gives exactly this message."""
    text, message = BROKEN[case]
    path = tmp_path / "blamelint.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_and_check(path)
    assert str(caught.value) == message.removeprefix("\n")


def test_all_keys_are_read(tmp_path):
    """Each key's value arrives with its type, in a file that uses all of them."""
    (tmp_path / "ours").mkdir()
    path = tmp_path / "blamelint.toml"
    path.write_text(
        """
profile = "strict"
select = "ALL"
extend_select = ["BL404"]
ignore = ["F08"]
severity = {obviousness = "error", BL4 = "off"}
fail_on = "never"
people = ["Ada Quill", "@bryn"]
systems = ["Mercury"]
teams = ["Payments Team"]
headings = {cause = ["Why it broke"]}
vocabulary = {roles = ["wrangler"]}
lint_quotes = true
require_reasons = true
baseline = "known/../accepted.json"
rule_paths = ["ours"]
model = "en_core_web_md"
include = ["*.page"]
extend_include = ["*.md"]
exclude = ["old/"]
extend_exclude = ["!old/keep/"]
[[overrides]]
files = "drafts/"
fail_on = "info"
""",
        "utf-8",
    )
    file = load(path)
    config = resolve([file.layer], base=tmp_path)
    check(config, RULES, CLASSES)
    assert config.fail_on is None
    assert config.names.people == {"ada quill", "bryn"}
    assert config.names.systems == {"mercury"}
    assert config.names.teams == {"payments"}
    assert config.headings == {SectionKind.CAUSE: ("Why it broke",)}
    assert config.vocabulary == {"roles": ("wrangler",)}
    assert config.lint_quotes is True
    assert config.require_reasons is True
    assert config.baseline == tmp_path / "accepted.json"
    assert config.rule_paths == (tmp_path / "ours",)
    assert config.model == "en_core_web_md"
    assert config.profile == "strict"
    assert [glob.text for glob in config.include.globs] == ["*.page", "*.md"]
    assert [glob.text for glob in config.exclude.globs] == ["old/", "!old/keep/"]
    assert file.overrides[0].values == {"fail_on": Severity.INFO}
    assert str(file.layer.origins["headings.cause"]).endswith("blamelint.toml:11")
    assert file.layer.origin.level is Level.FILE


def test_the_table_of_a_pyproject_is_read(tmp_path):
    """Of a `pyproject.toml` only `[tool.blamelint]` counts, and its places are those of the whole file."""
    path = tmp_path / "pyproject.toml"
    path.write_text('[project]\nname = "x"\n[tool.other]\na = 1\n', "utf-8")
    assert load(path).layer.values == {}
    path.write_text('[project]\nname = "x"\n[tool.blamelint]\nlint_quotes = true\nfoo = 1\n', "utf-8")
    with pytest.raises(ConfigError, match=r"^p:5:1: unknown key 'foo'"):
        load(path, name="p")
    path.write_text("[tool]\nblamelint = 7\n", "utf-8")
    with pytest.raises(ConfigError, match=r"^p:2:13: expected a mapping, found a number"):
        load(path, name="p")
