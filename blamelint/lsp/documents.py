"""The documents that are open in the editor: their text is the editor's, never the file's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from lsprotocol import types

from blamelint.lsp.positions import Positions
from blamelint.text import Encoding

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """One version of an open document."""

    uri: str
    """As the editor writes it; documents are told apart by this."""
    language: str
    """As the editor names it, in lower case."""
    version: int
    text: str
    """Exactly what the editor holds, halves of characters included."""
    encoding: Encoding
    positions: Positions = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "positions", Positions(self.text, self.encoding))

    @property
    def path(self) -> Path | None:
        """Where the document is saved; None for one that is not, or not in a file."""
        return path_of(self.uri)

    @property
    def readable(self) -> str:
        """The text with a U+FFFD for each half of a character, so that it can be encoded; as long as `text`."""
        return _SURROGATE.sub("\ufffd", self.text)

    def after(self, changes: Sequence[types.TextDocumentContentChangeEvent], version: int) -> OpenDocument:
        """The document after `changes`, each made to what the one before it left."""
        now = self
        for change in changes:
            now = OpenDocument(self.uri, self.language, version, now._changed(change), self.encoding)
        return OpenDocument(self.uri, self.language, version, self.text, self.encoding) if now is self else now

    def _changed(self, change: types.TextDocumentContentChangeEvent) -> str:
        if isinstance(change, types.TextDocumentContentChangeWholeDocument):
            return _joined(change.text)
        span = self.positions.span(change.range)
        return _joined(f"{self.text[: span.start]}{change.text}{self.text[span.end :]}")


class Documents:
    """The open documents by their URIs."""

    def __init__(self) -> None:
        self._open: dict[str, OpenDocument] = {}

    def open(self, item: types.TextDocumentItem, encoding: Encoding) -> OpenDocument:
        """The document, open from now on."""
        document = OpenDocument(item.uri, item.language_id.lower(), item.version, _joined(item.text), encoding)
        self._open[item.uri] = document
        return document

    def change(self, params: types.DidChangeTextDocumentParams) -> OpenDocument | None:
        """The document after the changes; None when it is not open."""
        before = self._open.get(params.text_document.uri)
        if before is None:
            return None
        after = before.after(params.content_changes, params.text_document.version)
        self._open[before.uri] = after
        return after

    def close(self, uri: str) -> OpenDocument | None:
        """The document that was open; None when there was none."""
        return self._open.pop(uri, None)

    def get(self, uri: str) -> OpenDocument | None:
        """The document as it is now; None when it is not open."""
        return self._open.get(uri)

    def __iter__(self) -> Iterator[OpenDocument]:
        return iter(tuple(self._open.values()))

    def __len__(self) -> int:
        return len(self._open)


def path_of(uri: str) -> Path | None:
    """The file that `uri` names; None for another scheme (`untitled:`, `vscode-vfs:`)."""
    try:
        parts = urlsplit(uri)
        if parts.scheme != "file":
            return None
        host = f"//{parts.netloc}" if parts.netloc not in ("", "localhost") else ""
        path = Path(url2pathname(host + parts.path))
    except ValueError:
        return None
    return path if path.is_absolute() and "\0" not in str(path) else None


def _joined(text: str) -> str:
    """The text with halves of characters that met joined to whole ones, as an editor that counts in UTF-16 has them."""
    if _SURROGATE.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
