"""All rules of a run, read from their folders."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from blamelint import assets
from blamelint.engine import frames
from blamelint.engine.model import Rule
from blamelint.engine.schema import read_rule
from blamelint.engine.vocabulary import FOLDER, Vocabulary
from blamelint.errors import LocatedError, Place, RuleError
from blamelint.language.model import Needs
from blamelint.located import Node, load_file

NOT_RULES = frozenset({FOLDER, frames.FOLDER, "profiles"})
"""Folders beside the rules that hold something else."""


@dataclass(frozen=True)
class RuleSet:
    """Rules in the order of their codes.

    Shape: no code and no name stands in it twice.
    """

    rules: tuple[Rule, ...]

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    def __contains__(self, key: object) -> bool:
        return key in self.rules or (isinstance(key, str) and self.get(key) is not None)

    def get(self, key: str) -> Rule | None:
        """The rule whose code or name is `key`, or None."""
        return next((rule for rule in self.rules if key in (rule.code, rule.name)), None)

    @property
    def needs(self) -> Needs:
        """What the reader has to provide for all of them."""
        needs = Needs.NOTHING
        for rule in self.rules:
            needs |= rule.needs
        return needs


class RulesError(RuleError):
    """Several mistakes in rule files, told one after the other; located at the first."""

    def __init__(self, errors: Iterable[LocatedError]) -> None:
        self.errors = tuple(errors)
        first = self.errors[0]
        super().__init__(first.message, first.place, allowed=first.allowed)

    def __str__(self) -> str:
        return "\n".join([*map(str, self.errors), f"{len(self.errors)} mistakes in the rules"])


def load_rules(folders: Iterable[Path], vocabulary: Vocabulary, *, shipped: bool = True) -> RuleSet:
    """The shipped rules, unless `shipped` is false, and those of `folders` (or single files).

    Shape: `*.yaml` at any depth, except below a folder `vocabulary`, `frames` or `profiles`.
    Errors: RuleError with the only mistake; RulesError with all of them when there are several.
    """
    roots = tuple(folders)
    errors: list[LocatedError] = [
        RuleError("no such rule file or folder", Place(str(root), 1, 1)) for root in roots if not root.exists()
    ]
    found: dict[str, tuple[Rule, Node]] = {}
    known = frames.Frames(root for root in roots if root.is_dir())
    with _uncollected():
        for path, ours in _files(roots, shipped=shipped):
            try:
                node = load_file(path)
                rule = read_rule(node, path, vocabulary, known, shipped=ours)
                _alone(rule, node, found)
                found[rule.code] = found[rule.name] = (rule, node)
            except LocatedError as error:
                errors.append(error)
    # Rules that use one broken frame have one mistake between them.
    errors = list({str(error): error for error in errors}.values())
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise RulesError(errors)
    rules = {rule.code: rule for rule, _ in found.values()}
    return RuleSet(tuple(rules[code] for code in sorted(rules)))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Holds the garbage collector off: all that is made here stays, and looking through it over and over takes long."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            # Counts what was made as old, so that the next collection does not begin with all of it.
            gc.freeze()
            gc.unfreeze()
        gc.enable()


def _files(folders: Iterable[Path], *, shipped: bool) -> Iterator[tuple[Path, bool]]:
    """Each rule file once, with whether it is a shipped one."""
    home = assets.folder("rules").resolve() if shipped else None
    seen: set[Path] = set()
    for root in ([home] if home is not None else []) + list(folders):
        paths = [root] if root.is_file() else sorted(root.rglob("*.yaml"))
        for path in paths:
            real = path.resolve()
            if real in seen or not NOT_RULES.isdisjoint(path.relative_to(root).parts[:-1]):
                continue
            seen.add(real)
            yield path, home is not None and real.is_relative_to(home)


def _alone(rule: Rule, node: Node, found: dict[str, tuple[Rule, Node]]) -> None:
    """Refuses a rule whose code or name another one has."""
    for key in ("code", "name"):
        word = getattr(rule, key)
        if word in found:
            raise node.mapping()[key].refused(f"the {key} {word!r} is also that of {found[word][0].path}")
