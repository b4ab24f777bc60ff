"""Configs, rules and baselines as they change under the editor, and the folders of a workspace that come and go."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pytest_lsp import make_test_lsp_client

from tests.lsp.editor import COMMAND, Editor, editor, pulling, pushed_to

pytestmark = pytest.mark.asyncio

BLAMED = "# Tariff upload\n\nThe crew should have checked the plan of the bridge.\n"
RULE = """\
code: ZZ001
name: no-zeppelins
group: judgement
severity: info
message: "'{span}' flies."
what: A word that says zeppelin.
why: Nobody knows why, but this is a rule for a test and it has to say something that is long enough to be read.
match: [{phrase: [zeppelin]}]
flag: ["A «zeppelin» came."]
pass: ["A balloon came."]
references: ["https://example.org/"]
since: "0.1"
"""


def watching(*, relative: bool = True) -> types.ClientCapabilities:
    """What an editor can that watches files."""
    files = types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True, relative_pattern_support=relative)
    return pushed_to(workspace=types.WorkspaceClientCapabilities(did_change_watched_files=files))


def wrong_in(this: Editor, file: Path) -> list[tuple[str, types.Range]] | None:
    """What was told last of a file, the first line of each message with its range; None when nothing was."""
    told = [each for each in this.published if each.uri == file.as_uri()]
    return [(item.message.splitlines()[0], item.range) for item in told[-1].diagnostics] if told else None


async def test_a_changed_config_is_followed(tmp_path: Path) -> None:
    """When the editor tells that a config has come, has changed or is gone, open drafts are linted anew by it."""
    config, uri = tmp_path / "blamelint.toml", (tmp_path / "draft.md").as_uri()
    async with editor(watching(), tmp_path) as this:
        this.open(uri, BLAMED)
        await this.told(uri, 1, {"BL301"})
        await this.until(lambda: "**/blamelint.toml" in this.watched() and "**/pyproject.toml" in this.watched())
        for said, rules in (('ignore = ["BL301"]', set()), ('severity = {BL301 = "error"}', {"BL301"})):
            this.published.clear()
            config.write_text(said, encoding="utf-8")
            this.tell_changed(config)
            await this.told(uri, 1, rules)
        assert this.published[-1].diagnostics[0].severity is types.DiagnosticSeverity.Error
        this.published.clear()
        config.unlink()
        this.tell_changed(config)
        told = await this.told(uri, 1, {"BL301"})
        assert told.diagnostics[0].severity is types.DiagnosticSeverity.Warning


async def test_a_file_that_does_not_matter_changes_nothing(tmp_path: Path) -> None:
    """A change of some other file reads nothing anew, however often it comes."""
    uri = (tmp_path / "draft.md").as_uri()
    async with editor(watching(), tmp_path) as this:
        this.open(uri, BLAMED)
        await this.told(uri, 1, {"BL301"})
        before = len(this.published)
        this.tell_changed(*(tmp_path / f"{n}.yaml" for n in range(50)), tmp_path / "draft.md")
        version = this.replace(uri, f"{BLAMED}\nIt rained.\n")
        await this.told(uri, version, {"BL301"})
        assert {told.version for told in this.published[before:]} == {version}


async def test_rules_of_ones_own_are_followed(tmp_path: Path) -> None:
    """The folders of `rule_paths` are watched; a rule that comes speaks, and a broken one is shown in its own file."""
    config, rules, uri = tmp_path / "blamelint.toml", tmp_path / "own rules", (tmp_path / "draft.md").as_uri()
    rules.mkdir()
    config.write_text('rule_paths = ["own rules"]\n', encoding="utf-8")
    async with editor(watching(), tmp_path) as this:
        this.open(uri, "# Tariff upload\n\nA zeppelin came.\n")
        await this.told(uri, 1, set())
        await this.until(lambda: f"{rules.as_uri()}/**/*.yaml" in this.watched())
        rule = rules / "ZZ001-no-zeppelins.yaml"
        rule.write_text(RULE, encoding="utf-8")
        this.tell_changed(rule)
        await this.told(uri, 1, {"ZZ001"})
        rule.write_text(RULE.replace("group:", "groop:"), encoding="utf-8")
        this.tell_changed(rule)
        ((message, place),) = await this.until(lambda: wrong_in(this, rule))
        assert "groop" in message
        assert place == types.Range(types.Position(2, 0), types.Position(2, 5))
        rule.write_text(RULE, encoding="utf-8")
        this.published.clear()
        this.tell_changed(rule)
        await this.until(lambda: wrong_in(this, rule) == [])
        await this.told(uri, 1, {"ZZ001"})


async def test_the_baseline_is_respected(tmp_path: Path) -> None:
    """Accepted findings are not shown; when the baseline comes or changes, the editor follows."""
    config, baseline = tmp_path / "blamelint.toml", tmp_path / "accepted.json"
    config.write_text('baseline = "accepted.json"\n', encoding="utf-8")
    uri = (tmp_path / "draft.md").as_uri()
    async with editor(watching(), tmp_path) as this:
        this.open(uri, BLAMED)
        told = await this.told(uri, 1, {"BL301"})
        await this.until(lambda: wrong_in(this, config))
        assert "no such baseline" in (wrong_in(this, config) or [("", None)])[0][0]
        await this.until(lambda: baseline.as_uri() in this.watched())
        name = told.diagnostics[0].data["fingerprint"]
        entry = f'{{"path": "draft.md", "rule": "BL301", "fingerprint": "{name}", "count": 1}}'
        baseline.write_text(f'{{"schema_version": 1, "entries": [{entry}]}}', encoding="utf-8")
        this.tell_changed(baseline)
        await this.told(uri, 1, set())
        await this.until(lambda: wrong_in(this, config) == [])
        # One more of the same is new.
        await this.told(uri, this.replace(uri, f"{BLAMED}\n{BLAMED.splitlines()[2]}\n"), {"BL301"})
        baseline.write_text('{"schema_version": 7, "entries": []}', encoding="utf-8")
        this.tell_changed(baseline)
        await this.until(lambda: wrong_in(this, baseline))


async def test_without_watching_files_are_looked_at(tmp_path: Path) -> None:
    """An editor that watches nothing sees a config that came and went all the same, a moment later."""
    config, uri = tmp_path / "blamelint.toml", (tmp_path / "draft.md").as_uri()
    async with editor(pushed_to(), tmp_path) as this:
        this.open(uri, BLAMED)
        await this.told(uri, 1, {"BL301"})
        this.published.clear()
        config.write_text('ignore = ["BL301"]\n', encoding="utf-8")
        await this.told(uri, 1, set())
        this.published.clear()
        config.unlink()
        await this.told(uri, 1, {"BL301"})
        assert this.registered == {}


async def test_a_saved_config_is_followed_at_once(tmp_path: Path) -> None:
    """Saving the config in the editor itself is enough."""
    config, uri = tmp_path / "blamelint.toml", (tmp_path / "draft.md").as_uri()
    async with editor(pushed_to(), tmp_path) as this:
        this.open(uri, BLAMED)
        this.open(config.as_uri(), "", "toml")
        await this.told(uri, 1, {"BL301"})
        this.published.clear()
        said = 'ignore = ["BL301"]\n'
        this.replace(config.as_uri(), said)
        config.write_text(said, encoding="utf-8")
        this.save(config.as_uri())
        await this.told(uri, 1, set())


async def test_a_broken_config_is_shown_where_it_is_broken(tmp_path: Path) -> None:
    """The mistake is told in the file, at the word, unsaved too; it goes when it is mended, and is back on closing."""
    config, uri = tmp_path / "blamelint.toml", (tmp_path / "draft.md").as_uri()
    config.write_text('people = ["🚒"]\nprofil = "strict"\n', encoding="utf-8")
    async with editor(watching(), tmp_path) as this:
        this.open(uri, BLAMED)
        ((message, place),) = await this.until(lambda: wrong_in(this, config))
        assert message == "unknown key 'profil'"
        assert place == types.Range(types.Position(1, 0), types.Position(1, 6))
        await this.until(lambda: this.shown)
        this.open(config.as_uri(), 'people = ["🚒"]\nprofil = "strict"\n', "toml")
        await this.until(lambda: [p.version for p in this.published if p.uri == config.as_uri()][-1] == 1)
        cases = {
            'people = ["🚒"], ["BL3O1"]': None,
            'overrides = [{files = ["🚒"], ignore = ["BL3O1"]}]': types.Range(
                types.Position(0, 40), types.Position(0, 47)
            ),
            "severity = {BL301 = 7}": types.Range(types.Position(0, 20), types.Position(0, 21)),
            "[vocabulary]\nroals = []": types.Range(types.Position(1, 0), types.Position(1, 5)),
            'baseline = "none.json"': types.Range(types.Position(0, 0), types.Position(0, 8)),
        }
        for text, where in cases.items():
            version = this.replace(config.as_uri(), text)
            told = await this.told(config.as_uri(), version, {None})
            assert len(told.diagnostics) == 1, text
            assert where is None or told.diagnostics[0].range == where, text
        this.replace(config.as_uri(), "")
        await this.until(lambda: wrong_in(this, config) == [])
        # Nothing was saved.
        this.close(config.as_uri())
        await this.until(lambda: wrong_in(this, config))
        config.write_text("", encoding="utf-8")
        this.tell_changed(config)
        await this.until(lambda: wrong_in(this, config) == [])
        await this.told(uri, 1, {"BL301"})
        # It comes back, so it is told of again.
        config.write_text("[", encoding="utf-8")
        this.tell_changed(config)
        await this.until(lambda: len(this.shown) == 2)


async def test_an_editor_that_pulls_asks_configs_too(tmp_path: Path) -> None:
    """What is wrong with an open config is answered, never pushed; a `pyproject.toml` without us is left alone."""
    config, other = tmp_path / "pyproject.toml", tmp_path / "sub" / "pyproject.toml"
    async with editor(pulling(), tmp_path) as this:
        this.open(config.as_uri(), "[tool.blamelint]\nfail_on = 3\n", "toml")
        this.open(other.as_uri(), "[tool.other]\nfail_on = 3\n", "toml")
        wrong = await this.pull(config.as_uri())
        assert isinstance(wrong, types.RelatedFullDocumentDiagnosticReport)
        assert [(item.range.start.line, item.source) for item in wrong.items] == [(1, "blamelint")]
        right = await this.pull(other.as_uri())
        assert isinstance(right, types.RelatedFullDocumentDiagnosticReport)
        assert not right.items
        assert this.published == []


async def test_nothing_is_asked_before_the_editor_is_ready(tmp_path: Path) -> None:
    """Until it says that it is initialized, an editor is neither told of mistakes nor asked to watch."""
    (tmp_path / "blamelint.toml").write_text("[", encoding="utf-8")
    client = make_test_lsp_client()
    this = Editor(client)
    this.note()
    await client.start_io(*COMMAND)
    folders = [types.WorkspaceFolder(tmp_path.as_uri(), "reviews")]
    client.capabilities = watching()
    await client.initialize_async(types.InitializeParams(capabilities=watching(), workspace_folders=folders))
    await asyncio.sleep(1)
    assert (this.registered, this.published) == ({}, [])
    client.initialized(types.InitializedParams())
    await this.until(lambda: this.registered and this.published)
    await client.shutdown_session()
    await client.stop()


async def test_folders_come_and_go(tmp_path: Path) -> None:
    """The settings of a folder that is added hold in it, and no longer when it is gone; its config holds all along."""
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    (two / "blamelint.toml").write_text('severity = {BL301 = "error"}\n', encoding="utf-8")
    can = types.WorkspaceClientCapabilities(configuration=True, workspace_folders=True)
    settings: dict[str, dict[str, Any]] = {"": {"debounce": 0}, two.as_uri(): {"debounce": 0, "ignore": ["BL301"]}}
    async with editor(pushed_to(workspace=can), one, configuration=settings) as this:
        uri, folder = (two / "draft.md").as_uri(), types.WorkspaceFolder(two.as_uri(), "two")
        this.open(uri, BLAMED)
        told = await this.told(uri, 1, {"BL301"})
        assert told.diagnostics[0].severity is types.DiagnosticSeverity.Error
        event = types.WorkspaceFoldersChangeEvent(added=[folder], removed=[])
        this.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
        await this.told(uri, 1, set())
        this.published.clear()
        event = types.WorkspaceFoldersChangeEvent(added=[], removed=[folder])
        this.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
        await this.told(uri, 1, {"BL301"})


async def test_a_document_gets_a_name(tmp_path: Path) -> None:
    """What was untitled is linted by the first folder's config and, once it is saved, by that of its own place."""
    (tmp_path / "blamelint.toml").write_text('ignore = ["BL301"]\n', encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "blamelint.toml").write_text("", encoding="utf-8")
    async with editor(pushed_to(), tmp_path) as this:
        this.open("untitled:Untitled-1", BLAMED)
        await this.told("untitled:Untitled-1", 1, set())
        this.close("untitled:Untitled-1")
        uri = (tmp_path / "sub" / "draft.md").as_uri()
        this.open(uri, BLAMED)
        await this.told(uri, 1, {"BL301"})
