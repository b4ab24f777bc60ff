"""What handlers of requests have in common: the analysis of a document as it is now, or a proper refusal."""

from __future__ import annotations

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from blamelint.lsp.analysis import Analysis
from blamelint.lsp.inspection import Inspection
from blamelint.lsp.server import Server
from blamelint.lsp.worker import Superseded


class Outdated(JsonRpcException):
    """The document changed while the request was answered; the editor may ask again."""

    CODE = types.LSPErrorCodes.ServerCancelled
    MESSAGE = "the document has changed"


async def analysed(server: Server, uri: str, *, final: bool = True) -> Analysis | None:
    """The analysis of the document as it is now; without `final` the first there is.

    Shape: None for a document that is not open or not linted.
    Errors: Outdated when the document changes or closes meanwhile.
    """
    try:
        return await server.schedule.analysis(uri, final=final)
    except Superseded:
        raise Outdated(data={"retriggerRequest": True}) from None


async def inspected(server: Server, uri: str) -> Inspection | None:
    """The inspection of an open config file as it is now.

    Shape: None for any other document.
    Errors: Outdated when the document changes or closes meanwhile.
    """
    try:
        return await server.inspections.analysis(uri)
    except Superseded:
        raise Outdated(data={"retriggerRequest": True}) from None


async def known(server: Server, uri: str) -> Analysis | None:
    """As `analysed`, with what there is: of the document as it is now, but perhaps without what needs the model."""
    document, latest = server.documents.get(uri), server.schedule.latest(uri)
    if document is not None and latest is not None and latest.document is document:
        return latest
    return await analysed(server, uri, final=False)
