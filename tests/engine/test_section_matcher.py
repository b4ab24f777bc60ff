"""The section matcher reads its key, finds what the rules on sections point at, and nothing else."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest

from blamelint import assets
from blamelint.document.formats import parse
from blamelint.document.model import Format, Source
from blamelint.engine.matchers.section import CAPTURES, Required, build, first_line
from blamelint.engine.model import DocumentMatch
from blamelint.errors import RuleError
from blamelint.located import load, load_file
from blamelint.structure.outline import outline

FORMS = [
    "{require: systemic}",
    "{require: learning}",
    "{missing: [summary, timeline]}",
    "{expected: [luck]}",
    "{required: [summary, timeline]}",
    "{empty: true}",
    "{placeholder: true}",
    "{single_factor: true}",
]
MARKS = re.compile("[«»]")


def find(spec: str, text: str, format: Format = Format.MARKDOWN) -> list[DocumentMatch]:  # noqa: A002
    """What the matcher of `spec` sees in a draft."""
    return list(build(load(spec, "rule.yaml")).find_in(outline(parse(Source("draft", text), format))))


def words(spec: str, text: str, format: Format = Format.MARKDOWN) -> list[str]:  # noqa: A002
    """The marked words."""
    return [match.span.cut(text) for match in find(spec, text, format)]


def examples() -> Iterator[object]:
    """Each example of each rule on sections that is a whole draft."""
    for path in sorted((assets.folder("rules") / "section").glob("BL60[1-7]-*.yaml")):
        rule = load_file(path).mapping()
        (form,) = rule["match"].items()
        for key in ("flag", "pass"):
            for number, example in enumerate(rule[key].items(), start=1):
                text = example.mapping()["text"].text()
                yield pytest.param(form.mapping()["section"], text, id=f"{path.name[:5]}-{key}-{number}")


@pytest.mark.parametrize(("spec", "text"), list(examples()))
def test_examples_of_the_rules(spec: object, text: str) -> None:
    """A rule fires exactly at the marks of its examples, with a value for each capture."""
    plain = MARKS.sub("", text)
    offsets = [match.start() - number for number, match in enumerate(MARKS.finditer(text))]
    wanted = list(zip(offsets[::2], offsets[1::2], strict=True))
    found = list(build(spec).find_in(outline(parse(Source("draft.md", plain), Format.MARKDOWN))))  # type: ignore[arg-type]
    assert [(match.span.start, match.span.end) for match in found] == wanted
    assert all(set(match.captures) == set(CAPTURES) for match in found)


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("{}", "expected one key"),
        ("{empty: true, placeholder: true}", "expected one key"),
        ("{emtpy: true}", "unknown key 'emtpy'"),
        ("{empty: false}", "only be true"),
        ("{empty: yes please}", "true or false"),
        ("{require: luck}", "not allowed here"),
        ("{missing: [summery]}", "not allowed here"),
        ("{missing: []}", "at least one"),
        ("{expected: [summery]}", "not allowed here"),
        ("{expected: []}", "at least one"),
        ("{required: [what hapened]}", "not allowed here"),
        ("{required: []}", "at least one"),
        ("{required: {strict: [summary]}}", "`standard`"),
        ("{required: {standard: [summary], strict: []}}", "at least one"),
        ("empty", "expected a mapping"),
    ],
)
def test_a_broken_form_is_refused(spec: str, message: str) -> None:
    """A mistake under `section:` names its place instead of never firing."""
    with pytest.raises(RuleError, match=message) as error:
        build(load(spec, "rule.yaml"))
    assert error.value.place.line == 1


def test_the_nearest_key_is_offered() -> None:
    """A misspelt kind gets the kind that was meant."""
    with pytest.raises(RuleError) as error:
        build(load("{missing: [summery]}", "rule.yaml"))
    assert error.value.nearest == "summary"


def test_missing_tells_each_kind() -> None:
    """One match a kind, at the first line, in the order of the rule."""
    text = "# Kiosks\n\n## Impact\n\nTwo hundred kiosks.\n\n## Root cause\n\nThe updater retries without a limit.\n"
    found = find("{missing: [timeline, summary, impact]}", text)
    assert [match.captures["kind"] for match in found] == ["timeline", "summary"]
    assert [match.span.cut(text) for match in found] == ["Kiosks", "Kiosks"]


def test_the_template_decides_what_is_missing() -> None:
    """A draft of a template is asked for that template's sections, in its words, whatever the rule lists."""
    headings = ("Issue summary", "Root cause", "Resolution and recovery", "Corrective and preventative measures")
    text = "# Gate\n\n" + "".join(f"## {heading}\n\nThe gate was open.\n\n" for heading in headings)
    for listed in ("[luck, well, comms]", "{standard: [people], strict: [comms]}"):
        (match,) = find(f"{{required: {listed}}}", text)
        assert (match.captures["kind"], match.captures["heading"]) == ("timeline", "Timeline")
        assert match.captures["origin"] == "the template of the Google API infrastructure reports"


