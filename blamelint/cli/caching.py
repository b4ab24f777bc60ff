"""The options about what blamelint remembers from one run to the next."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from blamelint.run.cache import CACHE_DIR, NO_CACHE, cache_in

Function = TypeVar("Function", bound=Callable[..., Any])


def cache_options(function: Function) -> Function:
    """`--no-cache` and `--cache-dir`, handed over as `cache`: None where nothing is to be remembered."""

    @wraps(function)
    def with_cache(*args: Any, no_cache: bool, cache_dir: Path | None, **values: Any) -> Any:  # noqa: ANN401
        return function(*args, cache=None if no_cache else cache_in(cache_dir), **values)

    for option in (
        click.option(
            "--no-cache", is_flag=True, envvar=NO_CACHE, show_envvar=True,
            help="Lint drafts anew that have not changed, and keep no findings.",
        ),
        click.option(
            "--cache-dir", type=click.Path(file_okay=False, path_type=Path), metavar="PATH", envvar=CACHE_DIR,
            show_envvar=True, help="Keep findings in this folder, not in the one of the system.",
        ),
    ):  # fmt: skip
        with_cache = option(with_cache)
    return cast("Function", with_cache)
