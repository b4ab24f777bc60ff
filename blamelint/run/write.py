"""Puts an edited draft in the place of the one that was read: in its encoding, whole, or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from pathlib import Path

from blamelint.config.globs import absolute, names_below
from blamelint.document.model import Source
from blamelint.errors import Failure


def encoded(source: Source) -> bytes:
    """The bytes that `source` was read from, or would be: with its mark and in its encoding, line ends as they are."""
    return source.bom + source.text.encode(source.encoding)


def write_back(before: Source, after: Source, top: Path) -> Failure | None:
    """Put `after` into the file that `before` was read from; why not, where that cannot be.

    Shape: the file is left alone when it is no longer what was read, when it may not be written, and when a link
    leads out of its tree: `top` (absolute) for a path below it, else the folder that the path names.
    """
    path = absolute(before.path)
    tree = top if names_below(path, top) else path.parent
    target = Path(os.path.realpath(path))
    if not target.is_relative_to(os.path.realpath(tree)):
        return Failure(before.path, "unwritable", f"It is a link that leads out of {tree.name or tree}; name the file.")
    try:
        if not stat.S_ISREG(target.stat().st_mode):
            return Failure(before.path, "unwritable", "It is no ordinary file.")
        if not os.access(target, os.W_OK):
            return Failure(before.path, "unwritable", "It is write-protected.")
        return _replaced(target, before, after)
    except OSError as cause:
        return Failure(before.path, "unwritable", f"It cannot be written: {cause.strerror or cause}.")


def _replaced(target: Path, before: Source, after: Source) -> Failure | None:
    # Beside the target, for a file can be moved at once only within its file system.
    draft = target.with_name(f".{target.name[:100]}.{secrets.token_hex(8)}")
    try:
        with open(draft, "xb", opener=_for_us_alone) as file:
            file.write(encoded(after))
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(target, draft)
        # As late as can be: what somebody saves from here on is lost to them only within this one call.
        if not _still_holds(target, encoded(before)):
            return Failure(before.path, "changed", "It has changed since it was read; run blamelint again.")
        draft.replace(target)
        return None
    finally:
        draft.unlink(missing_ok=True)


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _still_holds(target: Path, data: bytes) -> bool:
    with target.open("rb") as file:
        return file.read(len(data) + 1) == data
