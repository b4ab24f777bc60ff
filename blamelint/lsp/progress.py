"""Progress in the editor while a model loads."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from uuid import uuid4

from lsprotocol import types

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

PATIENCE = 10.0
"""Seconds for the editor to make room for the progress; one that never answers is left in peace."""


async def show_while(server: LanguageServer, work: asyncio.Event, title: str) -> None:
    """Show `title` until `work` is set, if the editor makes room for it before that."""
    token = f"blamelint-{uuid4()}"
    params = types.WorkDoneProgressCreateParams(token)
    made = asyncio.ensure_future(server.window_work_done_progress_create_async(params))
    done = asyncio.ensure_future(work.wait())
    try:
        await asyncio.wait((made, done), timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        if not made.done() or made.cancelled() or made.exception() is not None or work.is_set():
            return
        progress = server.work_done_progress
        progress.begin(token, types.WorkDoneProgressBegin(title=title, cancellable=False))
        await done
        progress.end(token, types.WorkDoneProgressEnd())
    finally:
        for future in (made, done):
            future.cancel()
