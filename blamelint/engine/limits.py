"""Limits that depend on the profile: how much of something is too much is a matter of what the draft is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, Self, runtime_checkable

from blamelint.located import Node

STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class Limit:
    """One number, and other ones for some profiles."""

    standard: float
    others: tuple[tuple[str, float], ...] = ()

    def under(self, profile: str) -> Limit:
        """The limit that `profile` sets, as the only one."""
        return Limit(dict(self.others).get(profile, self.standard))

    def __str__(self) -> str:
        return f"{self.standard:g}"


@runtime_checkable
class Limited(Protocol):
    """A matcher whose limits depend on the profile."""

    def under(self, profile: str) -> Self:
        """The same matcher with the limits of `profile`."""


def read_limit(node: Node) -> Limit:
    """A number, or a mapping from profiles to numbers in which `standard` stands for all that it does not name.

    Errors: RuleError for what is no number, and for a mapping without `standard`.
    """
    if not isinstance(node.value, Mapping):
        return Limit(node.number())
    keys = {name: value.number() for name, value in node.mapping().items()}
    if STANDARD not in keys:
        raise node.refused("limits for profiles need one for `standard`, which is that of all others")
    return Limit(keys.pop(STANDARD), tuple(sorted(keys.items())))
