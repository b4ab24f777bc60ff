"""The baselines of a run: read once each, asked about every draft, and what in them matches nothing any more."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from blamelint.config.globs import absolute, shown
from blamelint.config.model import Config
from blamelint.engine.model import Rule
from blamelint.errors import Place, UsageError
from blamelint.lint.baseline import Accepted, Baseline, BaselineError, names_of, read, sift, stale, written
from blamelint.located import read_text
from blamelint.run.output import write_whole
from blamelint.run.runner import Linted

DEFAULT_NAME = "blamelint-baseline.json"
MAX_BYTES = 20_000_000


@dataclass(slots=True)
class InUse:
    """One baseline in a run, and what was seen of it."""

    path: Path
    """Absolute."""
    baseline: Baseline
    accepted: dict[str, int] = field(default_factory=dict)
    """How many findings it covered, by draft as it calls it."""
    stale: dict[str, Counter[Accepted]] = field(default_factory=dict)
    """What it accepts in drafts that were linted and is not there any more, by draft as it calls it."""

    @property
    def gone(self) -> Counter[Accepted]:
        """All that matches nothing any more, drafts that are not there included."""
        found: Counter[Accepted] = Counter()
        for each in self.stale.values():
            found += each
        missing = {path for path in self.baseline.paths if path not in self.stale and not drafts_file(self.path, path)}
        return found + Counter({name: count for name, count in self.baseline.counts.items() if name.path in missing})


class Baselines:
    """Takes accepted findings out of what drafts give."""

    def __init__(self) -> None:
        self._used: dict[Path, InUse] = {}
        self._by_path: dict[Path, dict[str, Counter[Accepted]]] = {}

    def prepare(self, config: Config) -> None:
        """Read the baseline of `config`; asking first finds mistakes before any draft is read.

        Errors: BaselineError, located; also where there is no such file.
        """
        if config.baseline is not None and config.baseline not in self._used:
            self._used[config.baseline] = InUse(config.baseline, load(config.baseline))
            self._by_path[config.baseline] = self._used[config.baseline].baseline.by_path()

    def sift(self, linted: Linted, label: str, config: Config, rules: Iterable[Rule]) -> Linted:
        """What the baseline of `config` leaves of the findings of the draft called `label`.

        Shape: may be asked again about a draft; the last answer counts. Of those of `rules` that are off, nothing is
        said to be stale.
        """
        if config.baseline is None:
            return linted
        self.prepare(config)
        used = self._used[config.baseline]
        path = draft_name(label, config.baseline)
        accepted = self._by_path[config.baseline].get(path, Counter())
        kept, used.accepted[path] = sift(linted.findings, path, accepted)
        off = {rule.code for rule in rules if config.severity_of(rule) is None} if accepted else set()
        judged = {name: count for name, count in accepted.items() if name.rule not in off}
        used.stale[path] = stale(judged, names_of(linted.findings, path))
        return replace(linted, findings=tuple(kept))

    @property
    def used(self) -> tuple[InUse, ...]:
        """The baselines that were asked for, in that order."""
        return tuple(self._used.values())


def load(path: Path) -> Baseline:
    """The baseline in the file at `path` (absolute).

    Errors: BaselineError, located, where there is none or it cannot be read or trusted.
    """
    name = shown(path)
    if not path.exists():
        hint = "`blamelint baseline write` makes one, --no-baseline does without"
        raise BaselineError(f"there is no such baseline; {hint}", Place(name, 1, 1))
    return read(_text(path), name)


def save(path: Path, baseline: Baseline) -> bool:
    """Put `baseline` into the file at `path` (absolute), whole or not at all; false when it holds that already.

    Errors: UsageError where it cannot be written, or is a link that leads out of its folder.
    """
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(path.parent)):
        raise UsageError(f"{shown(path)} is a link that leads out of its folder; name the file itself.")
    text = "".join(written(baseline))
    if path.exists() and _text(path) == text:
        return False
    write_whole(path, [text])
    return True


def _text(path: Path) -> str:
    return read_text(path, name=shown(path), error=BaselineError, limit=MAX_BYTES)


def draft_name(label: str, baseline: Path) -> str:
    """What the baseline at `baseline` calls the draft `label`: its path from there, the same on every machine."""
    path = absolute(label)
    real = Path(os.path.realpath(path.parent)) / path.name
    try:
        told = PurePath(os.path.relpath(real, os.path.realpath(baseline.parent))).as_posix()
    except ValueError:  # On another drive.
        told = real.as_posix()
    return unicodedata.normalize("NFC", told)


def drafts_file(baseline: Path, name: str) -> Path | None:
    """The file of the draft that the baseline calls `name`; None when it is not there."""
    for told in (name, unicodedata.normalize("NFD", name)):
        path = absolute(baseline.parent / told)
        try:
            if path.is_file():
                return path
        except (OSError, ValueError):
            return None
    return None
