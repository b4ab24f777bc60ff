"""A session and its spotter: without weights the rules go on alone, and nobody is told so twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from blamelint.config.model import Config
from blamelint.document.formats import parse
from blamelint.document.model import Format, Source
from blamelint.errors import ModelError
from blamelint.language.spotter import spotter as module
from blamelint.language.spotter.spotter import Spotter
from blamelint.run.session import Session
from tests.eyes import Eyes, Mark
from tests.lint.drafts import DRAFTS
from tests.warm import warmed

ALONE = Config(spotter=False)


@pytest.fixture(autouse=True)
def _warm(monkeypatch: pytest.MonkeyPatch) -> None:
    warmed(monkeypatch, spotter=None)


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights that are not there."""
    monkeypatch.setattr(module, "FOLDER", Path("not-there"))


def said(session: Session, config: Config) -> list[object]:
    """What the session says about all drafts under one config."""
    return [session.lint(parse(Source("draft.md", text), Format.MARKDOWN), config) for text in DRAFTS.values()]


@pytest.mark.usefixtures("missing")
def test_missing_weights_are_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over several drafts, twice each, under several configs: one line that says how to mend it."""
    tried: list[Spotter] = []
    load = Spotter.load
    monkeypatch.setattr(Spotter, "load", lambda self: (tried.append(self), load(self)))
    warnings: list[str] = []
    session = Session(warnings.append)
    for config in (Config(), Config(), Config(vocabulary={"roles": ("flimmerer",)})):
        said(session, config)
    (warning,) = warnings
    assert "spotter" in warning
    assert "pip install" in warning
    assert "\n" not in warning
    assert len(tried) == 1


@pytest.mark.usefixtures("missing")
def test_without_weights_findings_are_those_of_the_rules() -> None:
    """Equal to those of a config that does without the spotter, whether somebody listens to the warning or not."""
    alone = said(Session(), ALONE)
    assert said(Session(), Config()) == alone
    assert said(Session(lambda _: None), Config()) == alone


@pytest.mark.usefixtures("missing")
def test_who_does_without_the_spotter_is_not_warned() -> None:
    """Nothing is missed, so nothing is said."""
    warnings: list[str] = []
    said(Session(warnings.append), ALONE)
    assert warnings == []


@pytest.mark.usefixtures("missing")
def test_preparing_opens_nothing() -> None:
    """What only tells of rules and settings needs no weights."""
    warnings: list[str] = []
    Session(warnings.append).prepare(Config())
    assert warnings == []


def test_sound_weights_are_no_warning() -> None:
    """The shipped ones load."""
    warnings: list[str] = []
    said(Session(warnings.append), Config())
    assert warnings == []


def test_each_config_has_its_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two drafts of one run, one may be read with the spotter and the other without."""
    eyes = Eyes([Mark("gathered dust", "F05")])
    monkeypatch.setattr(Spotter, "load", lambda _: None)
    monkeypatch.setattr(Spotter, "look", lambda _, items: eyes.look(items))
    session = Session()
    draft = parse(Source("draft.md", "# Drill\n\nThe second mail gathered dust.\n"), Format.MARKDOWN)
    heard = [
        [finding.rule for finding in session.lint(draft, config).findings if finding.group == "spotter"]
        for config in (Config(), ALONE, Config())
    ]
    assert heard == [["BL805"], [], ["BL805"]]


def test_what_fails_later_is_not_taken_for_missing_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only loading is forgiven: a spotter that breaks later ends the run."""

    def broken(_: Spotter, items: object) -> None:
        raise ModelError(f"broke on {items}")

    monkeypatch.setattr(Spotter, "load", lambda _: None)
    monkeypatch.setattr(Spotter, "look", broken)
    warnings: list[str] = []
    with pytest.raises(ModelError, match="broke on"):
        said(Session(warnings.append), Config())
    assert warnings == []
