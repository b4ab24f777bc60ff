"""`--statistics`, `--show-files`, `--show-settings`, and what -q and -v change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Blamelint

LOUD = "Obviously the disk was full.\n\nThe vendor is to blame. Clearly, it was full!!\n\nThe crew is to blame.\n"
RULES = ("--isolated", "--select", "BL201,BL207,BL311")


def test_statistics_count_by_rule(blamelint: Blamelint) -> None:
    """Most frequent first, equal ones by code; nothing tells whose draft or which file it was."""
    said = blamelint("check", "-", "--statistics", *RULES, "--exit-zero", given=LOUD.encode())
    assert said.out == (
        "2  BL201  blame-predicate\n"
        "2  BL311  obviousness           2 with a safe edit\n"
        "1  BL207  animated-punctuation  1 with a safe edit\n"
        "5 findings in 1 file (2 errors, 2 warnings, 1 info), 3 with a safe edit (--fix).\n"
    )


def test_statistics_for_programs(blamelint: Blamelint) -> None:
    """The same as JSON."""
    line = ("check", "-", "--statistics", *RULES, "--exit-zero", "--output-format", "json")
    rows = json.loads(blamelint(*line, given=LOUD.encode()).out)
    assert rows[0] == {"rule": "BL201", "name": "blame-predicate", "group": "judgement", "count": 2, "fixable": 0}
    assert [(row["rule"], row["count"], row["fixable"]) for row in rows] == [
        ("BL201", 2, 0),
        ("BL311", 2, 2),
        ("BL207", 1, 1),
    ]
    assert json.loads(blamelint(*line, given=b"All quiet.\n").out) == []


def test_statistics_of_nothing(blamelint: Blamelint) -> None:
    """No rows, and the line that sums up."""
    line = ("check", "-", "--statistics", *RULES)
    assert blamelint(*line, given=b"All quiet.\n") == (0, "No findings in 1 file.\n", "")
    assert blamelint(*line, "-q", given=b"All quiet.\n") == (0, "", "")


def test_statistics_never_name_files_or_people(blamelint: Blamelint, tmp_path: Path) -> None:
    """One table for all drafts, whoever wrote them."""
    for name in ("wanjiru", "otieno"):
        (tmp_path / f"{name}.md").write_text(f"---\nauthor: {name}\n---\n\n@{name} is to blame.\n")
    said = blamelint("check", ".", "--statistics", "--exit-zero")
    assert "BL201" in said.out
    assert "wanjiru" not in said.out.lower()
    assert "otieno" not in said.out.lower()


@pytest.mark.parametrize("form", ["sarif", "github", "markdown"])
def test_formats_without_statistics_say_so(blamelint: Blamelint, form: str) -> None:
    """A table would not be valid there."""
    said = blamelint("check", "-", "--statistics", "--output-format", form)
    assert (said.status, said.out) == (2, "")
    assert "full, concise, grouped, json" in said.err


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a draft, an excluded folder, an excluded file and files of other kinds."""
    for name in ("reviews/a.md", "reviews/old/b.md", "reviews/LICENSE.md", "reviews/tool.py", "reviews/data.csv"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Obviously the disk was full.\n")
    (tmp_path / "blamelint.toml").write_text(
        'profile = "strict"\nextend_exclude = ["old/"]\n[severity]\nBL311 = "info"\n'
    )
    return tmp_path


def test_show_files_names_what_would_be_linted(blamelint: Blamelint, project: Path) -> None:
    """One path a line, as reports name it, and nothing is linted."""
    assert blamelint("check", "--show-files") == (0, "reviews/a.md\n", "")
    assert blamelint("check", "reviews/old/b.md", "--show-files") == (0, "reviews/old/b.md\n", "")


def test_show_files_tells_why_not(blamelint: Blamelint, project: Path) -> None:
    """With -v the pattern that excludes, and where it stands; what no pattern includes is counted."""
    said = blamelint("check", ".", "--show-files", "-v")
    assert (said.status, said.out) == (0, "reviews/a.md\n")
    assert said.err.splitlines() == [
        'blamelint: not linted: reviews/LICENSE.md: exclude "LICENSE*"   (default)',
        'blamelint: not linted: reviews/old/: extend_exclude "old/"   (blamelint.toml:2)',
        "blamelint: not linted: 3 files that no pattern of `include` names",
    ]
    forced = blamelint("check", "reviews/old/b.md", "--force-exclude", "--show-files", "-v")
    assert forced == (
        0, "", 'blamelint: not linted: reviews/old/b.md: extend_exclude "old/"   (blamelint.toml:2)\n'
    )  # fmt: skip


def test_show_files_of_a_path_that_is_not_there(blamelint: Blamelint, project: Path) -> None:
    """It is a failure as in a run."""
    said = blamelint("check", "reviews/a.md", "gone.md", "--show-files")
    assert said == (2, "reviews/a.md\n", "blamelint: gone.md: There is no such file or folder.\n")


def test_show_settings_tells_each_origin(blamelint: Blamelint, project: Path) -> None:
    """Defaults, profile, file and command line, for settings and for rules."""
    said = blamelint("check", "reviews", "--show-settings", "--fail-on", "info", "--ignore", "BL1")
    assert (said.status, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0] == "# for reviews/a.md"
    assert 'profile = "strict"   (blamelint.toml:1)' in lines
    assert 'fail_on = "info"   (command line)' in lines
    assert 'model = "en_core_web_sm"   (default)' in lines
    assert 'BL311 = "info"   (blamelint.toml:4, by BL311)   obviousness' in lines
    assert 'BL101 = "off"   (command line, by BL1)   named-person-harm' in lines


def test_show_settings_of_several_configs(blamelint: Blamelint, project: Path) -> None:
    """Each is shown once, with a draft it is for."""
    with (project / "blamelint.toml").open("a") as file:
        file.write('[[overrides]]\nfiles = ["c.md"]\nfail_on = "never"\n')
    for name in ("c.md", "d.md"):
        (project / name).write_text("x\n")
    out = blamelint("check", "--show-settings").out
    assert [line for line in out.splitlines() if line.startswith("# for")] == [
        "# for c.md",
        "# for d.md and 1 more file",
    ]
    assert out.count("fail_on = ") == 2


def test_show_settings_without_drafts(blamelint: Blamelint, tmp_path: Path) -> None:
    """An empty folder has settings, too."""
    (tmp_path / "blamelint.toml").write_text('fail_on = "info"\n')
    assert 'fail_on = "info"   (blamelint.toml:1)\n' in blamelint("check", "--show-settings").out


def test_one_thing_is_shown_at_a_time(blamelint: Blamelint) -> None:
    """Both stop before linting."""
    assert blamelint("check", "--show-files", "--show-settings").status == 2


VOLUMES = {
    (): ("summary", ""),
    ("-q",): ("", ""),
    ("-v",): ("summary", "settings"),
    ("-q", "-v"): ("", "settings"),
}
"""For -q and -v: what standard output has beside findings, and whether standard error names settings."""


@pytest.mark.parametrize("options", VOLUMES, ids=" ".join)
def test_quiet_and_verbose_govern_one_stream_each(
    blamelint: Blamelint, project: Path, options: tuple[str, ...]
) -> None:
    """-q takes the summary from standard output, -v adds to standard error; the findings are always the same."""
    said = blamelint("check", "reviews", "--output-format", "concise", *options)
    summary, settings = VOLUMES[options]
    assert said.out.startswith("reviews/a.md:1:1: BL311 ")
    assert ("1 finding in 1 file" in said.out) == bool(summary)
    assert ('profile = "strict"   (blamelint.toml:1)' in said.err) == bool(settings)
    assert ("not linted: reviews/old/" in said.err) == bool(settings)
    assert bool(said.err) == bool(settings)


def test_failures_are_told_in_quiet_runs(blamelint: Blamelint) -> None:
    """Quiet is about success."""
    said = blamelint("check", "gone.md", "-q")
    assert said == (2, "", "blamelint: gone.md: There is no such file or folder.\n")
