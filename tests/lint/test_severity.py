"""How loud a finding is: ingredients, credit and place."""

from __future__ import annotations

import pytest

from blamelint.finding import Severity
from tests.lint.conftest import Lint
from tests.lint.test_linter import configured


def loudness(lint: Lint, text: str, rule: str, **config: object) -> Severity:
    """The severity of the finding that `rule` speaks in or is merged into."""
    found = [f for f in lint(text, configured(**config)) if rule in (f.rule, *f.also)]
    assert found, text
    return found[0].severity


CASES = [
    ("# A\n\nThe nurse should have asked.\n", "BL301", Severity.WARNING),
    ("# A\n\nAnanya should have asked.\n", "BL301", Severity.ERROR),
    ("# A\n\n## Lessons learned\n\nThe nurse should have asked.\n", "BL301", Severity.INFO),
    ("# A\n\nThe intern dropped the users table.\n", "BL103", Severity.WARNING),
    ("# A\n\nAnanya dropped the users table.\n", "BL101", Severity.ERROR),
    ("# A\n\nAnanya dropped the users table because both prompts look alike.\n", "BL101", Severity.WARNING),
    ("# A\n\n## Timeline\n\n- 10:04 The intern dropped the users table.\n", "BL103", Severity.INFO),
    ("# A\n\nThe intern dropped the users table because both prompts look alike.\n", "BL103", Severity.INFO),
]


@pytest.mark.parametrize(("text", "rule", "expected"), CASES)
def test_severity_is_weighed_by_what_else_the_clause_says(lint: Lint, text: str, rule: str, expected: Severity) -> None:
    """A name adds a step; a reason, a timeline and a look back each take one away."""
    assert loudness(lint, text, rule) is expected


def test_a_severity_from_the_config_is_not_weighed(lint: Lint) -> None:
    """What a team sets stays as it is."""
    text = "# A\n\nAnanya should have asked.\n"
    assert loudness(lint, text, "BL301", severity={"BL301": "info"}) is Severity.INFO


def test_a_guessed_actor_is_never_above_info(lint: Lint) -> None:
    """A capitalised word that nobody listed may be a service."""
    text = "# A\n\nLast week Zyrqat deleted the production volume.\n"
    assert all(f.severity is Severity.INFO for f in lint(text) if f.rule < "BL6")
