"""Frames: what rules share is written once, each rule fills in who acts, and mistakes point at where they were made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from blamelint import assets
from blamelint.engine.frames import Frames
from blamelint.engine.model import Rule
from blamelint.engine.proof import Lint, prove
from blamelint.engine.ruleset import RulesError, load_rules
from blamelint.engine.schema import read_rule
from blamelint.engine.vocabulary import Vocabulary
from blamelint.errors import RuleError
from blamelint.located import load_file

HEAD = """\
code: ACME001
name: spilled
group: agency
severity: info
message: "'{span}' is told."
what: x
why: x
"""
TAIL = """
flag: ["«The cook spilled» the soup."]
pass: ["The soup was hot."]
"""
SPILT = """\
about: Something is spilt.
common: {polarity: positive, tense: [past]}
ways:
  - clause: {predicate: [spill, slop]}
  - clause: {predicate: [knock over], object: [bucket]}
    mark: verb-group
  - phrase: ["went over the floor"]
unless:
  - clause: {modifier: [deliberately]}
"""
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Puts a rule with this `match` (and more) into a folder of its own, with these frames, and gives the folder."""

    def write(match: str, *, tail: str = TAIL, **frames: str) -> Path:
        (tmp_path / "frames").mkdir(exist_ok=True)
        for name, text in frames.items():
            (tmp_path / "frames" / f"{name}.yaml").write_text(text, encoding="utf-8")
        (tmp_path / "ACME001-spilled.yaml").write_text(f"{HEAD}match:\n{match}{tail}", encoding="utf-8")
        return tmp_path

    return write


def read(folder: Path, vocabulary: Vocabulary) -> Rule:
    (rule,) = load_rules([folder], vocabulary, shipped=False)
    return rule


def examples(flags: list[str], passes: list[str]) -> str:
    lines = ["", "flag:", *(f'  - "{text}"' for text in flags), "pass:", *(f'  - "{text}"' for text in passes), ""]
    return "\n".join(lines)


def told(folder: Path, vocabulary: Vocabulary, lint: Lint) -> list[str]:
    """The examples that do not hold."""
    return [result.told() for result in prove(read(folder, vocabulary), lint) if not result.holds]


def test_a_rule_fills_in_who_acts(write: Write, vocabulary: Vocabulary, lint: Lint) -> None:
    """Every way of the frame is told of the rule's actor, and of no other."""
    flags = ["«The cook spilled» the soup.", "The cook «knocked» over the bucket.", "The soup «went over the floor»."]
    passes = ["The pump spilled oil.", "The cook did not spill the soup.", "The cook will spill the soup."]
    match = "  - frame: {use: spilt, actor: [ROLE]}"
    assert told(write(match, tail=examples(flags, passes), spilt=SPILT), vocabulary, lint) == []


def test_the_rules_own_keys_win(write: Write, vocabulary: Vocabulary, lint: Lint) -> None:
    """A key beside `use` takes the place of the frame's, and a `mark` of that of the ways."""
    flags = ["The cook «will spill» the soup.", "The cook «will knock» over the bucket."]
    match = "  - frame: {use: spilt, actor: [ROLE], tense: [future], modality: [future]}\n    mark: verb-group"
    folder = write(match, tail=examples(flags, ["The cook spilled the soup."]), spilt=SPILT)
    assert told(folder, vocabulary, lint) == []


def test_the_frames_exceptions_hold(write: Write, vocabulary: Vocabulary, lint: Lint) -> None:
    """A match of the frame's `unless` cancels, beside those of the rule's own."""
    passes = ["The cook deliberately spilled the soup.", "The cook spilled the beans."]
    match = "  - frame: {use: spilt, actor: [ROLE]}\nunless:\n  - clause: {object: [bean]}"
    tail = examples(["«The cook spilled» the soup."], passes)
    assert told(write(match, tail=tail, spilt=SPILT), vocabulary, lint) == []


def test_a_frame_may_stand_in_the_rule(write: Write, vocabulary: Vocabulary, lint: Lint) -> None:
    """What ways share is written once there too; a way's own key and its own mark win."""
    match = """\
  - frame:
      common: {actor: [ROLE], tense: [past]}
      ways:
        - clause: {predicate: [spill]}
        - clause: {predicate: [slip], actor: [THIRD]}
          mark: actor-verb
    mark: verb-group"""
    flags = ["The cook «spilled» the soup.", "«She slipped» on it."]
    folder = write(match, tail=examples(flags, ["The cook slipped.", "She spilled it."]))
    assert told(folder, vocabulary, lint) == []


def test_a_frame_may_be_an_exception(write: Write, vocabulary: Vocabulary, lint: Lint) -> None:
    """In `unless` a frame stands for its ways."""
    match = "  - clause: {actor: [ROLE], predicate: [spill]}\nunless:\n  - frame: {use: meant, tense: [past]}"
    meant = "about: x\nways:\n  - clause: {modifier: [again]}\n  - phrase: [cold soup]\n"
    passes = ["The cook spilled the cold soup.", "The cook spilled the soup again."]
    folder = write(match, tail=examples(["«The cook spilled» the soup."], passes), meant=meant)
    assert told(folder, vocabulary, lint) == []


