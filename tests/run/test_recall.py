"""A session with a cache says what one without says, and does less."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from blamelint.config.model import Config
from blamelint.config.resolve import command_line, editor, resolve
from blamelint.document.formats import parse
from blamelint.document.model import Document, Format, Source
from blamelint.errors import ModelError
from blamelint.language.spotter import spotter as module
from blamelint.language.spotter.spotter import Spotter
from blamelint.lint.linter import Manner
from blamelint.run import session as sessions
from blamelint.run.cache import FOLDER, Cache
from blamelint.run.runner import Linted
from blamelint.run.session import Session
from tests.lint.drafts import DRAFTS
from tests.warm import warmed

CONFIGS = [
    Config(),
    resolve([editor({"profile": "strict"}, Path("/"))]),
    resolve([editor({"ignore": ["BL3"], "people": ["Wanjiru"]}, Path("/"))]),
    resolve([command_line({"ignore": ["BL3"], "people": ["Wanjiru"]})]),
    resolve([editor({"lint_quotes": True, "require_reasons": True}, Path("/"))]),
    resolve([editor({"severity": {"BL101": "info"}, "systems": ["Wanjiru"]}, Path("/"))]),
]
DIRECTED = "# Ward\n\nObviously it was dark. <!-- blamelint-disable-line BL311 -->\n\nHe was careless, obviously.\n"
TEXTS = [*DRAFTS.values(), DIRECTED, "", "# Lunch\n\nSoup.\n"]


@pytest.fixture(autouse=True)
def _warm(monkeypatch: pytest.MonkeyPatch) -> None:
    warmed(monkeypatch)


def documents() -> list[Document]:
    return [parse(Source("draft", text), markup) for text in TEXTS for markup in Format]


def entries(folder: Path) -> int:
    return len(list((folder / FOLDER).glob("*.json"))) if (folder / FOLDER).exists() else 0


def said(session: Session, configs: Sequence[Config] = CONFIGS) -> list[Linted]:
    return [session.lint(document, config) for config in configs for document in documents()]


def test_what_is_recalled_is_what_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over drafts, formats and configs in one cache: at first, the second time, and after that without a lint."""
    plain = said(Session())
    assert len({repr(linted) for linted in plain}) > len(CONFIGS)
    assert any(linted.suppressed for linted in plain)
    assert said(Session(cache=Cache(tmp_path))) == plain
    cache = Cache(tmp_path)
    monkeypatch.setattr(sessions, "judge", None)
    assert said(Session(cache=cache)) == plain
    assert cache.known == len(plain)
    recalled = [Session(cache=cache).recall(each.source, each.format, CONFIGS[0]) for each in documents()]
    assert recalled == plain[: len(recalled)]


def test_a_draft_goes_by_its_words_and_not_by_its_name(tmp_path: Path) -> None:
    """Renamed it is known; with one letter changed it is not."""
    session, config = Session(cache=Cache(tmp_path)), CONFIGS[0]
    source = documents()[0].source
    session.lint(documents()[0], config)
    assert session.recall(replace(source, path="other.md"), Format.MARKDOWN, config) is not None
    assert session.recall(replace(source, text=f"{source.text} "), Format.MARKDOWN, config) is None


def test_half_a_lint_is_not_kept(tmp_path: Path) -> None:
    """What rules say that need no model is not all there is; who keeps it says so."""
    session = Session(cache=Cache(tmp_path))
    for document in documents():
        session.lint(document, CONFIGS[0], Manner(parsed=False))
    assert entries(tmp_path) == 0
    session.keep(documents()[0], CONFIGS[0], full := session.lint(documents()[0], CONFIGS[0], Manner()))
    assert session.recall(documents()[0].source, Format.MARKDOWN, CONFIGS[0]) == full


def test_rules_of_ones_own_are_never_stale(tmp_path: Path) -> None:
    """A rule that is changed, added or taken away is seen by the next session."""
    rule = (
        "code: ACME00{0}\nname: acme-{0}\ngroup: judgement\nseverity: warning\nwhat: A word.\nwhy: It is a word.\n"
        "message: \"'{{span}}' stands here.\"\nmatch:\n  phrase: {1}\n"
        "flag:\n  - 'The «{1}» was slow.'\npass:\n  - The rest was fine.\n"
    )
    own = tmp_path / "rules"
    own.mkdir()
    (own / "ACME001-acme-1.yaml").write_text(rule.format(1, "ferry"), encoding="utf-8")
    config = resolve([editor({"rule_paths": [str(own)], "select": ["ACME"]}, tmp_path)])
    draft = parse(Source("draft.md", "The ferry was late.\n\nThe barge came on time.\n"), Format.MARKDOWN)

    def heard() -> list[str]:
        first = Session(cache=Cache(tmp_path)).lint(draft, config)
        assert Session(cache=Cache(tmp_path)).lint(draft, config) == first == Session().lint(draft, config)
        return [finding.span.cut(draft.source.text) for finding in first.findings]

    assert heard() == ["ferry"]
    (own / "ACME001-acme-1.yaml").write_text(rule.format(1, "barge"), encoding="utf-8")
    assert heard() == ["barge"]
    (own / "ACME002-acme-2.yaml").write_text(rule.format(2, "ferry"), encoding="utf-8")
    assert heard() == ["ferry", "barge"]
    (own / "ACME001-acme-1.yaml").unlink()
    assert heard() == ["ferry"]


class WithSpotter:
    """Sessions that ask for the spotter."""

    @pytest.fixture(autouse=True)
    def _asked(self, monkeypatch: pytest.MonkeyPatch, _warm: None) -> None:
        monkeypatch.undo()
        warmed(monkeypatch, spotter=None)


class TestMissingSpotter(WithSpotter):
    """What rules say alone, because the spotter does not load, is worth no memory."""

    def warnings(self, folder: Path, config: Config = CONFIGS[0]) -> int:
        told: list[str] = []
        session = Session(told.append, cache=Cache(folder))
        for document in documents()[:4]:
            session.lint(document, config)
        return len(told)

    def test_its_files_are_missing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Every run says so, and lints, also where the drafts were known with it."""
        assert self.warnings(tmp_path) == 0
        before = entries(tmp_path)
        assert before > 0
        monkeypatch.setattr(module, "FOLDER", Path("not-there"))
        assert [self.warnings(tmp_path) for _ in range(2)] == [1, 1]
        assert entries(tmp_path) == before

    def test_it_does_not_load(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Its files are there and break: nothing is kept, and nothing is recalled afterwards."""

        def broken(_: Spotter) -> None:
            raise ModelError("broken")

        text, other = documents()[0], documents()[2]
        Session(cache=Cache(tmp_path)).lint(other, CONFIGS[0])
        monkeypatch.setattr(Spotter, "load", broken)
        session = Session(cache=Cache(tmp_path))
        assert session.recall(other.source, other.format, CONFIGS[0]) is not None
        session.lint(text, CONFIGS[0])
        assert session.recall(other.source, other.format, CONFIGS[0]) is None
        assert entries(tmp_path) == 1

    def test_who_does_without_it_is_remembered(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Nothing is missing there."""
        monkeypatch.setattr(module, "FOLDER", Path("not-there"))
        assert self.warnings(tmp_path, Config(spotter=False)) == 0
        assert entries(tmp_path) == 4
