"""One line over the title of a draft: how many findings there are. No score, for scores are chased."""

from __future__ import annotations

from collections import Counter

from lsprotocol import types

from blamelint.document.model import BlockKind
from blamelint.finding import Severity
from blamelint.lsp.analysis import Analysis
from blamelint.lsp.features.asking import known
from blamelint.lsp.server import Server
from blamelint.text import Span

NOUNS = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.INFO: ("remark", "remarks"),
}
"""What findings of a severity are called, one and many, the loudest first."""
NOTHING = "nothing found"
GOING_ON = "so far"


def offer(server: Server) -> None:
    """`textDocument/codeLens`, `workspace/codeLens/refresh`."""
    lenses = Lenses(server)
    server.listeners.append(lenses.analysed)

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensOptions(resolve_provider=False))
    async def lens(params: types.CodeLensParams) -> list[types.CodeLens]:
        return await lenses.answer(params.text_document.uri)


class Lenses:
    """Answers, and lets the editor ask again when the answer has become another one."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._known: dict[str, str] = {}

    async def answer(self, uri: str) -> list[types.CodeLens]:
        """The lens of the document, unless the writer wants none."""
        self._known = {each: words for each, words in self._known.items() if self._server.documents.get(each)}
        analysis = await known(self._server, uri) if self._server.options.code_lens else None
        if analysis is None:
            self._known.pop(uri, None)
            return []
        self._known[uri] = words_of(analysis)
        return [lens_of(analysis)]

    def analysed(self, analysis: Analysis) -> None:
        """Let the editor ask again if it shows something else."""
        words = words_of(analysis)
        if self._known.get(analysis.document.uri, words) != words:
            del self._known[analysis.document.uri]
            self._server.refresh_lenses()


def lens_of(analysis: Analysis) -> types.CodeLens:
    """The lens over the draft's first heading, or over its first line of words where it has none."""
    words = words_of(analysis)
    # A command without a name is text that cannot be clicked.
    return types.CodeLens(analysis.document.positions.range(title_of(analysis)), types.Command(words, ""))


def words_of(analysis: Analysis) -> str:
    """How many findings there are of each severity, in words."""
    counts = Counter(finding.severity for finding in analysis.findings)
    told = ", ".join(_counted(counts[severity], *NOUNS[severity]) for severity in NOUNS if counts[severity])
    words = told or NOTHING
    return words if analysis.final else f"{words} {GOING_ON}"


def title_of(analysis: Analysis) -> Span:
    """The words of the first heading; without one, those of the first block, in its first line."""
    blocks = analysis.draft.blocks
    heading = next((block for block in blocks if block.kind is BlockKind.HEADING), None)
    if heading is not None:
        return analysis.draft.sections[heading.section].heading_span
    if not blocks:
        return Span(0, 0)
    lines, span = analysis.draft.source.lines, blocks[0].span
    return Span(span.start, min(span.end, lines.line_span(lines.line_of(span.start)).end))


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
