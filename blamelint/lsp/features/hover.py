"""What is known about the finding under the pointer."""

from __future__ import annotations

from lsprotocol import types

from blamelint.finding import Finding
from blamelint.lsp.analysis import Analysis
from blamelint.lsp.client import Client
from blamelint.lsp.explaining import markdown, plain
from blamelint.lsp.features.asking import known
from blamelint.lsp.server import Server
from blamelint.text import Span

MOST = 5
"""Findings at one place that are told of."""


def offer(server: Server) -> None:
    """`textDocument/hover`."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        analysis = await known(server, params.text_document.uri)
        return None if analysis is None else hovered(analysis, params.position, server.client)


def hovered(analysis: Analysis, position: types.Position, client: Client) -> types.Hover | None:
    """What there is to say at `position`, the finding with the fewest words first; None when there is nothing.

    Shape: the range is that in which the same is said: where several findings meet, the words that they share.
    """
    at = analysis.document.positions.offset(position)
    found = sorted((each for each in analysis.findings if _covers(each.span, at)), key=lambda each: len(each.span))
    if not found:
        return None
    shared = Span(max(each.span.start for each in found), min(each.span.end for each in found))
    return types.Hover(_content(found[:MOST], analysis, client), analysis.document.positions.range(shared))


def _covers(span: Span, at: int) -> bool:
    return span.start <= at < span.end or span.start == at == span.end


def _content(findings: list[Finding], analysis: Analysis, client: Client) -> types.MarkupContent:
    if client.markdown:
        pages = "\n\n---\n\n".join(markdown(finding, analysis) for finding in findings)
        return types.MarkupContent(types.MarkupKind.Markdown, pages)
    pages = f"\n\n{'-' * 8}\n\n".join(plain(finding, analysis) for finding in findings)
    return types.MarkupContent(types.MarkupKind.PlainText, pages)
