"""Unified diffs of many kinds, whole, hostile and broken."""

from __future__ import annotations

import contextlib
import difflib
import io
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blamelint.lint.changed import WHOLE, Lines
from blamelint.run.patch import MOST_RUNS, DiffError, Patched, as_utf8, holds_diff, patched

GIT = """\
From 1234567 Mon Sep 17 00:00:00 2001
Subject: [PATCH] A valve
---
 a.md | 2 +-

diff --git a/a.md b/a.md
index 111..222 100644
--- a/a.md
+++ b/a.md
@@ -1,3 +1,4 @@ heading
 one
-two
+TWO
+two and a half
 three
--\u0020
2.40
"""


def read(diff: str | bytes) -> list[Patched]:
    return list(patched(io.BytesIO(diff if isinstance(diff, bytes) else diff.encode()), "x.diff"))


def only(diff: str | bytes) -> Patched:
    (file,) = read(diff)
    return file


def test_changed_lines_are_those_with_a_plus() -> None:
    """Context is none of them; mail around the diff is passed over."""
    assert only(GIT) == Patched("b/a.md", Lines(((1, 3),)), from_git=True, prefixed=True)


@pytest.mark.parametrize("ending", [b"\r\n", b"\n"])
def test_line_ends_of_the_diff_do_not_matter(ending: bytes) -> None:
    """A diff written on Windows reads the same."""
    assert only(GIT.encode().replace(b"\n", ending)).lines == Lines(((1, 3),))


def test_a_diff_in_utf_16_reads_the_same() -> None:
    """Older shells of Windows write redirected output so."""
    for encoding in ("utf-8-sig", "utf-16"):
        assert only(as_utf8(GIT.encode(encoding))) == only(GIT)
    assert as_utf8(b"\xff\xfea") == "\ufffd".encode()


@pytest.mark.parametrize(
    ("head", "path", "prefixed"),
    [
        ("diff --git a/x y.md b/x y.md\n--- a/x y.md\t\n+++ b/x y.md\t\n", "b/x y.md", True),
        ("diff --git i/a.md w/a.md\n--- i/a.md\n+++ w/a.md\n", "w/a.md", True),
        ("diff --git a.md a.md\n--- a.md\n+++ a.md\n", "a.md", False),
        ("diff --git b/a.md b/a.md\n--- b/a.md\n+++ b/a.md\n", "b/a.md", False),
        ("diff --git a/n.md b/n.md\nnew file mode 100644\n--- /dev/null\n+++ b/n.md\n", "b/n.md", True),
        ('diff --git "a/\\303\\274.md" "b/\\303\\274.md"\n--- "a/x"\n+++ "b/\\303\\274.md"\n', "b/ü.md", True),
        ('--- "a/q\\"\\\\\\t.md"\n+++ "b/q\\"\\\\\\t.md"\n', 'b/q"\\\t.md', True),
        ('diff --git a/o "b/\\t"\nrename from o\nrename to "\\t"\n--- a/o\n+++ "b/\\t"\n', "b/\t", True),
        ("--- old/a.md\t2024-01-01 10:00:00\n+++ new/a.md\t2024-01-02 10:00:00\n", "new/a.md", False),
        ("Index: a.md\n=====\n--- a.md\t(revision 1)\n+++ a.md\t(working copy)\n", "a.md", False),
    ],
)  # fmt: skip
def test_names_of_files(head: str, path: str, prefixed: bool) -> None:
    """Blanks, quotes, dates, other prefixes and none."""
    file = only(f"{head}@@ -0,0 +1 @@\n+x\n")
    assert (file.path, file.prefixed, file.lines) == (path, prefixed, Lines(((0, 1),)))


def test_files_that_are_gone_are_left_out() -> None:
    """There is nothing to lint in them."""
    assert (
        read("diff --git a/a.md b/a.md\ndeleted file mode 100644\n--- a/a.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n") == []
    )
    assert read("diff --git a/e.md b/e.md\ndeleted file mode 100644\nindex e69..000\n") == []
    assert read("diff --git a/m b/m\nindex 1..2 160000\n--- a/m\n+++ b/m\n@@ -1 +1 @@\n-x\n+y\n") == []


