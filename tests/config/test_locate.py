"""Promises of finding the config file of a draft."""

from __future__ import annotations

import pytest

from blamelint.config.locate import Locator
from blamelint.errors import ConfigError


def put(folder, name, text=""):
    """Write a file, folders included, and give its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_the_nearest_file_wins(tmp_path):
    """Going up, the first folder with a config ends the search."""
    outer = put(tmp_path, "blamelint.toml")
    inner = put(tmp_path / "a/b", "pyproject.toml", "[tool.blamelint]\n")
    locator = Locator()
    assert locator.nearest(tmp_path / "a/b/c/d") == inner
    assert locator.nearest(tmp_path / "a") == outer
    assert locator.nearest(tmp_path / "a/b/c") == inner


def test_in_one_folder_the_plain_name_wins(tmp_path):
    """`blamelint.toml` comes before `.blamelint.toml`, and that before `pyproject.toml`."""
    pyproject = put(tmp_path, "pyproject.toml", "[tool.blamelint]\n")
    assert Locator().nearest(tmp_path) == pyproject
    hidden = put(tmp_path, ".blamelint.toml")
    assert Locator().nearest(tmp_path) == hidden
    plain = put(tmp_path, "blamelint.toml")
    assert Locator().nearest(tmp_path) == plain


@pytest.mark.parametrize("text", ["[tool.other]\n", "not toml at all", "# blamelint\n"])
def test_other_projects_are_passed_by(tmp_path, text):
    """A `pyproject.toml` that says nothing to us, valid or not, does not end the search."""
    outer = put(tmp_path, "blamelint.toml")
    put(tmp_path / "a", "pyproject.toml", text)
    assert Locator().nearest(tmp_path / "a") == outer


def test_a_broken_pyproject_that_speaks_of_us_is_an_error(tmp_path):
    """A `pyproject.toml` with a broken `[tool.blamelint]` is never passed by in silence."""
    put(tmp_path, "pyproject.toml", "[tool.blamelint\n")
    with pytest.raises(ConfigError, match="not valid TOML"):
        Locator().nearest(tmp_path)


def test_a_folder_of_that_name_is_no_config(tmp_path):
    """A folder called `blamelint.toml` is passed by."""
    outer = put(tmp_path, "blamelint.toml")
    (tmp_path / "a/blamelint.toml").mkdir(parents=True)
    assert Locator().nearest(tmp_path / "a") == outer
