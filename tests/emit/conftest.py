"""One sample report, made by hand, that every emitter is shown."""

from __future__ import annotations

import pytest

from blamelint.document.model import Format, Source
from blamelint.errors import Failure
from blamelint.finding import Applicability, Confidence, Edit, Finding, FoundActor, Severity, Suggestion
from blamelint.run.report import FileReport, Report, RuleText, Tool
from blamelint.text import Span

DRAFT = (
    "# Freezer alarm in ward 4\n"
    "\n"
    "Obviously the night nurse should have checked the freezer log.\r\n"
    "🧊🧊 Café staff: Nguye\u0302\u0303n forgot to re-arm the alarm.\n"
    "\tIt was Tamati\n"
    "who switched the probe off. 数百の検体 were lost.\n"
    + "Long before that, "
    * 12
    + "the vendor was careless about the probe"
    " firmware, " + "and much else happened on that day " * 12 + "in ward 4.\n"
)

RULES = {
    text.code: text
    for text in (
        RuleText(
            "BL301", "should-have-person", "hindsight", Severity.WARNING,
            what="A duty in hindsight, said of a person.",
            why="It describes what did not happen. <Readers> stop | there: see [the guide](x) or ask @team.",
            question="What made the other course seem less needed?",
            families=("F06",),
            flags=("The night nurse «should have checked» the log.",),
            passes=("The pump should have stopped after 5 minutes.",),
            references=("Invented and Others, A Guide (2001) https://example.invalid/guide",),
        ),
        RuleText(
            "BL203", "character-judgement", "judgement", Severity.ERROR,
            what="A word for what somebody is like.", why="It ends there.",
        ),
    )
}  # fmt: skip


def finding_at(text: str, words: str, rule: str, name: str, group: str, severity: Severity, **more: object) -> Finding:
    """A finding at the only place where `words` stand in `text`."""
    assert text.count(words) == 1, words
    start = text.index(words)
    values = {
        "message": f"'{words}' is pointed at.",
        "question": None,
        "fingerprint": f"{rule}-sample",
        "url": f"https://example.invalid/rules/{rule}",
    }
    return Finding(rule, name, group, severity, Span(start, start + len(words)), **(values | more))  # type: ignore[arg-type]


def sample() -> Report:
    """ASCII, astral, combining, wide and tab characters, two lines, a long line, edits, a failure, an empty file."""
    obviously = DRAFT.index("Obviously ")
    word = Span(obviously, obviously + len("Obviously "))
    findings = (
        finding_at(
            DRAFT, "Obviously", "BL311", "obviousness", "hindsight", Severity.WARNING,
            question="Obvious to whom, and from which display?",
            suggestions=(Suggestion("Delete the word", (Edit(word, ""),), Applicability.SAFE),),
        ),
        finding_at(
            DRAFT, "should have checked", "BL301", "should-have-person", "hindsight", Severity.WARNING,
            message="'should have checked' compares a person's act with knowledge from later.",
            question="What made the other course seem less needed or less possible at the time?",
            actor=FoundActor("ROLE", "the night nurse", Confidence.HIGH),
            also=("BL308", "BL313"),
            suggestions=(
                Suggestion(
                    "Say what was done and seen",
                    (Edit(Span(word.end, word.end + 3), "<role> did <what>; <signal> was visible at <place>"),),
                ),
                Suggestion("Move the wish to the actions"),
            ),
        ),
        finding_at(
            DRAFT, "Nguye\u0302\u0303n forgot", "BL307", "failed-to-person", "hindsight", Severity.WARNING,
            actor=FoundActor("NAMED", "Nguye\u0302\u0303n", Confidence.LOW),
        ),
        finding_at(
            DRAFT, "It was Tamati\nwho switched", "BL105", "person-cleft", "agency", Severity.ERROR,
            question="Which step did the probe's panel invite?",
            suggestions=(
                Suggestion(
                    "Put the event first",
                    (Edit(Span(DRAFT.index("It was"), DRAFT.index(" the probe off")), "the switch at <place> turned"),),
                    Applicability.UNSAFE,
                ),
            ),
        ),
        finding_at(DRAFT, "数百の検体", "BL411", "exaggeration", "cause", Severity.INFO),
        finding_at(DRAFT, "careless", "BL203", "character-judgement", "judgement", Severity.ERROR),
    )  # fmt: skip
    empty = finding_at("", "", "BL601", "missing-systemic-section", "section", Severity.WARNING)
    return Report(
        Tool("0.0.0", "sample_model 1.0", rules=RULES),
        files=(
            FileReport(Source("reviews/freezer.md", DRAFT), Format.MARKDOWN, findings, suppressed=1),
            FileReport(Source("reviews/empty.txt", ""), Format.PLAIN, (empty,)),
            FileReport(Source("reviews/clean.md", "All quiet.\n"), Format.MARKDOWN),
        ),
        failures=(Failure("reviews/scan.md", "binary", "holds bytes that no text file holds."),),
    )


@pytest.fixture
def report() -> Report:
    """The sample report."""
    return sample()
