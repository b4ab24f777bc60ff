"""The diff of a dry run: hunks, colours, and drafts that want to do more than be read."""

from __future__ import annotations

import difflib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blamelint.document.model import Format, Source
from blamelint.emit import preview
from blamelint.emit.outlet import Outlet
from blamelint.run.report import FileReport, Report, Tool

NO_END = "\\ No newline at end of file\n"


def shown(before: str, after: str, outlet: Outlet | None = None) -> str:
    file = FileReport(Source("a b.md", after), Format.MARKDOWN, before=Source("a b.md", before))
    return "".join(preview.emit(Report(Tool("1"), (file,)), outlet or Outlet()))


def peers(before: str, after: str) -> str:
    """What difflib makes of it; it does not know about a last line without its end."""
    old, new = ([line + "\n" for line in text.removesuffix("\n").split("\n")] for text in (before, after))
    return "".join(difflib.unified_diff(old, new, "a b.md", "a b.md"))


@given(
    st.lists(st.tuples(st.sampled_from(["a", "b", "", "x\r"]), st.booleans()), min_size=1, max_size=40), st.booleans()
)
def test_hunks_are_those_of_diff(lines: list[tuple[str, bool]], end: bool) -> None:
    """Lines, numbers and order are as in other unified diffs."""
    before = "\n".join(f"{number} {line}" for number, (line, _) in enumerate(lines)) + "\n" * end
    after = "\n".join(f"{number} {line}{'!' * edit}" for number, (line, edit) in enumerate(lines)) + "\n" * end
    if before == after:
        return
    diff = shown(before, after)
    one_line = re.sub(r"(?m)^(@@ -\d+),1 (\+\d+),1 @@$", r"\1 \2 @@", diff.replace(NO_END, ""))
    assert one_line == peers(before, after)
    assert (NO_END in diff) == (not end and any(edit for _, edit in lines[-4:]))


def test_drafts_without_edits_are_left_out() -> None:
    """Also those with findings."""
    file = FileReport(Source("a.md", "x"), Format.MARKDOWN)
    assert list(preview.emit(Report(Tool("1"), (file,)), Outlet())) == []


def test_colours() -> None:
    """Old lines, new lines and places."""
    text = shown("a\nb\n", "a\nc\n", Outlet(color=True))
    assert "\x1b[31m-b\x1b[0m\n\x1b[32m+c\x1b[0m\n" in text


@pytest.mark.parametrize("terminal", [False, True])
def test_a_hostile_draft_is_harmless(terminal: bool) -> None:
    """No command for a CI server ever; nothing that a terminal acts on where a person looks on."""
    nasty = "x\x1b]0;owned\x07 ##vso[task.complete]\u202e"
    text = shown(f"{nasty}\nobviously\r\n", f"{nasty}\n\r\n", Outlet(terminal=terminal))
    assert "##vso[" not in text
    assert ("\x1b" in text) == ("\u202e" in text) == ("\r" in text) == (not terminal)
