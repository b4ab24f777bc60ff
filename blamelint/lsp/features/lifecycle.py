"""From the first word to the last: what the editor can, warming up, leaving."""

from __future__ import annotations

from lsprotocol import types

from blamelint.errors import BlamelintError
from blamelint.lsp.client import Client
from blamelint.lsp.features import configuration, pull, push
from blamelint.lsp.server import Server
from blamelint.lsp.worker import Priority


def offer(server: Server) -> None:
    """`initialize`, `initialized`, `shutdown`."""

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        encoding = server.workspace.position_encoding or types.PositionEncodingKind.Utf16
        client = Client.of(params, str(getattr(encoding, "value", encoding)))
        deliver = pull.offer if client.pulls else push.offer
        server.connect(client, deliver(server))

    @server.feature(types.INITIALIZED)
    def initialized(_params: types.InitializedParams) -> None:
        server.ready = True
        server.later(configuration.begin(server))
        server.look_around()
        server.worker.submit(Priority.WARM_UP, lambda: warm_up(server))

    @server.feature(types.SHUTDOWN)
    def shutdown(_params: None) -> None:
        server.leave()


def warm_up(server: Server) -> None:
    """In the worker's thread: read rules and load the model before a document asks for them.

    Shape: two jobs, so that a document that comes in between has its sections linted before the model is loaded.
    """
    try:
        project = server.projects.of(None)
    except BlamelintError:
        return  # The first document will tell.

    def load() -> None:
        server.analyst.load(project.kit.reader)

    server.worker.submit(Priority.WARM_UP, load)
