"""What the editor can, as far as the server has to know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.capabilities import get_capability

from blamelint.lsp.documents import path_of
from blamelint.text import Encoding


@dataclass(frozen=True, slots=True)
class Client:
    """The editor, as it presents itself."""

    encoding: Encoding = Encoding.UTF16
    pulls: bool = False
    """Asks for diagnostics; what is pushed as well it would show twice."""
    refreshes: bool = False
    """Asks again when it is told to."""
    refreshes_lenses: bool = False
    """Asks for code lenses again when it is told to."""
    nests: bool = False
    """Shows the symbols of a document as a tree."""
    completes_snippets: bool = False
    """Takes completions with tab stops."""
    completes_markdown: bool = False
    """Shows Markdown beside a completion."""
    progress: bool = False
    """Shows the progress of work that the server begins."""
    configures: bool = False
    """Answers what its settings are."""
    registers: bool = False
    """Lets the server ask to be told of changed settings."""
    watches: bool = False
    """Lets the server ask to be told of changed files."""
    relative: bool = False
    """Watches files outside of the workspace, too."""
    versions: bool = False
    describes: bool = False
    """Links the code of a diagnostic."""
    relates: bool = False
    carries_data: bool = False
    """Gives the data of a diagnostic back with a request for code actions."""
    markdown: bool = False
    """Shows Markdown in a hover, and would rather have it."""
    acts: bool = False
    """Takes code actions that are more than commands."""
    resolves: bool = False
    """Asks for the edit of a code action when the writer has chosen it."""
    disables: bool = False
    """Shows code actions that cannot be done, with the reason."""
    changes_documents: bool = False
    """Takes edits that say which version of a document they are for."""
    creates: bool = False
    """Creates a file for an edit."""
    snippets: bool = False
    """Takes edits with tab stops."""
    folders: tuple[Path, ...] = ()
    """The workspace's folders when it connected."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """What it says on connecting; its settings go before these."""

    @classmethod
    def of(cls, params: types.InitializeParams, encoding: str) -> Client:
        """The client that connects with `params`; positions count in `encoding`."""
        said = params.capabilities

        def can(capability: str) -> bool:
            return bool(get_capability(said, capability, default=False))

        def among(value: str, capability: str) -> bool:
            return value in (get_capability(said, capability) or ())

        published, pulled = "text_document.publish_diagnostics", "text_document.diagnostic"
        action, edit = "text_document.code_action", "workspace.workspace_edit"
        completion = "text_document.completion.completion_item"
        formats = get_capability(said, "text_document.hover.content_format") or ()
        return cls(
            encoding=Encoding(encoding),
            pulls=get_capability(said, pulled) is not None,
            refreshes=can("workspace.diagnostics.refresh_support"),
            refreshes_lenses=can("workspace.code_lens.refresh_support"),
            nests=can("text_document.document_symbol.hierarchical_document_symbol_support"),
            completes_snippets=can(f"{completion}.snippet_support"),
            completes_markdown=among(types.MarkupKind.Markdown, f"{completion}.documentation_format"),
            progress=can("window.work_done_progress"),
            configures=can("workspace.configuration"),
            registers=can("workspace.did_change_configuration.dynamic_registration"),
            watches=can("workspace.did_change_watched_files.dynamic_registration"),
            relative=can("workspace.did_change_watched_files.relative_pattern_support"),
            versions=can(f"{published}.version_support"),
            describes=can(f"{published}.code_description_support"),
            relates=can(f"{published}.related_information"),
            carries_data=can(f"{published}.data_support"),
            markdown=bool(formats) and formats[0] == types.MarkupKind.Markdown,
            acts=can(f"{action}.code_action_literal_support"),
            resolves=can(f"{action}.data_support") and among("edit", f"{action}.resolve_support.properties"),
            disables=can(f"{action}.disabled_support"),
            changes_documents=can(f"{edit}.document_changes"),
            creates=can(f"{edit}.document_changes")
            and among(types.ResourceOperationKind.Create, f"{edit}.resource_operations"),
            snippets=can(f"{edit}.document_changes") and can(f"{edit}.snippet_edit_support"),
            folders=_folders(params),
            options=section(params.initialization_options),
        )


def section(settings: object) -> Mapping[str, Any]:
    """What `settings` say of blamelint: all of them, or those under that name."""
    if not isinstance(settings, Mapping):
        return {}
    inner = settings.get("blamelint", settings)
    return {str(key): value for key, value in inner.items()} if isinstance(inner, Mapping) else {}


def paths(folders: Sequence[types.WorkspaceFolder]) -> tuple[Path, ...]:
    """Those of the folders that are on this machine."""
    found = (path_of(folder.uri) for folder in folders)
    return tuple(path for path in found if path is not None)


def _folders(params: types.InitializeParams) -> tuple[Path, ...]:
    if params.workspace_folders:
        return paths(params.workspace_folders)
    old = Path(params.root_path) if params.root_path else None
    root = path_of(params.root_uri) if params.root_uri else old
    return (root,) if root is not None and root.is_absolute() else ()
