"""The tagger's weights and tokenizer: units in, a score for every word and family out.

The weights are rounded so that what is computed for one sentence never depends on the others beside it, on padding or
on the number of threads.
Source: models/spotter/README.md.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blamelint.errors import ModelError, one_line
from blamelint.language.gates import FAMILIES
from blamelint.language.spotter.units import Unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

WEIGHTS = "spotter.onnx"
TOKENIZER = "tokenizer.json"
THREADS = 2
PIECES = 2_048
"""Word pieces of one batch, padding included; it bounds memory."""
LONGEST = 250
"""Word pieces of one unit that are read; the network knows 256 places."""
KEPT = 2_000
"""Units whose scores are kept: those of a long draft, some 3 MB."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What the network says of one unit; the last score of each row is that of any family."""

    words: Scores
    """Shape: (words of the unit, families + 1)."""
    sentence: Scores
    """Shape: (families + 1,)."""


class Network:
    """Loads on construction.

    Errors: ModelError when a package or a file is absent or does not load.
    """

    def __init__(self, folder: Path) -> None:
        try:
            import onnxruntime
            from tokenizers import Tokenizer

            self._tokenizer: Any = Tokenizer.from_file(str(folder / TOKENIZER))
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = THREADS
            options.inter_op_num_threads = 1
            # One sentence is too short to be worth a processor that waits for its share of it.
            options.add_session_config_entry("session.intra_op.allow_spinning", "0")
            options.log_severity_level = 4
            self._session: Any = onnxruntime.InferenceSession(
                str(folder / WEIGHTS), options, providers=["CPUExecutionProvider"]
            )
            self._try()
        except Exception as error:
            raise ModelError(f"the spotter does not load ({one_line(error)})") from error
        self._kept: OrderedDict[tuple[tuple[str, ...], tuple[str, ...]], Scored] = OrderedDict()

    def score(self, units: Sequence[Unit]) -> list[Scored]:
        """The scores of each unit, in order; of a draft that is written on, the sentence that changed is looked at."""
        names = [(unit.place, unit.words) for unit in units]
        known = {name: self._kept[name] for name in names if name in self._kept}
        new = {name: unit for name, unit in zip(names, units, strict=True) if name not in known}
        known.update(zip(new, self._score(list(new.values())), strict=True))
        for name in names:
            self._kept[name] = known[name]
            self._kept.move_to_end(name)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return [known[name] for name in names]

    def _score(self, units: Sequence[Unit]) -> list[Scored]:
        encoded = [self._encode(unit) for unit in units]
        scored: dict[int, Scored] = {}
        for batch in _batches([len(ids) for ids, _ in encoded]):
            found = self._run([encoded[place] for place in batch], [units[place] for place in batch])
            scored.update(zip(batch, found, strict=True))
        return [scored[place] for place in range(len(units))]

    def _try(self) -> None:
        """Reads the last piece that the tokenizer knows, so that files that do not belong together fail here."""
        last = self._tokenizer.get_vocab_size() - 1
        _, sentences = self._session.run(None, {"ids": [[last]], "mask": [[1]]})
        if sentences.shape != (1, len(FAMILIES) + 1):
            raise ValueError(f"{WEIGHTS} has scores of another shape: {sentences.shape}")

    def _encode(self, unit: Unit) -> tuple[list[int], list[int | None]]:
        """The numbers of the unit's pieces, and for each the unit's word it is of."""
        before = [*unit.place, ":"]
        encoding = self._tokenizer.encode([*before, *unit.words], is_pretokenized=True)
        words = [None if word is None or word < len(before) else word - len(before) for word in encoding.word_ids]
        return encoding.ids[:LONGEST], words[:LONGEST]

    def _run(self, encoded: Sequence[tuple[list[int], list[int | None]]], units: Sequence[Unit]) -> list[Scored]:
        import numpy as np

        width = max(len(ids) for ids, _ in encoded)
        ids = np.zeros((len(encoded), width), dtype=np.int64)
        mask = np.zeros((len(encoded), width), dtype=np.int64)
        for row, (pieces, _) in enumerate(encoded):
            ids[row, : len(pieces)] = pieces
            mask[row, : len(pieces)] = 1
        pieces_out, sentences = self._session.run(None, {"ids": ids, "mask": mask})
        found: list[Scored] = []
        for row, (unit, (_, owners)) in enumerate(zip(units, encoded, strict=True)):
            words = np.zeros((len(unit.words), sentences.shape[1]), dtype=np.float32)
            for piece, word in enumerate(owners):
                if word is not None:
                    np.maximum(words[word], pieces_out[row, piece], out=words[word])
            found.append(Scored(words, sentences[row].copy()))
        return found


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Places of units, those of like length together, shortest first."""
    batches: list[list[int]] = []
    for place in sorted(range(len(lengths)), key=lambda n: (lengths[n], n)):
        if not batches or (len(batches[-1]) + 1) * lengths[place] > PIECES:
            batches.append([])
        batches[-1].append(place)
    return batches
