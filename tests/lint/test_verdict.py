"""Two readers, one verdict: what the spotter takes back, what it tells itself, and what it leaves alone."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from blamelint.config.keys import PROFILES
from blamelint.config.model import Config, Layer, Level, Origin
from blamelint.config.resolve import command_line, resolve
from blamelint.document.model import Block, Format
from blamelint.engine.model import Rule
from blamelint.engine.ruleset import RuleSet, load_rules
from blamelint.engine.vocabulary import load_vocabulary
from blamelint.errors import RuleError
from blamelint.finding import Finding, Severity
from blamelint.language.gates import FAMILIES
from blamelint.language.reader import Reader
from blamelint.language.spotter.model import Sight, Spot, Suspicion
from blamelint.language.spotter.spotter import Spotter
from blamelint.lint.cache import BlockCache
from blamelint.lint.linter import Manner, judge, lint_document
from blamelint.structure.model import Context
from blamelint.text import Span
from tests.eyes import Eyes, Mark, blind, wary
from tests.lint.conftest import Lint, document
from tests.lint.drafts import BLAMING, DRAFTS
from tests.lint.test_cache import edited

DUST = "The second mail gathered dust."
"""Words that no rule knows."""
MARK = Mark("gathered dust", "F05")


def draft(*paragraphs: str, heading: str = "Summary") -> str:
    """A draft with these paragraphs in one section."""
    return "\n\n".join((f"# Drill\n\n## {heading}", *paragraphs)) + "\n"


def configured(level: Level = Level.COMMAND_LINE, **values: object) -> Config:
    """The config of a command line, or a file, with these settings."""
    said = command_line(values)
    return resolve([Layer(Origin(Level.DEFAULT)), Layer(Origin(level), said.values)])


def found(ruleset: RuleSet, code: str) -> Rule:
    """The rule of this code."""
    rule = ruleset.get(code)
    assert rule is not None
    return rule


WORDS = configured(ignore=["section", "document"])
"""Rules about sentences and directives alone."""


@pytest.fixture
def told(lint: Lint) -> Any:
    """The findings about sentences as pairs of rule and words."""

    def told(text: str, spotter: Spotter | None = None, config: Config = WORDS) -> list[tuple[str, str]]:
        findings = lint(text, config, spotter=spotter)
        return [(f.rule, f.span.cut(text)) for f in findings if f.group not in {"section", "document"}]

    return told


# ---- what is taken back


@pytest.mark.parametrize("name", sorted(DRAFTS))
def test_where_nothing_is_suspicious_rules_about_sentences_are_silent(lint: Lint, ruleset: RuleSet, name: str) -> None:
    """All that is left is about the draft: its sections, its actions, its directives."""
    vetoed = {rule.code for rule in ruleset if rule.veto}
    left = lint(DRAFTS[name], spotter=blind())
    assert vetoed.isdisjoint(finding.rule for finding in left)
    about = {"section", "document", "directive"}
    alone = [f.order for f in lint(DRAFTS[name], spotter=None) if f.group in about]
    assert [f.order for f in left if f.group in about] == alone


@pytest.mark.parametrize("name", sorted(DRAFTS))
def test_where_everything_is_suspicious_rules_say_what_they_say_alone(lint: Lint, name: str) -> None:
    """A spotter that marks nothing and doubts nothing changes nothing."""
    assert lint(DRAFTS[name], spotter=wary()) == lint(DRAFTS[name], spotter=None) != []


def test_a_rule_is_upheld_in_the_suspicious_sentence_alone(told: Any) -> None:
    """Of two equal sentences of one block the other one loses its finding."""

    class Second(Eyes):
        def _see(self, text: str) -> Sight:
            half = len(text) // 2
            return Sight((Suspicion(Span(half, len(text)), FAMILIES),))

    text = draft("Human error was the cause. Again, human error was the cause.")
    assert [code for code, _ in told(text)] == ["BL401", "BL401"]
    assert told(text, Second()) == told(text)[1:]


def test_only_the_familys_suspicion_upholds(told: Any, ruleset: RuleSet) -> None:
    """One of the rule's families is enough; all others together are not."""
    text = draft("Human error was the cause.")
    own = set(found(ruleset, "BL401").families)
    assert told(text, Eyes(wary=own)) == [("BL401", "Human error")]
    assert told(text, Eyes(wary=FAMILIES - own)) == []


