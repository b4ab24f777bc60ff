"""Trains the spotter: `python models/spotter/train.py` writes weights, tokenizer and thresholds beside this file.

Source: README.md of this folder says what the figures were and how the thresholds are chosen.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from export import export
from network import SCORES, Network, base_tokenizer, fresh, probabilities, pruned
from splits import folds_of
from thresholds import Trial, write
from tokenizers import Tokenizer
from torch import Tensor, nn

from examples import FAMILIES, Example, examples_of, read_items

HOME = Path(__file__).parent
SEED = 20
FOLDS = 2
"""Half of the hands are held back to choose thresholds."""
THREADS = 2
EPOCHS = 5
TOKENS = 2_400
"""Word pieces of one batch, padding included."""
RATE = 1.2e-4
HEAD_RATE = 1e-3
UNPLACED = 0.15
"""How often the place is hidden, so that it helps without being needed."""
MASKED = 0.06
"""Share of word pieces that are hidden."""
SMOOTHED = 0.05
IN_REVIEW = 1.5
"""What a sentence of a whole review counts, against one of a snippet."""
AS_WRITTEN = 0.2
"""How often names and code stand as written, for those that neutral words miss."""
ANY = len(FAMILIES)
LEFT_OUT = -1.0
"""The label of a word piece that is not scored: the place, the marks at both ends."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """One example in numbers."""

    ids: list[int]
    labels: Tensor
    """Shape: (pieces, scores); LEFT_OUT where nothing is scored."""
    whole: Tensor
    """Shape: (scores,)."""
    weight: float
    """How much the sentence counts."""


def encode(example: Example, tokenizer: Tokenizer, *, place: bool = True, as_written: bool = False) -> Encoded:
    """The example in the tokenizer's numbers."""
    before = [*(example.unit.place if place else ("other", "text")), ":"]
    words = example.raw if as_written else example.unit.words
    encoding = tokenizer.encode([*before, *words], is_pretokenized=True)
    labels = torch.full((len(encoding.ids), SCORES), LEFT_OUT)
    for piece, word in enumerate(encoding.word_ids):
        if word is None or word < len(before):
            continue
        labels[piece] = _label(example.families[word - len(before)])
    weight = IN_REVIEW if example.item.section is None else 1.0
    return Encoded(encoding.ids, labels, _label(example.whole), weight)


def _label(families: dict[str, float]) -> Tensor:
    label = torch.zeros(SCORES)
    for family, strength in families.items():
        label[FAMILIES.index(family)] = strength
    label[ANY] = max(families.values(), default=0.0)
    return label


def batches(examples: list[Encoded], *, shuffle: random.Random | None) -> list[list[Encoded]]:
    """Examples of like length together, each batch of at most TOKENS pieces."""
    order = sorted(examples, key=lambda e: len(e.ids) + (shuffle.random() * 4 if shuffle else 0))
    made: list[list[Encoded]] = []
    batch: list[Encoded] = []
    for example in order:
        if batch and (len(batch) + 1) * max(len(example.ids), len(batch[-1].ids)) > TOKENS:
            made.append(batch)
            batch = []
        batch.append(example)
    made.append(batch)
    if shuffle:
        shuffle.shuffle(made)
    return made


def padded(batch: list[Encoded]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Numbers, mask, labels of pieces and of sentences."""
    width = max(len(e.ids) for e in batch)
    ids = torch.zeros((len(batch), width), dtype=torch.long)
    mask = torch.zeros((len(batch), width), dtype=torch.long)
    labels = torch.full((len(batch), width, SCORES), LEFT_OUT)
    for row, example in enumerate(batch):
        ids[row, : len(example.ids)] = torch.tensor(example.ids)
        mask[row, : len(example.ids)] = 1
        labels[row, : len(example.ids)] = example.labels
    return ids, mask, labels, torch.stack([e.whole for e in batch])


def loss_of(pieces: Tensor, sentence: Tensor, labels: Tensor, whole: Tensor, weights: Tensor) -> Tensor:
    """Whether (of words and sentences), and which family (of those that are marked)."""
    scored = (labels[..., ANY] != LEFT_OUT).float()
    marked = labels[..., ANY].clamp(min=0)
    words = nn.functional.binary_cross_entropy_with_logits(pieces[..., ANY], marked, reduction="none")
    words = (words * scored * (1 + marked)).sum() / scored.sum()
    sentences = nn.functional.binary_cross_entropy_with_logits(sentence[:, ANY], whole[:, ANY], reduction="none")
    sentences = (sentences * weights).sum() / weights.sum()
    which_words = _which(pieces[..., :ANY].flatten(0, 1), labels[..., :ANY].clamp(min=0).flatten(0, 1))
    which = _which(sentence[:, :ANY], whole[:, :ANY])
    return 3 * words + 2 * sentences + 0.3 * which_words + 0.5 * which


def hidden_at_random(ids: Tensor, tokenizer: Tokenizer, generator: torch.Generator) -> Tensor:
    """The pieces with some of them masked, so that no single word is relied on."""
    chance = torch.rand(ids.shape, generator=generator)
    special = ids <= max(tokenizer.token_to_id(piece) for piece in ("[PAD]", "[UNK]", "[CLS]", "[SEP]"))
    return ids.masked_fill((chance < MASKED) & ~special, tokenizer.token_to_id("[MASK]"))


def _which(logits: Tensor, families: Tensor) -> Tensor:
    """Cross entropy over families, of the rows that have one."""
    total = families.sum(dim=1, keepdim=True)
    rows = total.squeeze(1) > 0
    if not rows.any():
        return logits.sum() * 0
    return nn.functional.cross_entropy(logits[rows], families[rows] / total[rows], label_smoothing=SMOOTHED)


def fit(network: Network, training: Sequence[Example], tokenizer: Tokenizer, *, epochs: int, seed: int) -> None:
    """Trains in place; the last weights are the mean over the last epoch's course."""
    chance = random.Random(seed)
    torch.manual_seed(seed)
    torch.set_flush_denormal(True)
    encoder = list(network.encoder.parameters())
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01, fused=True
    )
    per_epoch = len(batches([encode(e, tokenizer) for e in training], shuffle=None))
    steps = per_epoch * epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (0.06 * steps)) * max(0.02, 1 - step / (steps * 1.02))
    )
    average = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.99)
    )
    generator = torch.Generator().manual_seed(seed)
    started = time.perf_counter()
    for epoch in range(epochs):
        network.train()
        varied = [
            encode(e, tokenizer, place=chance.random() >= UNPLACED, as_written=chance.random() < AS_WRITTEN)
            for e in training
        ]
        total = 0.0
        made = batches(varied, shuffle=chance)
        for batch in made:
            ids, mask, labels, whole = padded(batch)
            ids = hidden_at_random(ids, tokenizer, generator)
            weights = torch.tensor([e.weight for e in batch])
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
                pieces, sentence = network(ids, mask)
            loss = loss_of(pieces.float(), sentence.float(), labels, whole, weights)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            average.update_parameters(network)
            total += float(loss.detach())
        print(f"epoch {epoch + 1}: loss {total / len(made):.4f}, {time.perf_counter() - started:.0f} s", flush=True)
    network.load_state_dict(average.module.state_dict())


