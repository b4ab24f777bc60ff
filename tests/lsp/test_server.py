"""The server as an editor sees it: a real process, real messages over standard input and output."""

from __future__ import annotations

import asyncio
import random
import time
from bisect import bisect_left
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pytest_lsp import make_test_lsp_client

from blamelint.config.resolve import Resolver
from blamelint.document.formats import parse
from blamelint.document.model import Format, Source
from blamelint.run.session import Session
from blamelint.text import Encoding
from tests.lsp.editor import COMMAND, PATIENCE, Editor, codes, editor, pulling, pushed_to
from tests.lsp.test_documents import cursors, naive
from tests.warm import warmed

pytestmark = pytest.mark.asyncio

URI = "untitled:draft"
BLAMED = "# Tariff upload\n\nThe 🚒 crew should have checked the plan of the bridge.\n"
"""One finding that needs the model."""
UNWRITTEN = "# Tariff upload\n\n## Impact\n\nTBD\n\nThe crew should have checked the plan of the bridge.\n"
"""Findings about the whole draft, one about template text, and one that needs the model."""
SHAPES = {"BL601", "BL606"}
CALM = "# Tariff upload\n\nThe bridge closed at noon.\n"


def words(text: str, between: types.Range, encoding: Encoding = Encoding.UTF16) -> str:
    """What stands at a range, for one that counts by hand."""
    start, end = (_offset(text, position, encoding) for position in (between.start, between.end))
    return text[start:end]


def _offset(text: str, position: types.Position, encoding: Encoding) -> int:
    """Where a position is, found by halving: positions ascend with offsets."""
    allowed = cursors(text)
    at = bisect_left(allowed, position, key=lambda offset: naive(text, offset, encoding))
    assert naive(text, allowed[at], encoding) == position
    return allowed[at]


async def test_findings_are_pushed_with_all_that_is_known() -> None:
    """A diagnostic has range, severity, code with its page, source, message, question and data; and its version."""
    async with editor() as this:
        assert this.capabilities.diagnostic_provider is None
        this.open(URI, BLAMED)
        told = await this.told(URI, 1, {"BL301"})
        (item,) = told.diagnostics
        assert words(BLAMED, item.range) == "should have checked"
        assert (item.severity, item.source) == (types.DiagnosticSeverity.Warning, "blamelint")
        assert "should have checked" in item.message.splitlines()[0]
        assert item.message.splitlines()[1].endswith("?")
        assert item.code_description is not None
        assert item.code_description.href.endswith(".yaml")
        assert {"fingerprint", "name"} <= set(item.data)


async def test_an_editor_gets_no_more_than_it_can_show() -> None:
    """Without the capabilities there is no version, no page, no related place and no data."""
    async with editor(types.ClientCapabilities()) as this:
        this.open(URI, BLAMED)
        told = await this.until(lambda: next((p for p in this.published if p.diagnostics), None))
        (item,) = told.diagnostics
        assert (told.version, item.code_description, item.related_information, item.data) == (None, None, None, None)


async def test_what_is_said_is_taken_back() -> None:
    """An empty list comes when a draft is calm, and when it is closed; a version is never told of twice differently."""
    async with editor() as this:
        this.open(URI, BLAMED)
        await this.told(URI, 1, {"BL301"})
        await this.told(URI, this.replace(URI, CALM), set())
        version = this.replace(URI, BLAMED)
        await this.told(URI, version, {"BL301"})
        this.close(URI)
        await this.until(lambda: not this.published[-1].diagnostics)
        assert this.published[-1].uri == URI


async def test_words_come_before_the_model() -> None:
    """On opening, what needs no model is told first; the progress of loading it is shown from beginning to end."""
    can = pushed_to(window=types.WindowClientCapabilities(work_done_progress=True))
    async with editor(can) as this:
        this.open(URI, UNWRITTEN)
        await this.told(URI, 1, {*SHAPES, "BL301"})
        assert codes(this.published[0]) == SHAPES
        (reports,) = await this.until(lambda: [r for r in this.client.progress_reports.values() if len(r) == 2] or None)
        assert "en_core_web_sm" in reports[0].title


