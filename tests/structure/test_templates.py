"""The template of a draft is told by its headings, or not at all."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blamelint import assets
from blamelint.document.model import Format
from blamelint.errors import RuleError
from blamelint.located import load
from blamelint.structure.headings import classify
from blamelint.structure.model import SectionKind
from blamelint.structure.templates import (
    Template,
    TemplateSection,
    detect,
    folded,
    known_templates,
    likenesses,
    read_templates,
)
from tests.structure.drafts import read

TEMPLATES = known_templates()
WANTED = {
    "sre-book",
    "sre-workbook",
    "google-api",
    "azure",
    "azure-review",
    "elastic",
    "kehoe",
    "limoncelli",
    "real-world-sre",
    "pagerduty",
    "firehydrant",
    "rootly",
    "mybinder",
    "dfds",
    "atlassian",
    "aws-coe",
    "oops",
    "howie",
}
by_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
TEXT = "The valve stayed open for nine minutes."
FREE = {
    "the usual five": ["Summary", "Impact", "Timeline", "Root cause", "Action items"],
    "the usual six": ["Summary", "Timeline", "Root cause", "Lessons learned", "What went well", "Action items"],
    "plain factors": ["Summary", "Timeline", "Contributing factors", "Action items", "Lessons learned"],
    "a story": ["The night of the flood", "How the pump spoke to the gate", "What we do now"],
    "a hospital": ["Patient story", "Findings", "Care delivery problems", "Recommendations", "Sign-off"],
    "a railway": ["Synopsis", "The evidence", "Analysis", "Conclusions", "Safety recommendations", "Appendices"],
    "questions": ["What happened?", "Why?", "What now?"],
    "one heading": ["Summary"],
    "home-made": ["Chronology", "Impacts", "What went wrong?", "Proposals", "Short term", "Long term"],
    "two halves": ["Executive summary", "Narrative", "Incident timing", "Fault", "Stats", "Mitigators", "Responders"],
}


def headings_of(template: Template) -> list[str]:
    """The template's headings, each in its usual wording."""
    return [section.wordings[0] for section in template.sections]


def draft(headings: Sequence[str]) -> str:
    """A filled draft with these sections."""
    return "# Flooded gate on 3 May\n\n" + "".join(f"## {heading}\n\n{TEXT}\n\n" for heading in headings)


def key_of(text: str, form: Format = Format.MARKDOWN) -> str | None:
    """The key of the template that a draft shows."""
    found = detect(read(text, format=form))
    return found.key if found is not None else None


def test_every_template_of_the_table_is_there() -> None:
    """The data hold the templates that the documentation names, each once."""
    assert {template.key for template in TEMPLATES} == WANTED
    assert len({template.name for template in TEMPLATES}) == len(TEMPLATES)


def test_the_page_on_rules_lists_the_templates() -> None:
    """Each template stands in the documentation with its key and its name."""
    page = (assets.folder("rules") / "README.md").read_text(encoding="utf-8")
    (listed,) = re.findall(r"<!-- templates -->\n(.*?)<!-- /templates -->", page, re.DOTALL)
    assert listed == "| key | made from |\n|---|---|\n" + "".join(
        f"| `{template.key}` | {template.name} |\n" for template in TEMPLATES
    )


@by_template
def test_a_template_speaks_the_language_of_sections(template: Template) -> None:
    """Whatever a template asks for is a heading that opens a section of just that kind."""
    for section in template.sections:
        for wording in section.wordings:
            found = classify(wording)
            assert found is section.kind or (found is SectionKind.OTHER and not section.required), wording
    assert template.required
    assert template.source.startswith("https://")


@by_template
def test_a_filled_template_is_recognised(template: Template) -> None:
    """A draft with all of its headings shows its template."""
    assert key_of(draft(headings_of(template))) == template.key


@by_template
def test_the_order_does_not_matter(template: Template) -> None:
    """Sections may be moved."""
    headings = headings_of(template)
    assert key_of(draft(headings[::-1])) == template.key
    assert key_of(draft(headings[1::2] + headings[::2])) == template.key


