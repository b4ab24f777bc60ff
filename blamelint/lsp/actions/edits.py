"""Edits as the editor takes them: in its units, for one version of a document, with tab stops where it can."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lsprotocol import types

from blamelint.engine.message import SLOT
from blamelint.finding import Edit
from blamelint.lsp.client import Client
from blamelint.lsp.positions import Positions
from blamelint.text import Span

_SIGNS = re.compile(r"[\\$}]")
TextEdits = Sequence[types.TextEdit | types.AnnotatedTextEdit | types.SnippetTextEdit]


@dataclass(frozen=True, slots=True)
class Piece:
    """A text to put in the place of another, and what in it is for the writer to fill in."""

    span: Span
    """What is replaced, in code points of the document's text."""
    text: str
    stops: tuple[Span, ...] = ()
    """Disjoint and in order, in code points of `text`."""

    @classmethod
    def of(cls, edit: Edit) -> Piece:
        """The edit, with a stop at each of its slots."""
        return cls(edit.span, edit.text, tuple(Span(*slot.span()) for slot in SLOT.finditer(edit.text)))


@dataclass(frozen=True, slots=True)
class Target:
    """A text that is edited."""

    uri: str
    positions: Positions
    version: int | None = None
    """None for one that is not open in the editor."""
    exists: bool = True
    """False for a file that is created first."""


def workspace_edit(target: Target, pieces: Iterable[Piece], client: Client) -> types.WorkspaceEdit:
    """The edit of one text, as much like `pieces`, which are in order, as `client` takes it.

    Shape: a file that has to be created needs a client that creates.
    """
    if not client.changes_documents:
        return types.WorkspaceEdit(changes={target.uri: [_plain(piece, target) for piece in pieces]})
    edits: TextEdits = [
        _with_stops(piece, target) if piece.stops and client.snippets else _plain(piece, target) for piece in pieces
    ]
    name = types.OptionalVersionedTextDocumentIdentifier(uri=target.uri, version=target.version)
    changed = types.TextDocumentEdit(name, edits)
    if target.exists:
        return types.WorkspaceEdit(document_changes=[changed])
    created = types.CreateFile(target.uri, options=types.CreateFileOptions(ignore_if_exists=True))
    return types.WorkspaceEdit(document_changes=[created, changed])


def snippet(text: str, stops: Iterable[Span]) -> str:
    """`text` as a snippet: each of its `stops` is a tab stop that holds its words; equal words are one stop.

    Source: LSP 3.18 "Snippet Syntax".
    """
    numbers: dict[str, int] = {}
    parts: list[str] = []
    at = 0
    for stop in stops:
        words = stop.cut(text)
        number = numbers.setdefault(words, len(numbers) + 1)
        parts += [_escaped(text[at : stop.start]), f"${{{number}:{_escaped(words)}}}"]
        at = stop.end
    return "".join([*parts, _escaped(text[at:])])


def _plain(piece: Piece, target: Target) -> types.TextEdit:
    return types.TextEdit(target.positions.range(piece.span), piece.text)


def _with_stops(piece: Piece, target: Target) -> types.SnippetTextEdit:
    value = types.StringValue(snippet(piece.text, piece.stops))
    return types.SnippetTextEdit(target.positions.range(piece.span), value)


def _escaped(text: str) -> str:
    return _SIGNS.sub(lambda sign: f"\\{sign[0]}", text)
