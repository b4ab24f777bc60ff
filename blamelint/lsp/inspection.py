"""Config files that are open in the editor: what is wrong with them as they stand there, saved or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from blamelint.config.load import parse
from blamelint.config.locate import NAMES
from blamelint.config.resolve import check, resolve
from blamelint.engine.vocabulary import load_vocabulary
from blamelint.errors import ConfigError, LocatedError, RuleError
from blamelint.lint.cache import BlockCache
from blamelint.lsp.documents import OpenDocument
from blamelint.lsp.projects import Projects


@dataclass(frozen=True, slots=True)
class Inspection:
    """One version of an open config file, read. It never changes."""

    document: OpenDocument
    mistakes: tuple[LocatedError, ...]

    @property
    def final(self) -> bool:
        """True: there is no second one of the same version."""
        return True


def is_config(document: OpenDocument) -> bool:
    """True for a file that blamelint would take for a config, whatever language the editor gives it."""
    return document.path is not None and document.path.name in NAMES


class Inspector:
    """Makes inspections. Used by the worker thread only."""

    def __init__(self, projects: Projects) -> None:
        self._projects = projects

    def inspect(
        self, document: OpenDocument, _cache: BlockCache, _checkpoint: Callable[[], None]
    ) -> Iterator[Inspection]:
        """What is wrong with the config file."""
        if document.path is not None:
            yield Inspection(document, tuple(self._mistakes(document.readable, document.path)))

    def _mistakes(self, text: str, path: Path) -> Iterator[LocatedError]:
        """The first mistake; those of the rules that it names stand in their own files."""
        try:
            file = parse(text, path)
            config = resolve([file.layer, *file.overrides], base=path.parent)
            vocabulary = load_vocabulary([folder for folder in config.rule_paths if folder.is_dir()])
            check(config, tuple(self._projects.rules(config.rule_paths)), vocabulary.classes)
        except RuleError:
            return
        except LocatedError as error:
            yield error
            return
        broken = self._projects.baseline_error(config)
        if isinstance(broken, ConfigError):
            yield broken