@by_template
def test_other_shapes_of_headings(template: Template) -> None:
    """Bold lead-ins, labels before a text, numbers, questions, capitals and rows of a table are headings as well."""
    headings = headings_of(template)
    shapes = {
        "bold lines": "".join(f"**{heading}**\n\n{TEXT}\n\n" for heading in headings),
        "bold labels": "".join(f"**{heading}:** {TEXT}\n\n" for heading in headings),
        "numbers": draft([f"{number}. {heading}" for number, heading in enumerate(headings, start=1)]),
        "questions": draft([f"{heading}?" for heading in headings]),
        "capitals": draft([heading.upper() for heading in headings]),
        "table": "| Part | Text |\n|---|---|\n" + "".join(f"| {heading} | {TEXT} |\n" for heading in headings),
        "line ends": draft(headings).replace("\n", "\r\n"),
    }
    assert {name: key_of(text) for name, text in shapes.items()} == dict.fromkeys(shapes, template.key)


@by_template
def test_a_missing_section_names_no_other_template(template: Template) -> None:
    """With any one heading gone a draft still shows its template or, when too little is left, none; never another."""
    headings = headings_of(template)
    found = [key_of(draft(headings[:at] + headings[at + 1 :])) for at in range(len(headings))]
    assert set(found) <= {template.key, None}
    assert found.count(template.key) >= len(headings) - 2


@by_template
def test_two_missing_sections_name_no_other_template(template: Template) -> None:
    """The same with any two headings gone."""
    headings = headings_of(template)
    for gone in itertools.combinations(range(len(headings)), 2):
        kept = [heading for at, heading in enumerate(headings) if at not in gone]
        assert key_of(draft(kept)) in (template.key, None), gone


@by_template
def test_more_sections_do_not_hide_a_template(template: Template) -> None:
    """Two sections of the team's own, and headings inside of sections, leave the template as it is."""
    text = draft(headings_of(template)) + "## Word from the harbour office\n\nThanks.\n\n## Tide table\n\nSee there.\n"
    assert key_of(text.replace(TEXT, f"{TEXT}\n\n### Gate\n\n{TEXT}\n\n### Pump\n\n{TEXT}")) == template.key


@pytest.mark.parametrize(
    ("headings", "key"),
    [
        (
            ["Summary", "Impact", "Root Cause(s)", "Trigger", "Resolution", "Detection", "Lessons Learnt",
             "What went badly", "Where did we get lucky?", "Timeline", "Supporting info", "Authors"],
            "sre-book",
        ),
        (["Issue summary", "Timeline (all times CET), 3 May", "Cause", "Resolution and Recovery"], "google-api"),
        (["Incident summary", "Lead-up", "Fault", "Impact", "How we found out", "Response", "Recovery", "5 whys",
          "Root cause", "Recurrence", "Corrective actions"], "atlassian"),
        (["What happened?", "What went wrong and why?", "How did we respond?",
          "How are we making incidents like this less likely or less impactful?"], "azure-review"),
        (["Overview", "What happened", "Factors", "Resolution", "Impact", "Responders", "Timeline", "How'd We Do?",
          "What went well?", "What didn't go well?", "Action items", "Messaging"], "pagerduty"),
        (["Executive summary", "Narrative description", "Enablers", "Mitigators", "Risks"], "oops"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_renamed_headings(headings: list[str], key: str) -> None:
    """A template is recognised with some of its headings in other words."""
    assert key_of(draft(headings)) == key


@pytest.mark.parametrize("headings", FREE.values(), ids=FREE)
def test_free_forms_have_no_template(headings: list[str]) -> None:
    """Headings that everybody uses, headings of one's own, and bits of many templates show none."""
    assert key_of(draft(headings)) is None


@pytest.mark.parametrize("text", ["", "\n", "# Gate\n", "The gate was open.\n", "- a\n- b\n"])
def test_drafts_without_headings_have_no_template(text: str) -> None:
    """Nothing to go by is nothing found."""
    assert detect(read(text)) is None


def test_equal_templates_are_no_answer() -> None:
    """Between two templates that fit as well the draft has none."""
    sections = (TemplateSection(SectionKind.OTHER, ("Tide",), True), TemplateSection(SectionKind.OTHER, ("Ebb",), True))
    third = Template("c", "c", "", (TemplateSection(SectionKind.OTHER, ("Moon",), True),))
    filler = tuple(
        Template(str(at), str(at), "", (TemplateSection(SectionKind.OTHER, (f"x{at}",), True),)) for at in range(30)
    )
    outline = read(draft(["Tide", "Ebb"]))
    one, other = Template("a", "a", "", sections), Template("b", "b", "", sections)
    assert detect(outline, (one, third, *filler)) == one
    assert detect(outline, (one, other, third, *filler)) is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([heading for template in TEMPLATES for heading in headings_of(template)]), max_size=12))
def test_any_mix_gives_one_answer(headings: list[str]) -> None:
    """Whatever headings a draft has, shares lie between 0 and 1 in falling order, and order and repetition are idle."""
    found = likenesses(read(draft(headings)))
    shares = [likeness.share for likeness in found]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1 for share in shares)
    assert key_of(draft(headings)) == key_of(draft(headings[::-1])) == key_of(draft(headings + headings))


