"""Code actions as an editor sees them: over standard input and output, chosen from a menu and applied to its text."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from blamelint.lsp.features.code_actions import FIX_ALL, wanted
from blamelint.text import Encoding
from tests.lsp.editor import PATIENCE, Editor, editor, pulling, pushed_to
from tests.lsp.scenes import RULES_ALONE, URI, after, edits_in
from tests.lsp.test_documents import naive

SETTINGS = {"debounce": 0, **RULES_ALONE}
BLAMED = "# 🚒 Tariff\r\n\r\nThe 🚒 crew should have looked.\r\n\r\nObviously the 🚒 plan simply broke!!!\r\n"
SAFE = BLAMED.replace("Obviously the", "The").replace("!!!", ".")
"""After all safe edits."""


def acting(
    *,
    resolves: bool = True,
    literals: bool = True,
    disables: bool = True,
    versions: bool = True,
    creates: bool = True,
    snippets: bool = False,
    **more: Any,
) -> types.ClientCapabilities:
    """What an editor can that shows a menu of actions."""
    can = pushed_to(**more)
    kinds = types.ClientCodeActionKindOptions(value_set=list(types.CodeActionKind))
    assert can.text_document is not None
    can.text_document.code_action = types.CodeActionClientCapabilities(
        code_action_literal_support=types.ClientCodeActionLiteralOptions(kinds) if literals else None,
        is_preferred_support=True,
        disabled_support=disables,
        data_support=resolves,
        resolve_support=types.ClientCodeActionResolveOptions(["edit"]) if resolves else None,
    )
    can.workspace = types.WorkspaceClientCapabilities(
        workspace_edit=types.WorkspaceEditClientCapabilities(
            document_changes=versions,
            resource_operations=[types.ResourceOperationKind.Create] if creates else None,
            snippet_edit_support=snippets,
        )
    )
    return can


async def menu(
    this: Editor,
    uri: str,
    words: str,
    *,
    only: Sequence[str] | None = None,
    named: Sequence[types.Diagnostic] = (),
    encoding: Encoding = Encoding.UTF16,
    marked: bool = False,
) -> list[types.CodeAction]:
    """The actions at the first letter of `words`, or for all of them."""
    text = this.texts[uri]
    start = text.index(words)
    places = [naive(text, at, encoding) for at in (start, start + len(words) if marked else start)]
    context = types.CodeActionContext(list(named), only=only, trigger_kind=types.CodeActionTriggerKind.Invoked)
    params = types.CodeActionParams(types.TextDocumentIdentifier(uri), types.Range(*places), context)
    found = await asyncio.wait_for(this.client.text_document_code_action_async(params), PATIENCE)
    assert all(isinstance(action, types.CodeAction) for action in found or ())
    return [action for action in found or () if isinstance(action, types.CodeAction)]


async def resolved(this: Editor, action: types.CodeAction) -> types.CodeAction:
    return await asyncio.wait_for(this.client.code_action_resolve_async(action), PATIENCE)


def titled(actions: Sequence[types.CodeAction], start: str) -> types.CodeAction:
    (action,) = [action for action in actions if action.title.startswith(start)]
    return action


def version_of(edit: types.WorkspaceEdit | None) -> int | None:
    assert edit is not None
    (changed,) = [each for each in edit.document_changes or () if isinstance(each, types.TextDocumentEdit)]
    return changed.text_document.version


@pytest.mark.parametrize(
    ("kind", "only", "asked"),
    [
        ("quickfix", None, True),
        ("quickfix", [], True),
        ("quickfix", [""], True),
        ("quickfix", ["quickfix"], True),
        ("quickfix", [types.CodeActionKind.QuickFix], True),
        ("quickfix", ["quick"], False),
        ("quickfix", ["refactor", "source"], False),
        (FIX_ALL, ["source"], True),
        (FIX_ALL, ["source.fixAll"], True),
        (FIX_ALL, [FIX_ALL], True),
        (FIX_ALL, ["source.fixAll.blame", "source.fixAll.blamelint.x"], False),
    ],
)
def test_kinds_are_a_tree(kind: str, only: list[str] | None, asked: bool) -> None:
    """A kind is asked for by its own name and by what stands above it."""
    assert wanted(kind, only) is asked


@pytest.mark.asyncio
@pytest.mark.parametrize("encoding", list(Encoding), ids=lambda encoding: encoding.value)
async def test_edits_are_made_when_they_are_chosen(encoding: Encoding) -> None:
    """The menu carries no edits; the chosen one comes for the right version, and is exact in the editor's units."""
    general = types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind(encoding.value)])
    async with editor(acting(general=general), options=SETTINGS) as this:
        provider = this.capabilities.code_action_provider
        assert isinstance(provider, types.CodeActionOptions)
        assert provider.resolve_provider
        assert [*(provider.code_action_kinds or ())] == ["quickfix", FIX_ALL]
        this.open(URI, BLAMED)
        told = await this.told(URI, 1, {"BL301", "BL311"})
        actions = await menu(this, URI, "should", encoding=encoding)
        assert {action.kind for action in actions} == {"quickfix", FIX_ALL}
        assert all(action.edit is None for action in actions if action.disabled is None)
        for action in actions:
            if action.kind == "quickfix":
                assert list(action.diagnostics or ()) == [told.diagnostics[0]]
        wanted_texts = {
            "Say what was done": BLAMED.replace("should have looked", "<did what>, while <signal> was <visible where>"),
            "Insert the question": BLAMED.replace(
                "The 🚒",
                "<!-- BL301: What made the other course seem less needed or less possible at the time? -->\r\nThe 🚒",
            ),
            "Silence BL301 here": BLAMED.replace(
                "The 🚒", "<!-- blamelint-disable-next-line BL301 -- reason -->\r\nThe 🚒"
            ),
            "Silence BL301 in this file": f"<!-- blamelint-disable-file BL301 -- reason -->\r\n{BLAMED}",
        }
        for title, text in wanted_texts.items():
            done = await resolved(this, titled(actions, title))
            assert version_of(done.edit) == 1
            assert done.edit is not None
            assert after(BLAMED, done.edit, encoding=encoding) == text


