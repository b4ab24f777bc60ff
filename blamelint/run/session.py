"""What drafts of one run share: rules, word classes and the reader, made once for each config that needs its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from blamelint import __version__
from blamelint.config.model import Config
from blamelint.config.resolve import check
from blamelint.document.model import Document
from blamelint.engine.ruleset import RuleSet, load_rules
from blamelint.engine.vocabulary import load_vocabulary
from blamelint.language.reader import DEFAULT_MODEL, SHIPPED_MODEL, Reader
from blamelint.lint.linter import PLAINLY, Manner, judge
from blamelint.run.report import Tool
from blamelint.run.runner import Linted
from blamelint.run.texts import texts
from blamelint.structure.headings import HeadingWords, heading_words

Key = tuple[tuple[Path, ...], tuple[tuple[str, tuple[str, ...]], ...], str]
"""What rules and reader depend on: rule paths, added words, model."""


@dataclass(frozen=True, slots=True)
class Stock:
    """What configs with one `Key` share."""

    rules: RuleSet
    reader: Reader
    classes: tuple[str, ...]
    """The names of all word classes."""


@dataclass(frozen=True, slots=True)
class Kit:
    """What lints the drafts of one config."""

    rules: RuleSet
    reader: Reader
    headings: HeadingWords


class Session:
    """Lints documents, each under its config."""

    def __init__(self, *, before: Session | None = None) -> None:
        """Rules and word classes are read anew; models that `before` has loaded are taken over."""
        self._before = before.loaded if before is not None else {}
        self._stocks: dict[Key, Stock] = {}
        self._kits: dict[int, tuple[Config, Kit]] = {}

    def prepare(self, config: Config) -> Kit:
        """The kit for `config`; asking first finds mistakes of config and rules before any draft is read.

        Errors: RuleError, ConfigError or UsageError, located.
        """
        if id(config) not in self._kits:
            stock = self._stock(config)
            check(config, tuple(stock.rules), stock.classes)
            more = {kind.value: words for kind, words in config.headings.items()}
            headings = heading_words().extended(more) if more else heading_words()
            # The config is kept beside its kit: while it lives, no other object has its id.
            self._kits[id(config)] = (config, Kit(stock.rules, stock.reader, headings))
        return self._kits[id(config)][1]

    def rules(self, config: Config) -> RuleSet:
        """The rules that `config` has to choose from."""
        return self.prepare(config).rules

    def lint(self, document: Document, config: Config, manner: Manner = PLAINLY) -> Linted:
        """What `config` makes blamelint say about `document`."""
        kit = self.prepare(config)
        judged = judge(document, kit.rules, config, kit.reader, kit.headings, manner)
        return Linted(tuple(judged.findings), suppressed=len(judged.silenced))

    def tool(self) -> Tool:
        """Who makes the report: blamelint, with the spaCy models of the session's configs and what its rules say."""
        models = sorted({stock.reader.model for stock in self._stocks.values()})
        rules = {code: text for stock in reversed(self._stocks.values()) for code, text in texts(stock.rules).items()}
        return Tool(__version__, ", ".join(map(_with_version, models)) or None, rules=rules)

    @property
    def loaded(self) -> dict[str, Reader]:
        """Readers by the names of their models, those that have loaded them."""
        known = {**self._before, **{stock.reader.model: stock.reader for stock in self._stocks.values()}}
        return {model: reader for model, reader in known.items() if reader.loaded}

    def _stock(self, config: Config) -> Stock:
        key: Key = (config.rule_paths, _frozen(config.vocabulary), config.model)
        if key not in self._stocks:
            folders = [path for path in config.rule_paths if path.is_dir()]
            vocabulary = load_vocabulary(folders, config.vocabulary)
            rules = load_rules(config.rule_paths, vocabulary)
            reader = Reader(vocabulary.words, config.model, self._before.get(config.model))
            self._stocks[key] = Stock(rules, reader, tuple(vocabulary.classes))
        return self._stocks[key]


def _frozen(vocabulary: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(sorted(vocabulary.items()))


def _with_version(model: str) -> str:
    """The model's name and version, told without importing it."""
    from importlib.metadata import PackageNotFoundError, version

    for package in (model, SHIPPED_MODEL) if model == DEFAULT_MODEL else (model,):
        try:
            return f"{model} {version(package)}"
        except PackageNotFoundError:
            continue
    return model
