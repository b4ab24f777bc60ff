"""What the server can, one module each.

A feature is a function `offer(server)` that registers handlers with `@server.feature(METHOD, OPTIONS)`; pygls tells
the editor of it by itself. A handler is a coroutine that begins with

    analysis = await analysed(server, params.text_document.uri)

which gives the latest text with its findings (`Analysis`) or raises what the editor understands. What it gives back
it makes of `analysis` alone: a plain function that a test can call. Adding a feature is one module and one line here.
"""

from __future__ import annotations

from collections.abc import Callable

from blamelint.lsp.features import (
    code_actions,
    completion,
    configuration,
    documents,
    hover,
    lens,
    lifecycle,
    symbols,
    watching,
)
from blamelint.lsp.server import Server

FEATURES: tuple[Callable[[Server], None], ...] = (
    lifecycle.offer,
    documents.offer,
    configuration.offer,
    hover.offer,
    code_actions.offer,
    watching.offer,
    symbols.offer,
    lens.offer,
    completion.offer,
)
"""In no particular order. `lifecycle` adds those that depend on what the editor can: `push` or `pull`."""


def offer_all(server: Server) -> Server:
    """The server with all features."""
    for offer in FEATURES:
        offer(server)
    return server