BROKEN = {
    "unknown": ("{use: splt}", SPILT, "ACME001-spilled.yaml:9:18: there is no frame 'splt'"),
    "nearest": ("{use: splt}", SPILT, "did you mean 'spilt'?"),
    "nothing": ("{actor: [ROLE]}", SPILT, "ACME001-spilled.yaml:9:12: a frame is named by `use`, or has `ways` here"),
    "own key": ("{use: spilt, actr: [ROLE]}", SPILT, "ACME001-spilled.yaml:9:25: unknown key 'actr'"),
    "own value": ("{use: spilt, actor: [ROLL]}", SPILT, "ACME001-spilled.yaml:9:33: 'ROLL' is not allowed here"),
    "inline": ("{common: {}, ways: [], about: x}", SPILT, "ACME001-spilled.yaml:9:35: unknown key 'about'"),
    "no ways": ("{common: {tense: [past]}, ways: []}", SPILT, "ACME001-spilled.yaml:9:44: a frame without ways"),
    "file key": ("{use: spilt}", SPILT.replace("common", "comon"), "spilt.yaml:2:1: unknown key 'comon'"),
    "common key": ("{use: spilt}", SPILT.replace("tense", "tens"), "spilt.yaml:2:30: unknown key 'tens'"),
    "common value": ("{use: spilt}", SPILT.replace("[past]", "[passed]"), "spilt.yaml:2:38: 'passed' is not allowed"),
    "way": ("{use: spilt}", SPILT.replace("phrase", "section"), "spilt.yaml:7:5: unknown key 'section'"),
    "two forms": (
        "{use: spilt}",
        SPILT.replace('  - phrase: ["went', '  - clause: {}\n    phrase: ["went'),
        "spilt.yaml:7:5: one form for each way, found clause and phrase",
    ),
    "exception": (
        "{use: spilt}",
        SPILT.replace("{modifier: [", "{modifier: [$"),
        "spilt.yaml:9:25: unknown vocabulary",
    ),
    "exception of the draft": (
        "{use: spilt}",
        SPILT.replace("- clause: {modifier: [deliberately]}", "- section: {empty: true}"),
        "spilt.yaml:9:3: exceptions are about sentences",
    ),
    "frame in a frame": (
        "{use: spilt}",
        SPILT.replace("- clause: {modifier: [deliberately]}", "- frame: {use: spilt}"),
        "spilt.yaml:9:5: unknown key 'frame'",
    ),
    "no about": ("{use: spilt}", SPILT.replace("about: Something is spilt.", ""), "the key 'about' is missing"),
    "not yaml": ("{use: spilt}", "ways: [", "spilt.yaml:1:8: not valid YAML"),
}


@pytest.mark.parametrize(("frame", "file", "expected"), BROKEN.values(), ids=BROKEN)
def test_a_mistake_is_told_where_it_was_made(
    frame: str, file: str, expected: str, write: Write, vocabulary: Vocabulary
) -> None:
    """In the rule what the rule wrote, in the frame's own file what stands there."""
    with pytest.raises(RuleError) as caught:
        read(write(f"  - frame: {frame}", spilt=file), vocabulary)
    assert expected in str(caught.value)


def test_an_exception_has_no_exceptions(write: Write, vocabulary: Vocabulary) -> None:
    """A frame with an `unless` is refused in `unless`: what it would let through there is anybody's guess."""
    folder = write("  - phrase: [soup]\nunless:\n  - frame: {use: spilt}", spilt=SPILT)
    with pytest.raises(RuleError, match=r"ACME001-spilled\.yaml:11:3: a frame that has an `unless` is no exception"):
        read(folder, vocabulary)


def test_a_mistake_of_a_shared_frame_is_told_once(write: Write, vocabulary: Vocabulary) -> None:
    """Two rules that use one broken frame have one mistake between them."""
    folder = write("  - frame: {use: spilt}", spilt=SPILT.replace("tense", "tens"))
    text = (folder / "ACME001-spilled.yaml").read_text(encoding="utf-8")
    second = text.replace("ACME001", "ACME002").replace("name: spilled", "name: spilled-twice")
    (folder / "ACME002-spilled-twice.yaml").write_text(second, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load_rules([folder], vocabulary, shipped=False)
    assert not isinstance(caught.value, RulesError)
    assert str(caught.value).count("unknown key 'tens'") == 1


def test_a_folders_frame_replaces_the_shipped_one(write: Write, vocabulary: Vocabulary) -> None:
    """By its name, also for the shipped rules; the others are still there."""
    folder = write("  - frame: {use: reason-told}", **{"reason-told": "about: x\nways:\n  - phrase: [spilled]\n"})
    rule = read_rule(
        load_file(folder / "ACME001-spilled.yaml"), folder / "ACME001-spilled.yaml", vocabulary, Frames([folder])
    )
    assert len(rule.matchers) == 1
    shipped = load_rules([folder], vocabulary)
    assert len(shipped) > 50


def test_exceptions_are_built_once(vocabulary: Vocabulary) -> None:
    """Rules that use one frame share its exceptions, so that a long list costs no load time for each rule."""
    rules = load_rules([], vocabulary)
    named, role = rules.get("BL101"), rules.get("BL103")
    assert named is not None
    assert role is not None
    assert set(map(id, named.unless)) <= set(map(id, role.unless))
    assert len(named.unless) > 20


@pytest.mark.parametrize("path", sorted((assets.folder("rules") / "frames").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_frame_is_used(path: Path) -> None:
    """By two rules at least: what one rule alone tells stands in it."""
    texts = [file.read_text(encoding="utf-8") for file in assets.folder("rules").glob("*/BL*.yaml")]
    assert sum(f"use: {path.stem}" in text for text in texts) >= 2
