"""Releases by their numbers: most stand alone, a few per cent are another format, reprint or next round of one."""

import os
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from .changes import Changes
from .formats import SHARES, written
from .sources import LANGS, Lang, paragraphs, releases, sentences

Relation = Literal["alone", "rendition", "reprint", "next round"]

_SHARES_OF_LANGS = (45, 30, 25)
_ROUND = 40
"""Of so many releases one is another format of the one before it, one a reprint and one the next round of another."""
_RENDITION, _REPRINT, _NEXT = 39, 17, 33
_EARLIER = 7
_KEPT = 0.5
"""Share of the paragraphs of the release that gives head and foot."""
_MEDIAN, _SPREAD, _LONGEST = {"ko": 1000, "en": 2300, "zh": 750}, 0.55, 12_000
"""Characters of a release: half have fewer, two of three lie within the spread's power of e."""
_FROM_SENTENCES, _JOINED = 0.35, 0.15
_PER_FOLDER = 1000
_FIRST_DAY = datetime(2015, 1, 1, tzinfo=UTC)
_OTHER = {"hwpx": "pdf", "pdf": "hwpx", "html": "pdf", "txt": "html", "docx": "html"}
_NO_LETTERS = {"zh": {"pdf": "docx"}, "en": {"hwpx": "docx"}}
"""Formats that a language is not published in, or whose font lacks its letters."""
_REPRINTED = {
    "ko": ("[가나다뉴스] ", "\n무단 전재 및 재배포 금지"),
    "en": ("[ABC Newswire] ", "\nAll rights reserved."),
    "zh": ("【甲乙通讯】", "\n未经许可不得转载。"),
}


@dataclass(frozen=True)
class Made:
    """A release as a file: its place in the folder, bytes, and when it was last changed.

    `of` is the number of the release that it is a rendition or reprint of, or the next round after.
    """

    number: int
    path: str
    lang: Lang
    data: bytes
    changed_at: datetime
    relation: Relation
    of: int


def release(number: int) -> Made:
    """The release of a number from 0."""
    relation, of = _relation(number)
    source = random.Random(f"text {of}")
    lang = source.choices(LANGS, _SHARES_OF_LANGS)[0]
    title, text = _text(lang, source)
    chance = random.Random(f"file {number}")
    changes = Changes(lang, random.Random(f"changes {number if relation == 'next round' else of}"))
    title, text = changes(title), changes(text)
    suffix = _suffix(lang, random.Random(f"file {of}") if relation == "rendition" else chance)
    if relation == "rendition":
        suffix = _OTHER[suffix]
        suffix = _NO_LETTERS.get(lang, {}).get(suffix, suffix)
    if relation == "reprint":
        before, after = _REPRINTED[lang]
        text = f"{before}{text}{after}"
    stem = f"{lang}-{(of if relation == 'rendition' else number):07}"
    return Made(
        number=number,
        path=f"{number // _PER_FOLDER:04}/{stem}.{suffix}",
        lang=lang,
        data=written(text, title, suffix, lang, changes, chance),
        changed_at=_FIRST_DAY + timedelta(minutes=37 * number),
        relation=relation,
        of=of,
    )


def write(count: int, folder: Path) -> None:
    """Write the first `count` releases; nothing is kept in memory."""
    for number in range(count):
        made = release(number)
        path = folder / made.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.data)
        moment = made.changed_at.timestamp()
        os.utime(path, (moment, moment))


def _relation(number: int) -> tuple[Relation, int]:
    place = number % _ROUND
    if place == _RENDITION:
        return "rendition", number - 1
    if place == _REPRINT:
        return "reprint", number - _EARLIER
    if place == _NEXT:
        return "next round", number - _EARLIER
    return "alone", number


def _suffix(lang: Lang, chance: random.Random) -> str:
    shares = SHARES[lang]
    return chance.choices(list(shares), list(shares.values()))[0]


def _text(lang: Lang, chance: random.Random) -> tuple[str, str]:
    """Title and lines: head and foot of one release, some of its paragraphs, others of others."""
    base = chance.choice(releases(lang))
    wanted = min(_MEDIAN[lang] * chance.lognormvariate(0, _SPREAD), _LONGEST)
    chosen = [paragraph for paragraph in base.paragraphs if chance.random() < _KEPT]
    size = sum(map(len, chosen))
    while chosen and size > wanted:
        size -= len(chosen.pop(chance.randrange(len(chosen))))
    while size < wanted or not chosen:
        if chance.random() < _FROM_SENTENCES:
            added = " ".join(chance.sample(sentences(lang), chance.randint(2, 4)))
        else:
            added = chance.choice(paragraphs(lang))
        at = chance.randint(min(1, len(chosen)), len(chosen))
        if added in chosen:
            continue
        if chosen and at and chance.random() < _JOINED and "\n" not in chosen[at - 1] + added:
            chosen[at - 1] += f" {added.lstrip()}"
        else:
            chosen.insert(at, added)
        size += len(added)
    title = max(base.head, key=len, default=chosen[0].splitlines()[0][:60]).strip()
    return title, "\n".join([*base.head, *chosen, *base.foot])
