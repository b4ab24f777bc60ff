"""The examples for continuous integration: their shell parts are run, with a workspace and a summary page made here."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from blamelint.cli.app import app
from blamelint.emit import FORMATS
from tests.run.repositories import Git

ROOT = Path(__file__).resolve().parents[2]
CI = ROOT / "examples" / "ci"
FILES = sorted(CI.rglob("*.yml"))
OLD = "# Note\n\nObviously the disk was full.\n\nThe panel was dark.\n"
NEW = OLD.replace("The panel was dark.", "The crew is to blame.")
EXPRESSION = re.compile(r"\$\{\{ (.*?) \}\}")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="the examples are for shells of Unix"),
]


def load(name: str) -> dict[str, Any]:
    return yaml.safe_load((CI / name).read_text(encoding="utf-8"))


class Runner:
    """A machine of a CI service: a clone of a repository, and programs that stand in for those of the network."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.upstream = Git.made(folder / "upstream")
        self.upstream.put("postmortems/a.md", OLD)
        self.upstream.put("blamelint.toml", 'select = ["BL201", "BL311"]\n')
        self.upstream.commit()
        self.upstream("checkout", "--quiet", "-b", "topic")
        self.upstream.put("postmortems/a.md", NEW)
        self.upstream.commit()
        (folder / "bin").mkdir()
        self.program("blamelint", f'exec "{sys.executable}" -m blamelint "$@"')
        self.program("python", 'printf "%s\\n" "$@" > "$RUNNER/installed"')
        self.program("reviewdog", 'printf "%s\\n" "$@" > "$RUNNER/reviewdog"; cat > "$RUNNER/posted.json"')
        self.output, self.summary = folder / "output", folder / "summary.md"
        self.workspace = Git(folder / "workspace")

    def program(self, name: str, line: str) -> None:
        path = self.folder / "bin" / name
        path.write_text(f"#!/bin/sh\n{line}\n")
        path.chmod(0o755)

    def clone(self, *options: str) -> None:
        """Check the branch `topic` out."""
        self.upstream(
            "clone", "--quiet", "--branch=topic", *options, self.upstream.folder.as_uri(), str(self.workspace.folder)
        )

    def run(self, script: str, *, shell: str = "bash", **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a step as GitHub (bash) or GitLab (sh) does."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT", "CI", "BLAMELINT"))}
        own = {
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "RUNNER": str(self.folder),
            "HOME": str(self.folder),
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        if shell == "bash":
            own |= {
                "GITHUB_OUTPUT": str(self.output),
                "GITHUB_STEP_SUMMARY": str(self.summary),
                "GITHUB_WORKSPACE": str(self.workspace.folder),
            }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail"] if shell == "bash" else ["sh", "-e"]
        return subprocess.run(
            [*command, "-c", script],
            cwd=self.workspace.folder, env={**kept, **own, **environment}, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def act(
        self, base_ref: str = "", pushed_from: str = "", until: str = "", **inputs: str
    ) -> subprocess.CompletedProcess[str]:
        """Run the action's steps as GitHub would, up to the first that fails, or to the one with the id `until`."""
        action = load("github/action.yml")
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        assert set(given) <= set(action["inputs"])
        known = {f"inputs.{name}": given.get(name, said["default"]) for name, said in action["inputs"].items()}
        known |= {"github.action_path": str(CI / "github"), "github.event.before": pushed_from}
        for step in action["runs"]["steps"]:
            assert step["shell"] == "bash"
            if "if" in step and known["inputs.changed-only"] != "true" and not known["inputs.diff-base"]:
                known["steps.base.outputs.base"] = ""
                continue
            values = {name: EXPRESSION.sub(lambda said: known[said[1]], value) for name, value in step["env"].items()}
            done = self.run(step["run"], GITHUB_BASE_REF=base_ref, **values)
            if done.returncode or (until and step.get("id") == until):
                break
            if "id" in step:
                known[f"steps.{step['id']}.outputs.base"] = self.base()
        return done

    def base(self) -> str:
        """What the action compares with."""
        return self.output.read_text().removeprefix("base=").strip()


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def annotations(said: str) -> list[tuple[str, str]]:
    """The places that workflow commands name."""
    return re.findall(r"^::\w+ file=([^,]+),line=(\d+)", said, re.MULTILINE)


def test_the_action_annotates_and_writes_the_full_list(runner: Runner) -> None:
    """Errors first among the annotations; the step fails as blamelint says; the page has every finding."""
    runner.clone()
    done = runner.act(paths="postmortems\n")
    assert done.returncode == 1, done.stderr
    assert annotations(done.stdout) == [("postmortems/a.md", "5"), ("postmortems/a.md", "3")]
    page = runner.summary.read_text()
    assert "postmortems/a" in page
    assert page.count("BL201") >= 1 <= page.count("BL311")
    assert (runner.folder / "installed").read_text().splitlines()[-1] == f"{CI / 'github'}/../../.."


def test_more_findings_than_github_shows_are_on_the_page(runner: Runner) -> None:
    """Ten errors, ten warnings and ten notices are shown of a step; nothing of the rest is lost."""
    runner.upstream.put("postmortems/b.md", "".join(f"Obviously tank {n} was full.\n\n" for n in range(60)))
    runner.upstream.commit()
    runner.clone()
    done = runner.act(paths="postmortems")
    assert len(annotations(done.stdout)) == 62
    page = runner.summary.read_text()
    assert all(f"b.md:{line}:1" in page.replace("\\", "") for line in range(1, 120, 2))


@pytest.mark.parametrize("options", [[], ["--depth=1"], ["--depth=1", "--no-single-branch"]])
@pytest.mark.parametrize("how", ["pull request", "push", "first push", "replaced", "named"])
def test_the_action_finds_what_to_compare_with(runner: Runner, options: list[str], how: str) -> None:
    """Whatever was fetched, and whatever event it is."""
    runner.clone(*options)
    before = runner.upstream("rev-parse", "main").strip()
    runner.upstream("symbolic-ref", "HEAD", "refs/heads/main")
    done = {
        "pull request": lambda: runner.act(base_ref="main", changed_only="true", until="base"),
        "push": lambda: runner.act(pushed_from=before, changed_only="true", until="base"),
        "first push": lambda: runner.act(pushed_from="0" * 40, changed_only="true", until="base"),
        "replaced": lambda: runner.act(pushed_from="1234" * 10, changed_only="true", until="base"),
        "named": lambda: runner.act(diff_base=before, until="base"),
    }[how]()
    assert done.returncode == 0, done.stderr
    assert runner.workspace("merge-base", runner.base(), "HEAD").strip() == before


def test_the_action_tells_what_changed(runner: Runner) -> None:
    """And nothing else."""
    runner.clone("--depth=1")
    done = runner.act(base_ref="main", changed_only="true")
    assert done.returncode == 1, done.stderr
    assert annotations(done.stdout) == [("postmortems/a.md", "5")]


def test_the_action_takes_lists_and_fails_as_asked(runner: Runner) -> None:
    """One path or argument a line, blanks and all; the threshold is passed on."""
    runner.upstream.put("two words/b.md", OLD)
    runner.upstream.commit()
    runner.clone()
    given = {"paths": "two words\n\npostmortems/a.md", "arguments": "--ignore\nBL201\n"}
    assert runner.act(**given).returncode == 0
    done = runner.act(**given, fail_on="warning")
    assert done.returncode == 1
    assert annotations(done.stdout) == [("two words/b.md", "3"), ("postmortems/a.md", "3")]


def test_values_of_the_action_are_no_commands(runner: Runner) -> None:
    """A path from elsewhere is a path; what is not there fails the step with 2."""
    runner.clone()
    evil = ["$(touch ../evil)", "`touch ../evil`", "; touch ../evil", "--output-file=../evil", '" && touch ../evil']
    done = runner.act(paths="\n".join(evil))
    assert done.returncode == 2
    assert done.stderr.count("There is no such file or folder.") == len(evil)
    assert not (runner.folder / "evil").exists()


def test_a_broken_config_fails_the_action(runner: Runner) -> None:
    """It is no clean run."""
    runner.upstream.put("blamelint.toml", "nonsense")
    runner.upstream.commit()
    runner.clone()
    assert runner.act(fail_on="never").returncode == 2


def script_of(name: str, word: str) -> str:
    """The step of a workflow that holds `word`."""
    (job,) = load(name)["jobs"].values()
    (script,) = (step["run"] for step in job["steps"] if word in step.get("run", ""))
    return str(script)


def test_the_workflow_for_code_scanning_writes_sarif(runner: Runner) -> None:
    """Findings do not fail it, and the file that is uploaded is the one that was written."""
    runner.clone()
    done = runner.run(script_of("github/code-scanning.yml", "blamelint check"))
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    (job,) = load("github/code-scanning.yml")["jobs"].values()
    sarif = json.loads((runner.workspace.folder / job["steps"][-1]["with"]["sarif_file"]).read_text())
    results = sarif["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == ["BL311", "BL201"]


def test_the_workflow_with_reviewdog_posts_what_changed(runner: Runner) -> None:
    """It gets what it reads, and only that."""
    runner.clone()
    done = runner.run(script_of("github/reviewdog.yml", "reviewdog -f"), GITHUB_BASE_REF="main")
    assert done.returncode == 0, done.stderr
    posted = json.loads((runner.folder / "posted.json").read_text())
    assert [each["code"]["value"] for each in posted["diagnostics"]] == ["BL201"]
    assert "-f=rdjson" in (runner.folder / "reviewdog").read_text().splitlines()
    assert runner.run(script_of("github/reviewdog.yml", "reviewdog -f"), GITHUB_BASE_REF="gone").returncode == 2


@pytest.mark.parametrize("in_request", [True, False])
def test_the_job_for_gitlab(runner: Runner, in_request: bool) -> None:
    """The report is there whether or not the job fails; in a merge request it holds what changed."""
    runner.clone()
    job = load("gitlab/blamelint.gitlab-ci.yml")["blamelint"]
    base = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": runner.upstream("rev-parse", "main").strip()} if in_request else {}
    script = "\n".join([*job["before_script"], *job["script"]])
    variables = {name: value for name, value in job["variables"].items() if name.startswith("BLAMELINT")}
    done = runner.run(script, shell="sh", CI_PROJECT_DIR=str(runner.workspace.folder), **variables, **base)
    assert done.returncode == 1, done.stderr
    report = runner.workspace.folder / job["artifacts"]["reports"]["codequality"]
    names = [each["check_name"].split(" ")[0] for each in json.loads(report.read_text())]
    assert sorted(names) == (["BL201"] if in_request else ["BL201", "BL311"])
    assert "error BL201" in done.stdout
    assert ("BL311" in done.stdout) is not in_request
    assert (runner.folder / "installed").read_text().splitlines()[-1] == job["variables"]["BLAMELINT_PACKAGE"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_options_in_examples_exist(path: Path) -> None:
    """No example shows an option or a format that blamelint does not have; none lets values into a script."""
    text = path.read_text(encoding="utf-8")
    known = {name for parameter in app.commands["check"].params for name in parameter.opts}
    lines = [line for line in text.splitlines() if "blamelint check" in line or "set -- " in line]
    said = {option for line in lines for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", line)}
    assert said <= known
    assert set(re.findall(r"--output-format (\w+)", text)) <= set(FORMATS)
    inside = re.findall(r"^ +run: (\|\n(?:(?:  )* {8,}.*\n|\n)+|.*\n)", text, re.MULTILINE)
    assert not any("${{" in script for script in inside)


def test_the_workflow_uses_inputs_of_the_action() -> None:
    """And the page on the examples names each of them."""
    action = load("github/action.yml")
    (job,) = load("github/pull-request.yml")["jobs"].values()
    uses = job["steps"][-1]
    assert uses["uses"].partition("@")[0].endswith("/examples/ci/github")
    assert set(uses["with"]) <= set(action["inputs"])
    page = (CI / "README.md").read_text(encoding="utf-8")
    assert all(f"`{path.relative_to(CI).as_posix()}`" in page for path in FILES)
