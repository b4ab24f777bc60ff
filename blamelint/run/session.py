"""What drafts of one run share: rules, word classes and the reader, made once for each config that needs its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from blamelint import __version__
from blamelint.config.model import Config
from blamelint.config.resolve import check
from blamelint.document.model import Document, Format, Source
from blamelint.engine.ruleset import RuleSet, load_rules
from blamelint.engine.vocabulary import load_vocabulary
from blamelint.errors import ModelError
from blamelint.language.reader import DEFAULT_MODEL, SHIPPED_MODEL, Reader
from blamelint.language.spotter.spotter import Spotter
from blamelint.lint.linter import PLAINLY, Manner, judge
from blamelint.run.cache import Cache
from blamelint.run.report import Tool
from blamelint.run.runner import Linted
from blamelint.run.scope import Basis, basis_of, key_of, scope_of
from blamelint.run.texts import texts
from blamelint.structure.headings import HeadingWords, heading_words

Key = tuple[tuple[Path, ...], tuple[tuple[str, tuple[str, ...]], ...], str]
"""What rules and reader depend on: rule paths, added words, model."""


@dataclass(frozen=True, slots=True)
class Stock:
    """What configs with one `Key` share."""

    rules: RuleSet
    reader: Reader
    spotter: Spotter
    classes: tuple[str, ...]
    """The names of all word classes."""
    basis: Basis | None = None
    """What the cache goes by; None where nothing is to be kept."""


@dataclass(frozen=True, slots=True)
class Kit:
    """What lints the drafts of one config."""

    rules: RuleSet
    reader: Reader
    spotter: Spotter | None
    """None when the config does without it."""
    headings: HeadingWords
    scope: str | None = None
    """All that findings depend on beside the draft; None where nothing is to be kept."""


class Session:
    """Lints documents, each under its config."""

    def __init__(
        self,
        warn: Callable[[str], None] | None = None,
        *,
        before: Session | None = None,
        cache: Cache | None = None,
    ) -> None:
        """`warn` is told once when the spotter does not load and rules go on alone.

        Rules and word classes are read anew; models that `before` has loaded are taken over.
        """
        self._cache = cache
        self._before = before.loaded if before is not None else {}
        self._warn = warn
        self._without_spotter = False
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
            self._kits[id(config)] = (
                config,
                Kit(
                    stock.rules,
                    stock.reader,
                    stock.spotter if config.spotter else None,
                    headings,
                    scope_of(stock.basis, config),
                ),
            )
        return self._kits[id(config)][1]

    def rules(self, config: Config) -> RuleSet:
        """The rules that `config` has to choose from."""
        return self.prepare(config).rules

    def lint(self, document: Document, config: Config, manner: Manner = PLAINLY) -> Linted:
        """What `config` makes blamelint say about `document`; plainly, it may be known and is kept."""
        known = self.recall(document.source, document.format, config) if manner is PLAINLY else None
        if known is not None:
            return known
        kit = self.prepare(config)
        spotter = self._loaded(kit.spotter) if manner.spotted else None
        judged = judge(document, kit.rules, config, kit.reader, kit.headings, manner, spotter=spotter)
        linted = Linted(tuple(judged.findings), suppressed=len(judged.silenced))
        if manner is PLAINLY:
            self.keep(document, config, linted)
        return linted

    def recall(self, source: Source, markup: Format, config: Config) -> Linted | None:
        """What `lint` gave for this text before; None where it has to be linted."""
        key = self._key(source, markup, config)
        return self._cache.get(key, len(source.text)) if self._cache is not None and key is not None else None

    def keep(self, document: Document, config: Config, linted: Linted) -> None:
        """Let `recall` know what the rules and readers of `config`, all of them, give for `document`."""
        key = self._key(document.source, document.format, config)
        if self._cache is not None and key is not None:
            self._cache.keep(key, linted)

    def _key(self, source: Source, markup: Format, config: Config) -> str | None:
        """None where the cache has no part: a lint without the spotter that was asked for is worth no memory."""
        if self._cache is None or (config.spotter and self._without_spotter):
            return None
        scope = self.prepare(config).scope
        return None if scope is None else key_of(scope, markup, source.text)

    def tool(self) -> Tool:
        """Who makes the report: blamelint, with the spaCy models of the session's configs and what its rules say."""
        models = sorted({stock.reader.model for stock in self._stocks.values()})
        rules = {code: text for stock in reversed(self._stocks.values()) for code, text in texts(stock.rules).items()}
        return Tool(__version__, ", ".join(map(_with_version, models)) or None, rules=rules)

    def _loaded(self, spotter: Spotter | None) -> Spotter | None:
        """The spotter, if it loads; without it the rules stand alone."""
        if spotter is None or self._without_spotter:
            return None
        try:
            spotter.load()
        except ModelError as error:
            self._without_spotter = True
            if self._warn is not None:
                self._warn(f"{error}; the rules go on alone. To mend it: pip install --force-reinstall blamelint")
            return None
        return spotter

    @property
    def loaded(self) -> dict[str, Reader]:
        """Readers by the names of their models, those that have loaded them."""
        known = {**self._before, **{stock.reader.model: stock.reader for stock in self._stocks.values()}}
        return {model: reader for model, reader in known.items() if reader.loaded}

    def _stock(self, config: Config) -> Stock:
        key: Key = (config.rule_paths, _frozen(config.vocabulary), config.model)
        if key not in self._stocks:
            # Before anything is read, so that what changes meanwhile is not taken for what was read.
            basis = basis_of(config.rule_paths, config.model) if self._cache is not None else None
            folders = [path for path in config.rule_paths if path.is_dir()]
            vocabulary = load_vocabulary(folders, config.vocabulary)
            rules = load_rules(config.rule_paths, vocabulary)
            reader = Reader(vocabulary.words, config.model, self._before.get(config.model))
            spotter = Spotter(vocabulary.words)
            self._stocks[key] = Stock(rules, reader, spotter, tuple(vocabulary.classes), basis)
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
