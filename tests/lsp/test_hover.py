"""Hover: what is told of a finding, where, and in which form."""

from __future__ import annotations

import asyncio
import html
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types
from markdown_it import MarkdownIt

from blamelint.lsp.explaining import escaped
from blamelint.lsp.features.hover import hovered
from blamelint.text import Encoding
from tests.lsp.editor import PATIENCE, Editor, editor, pushed_to
from tests.lsp.scenes import ABLE, RULES_ALONE, URI, analysis_of
from tests.lsp.test_documents import naive

PLAIN = replace(ABLE, markdown=False)
BLAMED = "# 🚒 Tariff\r\n\r\nThe 🚒 crew should have\r\nchecked the plan. Kofi wiped the `disk`.\r\n"


@pytest.mark.parametrize("encoding", list(Encoding), ids=lambda encoding: encoding.value)
def test_the_words_found_and_no_others(encoding: Encoding) -> None:
    """At each place of the finding there is a hover whose range is the finding's; beside it there is none."""
    analysis = analysis_of(BLAMED, encoding=encoding)
    start, end = BLAMED.index("should"), BLAMED.index(" the plan")
    between = types.Range(naive(BLAMED, start, encoding), naive(BLAMED, end, encoding))
    for at in (start, start + 6, BLAMED.index("checked"), end - 1):
        hover = hovered(analysis, naive(BLAMED, at, encoding), ABLE)
        assert hover is not None
        assert hover.range == between
    for at in (start - 1, end, 0, len(BLAMED)):
        assert hovered(analysis, naive(BLAMED, at, encoding), ABLE) is None


def text_at(text: str, words: str, *, markdown: bool = True) -> str:
    analysis = analysis_of(text)
    hover = hovered(analysis, analysis.document.positions.position(text.index(words)), ABLE if markdown else PLAIN)
    assert hover is not None
    assert isinstance(hover.contents, types.MarkupContent)
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    assert hover.contents.kind is kind
    return hover.contents.value


@pytest.mark.parametrize("markdown", [True, False])
def test_all_that_helps_to_rewrite(markdown: bool) -> None:
    """Code, message, question, why it matters, who was seen, the sentence before and after, and what to read."""
    page = text_at(BLAMED, "wiped", markdown=markdown)
    assert page.startswith("**BL101 named-person-harm**" if markdown else "BL101 named-person-harm (error)")
    for words in ("'Kofi wiped' makes", "To ask:", "Why it matters:", "Fausey", "'Kofi'", "a person by name"):
        assert words in page
    assert "\n- Kofi wiped the `disk`.\n+ <change> reached <scope> because <condition> the `disk`." in page
    assert "https://ferd.ca/" in page
    assert "BL101-named-person-harm.yaml" in page
    assert ("```diff" in page) is markdown


def test_a_finding_about_the_whole_draft() -> None:
    """Of a section that is not there its skeleton is shown; of several findings at one place all are told."""
    text = "# Retro\n\n## Summary\n\nA nurse unplugged the server.\n\n## Root cause\n\nNurse error.\n"
    page = text_at(text, "Retro")
    assert "+ ## Contributing factors\n+\n+ - Tools and interfaces: <what the tool allowed or showed>" in page
    assert page.index("**BL601") < page.index("\n---\n") < page.index("**BL603")


def test_a_draft_writes_no_markup_into_the_page() -> None:
    """Words of the draft make neither links nor code fences nor tags in what the editor shows."""
    page = text_at("At noon [x](command:y) <b> `` ```` `` Kofi wiped the disk.\n", "wiped")
    before, fence, inside = page.partition("`````diff\n")
    assert fence
    assert inside.startswith("- At noon [x](command:y) <b> `` ```` `` Kofi")
    assert "command:y" not in before + inside.partition("`````")[2]


TEXTS = st.lists(
    st.sampled_from([*"-+*_`~#>=<&![]()\\.@:/ 1a", "**", "```", "~~", "http://x.y", "<b>", "&amp;", "&#65;", "www."]),
    max_size=12,
).map(lambda parts: " ".join("".join(parts).split()))


@given(text=TEXTS)
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    """Whatever signs it holds, Markdown makes one paragraph of it that reads the same."""
    shown = MarkdownIt("commonmark", {"linkify": False}).enable("strikethrough").render(escaped(text))
    assert html.unescape(shown).strip() == (f"<p>{text}</p>" if text else "")


async def hover(this: Editor, uri: str, text: str, words: str) -> types.Hover | None:
    place = naive(text, text.index(words), Encoding.UTF16)
    params = types.HoverParams(types.TextDocumentIdentifier(uri), place)
    return await asyncio.wait_for(this.client.text_document_hover_async(params), PATIENCE)


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", [*types.MarkupKind, None])
async def test_over_the_wire(kind: types.MarkupKind | None) -> None:
    """The first form that the editor names is used, plain text where it names none; no finding, no hover."""
    can = pushed_to()
    assert can.text_document is not None
    can.text_document.hover = types.HoverClientCapabilities(content_format=[kind] if kind else None)
    async with editor(can, options={"debounce": 0, **RULES_ALONE}) as this:
        assert this.capabilities.hover_provider
        this.open(URI, BLAMED)
        await this.told(URI, 1, {"BL301", "BL101"})
        found = await hover(this, URI, BLAMED, "should")
        assert found is not None
        assert isinstance(found.contents, types.MarkupContent)
        assert found.contents.kind == (kind or types.MarkupKind.PlainText)
        assert await hover(this, URI, BLAMED, "plan") is None
        this.open("untitled:code", BLAMED, "rust")
        assert await hover(this, "untitled:code", BLAMED, "should") is None
        assert await hover(this, "untitled:never", BLAMED, "should") is None
        this.replace(URI, "Calm.\n")
        assert await hover(this, URI, "Calm.\n", "Calm") is None
