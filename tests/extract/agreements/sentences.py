"""Invented sentences, about half of them with items of an agreement, and what the extractor finds in them.

    python -m tests.extract.agreements.sentences [--lang ko] [--wrong]

Prints, per language and phenomenon, how many sentences are read right; with `--wrong` the others: items missed (-) and
sentences without one in which an item was found (+).
"""

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpus.languages import LANGS, Lang
from extract import run
from ingest import read_bytes

DATA = Path(__file__).parents[2] / "data" / "agreements"
_ITEM = re.compile(r"\[\[(.+?)\]\]")


class Case(NamedTuple):
    """A sentence, the words in it that name its items, what it is an example of, and what it stands after."""

    id: str
    text: str
    items: tuple[str, ...]
    about: str
    setting: str


class Shares(NamedTuple):
    """Items found, sentences with items in which one was found, sentences without in which none was; as shares."""

    items: float
    sentences: float
    quiet: float


@cache
def cases(lang: Lang) -> tuple[Case, ...]:
    """The sentences of a language."""
    rows = map(json.loads, (DATA / f"sentences.{lang}.jsonl").read_text(encoding="utf-8").splitlines())
    return tuple(
        Case(row["id"], _ITEM.sub(r"\1", row["text"]), tuple(_ITEM.findall(row["text"])), row["about"], row["setting"])
        for row in rows
    )


@cache
def settings() -> dict[str, dict[str, list[str]]]:
    """Language -> setting -> the paragraphs before a sentence."""
    return tomllib.loads((DATA / "settings.toml").read_text(encoding="utf-8"))


def titles(lang: Lang, case: Case) -> list[str]:
    """Titles of the agreements that the extractor takes from the sentence."""
    before = "\n\n".join(settings()[lang][case.setting]) + "\n\n"
    document = read_bytes(f"{before}{case.text}\n".encode(), name="release.txt")
    start = document.text.rindex(case.text)
    found = run(document).agreements
    return [item.title for item in found if any(evidence.end > start for evidence in item.evidence)]


def named(item: str, found: Sequence[str]) -> bool:
    """Whether a title names an item: it contains its words, or is a part of them that is more than a letter or two."""
    return any(_form(item) in _form(title) or (len(title) > 3 and _form(title) in _form(item)) for title in found)


def _form(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def shares(lang: Lang) -> Shares:
    """What the extractor finds in the sentences of a language."""
    read = [(case, titles(lang, case)) for case in cases(lang)]
    stating = [(case, found) for case, found in read if case.items]
    hits = [named(item, found) for case, found in stating for item in case.items]
    silent = [not found for case, found in read if not case.items]
    return Shares(sum(hits) / len(hits), sum(bool(f) for _, f in stating) / len(stating), sum(silent) / len(silent))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Agreements in invented sentences.")
    parser.add_argument("--lang", choices=LANGS)
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    write = sys.stdout.write
    for lang in [options.lang] if options.lang else LANGS:
        counts: dict[str, list[int]] = {}
        for case in cases(lang):
            found = titles(lang, case)
            missed = [item for item in case.items if not named(item, found)]
            right = not (missed if case.items else found)
            group = counts.setdefault(f"{'items' if case.items else 'none'}: {case.about}", [0, 0])
            group[0] += int(right)
            group[1] += 1
            if options.wrong and not right:
                write(f"{'-' if case.items else '+'} {case.id} [{case.about}] {case.text} | {missed} | {found}\n")
        write(f"{lang} {shares(lang)}\n")
        for name, (good, total) in counts.items():
            write(f"    {name:<36}{good:>4} of {total}\n")


if __name__ == "__main__":
    main()
