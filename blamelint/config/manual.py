"""What the keys of a config are for and what they ask for, in words for who writes one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from types import MappingProxyType

from blamelint.config.keys import MODELS, PROFILES
from blamelint.config.profiles import about


class Asks(Enum):
    """What stands behind a key."""

    CHOICE = auto()
    """One of the entry's `choices`, as a string."""
    SWITCH = auto()
    """`true` or `false`."""
    RULES = auto()
    """A list of words that name rules."""
    LEVELS = auto()
    """A table from words that name rules to one of the entry's `choices`."""
    TEXTS = auto()
    """A list of strings: names, paths or patterns."""
    TEXT = auto()
    """One string."""
    TEXTS_BY_KIND = auto()
    """A table from kinds of sections to lists of strings."""
    TEXTS_BY_CLASS = auto()
    """A table from word classes to lists of strings."""
    TABLES = auto()
    """Tables of its own: `[[overrides]]`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One key."""

    about: str
    asks: Asks
    choices: Mapping[str, str] = field(default_factory=dict)
    """What may be chosen, each with what it means, where that is told here; see `choices`."""


LEVELS = {
    "error": "Ends a run with exit status 1, unless `fail_on` says otherwise.",
    "warning": "Worth a rewording.",
    "info": "A remark.",
}
OFF = {"off": "The rule does not run."}
NEVER = {"never": "No finding fails a run."}
_MORE = "More of them, beside those of `{}`."
SIZES = {
    "sm": "Comes with blamelint.",
    "md": "Has word vectors; installed apart.",
    "lg": "Has more word vectors; installed apart.",
    "trf": "The most exact and by far the slowest; installed apart.",
}
"""What the sizes of a model mean."""
MANUAL: Mapping[str, Entry] = MappingProxyType(
    {
        "profile": Entry("The set of severities and opt-ins to start from.", Asks.CHOICE),
        "select": Entry(
            "The rules that run, instead of those that do by default: codes, beginnings of codes, names, groups, "
            'families, or `"ALL"`.',
            Asks.RULES,
        ),
        "extend_select": Entry("Rules that run as well.", Asks.RULES),
        "ignore": Entry("Rules that do not run. A narrower word in `select` brings one back.", Asks.RULES),
        "severity": Entry("How loud a rule is, or that it is off.", Asks.LEVELS, LEVELS | OFF),
        "fail_on": Entry("The severity from which on a finding fails a run.", Asks.CHOICE, LEVELS | NEVER),
        "people": Entry("Names and handles of people, beside those that a draft names itself.", Asks.TEXTS),
        "systems": Entry("Services, products and hosts that could be taken for people or teams.", Asks.TEXTS),
        "teams": Entry("Names of teams.", Asks.TEXTS),
        "headings": Entry("More headings that a kind of section goes by.", Asks.TEXTS_BY_KIND),
        "vocabulary": Entry("More words of a word class.", Asks.TEXTS_BY_CLASS),
        "lint_quotes": Entry(
            "Whether block quotes, which often hold the words of others, are linted too.", Asks.SWITCH
        ),
        "spotter": Entry(
            "Whether the trained second reader takes part: it drops doubtful findings and marks what no rule foresaw.",
            Asks.SWITCH,
        ),
        "require_reasons": Entry("Whether a comment that silences a finding has to say why.", Asks.SWITCH),
        "baseline": Entry("The file of findings that are accepted for now.", Asks.TEXT),
        "rule_paths": Entry("Rule files of your own, or folders of them.", Asks.TEXTS),
        "model": Entry("The installed spaCy model that reads the prose.", Asks.CHOICE),
        "include": Entry("Which files below a folder are drafts, as patterns of a `.gitignore`.", Asks.TEXTS),
        "extend_include": Entry(_MORE.format("include"), Asks.TEXTS),
        "exclude": Entry("What is left out below a folder, as patterns of a `.gitignore`.", Asks.TEXTS),
        "extend_exclude": Entry(_MORE.format("exclude"), Asks.TEXTS),
        "overrides": Entry("What holds for some drafts only; of several that match, the later one wins.", Asks.TABLES),
        "files": Entry("The drafts that the override is for, as patterns of a `.gitignore`.", Asks.TEXTS),
    }
)


def choices(key: str) -> Mapping[str, str]:
    """What may be chosen for `key`, each with what it means; nothing for a key that asks for something else."""
    if key == "profile":
        return {name: about(name) for name in PROFILES}
    if key == "model":
        return {name: SIZES[name.rsplit("_", 1)[-1]] for name in MODELS}
    return MANUAL[key].choices if key in MANUAL else {}
