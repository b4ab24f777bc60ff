"""What could be written at the cursor, in drafts and in config files."""

from __future__ import annotations

import asyncio
from pathlib import Path

from lsprotocol import types

from blamelint.engine.vocabulary import load_vocabulary
from blamelint.errors import BlamelintError
from blamelint.lsp.completion import configs, drafts
from blamelint.lsp.completion.configs import Known
from blamelint.lsp.documents import OpenDocument
from blamelint.lsp.features.asking import known
from blamelint.lsp.inspection import is_config
from blamelint.lsp.projects import UNSAVED, Projects
from blamelint.lsp.server import Server

OPTIONS = types.CompletionOptions(trigger_characters=["#", " ", "-", ",", '"', "'", "[", "="], resolve_provider=False)


def offer(server: Server) -> None:
    """`textDocument/completion`."""

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, OPTIONS)
    async def complete(params: types.CompletionParams) -> types.CompletionList | None:
        document = server.documents.get(params.text_document.uri)
        if document is None or not server.options.enable:
            return None
        found = await (_in_config if is_config(document) else _in_draft)(server, document, params.position)
        # Which of code and name a rule is looked for by is seen from what is typed, so the editor asks as it goes on.
        return types.CompletionList(is_incomplete=bool(found), items=found)


async def _in_draft(server: Server, document: OpenDocument, position: types.Position) -> list[types.CompletionItem]:
    wanted = drafts.wanted_at(document, position)
    if wanted is None:
        return []
    # What is known of an earlier version will do, and is there at each key.
    analysis = server.schedule.latest(document.uri) or await known(server, document.uri)
    if analysis is None:
        return []
    # The outline of a long draft takes a while.
    return await asyncio.to_thread(drafts.items, wanted, document, analysis, server.client)


async def _in_config(server: Server, document: OpenDocument, position: types.Position) -> list[types.CompletionItem]:
    place, path = configs.wanted_at(document, position), document.path
    if place is None or path is None:
        return []
    named = await server.in_worker(lambda: known_to(server.projects, path))
    return configs.items(place, document, named, server.client)


def known_to(projects: Projects, path: Path) -> Known:
    """What the config file at `path` can name, going by what is saved; without rules of one's own if those are broken.

    For the worker thread.
    """
    try:
        rule_paths = projects.config_of(path.parent / UNSAVED).rule_paths
        folders = [folder for folder in rule_paths if folder.is_dir()]
        return Known(projects.rules(rule_paths), load_vocabulary(folders).classes)
    except BlamelintError:
        return Known(projects.rules(), load_vocabulary().classes)
