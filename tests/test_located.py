"""Promises of the located YAML tree: values, places, messages, bounds."""

from __future__ import annotations

import json
import math
import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from blamelint.errors import ConfigError, RuleError
from blamelint.located import MAX_DEPTH, MAX_NODES, MAX_SIZE, Node, load, load_file

PARSERS = [
    pytest.param(True, id="libyaml", marks=pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="no libyaml")),
    pytest.param(False, id="pure"),
]


@pytest.fixture(params=PARSERS)
def parser(request, monkeypatch):
    """Either of PyYAML's parsers."""
    if not request.param:
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("Off", "Off"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("2020-01-02", "2020-01-02"),
        ("0b11", "0b11"),
        ("=", "="),
        ("<<", "<<"),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("null", None),
        ("''", ""),
        ("'true'", "true"),
        ('"7"', "7"),
        ("7", 7),
        ("-7", -7),
        ("+7", 7),
        ("010", 10),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("5.", 5.0),
        (".inf", math.inf),
        ("-.INF", -math.inf),
    ],
)
def test_scalars_are_those_of_yaml_1_2(parser, written, value):
    """A plain scalar has the type that the YAML 1.2 core schema gives it, with either parser."""
    (item,) = load(f"[{written}]", "x.yaml").items()
    assert (item.value, type(item.value)) == (value, type(value))


def test_not_a_number_is_a_number():
    """`.nan` is read as a float."""
    assert math.isnan(load("[.nan]", "x.yaml").items()[0].number())


def test_places_of_keys_and_values(parser):
    """Keys and values know line, column and line text, also behind a byte order mark, CRLF and astral characters."""
    text = '\ufeff# \U0001f600\r\nä: {"\U0001f600": x}\r\nlist:\r\n- ab\r\n- |\r\n  c\r\n- "d"\r\n- e\r\n'
    tree = load(text, "x.yaml")
    outer = tree.mapping()
    assert (str(tree.keys["list"]), tree.keys["list"].excerpt) == ("x.yaml:3:1", "list:")
    assert [str(place) for place in outer["ä"].keys.values()] == ["x.yaml:2:5"]
    assert str(outer["ä"].mapping()["\U0001f600"].place) == "x.yaml:2:10"
    assert outer["ä"].place.excerpt == 'ä: {"\U0001f600": x}'
    places = [(item.place.line, item.place.column) for item in outer["list"].items()]
    assert places == [(4, 3), (5, 3), (7, 3), (8, 3)]


BROKEN = {
    "equal keys": (
        "code: A\nname: b\ncode: C\n",
        "r.yaml:3:1: the key 'code' stands here twice, first in line 1\n  3 | code: C\n      ^",
    ),
    "equal keys, one quoted": (
        '{a: 1, "a": 2}',
        "r.yaml:1:8: the key 'a' stands here twice, first in line 1\n  1 | {a: 1, \"a\": 2}\n             ^",
    ),
    "anchor": ("a: &x 1", "r.yaml:1:4: anchors and aliases are not allowed here\n  1 | a: &x 1\n         ^"),
    "alias": ("a: *x", "r.yaml:1:4: anchors and aliases are not allowed here\n  1 | a: *x\n         ^"),
    "tag": (
        "a: !!x",
        "r.yaml:1:4: the tag 'tag:yaml.org,2002:x' is not allowed here\n  1 | a: !!x\n         ^",
    ),
    "bare tag": ("- ! x", "r.yaml:1:3: the tag '!' is not allowed here\n  1 | - ! x\n        ^"),
    "tagged list": ("!x [a]", "r.yaml:1:1: the tag '!x' is not allowed here\n  1 | !x [a]\n      ^"),
    "number as key": ("7: a", "r.yaml:1:1: a key has to be a string, found a number\n  1 | 7: a\n      ^"),
    "truth as key": ("true: a", "r.yaml:1:1: a key has to be a string, found true\n  1 | true: a\n      ^"),
    "list as key": ("? [a]\n: b", "r.yaml:1:3: a key has to be a string, found a list\n  1 | ? [a]\n        ^"),
    "second document": (
        "--- a\n--- b\n",
        "r.yaml:2:1: a second document is not allowed here\n  2 | --- b\n      ^",
    ),
    "control character": (
        "a: \x1b[31m",
        "r.yaml:1:4: the character U+001B is not allowed here\n  1 | a: \ufffd[31m\n         ^",
    ),
    "line separator": (
        "a: x\u2028b",
        "r.yaml:1:5: the character U+2028 is not allowed here\n  1 | a: x\ufffdb\n          ^",
    ),
    "lone surrogate": (
        "a: \ud800",
        "r.yaml:1:4: the character U+D800 is not allowed here\n  1 | a: \ufffd\n         ^",
    ),
    "long number": (
        "a: " + "1" * 61,
        "r.yaml:1:4: a number of more than 60 characters\n  1 | a: " + "1" * 61 + "\n         ^",
    ),
    "too long": ("a" * (MAX_SIZE + 1), "r.yaml:1:1: longer than 1,000,000 characters"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_not_allowed_is_told_with_its_place(parser, case):
    """Each refused construct gives exactly this message, with either parser."""
    text, message = BROKEN[case]
    with pytest.raises(RuleError) as caught:
        load(text, "r.yaml")
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("[1, 2", [1]),
        ("a: b: c", [1]),
        ("a: 'b\n", [1, 2]),
        ("\ta: b", [1]),
        ("a: 1\n b: 2", [2]),
        ("\n%x", [2]),
        ("@a", [1]),
    ],
)
def test_syntax_errors_are_located(parser, text, lines):
    """What PyYAML refuses becomes a located error that says so, in a line where the reader can see it."""
    with pytest.raises(RuleError, match="not valid YAML: ") as caught:
        load(text, "r.yaml")
    assert caught.value.place.line in lines


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[" * 100, f"nested deeper than {MAX_DEPTH} levels"),
        ("- " * 100 + "a", f"nested deeper than {MAX_DEPTH} levels"),
        ("[" + "a," * (MAX_NODES + 1) + "]", f"more than {MAX_NODES:,} values"),
    ],
)
def test_depth_and_number_are_bounded(parser, text, message):
    """A file that nests too deeply or holds too much is refused, not read."""
    with pytest.raises(RuleError) as caught:
        load(text, "r.yaml")
    assert caught.value.message == message


