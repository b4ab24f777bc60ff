"""What the open documents and the workspace's folders depend on, and what is wrong with it. For the worker thread."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from blamelint.errors import BlamelintError
from blamelint.lsp.mistakes import located
from blamelint.lsp.projects import Projects
from blamelint.lsp.watching import Stamp, Watched, stamps, watched_of


@dataclass(frozen=True, slots=True)
class Reach:
    """The files of all configs in use."""

    watched: frozenset[Watched]
    """What to read anew when it changes."""
    stamps: Mapping[Path, Stamp]
    """The state in which it was; empty where the editor watches."""


def reach(projects: Projects, paths: Collection[Path | None], *, stamped: bool) -> Reach:
    """What the documents at `paths` depend on; None is for one that is not saved. Reads configs only."""
    watched: set[Watched] = set()
    for path in paths:
        try:
            watched |= watched_of(projects.config_of(path))
        except BlamelintError as error:
            watched.update(Watched(broken.parent, broken.name) for broken, _ in located(error))
    drafts = (path for path in paths if path is not None)
    return Reach(frozenset(watched), stamps(watched, drafts) if stamped else {})


def mistakes(projects: Projects, paths: Collection[Path | None]) -> tuple[BlamelintError, ...]:
    """What is wrong with configs, rules and baselines of the documents at `paths`, each mistake once."""
    found: dict[str, BlamelintError] = {}
    for path in paths:
        broken: BlamelintError | None
        try:
            broken = projects.baseline_error(projects.of(path).config)
        except BlamelintError as error:
            broken = error
        if broken is not None:
            found.setdefault(str(broken), broken)
    return tuple(found.values())
