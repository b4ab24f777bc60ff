"""What the editor's settings say: some of it is for the server itself, the rest is a layer of the config."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from blamelint.errors import ConfigError, Place

DEBOUNCE = 250
LONGEST_DEBOUNCE = 10_000


@dataclass(frozen=True, slots=True)
class Options:
    """What is for the server itself."""

    enable: bool = True
    """False leaves every document alone."""
    debounce: int = DEBOUNCE
    """Milliseconds without a key before a document is linted; nothing waits when it is opened or saved."""
    code_lens: bool = True
    """Whether the counts of findings stand over the title of a draft."""

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Options:
        """The options among `settings`.

        Errors: ConfigError, placed at the setting.
        """
        given = {key: settings[key] for key in OPTIONS if settings.get(key) is not None}
        for key in ("enable", "code_lens"):
            if not isinstance(given.get(key, True), bool):
                raise ConfigError("expected true or false", Place(f"editor setting {key!r}", 1, 1))
        debounce = given.get("debounce", DEBOUNCE)
        if isinstance(debounce, bool) or not isinstance(debounce, int) or not 0 <= debounce <= LONGEST_DEBOUNCE:
            message = f"expected a whole number of milliseconds from 0 to {LONGEST_DEBOUNCE}"
            raise ConfigError(message, Place("editor setting 'debounce'", 1, 1))
        return cls(**given)


OPTIONS = tuple(Options.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Settings:
    """All that the editor says, for documents outside of any folder and for those of each."""

    general: Mapping[str, Any] = field(default_factory=dict)
    by_folder: Mapping[Path, Mapping[str, Any]] = field(default_factory=dict)
    """By the absolute folders of the workspace, every one of them."""

    def folder_of(self, path: Path | None) -> Path | None:
        """The innermost folder that holds `path`; for a document that is not saved the first one."""
        if path is None:
            return next(iter(self.by_folder), None)
        around = [folder for folder in self.by_folder if path.is_relative_to(folder)]
        return max(around, key=lambda folder: len(folder.parts), default=None)

    def of(self, folder: Path | None) -> Mapping[str, Any]:
        """The settings for the documents in `folder`, those for the config only."""
        said = self.general if folder is None else self.by_folder.get(folder, self.general)
        return {key: value for key, value in said.items() if key not in OPTIONS}
