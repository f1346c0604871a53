"""The invented releases taken apart: head, paragraphs, foot; and sentences that fit anywhere."""

import json
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal, get_args

Lang = Literal["ko", "en", "zh"]
LANGS: tuple[Lang, ...] = get_args(Lang)

_DATA = Path(__file__).parents[2] / "data"
_LEAST = {"ko": 45, "en": 80, "zh": 40}
"""Characters of a line that is a paragraph; shorter ones belong to the paragraph above them."""
_MARKED = re.compile(r"\[\[|\]\]")


@dataclass(frozen=True)
class Parts:
    """A release: lines of its head, paragraphs with the short lines below them, lines of its foot."""

    head: tuple[str, ...]
    paragraphs: tuple[str, ...]
    foot: tuple[str, ...]


@cache
def releases(lang: Lang) -> tuple[Parts, ...]:
    """All releases in a language."""
    paths = [*(_DATA / "releases").glob(f"*-{lang}-*.txt"), *(_DATA / "chains").glob(f"*/*-{lang}.txt")]
    return tuple(_parted(path.read_text(encoding="utf-8"), _LEAST[lang]) for path in sorted(paths))


@cache
def paragraphs(lang: Lang) -> tuple[str, ...]:
    """The paragraphs of all releases in a language."""
    return tuple(paragraph for parts in releases(lang) for paragraph in parts.paragraphs)


@cache
def sentences(lang: Lang) -> tuple[str, ...]:
    """Single sentences on what was agreed, or was not."""
    lines = (_DATA / "agreements" / f"sentences.{lang}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(_MARKED.sub("", json.loads(line)["text"]) for line in lines)


def _parted(text: str, least: int) -> Parts:
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    long = [number for number, line in enumerate(lines) if len(line) >= least and "\t" not in line]
    if not long:
        return Parts(head=tuple(lines[:1]), paragraphs=("\n".join(lines[1:]),), foot=())
    bounds = [*long, long[-1] + 1]
    members = ["\n".join(lines[start:end]) for start, end in pairwise(bounds)]
    return Parts(head=tuple(lines[: long[0]]), paragraphs=tuple(members), foot=tuple(lines[bounds[-1] :]))
