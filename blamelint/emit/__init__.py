"""Floor 6: one module for each output format, each with one function `emit`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from blamelint.emit import (
    azure,
    checkstyle,
    concise,
    full,
    github,
    gitlab,
    grouped,
    json,
    jsonl,
    junit,
    markdown,
    pylint,
    rdjson,
    rdjsonl,
    sarif,
)
from blamelint.emit.outlet import Outlet
from blamelint.run.report import Report

Emitter = Callable[[Report, Outlet], Iterator[str]]
"""Writes a report in one format: pieces of text, in order, line ends included."""

FORMATS: Mapping[str, Emitter] = MappingProxyType(
    {
        "full": full.emit,
        "concise": concise.emit,
        "grouped": grouped.emit,
        "markdown": markdown.emit,
        "json": json.emit,
        "jsonl": jsonl.emit,
        "github": github.emit,
        "gitlab": gitlab.emit,
        "azure": azure.emit,
        "sarif": sarif.emit,
        "rdjson": rdjson.emit,
        "rdjsonl": rdjsonl.emit,
        "checkstyle": checkstyle.emit,
        "junit": junit.emit,
        "pylint": pylint.emit,
    }
)
"""Every output format by the name of `--output-format`; the first one is the default."""
