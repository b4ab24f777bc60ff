"""What can be done about findings, in a menu: the edits are made when the writer has chosen one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from blamelint.document.model import Document
from blamelint.finding import Finding
from blamelint.lint.cache import BlockCache
from blamelint.lint.linter import Manner
from blamelint.lsp.actions import everything, project, question, sections, silencing, suggestions
from blamelint.lsp.actions.offers import Offer, Refused, Scene, edit_of
from blamelint.lsp.actions.project import Desk
from blamelint.lsp.analysis import Analysis
from blamelint.lsp.diagnostics import FINGERPRINT, diagnostic, finding_of
from blamelint.lsp.features.asking import analysed, known
from blamelint.lsp.server import Server
from blamelint.lsp.worker import Priority
from blamelint.run.runner import Linted
from blamelint.text import LINE_END, Span

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.blamelint"
QUICKFIX = types.CodeActionKind.QuickFix.value
OPTIONS = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL], resolve_provider=True)
MOST = 20
"""Findings whose actions are listed at once."""
GONE = "the draft has changed, and what this was about is gone"
WORDS = "words"
"""The key in an action's data under which it holds the words that the writer has marked."""

T = TypeVar("T")


class Impossible(JsonRpcException):
    """The action cannot be carried out, and the message says why."""

    CODE = types.LSPErrorCodes.RequestFailed
    MESSAGE = "this cannot be done here"


@dataclass(frozen=True, slots=True)
class Choice:
    """One action with what it takes to make its edit."""

    offer: Offer
    finding: Finding | None = None
    words: str = ""
    """What the writer has marked, for an action that is about that."""

    def data(self, uri: str) -> dict[str, str]:
        """What names the choice when it is chosen."""
        about = {WORDS: self.words} if self.finding is None else {FINGERPRINT: self.finding.fingerprint}
        return {"uri": uri, "offer": self.offer.key, **about}


