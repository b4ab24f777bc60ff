"""Directives are read from the comments of every format, with the places of their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blamelint.document.directives import Directive, Form, directives
from blamelint.document.formats import parse
from blamelint.document.model import Format, Source


def read(text: str, form: Format = Format.MARKDOWN) -> tuple[Directive, ...]:
    """The directives of a draft."""
    return directives(parse(Source("draft", text), form))


def only(text: str, form: Format = Format.MARKDOWN) -> Directive:
    """The one directive of a draft."""
    (directive,) = read(text, form)
    return directive


@pytest.mark.parametrize("form", Form)
def test_every_form_is_read(form: Form) -> None:
    """Each form with its names and its reason."""
    directive = only(f"<!-- blamelint-{form} BL301, hindsight F08 -- quoted  from\na mail -->\n\nText.\n")
    assert directive.form is form
    assert [name.text for name in directive.names] == ["BL301", "hindsight", "F08"]
    assert directive.reason == "quoted from a mail"


@pytest.mark.parametrize(
    ("said", "names", "reason"),
    [
        ("", [], ""),
        (" ALL", ["ALL"], ""),
        (" -- why", [], "why"),
        (" BL301 - why not -- really", ["BL301"], "why not -- really"),
        (" BL301 — why", ["BL301"], "why"),
        (" BL301 – why", ["BL301"], "why"),
        (" BL301 : why", ["BL301"], "why"),
        (" BL301 --- why", ["BL301"], "why"),
        (" should-have-person -- a-b", ["should-have-person"], "a-b"),
        (" BL301,BL302 ,, BL303", ["BL301", "BL302", "BL303"], ""),
        (" BL301 --", ["BL301"], ""),
    ],
)
def test_names_and_reason_are_told_apart(said: str, names: list[str], reason: str) -> None:
    """Two hyphens, a dash or a colon between blanks begin the reason; a hyphen in a name does not."""
    directive = only(f"Text. <!-- blamelint-disable-line{said} -->\n")
    assert [name.text for name in directive.names] == names
    assert directive.reason == reason


@pytest.mark.parametrize(
    "text",
    [
        "- item <!-- blamelint-disable-line BL301 -->\n",
        "| a |\n| --- |\n| b <!-- blamelint-disable-line BL301 --> |\n",
        "> quote\n> <!-- blamelint-disable-line BL301 -->\n",
        "# Head <!-- blamelint-disable-line BL301 -->\n",
        "<details>\n<summary>x</summary>\n<!-- blamelint-disable-line BL301 -->\n</details>\n",
        "Text.[^1]\n\n[^1]: Note <!-- blamelint-disable-line BL301 -->\n",
        "\N{PILE OF POO} é\r\n\r\n<!-- blamelint-disable-line BL301 -->\r\nText\r\n",
    ],
)
def test_places_are_those_of_the_file(text: str) -> None:
    """Wherever the comment stands, its words are found in the file."""
    directive = only(text)
    assert directive.head.cut(text) == "blamelint-disable-line"
    assert [name.span.cut(text) for name in directive.names] == ["BL301"]
    assert directive.span.cut(text) == "<!-- blamelint-disable-line BL301 -->"


@pytest.mark.parametrize(
    "line",
    [
        "# blamelint-disable-next-line BL301 -- why",
        "// blamelint-disable-next-line BL301 -- why",
        "<!-- blamelint-disable-next-line BL301 -- why -->",
    ],
)
def test_plain_text_has_three_ways_to_write_one(line: str) -> None:
    """A line that begins with `#` or `//`, or an HTML comment, alone on its line."""
    directive = only(f"First.\n\n{line}\nSecond.\n", Format.PLAIN)
    assert (directive.form, [name.text for name in directive.names], directive.reason) == (
        Form.NEXT_LINE,
        ["BL301"],
        "why",
    )


def test_a_comment_does_not_cut_plain_prose() -> None:
    """A directive between two lines of a paragraph leaves it one paragraph, and a heading below one is a heading."""
    text = "The bell rang\n# blamelint-disable-line BL301\nfor an hour.\n\n# blamelint-disable-file\nCauses:\nRust.\n"
    bare = "The bell rang\nfor an hour.\n\nCauses:\nRust.\n"
    document, without = (parse(Source("draft", each), Format.PLAIN) for each in (text, bare))
    assert [(b.kind, b.text) for b in document.blocks] == [(b.kind, b.text) for b in without.blocks]
    assert len(document.comments) == 2


@pytest.mark.parametrize(
    "said",
    ["blamelint-ignore BL301", "blamelint: disable", "Blamelint-disable-line", "blamelint disable-line", "blamelint-x"],
)
def test_slips_have_no_form(said: str) -> None:
    """What is meant as a directive and is none comes out without a form."""
    assert only(f"<!-- {said} -->\n").form is None


@pytest.mark.parametrize(
    "text",
    [
        "<!-- blamelint runs here -->",
        "<!-- see blamelint-disable-line -->",
        "```\n<!-- blamelint-disable-line -->\n```",
        "`<!-- blamelint-disable-line -->`",
        "blamelint-disable-line BL301",
        "<!-- notblamelint-disable-line -->",
        "---\ntitle: <!-- blamelint-disable-line -->\n---\n",
    ],
)
def test_other_words_are_no_directive(text: str) -> None:
    """Talk about blamelint, and examples in code, tell it nothing."""
    assert read(text + "\n") == ()


@given(st.lists(st.sampled_from(["<!-- ", " -->", "blamelint-", "disable", "-line", " -- ", "\n", "BL301", ",", ">"])))
def test_anything_can_be_read(pieces: list[str]) -> None:
    """Whatever stands in a draft, spans lie in it, in order, and names are what stands there."""
    text = "".join(pieces)
    found = read(text)
    assert [directive.span for directive in found] == sorted(directive.span for directive in found)
    for directive in found:
        assert directive.span.contains(directive.head)
        for name in directive.names:
            assert directive.span.contains(name.span)
            assert name.span.cut(text) == name.text
