"""One version of a document, linted: what every feature starts from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cached_property

from blamelint.document.formats import parse
from blamelint.document.model import Document, Format, Source
from blamelint.errors import BlamelintError, ModelError
from blamelint.finding import Finding
from blamelint.language.reader import Reader
from blamelint.lint.cache import BlockCache
from blamelint.lint.linter import Manner
from blamelint.lsp.documents import OpenDocument
from blamelint.lsp.languages import COMMITS, LANGUAGES, prose
from blamelint.lsp.projects import Project, Projects
from blamelint.run.runner import Linted
from blamelint.structure.model import Outline
from blamelint.structure.outline import outline

AT_ONCE = Manner(parsed=False, spotted=False)
"""What is there before any model is."""
LONGEST = 2_000_000
"""Code points of a document that is linted while it is written: some 300,000 words."""


@dataclass(frozen=True)
class Analysis:
    """What is known of one version of a document. It never changes; a new version has a new one."""

    document: OpenDocument
    """The text that was linted, its version and its `positions`."""
    draft: Document
    project: Project
    findings: tuple[Finding, ...] = ()
    """In the order of the text; spans count code points of `document.text`."""
    parsed: bool = True
    """False where the rules that need the model have not spoken: it is on its way, or there is none."""
    final: bool = True
    """False when another analysis of the same version follows."""

    @cached_property
    def outline(self) -> Outline:
        """The sections of the draft with their kinds, the names in it, the contexts of its blocks."""
        return outline(self.draft, self.project.config.names, self.project.kit.headings)


class Analyst:
    """Makes analyses. Used by the worker thread only."""

    def __init__(
        self,
        projects: Projects,
        complain: Callable[[str], None],
        mistaken: Callable[[BlamelintError], None],
        loading: Callable[[str], AbstractContextManager[None]],
    ) -> None:
        """`mistaken` is told of mistakes in configs, rules and baselines, `complain` of what else needs the writer.

        `loading` is entered with a model's name while it loads.
        """
        self.projects = projects
        self._complain = complain
        self._mistaken = mistaken
        self._loading = loading
        self._broken: set[str] = set()

    def renewed(self) -> None:
        """Try models again that did not load."""
        self._broken.clear()

    def analyse(self, document: OpenDocument, cache: BlockCache, checkpoint: Callable[[], None]) -> Iterator[Analysis]:
        """What can be said at once, when the model is still to be loaded, and then all there is to say.

        Shape: nothing for a language without a reader, and where the config or a rule is broken.
        Errors: those of `checkpoint`, which is called between blocks.
        """
        markup = LANGUAGES.get(document.language)
        if markup is None:
            return
        try:
            project = self.projects.of(document.path)
        except BlamelintError as error:
            self._mistaken(error)
            return
        draft = self._draft(document, markup, project)
        if draft is None:
            return
        checkpoint()
        reader = project.kit.reader
        if not reader.loaded:
            known = self.projects.session.recall(draft.source, draft.format, project.config)
            if known is not None:
                yield self._analysis(document, draft, project, known)
                # Nobody waits for the model now; at the first word that is changed somebody would.
                checkpoint()
                self.load(reader)
                return
            if self._may_load(reader):
                first = self._linted(document, draft, project, replace(AT_ONCE, checkpoint=checkpoint))
                yield replace(first, final=False)
                checkpoint()
            without = Manner(parsed=False, checkpoint=checkpoint)
            # Meanwhile the spotter looks: with a second processor that costs no time, and it remembers what it saw.
            with ThreadPoolExecutor(1, "blamelint-spotter") as beside:
                spotted = beside.submit(self._linted, document, draft, project, without)
                loaded = self.load(reader)
            if not loaded:
                yield spotted.result()
                return
        # What is read from here on is written on; what was opened is likely to be opened again as it is.
        opened = document.path is not None and not len(cache)
        yield self._linted(document, draft, project, Manner(cache=cache, checkpoint=checkpoint), keep=opened)

    def load(self, reader: Reader) -> bool:
        """Load the reader's model; false when it is broken, of which the writer is told once."""
        if reader.loaded:
            return True
        if not self._may_load(reader):
            return False
        try:
            with self._loading(reader.model):
                reader.load()
        except ModelError as error:
            self._broken.add(reader.model)
            self._complain(f"{error}. Rules about sections and single words go on without it.")
            return False
        return True

    def _may_load(self, reader: Reader) -> bool:
        return reader.model not in self._broken

    def _draft(self, document: OpenDocument, markup: Format, project: Project) -> Document | None:
        """The document, read; as an empty one where the config leaves it out, None where it is too long."""
        label = str(document.path or document.uri)
        if len(document.text) > LONGEST:
            self._complain(f"{label} has {len(document.text):,} characters; at most {LONGEST:,} are linted here.")
            return None
        left_out = document.language not in COMMITS and project.leaves_out(document.path)
        return parse(Source(label, "" if left_out else prose(document.readable, document.language)), markup)

    def _linted(
        self, document: OpenDocument, draft: Document, project: Project, manner: Manner, *, keep: bool = False
    ) -> Analysis:
        linted = self.projects.session.lint(draft, project.config, manner)
        if keep:
            self.projects.session.keep(draft, project.config, linted)
        return self._analysis(document, draft, project, linted, parsed=manner.parsed)

    def _analysis(
        self, document: OpenDocument, draft: Document, project: Project, linted: Linted, *, parsed: bool = True
    ) -> Analysis:
        """What the baseline leaves of what was found."""
        if document.path is not None and project.config.baseline is not None:
            broken = self.projects.baseline_error(project.config)
            if broken is not None:
                self._mistaken(broken)
            else:
                rules = project.kit.rules
                linted = self.projects.baselines.sift(linted, str(document.path), project.config, rules)
        return Analysis(document, draft, project, linted.findings, parsed=parsed)
