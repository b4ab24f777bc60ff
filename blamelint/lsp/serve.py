"""Ways in: standard input and output, or one connection on a loopback address."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Callable
from ipaddress import ip_address

from pygls.io_ import run_async

from blamelint.errors import UsageError
from blamelint.lsp.features import offer_all
from blamelint.lsp.server import Server

GRACE = 1.0
"""Seconds that the worker has to come to its next checkpoint when the editor has left."""


def serve_stdio() -> bool:
    """Serve the editor that started this process; false when it left without a word.

    Shape: nothing but messages gets to standard output; what a library prints goes to standard error.
    """
    server = offer_all(Server())
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        server.start_io(sys.stdin.buffer, output)
    finally:
        server.leave()
    return _ended(server)


def serve_tcp(host: str, port: int, listening: Callable[[str, int], None]) -> bool:
    """Serve the first editor that connects, and end with it; false when it left without a word.

    Shape: `listening` is told the address and the port, which is a free one when `port` is 0.
    Errors: UsageError for an address that other machines reach, or that cannot be had.
    """
    if not _is_loopback(host):
        raise UsageError(
            f"{host!r} is no loopback address: the server reads and shows what you write to anybody there."
        )
    server = offer_all(Server())
    try:
        asyncio.run(_one_connection(server, host, port, listening))
    except OSError as error:
        raise UsageError(f"{host}:{port} cannot be had: {error.strerror or error}.") from error
    except SystemExit:
        pass  # How pygls leaves on `exit`.
    finally:
        server.leave()
    return _ended(server)


def _ended(server: Server) -> bool:
    """True when the editor took its leave; without coming back where the worker is deep in a library.

    To tear the interpreter down around spaCy at work ends in a crash, which editors show to the writer.
    """
    left_well = server.protocol.was_shut_down
    if not server.worker.has_ended(GRACE):
        sys.stderr.flush()
        os._exit(0 if left_well else 1)
    return left_well


async def _one_connection(server: Server, host: str, port: int, listening: Callable[[str, int], None]) -> None:
    ended = asyncio.get_running_loop().create_future()
    taken = False

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal taken
        if taken:
            writer.close()
            return
        taken = True
        server.protocol.set_writer(writer)
        await run_async(threading.Event(), reader, server.protocol, error_handler=server.report_server_error)
        if not ended.done():
            ended.set_result(None)

    async with await asyncio.start_server(connected, host, port) as listener:
        address = listener.sockets[0].getsockname()
        listening(str(address[0]), int(address[1]))
        await ended


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
