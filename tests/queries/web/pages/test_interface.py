"""The words of the pages: the same names in every language, all of them used, every value of a list in words."""

import re
import string
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from corpus.records import AgreementKind, AgreementStatus, DateRole, Level, MeetingFormat, MeetingStatus
from queries.asking.model import FilterName
from queries.exports import FORMATS
from queries.web import pages
from queries.web.pages.facts import FIELDS
from queries.web.pages.interface import INTERFACES, ROOT, preferred, words
from queries.web.pages.router import SECTIONS
from queries.web.problems import KINDS

PLACES = Path(pages.__file__).parent.parent
SOURCES = [*sorted((PLACES / "templates").glob("*.html")), *sorted((PLACES / "pages").glob("*.py"))]
NAMED = re.compile(r"""\b(?:t|words|words\(\w+\))\(\s*["']([a-z_]+\.[\w.-]+)["']\s*[,)]""")
BUILT = re.compile(r"""\b(?:t|words)\(\s*f?["']([a-z_]+)\.(?:[\w-]*_)?["'{]""")
VALUED = re.compile(r"""\bvalue\(\s*["']([a-z_]+)["']""")
COUNTED = re.compile(r"""\bcount\(\s*["']([a-z_]+)["']""")


def said(lang: str) -> dict[str, str]:
    sections = tomllib.loads((ROOT / f"{lang}.toml").read_text(encoding="utf-8"))
    return {f"{section}.{name}": text for section, names in sections.items() for name, text in names.items()}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("lang", INTERFACES)
def test_every_language_says_what_the_others_say(lang):
    theirs, ours = said("en"), said(lang)
    plurals = {name for name in theirs if name.endswith("_one")}
    assert set(ours) - plurals == set(theirs) - plurals
    assert [name for name in ours if places(ours[name]) != places(theirs[name])] == []
    assert [name for name, text in ours.items() if not text.strip()] == []


@pytest.mark.parametrize("lang", ["ko", "zh"])
def test_nothing_is_left_in_english(lang):
    theirs, ours = said("en"), said(lang)
    own = re.compile(r"[가-힣]" if lang == "ko" else r"[一-鿿]")
    foreign = [name for name, text in ours.items() if text == theirs[name] and not own.search(text)]
    assert {name.partition(".")[0] for name in foreign} <= {"export"}


def test_every_name_that_a_page_asks_for_is_said():
    asked = {name for path in SOURCES for name in NAMED.findall(path.read_text(encoding="utf-8"))}
    assert len(asked) > 100
    assert asked - set(said("en")) == set()
    counted = {name for path in SOURCES for name in COUNTED.findall(path.read_text(encoding="utf-8"))}
    assert {f"count.{name}" for name in counted} - set(said("en")) == set()


def test_nothing_is_said_that_no_page_asks_for():
    texts = [path.read_text(encoding="utf-8") for path in SOURCES]
    asked = {name for text in texts for name in NAMED.findall(text)}
    asked |= {f"count.{name}{ending}" for text in texts for name in COUNTED.findall(text) for ending in ("", "_one")}
    whole = {section for text in texts for pattern in (BUILT, VALUED) for section in pattern.findall(text)}
    whole |= {"date", "country", "language", "filter", "status", "kind", "level", "format", "field"}
    assert [name for name in said("en") if name not in asked and name.partition(".")[0] not in whole] == []


@pytest.mark.parametrize("lang", INTERFACES)
def test_closed_lists_are_said_in_words(lang):
    lists = {
        "status": (*get_args(MeetingStatus), *get_args(AgreementStatus)),
        "level": get_args(Level),
        "kind": get_args(AgreementKind),
        "format": get_args(MeetingFormat),
        "date_role": get_args(DateRole),
        "filters": get_args(FilterName),
        "list": FIELDS,
        "nav": SECTIONS,
        "export": tuple(FORMATS),
        "failure": tuple(KINDS),
    }
    missing = [f"{field}.{value}" for field, values in lists.items() for value in values]
    assert [name for name in missing if name not in words(lang).names] == []


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        (None, "en"),
        ("", "en"),
        ("ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        ("fr;q=1.0, zh-Hans;q=0.4, en;q=0.3", "zh"),
        ("en;q=0, ko;q=0.1", "ko"),
        ("fr, de", "en"),
        ("ko;q=nonsense, zh;q=0.2", "zh"),
    ],
)
def test_a_browser_gets_the_language_it_asks_for(accepted, expected):
    assert preferred(accepted) == expected


@pytest.mark.parametrize(
    ("lang", "value", "expected"),
    [
        ("en", "2022-10-26", "2022-10-26"),
        ("ko", "2019-33", "2019년 1분기"),
        ("zh", "2019-41", "2019 年下半年"),
        ("en", "2022-12-07/2022-12-19", "2022-12-07 – 2022-12-19"),
        ("ko", "../2013", "2013까지"),
        ("en", "soon", "soon"),
        ("en", None, ""),
    ],
)
def test_dates_are_said_in_words(lang, value, expected):
    assert words(lang).date(value) == expected


def test_organisations_are_called_as_their_readers_call_them():
    assert words("zh").agency("Ministry of Ecology and Environment") == "生态环境部"
    assert words("en").agency("cn.mee") == "Ministry of Ecology and Environment"
    assert words("ko").agency("A bureau that no registry knows") == "A bureau that no registry knows"


def test_what_facts_state_is_said_in_words():
    ko = words("ko")
    assert ko.fact("parties", ["CN", "KR", "INT"]) == "중국, 대한민국, 국제기구"
    assert ko.fact("amount", {"text": "3억 원", "value": 3e8, "unit": "KRW"}) == "3억 원"
    assert ko.fact("period", "2026/2028") == "2026 – 2028"
    assert ko.fact("status", "signed") == "서명"


def test_numbers_take_the_plural_of_the_language():
    assert [words("en").count("releases", number) for number in (1, 1200)] == ["1 release", "1,200 releases"]
    assert words("ko").count("releases", 1) == "보도자료 1건"


def test_what_differs_is_said_with_its_side():
    assert words("en").differing("head of KR") == "Head (South Korea)"
    assert words("ko").differing("date") == "날짜"
    assert words("zh").differing("USD") == "USD"
