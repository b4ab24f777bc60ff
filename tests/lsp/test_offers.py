"""What is offered about a finding, and the draft after each offer: linted anew, in every encoding and line end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from blamelint.document.directives import Form, directives
from blamelint.finding import Finding
from blamelint.lsp.actions.offers import Offer, Refused
from blamelint.lsp.actions.project import Desk, named
from blamelint.lsp.analysis import Analysis
from blamelint.lsp.client import Client
from blamelint.lsp.documents import OpenDocument
from blamelint.lsp.features.code_actions import offers_for
from blamelint.text import Encoding
from tests.lsp.scenes import ABLE, OLD, PLAIN, URI, after, analysis_of, edits_in

DRAFT = """# 🚒 Tariff upload

Obviously the 🚒 crew should have
checked the plan.

- 🚒 Kofi forgot the lamp
  and the valve.
  - [ ] The crew should have asked.
- Fine.

> - Kofi failed to look.

| Part | What |
|---|---|
| 🚒 noon | Kofi should have looked |

1. It was human error.

   <!-- a note -->
## Kofi wiped the disk
"""


def offers(analysis: Analysis, finding: Finding, client: Client = ABLE) -> dict[str, Offer]:
    return {offer.key: offer for offer in offers_for(finding, Desk(analysis, client))}


def edited(analysis: Analysis, offer: Offer) -> str:
    """The draft after the offer, as the editor has it."""
    return after(analysis.document.text, offer.edit(), analysis.document.uri, analysis.document.encoding)


def by_rule(analysis: Analysis, rule: str) -> Finding:
    return next(finding for finding in analysis.findings if finding.rule == rule)


DRAFTS = [
    pytest.param(DRAFT.replace("\n", end), encoding, id=f"{name}-{encoding.value}")
    for name, end, encoding in [
        ("lf", "\n", Encoding.UTF16),
        ("crlf", "\r\n", Encoding.UTF16),
        ("crlf", "\r\n", Encoding.UTF8),
        ("cr", "\r", Encoding.CODE_POINTS),
    ]
]


# Suggestions.


def test_suggestions_with_edits_are_offered() -> None:
    """Each of them, with its pattern in the title; the first safe one of a finding alone is preferred."""
    analysis = analysis_of("Obviously it broke!!! The crew should have looked.\n")
    said = offers(analysis, by_rule(analysis, "BL311"))
    assert [key for key, offer in said.items() if offer.preferred] == ["suggestion-0"]
    assert edited(analysis, said["suggestion-0"]) == "It broke!!! The crew should have looked.\n"
    pattern = offers(analysis, by_rule(analysis, "BL301"))["suggestion-0"]
    assert not pattern.preferred
    assert pattern.title.endswith(": <did what>, while <signal> was <visible where>")
    assert edited(analysis, pattern).endswith("The crew <did what>, while <signal> was <visible where>.\n")


@pytest.mark.parametrize(("text", "encoding"), DRAFTS)
def test_edits_of_suggestions_are_exact(text: str, encoding: Encoding) -> None:
    """Whatever the encoding and the line ends, the edit in the editor is the suggestion's own."""
    analysis = analysis_of(text, encoding=encoding, lint_quotes=True)
    tried = 0
    for finding in analysis.findings:
        for number, suggestion in enumerate(finding.suggestions):
            if suggestion.edits:
                expected = text
                for edit in reversed(suggestion.edits):
                    expected = expected[: edit.span.start] + edit.text + expected[edit.span.end :]
                assert edited(analysis, offers(analysis, finding)[f"suggestion-{number}"]) == expected
                tried += 1
    assert tried > 4


# The question.


@pytest.mark.parametrize(("text", "encoding"), DRAFTS)
def test_the_question_becomes_a_comment_on_a_line_of_its_own(text: str, encoding: Encoding) -> None:
    """It adds one line that is a comment and nothing else; the draft reads as before, and so do its findings."""
    analysis = analysis_of(text, encoding=encoding, lint_quotes=True)
    assert len(analysis.findings) > 6
    for finding in analysis.findings:
        new = edited(analysis, offers(analysis, finding)["question"])
        again = analysis_of(new, encoding=encoding, lint_quotes=True)
        (line,) = [line for line in new.replace("\r\n", "\n").replace("\r", "\n").split("\n") if finding.rule in line]
        assert finding.question is not None
        assert line.lstrip(" >") == f"<!-- {finding.rule}: {finding.question} -->"
        assert [block.text for block in again.draft.blocks] == [block.text for block in analysis.draft.blocks]
        assert [each.fingerprint for each in again.findings] == [each.fingerprint for each in analysis.findings]
        assert new.count("\r\n") - text.count("\r\n") == ("\r\n" in text)


