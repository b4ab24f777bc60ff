"""A real client of the server: an editor without a window, talking over standard input and output."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types
from pytest_lsp import LanguageClient, make_test_lsp_client

PATIENCE = 30.0
"""Seconds until the server is taken for dead."""
COMMAND = (sys.executable, "-m", "blamelint", "lsp")


class Editor:
    """Opens, changes and closes documents, and notes what it is told."""

    def __init__(self, client: LanguageClient) -> None:
        self.client = client
        self.capabilities = types.ServerCapabilities()
        self.published: list[types.PublishDiagnosticsParams] = []
        self.registered: dict[str, types.Registration] = {}
        self.lens_refreshes = 0
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}

    def open(self, uri: str, text: str, language: str = "markdown") -> None:
        """Open a document."""
        self.texts[uri], self.versions[uri] = text, 1
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, language, 1, text))
        )

    def change(self, uri: str, *changes: types.TextDocumentContentChangeEvent) -> int:
        """Send changes; the version they make."""
        self.versions[uri] += 1
        name = types.VersionedTextDocumentIdentifier(uri=uri, version=self.versions[uri])
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(name, list(changes)))
        return self.versions[uri]

    def replace(self, uri: str, text: str) -> int:
        """Put another text into the place of all there is."""
        self.texts[uri] = text
        return self.change(uri, types.TextDocumentContentChangeWholeDocument(text=text))

    def save(self, uri: str) -> None:
        """Save a document."""
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def close(self, uri: str) -> None:
        """Close a document."""
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def note(self) -> None:
        """Note what the server asks for by itself, which the client's own handlers leave out or forget."""
        features = self.client.protocol.fm.features
        features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS] = self.published.append

        @self.client.feature(types.CLIENT_REGISTER_CAPABILITY)
        def register(params: types.RegistrationParams) -> None:
            self.registered.update({each.id: each for each in params.registrations})

        @self.client.feature(types.CLIENT_UNREGISTER_CAPABILITY)
        def unregister(params: types.UnregistrationParams) -> None:
            for each in params.unregisterations:
                del self.registered[each.id]

        @self.client.feature(types.WORKSPACE_CODE_LENS_REFRESH)
        def refresh(_params: None) -> None:
            self.lens_refreshes += 1

    def watched(self) -> list[str]:
        """The patterns of the files that the server wants to hear of."""
        every = [each for each in self.registered.values() if each.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES]
        options: list[Any] = [each.register_options for each in every]
        patterns = [watcher["globPattern"] for each in options for watcher in each["watchers"]]
        return [each if isinstance(each, str) else f"{each['baseUri']}/{each['pattern']}" for each in patterns]

    def tell_changed(self, *files: Path) -> None:
        """Say that files have changed, as an editor that watches."""
        changes = [types.FileEvent(file.as_uri(), types.FileChangeType.Changed) for file in files]
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes))

    async def until(self, holds: Callable[[], Any]) -> Any:
        """What `holds` gives as soon as it gives something."""

        async def waiting() -> Any:
            while not (given := holds()):
                await asyncio.sleep(0.01)
            return given

        return await asyncio.wait_for(waiting(), PATIENCE)

    async def told(self, uri: str, version: int, rules: set[str]) -> types.PublishDiagnosticsParams:
        """What is published for this version, as soon as it names `rules` and no others."""

        def found() -> types.PublishDiagnosticsParams | None:
            return next((p for p in self.published if (p.uri, p.version) == (uri, version) and codes(p) == rules), None)

        try:
            told: types.PublishDiagnosticsParams = await self.until(found)
        except TimeoutError:
            seen = [(p.uri, p.version, codes(p)) for p in self.published]
            raise AssertionError(f"{rules} for {version} of {uri} never came, but {seen}") from None
        return told

    async def pull(self, uri: str, known: str | None = None) -> types.DocumentDiagnosticReport:
        """Ask for the diagnostics of a document."""
        params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri), previous_result_id=known)
        return await asyncio.wait_for(self.client.text_document_diagnostic_async(params), PATIENCE)

    @property
    def shown(self) -> list[str]:
        """The messages that stood in the writer's way."""
        return [message.message for message in self.client.messages]

    @property
    def logged(self) -> list[str]:
        """The messages that went to the log."""
        return [message.message for message in self.client.log_messages]


def codes(params: types.PublishDiagnosticsParams) -> set[Any]:
    """The rules that are named."""
    return {each.code for each in params.diagnostics}


def pushed_to(**more: Any) -> types.ClientCapabilities:
    """What an editor can that shows all of a diagnostic, and waits for it."""
    publish = types.PublishDiagnosticsClientCapabilities(
        related_information=True, version_support=True, code_description_support=True, data_support=True
    )
    document = types.TextDocumentClientCapabilities(publish_diagnostics=publish)
    return types.ClientCapabilities(text_document=document, **more)


def pulling(*, refresh: bool = False) -> types.ClientCapabilities:
    """What an editor can that asks."""
    workspace = types.WorkspaceClientCapabilities(
        diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=refresh)
    )
    asks = types.TextDocumentClientCapabilities(diagnostic=types.DiagnosticClientCapabilities())
    return types.ClientCapabilities(text_document=asks, workspace=workspace)


@asynccontextmanager
async def editor(
    capabilities: types.ClientCapabilities | None = None,
    *folders: Path,
    options: dict[str, Any] | None = None,
    configuration: dict[str, dict[str, Any]] | None = None,
    command: tuple[str, ...] = COMMAND,
    prepare: Callable[[Editor], None] = lambda _: None,
) -> AsyncIterator[Editor]:
    """An editor that has started its server; on leaving, the server has to end well.

    Shape: `prepare` sees it before it says its first word.
    """
    client = make_test_lsp_client()
    for scope, settings in (configuration or {}).items():
        client.set_configuration({"blamelint": settings}, scope_uri=scope)
    this = Editor(client)
    this.note()
    prepare(this)
    await client.start_io(*command)
    params = types.InitializeParams(
        capabilities=capabilities or pushed_to(),
        workspace_folders=[types.WorkspaceFolder(folder.as_uri(), folder.name) for folder in folders],
        initialization_options={"debounce": 0} if options is None else options,
    )
    result = await asyncio.wait_for(client.initialize_session(params), PATIENCE)
    this.capabilities = result.capabilities
    yield this
    await asyncio.wait_for(client.shutdown_session(), PATIENCE)
    process = client._server
    assert process is not None
    assert await asyncio.wait_for(process.wait(), PATIENCE) == 0
    await client.stop()
