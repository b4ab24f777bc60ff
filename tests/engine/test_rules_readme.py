"""Every snippet of the rule language's reference is run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from blamelint import assets
from blamelint.config.load import load as load_config
from blamelint.engine import examples
from blamelint.engine.frames import KEYS as FRAME_KEYS
from blamelint.engine.frames import USE, Frames
from blamelint.engine.matchers import FORMS, action_list, clause, clause_marks, metric, section
from blamelint.engine.matchers.phrase_syntax import SOMEBODY
from blamelint.engine.model import Rule, Where
from blamelint.engine.proof import Lint, prove
from blamelint.engine.schema import GROUPS, KINDS, OPTIONAL, REQUIRED, read_rule
from blamelint.engine.vocabulary import Vocabulary, load_vocabulary
from blamelint.errors import RuleError
from blamelint.language.gates import Gate
from blamelint.located import load

README = (assets.folder("rules") / "README.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
YAML = [text for language, text in SNIPPETS if language == "yaml"]
HEAD = {
    "code": "code: ACME900\n",
    "name": "name: snippet\n",
    "group": "group: judgement\n",
    "severity": "severity: info\n",
    "message": "message: \"'{span}' is in the reference.\"\n",
    "what": "what: x\n",
    "why": "why: x\n",
}
RULES = [text for text in YAML if "match:" in text]
FILES = {text.splitlines()[0].removeprefix("# "): text for text in YAML if "match:" not in text}
CLASSES = [text for path, text in FILES.items() if "/vocabulary/" in path]


@pytest.fixture
def known(tmp_path: Path) -> Frames:
    """The shipped frames and those on the page."""
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return Frames([tmp_path / "blamelint-rules"])


def rule_of(snippet: str, vocabulary: Vocabulary, known: Frames) -> Rule:
    """The rule that a snippet shows, with the keys it leaves out."""
    given = set(re.findall(r"^(\w+):", snippet, re.MULTILINE))
    text = "".join(line for key, line in HEAD.items() if key not in given) + snippet
    node = load(text, "README.md")
    keys = node.mapping()
    return read_rule(node, Path(f"{keys['code'].text()}-{keys['name'].text()}.yaml"), vocabulary, known)


@pytest.mark.parametrize("snippet", RULES, ids=[text[:40] for text in RULES])
def test_snippets_prove_themselves(snippet: str, vocabulary: Vocabulary, known: Frames, lint: Lint) -> None:
    """Each rule on the page loads, fires on its flags and is silent on its passes."""
    results = prove(rule_of(snippet, vocabulary, known), lint)
    assert len(results) >= 2
    assert [result.told() for result in results if not result.holds] == []


@pytest.mark.parametrize("snippet", CLASSES, ids=[text[:40] for text in CLASSES])
def test_classes_load(snippet: str, tmp_path: Path) -> None:
    """Each word class on the page loads from the path that its first line gives."""
    where = snippet.splitlines()[0].removeprefix("# ")
    path = tmp_path / where
    path.parent.mkdir(parents=True)
    path.write_text(snippet, encoding="utf-8")
    assert "points of no return" in load_vocabulary([path.parent.parent]).class_forms(path.stem)


def test_the_first_steps_work(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """The rule, the config and the command of the tutorial do what the page says."""
    folder = tmp_path / "blamelint-rules"
    folder.mkdir()
    (file,) = re.findall(r"`blamelint-rules/(ACME\S+)`", README)
    (folder / file).write_text(RULES[0], encoding="utf-8")
    (console,) = [text for language, text in SNIPPETS if language == "console"]
    shown, config, command, *output = console.splitlines()
    name = shown.removeprefix("$ cat ")
    (tmp_path / name).write_text(config + "\n", encoding="utf-8")
    assert load_config(tmp_path / name).layer.values["rule_paths"] == (folder,)
    arguments = command.removeprefix("$ blamelint ").split()
    program = "import sys; from blamelint.cli import main; sys.exit(main())"
    run = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=tmp_path,
        env={"PYTHONPATH": str(assets.PACKAGE.parent), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines() == output


def test_the_shown_mistake_reads_so(vocabulary: Vocabulary) -> None:
    """The error message on the page is what blamelint says about that mistake."""
    (told,) = [text for language, text in SNIPPETS if language == "text"]
    path = told.split(":", 1)[0]
    broken = RULES[0].replace("severity: warning", "severity: warn")
    with pytest.raises(RuleError) as caught:
        read_rule(load(broken, path), Path(path), vocabulary)
    assert str(caught.value) == told.rstrip("\n")


def test_toml_snippets_are_settings(tmp_path: Path) -> None:
    """Each piece of config on the page is one."""
    (text,) = [text for language, text in SNIPPETS if language == "toml"]
    path = tmp_path / ".blamelint.toml"
    path.write_text(text, encoding="utf-8")
    assert load_config(path).layer.values["vocabulary"] == {"roles": ("dispatcher", "shift captain")}


def test_everything_that_can_be_written_is_on_the_page() -> None:
    """No key, form, frame, mark, gate, kind of section, shape or measure is missing from the reference."""
    words = {
        *REQUIRED,
        *OPTIONAL,
        *FORMS,
        *GROUPS,
        *KINDS,
        *(gate.value for gate in Gate),
        "frame",
        USE,
        *FRAME_KEYS,
        *(path.stem for path in (assets.folder("rules") / "frames").glob("*.yaml")),
        *clause.KEYS,
        *clause.SHORTHANDS,
        *clause_marks.MARKS,
        *examples.KEYS,
        *examples.SHAPES,
        *metric.MEASURES,
        *metric.CAPTURES,
        *section.CAPTURES,
        *action_list.CAPTURES,
        *(place.value for place in Where),
        *(f"@{name}" for name in SOMEBODY),
    }
    prose = re.sub(r"^```.*?^```$", "", README, flags=re.MULTILINE | re.DOTALL)
    told = set(re.findall(r"[@\w-]+", " ".join(re.findall(r"`([^`]+)`", prose))))
    assert words - told == set()