@pytest.mark.parametrize(
    "piece", ["{", "[", '"\\', "- ", "? ", ": ", "a:\n", "&a", "!<a", "a b ", '"a" ', "#", "%", "\n"]
)
def test_no_file_takes_long(piece):
    """The longest allowed file of one repeated piece is read or refused within seconds."""
    start = time.monotonic()
    try:
        load(piece * (MAX_SIZE // len(piece)), "r.yaml")
    except RuleError as error:
        assert len(str(error)) < 1_000  # noqa: PT017 (some of these files are read, some refused)
    assert time.monotonic() - start < 10


ACCESSORS = {
    "string for number": (
        "7",
        lambda node: node.text(),
        "expected a string, found a number; put it in quotes to make it a string",
    ),
    "string for truth": (
        "no: false",
        lambda node: node.mapping()["no"].text(),
        "expected a string, found false; put it in quotes to make it a string",
    ),
    "string for list": ("[a]", lambda node: node.text(), "expected a string, found a list"),
    "string for nothing": ("", lambda node: node.text(), "expected a string, found nothing"),
    "empty string": ("' '", lambda node: node.text(), "expected a string with something in it, found an empty one"),
    "truth for string": ("yes", lambda node: node.boolean(), "expected true or false, found a string"),
    "whole number for truth": ("true", lambda node: node.integer(), "expected a whole number, found true"),
    "whole number for float": ("1.5", lambda node: node.integer(), "expected a whole number, found 1.5"),
    "too small": (
        "0",
        lambda node: node.integer(least=1, most=9),
        "expected a number of at least 1 and at most 9, found 0",
    ),
    "too great": ("1.5", lambda node: node.number(most=1), "expected a number of at most 1, found 1.5"),
    "not a number": (".nan", lambda node: node.number(least=0), "expected a number of at least 0, found nan"),
    "list for mapping": ("a: 1", lambda node: node.items(), "expected a list, found a mapping"),
    "strings for number": ("7", lambda node: node.strings(), "expected a list of strings, found a number"),
    "strings with a truth": (
        "[a, true]",
        lambda node: node.strings(),
        "expected a string, found true; put it in quotes to make it a string",
    ),
    "mapping for string": ("a", lambda node: node.mapping(), "expected a mapping, found a string"),
    "unknown key": ("{sevrity: a}", lambda node: node.mapping(["code", "severity"]), "unknown key 'sevrity'"),
    "missing key": ("{a: 1}", lambda node: node.mapping(["a", "b"], ["a", "b"]), "the key 'b' is missing"),
    "missing keys": ("{}", lambda node: node.mapping(None, ["a", "b"]), "the keys 'a', 'b' are missing"),
    "choice": ("eror", lambda node: node.choice(["error", "info"]), "'eror' is not allowed here"),
    "choices": ("[info, eror]", lambda node: node.choices(["error", "info"]), "'eror' is not allowed here"),
}


@pytest.mark.parametrize("case", ACCESSORS)
def test_accessors_refuse_other_values(case):
    """Each accessor says what it wants and what it found."""
    text, ask, message = ACCESSORS[case]
    with pytest.raises(ConfigError) as caught:
        ask(load(text, "r.yaml", error=ConfigError))
    assert caught.value.message == message


def test_unknown_key_is_told_in_full():
    """An unknown key is pointed at, with the nearest allowed one and the whole list."""
    with pytest.raises(RuleError) as caught:
        load("code: A\nsevrity: info\n", "r.yaml").mapping(["code", "name", "severity"])
    assert str(caught.value) == (
        "r.yaml:2:1: unknown key 'sevrity'\n  2 | sevrity: info\n      ^\n"
        "  did you mean 'severity'?\n  allowed here: code, name, severity"
    )


def test_accessors_give_the_values():
    """What has the wanted type comes out as it was written."""
    tree = load("{a: x, b: [y, z], c: true, d: 3, e: 2.5, f: '', g: {h: [1, {i: null}]}}", "r.yaml").mapping()
    assert tree["a"].text() == "x"
    assert tree["a"].strings() == ("x",)
    assert tree["b"].strings() == ("y", "z")
    assert tree["b"].choices(["y", "z"]) == ("y", "z")
    assert tree["a"].choices(["x"]) == ("x",)
    assert tree["c"].boolean() is True
    assert tree["d"].integer(least=3, most=3) == 3
    assert tree["d"].number() == 3.0
    assert tree["e"].number(least=0) == 2.5
    assert tree["f"].text(empty=True) == ""
    assert tree["g"].plain() == {"h": [1, {"i": None}]}


def test_long_lines_are_cut_around_the_caret():
    """An error in a long line shows a window of it with the caret at the right character."""
    with pytest.raises(RuleError) as caught:
        load("a: [" + "x, " * 200 + "&here 1" + ", x" * 200 + "]", "r.yaml")
    _, excerpt, caret = str(caught.value).split("\n")
    assert excerpt[caret.index("^") :].startswith("&here 1")
    assert len(excerpt) < 150


def test_files_are_read_as_utf_8(tmp_path):
    """A byte order mark is dropped; other encodings, folders and absent files are located errors."""
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_bytes(b"\xef\xbb\xbfa: \xc3\xa4\r\n")
    bad.write_bytes(b"a: 1\nb: \xff\n")
    assert load_file(good).plain() == {"a": "ä"}
    with pytest.raises(RuleError, match=r"^bad:2:4: not UTF-8$"):
        load_file(bad, name="bad")
    with pytest.raises(RuleError, match=r"^none:1:1: cannot be read: No such file"):
        load_file(tmp_path / "none", name="none")
    with pytest.raises(RuleError, match=r"^folder:1:1: cannot be read: "):
        load_file(tmp_path, name="folder")
    good.write_bytes(b"#" * (MAX_SIZE + 1))
    with pytest.raises(RuleError, match=r"^long:1:1: longer than 1,000,000 bytes$"):
        load_file(good, name="long")


printable = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"], exclude_characters="\ufeff")
texts = st.text(printable | st.sampled_from('\n\t\r"\\/\x00\x1b'), max_size=12)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_json_is_read_as_json(value):
    """Whatever JSON can write is read with the same values and types."""
    assert load(json.dumps(value, ensure_ascii=False), "x.yaml").plain() == value


def walk(node: Node):
    """All nodes of a tree."""
    yield node
    inner = (
        node.value if isinstance(node.value, tuple) else node.value.values() if hasattr(node.value, "values") else ()
    )
    for below in inner:
        yield from walk(below)


@given(values, st.sampled_from(["\n", "\r\n"]))
def test_places_point_at_the_value(value, end):
    """At the place of each scalar stands its JSON notation, at that of a key the key, line ends whatever they be."""
    written = json.dumps(value, indent=1, ensure_ascii=False)
    lines = written.split("\n")
    decode = json.JSONDecoder().raw_decode
    for node in walk(load(written.replace("\n", end), "x.yaml")):
        assert node.place.excerpt == lines[node.place.line - 1]
        here = node.place.excerpt[node.place.column - 1 :]
        if isinstance(node.value, tuple):
            assert here[0] == "["
        elif hasattr(node.value, "values"):
            assert here[0] == "{"
        else:
            assert decode(here)[0] == node.value
        for key, place in node.keys.items():
            assert decode(place.excerpt[place.column - 1 :])[0] == key


@pytest.mark.parametrize("text", ['"\\ud800"', '"\\udc00x"'])
def test_half_characters_are_refused(parser, text):
    """An escape that writes half of a surrogate pair is refused, for nothing could be written back with it."""
    with pytest.raises(RuleError, match=r"surrogate pair|invalid Unicode"):
        load(text, "x.yaml")


@given(st.text(st.sampled_from("ab:-[]{},&*!|>'\"%@#? \n\t\r0.~\\\x85\ufeff\U0001f600"), max_size=60))
def test_any_text_is_read_or_refused(text):
    """Whatever the text, the outcome is a tree or a located error whose place lies in the text."""
    try:
        tree = load(text, "x.yaml")
    except RuleError as error:
        assert error.place.excerpt in text  # noqa: PT017 (either outcome will do)
    else:
        assert all(node.place.excerpt in text for node in walk(tree))
