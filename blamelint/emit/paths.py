"""How a report names a file for a service that knows the repository, not this machine."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from blamelint.emit.outlet import Outlet


def from_root(path: str, outlet: Outlet) -> str:
    """The path from the workspace's root with forward slashes, which is how a service finds the file in the diff.

    Shape: what lies outside the root stays as it is.
    """
    root = Path(os.path.normpath(outlet.workspace or Path.cwd()))
    whole = Path(os.path.normpath(Path.cwd() / path))
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else Path(path).as_posix()


def sound(path: str) -> str:
    """`path` for a program that insists on valid Unicode: bytes that are none are told as U+FFFD."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if _is_broken(path) else path


def as_uri(path: str) -> str:
    """`path`, from a root or absolute, as a URI reference.

    Source: RFC 3986 section 4.2 (a first segment with a colon would read as a scheme); RFC 8089 (file URIs).
    """
    # The bytes of the name, not its characters: a name that is no valid Unicode survives too.
    quoted = quote(os.fsencode(path), safe="/")
    return f"file://{quoted}" if quoted.startswith("/") else quoted


def _is_broken(path: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in path)
