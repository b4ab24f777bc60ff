"""`blamelint explain`: what a rule points at, and why."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from blamelint.cli.options import color_option, config_options, resolver
from blamelint.cli.rule_page import page
from blamelint.emit.outlet import ColorChoice, current_outlet
from blamelint.engine.model import Rule
from blamelint.engine.ruleset import RuleSet
from blamelint.errors import UsageError, nearest
from blamelint.run.session import Session


@click.command()
@click.argument("rule", metavar="RULE")
@config_options
@color_option
def explain(*, rule: str, color: ColorChoice, **config_values: Any) -> None:  # noqa: ANN401 (options have many types)
    """Explain a RULE, given by its code or its name: what it points at, why, and what to try."""
    config = resolver(**config_values).for_folder(os.curdir)
    known = Session().rules(config)
    wanted = find(rule, known)
    outlet = current_outlet(sys.stdout, color)
    click.echo("\n".join(page(wanted, config.severity_of(wanted), outlet)), color=outlet.color)


def find(word: str, known: RuleSet) -> Rule:
    """The rule whose code or name is `word`, in any case of letters.

    Errors: UsageError with the nearest name.
    """
    folded = word.strip().lower()
    for rule in known:
        if folded in (rule.code.lower(), rule.name):
            return rule
    close = nearest(word, [name for rule in known for name in (rule.code, rule.name)])
    hint = f"did you mean {close!r}?" if close else "`blamelint rules` lists them all"
    raise UsageError(f"no rule is called {word!r}; {hint}")
