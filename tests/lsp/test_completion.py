"""What is offered at the cursor: in drafts, and in config files that are no TOML yet."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from blamelint.config.keys import KEYS, MODELS, OVERRIDE_KEYS, PROFILES
from blamelint.config.load import parse
from blamelint.config.manual import MANUAL, Asks, choices
from blamelint.engine.vocabulary import load_vocabulary
from blamelint.lsp.client import Client
from blamelint.lsp.completion import configs, drafts
from blamelint.lsp.completion.configs import Known
from blamelint.lsp.completion.toml_place import Part, place_in
from blamelint.lsp.documents import OpenDocument
from blamelint.text import Encoding
from tests.lsp.editor import editor, pushed_to
from tests.lsp.scenes import after, analysis_of, projects

URI = "untitled:draft"
CONFIG = "file:///reviews/blamelint.toml"
PROJECT = "file:///reviews/pyproject.toml"
SRE = """\
# Crane

## Summary

It stood.

## Root causes

The drum was worn.

## Resolution

The drum was replaced.

## Where we got lucky

It was calm.

## What went well

The bell rang.

"""
"""The beginning of a draft from one template."""
ABLE = Client(completes_snippets=True, completes_markdown=True)


def at_cursor(text: str, uri: str = URI, language: str = "markdown") -> tuple[OpenDocument, types.Position]:
    """The document of a text in which `|` is the cursor, and where that is."""
    before, _, behind = text.partition("|")
    document = OpenDocument(uri, language, 7, before + behind, Encoding.UTF16)
    return document, document.positions.position(len(before))


def offered(text: str, language: str = "markdown", client: Client = ABLE) -> list[types.CompletionItem]:
    """What is offered at `|` of a draft."""
    document, position = at_cursor(text, language=language)
    wanted = drafts.wanted_at(document, position)
    return drafts.items(wanted, document, analysis_of(document.text, language), client)


def in_config(text: str, uri: str = CONFIG, client: Client = ABLE) -> list[types.CompletionItem]:
    """What is offered at `|` of a config file."""
    document, position = at_cursor(text, uri, "toml")
    place = configs.wanted_at(document, position)
    known = Known(projects().rules(), load_vocabulary().classes)
    return [] if place is None else configs.items(place, document, known, client)


def labels(items: list[types.CompletionItem]) -> list[str]:
    """The words in the order that an editor shows them in."""
    return [each.label for each in sorted(items, key=lambda each: each.sort_text or "")]


def chosen(text: str, items: list[types.CompletionItem], label: str) -> str:
    """The text after the item is chosen."""
    (item,) = (each for each in items if each.label == label)
    assert isinstance(item.text_edit, types.TextEdit)
    return after(text.replace("|", ""), types.WorkspaceEdit({URI: [item.text_edit]}))


# Headings.


def test_headings_are_those_that_the_template_has_and_the_draft_lacks() -> None:
    """What the template requires and the draft has under no words comes first; what stands there is not offered."""
    words = labels(offered(f"{SRE}## |"))
    assert {"Summary", "Where we got lucky", "What went well"}.isdisjoint(words)
    required = ["Impact", "Action items", "Lessons learned", "What went wrong", "Timeline"]
    assert words[: len(required)] == required
    assert "Trigger" in words[len(required) :]


def test_a_section_under_other_words_goes_last() -> None:
    """A kind of section that is there by another heading is offered behind those that are not there."""
    words = labels(offered(f"{SRE}## Customer impact\n\nMany.\n\n## |"))
    assert words.index("Impact") > words.index("Trigger")


def test_a_heading_says_what_it_is_for() -> None:
    """Its kind stands beside it, with the template that asks for it and other words for it."""
    wrong = next(each for each in offered(f"{SRE}## |") if each.label == "What went wrong")
    assert wrong.detail == "poorly"
    assert isinstance(wrong.documentation, types.MarkupContent)
    assert "Site Reliability Engineering" in wrong.documentation.value
    assert "What went poorly" in wrong.documentation.value


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("#|", "# Impact"),
        ("## |", "## Impact"),
        ("###Im|", "### Impact"),
        ("  ## im|pact of it", "  ## Impact"),
        ("## Impact|", "## Impact"),
    ],
)
def test_a_heading_takes_its_line(typed: str, written: str) -> None:
    """However much is typed, the whole line becomes the heading, at the level that the writer began."""
    text = f"{SRE}{typed}\n\nMore 🚒.\n"
    assert chosen(text, offered(text), "Impact") == f"{SRE}{written}\n\nMore 🚒.\n"


def test_an_empty_draft_has_headings_to_begin_with() -> None:
    """Where no template shows, the likeliest is taken, so that a first heading can be chosen."""
    assert "Summary" in labels(offered("# |"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A crew |", "markdown"),
        ("A # |", "markdown"),
        ("    # |", "markdown"),
        ("```sh\n# |\n```\n", "markdown"),
        ("~~~\n```\n# |", "markdown"),
        ("####### |", "markdown"),
        ("Mend it\n\n# |", "git-commit"),
        ("", "markdown"),
    ],
)
def test_prose_and_code_are_left_in_peace(text: str, language: str) -> None:
    """Nothing is offered in prose, in code, or in the comments of a commit message."""
    assert offered(text or "|", language) == []


def test_behind_a_code_block_headings_are_offered_again() -> None:
    """A fence that is closed hides nothing behind it; in plain text a fence is none."""
    assert offered("```\n# a\n```\n\n# |")
    assert offered("```\n\n# |", "plaintext")


# Directives.


@pytest.mark.parametrize("typed", ["", "b", "blamelint", "Blame", "blamelint-", "blamelint-disable"])
def test_directives_are_offered_in_comments(typed: str) -> None:
    """All five, with what they do; what is typed is replaced."""
    text = f"A. <!-- {typed}| -->\n"
    items = offered(text)
    assert labels(items) == [
        f"blamelint-{each}" for each in ("disable", "enable", "disable-line", "disable-next-line", "disable-file")
    ]
    assert all(each.documentation for each in items)
    assert chosen(text, items, "blamelint-disable-line") == "A. <!-- blamelint-disable-line  -->\n"


def test_rules_are_offered_behind_a_directive() -> None:
    """Codes with name and meaning, those with findings first; groups, families and ALL; what is named is left out."""
    text = "The crew should have checked the plan. <!-- blamelint-disable-line BL101, |"
    items = offered(text)
    words = labels(items)
    assert words[0] == "BL301"
    assert "BL101" not in words
    assert {"hindsight", "F06", "ALL"} <= set(words)
    assert (items[0].detail, items[0].filter_text) == ("should-have-person", "BL301")
    assert isinstance(items[0].documentation, types.MarkupContent)
    assert "should-have-person" in items[0].documentation.value
    assert chosen(text, items, "BL301").endswith("BL101, BL301")


def test_a_rule_is_found_by_its_name() -> None:
    """Who types the beginning of a name is offered the code."""
    text = "<!-- blamelint-disable should-ha|"
    item = next(each for each in offered(text) if each.label == "BL301")
    assert item.filter_text == "should-have-person"
    assert chosen(text, [item], "BL301") == "<!-- blamelint-disable BL301"


@pytest.mark.parametrize(
    ("text", "language", "some"),
    [
        ("<!-- blamelint-disable BL301 -- |", "markdown", False),
        ("<!-- blamelint-disable BL301 --> |", "markdown", False),
        ("<!-- blamelint-ignore |", "markdown", False),
        ("<!-- a note |", "markdown", False),
        ("<!--\nblamelint-disable\n  |", "markdown", True),
        ("# blamelint-disable-file |", "git-commit", True),
        ("# bl|", "git-commit", True),
        ("// blamelint-disable |", "plaintext", True),
        ("<!-- blamelint-disable |", "plaintext", True),
        ("<!-- blamelint-disable " + "BL301 " * 500 + "|", "markdown", False),
    ],
)
def test_where_rules_are_named(text: str, language: str, *, some: bool) -> None:
    """In the comments of each language, before the reason, behind a directive that there is."""
    assert bool(offered(text, language)) is some


# Config files.


def test_every_key_is_explained() -> None:
    """Each key of a config, and those of overrides, has words in the manual; choices are those that are read."""
    assert set(MANUAL) == {*KEYS, "overrides", "files"}
    assert all(entry.about.endswith(".") for entry in MANUAL.values())
    assert list(choices("profile")) == list(PROFILES)
    assert list(choices("model")) == list(MODELS)
    assert all(choices(key) for key, entry in MANUAL.items() if entry.asks in (Asks.CHOICE, Asks.LEVELS))


@pytest.mark.parametrize("key", [key for key, entry in MANUAL.items() if entry.asks in (Asks.CHOICE, Asks.LEVELS)])
def test_every_choice_is_accepted(key: str) -> None:
    """What is offered is read without complaint."""
    for choice in choices(key):
        value = f'{{BL301 = "{choice}"}}' if MANUAL[key].asks is Asks.LEVELS else f'"{choice}"'
        parse(f"{key} = {value}\n", Path("/reviews/blamelint.toml"))


def test_keys_are_offered_with_their_meaning() -> None:
    """All keys that are not there yet, in their order, each with a value begun."""
    text = 'profile = "strict"\n|\nignore = []\n[severity]\nBL301 = "info"\n'
    items = in_config(text)
    assert labels(items) == [key for key in (*KEYS, "overrides") if key not in ("profile", "ignore", "severity")]
    assert all(each.documentation for each in items)
    by_label = {each.label: each.text_edit.new_text for each in items if isinstance(each.text_edit, types.TextEdit)}
    assert by_label["select"] == 'select = ["$0"]'
    assert by_label["fail_on"] == 'fail_on = "$0"'
    assert by_label["lint_quotes"] == "lint_quotes = $0"
    plain = in_config(text, client=Client())
    assert chosen(text, plain, "select") == text.replace("|", "select = ")


@pytest.mark.parametrize(
    ("text", "some", "others"),
    [
        ("[[overrides]]\n|", {"files", *OVERRIDE_KEYS}, {"model", "overrides"}),
        ('[[overrides]]\nfiles = ["a"]\n[[overrides]]\nfi|', {"files", "ignore"}, {"rule_paths"}),
        ('ignore = ["|"]', {"BL301", "hindsight", "F06", "ALL"}, {"should-have-person"}),
        ("select = [|", {"BL301"}, set()),
        ('extend_select = [\n  "BL301",\n  "BL|', {"BL302"}, {"BL301"}),
        ('profile = "|"', set(PROFILES), {"error"}),
        ("fail_on = |", {"error", "never"}, {"off"}),
        ("[severity]\n|", {"BL301", "hindsight"}, {"profile"}),
        ('[severity]\nBL301 = "|"', {"error", "warning", "info", "off"}, {"never"}),
        ('severity = {BL301 = "|', {"off"}, set()),
        ('severity.BL301 = "|', {"off"}, set()),
        ('[[overrides]]\nseverity = { BL301 = "error", |', {"BL302"}, {"BL301"}),
        ("[headings]\n|", {"cause", "luck"}, {"other"}),
        ("[vocabulary]\n|", {"roles"}, {"sections"}),
        ("lint_quotes = |", {"true", "false"}, set()),
        ("model = '|'", set(MODELS), set()),
        ("[|", {"severity", "headings", "vocabulary"}, {"overrides", "tool.blamelint"}),
        ("[[|]]", {"overrides"}, {"severity"}),
        ('ignore = [\n[severity]\nBL301 = "|', {"off"}, {"BL301"}),
    ],
)
def test_what_is_asked_for_is_offered(text: str, some: set[str], others: set[str]) -> None:
    """Each place has its own words, and no others."""
    words = set(labels(in_config(text)))
    assert some <= words
    assert others.isdisjoint(words)


@pytest.mark.parametrize(
    "text",
    [
        "# |",
        'people = ["|',
        'baseline = "|',
        "people = |",
        'profile = "strict" |',
        "[x]\n|",
        "[people]\n|",
        "severity = |",
    ],
)
def test_nothing_is_offered_where_nothing_is_known(text: str) -> None:
    """Comments, names that only the team knows, ends of lines and tables that there are not."""
    assert in_config(text) == []


@pytest.mark.parametrize(
    ("text", "label", "written"),
    [
        ('ignore = ["BL3|"]', "BL301", 'ignore = ["BL301"]'),
        ('ignore = ["BL3|01"]', "BL302", 'ignore = ["BL302"]'),
        ('ignore = ["|', "BL301", 'ignore = ["BL301"'),
        ("ignore = [BL|]", "BL301", 'ignore = ["BL301"]'),
        ("fail_on = |", "never", 'fail_on = "never"'),
        ("lint_quotes = t|", "true", "lint_quotes = true"),
        ('people = ["🚒"]\r\nprofile = "|"', "strict", 'people = ["🚒"]\r\nprofile = "strict"'),
        ("fai| = 'info'", "fail_on", "fail_on = 'info'"),
        ("[sev|]", "severity", "[severity]"),
        ("[[|", "overrides", "[[overrides]]"),
    ],
)
def test_what_is_chosen_is_written(text: str, label: str, written: str) -> None:
    """Quotation marks and brackets come out right, whatever is typed already."""
    assert chosen(text, in_config(text), label) == written


def test_of_a_pyproject_only_our_table_is_ours() -> None:
    """Keys are offered in `[tool.blamelint]` and below it, its header where headers go, and nothing elsewhere."""
    assert "profile" in labels(in_config("[project]\nname = 'x'\n\n[tool.blamelint]\n|", PROJECT))
    assert "off" in labels(in_config('[tool.blamelint.severity]\nBL301 = "|', PROJECT))
    assert "files" in labels(in_config("[[tool.blamelint.overrides]]\n|", PROJECT))
    assert in_config("[project]\n|", PROJECT) == []
    assert in_config("|", PROJECT) == []
    text = "[tool.bl|"
    assert chosen(text, in_config(text, PROJECT), "tool.blamelint") == "[tool.blamelint]"


TOML = st.lists(
    st.sampled_from(
        [
            "[",
            "]",
            "{",
            "}",
            '"',
            "'",
            '"""',
            "=",
            ",",
            ".",
            "\n",
            "\r\n",
            " ",
            "#",
            "\\",
            "overrides",
            "severity",
            "ignore",
            "BL301",
            "🚒",
            "1.5",
        ]
    ),
    max_size=30,
).map("".join)