async def test_only_the_latest_version_is_told() -> None:
    """Of a burst of changes the last is linted, and what is told of earlier ones never comes after it."""
    async with editor(options={"debounce": 20}) as this:
        this.open(URI, CALM)
        await this.told(URI, 1, set())
        before = len(this.published)
        for n in range(200):
            last = this.replace(URI, f"{BLAMED if n % 2 else CALM}\nLine {n}.\n")
        await this.told(URI, last, {"BL301"})
        versions = [told.version for told in this.published[before:]]
        assert versions == sorted(versions)
        assert len(versions) < 100


async def test_an_editor_that_pulls_is_never_pushed_to() -> None:
    """It is offered diagnostics to ask for, gets them with a name, and hears that they are unchanged."""
    async with editor(pulling()) as this:
        assert this.capabilities.diagnostic_provider is not None
        this.open(URI, BLAMED)
        full = await this.pull(URI)
        assert isinstance(full, types.RelatedFullDocumentDiagnosticReport)
        assert [item.code for item in full.items] == ["BL301"]
        again = await this.pull(URI, full.result_id)
        assert isinstance(again, types.RelatedUnchangedDocumentDiagnosticReport)
        this.replace(URI, CALM)
        calm = await this.pull(URI, full.result_id)
        assert isinstance(calm, types.RelatedFullDocumentDiagnosticReport)
        assert not calm.items
        unknown = await this.pull("untitled:never-opened")
        assert isinstance(unknown, types.RelatedFullDocumentDiagnosticReport)
        assert not unknown.items
        assert this.published == []


async def test_an_editor_that_can_ask_again_gets_words_first() -> None:
    """Its first answer does not wait for the model; when that is there, it is told to ask again."""
    async with editor(pulling(refresh=True)) as this:
        this.open(URI, UNWRITTEN)
        early = await this.pull(URI)
        assert isinstance(early, types.RelatedFullDocumentDiagnosticReport)
        assert [item.code for item in early.items] == ["BL601", "BL606"]
        await this.until(lambda: this.client.diagnostic_refresh_count)
        late = await this.pull(URI, early.result_id)
        assert isinstance(late, types.RelatedFullDocumentDiagnosticReport)
        assert {item.code for item in late.items} == {*SHAPES, "BL301"}


async def test_an_answer_about_an_old_version_is_not_given() -> None:
    """A request whose document changes meanwhile is refused in the way that lets the editor ask again."""
    async with editor(pulling(), options={"debounce": 10_000}) as this:
        this.open(URI, "\n\n".join([BLAMED] * 200))
        asked = asyncio.ensure_future(this.pull(URI))
        await asyncio.sleep(0.05)
        this.replace(URI, CALM)
        with pytest.raises(JsonRpcException) as refused:
            await asked
        assert refused.value.code == types.LSPErrorCodes.ServerCancelled
        calm = await this.pull(URI)
        assert isinstance(calm, types.RelatedFullDocumentDiagnosticReport)
        assert not calm.items


@pytest.mark.parametrize("encoding", list(Encoding), ids=lambda encoding: encoding.value)
async def test_columns_are_counted_as_agreed(encoding: Encoding) -> None:
    """In each encoding ranges are exact behind wide characters, CRLF and what only Python takes for line ends."""
    general = types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind(encoding.value)])
    text = f"# Störung 👩\u200d🚒\r\n\r\nA\u2028b\u0085 \f 🚒 語.\r\n\r\n{BLAMED}"
    async with editor(pushed_to(general=general)) as this:
        assert this.capabilities.position_encoding == encoding.value
        this.open(URI, text)
        told = await this.told(URI, 1, {"BL301"})
        assert words(text, told.diagnostics[0].range, encoding) == "should have checked"


