"""The settings of the editor and the folders of the workspace, when they become known and when they change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lsprotocol import types

from blamelint.lsp.client import section
from blamelint.lsp.documents import path_of
from blamelint.lsp.server import Server

SECTION = "blamelint"


def offer(server: Server) -> None:
    """`workspace/didChangeConfiguration`, `workspace/didChangeWorkspaceFolders`."""

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configured(params: types.DidChangeConfigurationParams) -> None:
        if server.client.configures:
            server.later(ask(server))
        else:
            said = section(params.settings)
            server.configure(said, dict.fromkeys(server.settings.by_folder, said))

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def moved(params: types.DidChangeWorkspaceFoldersParams) -> None:
        gone = {path_of(folder.uri) for folder in params.event.removed}
        kept = {path: said for path, said in server.settings.by_folder.items() if path not in gone}
        new = [path for folder in params.event.added if (path := path_of(folder.uri)) is not None]
        server.configure(server.settings.general, kept | dict.fromkeys(new, server.settings.general))
        if server.client.configures:
            server.later(ask(server))


async def register(server: Server) -> None:
    """Ask to be told of changed settings, where the editor can do so."""
    if server.client.registers:
        method = types.WORKSPACE_DID_CHANGE_CONFIGURATION
        options = types.DidChangeConfigurationRegistrationOptions(section=SECTION)
        registration = types.Registration("blamelint-settings", method, options)
        await server.client_register_capability_async(types.RegistrationParams([registration]))


async def begin(server: Server) -> None:
    """Ask the editor for its settings, where it has an answer, and let documents be linted by them."""
    try:
        if server.client.configures:
            await ask(server)
    finally:
        server.release()


async def ask(server: Server) -> None:
    """Go by the settings that the editor has now, in general and for each folder."""
    folders = tuple(server.settings.by_folder)
    items = [types.ConfigurationItem(section=SECTION)]
    items += [types.ConfigurationItem(scope_uri=folder.as_uri(), section=SECTION) for folder in folders]
    answers = await server.workspace_configuration_async(types.ConfigurationParams(items))
    _go_by(server, answers, folders)


def _go_by(server: Server, answers: Sequence[object], folders: Sequence[Path]) -> None:
    given = [section(answer) for answer in answers]
    if not given:
        return
    server.settled.update(*given)
    # What the editor has once answered counts no more when it leaves it out, whatever it said on connecting.
    options = {key: value for key, value in server.client.options.items() if key not in server.settled}
    said = [{**options, **each} for each in given]
    by_folder = {folder: said[at + 1] if at + 1 < len(said) else said[0] for at, folder in enumerate(folders)}
    if (said[0], by_folder) != (server.settings.general, server.settings.by_folder):
        server.configure(said[0], by_folder)
