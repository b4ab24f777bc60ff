"""Diagnostics for an editor that asks."""

from __future__ import annotations

import hashlib

from lsprotocol import types

from blamelint.lsp.analysis import Analysis
from blamelint.lsp.diagnostics import SOURCE, diagnostics
from blamelint.lsp.documents import OpenDocument, path_of
from blamelint.lsp.features.asking import analysed, inspected
from blamelint.lsp.inspection import is_config
from blamelint.lsp.server import Delivery, Server

OPTIONS = types.DiagnosticOptions(identifier=SOURCE, inter_file_dependencies=False, workspace_diagnostics=False)


class Pull:
    """Answers, and lets the editor ask again where an early answer was not the last word."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._early: set[str] = set()

    def analysed(self, analysis: Analysis) -> None:
        """Let the editor ask again if it knows a first answer only."""
        if analysis.final and analysis.document.uri in self._early:
            self._early.discard(analysis.document.uri)
            self._server.refresh()

    def withdrawn(self, document: OpenDocument) -> None:
        """Nothing: the editor asks of open documents only, and is then told that there is nothing."""
        self._early.discard(document.uri)

    def mistaken(self, uri: str, version: int | None, items: list[types.Diagnostic]) -> None:  # noqa: ARG002
        """Let the editor ask again of an open file that is no draft, such as a rule; of a config it asks by itself."""
        document = self._server.documents.get(uri)
        if document is not None and not is_config(document):
            self._server.refresh()

    async def answer(self, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        """The diagnostics of a document as it is now; those of rules without a model first, where it can ask again."""
        uri = params.text_document.uri
        await inspected(self._server, uri)
        analysis = await analysed(self._server, uri, final=not self._server.client.refreshes)
        if analysis is not None and not analysis.final:
            self._early.add(uri)
        if analysis is None:
            items = self._server.mistakes.of(uri, path_of(uri))
        else:
            items = diagnostics(analysis, self._server.client)
        name = hashlib.sha256(repr(items).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        if name == params.previous_result_id:
            return types.RelatedUnchangedDocumentDiagnosticReport(name)
        return types.RelatedFullDocumentDiagnosticReport(items, result_id=name)


def offer(server: Server) -> Delivery:
    """`textDocument/diagnostic`; offered only to editors that know it, for others are told."""
    pull = Pull(server)

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, OPTIONS)
    async def diagnostic(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        return await pull.answer(params)

    return pull