HALF = True


def score(network: Network, examples: Sequence[Example], tokenizer: Tokenizer) -> list[tuple[Tensor, Tensor]]:
    """For each example, the probabilities of its words (the largest of its pieces) and of the sentence."""
    network.eval()
    encoded = [encode(e, tokenizer) for e in examples]
    found: dict[int, tuple[Tensor, Tensor]] = {}
    places = {id(e): n for n, e in enumerate(encoded)}
    with torch.inference_mode():
        for batch in batches(encoded, shuffle=None):
            ids, mask, _, _ = padded(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
                logits = network(ids, mask)
            pieces, sentence = (probabilities(some.float()) for some in logits)
            for row, e in enumerate(batch):
                n = places[id(e)]
                before = len(examples[n].unit.place) + 1
                encoding = tokenizer.encode(
                    [*examples[n].unit.place, ":", *examples[n].unit.words], is_pretokenized=True
                )
                words = torch.zeros((len(examples[n].unit.words), SCORES))
                for piece, word in enumerate(encoding.word_ids):
                    if word is not None and word >= before:
                        words[word - before] = torch.maximum(words[word - before], pieces[row, piece])
                found[n] = (words, sentence[row])
    return [found[n] for n in range(len(examples))]


def trials_of(network: Network, examples: Sequence[Example], tokenizer: Tokenizer) -> list[Trial]:
    """The examples as `network` scores them."""
    trials: list[Trial] = []
    for example, (words, sentence) in zip(examples, score(network, examples, tokenizer), strict=True):
        loudest = int(words[:, ANY].argmax())
        family = int((words[loudest, :ANY] + sentence[:ANY]).argmax())
        whole = example.whole
        trials.append(
            Trial(
                float(sentence[ANY]),
                FAMILIES[family],
                frozenset(whole),
                frozenset(name for name, strength in whole.items() if strength == 1),
                example.item.section is None,
                len(example.unit.words),
            )
        )
    return trials


def trained(examples: Sequence[Example], epochs: int) -> tuple[Network, Tokenizer]:
    """A network fitted to `examples`, with the tokenizer that belongs to it."""
    tokenizer = base_tokenizer()
    tokenizer, kept = pruned(number for example in examples for number in encode(example, tokenizer).ids)
    network = fresh(kept)
    fit(network, examples, tokenizer, epochs=epochs, seed=SEED)
    return network, tokenizer


def main() -> None:
    """Trains once on half of the hands, to choose thresholds, and once on everything, to ship."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HOME, help="where to write")
    parser.add_argument("--data", type=Path, default=HOME / "data")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--keep-thresholds", action="store_true", help="train only what ships")
    given = parser.parse_args()
    torch.set_num_threads(THREADS)
    items = read_items(given.data)
    examples = list(examples_of(items))
    marked = sum(bool(example.whole) for example in examples)
    print(f"{len(items)} items, {len(examples)} sentences, {marked} of them marked", flush=True)
    if not given.keep_thresholds:
        folds = folds_of(items, FOLDS)
        network, tokenizer = trained([e for e in examples if folds[e.item.name]], given.epochs)
        write(
            trials_of(network, [e for e in examples if not folds[e.item.name]], tokenizer),
            given.out / "thresholds.toml",
        )
        print("thresholds chosen", flush=True)
    network, tokenizer = trained(examples, given.epochs)
    export(network, given.out / "spotter.onnx")
    tokenizer.save(str(given.out / "tokenizer.json"))


if __name__ == "__main__":
    main()
