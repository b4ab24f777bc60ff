"""`blamelint rules`: all rules, with the severities in force."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import click

from blamelint.cli.options import color_option, config_options, resolver
from blamelint.cli.rule_page import table
from blamelint.emit.outlet import ColorChoice, current_outlet
from blamelint.engine.model import Rule
from blamelint.finding import Severity
from blamelint.run.session import Session


@click.command()
@config_options
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@color_option
def rules(*, output_format: str, color: ColorChoice, **config_values: Any) -> None:  # noqa: ANN401 (options have many types)
    """List all rules with the severities that are in force in the current folder."""
    config = resolver(**config_values).for_folder(os.curdir)
    known = [(rule, config.severity_of(rule)) for rule in Session().rules(config)]
    if output_format == "json":
        click.echo(json.dumps([_as_data(rule, severity) for rule, severity in known], indent=2))
        return
    outlet = current_outlet(sys.stdout, color)
    click.echo("\n".join(table(known, outlet)), color=outlet.color)


def _as_data(rule: Rule, severity: Severity | None) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "group": rule.group,
        "families": list(rule.families),
        "severity": severity.word if severity is not None else "off",
        "message": rule.message,
        "question": rule.question,
        "what": rule.what,
        "why": rule.why,
        "references": list(rule.references),
        "since": rule.since,
    }
