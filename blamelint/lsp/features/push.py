"""Diagnostics for an editor that waits to be told."""

from __future__ import annotations

from lsprotocol import types

from blamelint.lsp.analysis import Analysis
from blamelint.lsp.diagnostics import diagnostics
from blamelint.lsp.documents import OpenDocument
from blamelint.lsp.languages import LANGUAGES
from blamelint.lsp.server import Delivery, Server


class Push:
    """Publishes what is found, whole, each time."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def analysed(self, analysis: Analysis) -> None:
        """Replace what the editor shows."""
        items = diagnostics(analysis, self._server.client)
        self.mistaken(analysis.document.uri, analysis.document.version, items)

    def withdrawn(self, document: OpenDocument) -> None:
        """Let the editor show nothing; of a document that is never linted it shows nothing anyway."""
        if document.language in LANGUAGES:
            self.mistaken(document.uri, document.version, [])

    def mistaken(self, uri: str, version: int | None, items: list[types.Diagnostic]) -> None:
        """Replace what the editor shows, also of a file that is not open."""
        params = types.PublishDiagnosticsParams(uri, items, version if self._server.client.versions else None)
        self._server.text_document_publish_diagnostics(params)


def offer(server: Server) -> Delivery:
    """`textDocument/publishDiagnostics`."""
    return Push(server)