def test_without_a_template_the_profile_decides() -> None:
    """Each profile has its list; one that has none takes that of `standard`."""
    matcher = build(load("{required: {standard: [summary], external: [what happened, comms]}}", "rule.yaml"))
    assert isinstance(matcher, Required)
    read = outline(
        parse(Source("draft", "# Gate\n\n## Impact\n\nOpen for a day.\n\n## Risks\n\nRain.\n"), Format.MARKDOWN)
    )
    told = {
        profile: [
            (match.captures["heading"], match.captures["origin"]) for match in matcher.under(profile).find_in(read)
        ]
        for profile in ("standard", "strict", "external")
    }
    assert told == {
        "standard": [("summary", "the profile 'standard'")],
        "strict": [("summary", "the profile 'strict'")],
        "external": [("what happened", "the profile 'external'"), ("comms", "the profile 'external'")],
    }


@pytest.mark.parametrize(
    "section",
    [
        "## What happened?\n\nThe gate opened at noon.",
        "## The outage in detail\n\nThe gate opened at noon.",
        "## Timeline\n\n- 12:00 The gate opens",
        "## Mitigation\n\nThe gate was closed by hand.",
        "## Notes\n\n- 12:00 The gate opens\n- 12:40 The gate closes",
    ],
)
def test_a_story_is_told_in_many_ways(section: str) -> None:
    """What happened is there as a timeline, as an account of the response, or under its own words."""
    text = f"# Gate\n\n## Impact\n\nWet feet.\n\n## Root cause\n\nA worn relay.\n\n{section}\n"
    assert words("{required: [what happened]}", text) == []
    assert words("{required: [what happened]}", text.replace(section, "")) == ["Gate"]


def test_what_other_rules_look_for_is_not_told_twice() -> None:
    """Causes, luck and lessons have rules that look at the content; `required` leaves them to these."""
    text = "# Gate\n\n## Summary\n\nOpen.\n\n## Timeline\n\n- 12:00 Gate opens\n"
    assert words("{required: [cause, contributing, luck, lessons, well, poorly]}", text) == []
    assert words("{required: [well, poorly]}", text + "\n## What went well\n\n- The siren.\n") == ["Gate"]


def test_a_template_may_do_without_a_section() -> None:
    """`expected` is silent about what the draft's template has no place for, `missing` is not."""
    headings = ("Summary", "Timeline", "Contributing factors", "Action items", "Lessons learned", "Attendees", "Stats")
    text = "# Gate\n\n" + "".join(f"## {heading}\n\nThe gate was open.\n\n" for heading in headings)
    assert words("{missing: [luck]}", text) == ["Gate"]
    assert words("{expected: [luck]}", text) == []
    assert words("{expected: [luck]}", text.replace("## Attendees", "## A").replace("## Stats", "## B")) == ["Gate"]


