"""When documents are linted: after a pause in typing, each version at most once, the latest only.

Lives on the event loop. What is asked for a version that is changed meanwhile ends in `Superseded`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from blamelint.lint.cache import BlockCache
from blamelint.lsp.documents import OpenDocument
from blamelint.lsp.worker import Priority, Superseded, Ticket, Worker


class Result(Protocol):
    """What is known of one version of a document: an analysis of a draft, say."""

    @property
    def final(self) -> bool:
        """False when another result for the same version follows."""


R = TypeVar("R", bound=Result)
R_contra = TypeVar("R_contra", bound=Result, contravariant=True)
Analyse = Callable[[OpenDocument, BlockCache, Callable[[], None]], Iterator[R]]


class Audience(Protocol[R_contra]):
    """Is told what comes of the work, on the event loop."""

    def analysed(self, analysis: R_contra, /) -> None:
        """A version was linted, and it is still the one in the editor."""

    def ended_without(self, document: OpenDocument) -> None:
        """There is nothing to say about this version."""

    def failed(self, document: OpenDocument, error: Exception) -> None:
        """The lint of this version came upon a mistake of blamelint's own."""


@dataclass(slots=True)
class _Entry(Generic[R]):
    """The state of one open document."""

    document: OpenDocument
    cache: BlockCache = field(default_factory=BlockCache)
    ticket: Ticket = field(default_factory=Ticket)
    timer: asyncio.TimerHandle | None = None
    started: bool = False
    first: asyncio.Future[R | None] | None = None
    final: asyncio.Future[R | None] | None = None
    latest: R | None = None


class Schedule(Generic[R]):
    """The lints that are wanted, under way and done."""

    def __init__(self, worker: Worker, analyse: Analyse[R], audience: Audience[R]) -> None:
        """To be made on the running event loop; `analyse` is called in the worker's thread."""
        self._loop = asyncio.get_running_loop()
        self._worker = worker
        self._analyse = analyse
        self._audience = audience
        self._entries: dict[str, _Entry[R]] = {}
        self._held: list[Callable[[], None]] | None = None

    def hold(self) -> None:
        """Begin with nothing until `release`; who asks waits."""
        self._held = [] if self._held is None else self._held

    def release(self) -> None:
        """Begin with what was held back."""
        held, self._held = self._held, None
        for begin in held or ():
            begin()

    def want(self, document: OpenDocument, delay: float = 0.0) -> None:
        """Lint this version after `delay` seconds, and no earlier one any more."""
        entry = self._entries.setdefault(document.uri, _Entry(document))
        self._void(entry)
        entry.document = document
        entry.ticket = Ticket()
        entry.started = False
        entry.first, entry.final = self._loop.create_future(), self._loop.create_future()
        if delay > 0:
            entry.timer = self._loop.call_later(delay, self._start, entry)
        else:
            self._start(entry)

    def hasten(self, uri: str) -> None:
        """Wait no longer with the lint of the document as it is now."""
        entry = self._entries.get(uri)
        if entry is not None and not entry.started:
            self._start(entry)

    def forget(self, uri: str) -> None:
        """Want nothing of this document any more."""
        entry = self._entries.pop(uri, None)
        if entry is not None:
            self._void(entry)

    def latest(self, uri: str) -> R | None:
        """The last analysis there is, perhaps of an earlier version: compare `document.version`."""
        entry = self._entries.get(uri)
        return entry.latest if entry is not None else None

    async def analysis(self, uri: str, *, final: bool = True) -> R | None:
        """The analysis of the document as it is now, waited for; without `final` as much as there is first.

        Shape: None for a document that is not open or not linted.
        Errors: Superseded when the document changes or closes meanwhile.
        """
        entry = self._entries.get(uri)
        if entry is None or entry.first is None or entry.final is None:
            return None
        self.hasten(uri)
        # Shielded: who asks may lose interest, the others go on waiting for the same answer.
        return await asyncio.shield(entry.final if final or entry.final.done() else entry.first)

    def stop(self) -> None:
        """Want nothing of any document any more."""
        for uri in tuple(self._entries):
            self.forget(uri)

    def _void(self, entry: _Entry[R]) -> None:
        entry.ticket.cancel()
        if entry.timer is not None:
            entry.timer.cancel()
            entry.timer = None
        for future in (entry.first, entry.final):
            if future is not None and not future.done():
                future.set_exception(Superseded())
                future.exception()  # Nobody need be waiting, which is no news.

    def _start(self, entry: _Entry[R]) -> None:
        if entry.timer is not None:
            entry.timer.cancel()
            entry.timer = None
        entry.started = True
        document, cache, ticket = entry.document, entry.cache, entry.ticket

        def begin() -> None:
            self._worker.submit(Priority.LINT, lambda: self._run(entry, document, cache, ticket))

        if self._held is None:
            begin()
        else:
            self._held.append(begin)

    def _run(self, entry: _Entry[R], document: OpenDocument, cache: BlockCache, ticket: Ticket) -> None:
        """In the worker's thread: do the work and send home what it gives."""
        try:
            ticket.check()
            for analysis in self._analyse(document, cache, ticket.check):
                self._send(self._arrived, entry, ticket, analysis)
            self._send(self._ended, entry, ticket)
        except Superseded:
            return
        except Exception as error:
            self._send(self._failed, entry, ticket, error)

    def _send(self, to: Callable[..., None], *what: object) -> None:
        try:
            self._loop.call_soon_threadsafe(to, *what)
        except RuntimeError:
            # The loop is closed: the editor has left.
            raise Superseded from None

    def _arrived(self, entry: _Entry[R], ticket: Ticket, analysis: R) -> None:
        if entry.ticket is not ticket or self._entries.get(entry.document.uri) is not entry:
            return
        entry.latest = analysis
        _settle(entry.first, analysis)
        if analysis.final:
            _settle(entry.final, analysis)
        self._audience.analysed(analysis)

    def _ended(self, entry: _Entry[R], ticket: Ticket) -> None:
        if entry.ticket is not ticket or self._entries.get(entry.document.uri) is not entry:
            return
        nothing = entry.first is not None and not entry.first.done()
        if nothing:
            entry.latest = None
        _settle(entry.first, None)
        _settle(entry.final, entry.latest)
        if nothing:
            self._audience.ended_without(entry.document)

    def _failed(self, entry: _Entry[R], ticket: Ticket, error: Exception) -> None:
        if entry.ticket is not ticket or self._entries.get(entry.document.uri) is not entry:
            return
        _settle(entry.first, None)
        _settle(entry.final, None)
        self._audience.failed(entry.document, error)


def _settle(future: asyncio.Future[R | None] | None, analysis: R | None) -> None:
    if future is not None and not future.done():
        future.set_result(analysis)