def test_the_question_in_other_drafts() -> None:
    """A commit message has comments of its own; in plain text the comment stands right above the words."""
    text = "Mend it\n\nA note.\nKofi forgot the lamp.\n# Please enter\n"
    commit = analysis_of(text, "git-commit")
    new = edited(commit, offers(commit, by_rule(commit, "BL307"))["question"])
    assert "\n# BL307: What was" in new
    assert new.replace(new[new.index("# BL307") : new.index("?\n") + 2], "") == text
    plain = analysis_of(text.partition("#")[0], "plaintext")
    assert "\n<!-- BL307: " in edited(plain, offers(plain, by_rule(plain, "BL307"))["question"])


# Silencing.


@pytest.mark.parametrize(("text", "encoding"), DRAFTS)
def test_silenced_here_with_a_reason(text: str, encoding: Encoding) -> None:
    """The finding is told no more, all others are, and the directive is used and says why."""
    analysis = analysis_of(text, encoding=encoding, lint_quotes=True, require_reasons=True)
    for finding in analysis.findings:
        new = edited(analysis, offers(analysis, finding)["silence-line"])
        again = analysis_of(new, encoding=encoding, lint_quotes=True, require_reasons=True)
        kept = [each.fingerprint.partition("-")[0] for each in analysis.findings if each is not finding]
        left = [each.fingerprint.partition("-")[0] for each in again.findings]
        assert set(left) <= set(kept)
        (directive,) = directives(again.draft)
        assert (directive.form, directive.reason) != (Form.FILE, "")
        assert [name.text for name in directive.names] == [finding.rule]
        whole = analysis_of(
            edited(analysis, offers(analysis, finding)["silence-file"]), encoding=encoding, lint_quotes=True
        )
        assert finding.rule not in {each.rule for each in whole.findings}
        assert {each.rule for each in whole.findings} == {each.rule for each in analysis.findings} - {finding.rule}


def test_the_reason_is_for_the_writer() -> None:
    """A client with snippets gets a tab stop at the reason, another one the word."""
    analysis = analysis_of("The crew should have looked.\n")
    finding = by_rule(analysis, "BL301")
    (edit,) = edits_in(offers(analysis, finding)["silence-line"].edit())[URI]
    assert edit.snippet.value == "<!-- blamelint-disable-next-line BL301 -- ${1:reason} -->\n"
    (edit,) = edits_in(offers(analysis, finding, PLAIN)["silence-line"].edit())[URI]
    assert edit.new_text == "<!-- blamelint-disable-next-line BL301 -- reason -->\n"


def test_findings_about_directives_are_not_silenced() -> None:
    """No directive takes them back, so none is offered."""
    analysis = analysis_of("Fine.\n\n<!-- blamelint-disable-line BL301 -- old -->\n")
    assert not {"silence-line", "silence-file"} & offers(analysis, by_rule(analysis, "BL901")).keys()


# Sections.