RULE: dict[str, Any] = {
    "name": "flimmer",
    "group": "judgement",
    "severity": "warning",
    "message": "'{span}' flimmers.",
    "what": "Flimmering.",
    "why": "It flimmers.",
    "match": [{"phrase": ["flimmered"]}],
    "flag": ["It «flimmered»."],
    "pass": ["It stood."],
}


def own_rules(folder: Path, *changes: dict[str, Any]) -> RuleSet:
    """Rules of a team's own, ACME001 and so on, each with some keys changed."""
    for number, changed in enumerate(changes, 1):
        keys = {"code": f"ACME{number:03}", **RULE, "name": f"flimmer-{number}", **changed}
        path = folder / f"{keys['code']}-{keys['name']}.yaml"
        path.write_text("".join(f"{key}: {json.dumps(value)}\n" for key, value in keys.items()), encoding="utf-8")
    return load_rules([folder], load_vocabulary(), shipped=False)


def test_rules_without_families_and_those_that_refuse_are_heard(tmp_path: Path, reader: Reader) -> None:
    """A team's own rule, and one with `veto: false`, say what they see; one with families is taken back."""
    rules = own_rules(
        tmp_path,
        {"match": [{"phrase": ["flimmered"]}]},
        {"match": [{"phrase": ["glommered"]}], "families": ["F03"], "veto": False},
        {"match": [{"phrase": ["brummered"]}], "families": ["F03"]},
        {"match": [{"phrase": ["krummered"]}], "families": ["F03"], "veto": True},
    )
    text = draft("It flimmered. It glommered. It brummered. It krummered.")
    heard = [f.rule for f in lint_document(document(text), rules, Config(), reader, spotter=blind())]
    assert heard == ["ACME001", "ACME002"]
    assert len(lint_document(document(text), rules, Config(), reader, spotter=wary())) == 4


@pytest.mark.parametrize(
    "changed",
    [
        {"veto": False},
        {"veto": True},
        {"veto": "no", "families": ["F03"]},
        {"veto": False, "families": ["F03"], "match": [{"section": {"missing": "impact"}}]},
    ],
)
def test_veto_is_for_rules_that_can_be_taken_back(tmp_path: Path, changed: dict[str, Any]) -> None:
    """Elsewhere the key is a mistake, told where it stands."""
    with pytest.raises(RuleError, match="ACME001"):
        own_rules(tmp_path, changed)


def test_rules_on_the_telling_need_a_suspicion(lint: Lint) -> None:
    """A draft that tells of people and of nothing suspicious is not counted."""
    people = "The operator opened the valve. The planner moved the drill. The night team silenced the horn."
    text = draft(f"{people} Somebody cut the cable. The nurse changed the bag.", heading="Causes")
    config = configured(select=["BL701"])
    assert [f.rule for f in lint(text, config, spotter=None)] == ["BL701"]
    assert lint(text, config, spotter=blind()) == lint(text, config, spotter=blind(), gated=False) == []
    assert [f.rule for f in lint(text, config, spotter=Eyes(wary={"F01"}))] == ["BL701"]


# ---- what is told


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_a_spot_speaks_through_the_rule_of_its_family(lint: Lint, family: str) -> None:
    """BL801 for F01 and so on, with the message and question of that rule."""
    text = draft("Who gathered dust and why?" if family == "F23" else DUST)
    (finding,) = lint(text, WORDS, spotter=Eyes([Mark("gathered dust", family)]))
    assert finding.rule == f"BL8{family[1:]}"
    assert finding.group == "spotter"
    assert finding.span.cut(text) == "gathered dust"
    assert finding.question
    assert "{" not in finding.message
    assert finding.severity < Severity.ERROR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mail **gathered dust** there.\n", "gathered dust"),
        ("The mail gathered *dust* there.\n", "gathered *dust"),
        ("The mail gathered [dust](https://example.org/dust) there.\n", "gathered [dust"),
        ("🚒 Zoë’s mail — e\u0301t\u00e9 — gathered dust 🚒.\n", "gathered dust"),
        ("A & B &amp; C &lt; D gathered dust.\n", "gathered dust"),
        ("The mail gathered\r\ndust in `db-07`.\r\n", "gathered\r\ndust"),
        ("- One\n\n  - The mail gathered\n    dust.\n", "gathered\n    dust"),
        ("| Part | Note |\n|---|---|\n| a\\|b | The mail gathered dust |\n", "gathered dust"),
        ("1. `x` and `y`: the mail gathered dust\n", "gathered dust"),
    ],
)
def test_the_marked_words_are_told_at_their_place(told: Any, text: str, expected: str) -> None:
    """In code points of the file, whatever markup stands before, around and among them."""
    assert told(text, Eyes([MARK])) == [("BL805", expected)]


