"""Promises of located TOML: every key and value has the place where it stands."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blamelint.config.toml import MAX_SIZE, load
from blamelint.errors import ConfigError
from blamelint.located import Node

DOCUMENT = '''\
# a = 1
title = "x"   # title = 2
a.b . "c d" = [1, 2]
'q.k' = {x = 1, y.z = "]}", l = [ {m = 2} ]}
text = """
fake = 1
[fake]
\\""" quoted ""five"""""
lit = \'\'\'
[[fake]]
it's'\'\'\'
"esc\\u00e9" = 1979-05-27 07:32:00

[table] # [fake]
key = 'a # b'
  indented = true
[table.sub."dotted.name"]
deep = [
  "one", # two
  "three",
  [4],
]
[[list]]
name = "first"
[[list]]
name = "second"
[list.inner]
v = 1
[[list.more]]
w = 2
[[ list . more ]]
w = 3
'''
PLACES = {
    "title": ("2:1", "2:9"),
    "a": ("3:1", "3:1"),
    "a/b": ("3:3", "3:3"),
    "a/b/c d": ("3:7", "3:15"),
    "a/b/c d/1": (None, "3:19"),
    "q.k": ("4:1", "4:9"),
    "q.k/x": ("4:10", "4:14"),
    "q.k/y": ("4:17", "4:17"),
    "q.k/y/z": ("4:19", "4:23"),
    "q.k/l/0/m": ("4:36", "4:40"),
    "text": ("5:1", "5:8"),
    "lit": ("9:1", "9:7"),
    "escé": ("12:1", "12:15"),
    "table": ("14:2", "14:1"),
    "table/key": ("15:1", "15:7"),
    "table/indented": ("16:3", "16:14"),
    "table/sub": ("17:8", "17:8"),
    "table/sub/dotted.name": ("17:12", "17:1"),
    "table/sub/dotted.name/deep": ("18:1", "18:8"),
    "table/sub/dotted.name/deep/1": (None, "20:3"),
    "table/sub/dotted.name/deep/2/0": (None, "21:4"),
    "list": ("23:3", "23:1"),
    "list/0/name": ("24:1", "24:8"),
    "list/1": (None, "25:1"),
    "list/1/name": ("26:1", "26:8"),
    "list/1/inner": ("27:7", "27:1"),
    "list/1/inner/v": ("28:1", "28:5"),
    "list/1/more/0/w": ("30:1", "30:5"),
    "list/1/more/1/w": ("32:1", "32:5"),
}


def find(node: Node, path: str) -> tuple[str | None, str]:
    """The places of the key and of the value at a path."""
    key = None
    for step in path.split("/"):
        if isinstance(node.value, tuple):
            key, node = None, node.value[int(step)]
        else:
            key, node = node.keys[step], node.value[step]
    return (key and f"{key.line}:{key.column}", f"{node.place.line}:{node.place.column}")


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("path", PLACES)
def test_keys_and_values_are_placed(path, end):
    """Dotted, quoted and nested keys, inline tables, lists of tables and values behind decoys have their places."""
    assert find(load(DOCUMENT.replace("\n", end), "c.toml"), path) == PLACES[path]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = \n", "c.toml:1:5: not valid TOML: invalid value\n  1 | a = \n          ^"),
        (
            "a = 1\r\nb\r\n",
            "c.toml:2:2: not valid TOML: expected '=' after a key in a key/value pair\n  2 | b\n       ^",
        ),
        ("a = 1\na = 2\n", "c.toml:2:6: not valid TOML: cannot overwrite a value\n  2 | a = 2\n           ^"),
        ('a = "x', 'c.toml:1:7: not valid TOML: unterminated string\n  1 | a = "x\n            ^'),
        ("a = " + "[" * 5000, "c.toml:1:1: not valid TOML: nested too deeply"),
        ("a = " + "1" * 5000, "c.toml:1:1: not valid TOML: a number is too long"),
        ("a = 1\n" + "a." * 501 + "b = 1", "c.toml:2:1: a line with more than 500 dots in it"),
        ("#" * (MAX_SIZE + 1), "c.toml:1:1: longer than 256,000 characters"),
    ],
)
def test_what_is_not_toml_is_told_with_its_place(text, message):
    """Broken and oversized texts give a located error."""
    with pytest.raises(ConfigError) as caught:
        load(text, "c.toml")
    assert str(caught.value) == message


def test_dotted_depth_is_bounded():
    """Tables nested by dots count as depth, too."""
    with pytest.raises(ConfigError, match="nested deeper than 40 levels"):
        load("a." * 45 + "b = 1", "c.toml")


def test_dates_are_named():
    """A date where something else is wanted is called one."""
    with pytest.raises(ConfigError) as caught:
        load("a = 2020-01-02", "c.toml").mapping()["a"].text()
    assert caught.value.message == "expected a string, found a date or a time"


@pytest.mark.parametrize("piece", ["a." * 500 + "b=1\n", "[[a]]\n", "#\n", "a={b=", '"', "'", "\\", "[", "k=1\n", " "])
def test_no_text_takes_long(piece):
    """The longest allowed text of one repeated piece is read or refused within seconds."""
    start = time.monotonic()
    try:
        load(piece * (MAX_SIZE // len(piece)), "c.toml")
    except ConfigError as error:
        assert len(str(error)) < 1_000  # noqa: PT017 (some are read, some refused)
    assert time.monotonic() - start < 10


names = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6)
scalars = st.booleans() | st.integers(-(2**63), 2**63 - 1) | names
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=8
)


def inline(value) -> str:
    """A value as TOML writes it in one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{quoted(name)} = {inline(item)}" for name, item in value.items()) + " }"
    if isinstance(value, list):
        return "[\n" + ",".join(f" {inline(item)}" for item in value) + " # ]\n]"
    return quoted(value) if isinstance(value, str) else str(value).lower()


def quoted(text: str) -> str:
    """A basic string."""
    return json.dumps(text, ensure_ascii=False)


def agree(node: Node, value) -> None:
    """Check that values are equal and that the text at each place is what was written there."""
    here = node.place.excerpt[node.place.column - 1 :]
    if isinstance(value, dict):
        assert list(node.value) == list(value)
        for name, item in value.items():
            place = node.keys[name]
            assert place.excerpt[place.column - 1 :].startswith(quoted(name))
            agree(node.value[name], item)
    elif isinstance(value, list):
        assert here[0] == "["
        for inner, item in zip(node.value, value, strict=True):
            agree(inner, item)
    else:
        assert node.value == value
        assert here.startswith(inline(value))


@given(st.dictionaries(names, values, max_size=4), st.lists(st.dictionaries(names, values, max_size=3), max_size=3))
def test_places_point_at_what_was_written(pairs, tables):
    """At the place of each key stands the key and at that of each value the value, whatever they hold."""
    lines = [f"{quoted(name)} = {inline(value)}" for name, value in pairs.items()]
    for table in tables:
        lines += ['[["of tables"]]', *(f"{quoted(name)} = {inline(value)}" for name, value in table.items())]
    tree = load("\n".join(lines), "c.toml")
    written = {**pairs, **({"of tables": tables} if tables else {})}
    agree(tree, written)


@given(st.text("ab.=[]{}\"'#, \n\r1\\", max_size=40))
def test_any_text_is_read_or_refused(text):
    """Whatever the text, the outcome is a tree or a located error."""
    try:
        tree = load(text, "c.toml")
    except ConfigError as error:
        assert str(error)  # noqa: PT017 (either outcome will do)
    else:
        assert isinstance(tree.mapping(), object)