@pytest.mark.asyncio
async def test_an_editor_that_resolves_nothing_gets_edits_at_once() -> None:
    """Each action has its edit, by the document's name if it takes no versions; what cannot be done is not shown."""
    async with editor(acting(resolves=False, disables=False, versions=False, creates=False), options=SETTINGS) as this:
        this.open(URI, BLAMED)
        await this.told(URI, 1, {"BL301", "BL311"})
        actions = await menu(this, URI, "Obviously", only=["quickfix"])
        assert all(action.edit and action.edit.changes and not action.edit.document_changes for action in actions)
        preferred = [action for action in actions if action.is_preferred]
        assert [action.title for action in preferred] == ["Delete the word"]
        assert preferred[0].edit is not None
        assert after(BLAMED, preferred[0].edit) == BLAMED.replace("Obviously the", "The")
        assert not any("blamelint.toml" in action.title or "off" in action.title for action in actions)


@pytest.mark.asyncio
async def test_tab_stops_for_those_who_have_them() -> None:
    """Slots and reasons are snippets in the edit, and plain text for others is another test's."""
    async with editor(acting(snippets=True), options=SETTINGS) as this:
        this.open(URI, BLAMED)
        await this.told(URI, 1, {"BL301", "BL311"})
        actions = await menu(this, URI, "should")
        done = await resolved(this, titled(actions, "Say what was done"))
        assert done.edit is not None
        (edit,) = edits_in(done.edit)[URI]
        assert isinstance(edit, types.SnippetTextEdit)
        assert edit.snippet.value == "${1:<did what>}, while ${2:<signal>} was ${3:<visible where>}"
        assert after(BLAMED, done.edit).count("<did what>") == 1


@pytest.mark.asyncio
async def test_all_safe_edits_until_none_is_left() -> None:
    """One action makes them in one edit, and only them; afterwards there is none, and it is not offered any more."""
    async with editor(acting(), options=SETTINGS) as this:
        this.open(URI, BLAMED)
        actions = await menu(this, URI, "#", only=["source.fixAll"])
        assert [(action.kind, action.title) for action in actions] == [(FIX_ALL, "Apply all safe edits")]
        done = await resolved(this, actions[0])
        assert version_of(done.edit) == 1
        assert done.edit is not None
        text = after(BLAMED, done.edit)
        assert text == SAFE
        this.replace(URI, text)
        assert await menu(this, URI, "#", only=["source.fixAll"]) == []
        this.open("untitled:mail", "Obviously it broke.\n# Obviously\n", "git-commit")
        (action,) = await menu(this, "untitled:mail", "Obv", only=[FIX_ALL])
        done = await resolved(this, action)
        assert done.edit is not None
        assert after(this.texts["untitled:mail"], done.edit, "untitled:mail") == "It broke.\n# Obviously\n"
        assert await menu(this, URI, "#", only=["refactor"]) == []


@pytest.mark.asyncio
async def test_all_safe_edits_at_once() -> None:
    """An editor that resolves nothing, and pulls, gets them with the action."""
    can = acting(resolves=False)
    assert can.text_document is not None
    asks = pulling().text_document
    assert asks is not None
    can.text_document.diagnostic = asks.diagnostic
    async with editor(can, options=SETTINGS) as this:
        this.open(URI, BLAMED)
        (action,) = await menu(this, URI, "#", only=["source"])
        assert action.edit is not None
        assert after(BLAMED, action.edit) == SAFE


@pytest.mark.asyncio
async def test_where_the_cursor_is_and_what_the_editor_names() -> None:
    """Actions are for findings that the cursor touches and those that are named, and for nothing else."""
    async with editor(acting(), options=SETTINGS) as this:
        this.open(URI, BLAMED)
        told = await this.told(URI, 1, {"BL301", "BL311"})
        assert await menu(this, URI, "Tariff", only=["quickfix"]) == []
        assert await menu(this, URI, " looked", only=["quickfix"])
        assert not any("BL301" in action.title for action in await menu(this, URI, " broke", only=["quickfix"]))
        actions = await menu(this, URI, "Tariff", only=["quickfix"], named=told.diagnostics[:1])
        assert {action.diagnostics[0].code for action in actions if action.diagnostics} == {"BL301"}
        everything = await menu(this, URI, BLAMED, only=["quickfix"], marked=True)
        assert {d.code for action in everything for d in action.diagnostics or ()} == {"BL301", "BL311"}
        assert await menu(this, URI, "The 🚒 crew", only=["source"]) != []
        this.open("untitled:code", BLAMED, "rust")
        assert await menu(this, "untitled:code", "should") == []