def test_plain_text_has_spots_too(lint: Lint) -> None:
    """The format makes no difference."""
    text = f"DRILL\n\n{DUST}\n"
    (finding,) = lint(text, WORDS, Format.PLAIN, spotter=Eyes([MARK]))
    assert finding.span.cut(text) == "gathered dust"


def test_what_is_unsure_is_no_more_than_info(lint: Lint) -> None:
    """Above the last border a spot is as loud as its rule, below it is information."""
    sure, unsure = (
        lint(draft(DUST), WORDS, spotter=Eyes([Mark("gathered dust", "F05", sure=sure)]))[0] for sure in (True, False)
    )
    assert (sure.severity, unsure.severity) == (Severity.WARNING, Severity.INFO)
    assert sure.message == unsure.message


GATED = {
    "heading": ("## The second mail gathered dust\n\nIt rained.\n", "F05"),
    "quoted": ("The log says “the mail gathered dust” here.\n", "F05"),
    "block quote": ("> The second mail gathered dust.\n", "F05"),
    "negated": ("This was not a case of gathered dust.\n", "F04"),
    "action": ("## Action items\n\n- [ ] The second mail gathered dust.\n", "F05"),
    "question": ("Was it the mail that gathered dust?\n", "F05"),
    "statement": ("The second mail gathered dust.\n", "F23"),
    "favourable": ("## What went well\n\nThe second mail gathered dust.\n", "F07"),
    "code": ("They ran `gathered dust` twice.\n", "F05"),
    "comment": ("<!-- The second mail gathered dust. -->\n\nIt rained.\n", "F05"),
}


@pytest.mark.parametrize("gate", GATED)
def test_gates_hold_for_spots(told: Any, gate: str) -> None:
    """What means something else in its place is not told there, however sure the spotter is."""
    text, family = GATED[gate]
    assert told(text, wary(Mark("gathered dust", family))) == []
    assert told(draft("Who gathered dust?" if family == "F23" else DUST), Eyes([Mark("gathered dust", family)])) != []


def test_headings_are_not_looked_at(lint: Lint) -> None:
    """No family speaks in them."""
    eyes = blind()
    lint(draft(DUST), spotter=eyes)
    assert eyes.looked == [DUST]


# ---- who speaks where both see something


@pytest.mark.parametrize("words", ["Human error", "error was the cause", "was the cause", "Human"])
@pytest.mark.parametrize("family", ["F10", "F04"])
def test_a_rule_explains_the_spot_beside_it(told: Any, lint: Lint, words: str, family: str) -> None:
    """In the same words or the same clause the rule speaks alone, and the spot is not counted as another rule."""
    text = draft("Human error was the cause.")
    assert told(text, wary(Mark(words, family))) == told(text) == [("BL401", "Human error")]
    (finding,) = lint(text, WORDS, spotter=wary(Mark(words, family)))
    (alone,) = lint(text, WORDS, spotter=None)
    assert finding == alone


def test_a_rule_explains_nothing_in_another_sentence(told: Any) -> None:
    """There the spot speaks for itself."""
    text = draft(f"{DUST} Human error was the cause.")
    assert told(text, wary(MARK)) == [("BL805", "gathered dust"), ("BL401", "Human error")]


def test_a_rule_that_was_taken_back_explains_nothing(told: Any) -> None:
    """What the spotter does not believe cannot stand in its way."""
    text = draft("Human error was the cause.")
    assert told(text, Eyes([Mark("was the cause", "F04")])) == [("BL804", "was the cause")]


@pytest.mark.parametrize("values", [{"ignore": ["BL401"]}, {"severity": {"BL401": "off"}}, {"ignore": ["cause"]}])
def test_a_rule_that_is_off_reserves_its_words(told: Any, values: dict[str, Any]) -> None:
    """Who turned a rule off does not hear of the same words from the spotter; of others, or of another family, yes."""
    text = draft("Human error was the cause.")
    config = configured(Level.FILE, **values)
    assert told(text, wary(Mark("Human error", "F10")), config) == []
    assert told(text, wary(Mark("error was", "F10")), config) == []
    assert ("BL810", "was the cause") in told(text, wary(Mark("was the cause", "F10")), config)
    assert ("BL804", "Human error") in told(text, wary(Mark("Human error", "F04")), config)


