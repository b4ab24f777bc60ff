"""The protocol with what pygls leaves out.

Its own copy of the documents is not kept, for ours is exact; requests that cannot be read, come too early or too late
are answered with an error; an editor that took its leave is told from one that is gone.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.json_rpc import JsonRPCNotification
from pygls.protocol.language_server import lsp_method

IGNORED = "$/blamelint/ignored"
Handled = Generator[Any, Any, None]


class EditorProtocol(LanguageServerProtocol):
    """LSP as the server speaks it."""

    initialized = False
    """The editor has asked for the server's capabilities."""

    @property
    def was_shut_down(self) -> bool:
        """The editor has taken its leave."""
        return self._shutdown

    def structure_message(self, data: dict[str, Any]) -> Any:  # noqa: ANN401 (messages have many types)
        """The message that `data` holds; one that cannot be read is answered, if it wants an answer, and ignored."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "method" not in data:
                raise
            if isinstance(data.get("id"), str | int):
                message = f"the parameters of {data['method']!r} are not those of LSP"
                self._send_response(data["id"], error=types.ResponseError(error.code, message))
            return JsonRPCNotification(IGNORED, self.VERSION, None)

    def handle_message(self, message: Any) -> None:  # noqa: ANN401
        """Handle `message`; what comes before the beginning or after the end is refused."""
        method = getattr(message, "method", None)
        if method == IGNORED:
            return
        refusal = self._refusal(method)
        if refusal is None:
            if method == types.INITIALIZE:
                self.initialized = True
            super().handle_message(message)
        elif hasattr(message, "id"):
            self._send_response(message.id, error=refusal)

    def _refusal(self, method: str | None) -> types.ResponseError | None:
        if method is None or method == types.EXIT:
            return None
        if self._shutdown:
            return types.ResponseError(types.ErrorCodes.InvalidRequest, "the server has shut down")
        if not self.initialized and method != types.INITIALIZE:
            return types.ResponseError(types.ErrorCodes.ServerNotInitialized, "the server is not initialized")
        if self.initialized and method == types.INITIALIZE:
            return types.ResponseError(types.ErrorCodes.InvalidRequest, "the server is initialized already")
        return None

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> Handled:
        """Hand the document to the feature that keeps it."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Handled:
        """Hand the changes to the feature that makes them."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> Handled:
        """Hand the news to the feature that keeps documents."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None
