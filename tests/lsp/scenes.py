"""Drafts that are open in an editor, linted, and their text after an edit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from lsprotocol import types

from blamelint.document.formats import parse
from blamelint.document.model import Source
from blamelint.lsp.analysis import Analysis
from blamelint.lsp.client import Client
from blamelint.lsp.documents import OpenDocument
from blamelint.lsp.languages import LANGUAGES, prose
from blamelint.lsp.projects import Projects
from blamelint.lsp.settings import Settings
from blamelint.text import Encoding
from tests.lsp.test_documents import cursors, naive

URI = "untitled:draft"
ABLE = Client(
    markdown=True, acts=True, resolves=True, disables=True, changes_documents=True, creates=True, snippets=True
)
"""An editor that can do everything."""
RULES_ALONE = {"spotter": False}
"""Settings under which findings do not change when the spotter is trained anew."""
PLAIN = replace(ABLE, snippets=False)
OLD = Client(acts=True)
"""An editor that takes code actions and simple edits."""


@cache
def projects(options: tuple[tuple[str, Any], ...] = ()) -> Projects:
    """Projects of an editor with these settings and without folders; read once for all tests."""
    made = Projects()
    made.configure(Settings(dict(options)))
    return made


def analysis_of(
    text: str,
    language: str = "markdown",
    *,
    uri: str = URI,
    encoding: Encoding = Encoding.UTF16,
    folder: Path | None = None,
    **settings: Any,
) -> Analysis:
    """The draft, version 7 of it, linted with `settings` of the editor, by rules alone."""
    settings = {**RULES_ALONE, **settings}
    document = OpenDocument(uri, language, 7, text, encoding)
    shared = projects(tuple(settings.items()))
    if folder is not None or document.path is not None:
        shared = Projects()
        shared.configure(Settings(settings, {folder: settings} if folder is not None else {}))
    project = shared.of(document.path)
    draft = parse(Source(str(document.path or uri), prose(document.readable, language)), LANGUAGES[language])
    return Analysis(document, draft, project, shared.session.lint(draft, project.config).findings)


def edits_in(edit: types.WorkspaceEdit) -> dict[str, list[Any]]:
    """The text edits by document."""
    if edit.changes is not None:
        return {uri: list(edits) for uri, edits in edit.changes.items()}
    changed = [each for each in edit.document_changes or () if isinstance(each, types.TextDocumentEdit)]
    return {each.text_document.uri: list(each.edits) for each in changed}


def after(text: str, edit: types.WorkspaceEdit, uri: str = URI, encoding: Encoding = Encoding.UTF16) -> str:
    """`text` as an editor has it after the edit of `uri`; places are found by counting."""
    offsets = {}
    for at in cursors(text):
        place = naive(text, at, encoding)
        offsets.setdefault((place.line, place.character), at)

    def offset(position: types.Position) -> int:
        return offsets[position.line, position.character]

    edits = sorted(edits_in(edit)[uri], key=lambda each: offset(each.range.start), reverse=True)
    for each in edits:
        new = filled(each.snippet.value) if isinstance(each, types.SnippetTextEdit) else each.new_text
        text = text[: offset(each.range.start)] + new + text[offset(each.range.end) :]
    return text


def filled(snippet: str, fill: Callable[[str], str] = lambda words: words) -> str:
    """The text of a snippet whose tab stops the writer leaves, or fills in, read as LSP 3.18 says."""

    def said(part: re.Match[str]) -> str:
        return fill(re.sub(r"\\(.)", r"\1", part[2])) if part[1] is None else part[1]

    return re.sub(r"\\(.)|\$\{\d+:((?:[^}\\]|\\.)*)\}", said, snippet)
