"""Writes a report to a file, whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path

from blamelint.errors import UsageError


def write_whole(path: Path, pieces: Iterable[str]) -> None:
    """Put `pieces` into the file at `path` in UTF-8; who reads meanwhile finds the old report or the new one.

    Shape: a link stays a link; what is no ordinary file, such as a pipe, is written to as it is.
    Errors: UsageError when it cannot be written; an old report is left as it was.
    """
    try:
        target = Path(os.path.realpath(path))
        if target.exists() and not target.is_file():
            _write(path, "w", pieces)
        else:
            _replace(target, pieces)
    except OSError as cause:
        raise UsageError(f"{path} cannot be written: {cause.strerror or cause}.") from cause


def _replace(target: Path, pieces: Iterable[str]) -> None:
    # Beside the target, for a file can be moved at once only within its file system.
    draft = target.with_name(f".{target.name[:100]}.{secrets.token_hex(8)}")
    try:
        _write(draft, "x", pieces)
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _write(path: Path, mode: str, pieces: Iterable[str]) -> None:
    with path.open(mode, encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.writelines(pieces)
