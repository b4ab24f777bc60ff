"""Runs the examples of rules the way drafts are linted: each example a draft, with its own rule alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from blamelint import assets
from blamelint.config.model import Config, Level, Origin, Selection, Selector
from blamelint.document.formats import parse
from blamelint.document.model import Format, Source
from blamelint.engine.model import Rule
from blamelint.engine.proof import Lint
from blamelint.engine.ruleset import RuleSet, load_rules
from blamelint.engine.vocabulary import FOLDER, Vocabulary, load_vocabulary
from blamelint.errors import UsageError
from blamelint.finding import Finding
from blamelint.language.reader import Reader
from blamelint.language.spotter.spotter import Spotter
from blamelint.lint.linter import lint_document
from blamelint.lint.suppress import GROUP
from blamelint.lint.verdict import is_generic
from blamelint.structure.model import Names


def rules_under(path: Path | None) -> tuple[tuple[Rule, ...], Vocabulary]:
    """The rules in the file or below the folder `path` (None: the shipped ones), and the word classes they use.

    Errors: RuleError for a broken rule; UsageError where there is no rule.
    """
    home = assets.folder("rules").resolve()
    if path is None or path.resolve().is_relative_to(home):
        vocabulary = load_vocabulary()
        below = home if path is None else path.resolve()
        rules = tuple(rule for rule in load_rules((), vocabulary) if rule.path.resolve().is_relative_to(below))
    else:
        folder = path if path.is_dir() else path.parent
        vocabulary = load_vocabulary([folder] if (folder / FOLDER).is_dir() else [])
        rules = tuple(load_rules((path,), vocabulary, shipped=False))
    if not rules:
        raise UsageError(f"{path}: there are no rules below it")
    return rules, vocabulary


def prover(vocabulary: Vocabulary) -> Lint:
    """What lints the examples of rules with these word classes.

    Shape: a rule about directives, which are about other rules, has all other shipped rules beside it; a rule that
    speaks for the spotter has the spotter, and the others are proved without it.
    """
    reader, spotter = Reader(vocabulary.words), Spotter(vocabulary.words)

    @cache
    def beside() -> tuple[Rule, ...]:
        return tuple(other for other in load_rules((), vocabulary) if not is_generic(other))

    def lint(text: str, rule: Rule, names: Names) -> Sequence[Finding]:
        chosen = Selection(select=(Selector(rule.code, Origin(Level.COMMAND_LINE)),))
        about_directives = rule.group == GROUP
        config = Config(
            selections=() if about_directives else (chosen,),
            people=tuple(sorted(names.people)),
            systems=tuple(sorted(names.systems)),
            teams=tuple(sorted(names.teams)),
            require_reasons=about_directives,
        )
        others = [other for other in beside() if other.code != rule.code] if about_directives else []
        document = parse(Source(rule.path.name, text), Format.MARKDOWN)
        return lint_document(
            document, RuleSet((rule, *others)), config, reader, spotter=spotter if is_generic(rule) else None
        )

    return lint