@pytest.mark.asyncio
async def test_what_has_changed_since_the_menu() -> None:
    """An edit that is chosen late is made for the text as it is then; where its words are gone, the writer is told."""
    async with editor(acting(), options=SETTINGS) as this:
        this.open(URI, BLAMED)
        await this.told(URI, 1, {"BL301", "BL311"})
        action = titled(await menu(this, URI, "should"), "Silence BL301 here")
        moved = f"More 🚒.\n\n{BLAMED}"
        this.replace(URI, moved)
        done = await resolved(this, action)
        assert version_of(done.edit) == 2
        assert done.edit is not None
        assert "\r\n<!-- blamelint-disable-next-line BL301 -- reason -->\r\nThe 🚒 crew" in after(moved, done.edit)
        this.replace(URI, "Calm.\n")
        with pytest.raises(JsonRpcException, match="is gone"):
            await resolved(this, action)
        for data in (
            None,
            3,
            {"uri": 3},
            {"uri": URI},
            {"uri": URI, "offer": []},
            {"uri": URI, "words": {}, "offer": 1},
        ):
            with pytest.raises(JsonRpcException):
                await resolved(this, types.CodeAction("x", data=data))
        this.replace(URI, BLAMED)
        assert await menu(this, URI, "should")


@pytest.mark.asyncio
async def test_the_config_of_the_project(tmp_path: Path) -> None:
    """A rule is turned off, a marked word becomes a person; the edit is the editor's to make, no file is touched."""
    draft, config = (tmp_path / "draft.md").as_uri(), tmp_path / "blamelint.toml"
    async with editor(acting(), tmp_path, options=SETTINGS) as this:
        this.open(draft, BLAMED)
        await this.told(draft, 1, {"BL301", "BL311"})
        action = titled(await menu(this, draft, "should"), "Turn BL301 should-have-person off in blamelint.toml")
        done = await resolved(this, action)
        assert done.edit is not None
        created, changed = done.edit.document_changes or ()
        assert isinstance(created, types.CreateFile)
        assert isinstance(changed, types.TextDocumentEdit)
        assert created.uri == changed.text_document.uri == config.as_uri()
        assert changed.text_document.version is None
        assert after("", done.edit, config.as_uri()) == 'ignore = ["BL301"]\n'
        assert list(tmp_path.iterdir()) == []
        this.open(config.as_uri(), "# 🚒\r\npeople = ['Ada'] # us\r\n", "toml")
        action = titled(await menu(this, draft, "Tariff", marked=True), "Add 'Tariff' as a person in blamelint.toml")
        done = await resolved(this, action)
        assert version_of(done.edit) == 1
        assert done.edit is not None
        text = after(this.texts[config.as_uri()], done.edit, config.as_uri())
        assert text == "# 🚒\r\npeople = ['Ada', \"Tariff\"] # us\r\n"
        assert list(tmp_path.iterdir()) == []


@pytest.mark.asyncio
async def test_an_untitled_draft_in_no_workspace() -> None:
    """What needs a config is shown as what cannot be done, with the reason; all else is there."""
    async with editor(acting(), options=SETTINGS) as this:
        this.open(URI, BLAMED)
        await this.told(URI, 1, {"BL301", "BL311"})
        actions = await menu(this, URI, "should", only=["quickfix"])
        disabled = [(action.title, action.disabled.reason) for action in actions if action.disabled]
        assert disabled == [
            ("Turn BL301 should-have-person off", "the draft is in no folder that could hold a config"),
        ]


@pytest.mark.asyncio
async def test_an_editor_that_knows_commands_only() -> None:
    """It gets no actions, for none of them is a command."""
    async with editor(acting(literals=False), options=SETTINGS) as this:
        this.open(URI, BLAMED)
        await this.told(URI, 1, {"BL301", "BL311"})
        assert await menu(this, URI, "should") == []


@pytest.mark.asyncio
async def test_a_section_that_is_not_there() -> None:
    """Its skeleton comes as one edit, with slots as tab stops and nothing that the draft does not say."""
    text = "# 🚒\n\n## Summary\n\nThe printers stopped. A nurse unplugged the server.\n\n## Action items\n\n* x\n"
    text = text.replace("\n", "\r\n")
    async with editor(acting(snippets=True), options=SETTINGS) as this:
        this.open(URI, text)
        await this.told(URI, 1, {"BL601", "BL603"})
        done = await resolved(this, titled(await menu(this, URI, "🚒"), "Add a section on contributing factors"))
        assert done.edit is not None
        new = after(text, done.edit)
        assert "\r\n\r\n## Contributing factors\r\n\r\n* Tools and interfaces: <what" in new
