"""`blamelint lsp`: lint drafts in an editor while they are written."""

from __future__ import annotations

import logging

import click

from blamelint.cli.door import Exit, State, complain


@click.command()
@click.option("--stdio", is_flag=True, help="Talk over standard input and output; the default, some editors say it.")
@click.option("--tcp", metavar="HOST:PORT", help="Listen on a loopback address instead, for debugging.")
@click.option("-v", "--verbose", is_flag=True, help="Log on standard error; show tracebacks.")
@click.pass_obj
def lsp(state: State, /, *, stdio: bool, tcp: str | None, verbose: bool) -> int:
    """Serve an editor that speaks the Language Server Protocol.

    Exit status: 0 when the editor took its leave, 1 when it went without, 2 when the server could not begin.
    """
    state.verbose = verbose
    if stdio and tcp is not None:
        raise click.UsageError("--stdio and --tcp are two ways in; give one of the two.")
    # Mistakes of the conversation are told to the editor; on standard error they would only fill its log twice.
    logging.basicConfig(level=logging.INFO if verbose else logging.CRITICAL)
    from blamelint.lsp.serve import serve_stdio, serve_tcp

    if tcp is None:
        left_well = serve_stdio()
    else:
        host, port = _address(tcp)
        left_well = serve_tcp(host, port, lambda at, on: complain(f"listening on {at}:{on}"))
    return Exit.CLEAN if left_well else Exit.FINDINGS


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise click.UsageError(f"--tcp takes HOST:PORT, such as 127.0.0.1:4000, not {text!r}.")
    return host.removeprefix("[").removesuffix("]"), int(port)
