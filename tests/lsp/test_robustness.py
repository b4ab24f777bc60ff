"""What no writer should ever notice: broken rules, enormous drafts, slow editors, long days."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from tests.lsp.editor import Editor, codes, editor, pulling, pushed_to

pytestmark = pytest.mark.asyncio

URI = "untitled:draft"
BLAMED = "# Tariff upload\n\nThe crew should have checked the plan of the bridge.\n"
CALM = "# Tariff upload\n\nThe bridge closed at noon.\n"
UNWRITTEN = "# Tariff upload\n\n## Impact\n\nTBD\n\nThe crew should have checked the plan of the bridge.\n"
ANSWERING = types.WorkspaceClientCapabilities(configuration=True)
BREAK_A_MATCHER = """
from blamelint.cli import main
from blamelint.engine.matchers.clause import ClauseMatcher
sees = ClauseMatcher.find
def find(self, block, context, passage):
    if "kaboom" in block.text:
        raise ZeroDivisionError("a mistake in a rule")
    return sees(self, block, context, passage)
ClauseMatcher.find = find
main(["lsp"])
"""
BREAK_THE_PARSER = """
from blamelint.cli import main
from blamelint.lsp import analysis
parse = analysis.parse
def broken(source, markup):
    if "kaboom" in source.text:
        raise RecursionError("a mistake in a reader")
    return parse(source, markup)
analysis.parse = broken
main(["lsp"])
"""


def answering(after: float, settings: Any) -> Any:
    """Lets the editor say what its settings are, but only after so many seconds."""

    def prepare(this: Editor) -> None:
        async def configuration(params: types.ConfigurationParams) -> list[Any]:
            await asyncio.sleep(after)
            return [settings() for _ in params.items]

        this.client.protocol.fm.features[types.WORKSPACE_CONFIGURATION] = configuration

    return prepare


@pytest.mark.parametrize("broken", [BREAK_A_MATCHER, BREAK_THE_PARSER], ids=["a rule", "a reader"])
async def test_a_mistake_of_ours_costs_one_draft_its_findings(broken: str) -> None:
    """What a rule or a reader raises is logged, once; other drafts are linted, and this one when it has changed."""
    async with editor(command=(sys.executable, "-c", broken)) as this:
        bad = f"{BLAMED}\nThe kaboom was heard by everybody, and the crew should have heard it.\n"
        this.open(URI, bad)
        for _ in range(3):
            this.replace(URI, bad)
        this.open("untitled:other", BLAMED)
        await this.told("untitled:other", 1, {"BL301"})
        await this.until(
            lambda: any("a mistake in a re" in line or "a mistake in a ru" in line for line in this.logged)
        )
        assert len([line for line in this.logged if "a mistake in" in line]) == 1
        await this.told(URI, this.replace(URI, BLAMED), {"BL301"})
        assert this.shown == []


async def test_an_editor_that_pulls_is_answered_in_spite_of_a_mistake_of_ours() -> None:
    """The answer is that there is nothing, and the next one is right again."""
    async with editor(pulling(), command=(sys.executable, "-c", BREAK_THE_PARSER)) as this:
        this.open(URI, f"{BLAMED}\nkaboom\n")
        nothing = await this.pull(URI)
        assert isinstance(nothing, types.RelatedFullDocumentDiagnosticReport)
        assert not nothing.items
        this.replace(URI, BLAMED)
        right = await this.pull(URI)
        assert isinstance(right, types.RelatedFullDocumentDiagnosticReport)
        assert [item.code for item in right.items] == ["BL301"]


async def test_a_rule_of_ones_own_that_repeats_itself_takes_no_time(tmp_path: Path) -> None:
    """Phrases full of repetitions meet a sentence that almost fits them, and the draft is linted all the same."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "blamelint.toml").write_text('rule_paths = ["rules"]\n', encoding="utf-8")
    phrase = " ".join(["[zep|zep zep]"] * 16)
    (tmp_path / "rules" / "ZZ002-many-zeps.yaml").write_text(ZEPS.format(phrase=phrase), encoding="utf-8")
    async with editor(pushed_to(), tmp_path) as this:
        uri = (tmp_path / "draft.md").as_uri()
        began = time.monotonic()
        this.open(uri, f"{BLAMED}\nWe left. {'zep ' * 400}came.\n")
        told = await this.until(lambda: next((p for p in this.published if "BL301" in codes(p)), None))
        assert told.version == 1
        assert time.monotonic() - began < 15
        assert this.shown == []