TITLE = "Incident 12"
SUMMARY = "The printers stopped. A nurse unplugged the server by mistake."
SHAPES: dict[str, tuple[str, str, str]] = {
    "hashes": ("markdown", "# {t}\n\n## Summary\n\n{s}\n\n## Action items\n\n- x\n", "## {h}\n\n- "),
    "deep": ("markdown", "# {t}\n\n### Summary\n\n{s}\n\n### Action items\n\n* x\n", "### {h}\n\n* "),
    "closed": ("markdown", "# {t} #\n\n## Summary ##\n\n{s}\n\n## Action items ##\n\n+ x\n", "## {h} ##\n\n+ "),
    "underlined": ("markdown", "{t}\n====\n\nSummary\n---\n\n{s}\n\nAction items\n---\n\n- x", "{h}\n{u}\n\n- "),
    "bold": ("markdown", "# {t}\n\n**Summary:**\n\n{s}\n\n**Action items:**\n\n1. x\n", "**{h}:**\n\n- "),
    "one level": ("markdown", "# Summary\n\n{s}\n\n# Impact\n\nNone.\n\n# Action items\n\n- x\n", "# {h}\n\n- "),
    "capitals": ("plaintext", "{t}\n\nSUMMARY\n\n{s}\n\nACTION ITEMS\n\n• x\n• y\n", "{H}\n\n• "),
    "labels": ("plaintext", "{t}\n\nSummary:\n\n{s}\n\nAction items:\n\n* x\n", "{h}:\n\n* "),
    "underlined text": ("plaintext", "{t}\n==\n\nSummary\n~~~~\n\n{s}\n\nAction items\n~~~~\n\n- x", "{h}\n{v}\n\n- "),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("language", "text", "like"), SHAPES.values(), ids=SHAPES)
def test_a_section_is_written_like_the_others(language: str, text: str, like: str, end: str) -> None:
    """Its heading has their level and style, its list their bullets; it comes before the actions; all else stays."""
    text = text.format(t=TITLE, s=SUMMARY).replace("\n", end)
    analysis = analysis_of(text, language)
    heading = "Contributing factors"
    new = edited(analysis, offers(analysis, by_rule(analysis, "BL601"))["section-0"])
    wanted = like.format(h=heading, H=heading.upper(), u="-" * len(heading), v="~" * len(heading)).replace("\n", end)
    assert f"{end}{end}{wanted}Tools and interfaces: <what the tool allowed or showed>{end}" in new
    assert new.lower().index("contributing") < new.lower().index("action items")
    again = analysis_of(new, language)
    old, more = ([block.text for block in each.draft.blocks] for each in (analysis, again))
    assert any(more[:n] + more[n + len(more) - len(old) :] == old for n in range(len(old)))
    levels = {section.heading.rstrip(":").lower(): section.level for section in again.draft.sections}
    assert levels["contributing factors"] == levels["summary"]
    assert end == "\n" or "\n" not in new.replace("\r\n", "")


def test_a_section_without_others_to_follow() -> None:
    """Under a lone title it is one level deeper, at the end; a draft that does not end in a line end gets one."""
    text = (
        f"## {TITLE}\n\n"
        + "Soo-jin ran the import with an old file and emptied the zone. Support answered the calls. " * 6
    )
    analysis = analysis_of(text.rstrip())
    new = edited(analysis, offers(analysis, by_rule(analysis, "BL601"))["section-0"])
    assert new.startswith(f"{text.rstrip()}\n\n### Contributing factors\n\n- ")


def test_the_section_that_a_profile_asks_for() -> None:
    """Its heading is the one that the finding names, and it stands where such sections do; only a slot is under it."""
    text = "# Lift\n\n## Root cause\n\n- The gauge has no heartbeat.\n\n## Action items\n\n1. Look\n"
    analysis = analysis_of(text, profile="strict")
    found = [finding for finding in analysis.findings if finding.rule == "BL602"]
    titles = [offers(analysis, finding)["section-0"].title for finding in found]
    assert titles == ["Add the section: Summary", "Add the section: Impact", "Add the section: Timeline"]
    new = edited(analysis, offers(analysis, found[2])["section-0"])
    assert new == text.replace("# Lift\n\n", "# Lift\n\n## Timeline\n\n<text>\n\n")


def test_a_directive_stays_with_its_heading() -> None:
    """A section goes above a comment that belongs to the next heading."""
    text = "# A\n\n## Summary\n\n{s}\n\n<!-- blamelint-disable-next-line ALL -- x -->\n## Action items\n\n- y\n"
    analysis = analysis_of(text.format(s=SUMMARY))
    new = edited(analysis, offers(analysis, by_rule(analysis, "BL601"))["section-0"])
    assert "here>\n\n<!-- blamelint-disable-next-line ALL -- x -->\n## Action items" in new


