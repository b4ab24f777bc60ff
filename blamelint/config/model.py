"""What is configured for one file: the settings, the selectors that name rules, and where each value came from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from blamelint.config.globs import Glob, Globs, parse_all
from blamelint.errors import Place
from blamelint.finding import Severity
from blamelint.structure.model import Names, SectionKind


class RuleKey(Protocol):
    """What the config has to know of a rule."""

    @property
    def code(self) -> str:
        """Such as `BL301`."""

    @property
    def name(self) -> str:
        """Such as `should-have-person`."""

    @property
    def group(self) -> str:
        """Such as `hindsight`."""

    @property
    def families(self) -> tuple[str, ...]:
        """Such as `F06`."""

    @property
    def severity(self) -> Severity:
        """How loud its findings are when the config does not say."""

    @property
    def enabled(self) -> bool:
        """Whether it runs when the config does not say."""


class Level(StrEnum):
    """Where a value can come from, lowest first; a later one wins."""

    DEFAULT = "default"
    PROFILE = "profile"
    EDITOR = "editor"
    """The settings of the writer's editor; what the project says goes before them."""
    FILE = "file"
    OVERRIDE = "override"
    """An `[[overrides]]` table of the file whose `files` match the draft."""
    COMMAND_LINE = "command line"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value came from."""

    level: Level
    profile: str = ""
    """The profile's name, when it is one."""
    place: Place | None = None
    """Where the key stands, when it stands in a file."""

    def __str__(self) -> str:
        if self.level is Level.PROFILE:
            return f"profile {self.profile}"
        if self.place is not None:
            return f"{self.place.path}:{self.place.line}"
        return str(self.level)


@dataclass(frozen=True, slots=True)
class Selector:
    """A word that names rules: a code, the beginning of one, a rule's name, a group, a family, or `ALL`."""

    text: str
    origin: Origin

    def weight(self, rule: RuleKey) -> int | None:
        """How narrowly it names `rule`: greater is narrower; None when it does not name it.

        Shape: `ALL` 0; a group, a family or the beginning of a code 1 and more; the code or the name 100.
        """
        if self.text in (rule.code, rule.name):
            return 100
        if self.text == "ALL":
            return 0
        if self.text == rule.group or self.text in rule.families:
            return 1
        if rule.code.startswith(self.text):
            return max(1, sum(character.isdigit() for character in self.text))
        return None


@dataclass(frozen=True, slots=True)
class Selection:
    """What one layer of the config says about which rules run and how loud they are."""

    select: tuple[Selector, ...] | None = None
    """The rules that run, instead of those of the layers below: by code, beginning of a code, name, group or family.

    Shape: None keeps those of the layers below.
    """
    extend_select: tuple[Selector, ...] = ()
    """Rules that run, too."""
    ignore: tuple[Selector, ...] = ()
    """Rules that do not run."""
    severity: tuple[tuple[Selector, Severity | None], ...] = ()
    """How loud the findings of rules are; `off` turns them off.

    Shape: None is `off`.
    """


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a rule runs and how loud it is, and which words of the config made it so."""

    severity: Severity | None
    """None when it does not run."""
    switched: Selector | None = None
    """What turned it on or off; None when that is the rule's own default."""
    levelled: Selector | None = None
    """What set its severity; None when that is the rule's own."""


DEFAULT_INCLUDE = ("*.md", "*.markdown", "*.mdown", "*.mkd", "*.txt")
DEFAULT_EXCLUDE = (
    ".*/",
    "__pycache__/",
    "_build/",
    "node_modules/",
    "site-packages/",
    "venv/",
    "CMakeLists.txt",
    "LICENSE*",
    "constraints*.txt",
    "requirements*.txt",
    "robots.txt",
)