def test_labels_inside_lists_of_work_are_no_headings() -> None:
    """Labels of action items and of timeline entries say nothing about the template."""
    labels = "".join(f"- **{heading}:** {TEXT}\n" for heading in headings_of(TEMPLATES[0]))
    assert key_of(f"# Gate\n\n## Action items\n\n{labels}") is None
    assert key_of(f"# Gate\n\n## Chronology\n\n{labels}") is None


def test_plain_text_shows_its_template() -> None:
    """The template does not depend on the markup."""
    text = "FLOODED GATE\n\n" + "".join(f"{h}\n{'-' * len(h)}\n\n{TEXT}\n\n" for h in headings_of(TEMPLATES[0]))
    assert key_of(text, Format.PLAIN) == TEMPLATES[0].key


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Root Cause(s)", "Root causes"),
        ("Lessons Learnt:", "Lessons learned"),
        ("5 Whys", "Five whys"),
        ("Follow Up", "Follow-ups"),
        ("Where did we get lucky?", "Where did we get lucky"),
    ],
)
def test_spellings_are_equal(left: str, right: str) -> None:
    """Plural, spelling and punctuation do not tell headings apart."""
    assert folded(left) == folded(right)


def test_one_section_for_each_kind_is_required() -> None:
    """A template with two sections of a kind asks for the first of them."""
    for template in TEMPLATES:
        kinds = [section.kind for section in template.required]
        assert len(kinds) == len(set(kinds))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("templates: {a: {name: x}}", "missing"),
        ("templates: {a: {name: x, required: {summery: [S]}}}", "unknown key 'summery'"),
        ("templates: {a: {name: x, required: {summary: ['?']}}}", "words of a heading"),
        ("templates: {a: {name: x, required: {summary: S}}}", "expected a list"),
        ("about: x", "missing"),
    ],
)
def test_broken_data_are_refused(text: str, message: str) -> None:
    """A mistake in the data is told with its place."""
    with pytest.raises(RuleError, match=message):
        read_templates(load(text, "templates.yaml"))


@pytest.mark.parametrize(
    "text",
    [
        "## Timeline " + "x " * 60 + "\n\n",
        "**Impact:** x\n\n",
        "| Impact | x |\n|---|---|\n| Trigger | y |\n\n",
        "## Summary of impact of impact of impact\n\n",
    ],
    ids=["headings", "labels", "tables", "beginnings"],
)
def test_hostile_drafts_end(text: str) -> None:
    """Thousands of headings take time in proportion to their number."""
    outline = read(text * 4000)
    started = time.perf_counter()
    detect(outline)
    assert time.perf_counter() - started < 5