def test_a_rename_alone_changes_no_line() -> None:
    """The file comes with nothing changed in it."""
    file = only("diff --git a/a.md b/b.md\nsimilarity index 100%\nrename from a.md\nrename to b.md\n")
    assert (file.path, file.lines, file.prefixed) == ("b.md", Lines(), False)


@pytest.mark.parametrize(
    ("diff", "path"),
    [
        ("diff --git a/a b.md b/a b.md\nindex 1..2 100644\nBinary files a/a b.md and b/a b.md differ\n", "b/a b.md"),
        ("diff --git a/a.md b/a.md\nindex 1..2\nGIT binary patch\nliteral 3\nKcmZ\n\nliteral 1\nIcmZ\n", "b/a.md"),
        ("diff --git a/l.md b/l.md\nnew file mode 120000\n--- /dev/null\n+++ b/l.md\n@@ -0,0 +1 @@\n+t\n", "b/l.md"),
        ("diff -r x/a.md y/a.md\nBinary files x/a.md and y/a.md differ\n", "y/a.md"),
    ],
)  # fmt: skip
def test_what_has_no_lines_changed_as_a_whole(diff: str, path: str) -> None:
    """Binary for git (UTF-16, say), or a link that leads elsewhere now."""
    file = only(diff)
    assert (file.path, file.lines) == (path, WHOLE)


def test_a_combined_diff() -> None:
    """In a merge, lines count that one of the earlier versions did not have."""
    file = only(
        "diff --cc a.md\nindex 1,2..3\n--- a/a.md\n+++ b/a.md\n@@@ -1,3 -1,3 +1,3 @@@\n  x\n- y\n -z\n -v\n++w\n +u\n"
    )
    assert (file.path, file.lines) == ("b/a.md", Lines(((1, 3),), (1,)))


def test_lines_without_words_are_no_change() -> None:
    """Diffs may count either of two empty lines as the new one, so none counts."""
    file = only("--- a.md\n+++ a.md\n@@ -1,3 +1,4 @@\n x\n+\n+  \n-\n-y\n+z\n")
    assert file.lines == Lines(((3, 4),))


def test_several_files_and_what_looks_like_a_head_in_a_hunk() -> None:
    """The counts of a hunk say where it ends, not the looks of its lines."""
    diff = "--- a.md\n+++ a.md\n@@ -1,2 +1,2 @@\n--- y\n+++ x\n @@ -1 +1 @@\n"
    diff += "--- b.md\n+++ b.md\n@@ -0,0 +5 @@\n+z\n\\ No newline\n"
    assert [(file.path, file.lines) for file in read(diff)] == [("a.md", Lines(((0, 1),))), ("b.md", Lines(((4, 5),)))]


@pytest.mark.parametrize(
    ("diff", "said"),
    [
        ("@@ -1 +1 @@\n-a\n+b\n", "x.diff:1:1: this hunk is of no file"),
        ("--- a\n+++ a\n@@ -1 +1 @\n-a\n+b\n", "x.diff:3:1: this is no head of a hunk"),
        ("--- a\n+++ a\n@@ -1,2 @@\n-a\n+b\n", "x.diff:3:1: this is no head of a hunk"),
        ("--- a\n+++ a\n@@@ -1 +1 @@@\n-a\n+b\n", "x.diff:3:1: this is no head of a hunk"),
        ("--- a\n+++ a\n@@ -1,2 +1,2 @@\n-a\n+b\n", "x.diff:5:1: the diff ends in the middle of a hunk"),
        ("--- a\n+++ a\n@@ -1,2 +1,2 @@\n-a\n*b\n", "x.diff:5:1: a line of a hunk starts with"),
        ("--- a\n+++ a\n@@ -1,2 +1 @@\n+a\n+b\n", "x.diff:5:1: this hunk has more lines"),
        (f"--- a\n+++ a\n@@ -1 +{'9' * 11} @@\n+a\n", "x.diff:3:1: this is no head of a hunk"),
        ("--- a\n+++ a\n@@@ -1 -1 +1 @@@\n+-a\n", "x.diff:4:1: a line of a hunk starts with"),
        ("--- a\n+++ a\n@@@ -1 -1 +1 @@@\n\n", "x.diff:4:1: a line of a hunk starts with"),
    ],
)  # fmt: skip
def test_a_broken_diff_is_told_with_its_place(diff: str, said: str) -> None:
    """Findings are never dropped because a hunk could not be read."""
    with pytest.raises(DiffError) as told:
        read(diff)
    assert str(told.value).startswith(said)