def test_a_clause_has_one_finding(lint: Lint) -> None:
    """Two spots close together are told once, with the other rule beside; far apart, twice."""
    near = draft("The mail gathered dust and got lost.")
    (finding,) = lint(near, WORDS, spotter=Eyes([MARK, Mark("got lost", "F09")]))
    assert (finding.rule, finding.also) == ("BL805", ("BL809",))
    far = draft("The mail gathered dust in a box that stood behind the second pump and got lost.")
    findings = lint(far, WORDS, spotter=Eyes([MARK, Mark("got lost", "F09")]))
    assert [(f.rule, f.also) for f in findings] == [("BL805", ()), ("BL809", ())]


def test_no_two_findings_share_words(lint: Lint) -> None:
    """Wherever the spots are: findings about sentences never overlap."""
    for seed in range(4):
        for text in DRAFTS.values():
            spans = sorted(f.span for f in lint(text, WORDS, spotter=Squint(seed)) if f.group != "directive")
            assert all(one.end <= other.start for one, other in pairwise(spans))


# ---- config and directives


def test_generic_rules_are_chosen_like_others(told: Any) -> None:
    """By code, beginning, name, group and family."""
    for name in ("BL805", "BL8", "omission-spotted", "spotter", "F05"):
        assert told(draft(DUST), Eyes([MARK]), configured(ignore=[name])) == []
        assert told(draft(DUST), Eyes([MARK]), configured(select=[name])) == [("BL805", "gathered dust")]
    assert told(draft(DUST), Eyes([MARK]), configured(select=["BL804"])) == []


@pytest.mark.parametrize("severity", ["info", "warning", "error"])
def test_generic_rules_are_as_loud_as_the_config_says(lint: Lint, severity: str) -> None:
    """Also louder than they are by themselves."""
    config = configured(severity={"BL805": severity}, ignore=["section", "document"])
    (finding,) = lint(draft(DUST), config, spotter=Eyes([MARK]))
    assert finding.severity is Severity[severity.upper()]


def test_a_generic_rule_can_be_turned_off(told: Any) -> None:
    """With `off` for its group."""
    assert told(draft(DUST), Eyes([MARK]), configured(severity={"spotter": "off"})) == []


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_profiles_decide_about_generic_rules(lint: Lint, ruleset: RuleSet, profile: str) -> None:
    """Whether they speak and how loud, as about all rules."""
    config = configured(profile=profile)
    decided = config.decide(found(ruleset, "BL805")).severity
    spoken = [f.severity for f in lint(draft(DUST), config, spotter=Eyes([MARK])) if f.rule == "BL805"]
    assert spoken == ([] if decided is None else [decided])