LACKING = {
    "BL605": (
        "# Lift\n\n## Impact\n\n## Root cause\n\nThe gauge froze.\n",
        "# Lift\n\n## Impact\n\nNone known, because <how this was looked for>.\n\n## Root cause\n\nThe gauge froze.\n",
    ),
    "BL607": (
        "# Lift\n\n## Root causes\n\n- The gauge froze.\n\n## Actions\n",
        "# Lift\n\n## Root causes\n\n- The gauge froze.\n{}\n## Actions\n".format(
            "- <what made it possible>\n- <what let it last>\n- <what let it spread>\n"
        ),
    ),
    "BL508": (
        "# Lift\n\n## Action items\n\n1. Kofi to pay attention\n2. Kofi to be careful\n",
        "# Lift\n\n## Action items\n\n1. Kofi to pay attention\n2. Kofi to be careful\n3. {}\n".format(
            "<remove the hazard | block or limit the step | automate it | detect it sooner | make recovery cheap> "
            "(owner: <person or team>)"
        ),
    ),
}


@pytest.mark.parametrize(("rule", "text", "new"), [(rule, *texts) for rule, texts in LACKING.items()], ids=LACKING)
def test_what_a_section_lacks(rule: str, text: str, new: str) -> None:
    """A slot under an empty heading; items at the end of a list, with its mark or the numbers that follow."""
    analysis = analysis_of(text, extend_select=("ALL",))
    assert edited(analysis, offers(analysis, by_rule(analysis, rule))["section-0"]) == new


def test_a_section_that_is_there_is_filled() -> None:
    """Where the heading stands already, no second one comes."""
    text = (
        "# Lift\n\n## Summary\n\n{s}\n\n## Contributing factors\n\n* Carelessness\n* Kofi\n\n## Action items\n\n* x\n"
    )
    analysis = analysis_of(text.format(s=SUMMARY))
    new = edited(analysis, offers(analysis, by_rule(analysis, "BL601"))["section-0"])
    assert new.count("Contributing factors") == 1
    assert "* Kofi\n* Tools and interfaces: <what" in new


# The project's config.


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Kofi's", "Kofi"),
        ("the  Payments\nteam", "Payments team"),
        ("@kofi", "@kofi"),
        ("Kofi Mensah’s", "Kofi Mensah"),
        ("the nurse", None),
        ("", None),
        ("@", None),
        ("A very Long name with many words in it", None),
        ("K" * 61, None),
        ('Kofi"; x', None),
    ],
)
def test_names(words: str, name: str | None) -> None:
    """A name is a few words with a capital or an `@`, without article and possessive."""
    assert named(words) == name


def project(folder: Path, text: str = "Kofi wiped the disk.\n", **more: Any) -> Analysis:
    draft = folder / "reviews" / "draft é.md"
    return analysis_of(text, uri=draft.as_uri(), folder=folder, **more)


def test_a_name_goes_into_the_config(tmp_path: Path) -> None:
    """As a system, a team or a person, in the file that is there, with its comments and its line ends."""
    (tmp_path / "blamelint.toml").write_bytes("\ufeff# 🚒 ours\r\nsystems = ['🚒'] # 🚒 old\r\n".encode())
    analysis = project(tmp_path)
    said = offers(analysis, by_rule(analysis, "BL101"))
    assert [said[key].title for key in ("systems", "teams", "people")] == [
        "Add 'Kofi' as a system in blamelint.toml",
        "Add 'Kofi' as a team in blamelint.toml",
        "Add 'Kofi' as a person in blamelint.toml",
    ]
    uri = (tmp_path / "blamelint.toml").as_uri()
    text = "# 🚒 ours\r\nsystems = ['🚒'] # 🚒 old\r\n"
    assert after(text, said["systems"].edit(), uri) == "# 🚒 ours\r\nsystems = ['🚒', \"Kofi\"] # 🚒 old\r\n"
    assert after(text, said["people"].edit(), uri) == f'{text}people = ["Kofi"]\r\n'


def test_what_the_config_knows_is_not_offered(tmp_path: Path) -> None:
    """A person that it lists is not offered as one again."""
    (tmp_path / "blamelint.toml").write_text("people = ['Kofi']")
    analysis = project(tmp_path)
    assert {"systems", "teams"} == {"people", "systems", "teams"} & offers(analysis, by_rule(analysis, "BL101")).keys()