async def test_languages_without_a_reader_are_left_alone() -> None:
    """Nothing is published for them, and one line in the log says so, however many there are."""
    async with editor() as this:
        for n in range(3):
            this.open(f"untitled:{n}", BLAMED, "typescript")
            this.change(f"untitled:{n}", types.TextDocumentContentChangeWholeDocument(text="x"))
            this.close(f"untitled:{n}")
        this.open("untitled:mail", BLAMED, "git-commit")
        await this.told("untitled:mail", 1, {"BL301"})
        assert {told.uri for told in this.published} == {"untitled:mail"}
        assert len([line for line in this.logged if "typescript" in line]) == 1
        assert this.shown == []


async def test_each_document_has_the_config_of_its_project(tmp_path: Path) -> None:
    """Two roots, two configs; the project's word goes before the editor's, which holds elsewhere."""
    for name, config in (("one", 'ignore = ["BL301"]\n'), ("two", 'profile = "standard"\n')):
        (tmp_path / name).mkdir()
        (tmp_path / name / "blamelint.toml").write_text(config, encoding="utf-8")
    folders = (tmp_path / "one", tmp_path / "two")
    options = {"debounce": 0, "severity": {"BL301": "error"}, "systems": None}
    async with editor(pushed_to(), *folders, options=options) as this:
        one, two = ((folder / "draft.md").as_uri() for folder in folders)
        outside = (tmp_path / "draft.md").as_uri()
        for uri in (one, two, outside, URI):
            this.open(uri, BLAMED)
        await this.told(two, 1, {"BL301"})
        elsewhere = await this.told(outside, 1, {"BL301"})
        assert elsewhere.diagnostics[0].severity is types.DiagnosticSeverity.Error
        # A document that is not saved is taken for one of the first folder.
        await this.told(URI, 1, set())
        await this.told(one, 1, set())


async def test_what_a_config_leaves_out_is_left_out(tmp_path: Path) -> None:
    """A file that the project excludes has no findings in the editor either."""
    (tmp_path / "blamelint.toml").write_text('extend_exclude = ["old/"]\n', encoding="utf-8")
    async with editor(pushed_to(), tmp_path) as this:
        old, new = ((tmp_path / name).as_uri() for name in ("old/draft.md", "draft.md"))
        this.open(old, BLAMED)
        this.open(new, BLAMED)
        await this.told(new, 1, {"BL301"})
        assert not any(told.diagnostics for told in this.published if told.uri == old)


async def test_settings_are_asked_for_and_followed(tmp_path: Path) -> None:
    """What the editor answers for a folder holds there; a change is asked for again and lints what is open anew."""
    can = pushed_to(workspace=types.WorkspaceClientCapabilities(configuration=True, workspace_folders=True))
    settings = {"": {"debounce": 0}, tmp_path.as_uri(): {"debounce": 0, "ignore": ["BL301"]}}
    async with editor(can, tmp_path, options={}, configuration=settings) as this:
        uri = (tmp_path / "draft.md").as_uri()
        this.open(uri, BLAMED)
        await this.told(uri, 1, set())
        this.client.set_configuration({"blamelint": {"debounce": 0}}, scope_uri=tmp_path.as_uri())
        this.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings=None))
        await this.told(uri, 1, {"BL301"})
        this.client.set_configuration({"blamelint": {"enable": False}})
        this.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings=None))
        await this.until(lambda: not this.published[-1].diagnostics)


async def test_mistakes_in_settings_and_configs_are_told_once(tmp_path: Path) -> None:
    """A broken config is told with its place, once, and comes to life again when the settings are sent anew."""
    config = tmp_path / "blamelint.toml"
    config.write_text("profil = 1\n", encoding="utf-8")
    async with editor(pushed_to(), tmp_path, options={"debounce": -1}) as this:
        uri = (tmp_path / "draft.md").as_uri()
        this.open(uri, BLAMED)
        await this.until(lambda: len(this.shown) == 2)
        for _ in range(3):
            this.replace(uri, BLAMED)
        config.write_text("", encoding="utf-8")
        this.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings={"blamelint": {}}))
        await this.told(uri, this.versions[uri], {"BL301"})
        assert len(this.shown) == 2
        assert any("blamelint.toml:1:1" in text and "profile" in text for text in this.shown)
        assert any("editor setting 'debounce'" in text for text in this.shown)


