"""Reports of every kind that a format has to get right, by name."""

from __future__ import annotations

import re

from blamelint.document.model import Format, Source
from blamelint.errors import Failure
from blamelint.finding import Applicability, Edit, Finding, Severity, Suggestion
from blamelint.run.report import FileReport, Report, Tool
from blamelint.text import Span
from tests.emit.conftest import sample

NASTY = (
    "\x1b]0;owned\x07 \x1b[2J\u202eevil\u2066 \x9b31m ::error::boo\n::set-output name=x::y\r\nback\x08space \u2028end "
    "]]> <script>alert(1)</script> </failure> & \"quotes\" 'too' ##vso[task.complete result=Failed;]x "
    "##[set-env name=a]b ##teamcity[buildStop] @team #12 [click](http://example.invalid) ![i](x) | `code` "
    "www.example.invalid "
    "{0} %0A%5D%AZP25 \ufffe\U0001f9ca"
)
"""Everything that some reader of some format would act on."""


def report_on(text: str, marks: str, path: str = "draft.md", failures: tuple[Failure, ...] = ()) -> Report:
    """A report with a finding on each place where the regular expression `marks` matches, each with a safe edit."""
    findings = tuple(
        _finding(text, Span(*match.span()), number) for number, match in enumerate(re.finditer(marks, text))
    )
    return Report(Tool("1.2.3"), (FileReport(Source(path, text), Format.MARKDOWN, findings),), failures)


def _finding(text: str, span: Span, number: int) -> Finding:
    words = span.cut(text)
    return Finding(
        "BL201", "blame-predicate", "judgement", Severity(number % 3), span,
        f"'{words}' states a verdict of fault.", f"What about {words}?",
        (
            Suggestion(f"Drop {words}", (Edit(span, ""),), Applicability.SAFE),
            Suggestion(f"Say what {words} was about", (Edit(span, "<role> saw <what>"),)),
        ),
        fingerprint="0123456789abcdef",
    )  # fmt: skip


GONE = Failure("rev iews/gone #1.md", "missing", "There is no such file or folder.")

REPORTS: dict[str, Report] = {
    "sample": sample(),
    "nothing": Report(Tool("1.2.3")),
    "clean": Report(Tool("1.2.3"), (FileReport(Source("clean.md", "All quiet.\n"), Format.MARKDOWN),)),
    "one": report_on("The vendor was careless.\n", "careless"),
    "many": report_on("A careless vendor.\n" * 500, "careless"),
    "astral": report_on("🧊🧊 Nguye\u0302\u0303n was 𝒸𝒶reless 👩\u200d🔬 twice.\n", "𝒸𝒶reless|twice"),
    "crlf": report_on("All quiet.\r\nThe vendor was careless.\r\n", "careless"),
    "two lines": report_on("The vendor was\r\ncareless 🧊\nand more.\n", "was\\s+careless 🧊\nand"),
    "old line ends": report_on("One.\rTwo careless.\r", "careless"),
    "line end": report_on("careless\r\nmore", "less\r"),
    "end of file": report_on("The vendor was careless", "careless"),
    "failure": report_on("The vendor was careless.\n", "careless", failures=(GONE,)),
    "failure only": Report(Tool("1.2.3"), (), (GONE,)),
    "path": report_on("careless\n", "careless", "re views/a#b%20c&d;e]f,g:h'\"<ü🧊.md", (GONE,)),
    "path to the side": report_on("careless\n", "careless", "../up/a.md"),
    "path of bytes": report_on("careless\n", "careless", "caf\udce9.md"),
    "path of commands": report_on("careless\n", "careless", "na\x1b[31mme\n::error::x ##vso[task.complete]\u202e.md"),
    "nasty": report_on(NASTY, "(?s).+", "x.md", (Failure("y.md", "undecodable", f"holds {NASTY}"),)),
    "blank": report_on(" \t \n", "(?s).+"),
}
