"""When documents are linted, and that no mistake in one of them stops the work on the others."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from blamelint.lint.cache import BlockCache
from blamelint.lsp.documents import OpenDocument
from blamelint.lsp.schedule import Schedule
from blamelint.lsp.worker import Priority, Superseded, Worker
from blamelint.text import Encoding

pytestmark = pytest.mark.asyncio


@dataclass(frozen=True)
class Result:
    """What the lints of these tests give."""

    document: OpenDocument
    final: bool = True


@dataclass
class Audience:
    """Notes what it is told."""

    heard: list[tuple[str, str, int]] = field(default_factory=list)

    def analysed(self, analysis: Result) -> None:
        self._note("analysed" if analysis.final else "early", analysis.document)

    def ended_without(self, document: OpenDocument) -> None:
        self._note("nothing", document)

    def failed(self, document: OpenDocument, error: Exception) -> None:
        self._note(type(error).__name__, document)

    def _note(self, what: str, document: OpenDocument) -> None:
        self.heard.append((what, document.uri, document.version))


def document(uri: str, version: int = 1) -> OpenDocument:
    return OpenDocument(uri, "markdown", version, "", Encoding.UTF16)


def made(analyse: Callable[[OpenDocument, BlockCache, Callable[[], None]], Iterator[Any]]) -> tuple[Any, Audience]:
    audience, worker = Audience(), Worker(lambda error: None)
    worker.start()
    return Schedule(worker, analyse, audience), audience


async def test_a_mistake_in_one_document_stops_no_other() -> None:
    """What the lint of one document raises is told of it; who asked gets nothing, and the next document is linted."""

    def analyse(document: OpenDocument, _cache: BlockCache, _check: Callable[[], None]) -> Iterator[Result]:
        if document.uri == "bad":
            raise ZeroDivisionError
        yield Result(document)

    schedule, audience = made(analyse)
    schedule.want(document("bad"))
    schedule.want(document("good"))
    assert await schedule.analysis("bad") is None
    assert await schedule.analysis("good") == Result(document("good"))
    assert audience.heard == [("ZeroDivisionError", "bad", 1), ("analysed", "good", 1)]


async def test_an_old_version_is_broken_off() -> None:
    """A lint under way ends at its next checkpoint when the document changes; nothing is told of its version."""
    begun, go_on = threading.Event(), threading.Event()
    ended: list[int] = []

    def analyse(document: OpenDocument, _cache: BlockCache, check: Callable[[], None]) -> Iterator[Result]:
        begun.set()
        go_on.wait(10)
        check()
        ended.append(document.version)
        yield Result(document)

    schedule, audience = made(analyse)
    schedule.want(document("a"))
    old = asyncio.ensure_future(schedule.analysis("a"))
    await asyncio.to_thread(begun.wait, 10)
    schedule.want(document("a", 2))
    go_on.set()
    with pytest.raises(Superseded):
        await old
    assert await schedule.analysis("a") == Result(document("a", 2))
    assert (ended, audience.heard) == ([2], [("analysed", "a", 2)])


async def test_one_cache_goes_with_a_document_until_it_is_closed() -> None:
    """Versions of a document share a cache, two documents never, and a document that is opened again begins anew."""
    caches: list[BlockCache] = []

    def analyse(document: OpenDocument, cache: BlockCache, _check: Callable[[], None]) -> Iterator[Result]:
        caches.append(cache)
        yield Result(document)

    schedule, _ = made(analyse)
    for each in (document("a"), document("a", 2), document("b")):
        schedule.want(each)
        await schedule.analysis(each.uri)
    schedule.forget("a")
    assert await schedule.analysis("a") is None
    schedule.want(document("a"))
    await schedule.analysis("a")
    first, second, other, anew = caches
    assert first is second
    assert len({id(cache) for cache in (first, other, anew)}) == 3


async def test_a_pause_is_waited_for_unless_somebody_asks() -> None:
    """A lint waits for its delay; asking for it, or saving, makes it begin at once."""

    def analyse(document: OpenDocument, _cache: BlockCache, _check: Callable[[], None]) -> Iterator[Result]:
        yield Result(document, final=False)
        yield Result(document)

    schedule, audience = made(analyse)
    schedule.want(document("a"), delay=3600)
    await asyncio.sleep(0.02)
    assert schedule.latest("a") is None
    assert await asyncio.wait_for(schedule.analysis("a", final=False), 10) is not None
    assert await asyncio.wait_for(schedule.analysis("a"), 10) == Result(document("a"))
    assert await schedule.analysis("a", final=False) == Result(document("a"))
    assert [what for what, _, _ in audience.heard] == ["early", "analysed"]


async def test_nothing_to_say_is_told_as_such() -> None:
    """A document that gives no result answers None and takes back what was said before."""
    schedule, audience = made(lambda *_: iter(()))
    schedule.want(document("a"))
    assert await schedule.analysis("a") is None
    assert audience.heard == [("nothing", "a", 1)]


async def test_the_worker_does_what_is_urgent_first() -> None:
    """Settings go before lints and lints before warming up, whenever they came; a crash ends one job only."""
    crashes: list[Exception] = []
    done: list[str] = []
    worker = Worker(crashes.append)
    last = threading.Event()
    worker.submit(Priority.WARM_UP, lambda: (done.append("warm"), last.set())[0])
    worker.submit(Priority.LINT, lambda: done.append("lint 1"))
    worker.submit(Priority.LINT, lambda: done.append("lint 2"))
    worker.submit(Priority.LINT, lambda: done.append(str(1 / 0)))
    worker.submit(Priority.SETTINGS, lambda: done.append("settings"))
    worker.start()
    await asyncio.to_thread(last.wait, 10)
    assert done == ["settings", "lint 1", "lint 2", "warm"]
    assert [type(error) for error in crashes] == [ZeroDivisionError]
    worker.stop()
    assert worker.has_ended(10)


async def test_what_is_held_back_begins_on_release() -> None:
    """Nothing begins before that, not even what somebody asks for; then the latest version of each is linted."""

    def analyse(document: OpenDocument, _cache: BlockCache, _check: Callable[[], None]) -> Iterator[Result]:
        yield Result(document)

    schedule, audience = made(analyse)
    schedule.hold()
    schedule.want(document("a"))
    schedule.want(document("a", 2))
    schedule.want(document("b"))
    schedule.forget("b")
    asked = asyncio.ensure_future(schedule.analysis("a"))
    await asyncio.sleep(0.05)
    assert (asked.done(), audience.heard) == (False, [])
    schedule.release()
    assert await asyncio.wait_for(asked, 10) == Result(document("a", 2))
    schedule.want(document("c"))
    assert await asyncio.wait_for(schedule.analysis("c"), 10) == Result(document("c"))
    assert audience.heard == [("analysed", "a", 2), ("analysed", "c", 1)]
