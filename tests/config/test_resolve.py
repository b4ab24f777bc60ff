"""Promises of the config of one file: which layer wins, and which rules run how loudly."""

from __future__ import annotations

import pickle

import pytest

from blamelint.config.keys import KEYS, PROFILES
from blamelint.config.model import Config, Level, Origin, Selector
from blamelint.config.profiles import about, profile
from blamelint.config.resolve import Resolver, check, command_line, editor, resolve
from blamelint.errors import ConfigError, UsageError
from blamelint.finding import Severity
from tests.config.helpers import BY_CODE, CLASSES, RULES

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@pytest.fixture
def project(tmp_path):
    """A project with one config; gives a function that writes it and a resolver for it."""

    def write(text, said=None, **options):
        (tmp_path / "blamelint.toml").write_text(text, "utf-8")
        return Resolver(command_line(said or {}, tmp_path), **options)

    return write


def levels(config: Config) -> dict[str, Severity]:
    """The rules that run, with how loud they are."""
    return {rule.code: level for rule in RULES if (level := config.severity_of(rule)) is not None}


DEFAULTS = {"BL101": ERROR, "BL301": WARNING, "BL302": INFO, "BL311": WARNING}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", DEFAULTS),
        ("select = []", {}),
        ("select = ['ALL']", DEFAULTS | {"BL110": INFO, "BL404": INFO}),
        ("select = ['BL3']", {"BL301": WARNING, "BL302": INFO, "BL311": WARNING}),
        ("select = ['BL30']", {"BL301": WARNING, "BL302": INFO}),
        ("select = ['F06', 'root-cause-term']", {"BL301": WARNING, "BL302": INFO, "BL404": INFO}),
        ("extend_select = ['cause']", DEFAULTS | {"BL404": INFO}),
        ("ignore = ['hindsight']", {"BL101": ERROR}),
        ("ignore = ['hindsight']\nextend_select = ['BL301']", {"BL101": ERROR, "BL301": WARNING}),
        ("ignore = ['BL3']\nselect = ['BL3', 'BL101']", {"BL101": ERROR}),
        ("ignore = ['BL301']\nselect = ['hindsight']", {"BL302": INFO, "BL311": WARNING}),
        ("severity = {hindsight = 'error'}", DEFAULTS | {"BL301": ERROR, "BL302": ERROR, "BL311": ERROR}),
        (
            "severity = {BL301 = 'info', hindsight = 'error'}",
            DEFAULTS | {"BL301": INFO, "BL302": ERROR, "BL311": ERROR},
        ),
        ("severity = {BL404 = 'error'}", DEFAULTS),
        ("severity = {BL404 = 'error'}\nextend_select = 'BL404'", DEFAULTS | {"BL404": ERROR}),
        ("severity = {hindsight = 'off', BL101 = 'warning'}", {"BL101": WARNING}),
        ("severity = {ALL = 'info', BL31 = 'error'}", DEFAULTS | {"BL101": INFO, "BL301": INFO, "BL311": ERROR}),
    ],
)
def test_selectors_decide_which_rules_run(project, tmp_path, text, expected):
    """Narrower selectors win, ignoring wins among equals, and a severity alone turns nothing on."""
    assert levels(project(text).for_file(tmp_path / "a.md")) == expected


