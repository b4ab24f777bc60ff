"""Lets tests run many commands in one process without reading the shipped rules and the model anew each time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest

from blamelint.engine.ruleset import RuleSet, load_rules
from blamelint.engine.vocabulary import Vocabulary, load_vocabulary
from blamelint.language import reader
from blamelint.language.spotter.spotter import Spotter
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


@cache
def _spotter() -> Spotter:
    return Spotter(_shipped()[0].words)


def warmed(monkeypatch: pytest.MonkeyPatch, *, spotter: bool | None = False) -> None:
    """Share shipped rules and models between commands, and let nothing of the caller's environment show.

    Rules stand alone unless `spotter`: what most tests are about is not to change when it is trained anew. With None
    each session has a spotter of its own.
    """
    if spotter:
        monkeypatch.setattr(session, "Spotter", lambda _: _spotter())
    elif spotter is not None:
        monkeypatch.setattr(session.Session, "_loaded", lambda _self, _spotter: None)
    monkeypatch.setattr(session, "load_vocabulary", _vocabulary)
    monkeypatch.setattr(session, "load_rules", _rules)
    monkeypatch.setattr(reader, "_load", _load_model)
    for name in ("NO_COLOR", "FORCE_COLOR", "BLAMELINT_OUTPUT_FORMAT", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
