"""What handlers of requests have in common: the analysis of a document as it is now, or a proper refusal."""

from __future__ import annotations

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from blamelint.lsp.analysis import Analysis
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