@given(text=TOML, data=st.data())
def test_a_place_is_found_in_any_text(text: str, data: st.DataObject) -> None:
    """No text is too broken: there is a place, its word ends at the cursor, and what is offered can be written."""
    offset = data.draw(st.integers(0, len(text)))
    place = place_in(text, offset)
    assert place.span.end == offset
    assert not set("\r\n") & set(place.span.cut(text))
    document = OpenDocument(CONFIG, "toml", 1, text, Encoding.UTF16)
    wanted = configs.wanted_at(document, document.positions.position(offset))
    if wanted is not None:
        configs.items(wanted, document, Known(projects().rules(), ()), ABLE)


VALID = """\
profile = "strict"
ignore = ["a", "b"]
severity = {x = "off"}
[[overrides]]
files = ["c"]
select = [
  "d", # e
]
"""


def test_a_place_in_valid_toml_is_exact() -> None:
    """At each string of a good file the path is the one that the real reader gives it."""
    paths = {
        "strict": ("profile",),
        "a": ("ignore",),
        "b": ("ignore",),
        "off": ("severity", "x"),
        "c": ("overrides", "files"),
        "d": ("overrides", "select"),
    }
    for word, path in paths.items():
        place = place_in(VALID, VALID.index(f'"{word}"') + 1 + len(word))
        assert (place.part, place.path, place.span.cut(VALID), place.quote) == (Part.VALUE, path, word, '"')


