"""Offers to keep words as they are, with a directive that says why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial

from lsprotocol import types

from blamelint.document.model import Document
from blamelint.engine.model import Rule
from blamelint.finding import Edit, Finding
from blamelint.lint.silence import directive_beside, directive_for_file
from blamelint.lint.suppress import GROUP
from blamelint.lsp.actions.edits import Piece
from blamelint.lsp.actions.offers import Offer, Scene
from blamelint.text import Span

REASON = "reason"
"""Stands where the writer's reason goes."""
Write = Callable[[Document, Finding, str, Collection[Rule]], tuple[Edit, ...]]


def offers(scene: Scene) -> Iterator[Offer]:
    """For the line and for the file; none for findings about directives, which no directive silences."""
    rule = scene.finding.rule
    if scene.finding.group != GROUP:
        yield Offer("silence-line", f"Silence {rule} here, with a reason", partial(_edit, scene, directive_beside))
        title = f"Silence {rule} in this file, with a reason"
        yield Offer("silence-file", title, partial(_edit, scene, directive_for_file))


def _edit(scene: Scene, write: Write) -> types.WorkspaceEdit:
    rules = scene.analysis.project.kit.rules.rules
    return scene.edit([_piece(edit) for edit in write(scene.draft, scene.finding, REASON, rules)])


def _piece(edit: Edit) -> Piece:
    """The edit with a stop at the reason, if it gives one."""
    at = edit.text.rfind(f" {REASON}") + 1
    return Piece(edit.span, edit.text, (Span(at, at + len(REASON)),) if at else ())