@pytest.mark.parametrize(
    "diff",
    [
        b"--- a\n+++ a\n" + b"@@ -1,2 +1,2 @@\n \n" * 3,
        b"@" * 300_000 + b"\n",
        b"--- a\n+++ a\n" + b"@" * 60_000 + b" -1" * 1_000 + b"\n",
        b"Binary files " + b" and " * 20_000 + b" differ\n",
        b'diff --git "' + b"\\" * 60_000 + b"\n",
        b"--- a\n+++ a\n@@ -0,0 +1,9999999999 @@\n" + b"+\n" * 200_000,
        b"--- a\n+++ a\n@@ -1,999999 +1,999999 @@\n" + b"\n" * 200_000,
        b"+++ b\n" * 100_000,
        b"--- " + b"a" * 5_000_000,
    ],
    ids=range(9),
)
def test_hostile_diffs_are_read_in_bounded_time(diff: bytes) -> None:
    """Whatever a diff holds, it ends in files or in a DiffError, soon."""
    started = time.perf_counter()
    with contextlib.suppress(DiffError):
        read(diff)
    assert time.perf_counter() - started < 5


def test_a_file_with_very_many_changes_changed_as_a_whole() -> None:
    """So that a diff takes no more memory than its size."""
    body = "+x\n y\n" * (MOST_RUNS + 2)
    head = f"--- a.md\n+++ a.md\n@@ -1,{MOST_RUNS + 2} +1,{2 * (MOST_RUNS + 2)} @@\n"
    assert only(head + body).lines == WHOLE


@given(
    st.binary(max_size=300)
    | st.lists(st.sampled_from([*GIT.encode().splitlines(keepends=True), b"@@", b"\0"])).map(b"".join)
)
def test_any_bytes_give_files_or_an_error(data: bytes) -> None:
    """Never anything else."""
    said = "x.diff:1:1: "
    try:
        read(data)
    except DiffError as error:
        said = str(error)
    assert re.match(r"x\.diff:\d+:1: ", said)


words = st.lists(st.sampled_from(["a", "b", "c", "", "++ x", "-- y"]), max_size=12)


@given(words, words, st.integers(0, 3))
def test_what_difflib_writes_is_read_back(old: list[str], new: list[str], context: int) -> None:
    """Changed lines are the new side's lines with words that the diff does not take over."""
    diff = "\n".join(difflib.unified_diff(old, new, "a.md", "a.md", n=context, lineterm=""))
    changed: set[int] = set()
    at = 0
    for line in diff.split("\n")[2:]:
        if line.startswith("@@"):
            said = re.match(r"@@ -\S+ \+(\d+)(,0)?", line)
            assert said is not None
            at = int(said[1]) - (0 if said[2] else 1)
        elif line.startswith("+"):
            changed |= {at} if line[1:].strip() else set()
            at += 1
        elif not line.startswith("-"):
            at += 1
    files = read(diff + "\n")
    seen = {line for file in files for start, end in file.lines.ranges for line in range(start, end)}
    assert seen == changed


@pytest.mark.parametrize(("data", "is_one"), [(b"", True), (b" \n", True), (GIT.encode(), True), (b"<html>", False)])
def test_what_is_no_diff_is_known_as_such(data: bytes, is_one: bool) -> None:
    """A page with an error in place of the diff is not taken for an empty one."""
    assert holds_diff(data) is is_one
