"""Positions and open documents: exact in every encoding, whatever ends a line and however wide a character is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from blamelint.lsp.documents import Documents, OpenDocument, path_of
from blamelint.lsp.languages import prose
from blamelint.lsp.positions import Positions
from blamelint.text import Encoding, Span

PIECES = st.sampled_from(
    ["a", "bc ", "é", "e\u0301", "語", "🚒", "👩\u200d🚒", "\n", "\r\n", "\r", "\u2028", "\u0085", "\f", "\x1c", "\t"]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)
ENCODINGS = st.sampled_from(list(Encoding))
URI = "file:///reviews/draft.md"


def naive(text: str, offset: int, encoding: Encoding) -> types.Position:
    """The position that an editor has for `offset`, found by walking through the text."""
    line = column = at = 0
    while at < offset:
        if text.startswith("\r\n", at):
            line, column, at = line + 1, 0, at + 2
        elif text[at] in "\r\n":
            line, column, at = line + 1, 0, at + 1
        else:
            width = {Encoding.UTF8: len(text[at].encode()), Encoding.UTF16: len(text[at].encode("utf-16-le")) // 2}
            column, at = column + width.get(encoding, 1), at + 1
    return types.Position(line, column)


def cursors(text: str) -> list[int]:
    """The offsets at which an editor's cursor can stand: not between the halves of a CRLF."""
    return [at for at in range(len(text) + 1) if text[at - 1 : at + 1] != "\r\n" or not at]


def opened(text: str, encoding: Encoding) -> OpenDocument:
    return OpenDocument(URI, "markdown", 1, text, encoding)


@given(text=TEXTS, encoding=ENCODINGS, data=st.data())
def test_positions_are_those_of_the_editor(text: str, encoding: Encoding, data: st.DataObject) -> None:
    """An offset and its position are the same place for the server as for one that counts by hand."""
    offset = data.draw(st.sampled_from(cursors(text)))
    positions = Positions(text, encoding)
    assert positions.position(offset) == naive(text, offset, encoding)
    assert positions.offset(naive(text, offset, encoding)) == offset


@given(text=TEXTS, encoding=ENCODINGS, line=st.integers(0, 40), column=st.integers(0, 40))
def test_no_position_is_refused(text: str, encoding: Encoding, line: int, column: int) -> None:
    """What lies past a line or past the text is its end, and a column inside a character is the character's start."""
    offset = Positions(text, encoding).offset(types.Position(line, column))
    assert 0 <= offset <= len(text)
    found = naive(text, offset, encoding)
    assert (found.line, found.character) <= (line, column)


def test_a_range_with_its_ends_exchanged() -> None:
    """A range that runs backwards is the stretch between its ends."""
    positions = Positions("ab\ncd", Encoding.UTF16)
    assert positions.span(types.Range(types.Position(1, 1), types.Position(0, 1))) == Span(1, 4)


@given(text=TEXTS, encoding=ENCODINGS, data=st.data())
def test_changes_are_those_of_a_string(text: str, encoding: Encoding, data: st.DataObject) -> None:
    """After any row of changes, several in one message too, the document is what a plain string would be."""
    document, model, version = opened(text, encoding), text, 1
    for _ in range(data.draw(st.integers(1, 4))):
        changes: list[types.TextDocumentContentChangeEvent] = []
        for _ in range(data.draw(st.integers(0, 4))):
            new = data.draw(TEXTS)
            if data.draw(st.integers(0, 9)) == 0:
                changes.append(types.TextDocumentContentChangeWholeDocument(text=new))
                model = new
                continue
            start, end = sorted(data.draw(st.lists(st.sampled_from(cursors(model)), min_size=2, max_size=2)))
            between = types.Range(naive(model, start, encoding), naive(model, end, encoding))
            changes.append(types.TextDocumentContentChangePartial(range=between, text=new))
            model = model[:start] + new + model[end:]
        version += 1
        document = document.after(changes, version)
        assert (document.text, document.version) == (model, version)


def test_halves_of_a_character_meet() -> None:
    """An editor that counts in UTF-16 may send a character in two halves; a lone half can still be read."""
    document = opened("a\nb", Encoding.UTF16)

    def inserted(document: OpenDocument, column: int, text: str) -> OpenDocument:
        place = types.Position(1, column)
        change = types.TextDocumentContentChangePartial(range=types.Range(place, place), text=text)
        return document.after([change], document.version + 1)

    half = inserted(document, 1, "\ud83d")
    assert (half.text, half.readable) == ("a\nb\ud83d", "a\nb\ufffd")
    assert inserted(half, 2, "\ude92").text == "a\nb🚒"


def test_what_is_not_open_is_not_changed() -> None:
    """A change of a document that the editor never opened, or has closed, is nothing; other documents stay."""
    documents = Documents()
    params = types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(uri=URI, version=2), [])
    assert documents.change(params) is None
    documents.open(types.TextDocumentItem(URI, "Markdown", 1, "a"), Encoding.UTF16)
    changed = documents.change(params)
    assert changed is not None
    assert (changed.language, changed.version, len(documents)) == ("markdown", 2, 1)
    assert documents.close(URI) == changed
    assert documents.get(URI) is None


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///a%20b/c%23d;e.md", "/a b/c#d;e.md"),
        ("file://localhost/a.md", "/a.md"),
        ("untitled:Untitled-1", None),
        ("vscode-vfs://github/a.md", None),
        ("file:///a%00b", None),
        ("file://[broken", None),
        ("", None),
    ],
)
def test_paths_of_uris(uri: str, path: str | None) -> None:
    """A file's URI gives its path; what is no file, or no URI, gives none."""
    found = path_of(uri)
    assert (found.as_posix() if found is not None else None) == path


def test_a_commit_message_is_its_prose() -> None:
    """Comments and the diff below the scissors are blanked out in place; directives stay, and so do other languages."""
    text = "Mend it\r\n\r\n# Please enter\r\n# blamelint-disable-file BL301\r\n# --- >8 ---\r\n+ he should have\r\n"
    blanked = prose(text, "git-commit")
    assert len(blanked) == len(text)
    assert blanked.split() == ["Mend", "it", "#", "blamelint-disable-file", "BL301"]
    assert blanked.count("\r\n") == text.count("\r\n")
    assert prose(text, "markdown") == text
