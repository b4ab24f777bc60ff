"""A draft that has not changed since it was opened last is told of at once; what is being written is not remembered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from blamelint.lint.cache import BlockCache
from blamelint.lsp.analysis import Analysis, Analyst
from blamelint.lsp.documents import OpenDocument
from blamelint.lsp.projects import Projects
from blamelint.lsp.settings import Settings
from blamelint.run.cache import FOLDER, Cache
from blamelint.text import Encoding
from tests.lint.drafts import BLAMING
from tests.warm import warmed


class Desk:
    """An editor's documents, with a cache on disk and a model that is not loaded yet."""

    def __init__(self, folder: Path, **settings: object) -> None:
        self.folder = folder
        self.loads = 0
        projects = Projects(Cache(folder / "kept"))
        projects.configure(Settings(settings))
        self.analyst = Analyst(projects, self.refuse, self.refuse, self.loading)

    def refuse(self, what: object) -> None:
        raise AssertionError(what)

    @contextmanager
    def loading(self, _: str) -> Iterator[None]:
        self.loads += 1
        yield

    def open(self, text: str = BLAMING, name: str = "draft.md") -> OpenDocument:
        return OpenDocument((self.folder / name).as_uri(), "markdown", 1, text, Encoding.UTF16)

    def analyses(self, document: OpenDocument, cache: BlockCache | None = None) -> list[Analysis]:
        return list(self.analyst.analyse(document, BlockCache() if cache is None else cache, lambda: None))

    @property
    def entries(self) -> int:
        home = self.folder / "kept" / FOLDER
        return len(list(home.glob("*.json"))) if home.exists() else 0


@pytest.fixture(autouse=True)
def _warm(monkeypatch: pytest.MonkeyPatch) -> None:
    warmed(monkeypatch)


def test_an_unchanged_draft_is_told_of_at_once(tmp_path: Path) -> None:
    """All that is found in it, before the model is asked for; it is then loaded for the first change."""
    part, full = Desk(tmp_path).analyses(Desk(tmp_path).open())
    assert (part.final, full.final) == (False, True)
    desk = Desk(tmp_path)
    loads = []
    (again,) = [
        (analysis, loads.append(desk.loads))[0]
        for analysis in desk.analyst.analyse(desk.open(), BlockCache(), lambda: None)
    ]
    assert (again.findings, again.final, again.parsed) == (full.findings, True, True)
    assert (loads, desk.loads) == ([0], 1)
    assert len(desk.analyses(desk.open(f"{BLAMING}\nMore.\n"))) == 1


def test_what_is_being_written_is_not_kept(tmp_path: Path) -> None:
    """The text as it was opened is; not every word on the way from there, nor what is in no file."""
    desk, cache = Desk(tmp_path), BlockCache()
    desk.analyses(desk.open(), cache)
    assert desk.entries == 1
    for number in range(3):
        desk.analyses(desk.open(f"{BLAMING}\nMore {number}.\n"), cache)
    desk.analyses(OpenDocument("untitled:1", "markdown", 1, "The shift was calm.\n", Encoding.UTF16))
    assert desk.entries == 1


def test_other_settings_are_another_matter(tmp_path: Path) -> None:
    """What was found under the old ones is not told under the new."""
    Desk(tmp_path).analyses(Desk(tmp_path).open())
    quiet = Desk(tmp_path, ignore=["ALL"])
    assert [finding for analysis in quiet.analyses(quiet.open()) for finding in analysis.findings] == []
