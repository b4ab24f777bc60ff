"""The second reader on the command line: left out when asked, missed with one warning, and never the exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from blamelint.language.spotter import spotter as module
from blamelint.language.spotter.spotter import Spotter
from blamelint.run.session import Session
from tests.cli.conftest import Blamelint
from tests.eyes import Eyes, Mark

DUST = "# Drill\n\nThe second mail gathered dust.\n\nHuman error was the cause.\n"
RULES = "select = ['BL401', 'BL8']\n"


LOADED = Session._loaded


@pytest.fixture(autouse=True)
def _real(blamelint: Blamelint, monkeypatch: pytest.MonkeyPatch) -> None:
    """The spotter takes part, unlike in other tests of command lines."""
    monkeypatch.setattr(Session, "_loaded", LOADED)


@pytest.fixture
def eyes(monkeypatch: pytest.MonkeyPatch) -> Eyes:
    """A spotter that marks one wording and believes no rule."""
    eyes = Eyes([Mark("gathered dust", "F05")])
    monkeypatch.setattr(Spotter, "load", lambda _: None)
    monkeypatch.setattr(Spotter, "look", lambda _, items: eyes.look(items))
    return eyes


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights that are not there."""
    monkeypatch.setattr(module, "FOLDER", Path("not-there"))


def written(folder: Path, config: str = "", *names: str) -> None:
    """Drafts and a config in the folder of the test."""
    (folder / "blamelint.toml").write_text(RULES + config, encoding="utf-8")
    for name in names or ("a.md",):
        (folder / name).write_text(DUST, encoding="utf-8")


def rules(blamelint: Blamelint, *args: str) -> dict[str, list[str]]:
    """The rules that speak, by file."""
    files = json.loads(blamelint("check", "--output-format", "json", *args).out)["files"]
    return {file["path"]: [finding["rule"] for finding in file["findings"]] for file in files}


@pytest.mark.usefixtures("eyes")
def test_it_takes_part_unless_told_otherwise(tmp_path: Path, blamelint: Blamelint) -> None:
    """It takes a finding back and brings one of its own; `--no-spotter` leaves the rules alone."""
    written(tmp_path)
    assert rules(blamelint) == {"a.md": ["BL805"]}
    assert rules(blamelint, "--no-spotter") == {"a.md": ["BL401"]}
    assert rules(blamelint, "--spotter") == {"a.md": ["BL805"]}


def test_who_is_left_out_is_not_asked(tmp_path: Path, blamelint: Blamelint, eyes: Eyes) -> None:
    """No block is shown to it."""
    written(tmp_path)
    blamelint("check", "--no-spotter")
    assert eyes.looked == []


@pytest.mark.usefixtures("eyes")
def test_a_config_leaves_it_out(tmp_path: Path, blamelint: Blamelint) -> None:
    """`spotter = false`; the command line has the last word."""
    written(tmp_path, "spotter = false\n")
    assert rules(blamelint) == {"a.md": ["BL401"]}
    assert rules(blamelint, "--spotter") == {"a.md": ["BL805"]}


@pytest.mark.usefixtures("eyes")
def test_an_override_leaves_it_out_of_some_files(tmp_path: Path, blamelint: Blamelint) -> None:
    """Files of one run differ."""
    written(tmp_path, "[[overrides]]\nfiles = ['b.md']\nspotter = false\n", "a.md", "b.md")
    assert rules(blamelint) == {"a.md": ["BL805"], "b.md": ["BL401"]}


@pytest.mark.parametrize("value", ["'no'", "0", "[]"])
def test_the_setting_is_a_truth(tmp_path: Path, blamelint: Blamelint, value: str) -> None:
    """Anything else is a mistake, told with its line."""
    written(tmp_path, f"spotter = {value}\n")
    said = blamelint("check")
    assert said.status == 2
    assert "blamelint.toml:2:" in said.err


@pytest.mark.usefixtures("missing")
@pytest.mark.parametrize(("limit", "status"), [("never", 0), ("warning", 1)])
def test_missing_weights_are_a_warning(tmp_path: Path, blamelint: Blamelint, limit: str, status: int) -> None:
    """One line on standard error for all drafts; findings and exit status are those of the rules alone."""
    written(tmp_path, "", "a.md", "b.md", "c.md")
    alone = blamelint("check", "--no-spotter", "--fail-on", limit)
    said = blamelint("check", "--fail-on", limit)
    assert (said.status, said.out) == (alone.status, alone.out)
    assert said.status == status
    assert alone.err == ""
    (line,) = said.err.splitlines()
    assert line.startswith("blamelint: ")
    assert "spotter" in line
    assert "the rules go on alone" in line


@pytest.mark.usefixtures("missing")
def test_quiet_runs_warn_too(tmp_path: Path, blamelint: Blamelint) -> None:
    """What a run could not do is no summary; and JSON on standard output stays JSON."""
    written(tmp_path)
    said = blamelint("check", "--quiet", "--output-format", "json")
    assert "the rules go on alone" in said.err
    assert json.loads(said.out)["files"]


@pytest.mark.usefixtures("missing")
@pytest.mark.parametrize("args", [("rules",), ("explain", "BL805"), ("check", "--show-settings"), ("check", "--help")])
def test_what_only_tells_needs_no_weights(tmp_path: Path, blamelint: Blamelint, args: tuple[str, ...]) -> None:
    """No warning where no draft is read."""
    written(tmp_path)
    said = blamelint(*args)
    assert (said.status, said.err) == (0, "")


@pytest.mark.usefixtures("missing")
def test_a_baseline_is_written_without_it_too(tmp_path: Path, blamelint: Blamelint) -> None:
    """With the same warning, once."""
    written(tmp_path, "baseline = 'b.json'\n", "a.md", "b.md")
    said = blamelint("baseline", "write")
    assert said.err.count("the rules go on alone") == 1
    assert (tmp_path / "b.json").is_file()


def test_settings_tell_of_it(tmp_path: Path, blamelint: Blamelint) -> None:
    """`--show-settings` says whether it takes part, and who says so."""
    written(tmp_path, "spotter = false\n")
    (line,) = [line for line in blamelint("check", "--show-settings").out.splitlines() if "spotter" in line]
    assert "false" in line