def flawed(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    """What is said about directives."""
    return [(finding.rule, finding.message) for finding in findings if finding.group == "directive"]


@pytest.mark.parametrize("name", ["BL805", "spotter", "F05", "BL8", ""])
def test_directives_silence_spots(lint: Lint, ruleset: RuleSet, reader: Reader, name: str) -> None:
    """By any name, and none of them is unused then."""
    text = draft(f"{DUST} <!-- blamelint-disable-line {name} -- the mail itself -->")
    assert lint(text, WORDS, spotter=Eyes([MARK])) == []
    judged = judge(document(text), ruleset, WORDS, reader, spotter=Eyes([MARK]))
    assert [finding.rule for finding in judged.silenced] == ["BL805"]


@pytest.mark.parametrize("name", ["BL805", "BL401", "spotter", "F05", "omission-spotted"])
def test_idle_directives_are_told(lint: Lint, name: str) -> None:
    """Where the spotter is at work and sees nothing, a directive for what it, or a rule, might say is unused."""
    text = draft(f"It rained. <!-- blamelint-disable-line {name} -- why -->")
    assert [code for code, _ in flawed(lint(text, Config(), spotter=blind()))] == ["BL901"]


def test_a_directive_for_what_was_taken_back_is_unused(lint: Lint) -> None:
    """There is nothing left to silence."""
    text = draft("Human error was the cause. <!-- blamelint-disable-line BL401 -- why -->")
    assert flawed(lint(text, Config(), spotter=wary())) == flawed(lint(text, Config(), spotter=None)) == []
    assert [code for code, _ in flawed(lint(text, Config(), spotter=blind()))] == ["BL901"]


@pytest.mark.parametrize("name", ["BL805", "BL8", "spotter", "F05", ""])
@pytest.mark.parametrize("config", [Config(), configured(spotter=False)], ids=["missing", "--no-spotter"])
def test_without_the_spotter_nothing_is_said_of_directives_for_it(lint: Lint, config: Config, name: str) -> None:
    """A run that does without it today cannot tell that they are idle; of rules that ran it can."""
    text = draft(f"{DUST} <!-- blamelint-disable-line {name} -- why -->")
    assert flawed(lint(text, config, spotter=None)) == []
    other = draft(f"{DUST} <!-- blamelint-disable-line BL401 -- why -->")
    assert [code for code, _ in flawed(lint(other, config, spotter=None))] == ["BL901"]


def test_where_the_config_does_without_it_families_are_judged_by_the_other_rules(lint: Lint) -> None:
    """`spotter = false` in a file is for good, so a directive that silences nothing then is unused."""
    config = configured(Level.FILE, spotter=False)
    for name, said in (("F05", ["BL901"]), ("BL805", [])):
        text = draft(f"It rained. <!-- blamelint-disable-line {name} -- why -->")
        assert [code for code, _ in flawed(lint(text, config, spotter=None))] == said


# ---- gate, cache, first look


class Squint(Eyes):
    """Sees spots and suspicions by chance, the same ones in the same block."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.seed = seed

    def _see(self, text: str) -> Sight:
        chance = random.Random(crc32(text.encode()) + self.seed)
        families = sorted(FAMILIES)
        suspicions: list[Suspicion] = []
        spots: list[Spot] = []
        at = 0
        while at < len(text):
            sentence = Span(at, min(len(text), at + chance.randrange(20, 90)))
            at = sentence.end
            seen = set(chance.sample(families, chance.choice((0, 1, 8, 24))))
            words = Span(*sorted((chance.randrange(sentence.start, sentence.end), sentence.end)))
            if seen and chance.random() < 0.5 and words.cut(text) == words.cut(text).strip() != "":
                spots.append(Spot(words, sentence, chance.choice(sorted(seen)), 0.9, chance.random() < 0.5))
            if seen:
                suspicions.append(Suspicion(sentence, frozenset(seen)))
        return Sight(tuple(suspicions), tuple(spots))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("name", sorted(DRAFTS))
def test_the_gates_lose_nothing(lint: Lint, name: str, seed: int) -> None:
    """Findings with and without them are equal, whatever the spotter sees, also where rules are off."""
    for config in (Config(), configured(Level.FILE, ignore=["judgement", "BL4", "BL301"])):
        gated = lint(DRAFTS[name], config, spotter=Squint(seed))
        assert gated == lint(DRAFTS[name], config, spotter=Squint(seed), gated=False)


def test_chance_sees_much() -> None:
    """The promise above is about something: most seeds see spots and suspicions."""
    sights = [Squint(seed)._see(BLAMING) for seed in range(6)]
    assert sum(bool(sight.spots) for sight in sights) >= 5
    assert sum(bool(sight.suspicions) for sight in sights) >= 5


@pytest.mark.parametrize(
    "changed",
    [
        {"families": ["F05"], "match": [{"spot": "F06"}]},
        {"match": [{"spot": "F05"}]},
        {"families": ["F05"], "match": [{"spot": "F05"}, {"spot": "F06"}]},
        {"families": ["F05"], "match": [{"spot": "F05"}, {"phrase": ["flimmered"]}]},
    ],
    ids=["another family", "no family", "two families", "a phrase too"],
)
def test_the_gates_lose_nothing_of_a_teams_own_rule(tmp_path: Path, reader: Reader, changed: dict[str, Any]) -> None:
    """A rule with `spot` may have other families, none, or other ways to match."""
    rules = own_rules(tmp_path, changed)
    for marks in ([MARK], [Mark("gathered dust", "F06")], []):
        for text in (draft(DUST), draft("It flimmered.")):
            with_gates, without = (
                lint_document(document(text), rules, Config(), reader, spotter=Eyes(marks), gated=gated)
                for gated in (True, False)
            )
            assert with_gates == without
    heard = [f for f in (Mark("gathered dust", "F05"), Mark("gathered dust", "F06"))
             if lint_document(document(draft(DUST)), rules, Config(), reader, spotter=Eyes([f]))]  # fmt: skip
    assert heard


@pytest.mark.parametrize("name", sorted(DRAFTS))
def test_the_cache_changes_nothing(ruleset: RuleSet, reader: Reader, name: str) -> None:
    """After any row of edits a lint with the cache says what a lint without one says, spots and telling included."""
    chance = random.Random(name)
    cache, spotter, text, config = BlockCache(), Squint(3), DRAFTS[name], Config()
    for _ in range(15):
        kept, fresh = (
            judge(document(text), ruleset, config, reader, None, manner, spotter=spotter)
            for manner in (Manner(cache=cache, checkpoint=chance.choice((None, lambda: None))), Manner())
        )
        assert kept == fresh
        text = edited(text, chance)
    assert cache.known


def test_the_cache_remembers_what_was_suspicious(lint: Lint, ruleset: RuleSet, reader: Reader) -> None:
    """A second lint looks at no block again and counts the telling as the first did."""
    people = "The operator opened the valve. The planner moved the drill. The night team silenced the horn."
    text = draft(f"{people} Somebody cut the cable. The nurse changed the bag.", heading="Causes")
    config, cache = configured(select=["BL701"]), BlockCache()
    for spotter, expected in ((Eyes(wary={"F01"}), ["BL701"]), (blind(), [])):
        manner = Manner(cache=cache)
        for looked in (1, 1):
            judged = judge(document(text), ruleset, config, reader, None, manner, spotter=spotter)
            assert [f.rule for f in judged.findings] == expected
            assert len(spotter.looked) == looked


def test_another_spotter_is_asked_anew(ruleset: RuleSet, reader: Reader) -> None:
    """What one spotter saw is not told for another, nor for none."""
    cache, text = BlockCache(), draft(DUST)
    said = [
        [f.rule for f in judge(document(text), ruleset, WORDS, reader, None, Manner(cache=cache), spotter=s).findings]
        for s in (Eyes([MARK]), blind(), Eyes([MARK]), None)
    ]
    assert said == [["BL805"], [], ["BL805"], []]


def test_the_first_look_tells_no_spots(ruleset: RuleSet, reader: Reader) -> None:
    """Before sentences are parsed nobody knows which spots a rule explains."""
    manner = Manner(parsed=False)
    text = draft(DUST, "Impact: TBD")
    judged = judge(document(text), ruleset, Config(), reader, None, manner, spotter=Eyes([MARK]))
    assert "spotter" not in {finding.group for finding in judged.findings}


# ---- what is never loaded


class Unread(Reader):
    """A reader that must not be asked."""

    def read(self, items: Sequence[tuple[Block, Context]]) -> Any:
        raise AssertionError(f"parsed {[block.text for block, _ in items]}")


@pytest.mark.parametrize("name", sorted(DRAFTS))
def test_what_is_not_suspicious_is_not_parsed(ruleset: RuleSet, name: str) -> None:
    """Not one block of a draft full of people and verbs; with a suspicion it is."""
    reader = Unread(load_vocabulary().words)
    lint_document(document(DRAFTS[name]), ruleset, Config(), reader, spotter=blind())
    with pytest.raises(AssertionError, match="parsed"):
        lint_document(document(DRAFTS[name]), ruleset, Config(), reader, spotter=wary())


def test_only_suspicious_blocks_are_parsed(ruleset: RuleSet, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft with one suspicious block has one block read."""
    read: list[str] = []

    def noted(items: Sequence[tuple[Block, Context]], _read: Any = reader.read) -> Any:
        read.extend(block.text for block, _ in items)
        return _read(items)

    monkeypatch.setattr(reader, "read", noted)
    marks = [Mark("failed to notice", "F05")]
    lint_document(document(BLAMING), ruleset, Config(), reader, spotter=Eyes(marks))
    assert read == ["The reviewer failed to notice the empty column."]


PROBE = """
import sys
from blamelint.config.model import Config
from blamelint.engine.ruleset import load_rules
from blamelint.engine.vocabulary import load_vocabulary
from blamelint.language.reader import Reader
from blamelint.lint.linter import lint_document
from tests.lint.conftest import document
from tests.lint.drafts import BLAMING
from tests.eyes import blind, wary
vocabulary = load_vocabulary()
spotter = {make}()
rules, reader = load_rules((), vocabulary), Reader(vocabulary.words)
findings = lint_document(document(BLAMING), rules, Config(), reader, spotter=spotter)
assert spotter.looked
print(len(findings), "spacy" in sys.modules)
"""


@pytest.mark.parametrize(("make", "loaded"), [("blind", False), ("wary", True)])
def test_spacy_is_loaded_for_suspicious_drafts_alone(make: str, *, loaded: bool) -> None:
    """In a process of its own, a draft in which nothing is suspicious never imports it."""
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(make=make)], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.stdout.split()[1:] == [str(loaded)], done.stderr
