"""Which config, rules and baseline a document is linted with. Used by the worker thread only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from blamelint.config.model import Config
from blamelint.config.resolve import Resolver, editor
from blamelint.engine.ruleset import RuleSet
from blamelint.errors import ConfigError, LocatedError
from blamelint.lint.baseline import BaselineError
from blamelint.lsp.settings import Settings
from blamelint.run.accepted import Baselines
from blamelint.run.cache import Cache
from blamelint.run.session import Kit, Session

UNSAVED = "untitled.md"
"""What a document without a file is called when its config is looked for."""


@dataclass(frozen=True, slots=True)
class Project:
    """What one document is linted with."""

    config: Config
    kit: Kit
    folder: Path | None
    """The workspace folder, if it is in one."""

    def leaves_out(self, path: Path | None) -> bool:
        """True for a file that the config excludes or, where it says what drafts are, does not include."""
        if path is None:
            return False
        top = self.config.base or self.folder
        if self.config.exclude.matches_within(path, top):
            return True
        says = any(not {"include", "extend_include"}.isdisjoint(layer.values) for layer in self.config.layers)
        return says and not self.config.include.matches(path)


class Projects:
    """The projects of all documents, each file of theirs read once until `configure` is called."""

    def __init__(self, cache: Cache | None = None, warn: Callable[[str], None] | None = None) -> None:
        """`warn` is told when the spotter does not load."""
        self._cache = cache
        self._warn = warn
        self.configure(Settings())

    def configure(self, settings: Settings) -> None:
        """Forget all configs, rules and baselines, and go by `settings` and the files as they are now."""
        before = getattr(self, "session", None)
        self.settings = settings
        self.session = Session(self._warn, before=before, cache=self._cache)
        self.baselines = Baselines()
        self._resolvers: dict[tuple[Path | None, bool], Resolver] = {}
        self._bare: dict[tuple[Path, ...], Config] = {}

    def of(self, path: Path | None) -> Project:
        """The project of the document at `path`; None is for one that is not saved.

        Errors: BlamelintError for mistakes in the config, in rules or in the editor's settings.
        """
        config = self.config_of(path)
        return Project(config, self.session.prepare(config), self.settings.folder_of(path))

    def config_of(self, path: Path | None) -> Config:
        """The config alone, whose rules nobody has looked at yet.

        Errors: BlamelintError for mistakes in the config or in the editor's settings.
        """
        folder = self.settings.folder_of(path)
        # Where the server was started says nothing about a document that is in no folder at all.
        nowhere = path is None and folder is None
        return self._resolver(folder, isolated=nowhere).for_file(path or (folder or Path.cwd()) / UNSAVED)

    def rules(self, rule_paths: tuple[Path, ...] = ()) -> RuleSet:
        """The rules that a config with these `rule_paths` has to choose from.

        Errors: RuleError for mistakes in them.
        """
        if rule_paths not in self._bare:
            self._bare[rule_paths] = Config(rule_paths=rule_paths)
        return self.session.rules(self._bare[rule_paths])

    def baseline_error(self, config: Config) -> LocatedError | None:
        """What is wrong with the baseline of `config`, which then accepts nothing.

        Shape: one that is not there is a mistake of the config file that names it.
        """
        try:
            self.baselines.prepare(config)
        except BaselineError as error:
            named = [layer.origins["baseline"].place for layer in config.layers if "baseline" in layer.origins]
            if config.baseline is None or config.baseline.exists() or not named or named[-1] is None:
                return error
            return ConfigError(error.message, named[-1])
        return None

    def _resolver(self, folder: Path | None, *, isolated: bool) -> Resolver:
        key = (folder, isolated)
        if key not in self._resolvers:
            layer = editor(self.settings.of(folder), folder or Path.cwd())
            self._resolvers[key] = Resolver(editor=layer, isolated=isolated)
        return self._resolvers[key]
