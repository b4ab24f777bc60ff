"""Where the folders `rules/` and `models/` are: in an installed wheel, an editable install or a plain tree."""

from __future__ import annotations

from pathlib import Path

from blamelint.errors import BlamelintError

PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `name` of blamelint's data.

    Shape: the copy inside an installed wheel first, else the folder beside `pyproject.toml`.
    Errors: BlamelintError when neither is there.
    """
    for candidate in (PACKAGE / "_assets" / name, PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise BlamelintError(
        f"the folder {name!r} of blamelint is not there; reinstall it: pip install --force-reinstall blamelint"
    )
