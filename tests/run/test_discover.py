"""Promises of discovery: which files are linted, in which order, under which names."""

from __future__ import annotations

import os
import socket
import sys

import pytest

from blamelint.config.resolve import Resolver, command_line
from blamelint.errors import ConfigError, Failure
from blamelint.run.discover import discover

TREE = """
a.md
b.txt
c.png
docs/z.md
docs/deep/y.markdown
docs/deep/LICENSE.md
docs.d/x.md
.hidden/h.md
node_modules/n.md
requirements-dev.txt
"""


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A folder with drafts and other things, made the current one."""
    for name in TREE.split():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*paths, said=None, **options):
    """What discovery gives, with / between names; a failure as its code and path."""
    given = discover([str(path) for path in paths], Resolver(command_line(said or {})).for_folder, **options)
    return [f"{item.code} {item.path}" if isinstance(item, Failure) else item.replace(os.sep, "/") for item in given]


def test_folders_are_walked_in_order(tree):
    """Below a folder only drafts are taken, files before folders, both by name; excluded ones are left out."""
    assert found(".") == ["a.md", "b.txt", "docs/z.md", "docs/deep/y.markdown", "docs.d/x.md"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("docs", ["docs/z.md", "docs/deep/y.markdown"]),
        ("docs/", ["docs/z.md", "docs/deep/y.markdown"]),
        ("./docs", ["./docs/z.md", "./docs/deep/y.markdown"]),
        ("docs/../docs.d", ["docs/../docs.d/x.md"]),
        ("./a.md", ["./a.md"]),
    ],
)
def test_paths_stay_as_they_were_written(tree, given, expected):
    """What comes out begins with what was given."""
    assert found(given) == expected


def test_what_is_given_by_name_is_taken(tree):
    """A file or folder given by name is linted whatever its suffix and even where it is excluded."""
    assert found("c.png", ".hidden", "node_modules/n.md") == ["c.png", ".hidden/h.md", "node_modules/n.md"]


def test_excludes_can_be_forced(tree):
    """With `force_exclude` what the config excludes is left out also when it is given by name."""
    given = ["a.md", "c.png", ".hidden", "node_modules/n.md", "docs/deep/LICENSE.md"]
    assert found(*given, force_exclude=True) == ["a.md", "c.png"]
    assert found("a.md", "docs", said={"exclude": ["docs/"]}, force_exclude=True) == ["a.md"]


def test_folders_above_the_project_exclude_nothing(tree, monkeypatch):
    """A hidden folder above the current one is no reason to leave a file out."""
    monkeypatch.chdir(tree / ".hidden")
    assert found("h.md", force_exclude=True) == ["h.md"]
    assert found(tree / ".hidden/h.md", force_exclude=True) == [(tree / ".hidden/h.md").as_posix()]


def test_patterns_are_those_of_the_nearest_config(tree):
    """Each folder is walked with its own config, whose patterns start from its folder."""
    (tree / "blamelint.toml").write_text("extend_exclude = ['/docs/deep/', 'b.txt']", "utf-8")
    (tree / "docs.d/blamelint.toml").write_text("include = ['*.page']", "utf-8")
    (tree / "docs.d/w.page").write_text("x", "utf-8")
    assert found(".") == ["a.md", "docs/z.md", "docs.d/w.page"]
    assert found("docs") == ["docs/z.md"]


def test_excludes_can_be_taken_back(tree):
    """A later pattern with `!` takes back what a default excludes."""
    assert found(".", said={"extend_exclude": ["!.hidden/", "docs*/"]}) == ["a.md", "b.txt", ".hidden/h.md"]


def test_each_file_comes_once(tree):
    """A file that is named twice, or by name and by folder, is linted where it came first."""
    assert found("docs/z.md", "docs", "./docs/z.md", tree / "docs") == ["docs/z.md", "docs/deep/y.markdown"]


def test_a_broken_config_ends_the_run(tree):
    """A config that cannot be read is an error, never a folder left out in silence."""
    (tree / "docs/blamelint.toml").write_text("nonsense", "utf-8")
    with pytest.raises(ConfigError):
        found(".")


@pytest.mark.parametrize("given", ["none.md", "a.md/x.md", "nul\0.md", ""])
def test_what_is_not_there_is_a_failure(tree, given):
    """A path that leads nowhere is a failure `missing`, and the others are linted all the same."""
    assert found(given, "a.md") == [f"missing {given}", "a.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_are_safe(tree):
    """Links to files are followed, links to folders only by name, and circles end."""
    (tree / "docs/round").symlink_to(tree / "docs")
    (tree / "docs/self.md").symlink_to("self.md")
    (tree / "docs/gone.md").symlink_to("nowhere.md")
    (tree / "docs/same.md").symlink_to("z.md")
    (tree / "docs/far.md").symlink_to(tree / "a.md")
    assert found("docs") == ["docs/far.md", "docs/same.md", "docs/deep/y.markdown"]
    assert found("docs/round") == ["docs/round/far.md", "docs/round/same.md", "docs/round/deep/y.markdown"]
    assert found("docs/self.md") == ["unreadable docs/self.md"]
    assert found("docs/gone.md") == ["missing docs/gone.md"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="everything is readable here")
def test_unreadable_folders_are_failures(tree):
    """A folder that may not be listed is a failure `unreadable`, and the walk goes on."""
    (tree / "docs").chmod(0)
    try:
        assert found(".") == ["a.md", "b.txt", "unreadable docs", "docs.d/x.md"]
    finally:
        (tree / "docs").chmod(0o700)


def test_a_folder_that_cannot_be_listed_is_a_failure(tree, monkeypatch):
    """What the file system refuses on the way is a failure of that folder alone."""
    scan = os.scandir

    def refuse(path):
        if str(path) == "docs":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert found(".") == ["a.md", "b.txt", "unreadable docs", "docs.d/x.md"]


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no sockets in the file system")
def test_devices_and_sockets_are_refused(tree):
    """What has no end or cannot be opened is not read; below a folder it is passed by."""
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("s.md")
        assert found("s.md", "/dev/null") == ["unreadable s.md", "unreadable /dev/null"]
        assert "s.md" not in found(".")


def test_deep_folders_are_walked(tree):
    """Folders may nest deeper than Python's calls."""
    folder = tree / "deep"
    depth = 300
    for _ in range(depth):
        folder = folder / "d"
    folder.mkdir(parents=True)
    (folder / "end.md").write_text("x", "utf-8")
    assert found("deep") == ["deep/" + "d/" * depth + "end.md"]
