"""Offers: what the writer may choose to have done about a finding."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lsprotocol import types

from blamelint.document.formats import parse
from blamelint.document.model import Block, Document
from blamelint.finding import Edit, Finding
from blamelint.lint.fix import applied_to
from blamelint.lsp.actions.edits import Piece, Target, workspace_edit
from blamelint.lsp.analysis import Analysis
from blamelint.lsp.client import Client
from blamelint.lsp.languages import prose
from blamelint.text import LINE_END, Span

NO_PLACE = "no place was found for it that leaves the draft as it reads now"


class Refused(Exception):  # noqa: N818 (it is an answer)
    """What was offered cannot be done; the text says why."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be done about a finding."""

    key: str
    """Names it among the offers for the finding."""
    title: str
    edit: Callable[[], types.WorkspaceEdit]
    """Makes the edit; may take a while, read files, and raise `Refused`. To be called off the event loop."""
    preferred: bool = False
    """It may be done without looking."""
    hindrance: str | None = None
    """Why it cannot be done here, where that is known without trying."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A finding where it stands."""

    analysis: Analysis
    client: Client
    finding: Finding

    @property
    def draft(self) -> Document:
        """The draft as it was linted."""
        return self.analysis.draft

    @property
    def block(self) -> Block | None:
        """The innermost block in which the finding begins."""
        at = self.finding.span.start
        around = [block for block in self.draft.blocks if block.span.start <= at < block.span.end]
        return min(around, key=lambda block: len(block.span), default=None)

    def edit(self, pieces: Sequence[Piece]) -> types.WorkspaceEdit:
        """The edit of the draft that `pieces`, which are in order, make.

        Errors: Refused when there are none.
        """
        if not pieces:
            raise Refused(NO_PLACE)
        return edit_of(self.analysis, pieces, self.client)

    def after(self, pieces: Sequence[Piece]) -> Document:
        """The draft as it reads after `pieces`, which are in order."""
        document = self.analysis.document
        text = applied_to(document.readable, [Edit(piece.span, piece.text) for piece in pieces])
        return parse(replace(self.draft.source, text=prose(text, document.language)), self.draft.format)


def edit_of(analysis: Analysis, pieces: Sequence[Piece], client: Client) -> types.WorkspaceEdit:
    """The edit that makes `pieces`, which are in order, of the version that was linted."""
    document = analysis.document
    return workspace_edit(Target(document.uri, document.positions, document.version), pieces, client)


def inserted(offset: int, text: str) -> Piece:
    """A piece that puts `text` at `offset`, with a stop at each slot."""
    return Piece.of(Edit(Span(offset, offset), text))


def line_end(document: Document, offset: int) -> str:
    """The line end after `offset` or, for want of one, the first of the text."""
    text = document.source.text
    found = LINE_END.search(text, offset) or LINE_END.search(text)
    return found[0] if found is not None else "\n"
