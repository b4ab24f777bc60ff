"""From the first word to the last: what the editor can, warming up, leaving."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import partial

from lsprotocol import types

from blamelint.engine.model import Rule
from blamelint.errors import BlamelintError, ModelError
from blamelint.language.reader import LIBRARIES, bring
from blamelint.lsp.client import Client
from blamelint.lsp.features import configuration, pull, push
from blamelint.lsp.server import Server
from blamelint.lsp.worker import Priority

STRIDE = 10
"""Rules whose matchers are built between two documents."""


def offer(server: Server) -> None:
    """`initialize`, `initialized`, `shutdown`."""

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        encoding = server.workspace.position_encoding or types.PositionEncodingKind.Utf16
        client = Client.of(params, str(getattr(encoding, "value", encoding)))
        deliver = pull.offer if client.pulls else push.offer
        server.connect(client, deliver(server))
        # One at a time: a document that comes in between does not wait for all of them.
        for name in LIBRARIES:
            server.worker.submit(Priority.WARM_UP, partial(bring, name))

    @server.feature(types.INITIALIZED)
    def initialized(_params: types.InitializedParams) -> None:
        server.ready = True
        server.later(configuration.register(server))
        server.later(begin(server))
        server.look_around()

    @server.feature(types.SHUTDOWN)
    def shutdown(_params: None) -> None:
        server.leave()


async def begin(server: Server) -> None:
    """Learn the settings, then read and load what they ask for before a document does."""
    await configuration.begin(server)
    server.worker.submit(Priority.WARM_UP, lambda: warm_up(server))


def warm_up(server: Server) -> None:
    """In the worker's thread: read rules and load the model before a document asks for them.

    Shape: several jobs, so that a document that comes in between has its sections linted before the model is loaded.
    """
    try:
        project = server.projects.of(None)
    except BlamelintError:
        return  # The first document will tell.

    def look() -> None:
        # A spotter that does not load is told of by the first lint.
        with suppress(ModelError):
            if project.kit.spotter is not None:
                project.kit.spotter.load()

    def load() -> None:
        server.analyst.load(project.kit.reader)

    server.worker.submit(Priority.WARM_UP, look)
    server.worker.submit(Priority.WARM_UP, load)
    rules = tuple(project.kit.rules)
    for start in range(0, len(rules), STRIDE):
        server.worker.submit(Priority.WARM_UP, partial(build, rules[start : start + STRIDE]))


def build(rules: Iterable[Rule]) -> None:
    """In the worker's thread: have the matchers of `rules`, which they build when they first look."""
    for rule in rules:
        _ = rule.needs, [matcher.cues for matcher in rule.matchers]
