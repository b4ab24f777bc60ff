"""Offers to tell the project's config who is a person, a system or a team, or that a rule is not wanted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from lsprotocol import types

from blamelint.config.amend import amended
from blamelint.config.locate import NAMES, config_in
from blamelint.config.model import Level
from blamelint.errors import BlamelintError, ConfigError
from blamelint.language.model import ActorKind
from blamelint.located import read_text
from blamelint.lsp.actions.edits import Piece, Target, workspace_edit
from blamelint.lsp.actions.offers import Offer, Refused, Scene
from blamelint.lsp.analysis import Analysis
from blamelint.lsp.client import Client
from blamelint.lsp.documents import OpenDocument
from blamelint.lsp.positions import Positions
from blamelint.structure.model import Names
from blamelint.text import LINE_END, Span

LONGEST = 60
"""Code points of a name."""
_KEYS = {
    ActorKind.NAMED.name: ("systems", "teams", "people"),
    ActorKind.GROUP.name: ("teams",),
    ActorKind.VENDOR.name: ("systems", "teams"),
}
"""What the actor of a finding could be instead, or more surely, the likeliest first."""
_SINGULAR = {"people": "a person", "systems": "a system", "teams": "a team"}
_ARTICLE = re.compile(r"(?:the|a|an|our|their|its|his|her) ", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_NAME = re.compile(r"@?[^\W_][\w.&'’-]*(?: [\w.&'’-]+){0,3}")


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """The config of a draft, or the place where one can be made."""

    path: Path
    exists: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """What config offers need to know beside the finding."""

    analysis: Analysis
    client: Client
    open: Mapping[Path, OpenDocument] = field(default_factory=dict)
    """The documents that are open in the editor, by their files: what they say goes before what is saved."""


def rule_offer(scene: Scene, desk: Desk) -> Iterator[Offer]:
    """To turn the finding's rule off for the project."""
    code = scene.finding.rule
    rule = scene.analysis.project.kit.rules.get(code)
    if rule is None:
        return
    switched = scene.analysis.project.config.decide(rule).switched
    hindrance = None
    if switched is not None and switched.origin.level is Level.OVERRIDE:
        hindrance = f"an override in the config turns {code} on for this draft"
    yield _offer(desk, "ignore", code, "rule-off", f"Turn {code} {rule.name} off", hindrance)


def name_offers(scene: Scene, desk: Desk) -> Iterator[Offer]:
    """To say what the actor of the finding is."""
    actor = scene.finding.actor
    if actor is not None:
        yield from word_offers(actor.text, _KEYS.get(actor.kind, ()), desk)


def word_offers(words: str, keys: Sequence[str], desk: Desk) -> Iterator[Offer]:
    """To put `words` into the lists `keys`; none where they are no name, or the config knows them as that."""
    name = named(words)
    if name is None:
        return
    known = desk.analysis.project.config.names
    for key in keys:
        if not _is_known(name, key, known):
            yield _offer(desk, key, name, key, f"Add {name!r} as {_SINGULAR[key]}")


def named(words: str) -> str | None:
    """The name in `words`, without article and possessive; None when there is none, or no capital or `@` marks one."""
    name = _POSSESSIVE.sub("", _ARTICLE.sub("", " ".join(words.split()), count=1))
    if len(name) > LONGEST or not _NAME.fullmatch(name):
        return None
    return name if name.startswith("@") or any(letter.isupper() for letter in name) else None


def _is_known(name: str, key: str, known: Names) -> bool:
    folded = name.casefold()
    if key == "people":
        return folded.removeprefix("@") in known.people
    return folded in known.systems if key == "systems" else folded.removesuffix(" team") in known.teams


def config_file(analysis: Analysis) -> ConfigFile | None:
    """The config file of the draft; for want of one, where to make it: in the workspace, or else beside the draft."""
    base = analysis.project.config.base
    path = config_in(base) if base is not None else None
    if path is not None:
        return ConfigFile(path, exists=True)
    draft = analysis.document.path
    folder = analysis.project.folder or (draft.parent if draft is not None else None)
    return ConfigFile(folder / NAMES[0], exists=False) if folder is not None else None


def _offer(desk: Desk, key: str, word: str, name: str, title: str, hindrance: str | None = None) -> Offer:
    try:
        file = config_file(desk.analysis)
    except BlamelintError as error:
        return Offer(name, title, _refusing(_told(error)), hindrance=_told(error))
    if file is None:
        hindrance = hindrance or "the draft is in no folder that could hold a config"
    elif not file.exists and file.path not in desk.open and not desk.client.creates:
        hindrance = hindrance or f"there is no {file.path.name} yet, and this editor cannot create it"
    if file is None or hindrance is not None:
        return Offer(name, title, _refusing(hindrance or ""), hindrance=hindrance)
    return Offer(name, f"{title} in {file.path.name}", partial(_edit, desk, file, key, word))


def _refusing(reason: str) -> Callable[[], types.WorkspaceEdit]:
    def refuse() -> types.WorkspaceEdit:
        raise Refused(reason)

    return refuse


def _told(error: BlamelintError) -> str:
    return str(error).partition("\n")[0]


def _edit(desk: Desk, file: ConfigFile, key: str, word: str) -> types.WorkspaceEdit:
    opened = desk.open.get(file.path)
    name = file.path.name
    try:
        said = opened.text if opened else read_text(file.path, name=name, error=ConfigError) if file.exists else ""
        before = LINE_END.sub("\n", said)
        after = amended(before, name, key, (word,))
    except BlamelintError as error:
        raise Refused(_told(error)) from error
    if after == before:
        raise Refused(f"{name} says so already, or will when it is saved")
    end = found[0] if (found := LINE_END.search(said)) else "\n"
    # A line and a column are the same whatever ends the lines.
    target = Target(
        uri=opened.uri if opened else file.path.as_uri(),
        positions=Positions(before, desk.client.encoding),
        version=opened.version if opened else None,
        exists=file.exists or opened is not None,
    )
    return workspace_edit(target, [_difference(before, after, end)], desk.client)


def _difference(before: str, after: str, end: str) -> Piece:
    """The stretch in which the two differ."""
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    rest = next((at for at in range(shorter - start) if before[-1 - at] != after[-1 - at]), shorter - start)
    return Piece(Span(start, len(before) - rest), after[start : len(after) - rest].replace("\n", end))