def test_layers_win_in_their_order(project, tmp_path):
    """Profile, file, override and command line each win over what stands before."""
    text = """
        profile = "strict"
        ignore = ["BL302"]
        severity = {BL301 = "info"}
        [[overrides]]
        files = ["drafts/"]
        extend_select = ["BL302"]
        severity = {BL301 = "error"}
        fail_on = "never"
        [[overrides]]
        files = ["drafts/late/**"]
        severity = {BL301 = "warning"}
    """
    resolver = project(text)
    assert levels(resolver.for_file(tmp_path / "a.md")) == {
        "BL101": ERROR,
        "BL110": INFO,
        "BL301": INFO,
        "BL311": WARNING,
        "BL404": WARNING,
    }
    assert resolver.for_file(tmp_path / "a.md").fail_on is WARNING
    draft = resolver.for_file(tmp_path / "drafts/a.md")
    assert (levels(draft)["BL301"], levels(draft)["BL302"], draft.fail_on) == (ERROR, WARNING, None)
    late = resolver.for_file(tmp_path / "drafts/late/a.md")
    assert levels(late)["BL301"] is WARNING
    said = {"select": ["BL301"], "severity": {"BL301": "info"}, "fail_on": "error", "profile": "gentle"}
    narrowed = project(text, said).for_file(tmp_path / "drafts/a.md")
    assert (levels(narrowed), narrowed.fail_on, narrowed.profile) == ({"BL301": INFO}, ERROR, "gentle")


def test_an_override_may_choose_a_profile(project, tmp_path):
    """The profile of an override replaces that of the file, and stays below what the file says itself."""
    resolver = project(
        """
        profile = "strict"
        severity = {BL101 = "error"}
        [[overrides]]
        files = ["drafts/"]
        profile = "gentle"
        """
    )
    config = resolver.for_file(tmp_path / "drafts/a.md")
    assert (config.profile, config.fail_on) == ("gentle", None)
    assert levels(config) == {"BL101": ERROR, "BL301": INFO, "BL302": INFO, "BL311": INFO}


def test_names_add_up(project, tmp_path):
    """Names, headings and words of all layers count together."""
    resolver = project(
        """
        people = ["Ada Quill"]
        headings = {cause = ["Why"]}
        [[overrides]]
        files = ["*.md"]
        people = ["Bryn Vale", "Ada Quill"]
        headings = {cause = ["How"], luck = ["Luck"]}
        """,
        {"people": ["Cato Reed"]},
    )
    config = resolver.for_file(tmp_path / "a.md")
    assert config.people == ("Ada Quill", "Bryn Vale", "Cato Reed")
    assert {kind.value: names for kind, names in config.headings.items()} == {
        "cause": ("Why", "How"),
        "luck": ("Luck",),
    }


def test_nearest_chosen_or_no_file(project, tmp_path):
    """Each draft has its nearest config, all have the chosen one, and isolated runs have none."""
    resolver = project("lint_quotes = true")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / ".blamelint.toml").write_text("fail_on = 'info'", "utf-8")
    assert resolver.for_file(tmp_path / "a.md").lint_quotes
    assert not resolver.for_file(inner / "a.md").lint_quotes
    assert resolver.for_file(inner / "a.md").base == inner
    chosen = Resolver(config_file=tmp_path / "blamelint.toml")
    assert chosen.for_file(inner / "a.md").lint_quotes
    assert Resolver(isolated=True).for_file(inner / "a.md").base is None


def test_equal_layers_give_the_same_object(project, tmp_path):
    """Drafts with the same layers share one config, so that work can be shared by it; it can be pickled."""
    resolver = project("[[overrides]]\nfiles = ['x/']\nlint_quotes = true")
    plain = resolver.for_file(tmp_path / "a.md")
    assert resolver.for_file(tmp_path / "b.md") is plain
    assert resolver.for_folder(tmp_path) is plain
    assert resolver.for_file(tmp_path / "x/b.md") is not plain
    assert pickle.loads(pickle.dumps(plain)) == plain


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"select": ["BL999"]}, "--select: no rule, group or family is called 'BL999'"),
        ({"extend_select": ["hindsigth"]}, "did you mean 'hindsight'?"),
        ({"profile": "srtict"}, "--profile: 'srtict' is not allowed here\n  did you mean 'strict'?"),
        ({"exclude": ["a[b"]}, "--exclude: a '[' in the path pattern is never closed: 'a[b'"),
        ({"rule_paths": ["none"]}, "--rule-paths: there is no rule file or folder 'none'"),
    ],
)
def test_mistakes_of_the_command_line_name_the_option(tmp_path, said, message):
    """What is wrong on the command line is a usage error that names the option."""
    with pytest.raises(UsageError) as caught:
        check(resolve([command_line(said, tmp_path)]), RULES, CLASSES)
    assert message in str(caught.value)


