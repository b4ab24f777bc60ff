"""A second run over the same drafts: the same words, without a model; and how to do without."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from blamelint.run.cache import CACHE_DIR, FOLDER, NO_CACHE
from tests.cli.conftest import Blamelint
from tests.run.repositories import Git

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"spacy", "thinc", "numpy", "onnxruntime", "tokenizers", "markdown_it", "mdit_py_plugins", "textstat"}
DRAFT = "# Drill\n\nThe operator should have checked the valve. Obviously nobody was told.\n"
CLEAN = "# Drill\n\nThe valve was closed at 10:00.\n"

Kept = Callable[[], set[str]]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """The entries of a cache that the environment names; as users have it, it is in use."""
    folder = tmp_path / "kept"
    monkeypatch.delenv(NO_CACHE)
    monkeypatch.setenv(CACHE_DIR, str(folder))
    return lambda: {path.name for path in (folder / FOLDER).glob("*.json")} if (folder / FOLDER).exists() else set()


def process(*args: str, where: Path = ROOT) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a user would; on standard error also what it imports, after all else."""
    program = (
        "import sys\nfrom blamelint.cli import main\ntry: main()\n"
        "finally: sys.stderr.write('\\n' + ' '.join(sorted(name for name in sys.modules if '.' not in name)))"
    )
    command = [sys.executable, "-c", program, *args]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=where, env=environment, capture_output=True, check=False, timeout=300)


def imported(done: subprocess.CompletedProcess[bytes]) -> set[str]:
    return set(done.stderr.splitlines()[-1].decode().split())


@pytest.mark.slow
@pytest.mark.parametrize(
    "paths", [("examples",), ("examples/expected/blaming.txt", "tests/prose/drafts", "--profile=strict")]
)
def test_runs_are_equal_to_the_byte(paths: tuple[str, ...], kept: Kept) -> None:
    """Without a cache, with an empty one and with a full one; the last waits for no model and reads no markup."""
    without, first, second = (
        process("check", *paths, "--output-format", "json", *more) for more in (("--no-cache",), (), ())
    )
    assert json.loads(without.stdout)["summary"]["findings"] > 10
    for done in (first, second):
        assert done.returncode == without.returncode
        assert done.stdout == without.stdout
        assert done.stderr.splitlines()[:-1] == without.stderr.splitlines()[:-1]
    assert len(kept()) == json.loads(without.stdout)["summary"]["files"]
    assert imported(without) >= {"spacy", "onnxruntime", "markdown_it"}
    assert imported(second).isdisjoint(HEAVY)


@pytest.mark.parametrize("name", ["full", "concise", "grouped", "markdown", "sarif", "rdjson", "gitlab", "junit"])
def test_every_format_tells_the_same(name: str, tmp_path: Path, blamelint: Blamelint, kept: Kept) -> None:
    """What an emitter needs beside the findings is there, too."""
    (tmp_path / "a.md").write_text(DRAFT, encoding="utf-8")
    runs = [blamelint("check", "a.md", "--output-format", name, *more) for more in (("--no-cache",), (), ())]
    assert len(set(runs)) == 1
    assert len(kept()) == 1


def test_a_changed_draft_is_linted_anew(tmp_path: Path, blamelint: Blamelint, kept: Kept) -> None:
    """And known again when the change is taken back."""
    draft = tmp_path / "a.md"
    draft.write_text(DRAFT, encoding="utf-8")
    first = blamelint("check", "a.md", "--output-format", "concise")
    draft.write_text(CLEAN, encoding="utf-8")
    assert "BL301" not in blamelint("check", "a.md", "--output-format", "concise").out
    assert len(kept()) == 2
    draft.write_text(DRAFT, encoding="utf-8")
    assert blamelint("check", "a.md", "--output-format", "concise") == first
    assert len(kept()) == 2


def test_it_can_be_switched_off(tmp_path: Path, blamelint: Blamelint, kept: Kept, monkeypatch) -> None:
    """By an option and by the environment; then nothing is kept and nothing is asked."""
    (tmp_path / "a.md").write_text(DRAFT, encoding="utf-8")
    blamelint("check", "a.md", "--no-cache")
    monkeypatch.setenv(NO_CACHE, "1")
    blamelint("check", "a.md")
    blamelint("check", "a.md", "--cache-dir", "other")
    assert (kept(), (tmp_path / "other").exists()) == (set(), False)
    monkeypatch.setenv(NO_CACHE, "0")
    blamelint("check", "a.md")
    assert len(kept()) == 1
    assert "1 drafts" in (said := blamelint("check", "a.md", "-v").err)
    assert "1 of them known from before" in said
    assert "known" not in blamelint("check", "a.md", "-v", "--no-cache").err


