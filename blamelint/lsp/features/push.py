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
        self._publish(analysis.document, diagnostics(analysis, self._server.client))

    def withdrawn(self, document: OpenDocument) -> None:
        """Let the editor show nothing; of a document that is never linted it shows nothing anyway."""
        if document.language in LANGUAGES:
            self._publish(document, [])

    def _publish(self, document: OpenDocument, items: list[types.Diagnostic]) -> None:
        version = document.version if self._server.client.versions else None
        params = types.PublishDiagnosticsParams(document.uri, items, version)
        self._server.text_document_publish_diagnostics(params)


def offer(server: Server) -> Delivery:
    """`textDocument/publishDiagnostics`."""
    return Push(server)
