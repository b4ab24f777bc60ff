"""`blamelint baseline` and `check --baseline`: what is accepted is told no more, and nothing hides behind it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Blamelint

BLAME = "The vendor is to blame.\n"
CONFIG = 'baseline = "blamelint-baseline.json"\nselect = ["BL201", "BL311", "BL9"]\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "blamelint.toml").write_text(CONFIG, "utf-8")
    (tmp_path / "reviews").mkdir()
    (tmp_path / "reviews" / "a.md").write_text(f"# A\n\n{BLAME}", "utf-8")
    (tmp_path / "reviews" / "b.txt").write_text(f"Obviously it rained.\n\n{BLAME}", "utf-8")
    return tmp_path


@pytest.fixture
def accepted(project: Path, blamelint: Blamelint) -> Path:
    assert blamelint("baseline", "write").status == 0
    return project


def entries(folder: Path) -> list[dict[str, object]]:
    return json.loads((folder / "blamelint-baseline.json").read_text("utf-8"))["entries"]


def test_without_a_baseline_the_run_fails(project: Path, blamelint: Blamelint) -> None:
    """A config that names one that is not there is 2, with its place and what to do."""
    said = blamelint("check")
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith(
        "blamelint: blamelint-baseline.json:1:1: there is no such baseline; `blamelint baseline w"
    )
    assert blamelint("check", "--no-baseline").status == 1


def test_what_is_accepted_is_told_no_more(accepted: Path, blamelint: Blamelint) -> None:
    """The run is clean, and says on standard error what it leaves out."""
    said = blamelint("check")
    assert (said.status, said.out) == (0, "No findings in 2 files.\n")
    assert said.err == "blamelint: blamelint-baseline.json accepts 3 findings\n"
    assert blamelint("check", "-q").err == ""
    assert blamelint("check", "--no-baseline").status == 1


def test_entries_hold_no_words_of_the_draft(accepted: Path) -> None:
    """Path, rule, fingerprint and count, sorted, one a line."""
    text = (accepted / "blamelint-baseline.json").read_text("utf-8")
    assert "vendor" not in text
    assert [(e["path"], e["rule"], e["count"]) for e in entries(accepted)] == [
        ("reviews/a.md", "BL201", 1),
        ("reviews/b.txt", "BL201", 1),
        ("reviews/b.txt", "BL311", 1),
    ]
    assert len(text.splitlines()) == 8


def test_the_config_names_it_from_its_own_folder(accepted: Path, blamelint: Blamelint, monkeypatch) -> None:
    """Paths in it start from the baseline, so the current folder does not matter."""
    monkeypatch.chdir(accepted / "reviews")
    said = blamelint("check", "a.md", str(accepted / "reviews" / "b.txt"))
    assert (said.status, said.out) == (0, "No findings in 2 files.\n")


def test_one_new_sentence_is_told(accepted: Path, blamelint: Blamelint) -> None:
    """Lines moved, text wrapped anew, other line ends: only what was added is told."""
    path = accepted / "reviews" / "a.md"
    path.write_bytes(b"# A\r\n\r\nNew.\r\n\r\nThe vendor\r\nis to blame.\r\n\r\nThe crew is to blame.\r\n")
    said = blamelint("check", "--output-format", "concise")
    assert said.status == 1
    assert [line.rsplit(":", 1)[0] for line in said.out.splitlines()[:-1]] == ["reviews/a.md:8:13"]


def test_one_more_of_the_same_is_told(accepted: Path, blamelint: Blamelint) -> None:
    """The same sentence a second time is new, and it is the second one."""
    (accepted / "reviews" / "a.md").write_text(f"# A\n\n{BLAME}\n{BLAME}", "utf-8")
    said = blamelint("check", "--output-format", "pylint")
    assert said.out.startswith("reviews/a.md:5: ")
    assert said.out.count("\n") == 1


def test_a_renamed_draft_is_new(accepted: Path, blamelint: Blamelint) -> None:
    """Its findings are told, and the entries of the old name are known to be stale until they are pruned."""
    (accepted / "reviews" / "a.md").rename(accepted / "reviews" / "c.md")
    said = blamelint("check", "-q", "--output-format", "pylint")
    assert (said.status, said.out.count("\n")) == (1, 1)
    assert "1 accepted finding no longer there (blamelint baseline prune)" in blamelint("check").err
    assert blamelint("baseline", "prune").out == "blamelint-baseline.json: 1 finding dropped, 2 findings left.\n"
    assert {entry["path"] for entry in entries(accepted)} == {"reviews/b.txt"}


def test_prune_only_ever_takes_away(accepted: Path, blamelint: Blamelint) -> None:
    """What is new is not accepted by it, and a second run changes nothing."""
    (accepted / "reviews" / "a.md").write_text("# A\n\nThe crew is to blame.\n", "utf-8")
    before = entries(accepted)
    blamelint("baseline", "prune", "reviews/b.txt")
    assert entries(accepted) == before
    blamelint("baseline", "prune")
    assert entries(accepted) == before[1:]
    stamp = (accepted / "blamelint-baseline.json").stat().st_mtime_ns
    assert "0 findings dropped, 2 findings left" in blamelint("baseline", "prune").out
    assert (accepted / "blamelint-baseline.json").stat().st_mtime_ns == stamp


def test_show_tells_what_is_there_and_what_is_gone(accepted: Path, blamelint: Blamelint) -> None:
    """By draft and rule; the file stays as it is."""
    (accepted / "reviews" / "a.md").unlink()
    said = blamelint("baseline", "show")
    assert said.status == 0
    assert said.out == (
        "reviews/a.md: BL201 1, 1 gone\n"
        "reviews/b.txt: BL201 1\n"
        "reviews/b.txt: BL311 1\n"
        "blamelint-baseline.json accepts 3 findings in 2 drafts.\n"
        "1 of them match nothing any more; `blamelint baseline prune` drops them.\n"
    )
    assert len(entries(accepted)) == 3


def test_write_for_one_draft_leaves_the_others(accepted: Path, blamelint: Blamelint) -> None:
    """Entries of drafts that are not named stay; those of drafts that are gone go."""
    (accepted / "reviews" / "b.txt").write_text("Calm.\n", "utf-8")
    (accepted / "new.md").write_text(BLAME, "utf-8")
    (accepted / "reviews" / "a.md").unlink()
    said = blamelint("baseline", "write", "new.md")
    assert said.out == "blamelint-baseline.json accepts 3 findings in 2 drafts.\n"
    assert {entry["path"] for entry in entries(accepted)} == {"new.md", "reviews/b.txt"}


def test_rules_that_are_off_are_not_stale(accepted: Path, blamelint: Blamelint) -> None:
    """A run that leaves out a rule cannot say that its findings are gone."""
    assert "no longer" not in blamelint("check", "--select", "BL311").err


def test_directives_make_entries_stale(accepted: Path, blamelint: Blamelint) -> None:
    """What a directive takes back is no longer for the baseline to accept, and is not counted twice."""
    (accepted / "reviews" / "a.md").write_text(
        f"# A\n\n<!-- blamelint-disable-next-line BL201 -- x -->\n{BLAME}", "utf-8"
    )
    said = blamelint("check")
    assert said.status == 0
    assert "accepts 2 findings" in said.err
    assert "1 accepted finding no longer there" in said.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "blamelint: blamelint-baseline.json:1:2: it is not JSON"),
        ('{"schema_version": 7, "entries": []}', "blamelint-baseline.json:1:2: it has the schema version 7"),
        ("\udcff", "blamelint-baseline.json:1:1: not UTF-8"),
    ],
)
@pytest.mark.parametrize("command", [("check",), ("baseline", "write"), ("baseline", "prune"), ("baseline", "show")])
def test_a_broken_baseline_ends_every_command(
    accepted: Path, blamelint: Blamelint, command: tuple[str, ...], text: str, said: str
) -> None:
    """Exit 2 with the place; nothing is told as clean, and the file is not written over."""
    data = text.encode("utf-8", "surrogateescape")
    (accepted / "blamelint-baseline.json").write_bytes(data)
    run = blamelint(*command)
    assert (run.status, run.out) == (2, "")
    assert said in run.err
    assert (accepted / "blamelint-baseline.json").read_bytes() == data


def test_a_draft_that_cannot_be_linted_keeps_the_baseline(accepted: Path, blamelint: Blamelint) -> None:
    """Nothing is written when something could not be read."""
    before = entries(accepted)
    (accepted / "reviews" / "a.md").write_bytes(b"\xff\xff")
    for command in ("write", "prune"):
        run = blamelint("baseline", command)
        assert run.status == 2
        assert "reviews/a.md" in run.err
        assert entries(accepted) == before


def test_a_link_out_of_the_folder_is_not_followed(project: Path, blamelint: Blamelint, tmp_path_factory) -> None:
    """A baseline that is a link to elsewhere is not written."""
    target = tmp_path_factory.mktemp("elsewhere") / "file"
    (project / "blamelint-baseline.json").symlink_to(target)
    run = blamelint("baseline", "write")
    assert run.status == 2
    assert "link that leads out" in run.err
    assert not target.exists()


def test_a_baseline_that_no_config_names(project: Path, blamelint: Blamelint) -> None:
    """It is written beside the config, with a hint, and used with --baseline."""
    (project / "blamelint.toml").write_text('select = ["BL201"]\n', "utf-8")
    said = blamelint("baseline", "write", "reviews")
    assert said.out.endswith('To use it: baseline = "blamelint-baseline.json" in blamelint.toml\n')
    assert blamelint("check").status == 1
    assert blamelint("check", "--baseline", "blamelint-baseline.json").status == 0
    assert blamelint("check", "--baseline", "x.json", "--no-baseline").status == 2
    assert blamelint("baseline", "write", "-").status == 2


def test_standard_input_is_known_by_its_name(accepted: Path, blamelint: Blamelint) -> None:
    """An editor that says which file it pipes in gets what the file would get; without a name all is told."""
    assert blamelint("check", "-", "--stdin-filename", "reviews/a.md", given=BLAME.encode()).status == 0
    assert blamelint("check", "-", given=BLAME.encode()).status == 1


def test_two_branches_merge(accepted: Path, blamelint: Blamelint) -> None:
    """Entries that two branches add in different places merge without a conflict."""

    def git(*words: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main", *words],
            cwd=accepted, check=True, capture_output=True,
        )  # fmt: skip

    git("init")
    git("add", "."), git("commit", "-m", "one"), git("branch", "other")
    for branch, name in (("main", "0.md"), ("other", "reviews/aa.md")):
        git("checkout", branch)
        (accepted / name).write_text(BLAME, "utf-8")
        assert blamelint("baseline", "write").status == 0
        git("add", "."), git("commit", "-m", name)
    git("merge", "main", "-m", "both")
    assert blamelint("check").status == 0
    assert len(entries(accepted)) == 5