def test_it_can_be_put_elsewhere(tmp_path: Path, blamelint: Blamelint, kept: Kept) -> None:
    """The option goes before the environment; a file is no folder."""
    (tmp_path / "a.md").write_text(DRAFT, encoding="utf-8")
    blamelint("check", "a.md", "--cache-dir", "other")
    assert kept() == set()
    assert len(list((tmp_path / "other" / FOLDER).glob("*.json"))) == 1
    said = blamelint("check", "a.md", "--cache-dir", "a.md")
    assert (said.status, "is a file" in said.err) == (2, True)


def test_one_that_cannot_be_written_is_not_missed(tmp_path: Path, blamelint: Blamelint, kept: Kept) -> None:
    """No word of it, and the same findings."""
    (tmp_path / "a.md").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / FOLDER).write_text("in the way", encoding="utf-8")
    assert blamelint("check", "a.md") == blamelint("check", "a.md", "--no-cache")


def test_no_words_of_the_draft_are_kept_but_those_of_findings(tmp_path: Path, blamelint: Blamelint, kept: Kept) -> None:
    """What is innocent in it is not in the entry."""
    (tmp_path / "a.md").write_text(f"{DRAFT}\nThe password was swordfish.\n", encoding="utf-8")
    blamelint("check", "a.md")
    (name,) = kept()
    held = (tmp_path / "kept" / FOLDER / name).read_text(encoding="utf-8")
    assert "should have checked" in held
    assert not any(word in held for word in ("swordfish", "password", "valve", "Drill", "a.md"))


def test_edits_are_carried_out_as_without(tmp_path: Path, blamelint: Blamelint, kept: Kept) -> None:
    """From known findings, too; what is written is known afterwards."""
    for name in "abc":
        (tmp_path / f"{name}.md").write_text(DRAFT, encoding="utf-8")
    blamelint("check", "a.md", "--fix", "--no-cache")
    blamelint("check", "b.md")
    blamelint("check", "b.md", "--fix", "--output-format", "concise")
    blamelint("check", "c.md", "--fix", "--output-format", "concise")
    fixed = {(tmp_path / f"{name}.md").read_text(encoding="utf-8") for name in "abc"}
    assert len(fixed) == 1
    assert "bviously" not in fixed.pop()
    assert len(kept()) == 2
    assert "1 of them known" in blamelint("check", "b.md", "-v").err


def test_a_baseline_covers_known_findings(tmp_path: Path, blamelint: Blamelint, kept: Kept) -> None:
    """It is applied to them at each run, and written from them."""
    (tmp_path / "a.md").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "blamelint.toml").write_text("", encoding="utf-8")
    everything = blamelint("check", "a.md", "--output-format", "concise")
    assert blamelint("baseline", "write").status == 0
    assert len(kept()) == 1
    covered = blamelint("check", "a.md", "--baseline", "blamelint-baseline.json")
    assert covered == blamelint("check", "a.md", "--baseline", "blamelint-baseline.json", "--no-cache")
    assert "accepts 2 findings" in covered.err
    assert blamelint("check", "a.md", "--output-format", "concise") == everything
    assert blamelint("baseline", "show", "--no-cache") == blamelint("baseline", "show")


def test_changed_lines_are_told_of_known_drafts(tmp_path: Path, blamelint: Blamelint, kept: Kept) -> None:
    """All findings are known; which of them stand on changed lines is asked anew."""
    git = Git.made(tmp_path)
    git.put("a.md", f"{CLEAN}\n")
    git.commit()
    (tmp_path / "a.md").write_text(f"{CLEAN}\n{DRAFT}", encoding="utf-8")
    blamelint("check", "a.md")
    told = [
        blamelint("check", "--diff-base", "HEAD", "--output-format", "concise", *more) for more in ((), ("--no-cache",))
    ]
    assert told[0] == told[1]
    assert "BL301" in told[0].out
    git.commit()
    assert "BL301" not in blamelint("check", "--diff-base", "HEAD", "a.md").out
    assert len(kept()) == 1


def test_standard_input_is_known_too(blamelint: Blamelint, kept: Kept) -> None:
    """A draft goes by its words."""
    runs = [blamelint("check", "-", given=DRAFT.encode()) for _ in range(2)]
    assert runs[0] == runs[1]
    assert len(kept()) == 1
    assert "1 of them known" in blamelint("check", "-", "-v", given=DRAFT.encode()).err


def test_known_drafts_still_answer_for_a_wrong_config(tmp_path: Path, blamelint: Blamelint, kept: Kept) -> None:
    """A rule that is not there is told although every draft is known."""
    (tmp_path / "a.md").write_text(DRAFT, encoding="utf-8")
    blamelint("check", "a.md")
    assert blamelint("check", "a.md", "--ignore", "BL999").status == 2
    (tmp_path / "b.md").write_bytes(b"\x00\xff\x00")
    assert blamelint("check", "a.md", "b.md").status == 2
