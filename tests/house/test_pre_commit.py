"""The hooks, run by a real pre-commit in a repository of a user's.

The network is not needed: pre-commit builds its environment from a copy of this project, and what blamelint depends on
comes from the environment that runs the tests.
"""

from __future__ import annotations

import os
import shlex
import shutil
import site
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from blamelint.cli.app import app
from blamelint.document.formats import format_of
from tests.run.repositories import Git

ROOT = Path(__file__).resolve().parents[2]
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
EXAMPLE = ROOT / "examples" / "pre-commit" / ".pre-commit-config.yaml"
OLD = "# Note\n\nThe crew is to blame.\n\nThe panel was dark.\n"

pytest.importorskip("pre_commit", reason="pre-commit is not installed; pip install -e '.[dev]' brings it")
slow = pytest.mark.slow


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Git:
    """A repository that holds this project as it is."""
    git = Git.made(tmp_path_factory.mktemp("hooks") / "blamelint")
    for name in ("blamelint", "rules", "models"):
        shutil.copytree(ROOT / name, git.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, git.folder / name)
    git.commit()
    return git


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What pre-commit and pip have to know to build without network."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT", "PIP_"))}
    return {
        **kept,
        "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("home")),
        "PYTHONPATH": os.pathsep.join(site.getsitepackages()),
        "PIP_NO_DEPS": "1",
        "PIP_NO_INDEX": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads it the other way round
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "COLUMNS": "100",
        **{f"GIT_{role}_{what}": "t@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }


class User:
    """A repository with one hook switched on."""

    def __init__(self, folder: Path, project: Git, environment: dict[str, str], hook: str, **settings: object) -> None:
        self.git = Git.made(folder)
        self.environment = environment
        config = {
            "repos": [
                {
                    "repo": project.folder.as_uri(),
                    "rev": project("rev-parse", "HEAD").strip(),
                    "hooks": [{"id": hook, **settings}],
                }
            ]
        }
        self.git.put(".pre-commit-config.yaml", yaml.safe_dump(config))

    def run(self, *command: str) -> tuple[int, str]:
        done = subprocess.run(
            command, cwd=self.git.folder, env=self.environment, capture_output=True, text=True, check=False, timeout=120
        )
        return done.returncode, done.stdout + done.stderr

    def hook(self, *arguments: str) -> tuple[int, str]:
        """Run pre-commit."""
        status, said = self.run(sys.executable, "-m", "pre_commit", "run", *arguments)
        assert "InstallationError" not in said, said
        assert "An unexpected error" not in said, said
        return status, said


@slow
def test_the_hook_lints_what_is_committed(project: Git, environment: dict[str, str], tmp_path: Path) -> None:
    """Whole drafts, of the formats that have a reader; what the config excludes stays out though it is named."""
    user = User(tmp_path, project, environment, "blamelint", args=["--select", "BL201", "--output-format", "concise"])
    user.git.put("reviews/a.md", OLD)
    user.git.put("old/b.md", OLD)
    user.git.put("c.txt", OLD)
    user.git.put("code.py", f'"""{OLD}"""\n')
    user.git.put("blamelint.toml", 'extend_exclude = ["old/"]\n')
    user.git("add", "--all")
    status, said = user.hook()
    assert status == 1, said
    found = sorted(":".join(line.split(":")[:2]) for line in said.splitlines() if ": BL201 " in line)
    assert found == ["c.txt:3", "reviews/a.md:3"]

    user.git.put("reviews/a.md", OLD.replace("crew is to blame", "alarm had no sound"))
    (user.git.folder / "c.txt").unlink()
    user.git("add", "--all")
    assert user.hook()[0] == 0


@slow
def test_the_hook_for_changed_lines(project: Git, environment: dict[str, str], tmp_path: Path) -> None:
    """Only what is staged counts: in a commit, from the first one on, and between two commits."""
    user = User(tmp_path, project, environment, "blamelint-changed", args=["--select", "BL201"], verbose=True)
    user.git.put("a.md", OLD)
    user.git("add", "--all")
    assert user.hook()[0] == 1
    user.git.commit("an old draft")
    begin = user.git("rev-parse", "HEAD").strip()
    assert user.run(sys.executable, "-m", "pre_commit", "install")[0] == 0

    user.git.put("a.md", OLD + "\nThe lamp was red.\n")
    user.git("add", "--all")
    user.git.put("a.md", OLD + "\nThe lamp was red.\n\nThe vendor is to blame.\n")
    status, said = user.run("git", "commit", "--message", "innocent")
    assert (status, "No findings in 1 file." in said) == (0, True), said

    user.git("add", "--all")
    status, said = user.run("git", "commit", "--message", "blaming")
    assert status == 1
    assert "--> a.md:9:" in said
    assert "1 finding in 1 file" in said

    user.git.commit("with the hook passed by")
    assert user.hook("--all-files")[0] == 0
    status, said = user.hook("--from-ref", begin, "--to-ref", "HEAD")
    assert status == 1
    assert "1 finding in 1 file" in said


@slow
def test_the_example_config_is_one(environment: dict[str, str]) -> None:
    """Both files are valid for pre-commit, and the example names hooks that exist."""
    for what, path in (("validate-manifest", ROOT / ".pre-commit-hooks.yaml"), ("validate-config", EXAMPLE)):
        done = subprocess.run([sys.executable, "-m", "pre_commit", what, str(path)], env=environment, check=False)
        assert done.returncode == 0
    text = EXAMPLE.read_text(encoding="utf-8")
    named = {hook["id"] for hook in yaml.safe_load(text)["repos"][0]["hooks"]}
    assert named <= {hook["id"] for hook in HOOKS}


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_asks_for_what_there_is(hook: dict[str, Any]) -> None:
    """Its options exist, its files have a reader, and nothing vital stands in `args`, which users replace."""
    program, command, *options = shlex.split(hook["entry"])
    known = {name for parameter in app.commands[command].params for name in parameter.opts}
    assert program == "blamelint"
    assert "--force-exclude" in options
    assert {option for option in options if option.startswith("--")} <= known
    assert hook["types_or"] == ["markdown", "plain-text"]
    assert all(format_of(f"a.{suffix}") for suffix in ("md", "markdown", "txt"))
    assert hook["require_serial"]
    assert "args" not in hook
