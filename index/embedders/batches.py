"""How many texts go through torch: in batches of fixed shapes, each on one thread, several of them side by side.

Torch rounds differently with the shape of what it multiplies and with the number of its threads, so both are fixed: a
text is filled up to the next sixteen pieces, its batch to the number of texts that this length has room for. So a text
has one vector, whatever stood beside it and however many cores there are.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from .. import threads

Cut = TypeVar("Cut")
Found = TypeVar("Found")

_STEP = 16
"""Lengths of batches are multiples of this."""
_PIECES = 512
"""Word pieces of a batch; more does not make it faster, and leaves more to fill up."""


def in_batches(
    cut: Sequence[Sequence[int]], work: Callable[[list[Sequence[int]], int, int], Sequence[Found]]
) -> list[Found]:
    """What `work` makes of texts that are cut into pieces, in their order.

    It is called with a few texts, and with how many texts of which length it has to make of them by filling up.
    """
    places = list(_batches([len(pieces) for pieces in cut]))
    done = _pool().map(lambda batch: work([cut[at] for at in batch[1]], room(batch[0]), batch[0]), places)
    found: dict[int, Found] = {}
    for (_, members), made in zip(places, done, strict=True):
        found.update(zip(members, made, strict=True))
    return [found[at] for at in range(len(cut))]


def room(length: int) -> int:
    """How many texts of a length go through a model together."""
    return max(1, _PIECES // length)


def _batches(lengths: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Lengths of batches with the places of their texts, the longest first, so that all threads end together."""
    by_length: dict[int, list[int]] = {}
    for at, length in enumerate(lengths):
        by_length.setdefault(-(-max(length, 1) // _STEP) * _STEP, []).append(at)
    for length, places in sorted(by_length.items(), reverse=True):
        for start in range(0, len(places), room(length)):
            yield length, places[start : start + room(length)]


@cache
def _pool() -> ThreadPoolExecutor:
    import torch

    return ThreadPoolExecutor(
        threads.cores(), thread_name_prefix="embedding", initializer=torch.set_num_threads, initargs=(1,)
    )


def quick_type() -> Any:
    """bfloat16 where the processor has instructions for it, else float32."""
    import torch

    try:
        known = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        known = ""
    return torch.bfloat16 if "avx512_bf16" in known else torch.float32
