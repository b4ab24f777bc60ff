"""Headings of many templates find their kind, and headings of no section stay without one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blamelint.errors import RuleError
from blamelint.located import load
from blamelint.structure.headings import classify, heading_words, names_whole, normal, read_words
from blamelint.structure.model import SectionKind

TABLE = {
    "summary": [
        "Summary",
        "Executive Summary",
        "Incident Summary:",
        "Issue summary",
        "Overview",
        "TL;DR",
        "tldr",
        "Abstract",
        "Synopsis",
        "What happened?",
        "Problem Summary",
        "At a glance",
        "Key details",
        "1. Summary",
        "1 Summary",
        "Brief description",
        "High-level summary",
        "📝 Summary",
        "**Summary**",
        "Summary of the incident",
    ],
    "background": [
        "Background",
        "Context",
        "Glossary",
        "System overview",
        "Lead-up",
        "Leadup",
        "Before the incident",
        "Architecture",
    ],
    "impact": [
        "Impact",
        "Customer impact",
        "User Impact",
        "End User Impact",
        "Business impact",
        "Summary of impact",
        "Outage description",
        "Affected users",
        "Blast radius",
        "Severity",
        "Revenue impact",
        "Impact (customers)",
        "Impact on patients",
        "2) Impact",
        "Duration",
        "Productivity Impact",
        "💥 Impact",
    ],
    "timeline": [
        "Timeline",
        "Timeline (UTC)",
        "Timeline (all times CET)",
        "Incident Timeline",
        "Detailed timeline",
        "Chronology",
        "Chain of Events",
        "Sequence of events",
        "Narrative",
        "How we got here",
        "Event log",
        "Timeline & response",
        "Timeline/recovery efforts",
        "Timeline - 3 May",
        "Milestones",
        "Checkout outage timeline",
        "3.1 Timeline",
    ],
    "detection": [
        "Detection",
        "How we found out",
        "How was it detected?",
        "Monitoring & alerting",
        "Incident detected by",
        "Detection and notification",
        "How did we detect this?",
        "How was the incident detected?",
    ],
    "trigger": ["Trigger", "Trigger(s)", "What triggered it?", "Fault", "Proximate cause", "Triggering event"],
    "cause": [
        "Root cause",
        "Root causes",
        "Root Cause(s)",
        "Root cause analysis",
        "Root Cause Analysis (RCA)",
        "RCA",
        "Causes",
        "What caused the incident?",
        "Why did it happen?",
        "What went wrong and why",
        "Root causes and trigger",
        "Root cause and mitigation",
        "Analysis",
        "Five whys",
        "5 Whys",
        "The 5 Whys",
        "Technical analysis",
        "Confirmed root cause",
        "Preliminary root cause",
        "IV. Root cause",
        "Cause of the outage",
    ],
    "contributing": [
        "Contributing factors",
        "Contributing Factor(s)",
        "Contributing conditions",
        "Contributing causes",
        "Contributing conditions analysis",
        "Contributors",
        "How conditions combined",
        "Process Breakdown(s)",
        "What were the major contributing factors?",
        "Systemic factors",
        "Latent conditions",
        "Causal factors",
        "Enablers",
    ],
    "response": [
        "Resolution",
        "Recovery",
        "Mitigation",
        "Mitigation & Resolution",
        "Resolution and recovery",
        "Response",
        "How did we respond?",
        "Incident response analysis",
        "Challenges in handling",
        "Recovery efforts",
        "Stabilisation steps",
    ],
    "well": [
        "What went well",
        "What went well?",
        "Things that went well",
        "What worked",
        "Positives",
        "What helped",
        "Kudos",
        "👍 What went well",
    ],
    "poorly": [
        "What went wrong",
        "What went poorly",
        "What went badly",
        "What didn't go well",
        "What didn’t go so well?",
        "What could have gone better?",
        "What was hard",
        "Difficulties",
        "Challenges",
        "How'd we do?",
        "Things that went poorly",
    ],
    "luck": [
        "Where we got lucky",
        "Where did we get lucky?",
        "Luck",
        "Mitigators",
        "Mitigating factors",
        "What limited the impact",
        "Near misses",
        "🍀 Where we got lucky",
    ],
    "risks": ["Risks", "Recurrence", "Recurrence risk", "What else could fail?", "Ongoing risk"],
    "lessons": [
        "Lessons learned",
        "Lessons Learnt",
        "Lessons",
        "Learnings",
        "Takeaways",
        "Key takeaways",
        "Themes",
        "Conclusion",
        "What we learned",
        "Reflections",
        "Lessons learned / takeaways",
        "After-action report",
    ],
    "actions": [
        "Action items",
        "Action Items:",
        "Actions",
        "Follow-up",
        "Follow-ups",
        "Followups",
        "Follow-up actions",
        "Next steps",
        "Corrective actions",
        "Corrective and preventative measures",
        "Preventive actions",
        "Remediation items",
        "Recommendations",
        "To-do",
        "TODO",
        "Process improvements",
        "Technical improvements",
        "Short-term actions",
        "How are we making incidents like this less likely or less impactful?",
        "What we are doing to prevent this",
        "Proposed action items",
        "What's next?",
    ],
    "people": [
        "Attendees",
        "Participants",
        "Responders",
        "People involved",
        "Names of people involved",
        "Roles",
        "Authors",
        "Owner",
        "Incident commander",
    ],
    "comms": ["Messaging", "Internal email", "External message", "Status page", "Customer communication"],
    "support": [
        "Supporting information",
        "Supporting documents",
        "References",
        "Links",
        "Appendix",
        "Appendix A",
        "Graphs",
        "Evidence",
        "Metrics",
        "Related incidents",
    ],
    "other": [
        "Postmortem: checkout outage",
        "Database failover",
        "DNS resolution",
        "14:48",
        "2024-03-04",
        "Log rotation failed",
        "Incident report: kiosks",
        "Kafka",
        "Present-day status of the billing move",
        "The scope creep of 2019",
        "",
        "###",
        "Owner-drawn maps were wrong",
        "Data centre 4",
    ],
}
CASES = [(kind, heading) for kind, headings in TABLE.items() for heading in headings]


def test_accuracy_over_the_headings_of_common_templates() -> None:
    """At least 97 of 100 headings of common templates find their kind."""
    wrong = [(heading, kind, classify(heading).value) for kind, heading in CASES if classify(heading).value != kind]
    assert len(wrong) <= 0.03 * len(CASES), wrong


@pytest.mark.parametrize(("kind", "heading"), CASES)
def test_heading(kind: str, heading: str) -> None:
    """Each heading of the table has the kind that the table says."""
    assert classify(heading).value == kind


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("## 2.3. **Root Cause(s)** 🔥:", "root cause"),
        ("What didn’t go well?", "what didnt go well"),
        ("What didn't go well", "what didnt go well"),
        ("IV. Follow-up_actions", "follow up actions"),
        (":fire: Impact — (EU only)", "impact"),
        ("Détection", "détection"),
    ],
)
def test_normal_form(heading: str, expected: str) -> None:
    """Numbering, emoji, markup, parentheses and punctuation do not count."""
    assert normal(heading) == expected


def test_a_label_has_to_be_a_whole_heading() -> None:
    """Running text is held to a stricter test than headings are."""
    assert names_whole("Root cause") is SectionKind.CAUSE
    assert names_whole("Impact on the north") is SectionKind.OTHER


def test_config_adds_headings() -> None:
    """A team's own heading finds the kind that its config gives."""
    words = heading_words().extended({"contributing": ["Ursachen"], "luck": ["Summary"]})
    assert classify("Ursachen", words) is SectionKind.CONTRIBUTING
    assert classify("Summary", words) is SectionKind.LUCK
    assert classify("Ursachen") is SectionKind.OTHER


def test_config_with_an_unknown_kind_is_refused() -> None:
    """A kind that does not exist is an error and not silence."""
    with pytest.raises(ValueError, match="nonsense"):
        heading_words().extended({"nonsense": ["A"]})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sections: {nonsense: [a]}", "unknown key"),
        ("sections: {luck: [a], risks: [A]}", "already opens"),
        ("about: x", "missing"),
        ("sections: {luck: 3}", "list"),
    ],
)
def test_broken_data_is_told_with_its_place(text: str, message: str) -> None:
    """A mistake in the data of headings names the line."""
    with pytest.raises(RuleError, match=message) as error:
        read_words(load(text, "sections.yaml"))
    assert error.value.place.line == 1


@given(st.text(max_size=400))
def test_any_heading_has_one_kind(heading: str) -> None:
    """Whatever stands in a heading, it has a kind, and its normal form is words with one blank between."""
    assert classify(heading) in SectionKind
    plain = normal(heading)
    assert plain == " ".join(plain.split())
    assert not set(plain) & set("#*_:?.!()[]'’-")