def test_learning_is_left_out_of_reports_to_customers() -> None:
    """A public report is not asked for what was learned inside; a draft of any other template is."""
    public = ("What happened", "What went wrong and why", "How did we respond", "Next steps")
    inside = ("Issue summary", "Timeline", "Root cause", "Resolution and recovery")
    for headings, wanted in ((public, []), (inside, ["Gate"])):
        text = "# Gate\n\n" + "".join(f"## {heading}\n\nThe gate was open.\n\n" for heading in headings)
        assert words("{require: learning}", text) == wanted


def test_a_single_factor_is_quoted() -> None:
    """The message can tell which section and which factor."""
    (match,) = find("{single_factor: true}", "## Contributing factors\n\n- The table has no version.\n")
    assert match.captures["heading"] == "Contributing factors"
    assert match.captures["factor"] == "The table has no version."


def test_a_long_heading_is_cut_in_the_message() -> None:
    """Captures stay short whatever the draft holds."""
    (match,) = find("{empty: true}", "# T\n\n## Impact " + "on everything " * 40 + "\n\n## Summary\n\nText.\n")
    assert len(match.captures["heading"]) <= 80


def test_notes_are_no_reviews() -> None:
    """A short note without headings, a reading list and an empty file never want a section."""
    for text in (
        "Restarted the printer after the outage, all fine. Kaveh pressed the wrong button.",
        "# Reading list\n\n- A book about gardens and their owners\n- A film about trains and stations\n",
        "# Incident 7\n",
        "",
        "\n\n<!-- nothing -->\n",
    ):
        assert words("{require: systemic}", text) == []
        assert words("{require: learning}", text) == []
        assert words("{missing: [summary]}", text) == []


def test_a_long_report_without_headings_is_a_review() -> None:
    """Prose of some length about an incident is asked for its conditions."""
    text = "On Monday the incident began and ended. " + "Bola restarted the job and told the desk. " * 12
    assert len(words("{require: systemic}", text)) == 1


def test_plain_text_is_read_as_well() -> None:
    """The checks do not depend on the markup."""
    text = "INCIDENT REVIEW\n\nSummary:\n\nTBD\n\nRoot cause:\n\nBola made a mistake again that day.\n"
    assert words("{placeholder: true}", text, Format.PLAIN) == ["TBD"]


def test_line_ends_of_windows() -> None:
    """CRLF changes nothing but the offsets."""
    text = "# Kiosks\n\n## Impact\n\n## Summary\n\nTODO\n\nBody {{ slot }}.\n"
    for form in FORMS:
        assert words(form, text.replace("\n", "\r\n")) == words(form, text)


def test_the_first_line_of_a_draft() -> None:
    """It is the title's words, or the first block's, and none without words."""
    for text, line in (("---\na: b\n---\n\n# Kiosks\n\nText.\n", "Kiosks"), ("Two\nlines.\n", "Two"), ("", None)):
        span = first_line(outline(parse(Source("draft.md", text), Format.MARKDOWN)))
        assert (span.cut(text) if span else None) == line


def test_swapping_the_person_for_a_system_satisfies() -> None:
    """The same review with a system's fault in place of a person's has its condition."""
    draft = "# Login outage\n\n## Summary\n\nLogins failed for an hour.\n\n## Root cause\n\n{}\n"
    assert words("{require: systemic}", draft.format("Bola pushed an unfinished config."))
    assert not words("{require: systemic}", draft.format("The rollout tool accepts an unfinished config."))


@pytest.mark.parametrize(
    "text",
    [
        "## Root cause\n\nBola did it again, badly.\n\n" * 4000,
        "## Impact\n\n<!-- x -->\n\n" * 4000,
        "x " + "because " * 100_000,
        "## a\n\n" + "." * 300_000 + "a",
        "<a " * 50_000 + "[a " * 50_000 + "{{a " * 50_000,
        "` " * 200_000,
    ],
    ids=["causes", "comments", "because", "dots", "slots", "ticks"],
)
def test_hostile_drafts_end(text: str) -> None:
    """No draft takes more than time in proportion to its length."""
    read = outline(parse(Source("draft.md", text), Format.MARKDOWN))
    started = time.perf_counter()
    for form in FORMS:
        list(build(load(form, "rule.yaml")).find_in(read))
    assert time.perf_counter() - started < 10
