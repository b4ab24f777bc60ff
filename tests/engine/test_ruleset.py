"""Folders of rules."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from blamelint import assets
from blamelint.engine.ruleset import RulesError, RuleSet, load_rules
from blamelint.engine.vocabulary import Vocabulary, load_vocabulary
from blamelint.errors import RuleError

RULE = """\
code: {code}
name: {name}
group: judgement
severity: warning
message: "'{{span}}' is a verdict."
what: x
why: x
match: [{{phrase: [to blame]}}]
flag: ["«to blame»"]
pass: [a]
"""


def write(folder: Path, code: str, name: str, text: str = RULE) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{code}-{name}.yaml"
    path.write_text(text.format(code=code, name=name), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def shipped(vocabulary: Vocabulary) -> RuleSet:
    return load_rules((), vocabulary)


def test_shipped_rules_load(shipped: RuleSet) -> None:
    """Every shipped rule is sound, and they stand in the order of their codes."""
    codes = [rule.code for rule in shipped]
    assert codes == sorted(codes)
    assert len(shipped) == len(list(assets.folder("rules").rglob("BL*.yaml")))


def test_lookup(shipped: RuleSet) -> None:
    """A rule is found by its code and by its name."""
    rule = shipped.rules[0]
    assert shipped.get(rule.code) is shipped.get(rule.name) is rule
    assert shipped.get("no-such-rule") is None
    assert rule in shipped
    assert rule.code in shipped
    assert "no-such-rule" not in shipped


def test_own_folders_files_and_depths(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """Rules are read at any depth and from single files, once each; vocabulary and profiles are no rules."""
    write(tmp_path / "a" / "deep", "ACME002", "two")
    one = write(tmp_path / "a", "ACME001", "one")
    (tmp_path / "a" / "vocabulary").mkdir()
    (tmp_path / "a" / "vocabulary" / "words.yaml").write_text("about: x\nwords: [a]\n", encoding="utf-8")
    (tmp_path / "a" / "README.md").write_text("no rule", encoding="utf-8")
    rules = load_rules([one, tmp_path / "a", tmp_path / "a"], vocabulary, shipped=False)
    assert [rule.code for rule in rules] == ["ACME001", "ACME002"]


def test_all_mistakes_are_told_at_once(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """One error lists every broken file, so that a team mends them in one round."""
    write(tmp_path, "ACME001", "one", RULE.replace("warning", "loud"))
    write(tmp_path, "ACME002", "two", RULE.replace("to blame]", "(to blame]"))
    write(tmp_path, "ACME003", "three")
    missing = tmp_path / "nowhere"
    with pytest.raises(RulesError) as caught:
        load_rules([tmp_path, missing], vocabulary, shipped=False)
    said = str(caught.value)
    assert f"{missing}:1:1: no such rule file or folder" in said
    assert "ACME001-one.yaml:4:11: 'loud' is not allowed here" in said
    assert "ACME002-two.yaml:8:19: '(' without ')'" in said
    assert said.endswith("3 mistakes in the rules")


def test_one_mistake_is_told_alone(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """A single mistake is its own error, without a count."""
    write(tmp_path, "ACME001", "one", RULE.replace("warning", "loud"))
    with pytest.raises(RuleError) as caught:
        load_rules([tmp_path], vocabulary, shipped=False)
    assert not isinstance(caught.value, RulesError)
    assert caught.value.nearest is None


@pytest.mark.parametrize(
    ("code", "name", "said"), [("ACME001", "two", "code 'ACME001'"), ("ACME002", "one", "name 'one'")]
)
def test_codes_and_names_are_given_once(
    tmp_path: Path, vocabulary: Vocabulary, code: str, name: str, said: str
) -> None:
    """Two rules never share a code or a name, for both are what config and directives say."""
    write(tmp_path / "a", "ACME001", "one")
    write(tmp_path / "b", code, name)
    with pytest.raises(RuleError, match=f"the {said} is also that of .*ACME001-one.yaml"):
        load_rules([tmp_path], vocabulary, shipped=False)


def test_a_rule_cannot_take_a_shipped_name(tmp_path: Path, vocabulary: Vocabulary, shipped: RuleSet) -> None:
    """A team's rule stands beside the shipped ones, never in front of one."""
    write(tmp_path, "ACME001", shipped.rules[0].name)
    with pytest.raises(RuleError, match="is also that of"):
        load_rules([tmp_path], vocabulary)


def test_loading_is_quick() -> None:
    """The shipped vocabulary and rules load in a second of processor time even on a slow machine."""
    start = time.process_time()
    load_rules((), load_vocabulary())
    assert time.process_time() - start < 1


def test_loading_takes_no_heavy_library() -> None:
    """Reading all rules imports neither spaCy nor textstat."""
    program = (
        "import sys; from blamelint.engine.ruleset import load_rules; "
        "from blamelint.engine.vocabulary import load_vocabulary; load_rules((), load_vocabulary()); "
        "sys.exit(bool({'spacy', 'textstat', 'lemminflect'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, cwd=assets.PACKAGE.parent).returncode == 0
