"""A directive for one finding, written without a lint: where one is offered, it works."""

from __future__ import annotations

import pytest

from blamelint.document.model import Format
from blamelint.engine.ruleset import RuleSet
from blamelint.language.reader import Reader
from blamelint.lint.fix import applied_to
from blamelint.lint.linter import judge
from blamelint.lint.silence import directive_beside, directive_for_file
from tests.lint.conftest import document
from tests.lint.test_linter import configured

BLAME = "The vendor is to blame."
TEXTS = {
    "alone": f"{BLAME}\r\n",
    "in the middle": f"It rained.\n{BLAME}  \nStill {BLAME}\n",
    "items": f"- {BLAME}\n- Rain\n\n  {BLAME}\n",
    "cells": f"| a | b |\n|---|---|\n| {BLAME} | {BLAME} |\n",
    "over two lines": "It rained. The vendor is to\nblame.\n",
    "code to the line's end": f"Rain `a\nb`, and the vendor is to blame `see\nthis`.\n\n> {BLAME} `see\n> this`\n",
    "without a title": f"---\na: b\n---\n\n{BLAME}",
}


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_only_the_finding_goes(ruleset: RuleSet, reader: Reader, text: str, form: Format) -> None:
    """Beside each finding and for the file: it is told no more, nothing new is told, and all blocks stay."""
    config = configured(select=["BL201", "BL9"], lint_quotes=True)
    before = document(text, form)
    findings = judge(before, ruleset, config, reader).findings
    assert findings
    for finding in findings:
        for write in (directive_beside, directive_for_file):
            edits = write(before, finding, "agreed", ruleset.rules)
            assert edits
            after = document(applied_to(text, edits), form)
            left = judge(after, ruleset, config, reader).findings
            assert len(left) < len(findings)
            assert {each.rule for each in left} <= {"BL201"}
            assert [block.text for block in after.blocks] == [block.text for block in before.blocks]
