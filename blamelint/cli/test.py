"""`blamelint test`: run the examples of rules, shipped ones or a team's own."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from blamelint.cli.door import Exit, State
from blamelint.cli.options import color_option
from blamelint.cli.progress import Progress
from blamelint.emit.cells import visible
from blamelint.emit.outlet import ColorChoice, Outlet, Style, current_outlet
from blamelint.emit.words import counted
from blamelint.engine.model import Rule
from blamelint.engine.proof import ProofResult, coverage, prove
from blamelint.run.proving import prover, rules_under
from blamelint.run.texts import marked


@click.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@color_option
@click.option("-q", "--quiet", is_flag=True, help="Only examples that do not hold.")
@click.option("-v", "--verbose", is_flag=True, help="One line for each rule; show tracebacks.")
@click.pass_obj
def test(state: State, /, *, path: Path | None, color: ColorChoice, quiet: bool, verbose: bool) -> int:
    """Run the flag and pass examples of the rules below PATH (default: the shipped rules).

    Exit status: 0 all hold, 1 some do not, 2 a rule is broken.
    """
    state.verbose = verbose
    rules, vocabulary = rules_under(path)
    lint = prover(vocabulary)
    outlet = current_outlet(sys.stdout, color)
    progress = Progress(shown=not quiet, verbose=verbose)
    results: list[ProofResult] = []
    try:
        for number, rule in enumerate(rules, 1):
            progress.comes_to(f"{rule.code} {rule.name}", number, len(rules))
            proved = prove(rule, lint)
            results += proved
            for line in _told(rule, proved, outlet, verbose=verbose):
                progress.ends()
                click.echo(line, color=outlet.color)
    finally:
        progress.ends()
    if not quiet:
        click.echo("\n".join(_summed_up(rules, results)))
    return Exit.CLEAN if all(result.holds for result in results) else Exit.FINDINGS


def _told(rule: Rule, proved: Sequence[ProofResult], outlet: Outlet, *, verbose: bool) -> Iterator[str]:
    broken = [result for result in proved if not result.holds]
    if verbose and not broken:
        yield f"{rule.code} {rule.name}: {counted(len(proved), 'example')} hold"
    for result in broken:
        kind = "flag" if result.flag else "pass"
        yield f"{outlet.paint(f'{rule.code} {kind}', Style.ERROR)} {visible(result.told())}"
        yield from outlet.paragraph(visible(marked(result.example)), "    ")


def _summed_up(rules: Sequence[Rule], results: Sequence[ProofResult]) -> Iterator[str]:
    broken = sum(not result.holds for result in results)
    state = f"{broken} of them do not hold" if broken else "all hold"
    yield f"{counted(len(results), 'example')} of {counted(len(rules), 'rule')}: {state}."
    gaps = coverage(rules, results)
    for codes, what in (
        (gaps.never_fired, "fire on none of their examples"),
        (gaps.without_flag, "have no flag example"),
        (gaps.without_pass, "have no pass example"),
    ):
        if codes:
            yield f"Rules that {what}: {', '.join(codes)}"
