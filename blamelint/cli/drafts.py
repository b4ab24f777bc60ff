"""Which drafts a run is about, and what it does with each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from blamelint.config.model import Config
from blamelint.config.resolve import Resolver
from blamelint.document.model import Document, Format, Source
from blamelint.errors import Failure
from blamelint.lint.changed import Lines, on_changed_lines
from blamelint.run.accepted import Baselines
from blamelint.run.diff import Changes, fitting
from blamelint.run.discover import LeftOut, discover
from blamelint.run.files import read_file, read_stdin
from blamelint.run.fixing import Fixing
from blamelint.run.runner import Job, Linted
from blamelint.run.session import Session
from blamelint.run.silencing import Silencing

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft to lint, with its config."""

    label: str
    config: Config
    from_stdin: bool = False
    changed: Lines | None = None
    """The lines to say something about; None is all of them."""


def find_drafts(
    paths: Sequence[str],
    configs: Resolver,
    stdin_filename: str | None,
    changes: Changes | None,
    *,
    force_exclude: bool,
    left_out: Callable[[LeftOut], None] | None = None,
) -> Iterator[Draft | Failure]:
    """The drafts that `paths` name, or those that `changes` name without paths; of excluded ones `left_out` is told.

    Errors: UsageError where standard input is not the only draft.
    """
    drafts = _all_drafts(paths, configs, stdin_filename, changes, force_exclude=force_exclude, left_out=left_out)
    for draft in drafts:
        lines = changes.of(draft.label) if changes is not None and isinstance(draft, Draft) else None
        if lines is None or isinstance(draft, Failure):
            yield draft
        elif isinstance(lines, Failure):
            yield lines
        elif lines:
            yield replace(draft, changed=lines)


def _all_drafts(
    paths: Sequence[str],
    configs: Resolver,
    stdin_filename: str | None,
    changes: Changes | None,
    *,
    force_exclude: bool,
    left_out: Callable[[LeftOut], None] | None,
) -> Iterator[Draft | Failure]:
    if STDIN in paths:
        if len(paths) > 1:
            raise click.UsageError("'-' stands for the only draft; give it alone.")
        yield from _stdin_draft(configs, stdin_filename, force_exclude=force_exclude)
        return
    if changes is not None and not paths:
        files = changes.drafts(configs.for_folder)
    else:
        files = discover(paths or (os.curdir,), configs.for_folder, force_exclude=force_exclude, left_out=left_out)
    for file in files:
        yield file if isinstance(file, Failure) else Draft(file, configs.for_file(file))


def _stdin_draft(configs: Resolver, name: str | None, *, force_exclude: bool) -> Iterator[Draft]:
    config = configs.for_file(name or STDIN)
    if not (name and force_exclude and config.exclude.matches_within(Path.cwd() / name, config.base or Path.cwd())):
        yield Draft(name or STDIN, config, from_stdin=True)


def job(
    draft: Draft,
    session: Session,
    fixing: Fixing | None,
    silencing: Silencing | None = None,
    baselines: Baselines | None = None,
) -> Job:
    """What lints `draft`; with `fixing` it carries out edits, with `silencing` it writes directives.

    Shape: findings that `baselines` accept are left out before anything else is done with them.
    """

    def read() -> Source | Failure:
        source = read_stdin(draft.label) if draft.from_stdin else read_file(draft.label)
        return source if draft.changed is None or isinstance(source, Failure) else fitting(source, draft.changed)

    def recall(source: Source, markup: Format) -> Linted | None:
        # Which sections changed is not known before the markup is read.
        known = session.recall(source, markup, draft.config) if draft.changed is None else None
        return None if known is None else sifted(known)

    def lint(document: Document) -> Linted:
        linted = sifted(session.lint(document, draft.config))
        if draft.changed is None:
            return linted
        rules = session.rules(draft.config)
        return replace(linted, findings=on_changed_lines(linted.findings, document, draft.changed, rules))

    def sifted(linted: Linted) -> Linted:
        if baselines is None or draft.label == STDIN:
            return linted
        return baselines.sift(linted, draft.label, draft.config, session.rules(draft.config))

    return Job(draft.label, read, lint, fixing, silencing, recall)
