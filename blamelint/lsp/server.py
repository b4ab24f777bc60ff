"""The server: what all features share, and how the editor, the documents and the worker are brought together."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from blamelint import __version__
from blamelint.errors import BlamelintError, ConfigError, one_line
from blamelint.lsp.analysis import Analysis, Analyst
from blamelint.lsp.client import Client
from blamelint.lsp.documents import Documents, OpenDocument
from blamelint.lsp.inspection import Inspection, Inspector, is_config
from blamelint.lsp.languages import LANGUAGES
from blamelint.lsp.mistakes import Mistakes
from blamelint.lsp.notices import Once, told
from blamelint.lsp.progress import show_while
from blamelint.lsp.projects import UNSAVED, Projects
from blamelint.lsp.protocol import EditorProtocol
from blamelint.lsp.schedule import Schedule
from blamelint.lsp.settings import Options, Settings
from blamelint.lsp.survey import mistakes, reach
from blamelint.lsp.watch import Watch
from blamelint.lsp.worker import Priority, Worker
from blamelint.run.cache import cache_of

T = TypeVar("T")
PATIENCE = 3.0
"""Seconds in which the editor is to say what its settings are; one that never answers has its drafts linted, too."""
GATHERED = 0.05
"""Seconds in which reasons to look around gather: an editor opens many documents at once."""


class Delivery(Protocol):
    """How findings get to the editor."""

    def analysed(self, analysis: Analysis) -> None:
        """A version was linted, and it is still the one in the editor."""

    def withdrawn(self, document: OpenDocument) -> None:
        """There is nothing to say about the document, or it is closed."""

    def mistaken(self, uri: str, version: int | None, items: list[types.Diagnostic]) -> None:
        """These are all the mistakes in a config, a rule or a baseline; `version` is None where it is not open."""


class Server(LanguageServer):
    """One connection to one editor. All of it but `projects` and `analyst` lives on the event loop."""

    protocol: EditorProtocol
    schedule: Schedule[Analysis]
    """The lints of drafts. Made when the editor connects."""
    inspections: Schedule[Inspection]
    """The readings of open config files. Made when the editor connects."""
    delivery: Delivery
    """Chosen when the editor connects, by what it can."""

    def __init__(self) -> None:
        super().__init__("blamelint", __version__, protocol_cls=EditorProtocol)
        self.client = Client()
        self.ready = False
        """The editor has said that it is initialized."""
        self.documents = Documents()
        self.options = Options()
        self.settings = Settings()
        self.settled: set[str] = set()
        """The settings that the editor has answered with so far; about these it is asked, whatever it said at first."""
        self.projects = Projects(cache_of(os.environ), lambda text: self.home(self.complain, text))
        self.listeners: list[Callable[[Analysis], None]] = []
        """Told of each analysis after it was delivered."""
        self.mistakes = Mistakes(self.documents, lambda *what: self.delivery.mistaken(*what))
        self.watch = Watch(self)
        self.complain = Once(self._show_error)
        self.remark = Once(self._log)
        self.worker = Worker(self._crashed)
        self.analyst = Analyst(
            self.projects,
            lambda text: self.home(self.complain, text),
            lambda error: self.home(self._mistaken, error),
            self._while_loading,
        )
        self._tasks: set[asyncio.Task[None]] = set()
        self._told: set[str] = set()
        self._looking: asyncio.TimerHandle | None = None
        self._held: asyncio.TimerHandle | None = None

    def connect(self, client: Client, delivery: Delivery) -> None:
        """Begin to work for `client`."""
        self.client = client
        self.delivery = delivery
        self._loop = asyncio.get_running_loop()
        self.schedule = Schedule(self.worker, self.analyst.analyse, self)
        self.inspections = Schedule(self.worker, Inspector(self.projects).inspect, self.mistakes)
        self.mistakes.encoding = client.encoding
        self.worker.start()
        if client.configures:
            self._hold()
        self.configure(client.options, dict.fromkeys(client.folders, client.options))

    def configure(self, general: Mapping[str, Any], by_folder: Mapping[Path, Mapping[str, Any]]) -> None:
        """Go by these settings of the editor, and `reload`."""
        self.complain.renewed()
        before = self.options
        try:
            self.options = Options.of(general)
        except ConfigError as error:
            self.complain(told(error))
        self.settings = Settings(general, by_folder)
        self.reload()
        if self.options != before:
            self.refresh_lenses()

    def reload(self) -> None:
        """Read configs, rules and baselines anew, and lint what is open again."""
        settings = self.settings

        def renew() -> None:
            self.projects.configure(settings)
            self.analyst.renewed()

        self.worker.submit(Priority.SETTINGS, renew)
        for document in self.documents:
            # What is held back will be linted by these settings anyway, and somebody may be waiting for it.
            if self._held is None or not self.options.enable:
                self.want(document)
        self.refresh()
        self.look_around()

    def release(self) -> None:
        """Go on with what was held back until the editor's settings are known."""
        if self._held is not None:
            self._held.cancel()
            self._held = None
            self.schedule.release()
            self.inspections.release()
            self.look_around()

    def want(self, document: OpenDocument, delay: float = 0.0) -> None:
        """Lint `document` after `delay` seconds, if it is a draft; say what is wrong with it, if it is a config."""
        config = is_config(document)
        if not config and document.language not in LANGUAGES:
            self.remark(f"{document.language!r} has no reader yet; documents in it are left alone.")
        elif not self.options.enable:
            self.unwant(document)
        elif config:
            self.inspections.want(document, delay)
        else:
            self.schedule.want(document, delay)

    def unwant(self, document: OpenDocument) -> None:
        """Want nothing of this document any more, and take back what was said about it."""
        self.schedule.forget(document.uri)
        self.inspections.forget(document.uri)
        if is_config(document):
            self.mistakes.closed(document)
        else:
            self.delivery.withdrawn(document)

    def look_around(self) -> None:
        """See soon what open documents and folders depend on, and what is wrong with it.

        Shape: nothing before the editor is ready to be told, and asked to watch, and has said what its settings are.
        """
        if self._looking is None and self.ready and self._held is None:
            self._looking = self._loop.call_later(GATHERED, self._look_around)

    def analysed(self, analysis: Analysis) -> None:
        """Bring what was found to the editor."""
        self.delivery.analysed(analysis)
        for listener in self.listeners:
            listener(analysis)

    def ended_without(self, document: OpenDocument) -> None:
        """Take back what was said about `document`."""
        self.delivery.withdrawn(document)

    def failed(self, document: OpenDocument, error: Exception) -> None:
        """Say that blamelint failed on this document, for once; the others go on."""
        self.remark(f"blamelint failed on {document.uri}: {one_line(error)}.")

    def refresh(self) -> None:
        """Let an editor that pulls ask again."""
        if self.client.pulls and self.client.refreshes and len(self.documents):
            self.later(self.workspace_diagnostic_refresh_async(None))

    def refresh_lenses(self) -> None:
        """Let an editor that shows code lenses ask for them again."""
        if self.client.refreshes_lenses and len(self.documents):
            self.later(self.workspace_code_lens_refresh_async(None))

    def later(self, work: Any) -> None:  # noqa: ANN401 (any coroutine)
        """Do `work` on the event loop; that it fails, an editor's refusal say, is remarked and no more."""

        async def safely() -> None:
            try:
                await work
            except Exception as error:
                self.remark(one_line(error))

        task = asyncio.ensure_future(safely())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def in_worker(self, job: Callable[[], T]) -> T:
        """What `job` gives, done in the worker's thread before the next lint; it is to be short."""
        done: asyncio.Future[T] = self._loop.create_future()

        def work() -> None:
            try:
                given = job()
            except Exception as error:
                self.home(_fail, done, error)
            else:
                self.home(_settle, done, given)

        self.worker.submit(Priority.SETTINGS, work)
        return await done

    def home(self, to: Callable[..., None], *what: object) -> None:
        """From the worker's thread: call `to` on the event loop; nothing when the editor has left."""
        try:
            self._loop.call_soon_threadsafe(to, *what)
        except RuntimeError:
            return

    def leave(self) -> None:
        """Want nothing any more."""
        if hasattr(self, "schedule"):
            self.schedule.stop()
            self.inspections.stop()
            self.watch.stop()
        for timer in (self._looking, self._held):
            if timer is not None:
                timer.cancel()
        self.worker.stop()
        for task in tuple(self._tasks):
            task.cancel()

    def report_server_error(self, error: Exception, source: object) -> None:  # noqa: ARG002 (pygls says so)
        """Log what went wrong between us and the editor; a message in the writer's face would help nobody."""
        self.remark(f"blamelint: {one_line(error)}")

    def _hold(self) -> None:
        """Begin with no lint until `release`, so that no findings flash up that the settings do not want."""
        self.schedule.hold()
        self.inspections.hold()
        self._held = self._loop.call_later(PATIENCE, self.release)

    def _mistaken(self, error: BlamelintError) -> None:
        """A document cannot be linted for this; the writer is told, and shown where."""
        text = told(error)
        self._told.add(text)
        self.complain(text)
        self.mistakes.add(error)

    def _look_around(self) -> None:
        self._looking = None
        folders = {
            document.path.parent if document.path else None for document in self.documents if self._is_draft(document)
        }
        paths = {folder / UNSAVED if folder is not None else None for folder in (*folders, *self.settings.by_folder)}
        stamped = not self.client.watches

        def look() -> None:
            self.home(self.watch.settle, reach(self.projects, paths, stamped=stamped))

        def check() -> None:
            self.home(self._checked, mistakes(self.projects, paths))

        self.worker.submit(Priority.SETTINGS, look)
        self.worker.submit(Priority.WARM_UP, check)

    def _checked(self, errors: Sequence[BlamelintError]) -> None:
        # A mistake that was mended is told of again should it come back.
        mended = self._told - {told(error) for error in errors}
        self.complain.forget(mended)
        self._told -= mended
        self.mistakes.settle(errors if self.options.enable else ())

    def _is_draft(self, document: OpenDocument) -> bool:
        return document.language in LANGUAGES and not is_config(document)

    @contextmanager
    def _while_loading(self, model: str) -> Iterator[None]:
        """In the worker's thread."""
        done = asyncio.Event()
        self.home(self._show_loading, model, done)
        try:
            yield
        finally:
            self.home(done.set)
        # What is there now stays: the collector need not look through half a million objects of spaCy and the rules.
        gc.freeze()

    def _show_loading(self, model: str, done: asyncio.Event) -> None:
        if self.client.progress:
            self.later(show_while(self, done, f"blamelint: loading {model}"))

    def _crashed(self, error: Exception) -> None:
        """In the worker's thread."""
        self.home(self.remark, f"blamelint: {one_line(error)}")

    def _show_error(self, text: str) -> None:
        self.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"blamelint: {text}"))

    def _log(self, text: str) -> None:
        self.window_log_message(types.LogMessageParams(types.MessageType.Info, text))


def _settle(done: asyncio.Future[T], given: T) -> None:
    if not done.done():
        done.set_result(given)


def _fail(done: asyncio.Future[T], error: Exception) -> None:
    if not done.done():
        done.set_exception(error)
