"""Promises of path patterns."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blamelint.config.globs import absolute, parse, parse_all

BASE = absolute("/project")


def matches(pattern: str, path: str, *, folder: bool = False) -> bool:
    """Whether one pattern matches a path below the base."""
    return parse(pattern, BASE).matches(BASE / path, folder=folder)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*.md", "a.md"),
        ("*.md", "deep/down/a.md"),
        ("a?c", "x/abc"),
        ("[a-c]x", "bx"),
        ("[!a-c]x", "dx"),
        ("[]]x", "]x"),
        ("[a-]x", "-x"),
        (r"\*x", "*x"),
        (r"\!x", "!x"),
        ("/a.md", "a.md"),
        ("docs/*.md", "docs/a.md"),
        ("docs/**", "docs/a/b.md"),
        ("docs/**/*.md", "docs/b.md"),
        ("docs/**/*.md", "docs/x/y/b.md"),
        ("**/b.md", "b.md"),
        ("**/x/*.md", "a/x/b.md"),
        ("a/**/b/**/c", "a/1/b/2/3/c"),
        ("*a*b*c", "xaybzc"),
        ("**", "any/thing"),
        ("é*", "x/été"),
    ],
)
def test_patterns_match(pattern, path):
    """Each form of pattern matches what a .gitignore would match with it."""
    assert matches(pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*.md", "a.mdx"),
        ("*.md", "A.MD"),
        ("a?c", "ac"),
        ("a*c", "a/c"),
        ("[a-c]x", "dx"),
        (r"\*x", "ax"),
        ("/a.md", "x/a.md"),
        ("docs/*.md", "docs/x/a.md"),
        ("docs/*.md", "x/docs/a.md"),
        ("docs/**", "docs"),
        ("docs/**/*.md", "docs.md"),
        ("a/**/b", "a/x/bb"),
    ],
)
def test_patterns_do_not_match(pattern, path):
    """A pattern matches nothing beside what it writes."""
    assert not matches(pattern, path)


def test_a_last_slash_is_for_folders():
    """`drafts/` matches a folder of that name at any depth, and no file."""
    assert matches("drafts/", "x/drafts", folder=True)
    assert not matches("drafts/", "x/drafts")


def test_nothing_outside_the_base_is_anchored():
    """A pattern with a slash never matches a path that does not lie below its folder."""
    assert not parse("docs/*.md", BASE).matches(absolute("/other/docs/a.md"), folder=False)
    assert not parse("docs/*.md").matches(BASE / "docs/a.md", folder=False)


def test_the_last_match_decides():
    """A later pattern overrules an earlier one, in both directions."""
    globs = parse_all(["*.md", "!keep.md", "x/keep.md"], BASE)
    assert globs.matches(BASE / "a.md")
    assert not globs.matches(BASE / "keep.md")
    assert globs.matches(BASE / "x/keep.md")


def test_what_lies_in_a_matched_folder_is_matched():
    """A folder's match counts for all below it, up to the top and no further."""
    globs = parse_all(["drafts/"], BASE)
    assert globs.matches_within(BASE / "x/drafts/y/a.md", BASE)
    assert not globs.matches_within(BASE / "drafts/a.md", BASE / "drafts")
    assert not globs.matches_within(BASE / "drafts/a.md", None)


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("", "the path pattern '' has an empty name in it"),
        ("/", "the path pattern '/' has an empty name in it"),
        ("a//b", "the path pattern 'a//b' has an empty name in it"),
        ("!", "the path pattern '!' has an empty name in it"),
        ("./a", "the path pattern './a' has '.' or '..' in it; it starts at the folder of the config"),
        ("../a", "the path pattern '../a' has '.' or '..' in it; it starts at the folder of the config"),
        ("*.{md,txt}", "braces are not expanded in the path pattern '*.{md,txt}'; write one pattern for each"),
        ("a[b", "a '[' in the path pattern is never closed: 'a[b'"),
        ("a" * 1001, "a path pattern of more than 1000 characters"),
    ],
)
def test_what_is_no_pattern_is_refused(pattern, message):
    """A text that would silently match nothing is refused instead."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse(pattern)


def test_stars_take_no_exponential_time():
    """Many stars against a long name that almost matches are answered at once."""
    start = time.monotonic()
    assert not matches("*a" * 400 + "b", "a" * 4000)
    assert not matches("/".join(["**", "a"] * 190) + "/b", "/".join(["a"] * 1000))
    assert time.monotonic() - start < 10


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1), min_size=1))
def test_an_escaped_path_matches_itself(names):
    """A path with every character escaped is a pattern that matches exactly that path."""
    if any(name in (".", "..") for name in names):
        return
    pattern = "/" + "/".join("".join("\\" + character for character in name) for name in names)
    if len(pattern) > 1000 or ("{" in pattern and "}" in pattern):
        return
    glob = parse(pattern, BASE)
    assert glob.matches(BASE.joinpath(*names), folder=False)
    assert not glob.matches(BASE.joinpath(*names, "x"), folder=False)
    assert not glob.matches(BASE.joinpath("x", *names), folder=False)


@given(st.text("ab*?[]!-\\/{}.", max_size=20), st.text("ab/.-]", min_size=1, max_size=20))
def test_any_text_is_a_pattern_or_refused(pattern, path):
    """Whatever is written is either refused with a message or answers for any path."""
    try:
        glob = parse(pattern, BASE)
    except ValueError as error:
        assert str(error)  # noqa: PT017 (either outcome will do)
    else:
        assert glob.matches(BASE / Path(path.strip("/") or "x"), folder=False) in (True, False)
