"""Lets tests run many commands in one process without reading the shipped rules and the model anew each time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest

from blamelint.engine.ruleset import RuleSet, load_rules
from blamelint.engine.vocabulary import Vocabulary, load_vocabulary
from blamelint.language import reader
from blamelint.run import session

_load_model = cache(reader._load)


@cache
def _shipped() -> tuple[Vocabulary, RuleSet]:
    vocabulary = load_vocabulary()
    return vocabulary, load_rules((), vocabulary)


def _vocabulary(folders: Iterable[Path] = (), extra: Mapping[str, Iterable[str]] | None = None) -> Vocabulary:
    return load_vocabulary(folders, extra) if folders or extra else _shipped()[0]


def _rules(folders: Iterable[Path], vocabulary: Vocabulary) -> RuleSet:
    return _shipped()[1] if not folders and vocabulary is _shipped()[0] else load_rules(folders, vocabulary)


def warmed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Share shipped rules and models between commands, and let nothing of the caller's environment show."""
    monkeypatch.setattr(session, "load_vocabulary", _vocabulary)
    monkeypatch.setattr(session, "load_rules", _rules)
    monkeypatch.setattr(reader, "_load", _load_model)
    for name in ("NO_COLOR", "FORCE_COLOR", "BLAMELINT_OUTPUT_FORMAT", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
