"""Mistakes in configs, rules and baselines as diagnostics of the files they stand in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path

from lsprotocol import types

from blamelint.config.globs import absolute
from blamelint.engine.ruleset import RulesError
from blamelint.errors import BlamelintError, LocatedError
from blamelint.lsp.documents import Documents, OpenDocument, path_of
from blamelint.lsp.inspection import Inspection
from blamelint.lsp.positions import Positions
from blamelint.text import Encoding, Span

SOURCE = "blamelint"
MOST_ALLOWED = 30
"""Allowed words that are told; of more of them the nearest one says enough."""
_TOKEN = re.compile(r'"[^"]*"?|\'[^\']*\'?|[^\s,\[\]{}=#:]+')

Show = Callable[[str, int | None, list[types.Diagnostic]], None]
"""Told the URI of a file, its version if it is open, and all that is wrong with it."""


class Mistakes:
    """What is wrong, by file, and what of it the editor knows. Lives on the event loop.

    Shape: what stands in the editor goes before what is saved.
    """

    def __init__(self, documents: Documents, show: Show) -> None:
        self._documents = documents
        self._show = show
        self._saved: dict[Path, tuple[LocatedError, ...]] = {}
        self._open: dict[str, Inspection] = {}
        self._told: dict[str, list[types.Diagnostic]] = {}
        self._uris: dict[Path, str] = {}
        self.encoding = Encoding.UTF16

    def settle(self, errors: Iterable[BlamelintError]) -> None:
        """From now on these are all the mistakes that saved files have."""
        before = self._saved
        pairs = sorted(
            ((str(path), error) for each in errors for path, error in located(each)), key=lambda pair: pair[0]
        )
        self._saved = {
            Path(name): _each_once(error for _, error in found) for name, found in groupby(pairs, lambda pair: pair[0])
        }
        for path in {**before, **self._saved}:
            self._tell(self._uri(path))

    def add(self, error: BlamelintError) -> None:
        """There is one more mistake in a saved file."""
        for path, mistake in located(error):
            self._saved[path] = _each_once((*self._saved.get(path, ()), mistake))
            self._tell(self._uri(path))

    def analysed(self, inspection: Inspection, /) -> None:
        """A config file that is open was read."""
        self._open[inspection.document.uri] = inspection
        if inspection.document.path is not None:
            self._uris[inspection.document.path] = inspection.document.uri
        self._tell(inspection.document.uri)

    def ended_without(self, document: OpenDocument) -> None:
        """Nothing is known of the config file as it stands in the editor."""
        self.closed(document)

    def failed(self, document: OpenDocument, error: Exception) -> None:  # noqa: ARG002 (as it is called)
        """As `ended_without`."""
        self.closed(document)

    def closed(self, document: OpenDocument) -> None:
        """Go by what is saved again."""
        self._open.pop(document.uri, None)
        self._tell(document.uri)

    def of(self, uri: str, path: Path | None) -> list[types.Diagnostic]:
        """All that is wrong with the file."""
        document = self._documents.get(uri)
        if uri in self._open:
            inspection = self._open[uri]
            return [diagnostic(error, inspection.document.text, self.encoding) for error in inspection.mistakes]
        saved = self._saved.get(path, ()) if path is not None else ()
        return [diagnostic(error, document.text if document else None, self.encoding) for error in saved]

    def _tell(self, uri: str) -> None:
        document = self._documents.get(uri)
        path = document.path if document is not None else path_of(uri)
        items = self.of(uri, path)
        if document is None and items == self._told.get(uri, []):
            return
        if items or uri in self._told:
            self._show(uri, document.version if document is not None else None, items)
        if items:
            self._told[uri] = items
        else:
            self._told.pop(uri, None)

    def _uri(self, path: Path) -> str:
        """As the editor writes it, where it has had the file open."""
        if path not in self._uris:
            self._uris[path] = next((each.uri for each in self._documents if each.path == path), path.as_uri())
        return self._uris[path]


def located(error: BlamelintError) -> list[tuple[Path, LocatedError]]:
    """Each mistake that `error` tells of with the file it is in; none for the editor's own settings."""
    every = error.errors if isinstance(error, RulesError) else (error,)
    found = [(absolute(each.place.path), each) for each in every if isinstance(each, LocatedError)]
    return [(path, each) for path, each in found if path.is_file()]


def diagnostic(error: LocatedError, text: str | None, encoding: Encoding) -> types.Diagnostic:
    """The mistake at the word it begins with; `text` is the file as it stands in the editor, if it is open."""
    said = [error.message]
    if error.nearest is not None:
        said.append(f"Did you mean {error.nearest!r}?")
    elif 0 < len(error.allowed) <= MOST_ALLOWED:
        said.append(f"Allowed here: {', '.join(error.allowed)}.")
    return types.Diagnostic(
        range=_range(error, text, encoding),
        message="\n".join(said),
        severity=types.DiagnosticSeverity.Error,
        source=SOURCE,
    )


def _range(error: LocatedError, text: str | None, encoding: Encoding) -> types.Range:
    line, column = error.place.line - 1, error.place.column - 1
    if text is None:
        text = "\n" * line + error.place.excerpt
    positions, points = Positions(text, encoding), Positions(text, Encoding.CODE_POINTS)
    start = points.offset(types.Position(line, column))
    token = _TOKEN.match(text, start)
    end = points.offset(types.Position(line, len(text)))
    return positions.range(Span(start, min(token.end(), end) if token is not None else start))


def _each_once(errors: Iterable[LocatedError]) -> tuple[LocatedError, ...]:
    return tuple({str(error): error for error in errors}.values())
