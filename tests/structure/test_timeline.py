"""Entries of timelines are told from prose that holds a time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blamelint.structure.timeline import begins_entry, begins_with_moment, is_moment, leading_stamp, time_tables
from tests.structure.drafts import context_of, read


@pytest.mark.parametrize(
    "text",
    [
        "10:02 pods restart",
        "**10:02** pods restart",
        "[10:02 UTC] pods restart",
        "(10:02) pods restart",
        "10:02-10:15 pods restart",
        "10:02 – pods restart",
        "10:02: pods restart",
        "2024-03-01 10:02:03 pods restart",
        "2024-03-01T10:02:03Z pods restart",
        "12:30:15.123 pods restart",
        "Mar 3, 10:02 pods restart",
        "3 March 2024, 10:02 UTC – pods restart",
        "1430 UTC pods restart",
        "9am pods restart",
        "10:05am PST: pods restart",
        "~10:05 – pods restart",
        "T+5m pods restart",
        "T0: pods restart",
        "+00:05 pods restart",
        "14h30 pods restart",
        "14.30 pods restart",
        "3 March: pods restart",
        "2024-03-01 - pods restart",
        "At 10:02: pods restart",
    ],
)
def test_begins_an_entry(text: str) -> None:
    """A time before anything else makes an entry, in all the usual ways to write one."""
    assert begins_entry(text)
    assert begins_with_moment(text)


@pytest.mark.parametrize(
    "text",
    [
        "At 10:02 the queue was full.",
        "By 10:02 we knew.",
        "10.25% of requests failed",
        "12.50 EUR was charged twice",
        "1.2.3 was released",
        "5 engineers joined",
        "11/12 nodes failed",
        "24/7 support was busy",
        "2024 was quiet",
        "T-shirts were late",
        "16:9 displays flicker",
        "3 March we released",
        "Pods restarted at 10:02",
        "",
    ],
)
def test_begins_no_entry(text: str) -> None:
    """A sentence that holds a time, and a number that is none, are prose."""
    assert not begins_entry(text)


@pytest.mark.parametrize(
    "text", ["14:48", "2024-03-01", "Monday, 3 March", "10:02 UTC:", "10:05 – 10:15 UTC", "2024-03-01 10:05"]
)
def test_is_moment(text: str) -> None:
    """A heading that is only a time or a date is a moment."""
    assert is_moment(text)


@pytest.mark.parametrize("text", ["Timeline", "10:02 pods restart", "March", "3", "", "Release 10.2"])
def test_is_no_moment(text: str) -> None:
    """A heading with other words is none."""
    assert not is_moment(text)


def test_the_stamp_is_given_as_written() -> None:
    """The time of an entry can be quoted in a message."""
    assert leading_stamp("**10:02 UTC** - pods restart") == "10:02 UTC"
    assert leading_stamp("Pods restart") == ""


def test_tables_of_times() -> None:
    """A table is a timeline by its head or by its first column, and never when it has due dates."""
    outline = read(
        "| Time | Event |\n|---|---|\n| 10:02 | a |\n\n"
        "| A | B |\n|---|---|\n| 10:02 | a |\n| 10:03 | b |\n\n"
        "| Date | Task | Due |\n|---|---|---|\n| 2024-03-01 | a | b |\n\n"
        "| Host | Load |\n|---|---|\n| web | 3 |\n"
    )
    assert time_tables(outline.document.blocks) == {0, 1}


def test_entries_in_a_draft() -> None:
    """Items, rows and headings of times are entries; an introduction and a due date are none."""
    outline = read(
        "# Kiosks\n\n## Timeline\n\nAll times are local.\n\n- 10:02 first reboot\n- Later all of them\n\n"
        "### 10:40\n\nThe updater stops.\n\n## Action items\n\n- 2024-05-01: limit the retries\n\n"
        "## Summary\n\n10:02 - a line of log\n\nAt 10:02 it began.\n"
    )
    assert context_of(outline, "first reboot").entry
    assert context_of(outline, "Later all").entry
    assert context_of(outline, "updater stops").entry
    assert context_of(outline, "a line of log").entry
    assert not context_of(outline, "All times").entry
    assert not context_of(outline, "limit the retries").entry
    assert not context_of(outline, "it began").entry


@given(st.text(alphabet="0123456789:.-T+ apmUTC/[]*~,", max_size=300))
def test_any_text_is_read_in_no_time(text: str) -> None:
    """Text made of the signs of times alone neither fails nor hangs."""
    started = time.perf_counter()
    begins_entry(text)
    is_moment(text)
    assert time.perf_counter() - started < 0.5
