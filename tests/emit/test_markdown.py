"""The page for a pull request: bounded, complete where there is room, and nothing of a draft in it is markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from blamelint.emit.inert import markdown, plain
from blamelint.emit.markdown import COMMENT_LIMIT, STEP_SUMMARY_LIMIT, page
from blamelint.run.report import Report
from tests.emit.reports import NASTY, REPORTS, report_on

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OURS = {"h3", "p", "table", "thead", "tbody", "tr", "th", "td", "strong", "details", "summary", "ul", "li"}
CALL = re.compile(r"(?:^|[^\w`])(?:@[A-Za-z]|#\d)|www\.|://")
MARKUP = st.text(st.sampled_from("\\`*_[]()<>!|~#$@&:/.-+=1 a\"'\u200c"), min_size=1, max_size=40)


class Reader(HTMLParser):
    """Collects the tags and the words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append(tag)

    def handle_data(self, data) -> None:
        self.words += data


@pytest.mark.parametrize("name", REPORTS)
def test_page_has_our_tags_only(name: str) -> None:
    """Tags, links, images and code of a draft or a path are words on the page, and nobody is called."""
    seen = Reader(READER.render(page(REPORTS[name], COMMENT_LIMIT)))
    assert set(seen.tags) <= OURS
    assert not CALL.search(seen.words), CALL.search(seen.words)


def test_table_has_a_row_for_everything() -> None:
    """Findings and failures of the sample stand in the table, none torn apart by a bar in its words."""
    report = REPORTS["sample"]
    seen = Reader(READER.render(page(report, COMMENT_LIMIT)))
    assert seen.tags.count("tr") == 1 + report.summary.findings + report.summary.failures
    assert seen.tags.count("td") == 4 * (seen.tags.count("tr") - 1)
    assert seen.tags.count("details") == 2


@pytest.mark.parametrize("limit", [2_000, COMMENT_LIMIT, STEP_SUMMARY_LIMIT])
@pytest.mark.parametrize("name", ["sample", "many", "nasty"])
def test_page_is_bounded(name: str, limit: int) -> None:
    """The page keeps its limit, says how much it leaves out, and stays whole."""
    report = REPORTS[name]
    huge = replace(report, files=report.files * (40 if name == "many" else 2_000))
    text = page(huge, limit)
    assert len(text.encode()) <= limit
    assert re.search(r"\d more not shown\.", text) or limit == 2_000
    assert text.count("<details>") == text.count("</details>")
    assert set(Reader(READER.render(text)).tags) <= OURS


def test_loudest_findings_come_first() -> None:
    """What is cut off is never louder than what is kept."""
    rows = re.findall(r"^\| (error|warning|info) ", page(REPORTS["many"], COMMENT_LIMIT), re.MULTILINE)
    assert rows == sorted(rows, key=["error", "warning", "info"].index)
    assert rows


def test_clean_page_is_two_lines() -> None:
    """There is nothing to fold where nothing was found."""
    assert page(REPORTS["clean"], COMMENT_LIMIT) == "### blamelint\n\nNo findings in 1 file.\n"


def test_slots_are_shown() -> None:
    """`<role>` is a slot to fill and no tag that a browser swallows."""
    text = page(report_on("careless", "careless"), COMMENT_LIMIT)
    assert "<role> saw <what>" in Reader(READER.render(text)).words


@given(MARKUP)
def test_markdown_words_are_read_as_they_stand(text: str) -> None:
    """A reader of the page sees the words letter by letter, in a paragraph as in a table."""
    words = " ".join(text.split()) or "x"
    for frame in ("{}", "| a |\n| --- |\n| {} |", "- {}", "**a** {}"):
        seen = Reader(READER.render(frame.format(markdown(words))))
        assert set(seen.tags) <= OURS
        assert words.replace("\u200c", "") in seen.words.replace("\u200c", "")


@given(MARKUP)
def test_plain_words_look_as_before(text: str) -> None:
    """Only invisible signs come in, and a Markdown reader makes no tag, link or image of it."""
    assert plain(text).replace("\u200c", "") == text.replace("\u200c", "")
    assert not set(Reader(READER.render(plain(text))).tags) & {"a", "img", "script", "b", "i"}


def test_page_of_a_report_without_rule_texts() -> None:
    """Reasons are shown where they are known, and their part is left out where they are not."""
    report = report_on(NASTY, "team")
    assert "Why these rules" not in page(report, COMMENT_LIMIT)
    assert "Why these rules" in page(Report(REPORTS["sample"].tool, REPORTS["sample"].files), COMMENT_LIMIT)
