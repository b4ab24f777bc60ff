"""Keeps the open documents in step with the editor and lints them as they change."""

from __future__ import annotations

from lsprotocol import types

from blamelint.lsp.documents import path_of
from blamelint.lsp.server import Server


def offer(server: Server) -> None:
    """`textDocument/didOpen`, `didChange`, `didSave`, `didClose`."""

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.want(server.documents.open(params.text_document, server.client.encoding))
        server.look_around()

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        document = server.documents.change(params)
        if document is None:
            server.remark(f"a change of {params.text_document.uri}, which is not open, is left alone.")
        else:
            server.want(document, server.options.debounce / 1000)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        server.schedule.hasten(params.text_document.uri)
        server.inspections.hasten(params.text_document.uri)
        server.watch.saved(path_of(params.text_document.uri))

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        document = server.documents.close(params.text_document.uri)
        if document is not None:
            server.unwant(document)
