"""The models that the README suggests: one revision of each, and what its files are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple


class Expected(NamedTuple):
    """What a file has to be."""

    size: int
    """Bytes."""
    digest: str
    """Its SHA-256; or, behind ``git:``, the SHA-1 by which git names it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A model on the hub, at one revision."""

    repository: str
    revision: str
    model_file: str
    files: Mapping[str, Expected]
    """By the path in the repository."""


SUGGESTED: Final = "sentence-transformers/all-MiniLM-L6-v2"
"""Small, and for English."""
PINNED: Final[Mapping[str, Source]] = {
    SUGGESTED: Source(
        "Qdrant/all-MiniLM-L6-v2-onnx",
        "5f1b8cd78bc4fb444dd171e59b18f3a3af89a079",
        "model.onnx",
        {
            "model.onnx": Expected(90_387_630, "bbd7b466f6d58e646fdc2bd5fd67b2f5e93c0b687011bd4548c420f7bd46f0c5"),
            "tokenizer.json": Expected(711_661, "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0"),
            "tokenizer_config.json": Expected(
                1_433, "bd2e06a5b20fd1b13ca988bedc8763d332d242381b4fbc98f8fead4524158f79"
            ),
            "special_tokens_map.json": Expected(
                695, "5d5b662e421ea9fac075174bb0688ee0d9431699900b90662acd44b2a350503a"
            ),
            "config.json": Expected(650, "1b4d8e2a3988377ed8b519a31d8d31025a25f1c5f8606998e8014111438efcd7"),
        },
    ),
    "sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2": Source(
        "Qdrant/paraphrase-multilingual-MiniLM-L12-v2-onnx-Q",
        "faf4aa4225822f3bc6376869cb1164e8e3feedd0",
        "model_optimized.onnx",
        {
            "model_optimized.onnx": Expected(
                235_052_644, "634d0f66c29dc934c8fa72b8a4fe91dd4d420a22f1d82a241058d4316e659a99"
            ),
            "tokenizer.json": Expected(17_083_009, "fa685fc160bbdbab64058d4fc91b60e62d207e8dc60b9af5c002c5ab946ded00"),
            "tokenizer_config.json": Expected(
                1_416, "0666eebf692422757e1dddf3c9fb1ded73ba3dc726c5828671fc89e45bf3609f"
            ),
            "special_tokens_map.json": Expected(
                964, "8c785abebea9ae3257b61681b4e6fd8365ceafde980c21970d001e834cf10835"
            ),
            "config.json": Expected(673, "c8ec081fdad2df991bf5abbf18418fec7a5cdaa421f60ffb060a30040b8c376f"),
        },
    ),
}
"""By the names that fastembed has for them."""
