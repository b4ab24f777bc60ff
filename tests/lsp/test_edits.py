"""Edits as the editor takes them: snippets that read back as their text, and no more than the client can."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import converters, types

from blamelint.finding import Edit
from blamelint.lsp.actions.edits import Piece, Target, snippet, workspace_edit
from blamelint.lsp.client import Client
from blamelint.lsp.positions import Positions
from blamelint.text import Encoding, Span
from tests.lsp.scenes import ABLE, OLD, PLAIN, filled

SLOTTED = Piece.of(Edit(Span(2, 4), "<a> costs $5 \\ {<b>} <a>"))
TARGET = Target("file:///x.md", Positions("🚒 语\r\nx", Encoding.UTF16), 3)


def test_slots_are_tab_stops() -> None:
    """Each slot is one, equal ones are the same one; signs that mean something to a snippet are escaped."""
    assert snippet(SLOTTED.text, SLOTTED.stops) == "${1:<a>} costs \\$5 \\\\ {${2:<b>}\\} ${1:<a>}"


@given(parts=st.lists(st.tuples(st.sampled_from(["a", "$", "}", "{", "\\", "$1", "${2:x}", "\n"]), st.booleans())))
def test_a_snippet_reads_as_its_text(parts: list[tuple[str, bool]]) -> None:
    """What the editor inserts when no stop is filled in is the text, whatever stands in it."""
    text, stops = "", []
    for part, is_stop in parts:
        if is_stop:
            stops.append(Span(len(text), len(text) + len(part)))
        text += part
    assert filled(snippet(text, stops)) == text


def test_each_client_gets_what_it_can() -> None:
    """A snippet in a versioned edit, a plain text in one, or a plain text by the document's name alone."""
    (changed,) = workspace_edit(TARGET, [SLOTTED], ABLE).document_changes or ()
    assert isinstance(changed, types.TextDocumentEdit)
    assert (changed.text_document.uri, changed.text_document.version) == ("file:///x.md", 3)
    (edit,) = changed.edits
    assert isinstance(edit, types.SnippetTextEdit)
    assert edit.snippet.value == snippet(SLOTTED.text, SLOTTED.stops)
    (changed,) = workspace_edit(TARGET, [SLOTTED], PLAIN).document_changes or ()
    assert isinstance(changed, types.TextDocumentEdit)
    assert [type(edit) for edit in changed.edits] == [types.TextEdit]
    old = workspace_edit(TARGET, [SLOTTED], OLD)
    assert old.document_changes is None
    assert old.changes == {"file:///x.md": [types.TextEdit(edit.range, SLOTTED.text)]}


def test_a_file_is_created_first() -> None:
    """An edit of a file that is not there begins with its creation, which spares one that has come meanwhile."""
    created, changed = (
        workspace_edit(replace(TARGET, exists=False, version=None), [SLOTTED], ABLE).document_changes or ()
    )
    assert isinstance(created, types.CreateFile)
    assert created.options is not None
    assert (created.options.overwrite, created.options.ignore_if_exists) == (None, True)
    assert isinstance(changed, types.TextDocumentEdit)
    assert changed.text_document.version is None


@pytest.mark.parametrize("client", [ABLE, PLAIN, OLD])
def test_edits_keep_their_shape_in_a_message(client: Client) -> None:
    """What is written to the wire is read back as the same edit, versions that are null included."""
    converter = converters.get_converter()
    edit = workspace_edit(replace(TARGET, version=None), [SLOTTED], client)
    written = converter.unstructure(edit)
    assert converter.unstructure(converter.structure(written, types.WorkspaceEdit)) == written
    assert written
    if client is not OLD:
        assert written["documentChanges"][0]["textDocument"] == {"uri": "file:///x.md", "version": None}
