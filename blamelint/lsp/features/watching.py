"""Files that configs, rules and baselines are made of, when they change."""

from __future__ import annotations

from lsprotocol import types

from blamelint.lsp.documents import path_of
from blamelint.lsp.server import Server


def offer(server: Server) -> None:
    """`workspace/didChangeWatchedFiles`; which files, `Watch` tells the editor."""

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def changed(params: types.DidChangeWatchedFilesParams) -> None:
        server.watch.changed(path_of(change.uri) for change in params.changes)
