"""Adding to a list of a config file: the value is there, and nothing else has changed, comments and blanks included."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blamelint.config.amend import amended
from blamelint.config.toml import MAX_SIZE
from blamelint.errors import ConfigError

CASES = {
    "an empty file": ("", 'people = ["Ada"]\n'),
    "a file without an end": ('profile = "strict"', 'profile = "strict"\npeople = ["Ada"]\n'),
    "other keys": ("# Ours.\nsystems = []  # none\n", '# Ours.\nsystems = []  # none\npeople = ["Ada"]\n'),
    "a list": ("people = ['Bo'] # us\n", "people = ['Bo', \"Ada\"] # us\n"),
    "an empty list": ("people = []\n", 'people = ["Ada"]\n'),
    "a lone string": ("people = 'Bo' # us\n", 'people = ["Bo", "Ada"] # us\n'),
    "a list in lines": (
        'people = [\n  "Bo", # lead\n  "Cy" # on call\n]\n',
        'people = [\n  "Bo", # lead\n  "Cy", # on call\n  "Ada"\n]\n',
    ),
    "tables": (
        "# Ours.\n\n# Quiet ones.\n[severity]\nBL1 = 'off'\n",
        "# Ours.\n\npeople = [\"Ada\"]\n\n# Quiet ones.\n[severity]\nBL1 = 'off'\n",
    ),
    "overrides": (
        "profile = 'strict'\n\n[[overrides]]\nfiles = ['a']\n",
        "profile = 'strict'\npeople = [\"Ada\"]\n\n[[overrides]]\nfiles = ['a']\n",
    ),
    "a key of the same name elsewhere": (
        "[[overrides]]\nfiles = ['a']\npeople = ['Bo']\n",
        "people = [\"Ada\"]\n\n[[overrides]]\nfiles = ['a']\npeople = ['Bo']\n",
    ),
    "a text that looks like a table": (
        "model = '''\n[severity]\n'''\n[severity]\n",
        "model = '''\n[severity]\n'''\npeople = [\"Ada\"]\n\n[severity]\n",
    ),
}
IN_PYPROJECT = {
    "a table": (
        "[tool.blamelint]\nprofile = 'strict'\n\n# Of ruff.\n[tool.ruff]\na = 1\n",
        "[tool.blamelint]\nprofile = 'strict'\npeople = [\"Ada\"]\n\n# Of ruff.\n[tool.ruff]\na = 1\n",
    ),
    "an empty table": ("[ tool . blamelint ] # us\n", '[ tool . blamelint ] # us\npeople = ["Ada"]\n'),
    "a table below it only": (
        "[tool.blamelint.severity]\nBL1 = 'off'\n",
        "[tool.blamelint]\npeople = [\"Ada\"]\n\n[tool.blamelint.severity]\nBL1 = 'off'\n",
    ),
    "dotted keys": ("tool.blamelint.model = 'm'\n", "tool.blamelint.model = 'm'\ntool.blamelint.people = [\"Ada\"]\n"),
    "a table in one line": (
        "[tool]\nblamelint = {model = 'm'}\n",
        "[tool]\nblamelint = {model = 'm',people = [\"Ada\"]}\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_a_word_is_added(before: str, after: str) -> None:
    """The list gets the word where the file has or could have it; no other line changes."""
    assert amended(before, "blamelint.toml", "people", ["Ada"]) == after


@pytest.mark.parametrize(("before", "after"), IN_PYPROJECT.values(), ids=IN_PYPROJECT)
def test_a_word_is_added_in_pyproject(before: str, after: str) -> None:
    """Of a pyproject.toml it is blamelint's own table that is added to."""
    assert amended(before, "pyproject.toml", "people", ["Ada"]) == after


def test_what_is_there_is_not_added_again() -> None:
    """The file stays as it is, to the letter."""
    for text in ("people=['Ada']", "people = 'Ada'\n\n"):
        assert amended(text, "blamelint.toml", "people", ["Ada"]) == text


@pytest.mark.parametrize(
    "text",
    ["people = [", "people = 3", "[people]\na = 1", "people = true", "x" * (MAX_SIZE + 1), "a = " + "[" * 5000],
)
def test_what_cannot_be_added_to(text: str) -> None:
    """A broken file, or another kind of value, is refused with its name."""
    with pytest.raises(ConfigError, match=r"blamelint\.toml"):
        amended(text, "blamelint.toml", "people", ["Ada"])


def test_a_table_that_is_none() -> None:
    """A `tool` that holds no tables is refused."""
    for text in ("tool = 1", "[tool]\nblamelint = 2"):
        with pytest.raises(ConfigError):
            amended(text, "pyproject.toml", "people", ["Ada"])


LINES = st.sampled_from(
    [
        "# a note",
        "",
        "profile = 'strict'",
        "people = ['Bo', # lead\n'Cy']",
        "systems = '''\n[x]\n'''",
        'teams = "a # b"',
        "[severity]",
        "BL101 = 'off'  # ours",
        "[[overrides]]",
        "files = [\n  'a', ['b'],\n]",
        "  [ headings ]",
    ]
)


@given(
    lines=st.lists(LINES, max_size=8),
    words=st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8), min_size=1, max_size=3),
    key=st.sampled_from(["people", "ignore", "teams"]),
)
def test_only_the_list_changes(lines: list[str], words: list[str], key: str) -> None:
    """Whatever stands in the file and whatever the words are, all other values stay, and so does every comment."""
    text = "\n".join(lines)
    try:
        before = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    after = amended(text, "blamelint.toml", key, words)
    said = before.get(key, [])
    said = [said] if isinstance(said, str) else said
    assert tomllib.loads(after) == {**before, key: [*said, *(w for w in dict.fromkeys(words) if w not in said)]}
    for comment in ("# a note", "# lead", "# ours"):
        assert after.count(comment) == text.count(comment)