def offer(server: Server) -> None:
    """`textDocument/codeAction`, `codeAction/resolve`."""

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, OPTIONS)
    async def actions(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        if not server.client.acts:
            return None
        return [*await _quickfixes(server, params), *await _fix_all(server, params)]

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def resolve(action: types.CodeAction) -> types.CodeAction:
        return await _resolved(server, action)


def wanted(kind: str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    """True when `kind` is one of `only`, or below one of them."""
    names = [each.value if isinstance(each, types.CodeActionKind) else each for each in only or ("",)]
    return any(name == "" or kind == name or kind.startswith(f"{name}.") for name in names)


def choices(analysis: Analysis, params: types.CodeActionParams, desk: Desk) -> Iterator[Choice]:
    """What can be done about the findings at a range and those that the editor names, and about the marked words."""
    marked = analysis.document.positions.span(params.range)
    for finding in _findings(analysis, marked, params.context.diagnostics):
        yield from (Choice(each, finding) for each in offers_for(finding, desk))
    if params.context.trigger_kind is not types.CodeActionTriggerKind.Automatic:
        yield from _about_words(marked.cut(analysis.document.readable), desk)


def offers_for(finding: Finding, desk: Desk) -> Iterator[Offer]:
    """What can be done about one finding, what changes the draft first."""
    scene = Scene(desk.analysis, desk.client, finding)
    yield from suggestions.offers(scene)
    yield from sections.offers(scene)
    yield from question.offers(scene)
    yield from silencing.offers(scene)
    yield from project.name_offers(scene, desk)
    yield from project.rule_offer(scene, desk)


def _about_words(words: str, desk: Desk) -> Iterator[Choice]:
    if words.strip() and LINE_END.search(words) is None:
        for each in project.word_offers(words[: 2 * project.LONGEST], ("people", "systems", "teams"), desk):
            yield Choice(each, words=words)


def _findings(analysis: Analysis, marked: Span, named: Sequence[types.Diagnostic]) -> list[Finding]:
    """The findings that the range touches and those that are named, the nearest to the range's start first."""
    found = [each for each in analysis.findings if each.span.start <= marked.end and marked.start <= each.span.end]
    found += [each for one in named[:MOST] if (each := finding_of(one, analysis)) is not None and each not in found]
    inside = [each for each in found if each.span.overlaps(marked) or _covers(each.span, marked)]
    return [*inside, *(each for each in found if each not in inside)][:MOST]


def _covers(span: Span, marked: Span) -> bool:
    return span.start <= marked.start < span.end


async def _quickfixes(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    if not wanted(QUICKFIX, params.context.only):
        return []
    analysis = await known(server, params.text_document.uri)
    if analysis is None:
        return []
    desk = _desk(server, analysis)
    given = {
        finding.fingerprint: each for each in params.context.diagnostics if (finding := finding_of(each, analysis))
    }

    def listed() -> list[types.CodeAction]:
        made = (_action(choice, desk, given) for choice in choices(analysis, params, desk))
        return [action for action in made if action is not None]

    return await asyncio.to_thread(listed)


def _desk(server: Server, analysis: Analysis) -> Desk:
    opened = {path: document for document in server.documents if (path := document.path) is not None}
    return Desk(analysis, server.client, opened)


def _action(choice: Choice, desk: Desk, given: Mapping[str, types.Diagnostic]) -> types.CodeAction | None:
    """The choice as the editor takes it; None where there is nothing that it could show."""
    finding, client, analysis = choice.finding, desk.client, desk.analysis
    action = types.CodeAction(choice.offer.title, types.CodeActionKind.QuickFix)
    if finding is not None:
        action.diagnostics = [given.get(finding.fingerprint) or diagnostic(finding, analysis, client)]
    if choice.offer.preferred:
        action.is_preferred = True
    if choice.offer.hindrance is not None:
        action.disabled = types.CodeActionDisabled(choice.offer.hindrance)
        return action if client.disables else None
    if client.resolves:
        action.data = choice.data(analysis.document.uri)
        return action
    try:
        action.edit = choice.offer.edit()
    except Refused:
        return None
    return action


async def _fix_all(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    if not wanted(FIX_ALL, params.context.only):
        return []
    # What runs on saving has to know all there is, and not only what was found before the model was loaded.
    ask = analysed if params.context.only else known
    analysis = await ask(server, params.text_document.uri)
    if analysis is None or not everything.has_safe(analysis):
        return []
    action = types.CodeAction(everything.TITLE, FIX_ALL)
    if server.client.resolves:
        action.data = {"uri": params.text_document.uri, "offer": FIX_ALL}
        return [action]
    try:
        action.edit = await _all_safe(server, analysis)
    except Impossible:
        return []
    return [action]


async def _all_safe(server: Server, analysis: Analysis) -> types.WorkspaceEdit:
    def work() -> types.WorkspaceEdit | None:
        manner = Manner(parsed=analysis.parsed, cache=BlockCache())

        def lint(document: Document, manner: Manner) -> Linted:
            return server.projects.session.lint(document, analysis.project.config, manner)

        pieces = everything.safe_pieces(analysis, lint, manner)
        return edit_of(analysis, pieces, server.client) if pieces else None

    edit = await _by_worker(server, work)
    if edit is None:
        raise Impossible("the edits bring up new ones again and again")
    return edit


async def _by_worker(server: Server, work: Callable[[], T]) -> T:
    """What `work` gives when the worker, which alone may lint, has done it."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: Exception | None) -> None:
        if done.done():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]

    def job() -> None:
        try:
            result = work()
        except Exception as error:
            server.home(settle, None, error)
        else:
            server.home(settle, result, None)

    server.worker.submit(Priority.LINT, job)
    return await done


async def _resolved(server: Server, action: types.CodeAction) -> types.CodeAction:
    """The action with its edit, made for the text as it is now.

    Errors: Impossible when what it was about is gone, or when there is no way to do it.
    """
    data = action.data if isinstance(action.data, Mapping) else {}
    uri = data.get("uri")
    analysis = await (analysed if data.get("offer") == FIX_ALL else known)(server, str(uri))
    if analysis is None:
        raise Impossible(GONE)
    if data.get("offer") == FIX_ALL:
        action.edit = await _all_safe(server, analysis)
        return action
    desk = _desk(server, analysis)
    try:
        action.edit = await asyncio.to_thread(lambda: chosen(data, desk).edit())
    except Refused as refused:
        raise Impossible(str(refused)) from refused
    return action


def chosen(data: Mapping[str, Any], desk: Desk) -> Offer:
    """The offer that an action's data names.

    Errors: Impossible when there is none any more.
    """
    if FINGERPRINT in data:
        findings = (each for each in desk.analysis.findings if each.fingerprint == data[FINGERPRINT])
        offers = (offer for finding in findings for offer in offers_for(finding, desk))
    else:
        offers = (choice.offer for choice in _about_words(str(data.get(WORDS, "")), desk))
    found = next((offer for offer in offers if offer.key == data.get("offer")), None)
    if found is None:
        raise Impossible(GONE)
    return found
