"""Keeps an eye on the files that everything depends on, by the editor's or, for want of that, by its own."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from blamelint.lsp.watching import Stamp, Watched, concerns, stamp, watchers
from blamelint.lsp.worker import Priority

if TYPE_CHECKING:
    from blamelint.lsp.server import Server
    from blamelint.lsp.survey import Reach

SETTLED = 0.1
"""Seconds without a further change before everything is read anew; a checkout changes many files at once."""
EVERY = 2.0
"""Seconds between two looks at the files, for an editor that does not watch them."""


class Watch:
    """Lets the server reload when a file changes that matters. Lives on the event loop."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._watched: frozenset[Watched] = frozenset()
        self._asked: tuple[types.FileSystemWatcher, ...] = ()
        self._names = count(1)
        self._name: str | None = None
        self._stamps: Mapping[Path, Stamp] = {}
        self._reload: asyncio.TimerHandle | None = None
        self._look: asyncio.TimerHandle | None = None
        self._asking = asyncio.Lock()

    def settle(self, found: Reach) -> None:
        """From now on these files matter."""
        self._watched = found.watched
        if self._server.client.watches:
            self._server.later(self._ask())
            return
        # A stamp from before the files were read is the one to compare with.
        self._stamps = {path: self._stamps.get(path, state) for path, state in found.stamps.items()}
        if self._look is None:
            self._look_later()

    def changed(self, paths: Iterable[Path | None]) -> None:
        """These files are not what they were, says the editor."""
        if any(path is not None and concerns(path, self._watched) for path in paths):
            self._reload_soon()

    def saved(self, path: Path | None) -> None:
        """The editor has saved this file; it may be one that does not watch."""
        if not self._server.client.watches:
            self.changed((path,))

    def stop(self) -> None:
        """Look at nothing any more."""
        for timer in (self._reload, self._look):
            if timer is not None:
                timer.cancel()

    def _reload_soon(self) -> None:
        if self._reload is not None:
            self._reload.cancel()
        self._reload = asyncio.get_running_loop().call_later(SETTLED, self._reload_now)

    def _reload_now(self) -> None:
        self._reload = None
        self._server.reload()

    async def _ask(self) -> None:
        """Ask the editor to watch what matters now; what it watched before is given up afterwards, not to miss any."""
        async with self._asking:
            folders = tuple(self._server.settings.by_folder)
            wanted = tuple(watchers(self._watched, folders, relative=self._server.client.relative))
            if wanted == self._asked:
                return
            method, before = types.WORKSPACE_DID_CHANGE_WATCHED_FILES, self._name
            name = f"blamelint-files-{next(self._names)}"
            options = types.DidChangeWatchedFilesRegistrationOptions(wanted)
            registration = types.Registration(name, method, options)
            await self._server.client_register_capability_async(types.RegistrationParams([registration]))
            self._asked, self._name = wanted, name
            if before is not None:
                gone = types.UnregistrationParams([types.Unregistration(before, method)])
                await self._server.client_unregister_capability_async(gone)

    def _look_later(self) -> None:
        self._look = asyncio.get_running_loop().call_later(EVERY, self._look_now)

    def _look_now(self) -> None:
        stamps = self._stamps

        def look() -> None:
            self._server.home(self._looked, {path: stamp(path) for path in stamps})

        self._server.worker.submit(Priority.WARM_UP, look)

    def _looked(self, stamps: Mapping[Path, Stamp]) -> None:
        if any(self._stamps.get(path, state) != state for path, state in stamps.items()):
            self._stamps = {**self._stamps, **stamps}
            self._reload_soon()
        self._look_later()