async def test_without_a_model_words_and_sections_go_on() -> None:
    """A model that is not installed is told of once, with what to type; the rules that need none go on."""
    async with editor(options={"debounce": 0, "model": "en_core_web_lg"}) as this:
        this.open(URI, UNWRITTEN)
        await this.told(URI, 1, SHAPES)
        await this.told(URI, this.replace(URI, f"{UNWRITTEN}More.\n"), SHAPES)
        assert len(this.shown) == 1
        assert "pip install en_core_web_lg" in this.shown[0]


async def test_random_edits_stay_in_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """After 2,000 random edits, looked at every 50, text and findings are those of a plain string, linted afresh."""
    warmed(monkeypatch, spotter=True)
    session, config, chance = Session(), Resolver(isolated=True).for_file("draft.md"), random.Random(7)
    start = BLAMED + "\n\n".join(f"## Part {n}\n\nThe 🚒 driver forgot valve {n} and 語 broke." for n in range(8))
    pieces = (
        "a",
        "é",
        "🚒",
        "\n",
        "\r\n",
        "\r",
        "\u2028",
        " forgot the lamp",
        "\n\n## Root cause\n\n",
        "- ",
        "**",
        "語",
    )
    model, undo = start, [start]
    async with editor(options={"debounce": 10_000}) as this:
        this.open(URI, start)
        for step in range(1, 2001):
            allowed = cursors(model)
            if chance.random() < 0.05:
                between, new = (
                    types.Range(naive(model, 0, Encoding.UTF16), naive(model, len(model), Encoding.UTF16)),
                    undo[-1],
                )
                model = new
            else:
                first = chance.randrange(len(allowed))
                last = min(len(allowed) - 1, first + chance.choice((0, 0, 1, 4)))
                begin, end = allowed[first], allowed[last]
                new = chance.choice((*pieces, "", ""))
                between = types.Range(naive(model, begin, Encoding.UTF16), naive(model, end, Encoding.UTF16))
                model = model[:begin] + new + model[end:]
            version = this.change(URI, types.TextDocumentContentChangePartial(range=between, text=new))
            if step % 50:
                continue
            undo.append(model)
            fresh = session.lint(parse(Source("draft.md", model), Format.MARKDOWN), config).findings
            this.save(URI)
            told = await this.told(URI, version, {finding.rule for finding in fresh})
            assert [(item.code, words(model, item.range)) for item in told.diagnostics] == [
                (finding.rule, finding.span.cut(model)) for finding in fresh
            ]


async def test_leaving_does_not_wait_for_a_lint() -> None:
    """Shutdown in the middle of a long lint is answered at once, and the process ends."""
    async with editor() as this:
        this.open(URI, "\n\n".join(f"{BLAMED}\nThe operator forgot valve {n}." for n in range(3000)))
        await asyncio.sleep(1.5)
        began = time.monotonic()
    assert time.monotonic() - began < 5


async def test_over_tcp() -> None:
    """On a loopback address one editor is served as over standard input, and the process ends with it."""
    process = await asyncio.create_subprocess_exec(*COMMAND, "--tcp", "127.0.0.1:0", stderr=asyncio.subprocess.PIPE)
    assert process.stderr is not None
    line = (await asyncio.wait_for(process.stderr.readline(), PATIENCE)).decode()
    client = make_test_lsp_client()
    await client.start_tcp("127.0.0.1", int(line.rsplit(":", 1)[1]))
    await client.initialize_session(types.InitializeParams(capabilities=types.ClientCapabilities()))
    Editor(client).open(URI, CALM)
    await asyncio.wait_for(client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS), PATIENCE)
    await client.shutdown_session()
    assert await asyncio.wait_for(process.wait(), PATIENCE) == 0
    await client.stop()
