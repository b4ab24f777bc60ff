"""blamelint keeps its own rules: what it says to authors lints clean."""

from __future__ import annotations

import re

import pytest

from blamelint.engine.model import Rule
from blamelint.engine.ruleset import load_rules
from blamelint.engine.vocabulary import load_vocabulary
from blamelint.finding import Severity
from tests.lint.conftest import Lint, reader, ruleset  # noqa: F401 (fixtures)
from tests.lint.conftest import lint as lint

RULES = tuple(load_rules([], load_vocabulary()))
SLOT = re.compile(r"<[^<>]*>")
CAPTURE = re.compile(r"'?\{\w+\}'?")


def said(rule: Rule) -> list[str]:
    """The sentences that a rule says, captures and slots filled with neutral nouns."""
    parts = [rule.message, rule.question or "", *(t.title for t in rule.offers)]
    parts += [template.edit or "" for template in rule.offers]
    return [SLOT.sub("the valve", CAPTURE.sub('"these words"', part)) for part in parts if part.strip()]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_messages_lint_clean(lint: Lint, rule: Rule) -> None:
    """Messages, questions and suggestions raise no finding on wording themselves."""
    text = "# Note\n\n" + "\n\n".join(said(rule)) + "\n"
    assert [(f.rule, f.span.cut(text)) for f in lint(text) if f.rule < "BL6"] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_messages_are_kind(rule: Rule) -> None:
    """They describe the text: no `should`, no `you` outside self-blame, at most one question."""
    words = " ".join([rule.message, *(t.title for t in rule.offers)])
    assert not re.search(r"\bshould\b", CAPTURE.sub("", words))
    assert not re.search(r"\b(you|your)\b", words, re.IGNORECASE) or rule.code == "BL213"
    assert (rule.message + (rule.question or "")).count("?") <= 1
    assert rule.what
    assert len(rule.why.split()) >= 25
    assert rule.references


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_reasons_lint_clean(lint: Lint, rule: Rule) -> None:
    """The pages that explain a rule blame nobody either; words they talk about stand in quotation marks."""
    text = f"# Note\n\n{rule.why}\n"
    loud = [(f.rule, f.span.cut(text)) for f in lint(text) if f.rule < "BL6" and f.severity >= Severity.WARNING]
    assert loud == []
