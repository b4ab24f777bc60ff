"""Reads the bytes of one draft, from the disk or from a stream, never more than a draft may have."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from blamelint.document.model import Source
from blamelint.document.source import MAX_BYTES, read_source
from blamelint.errors import Failure


def read_file(path: str) -> Source | Failure:
    """The text of the file at `path`, or why there is none."""
    try:
        with Path(path).open("rb") as stream:
            return read_stream(path, stream)
    except (OSError, ValueError) as cause:
        code = "missing" if isinstance(cause, FileNotFoundError) else "unreadable"
        return Failure(path, code, f"It cannot be read: {getattr(cause, 'strerror', None) or cause}.")


def read_stdin(label: str) -> Source | Failure:
    """The text on standard input, called `label`."""
    if sys.stdin is None:
        return Failure(label, "unreadable", "Standard input is closed.")
    return read_stream(label, sys.stdin.buffer)


def read_stream(label: str, stream: BinaryIO) -> Source | Failure:
    """The text that comes out of `stream`, read no further than the largest draft."""
    return read_source(label, stream.read(MAX_BYTES + 1))