def test_what_is_known_passes():
    """Codes, beginnings of codes, names, groups, families and ALL are selectors."""
    known = ["ALL", "BL301", "BL3", "BL", "obviousness", "hindsight", "F18"]
    said = command_line({"select": known, "vocabulary": {"roles": ["wrangler"]}})
    check(resolve([said]), RULES, CLASSES)


def test_a_decision_names_what_made_it():
    """A decision carries the selectors that switched and levelled the rule."""
    config = resolve([command_line({"ignore": ["hindsight"], "severity": {"BL301": "error"}})])
    decision = config.decide(BY_CODE["BL301"])
    assert decision.severity is None
    assert decision.switched == Selector("hindsight", Origin(Level.COMMAND_LINE))
    assert decision.levelled == Selector("BL301", Origin(Level.COMMAND_LINE))
    assert config.decide(BY_CODE["BL101"]).switched is None


@pytest.mark.parametrize("name", PROFILES)
def test_profiles_are_read(name):
    """Each profile loads, says what it is for, and gives every value its origin."""
    assert about(name).endswith(".")
    layer = profile(name)
    assert set(layer.values) <= set(KEYS)
    assert all(str(origin) == f"profile {name}" for origin in layer.origins.values())


def test_the_standard_profile_says_nothing():
    """The default profile leaves every rule as it is written."""
    assert profile("standard").values == {}


def test_what_profiles_promise():
    """The gentle profile is quiet and never fails; the strict one fails on warnings and opts in."""
    gentle, strict = (resolve([command_line({"profile": name})]) for name in ("gentle", "strict"))
    assert levels(gentle) == {"BL101": WARNING, "BL301": INFO, "BL302": INFO, "BL311": INFO}
    assert gentle.fail_on is None
    assert levels(strict) == DEFAULTS | {"BL110": INFO, "BL302": WARNING, "BL404": WARNING}
    assert strict.fail_on is WARNING


def test_the_project_goes_before_the_editor(tmp_path):
    """What the editor says holds where the project says nothing; lists of names add up."""
    (tmp_path / "blamelint.toml").write_text('profile = "strict"\npeople = ["Zuri"]\n', encoding="utf-8")
    layer = editor({"profile": "gentle", "people": ["Milan"], "lint_quotes": True, "model": None}, tmp_path)
    inside = Resolver(editor=layer).for_file(tmp_path / "draft.md")
    assert (inside.profile, inside.people, inside.lint_quotes) == ("strict", ("Milan", "Zuri"), True)
    outside = Resolver(editor=layer, isolated=True).for_file(tmp_path / "draft.md")
    assert (outside.profile, outside.people) == ("gentle", ("Milan",))
    assert str(inside.layers[1].origins["people"]) == "editor"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"profil": "gentle"}, "unknown key 'profil'"),
        ({"profile": "loud"}, "'loud' is not allowed here"),
        ({"people": [7]}, "expected a string"),
        ({"severity": {"BL301": "deafening"}}, "'deafening' is not allowed here"),
    ],
)
def test_mistakes_in_editor_settings_name_the_setting(tmp_path, values, said):
    """A setting of the editor that is none is refused with its name."""
    with pytest.raises(ConfigError, match=said) as raised:
        editor(values, tmp_path)
    assert next(iter(values)) in raised.value.place.path


def test_unknown_names_in_editor_settings_name_the_setting(tmp_path):
    """A rule or a word class that no file defines is refused under the name of the setting."""
    for values, setting in (({"ignore": ["BL3O1"]}, "ignore"), ({"vocabulary": {"rolls": ["x"]}}, "vocabulary")):
        with pytest.raises(UsageError, match=f"editor setting '{setting}'"):
            check(resolve([editor(values, tmp_path)]), RULES, ["roles"])
