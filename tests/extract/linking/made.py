"""Makes the mentions of rounds by which event ids are measured: invented sentences on series of the registry.

    python -m tests.extract.linking.made > tests/extract/linking/mentions.jsonl

Each line is one release of a sentence or two: `lang`, `ref_date`, `text`, and `mentions`: the name as written and the
label of the round. Rounds of a series follow each other by a year, in one city and on nearly the same day; each is told
in three languages, with its number and without, as the next one of the round before, and with its preparatory meeting.
"""

import json
import sys
from collections.abc import Iterator
from typing import TypedDict

from corpus.languages import LANGS, Lang
from corpus.registry.groups import spellings
from corpus.registry.series import SeriesName, series
from corpus.registry.tables import ROOT, read_table

SERIES = 12
ROUNDS = 3
FIRST_YEAR = 2013
CITIES: tuple[dict[Lang, str], ...] = (
    {"ko": "제주", "en": "Jeju", "zh": "济州"},
    {"ko": "칭다오", "en": "Qingdao", "zh": "青岛"},
    {"ko": "후쿠오카", "en": "Fukuoka", "zh": "福冈"},
    {"ko": "부산", "en": "Busan", "zh": "釜山"},
)
MONTHS = ("March", "April", "May", "June", "September", "October", "November")
NUMBERS = (3, 4, 5, 6, 9, 10, 11)
DIGITS = "零一二三四五六七八九"


class Mention(TypedDict):
    """A name as written and the label of its round."""

    name: str
    event: str


class Release(TypedDict):
    """A made release."""

    lang: Lang
    ref_date: str
    text: str
    mentions: list[Mention]


def ordinal(number: int, lang: Lang) -> str:
    """A round's number as its language writes it."""
    if lang == "ko":
        return f"제{number}차"
    if lang == "en":
        ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 != 1 else 0, "th")
        return f"{number}{ending}"
    tens, ones = divmod(number, 10)
    words = ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")
    return f"第{words}次"


def chosen() -> list[tuple[str, dict[Lang, str]]]:
    """Series with a name in every language that no other series of the choice shares, two members or three."""
    registry = series()
    found: list[tuple[str, dict[Lang, str]]] = []
    for one in registry.ids:
        entry = registry.entry(one)
        if len(entry.members.split()) < 2:
            continue
        names: dict[Lang, str] = {}
        for lang in LANGS:
            written = [
                row.name
                for _, row in read_table(ROOT / "series" / f"{lang}.csv", SeriesName)
                if row.id == one and "{members}" in row.name
            ]
            if written:
                names[lang] = _written(written[0], lang, entry.members)
        if len(names) == len(LANGS) and all(registry.named(names[lang], lang) == one for lang in LANGS):
            found.append((one, names))
    step = max(1, len(found) // SERIES)
    return found[::step][:SERIES]


def _written(name: str, lang: Lang, members: str) -> str:
    """The name with its countries, in the first of the spellings that names them."""
    every = spellings(name, lang, members)
    return next((one for one in every if "-" in one), every[0]) if lang == "en" else every[0]


def releases() -> Iterator[Release]:
    """All made releases, in a fixed order."""
    for position, (one, names) in enumerate(chosen()):
        first, city = 2 + position % 17, CITIES[position % len(CITIES)]
        month = position % len(MONTHS)
        for offset in range(ROUNDS):
            number, year, day = first + offset, FIRST_YEAR + position % 5 + offset, 5 + position % 20 + offset % 2
            for lang in LANGS:
                yield from _of_round(one, names[lang], lang, number, year, month, day, city[lang])


def _of_round(
    one: str, name: str, lang: Lang, number: int, year: int, month: int, day: int, city: str
) -> Iterator[Release]:
    event, ref = f"{one}-{number}", f"{year}-{NUMBERS[month]:02}-{day + 3:02}"
    full = f"{ordinal(number, lang)} {name}" if lang != "zh" else f"{ordinal(number, lang)}{name}"
    if lang == "ko":
        when, before = f"{year}년 {NUMBERS[month]}월 {day}일", f"{year}년 {NUMBERS[month]}월 {day - 1}일"
        numbered = (
            f"{full}가 {when} {city}에서 개최되었다." if _open(name) else f"{full}이 {when} {city}에서 개최되었다."
        )
        plain = (
            f"양측은 {when} {city}에서 {name}를 열었다."
            if _open(name)
            else f"양측은 {when} {city}에서 {name}을 열었다."
        )
        after = f"{numbered} 차기 회의는 {year + 1}년 {NUMBERS[month]}월에 개최될 예정이다."
        prepared = f"{full} 준비를 위한 실무회의가 {before} {city}에서 열렸다."
        upcoming, preparing = "차기 회의", "실무회의"
    elif lang == "en":
        when, before = f"{MONTHS[month]} {day}, {year}", f"{MONTHS[month]} {day - 1}, {year}"
        numbered = f"The {full} was held in {city} on {when}."
        plain = f"The {name} took place in {city} on {when}."
        after = f"{numbered} The next meeting will be held in {MONTHS[month]} {year + 1}."
        prepared = f"A working-level preparatory meeting for the {full} was held in {city} on {before}."
        upcoming, preparing = "next meeting", "working-level preparatory meeting"
    else:
        when, before = f"{year}年{NUMBERS[month]}月{day}日", f"{year}年{NUMBERS[month]}月{day - 1}日"
        numbered = f"{when},{full}在{city}举行。"
        plain = f"{name}于{when}在{city}召开。"
        after = f"{numbered}下次会议将于{year + 1}年{NUMBERS[month]}月举行。"
        prepared = f"{before},{full}筹备会在{city}举行。"
        upcoming, preparing = "下次会议", "筹备会"
    yield {"lang": lang, "ref_date": ref, "text": numbered, "mentions": [{"name": full, "event": event}]}
    yield {"lang": lang, "ref_date": ref, "text": plain, "mentions": [{"name": name, "event": event}]}
    following = f"{one}-{number + 1}"
    yield {
        "lang": lang,
        "ref_date": ref,
        "text": after,
        "mentions": [{"name": full, "event": event}, {"name": upcoming, "event": following}],
    }
    yield {
        "lang": lang,
        "ref_date": ref,
        "text": prepared,
        "mentions": [{"name": preparing, "event": f"{event}-preparatory"}],
    }


def _open(name: str) -> bool:
    """Whether the last syllable ends in a vowel, which decides the particle."""
    return (ord(name[-1]) - ord("가")) % 28 == 0


if __name__ == "__main__":
    sys.stdout.writelines(json.dumps(release, ensure_ascii=False) + "\n" for release in releases())
