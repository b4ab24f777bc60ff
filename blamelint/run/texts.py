"""The words of rules, taken out of the engine so that emitters need to know nothing of it."""

from __future__ import annotations

from blamelint.engine.examples import DRAFT
from blamelint.engine.model import Example
from blamelint.engine.ruleset import RuleSet
from blamelint.run.report import RuleText


def texts(rules: RuleSet) -> dict[str, RuleText]:
    """What every rule says about itself, by code; examples that are whole drafts are left out."""
    return {
        rule.code: RuleText(
            code=rule.code,
            name=rule.name,
            group=rule.group,
            severity=rule.severity,
            what=rule.what,
            why=rule.why,
            question=rule.question,
            families=rule.families,
            flags=_sentences(rule.flags),
            passes=_sentences(rule.passes),
            references=rule.references,
        )
        for rule in rules
    }


def marked(example: Example) -> str:
    """The example's text with its marks, as it stands in the rule's file."""
    text = example.text
    for span in sorted(example.spans, reverse=True):
        text = f"{text[: span.start]}«{span.cut(text)}»{text[span.end :]}"
    return text


def _sentences(examples: tuple[Example, ...]) -> tuple[str, ...]:
    return tuple(marked(example) for example in examples if example.shape != DRAFT)