def test_a_rule_is_turned_off(tmp_path: Path) -> None:
    """In pyproject.toml if that is the config; linted by what it then says, the draft has the finding no more."""
    path = tmp_path / "pyproject.toml"
    path.write_text("[project]\nname = 'x'\n\n[tool.blamelint]\nselect = ['BL101', 'BL307']\n")
    analysis = project(tmp_path, "Kofi wiped the disk. Kofi forgot the lamp.\n")
    offer = offers(analysis, by_rule(analysis, "BL101"))["rule-off"]
    assert offer.title == "Turn BL101 named-person-harm off in pyproject.toml"
    path.write_text(after(path.read_text(), offer.edit(), path.as_uri()))
    assert [each.rule for each in project(tmp_path, "Kofi wiped the disk. Kofi forgot the lamp.\n").findings] == [
        "BL307"
    ]


def test_a_config_is_made_where_there_is_none(tmp_path: Path) -> None:
    """At the top of the workspace, by a client that creates files; another one is told why not."""
    analysis = project(tmp_path)
    offer = offers(analysis, by_rule(analysis, "BL101"))["rule-off"]
    created, _ = offer.edit().document_changes or ()
    uri = (tmp_path / "blamelint.toml").as_uri()
    assert isinstance(created, types.CreateFile)
    assert created.uri == uri
    assert after("", offer.edit(), uri) == 'ignore = ["BL101"]\n'
    assert not (tmp_path / "blamelint.toml").exists()
    hindrance = offers(analysis, by_rule(analysis, "BL101"), OLD)["rule-off"].hindrance
    assert hindrance == "there is no blamelint.toml yet, and this editor cannot create it"


def test_beside_a_draft_outside_of_any_workspace(tmp_path: Path) -> None:
    """The config is made in the draft's folder; an untitled draft in no workspace has no place for one."""
    analysis = analysis_of("Kofi wiped the disk.\n", uri=(tmp_path / "a.md").as_uri())
    assert (tmp_path / "blamelint.toml").as_uri() in edits_in(
        offers(analysis, by_rule(analysis, "BL101"))["people"].edit()
    )
    analysis = analysis_of("Kofi wiped the disk.\n")
    offer = offers(analysis, by_rule(analysis, "BL101"))["people"]
    assert offer.hindrance is not None
    with pytest.raises(Refused, match="no folder"):
        offer.edit()


def test_an_open_config_goes_before_the_saved_one(tmp_path: Path) -> None:
    """The edit is of the version that stands in the editor; what that says already is not said twice."""
    path = tmp_path / "blamelint.toml"
    path.write_text("# saved")
    analysis = project(tmp_path)
    opened = OpenDocument(path.as_uri(), "toml", 4, "# 🚒\nignore = ['BL101']\n", Encoding.UTF16)
    desk = Desk(analysis, ABLE, {path: opened})
    said = {offer.key: offer for offer in offers_for(by_rule(analysis, "BL101"), desk)}
    edit = said["people"].edit()
    (changed,) = edit.document_changes or ()
    assert isinstance(changed, types.TextDocumentEdit)
    assert changed.text_document.version == 4
    assert after(opened.text, edit, opened.uri) == "# 🚒\nignore = ['BL101']\npeople = [\"Kofi\"]\n"
    with pytest.raises(Refused, match="already"):
        said["rule-off"].edit()


def test_a_config_that_cannot_be_added_to(tmp_path: Path) -> None:
    """One that broke since the draft was linted, or went away, is told of; an override that wins is told beforehand."""
    path = tmp_path / "blamelint.toml"
    path.write_text("[[overrides]]\nfiles = ['reviews/**']\nextend_select = ['BL101']\n")
    analysis = project(tmp_path)
    said = offers(analysis, by_rule(analysis, "BL101"))
    assert said["rule-off"].hindrance == "an override in the config turns BL101 on for this draft"
    path.write_text("people = [")
    with pytest.raises(Refused, match=r"blamelint\.toml.*not valid TOML"):
        said["people"].edit()
    path.unlink()
    with pytest.raises(Refused, match="cannot be read"):
        said["people"].edit()