@dataclass(frozen=True, slots=True)
class Config:
    """All settings for one file, every default written here and nowhere else."""

    profile: str = "standard"
    """The set of severities and opt-ins to start from: a file of `rules/profiles/`."""
    selections: tuple[Selection, ...] = ()
    """What each layer says with `select`, `extend_select`, `ignore` and `severity`, lowest layer first."""
    fail_on: Severity | None = Severity.ERROR
    """Findings of this severity and above make the exit status 1; `never` (None) lets no finding do so."""
    people: tuple[str, ...] = ()
    """Names and handles of people, beside those the draft names itself."""
    systems: tuple[str, ...] = ()
    """Services, products and hosts that could be taken for people or teams."""
    teams: tuple[str, ...] = ()
    """Names of teams."""
    headings: Mapping[SectionKind, tuple[str, ...]] = field(default_factory=dict)
    """More headings that a section kind goes by."""
    vocabulary: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """More words of the word classes in `rules/vocabulary/`."""
    lint_quotes: bool = False
    """Whether block quotes, which often hold mail or chat of others, are linted too."""
    spotter: bool = True
    """Whether the trained second reader takes part: it drops doubtful findings and marks what no rule foresaw."""
    require_reasons: bool = False
    """Whether a directive that silences has to say why."""
    baseline: Path | None = None
    """The file of accepted findings.

    Shape: absolute.
    """
    rule_paths: tuple[Path, ...] = ()
    """More rule files, or folders of them.

    Shape: absolute.
    """
    model: str = "en_core_web_sm"
    """The installed spaCy model that reads the prose."""
    include: Globs = field(default_factory=lambda: parse_all(DEFAULT_INCLUDE))
    """Which files are taken below a folder."""
    exclude: Globs = field(default_factory=lambda: parse_all(DEFAULT_EXCLUDE))
    """What is left out below a folder; with `--force-exclude` also of the files given by name."""
    base: Path | None = None
    """The absolute folder of the config file; None when there is none."""
    layers: tuple[Layer, ...] = ()
    """What the values were made from, lowest first."""

    @property
    def names(self) -> Names:
        """The people, systems and teams, folded as the structure model wants them."""
        return Names(
            people=frozenset(name.casefold().removeprefix("@") for name in self.people),
            systems=frozenset(name.casefold() for name in self.systems),
            teams=frozenset(name.casefold().removesuffix(" team") for name in self.teams),
        )

    def severity_of(self, rule: RuleKey) -> Severity | None:
        """How loud findings of `rule` are; None when it does not run."""
        return self.decide(rule).severity

    def decide(self, rule: RuleKey) -> Decision:
        """As `severity_of`, with the words of the config that made it so.

        Shape: layers in their order; within a layer the narrowest selector wins, of two equal ones the one that
        turns the rule off, of two equal severities the later one. A severity alone turns no rule on.
        """
        on, switched = rule.enabled, None
        severity, levelled = rule.severity, None
        for said in self.selections:
            for selector, level in sorted(said.severity, key=lambda pair: pair[0].weight(rule) or 0):
                if level is not None and selector.weight(rule) is not None:
                    severity, levelled = level, selector
            off = (*said.ignore, *(selector for selector, level in said.severity if level is None))
            no = _narrowest(off, rule)
            yes = _narrowest((*(said.select or ()), *said.extend_select), rule)
            if said.select is not None:
                on, switched = False, said.select[0] if said.select else None
            if no is not None and (yes is None or no[0] >= yes[0]):
                on, switched = False, no[1]
            elif yes is not None:
                on, switched = True, yes[1]
        return Decision(severity if on else None, switched, levelled)


def _narrowest(selectors: Collection[Selector], rule: RuleKey) -> tuple[int, Selector] | None:
    weighed = [(weight, selector) for selector in selectors if (weight := selector.weight(rule)) is not None]
    return max(weighed, key=lambda pair: pair[0], default=None)


@dataclass(frozen=True, slots=True)
class Layer:
    """What one profile, file, override or command line says; keys it does not name are absent."""

    origin: Origin
    values: Mapping[str, Any] = field(default_factory=dict)
    """By key; the types are those of the keys' readers in `config/keys.py`."""
    origins: Mapping[str, Origin] = field(default_factory=dict)
    """Where each key stands, and as `headings.cause` each key of a mapping."""
    files: tuple[Glob, ...] = ()
    """For an override: the drafts it is for."""