@pytest.mark.parametrize(
    "piece", ['"', "[", "a.", "a=", "'''", '"""\\"', "x = {", "[a\n", "[ ", "a . ", "a=1\n", "[\n"]
)
def test_a_hostile_text_costs_little(piece: str) -> None:
    """Time grows with the text and not faster: a quarter of a million characters are done at once."""
    text = piece * (256_000 // len(piece))
    assert place_in(text, len(text)).span.end == len(text)


# Over the wire.


@pytest.mark.asyncio
async def test_completion_over_the_wire(tmp_path: Path) -> None:
    """A draft and a config get their words; a config that is broken on disk gets them, too."""
    config = tmp_path / "blamelint.toml"
    config.write_text("[", encoding="utf-8")
    can = pushed_to()
    assert can.text_document is not None
    can.text_document.completion = types.CompletionClientCapabilities(
        completion_item=types.ClientCompletionItemOptions(snippet_support=True)
    )

    async with editor(can, tmp_path) as this:

        async def words(uri: str, line: int, column: int) -> list[str]:
            params = types.CompletionParams(types.TextDocumentIdentifier(uri), types.Position(line, column))
            found = await asyncio.wait_for(this.client.text_document_completion_async(params), 30)
            return [each.label for each in found.items] if isinstance(found, types.CompletionList) else []

        assert this.capabilities.completion_provider is not None
        assert "#" in (this.capabilities.completion_provider.trigger_characters or ())
        outside = (tmp_path.parent / "draft.md").as_uri()
        this.open(outside, "# Crane\n\n## \n\n<!-- blamelint-disable ")
        assert "Impact" in await words(outside, 2, 3)
        assert "BL301" in await words(outside, 4, 24)
        assert await words(outside, 1, 0) == []
        this.open(config.as_uri(), '🚒\nignore = ["', "toml")
        assert "BL301" in await words(config.as_uri(), 1, 11)
        assert await words("untitled:never-opened", 0, 0) == []