ZEPS = """\
code: ZZ002
name: many-zeps
group: judgement
severity: info
message: "'{{span}}' flies."
what: Many a word that says zep.
why: Nobody knows why, but this is a rule for a test and it has to say something that is long enough to be read.
match: [{{phrase: ["{phrase} left"]}}]
flag: ["A «zep left» us."]
pass: ["A balloon left us."]
references: ["https://example.org/"]
since: "0.1"
"""


async def test_a_draft_that_is_too_long_is_left_alone() -> None:
    """Of more than two million characters the writer is told once; cut down to a size for people it is linted."""
    async with editor() as this:
        this.open(URI, "word " * 450_000)
        for _ in range(3):
            this.replace(URI, "word " * 450_001)
        await this.until(lambda: this.shown)
        await this.told(URI, this.replace(URI, BLAMED), {"BL301"})
        assert len(this.shown) <= 2
        assert all("characters" in text for text in this.shown)


async def test_an_enormous_line_is_no_trouble() -> None:
    """A megabyte without a line end and ten thousand headings are read, and given up for the next version."""
    async with editor() as this:
        this.open(URI, "The bridge closed. " * 52_000)
        this.open("untitled:headings", "\n\n".join(f"{'#' * (n % 6 + 1)} Part {n}" for n in range(10_000)))
        this.close("untitled:headings")
        await this.told(URI, this.replace(URI, BLAMED), {"BL301"})


async def test_places_outside_of_the_text_are_taken_to_its_ends() -> None:
    """Edits beyond the last line or column, with their ends swapped, or of a draft that is not open, harm nothing."""
    async with editor(options={"debounce": 0, "spotter": False}) as this:
        this.open(URI, BLAMED)
        far = types.Position(2**31 - 1, 2**31 - 1)
        for between in (types.Range(far, far), types.Range(far, types.Position(2, 2**31 - 1))):
            this.change(URI, types.TextDocumentContentChangePartial(range=between, text=" "))
        swapped = types.Range(types.Position(2, 8), types.Position(2, 4))
        version = this.change(URI, types.TextDocumentContentChangePartial(range=swapped, text="team"))
        this.versions["untitled:nobody"] = 0
        this.replace("untitled:nobody", BLAMED)
        this.close("untitled:nobody")
        told = await this.told(URI, version, {"BL301"})
        assert told.diagnostics[0].range == types.Range(types.Position(2, 9), types.Position(2, 28))


async def test_first_findings_are_never_taken_back() -> None:
    """What is told before the models are there is told afterwards, too; rules that speak for spots wait."""
    labels = "\n\n".join(
        ("Once again the night crew made a mess of it.", "They could not be bothered to look.", "A shameful display!")
    )
    text = f"{UNWRITTEN}\n{labels}\n"
    async with editor() as this:
        this.open(URI, text)
        await this.until(lambda: any("BL301" in codes(told) for told in this.published))
        first, *_, last = this.published
        assert first is not last
        assert first.diagnostics
        assert not any(str(code).startswith("BL8") for code in codes(first))
        shown = {(each.code, each.range.start.line) for each in last.diagnostics}
        assert {(each.code, each.range.start.line) for each in first.diagnostics} <= shown


