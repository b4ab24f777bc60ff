"""The sections that a draft has, as an outline: what blamelint takes each of them for."""

from __future__ import annotations

import asyncio

from lsprotocol import types

from blamelint.document.model import Section
from blamelint.lsp.analysis import Analysis
from blamelint.lsp.features.asking import known
from blamelint.lsp.server import Server
from blamelint.structure.model import SectionKind
from blamelint.text import Span

NAMELESS = "(no heading)"
KIND = types.SymbolKind.String
"""What editors show a heading as."""


def offer(server: Server) -> None:
    """`textDocument/documentSymbol`."""

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, types.DocumentSymbolOptions(label="blamelint"))
    async def symbols(
        params: types.DocumentSymbolParams,
    ) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
        analysis = await known(server, params.text_document.uri)
        if analysis is None:
            return []
        made = symbols_of if server.client.nests else flat_symbols_of
        # The outline of a long draft takes a while.
        return await asyncio.to_thread(made, analysis)


def symbols_of(analysis: Analysis) -> list[types.DocumentSymbol]:
    """The sections of a known kind, which is their `detail`, nested in those that they stand in.

    Shape: in the order of the text; a section of no kind is there where one of a kind stands in it.
    """
    sections, kinds = analysis.draft.sections, analysis.outline.kinds
    shown = {
        at for found, kind in enumerate(kinds) if kind is not SectionKind.OTHER for at in analysis.draft.lineage(found)
    }
    made: dict[int, types.DocumentSymbol] = {}
    top: list[types.DocumentSymbol] = []
    for at in sorted(shown - {0}):
        section = sections[at]
        made[at] = _symbol(section, kinds[at], analysis)
        above = made.get(section.parent) if section.parent is not None else None
        beside = top if above is None else above.children
        assert isinstance(beside, list)
        beside.append(made[at])
    return top


def flat_symbols_of(analysis: Analysis) -> list[types.SymbolInformation]:
    """The sections of a known kind, for an editor that shows no tree; the kind stands where a container would."""
    pairs = zip(analysis.draft.sections, analysis.outline.kinds, strict=True)
    return [
        types.SymbolInformation(
            location=types.Location(analysis.document.uri, _range(_whole(section), analysis)),
            name=_name(section),
            kind=KIND,
            container_name=kind.value,
        )
        for section, kind in pairs
        if kind is not SectionKind.OTHER
    ]


def _symbol(section: Section, kind: SectionKind, analysis: Analysis) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=_name(section),
        kind=KIND,
        range=_range(_whole(section), analysis),
        selection_range=_range(section.heading_span, analysis),
        detail=kind.value if kind is not SectionKind.OTHER else None,
        children=[],
    )


def _name(section: Section) -> str:
    return " ".join(section.heading.split()) or NAMELESS


def _whole(section: Section) -> Span:
    """The section with its heading: an editor refuses a symbol that does not hold its own name."""
    heading = section.heading_span
    return Span(min(section.span.start, heading.start), max(section.span.end, heading.end))


def _range(span: Span, analysis: Analysis) -> types.Range:
    return analysis.document.positions.range(span)
