"""Which config file is for a draft: the nearest one going up from the draft's folder; nothing is merged."""

from __future__ import annotations

from pathlib import Path

from blamelint.config.globs import shown
from blamelint.config.load import table_of
from blamelint.errors import ConfigError
from blamelint.located import read_text

NAMES = ("blamelint.toml", ".blamelint.toml", "pyproject.toml")
"""In one folder the first of these wins; a `pyproject.toml` counts only where it has `[tool.blamelint]`."""


class Locator:
    """The config files of folders, each folder looked at once."""

    def __init__(self) -> None:
        self._found: dict[Path, Path | None] = {}

    def nearest(self, folder: Path) -> Path | None:
        """The config file in `folder` (absolute) or the nearest folder above it; None when there is none.

        Errors: ConfigError when a `pyproject.toml` on the way up cannot be read.
        """
        passed: list[Path] = []
        found: Path | None = None
        for step in (folder, *folder.parents):
            if step in self._found:
                found = self._found[step]
                break
            passed.append(step)
            found = config_in(step)
            if found is not None:
                break
        self._found.update(dict.fromkeys(passed, found))
        return found


def config_in(folder: Path) -> Path | None:
    """The config file in `folder` itself."""
    for name in NAMES:
        path = folder / name
        if _is_file(path) and (name != "pyproject.toml" or _speaks_of_us(path)):
            return path
    return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _speaks_of_us(path: Path) -> bool:
    """True when `[tool.blamelint]` is in the file; one that never says the word is not parsed, valid or not."""
    return "blamelint" in read_text(path, name=shown(path), error=ConfigError) and table_of(path) is not None