async def test_nothing_flashes_up_before_the_settings_are_known() -> None:
    """A draft that is opened at once waits for the answer of an editor that has settings, and is linted by it."""
    late = answering(0.5, lambda: {"debounce": 0, "ignore": ["BL301"]})
    async with editor(pushed_to(workspace=ANSWERING), options={}, prepare=late) as this:
        this.open(URI, f"{BLAMED}\nA total disaster.\n")
        await this.until(lambda: this.published and "BL411" in codes(this.published[-1]))
        assert not any("BL301" in codes(told) for told in this.published)


async def test_who_asks_too_early_waits_for_the_settings() -> None:
    """An editor that pulls before it has answered gets findings by its settings, not none and not others."""
    can = pulling()
    can.workspace = ANSWERING
    late = answering(0.5, lambda: {"ignore": ["BL301"], "spotter": False})
    async with editor(can, options={}, prepare=late) as this:
        this.open(URI, f"{BLAMED}\nA total disaster.\n")
        told = await this.pull(URI)
        assert isinstance(told, types.RelatedFullDocumentDiagnosticReport)
        assert {item.code for item in told.items} == {"BL411"}


async def test_an_editor_that_does_not_answer_is_not_waited_for_in_vain() -> None:
    """After some seconds drafts are linted by what the editor said on connecting; a late answer is followed."""
    answer = {"ignore": ["BL301"], "spotter": False}
    async with editor(pushed_to(workspace=ANSWERING), prepare=answering(6, lambda: answer)) as this:
        this.open(URI, BLAMED)
        await this.told(URI, 1, {"BL301"})
        this.published.clear()
        await this.told(URI, 1, set())


async def test_a_setting_that_is_taken_out_holds_no_more() -> None:
    """Neither what the editor said on connecting nor what it answered before outlives its removal from the settings."""
    settings = {"debounce": 0, "ignore": ["BL301"]}
    prepare = answering(0, lambda: settings)
    async with editor(pushed_to(workspace=ANSWERING), options=dict(settings), prepare=prepare) as this:
        this.open(URI, BLAMED)
        await this.told(URI, 1, set())
        del settings["ignore"]
        this.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings=None))
        await this.told(URI, 1, {"BL301"})


async def test_what_is_said_on_connecting_holds_where_settings_are_silent() -> None:
    """An editor that answers with nothing at all is one whose writer has set things up for the start."""
    prepare = answering(0, lambda: None)
    options = {"debounce": 0, "ignore": ["BL301"]}
    async with editor(pushed_to(workspace=ANSWERING), options=options, prepare=prepare) as this:
        this.open(URI, f"{BLAMED}\nA total disaster.\n")
        told = await this.until(lambda: next((p for p in this.published if "BL411" in codes(p)), None))
        assert "BL301" not in codes(told)


@pytest.mark.parametrize("after", [0.0, 0.3, 0.8])
async def test_leaving_does_not_wait_for_a_model(after: float) -> None:
    """Shutdown while libraries and models are loaded is answered at once, and the process ends well."""
    async with editor() as this:
        this.open(URI, BLAMED)
        await asyncio.sleep(after)
        began = time.monotonic()
    assert time.monotonic() - began < 5


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system tells nobody what a process holds")
async def test_a_long_day_leaves_nothing_behind() -> None:
    """After 500 drafts were opened, linted and closed the server holds what it held after 50, give or take a tenth."""
    held: dict[int, int] = {}
    async with editor() as this:
        process = this.client._server
        assert process is not None
        for count in range(1, 501):
            uri = f"untitled:{count}"
            this.open(
                uri, f"{BLAMED}\nValve {count % 90} stuck at {count % 24}:15, and pump {count % 7} forgot its rotor.\n"
            )
            await this.until(lambda uri=uri: any(p.uri == uri and "BL301" in codes(p) for p in this.published))
            this.close(uri)
            this.published.clear()
            if count in (50, 500):
                held[count] = resident(process.pid)
    assert held[500] < held[50] * 1.1


def resident(process: int) -> int:
    """Kilobytes that the process holds."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
