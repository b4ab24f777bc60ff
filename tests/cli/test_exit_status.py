"""The exit status, over everything that has a say in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Blamelint

SEVERITIES = ["info", "warning", "error"]
DRAFTS = {
    None: "The disk was full.\n",
    "info": "The disk was full again!!\n",
    "warning": "Obviously the disk was full.\n",
    "error": "The vendor is to blame.\n",
}
"""A draft for each loudest severity."""
RULES = ("--isolated", "--select", "BL201,BL207,BL311", "-q")


def expected(worst: str | None, fail_on: str | None, *, exit_zero: bool) -> int:
    """What the README promises."""
    limit = fail_on or "error"
    if worst is None or limit == "never" or exit_zero:
        return 0
    return int(SEVERITIES.index(worst) >= SEVERITIES.index(limit))


@pytest.mark.parametrize("form", ["concise", "json", "sarif"])
@pytest.mark.parametrize("exit_zero", [False, True], ids=["", "exit-zero"])
@pytest.mark.parametrize("fail_on", [None, *SEVERITIES, "never"])
@pytest.mark.parametrize("worst", list(DRAFTS))
def test_status_of_findings(
    blamelint: Blamelint, worst: str | None, fail_on: str | None, *, exit_zero: bool, form: str
) -> None:
    """1 for findings at or above the limit, else 0; the format has no say."""
    args = [*(["--fail-on", fail_on] if fail_on else []), *(["--exit-zero"] if exit_zero else [])]
    said = blamelint("check", "-", *RULES, "--output-format", form, *args, given=DRAFTS[worst].encode())
    assert said.status == expected(worst, fail_on, exit_zero=exit_zero)
    assert said.err == ""


@pytest.mark.parametrize("fail_on", [*SEVERITIES, "never"])
@pytest.mark.parametrize(
    "more", [[], ["--exit-zero"], ["--statistics"], ["--fix"], ["--fix", "--dry-run"], ["--show-files"]]
)
def test_a_failure_is_never_hidden(blamelint: Blamelint, tmp_path: Path, fail_on: str, more: list[str]) -> None:
    """What could not be carried out is 2, whatever else was found or asked for."""
    (tmp_path / "a.md").write_text(DRAFTS["error"])
    assert blamelint("check", "a.md", "gone.md", *RULES, "--fail-on", fail_on, *more).status == 2


@pytest.mark.parametrize(("limit", "status"), [("error", 0), ("warning", 1)])
def test_the_limit_of_each_draft_counts_for_it(blamelint: Blamelint, tmp_path: Path, limit: str, status: int) -> None:
    """Two folders with two configs have two limits."""
    for name, own in (("a", "never"), ("b", limit)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.md").write_text(DRAFTS["warning"])
        (tmp_path / name / "blamelint.toml").write_text(f'fail_on = "{own}"\nselect = ["BL311"]\n')
    assert blamelint("check", ".", "-q").status == status


@pytest.mark.parametrize("more", [["--statistics"], ["--output-format", "github"], ["--output-file", "out.txt"]])
def test_how_findings_are_shown_does_not_matter(blamelint: Blamelint, more: list[str]) -> None:
    """Counted, annotated or written to a file: they are as loud as ever."""
    assert blamelint("check", "-", *RULES, *more, given=DRAFTS["error"].encode()).status == 1
