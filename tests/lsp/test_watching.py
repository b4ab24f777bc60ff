"""Which files matter, how an editor is asked to watch them, and where a mistake in them is shown."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from blamelint.config.model import Config
from blamelint.errors import ConfigError, Place
from blamelint.lsp.mistakes import diagnostic
from blamelint.lsp.watching import RULE_FILES, Watched, concerns, stamps, watched_of, watchers
from blamelint.text import Encoding


def made(tmp_path: Path) -> Config:
    """A config of a project with rules and a baseline."""
    (tmp_path / "own").mkdir()
    rule = tmp_path / "more" / "ZZ009-a.yaml"
    return Config(rule_paths=(tmp_path / "own", rule), baseline=tmp_path / "accepted.json", base=tmp_path)


def test_all_that_a_config_is_made_of_matters(tmp_path: Path) -> None:
    """Its own file, rules in folders and alone, the baseline; other files beside them do not."""
    watched = watched_of(made(tmp_path))
    for name in (
        "blamelint.toml",
        "deep/down/pyproject.toml",
        "own/ZZ001-a.yaml",
        "own/vocabulary/birds.yaml",
        "own",
        "more/ZZ009-a.yaml",
        "accepted.json",
    ):
        assert concerns(tmp_path / name, watched), name
    for name in ("draft.md", "own/README.md", "more/ZZ008-a.yaml", "other.yaml", "accepted.json.bak"):
        assert not concerns(tmp_path / name, watched), name


@pytest.mark.parametrize("relative", [True, False])
def test_an_editor_is_asked_in_its_own_way(tmp_path: Path, *, relative: bool) -> None:
    """Patterns start from a folder where the editor knows that; configs in the workspace are asked for once."""
    asked = watchers(watched_of(made(tmp_path)), [tmp_path], relative=relative)
    patterns: list[Any] = [each.glob_pattern for each in asked]
    assert patterns[:3] == ["**/blamelint.toml", "**/.blamelint.toml", "**/pyproject.toml"]
    assert len(patterns) == 6
    if relative:
        assert types.RelativePattern((tmp_path / "own").as_uri(), RULE_FILES) in patterns
    else:
        assert f"{tmp_path.as_posix()}/own/**/*.yaml" in patterns


def test_a_config_above_the_workspace_is_asked_for(tmp_path: Path) -> None:
    """It is in no folder of the workspace, so it is named."""
    asked = watchers(watched_of(Config(base=tmp_path)), [tmp_path / "sub"], relative=True)
    assert types.RelativePattern(tmp_path.as_uri(), "blamelint.toml") in [each.glob_pattern for each in asked]


def test_stamps_tell_of_every_change(tmp_path: Path) -> None:
    """A file that comes, goes or grows, in a rule folder or where a config would count, leaves another stamp."""
    watched, draft = watched_of(made(tmp_path)), tmp_path / "sub" / "draft.md"
    (tmp_path / "sub").mkdir()
    seen = [stamps(watched, [draft])]
    for name, text in (("sub/.blamelint.toml", ""), ("own/a.yaml", "x"), ("own/a.yaml", "xy"), ("accepted.json", "{}")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        seen.append(stamps(watched, [draft]))
    (tmp_path / "own" / "a.yaml").unlink()
    seen.append(stamps(watched, [draft]))
    assert all(before != after for before, after in pairwise(seen))
    assert stamps(watched, [draft]) == seen[-1]
    assert Watched(tmp_path, "blamelint.toml").holds(tmp_path / "blamelint.toml")


@pytest.mark.parametrize(
    ("line", "column", "excerpt", "text", "place"),
    [
        (2, 1, "profil = 1", None, (1, 0, 1, 6)),
        (1, 9, 'a = "\U0001f692" "word"', None, (0, 9, 0, 15)),
        (1, 1, "", None, (0, 0, 0, 0)),
        (9, 9, "gone", "short", (0, 5, 0, 5)),
        (1, 5, "a = [", "a = [", (0, 4, 0, 4)),
    ],
)
def test_a_mistake_is_shown_at_its_word(
    line: int, column: int, excerpt: str, text: str | None, place: tuple[int, int, int, int]
) -> None:
    """From where it begins to the end of the word, in the editor's units; also where the text has changed since."""
    shown = diagnostic(ConfigError("wrong", Place("blamelint.toml", line, column, excerpt)), text, Encoding.UTF16)
    start, end = shown.range.start, shown.range.end
    assert (start.line, start.character, end.line, end.character) == place


def test_a_mistake_says_what_is_meant() -> None:
    """The nearest allowed word where there is one, else all of them if they are few."""
    place = Place("blamelint.toml", 1, 1, "x = 1")
    near = ConfigError("unknown key 'profil'", place, allowed=("profile", "select"), given="profil")
    assert diagnostic(near, None, Encoding.UTF16).message == "unknown key 'profil'\nDid you mean 'profile'?"
    few = ConfigError("expected one", place, allowed=("error", "info"), given="zzz")
    assert diagnostic(few, None, Encoding.UTF16).message == "expected one\nAllowed here: error, info."
