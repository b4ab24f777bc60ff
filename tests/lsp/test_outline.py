"""Symbols of a draft's sections, and the counts over its title."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from blamelint.finding import Severity
from blamelint.lsp.features.lens import lens_of, title_of, words_of
from blamelint.lsp.features.symbols import flat_symbols_of, symbols_of
from blamelint.text import Encoding
from tests.lsp.editor import Editor, editor, pushed_to
from tests.lsp.scenes import analysis_of

URI = "untitled:draft"
DRAFT = """\
# Harbour crane stopped 🚒

Some words.

## Impact

Ships waited.

## Odds and ends

### 🚒 Root cause #

The drum was worn.

## Action items

- Replace the drum.

## Old cranes
"""
BLAMED = "# Tariff upload\n\nThe crew should have checked the plan of the bridge.\n"


def tree(symbols: Any) -> list[Any]:
    """Names and kinds, nested."""
    return [(each.name, each.detail, tree(each.children)) for each in symbols]


def test_sections_of_a_kind_are_symbols() -> None:
    """A section with a kind is there with its kind, in those around it; one that neither has nor holds one is not."""
    assert tree(symbols_of(analysis_of(DRAFT))) == [
        (
            "Harbour crane stopped 🚒",
            None,
            [
                ("Impact", "impact", []),
                ("Odds and ends", None, [("🚒 Root cause", "cause", [])]),
                ("Action items", "actions", []),
            ],
        )
    ]


def test_a_symbol_is_where_its_section_is() -> None:
    """The range is the whole section, that of the name its heading's words, in the editor's units."""
    (title,) = symbols_of(analysis_of(DRAFT))
    cause = title.children[1].children[0]
    assert cause.selection_range == types.Range(types.Position(10, 4), types.Position(10, 17))
    assert (cause.range.start.line, cause.range.end) == (10, types.Position(14, 0))
    plain = analysis_of(DRAFT, encoding=Encoding.CODE_POINTS)
    assert symbols_of(plain)[0].children[1].children[0].selection_range.end == types.Position(10, 16)


@pytest.mark.parametrize("text", ["", "\n\n", "Words without a heading.", "# Only a title", "## \n\n#\n"])
def test_drafts_without_known_sections_have_no_symbols(text: str) -> None:
    """Nothing that blamelint knows, nothing to show."""
    assert symbols_of(analysis_of(text)) == []
    assert flat_symbols_of(analysis_of(text)) == []


def test_flat_symbols_for_editors_without_trees() -> None:
    """Each known section stands alone, its kind as the container."""
    flat = flat_symbols_of(analysis_of(DRAFT))
    assert [(each.name, each.container_name) for each in flat] == [
        ("Impact", "impact"),
        ("🚒 Root cause", "cause"),
        ("Action items", "actions"),
    ]


PIECES = st.sampled_from(
    [
        "# Impact\n",
        "## Root cause\n",
        "### Timeline",
        "\n",
        "\r\n",
        "**Summary**\n",
        "a 🚒",
        "> ",
        "- ",
        "Impact\n---\n",
        "\u2028",
    ]
)


@given(text=st.lists(PIECES, max_size=20).map("".join), language=st.sampled_from(["markdown", "plaintext"]))
def test_symbols_are_what_editors_accept(text: str, language: str) -> None:
    """Each has a name, and its range holds the range of the name and those of what is nested in it."""

    def place(position: types.Position) -> tuple[int, int]:
        return position.line, position.character

    def holds(outer: types.Range, inner: types.Range) -> bool:
        return place(outer.start) <= place(inner.start) and place(inner.end) <= place(outer.end)

    waiting = list(symbols_of(analysis_of(text, language)))
    while waiting:
        symbol = waiting.pop()
        assert symbol.name.strip()
        assert holds(symbol.range, symbol.selection_range)
        assert all(holds(symbol.range, child.range) for child in symbol.children or ())
        waiting.extend(symbol.children or ())


def test_the_lens_counts_in_words() -> None:
    """Each severity with its count, the loudest first, one and many told apart; and no score."""
    analysis = analysis_of(BLAMED)
    (finding,) = analysis.findings
    counts = {Severity.INFO: 3, Severity.ERROR: 1, Severity.WARNING: 2}
    many = tuple(replace(finding, severity=severity) for severity, count in counts.items() for _ in range(count))
    assert words_of(replace(analysis, findings=many)) == "1 error, 2 warnings, 3 remarks"
    assert words_of(replace(analysis, findings=many[3:4])) == "1 error"
    assert words_of(replace(analysis, findings=())) == "nothing found"
    assert words_of(replace(analysis, findings=(), final=False)) == "nothing found so far"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Before.\n\n## 🚒 Tariff upload ##\n\nWords.\n", "🚒 Tariff upload"),
        ("First words\nand more.\n\nRest.\n", "First words"),
        ("", ""),
        ("<!-- nothing -->\n", ""),
    ],
)
def test_the_lens_stands_over_the_title(text: str, title: str) -> None:
    """Over the first heading; without one over the first line of words; and nowhere else."""
    analysis = analysis_of(text)
    assert title_of(analysis).cut(text) == title
    lens = lens_of(analysis)
    assert lens.range == analysis.document.positions.range(title_of(analysis))
    assert lens.command is not None
    assert lens.command.command == ""


def able(*, nested: bool = True) -> types.ClientCapabilities:
    """What an editor can that shows symbols and lenses."""
    can = pushed_to(
        workspace=types.WorkspaceClientCapabilities(code_lens=types.CodeLensWorkspaceClientCapabilities(True))
    )
    assert can.text_document is not None
    can.text_document.document_symbol = types.DocumentSymbolClientCapabilities(
        hierarchical_document_symbol_support=nested
    )
    return can


async def lenses(this: Editor, uri: str = URI) -> list[str]:
    """What the lenses of a document say."""
    params = types.CodeLensParams(types.TextDocumentIdentifier(uri))
    found = await asyncio.wait_for(this.client.text_document_code_lens_async(params), 30)
    return [each.command.title for each in found or () if each.command]


@pytest.mark.asyncio
async def test_the_lens_is_told_to_ask_again() -> None:
    """When counts change, and only then, the editor is told to ask again; a setting takes the lens away."""
    async with editor(able()) as this:
        assert this.capabilities.code_lens_provider is not None
        this.open(URI, BLAMED)
        await this.told(URI, 1, {"BL301"})
        assert await lenses(this) == ["1 warning"]
        before = this.lens_refreshes
        await this.told(URI, this.replace(URI, f"{BLAMED}\nIt rained.\n"), {"BL301"})
        await this.told(URI, this.replace(URI, "# Tariff upload\n"), set())
        await this.until(lambda: this.lens_refreshes == before + 1)
        assert await lenses(this) == ["nothing found"]
        off = types.DidChangeConfigurationParams(settings={"blamelint": {"code_lens": False, "debounce": 0}})
        this.client.workspace_did_change_configuration(off)
        await this.until(lambda: this.lens_refreshes == before + 2)
        assert await lenses(this) == []
        assert await lenses(this, "untitled:never-opened") == []


@pytest.mark.asyncio
@pytest.mark.parametrize("nested", [True, False])
async def test_symbols_over_the_wire(*, nested: bool) -> None:
    """An editor gets the tree or the row, as it can show."""
    async with editor(able(nested=nested)) as this:
        this.open(URI, DRAFT)
        params = types.DocumentSymbolParams(types.TextDocumentIdentifier(URI))
        found = await asyncio.wait_for(this.client.text_document_document_symbol_async(params), 30)
        assert found is not None
        names = [each.name for each in found]
        assert names == (["Harbour crane stopped 🚒"] if nested else ["Impact", "🚒 Root cause", "Action items"])
