from pathlib import Path

import pytest

from corpus.errors import BadResource
from corpus.languages import LANGS, Lang
from extract import rulefiles
from extract.agencies.locality_rules import locality_grammar

from .support import agencies

EXAMPLES = [
    pytest.param(lang, source, names, id=f"{lang}-{number}")
    for lang in LANGS
    for number, (source, names) in enumerate(locality_grammar(lang).rules.examples)
]
REJECTS = [
    pytest.param(lang, source, id=f"{lang}-{number}")
    for lang in LANGS
    for number, source in enumerate(locality_grammar(lang).rules.rejects)
]


@pytest.mark.parametrize(("lang", "source", "names"), EXAMPLES)
def test_a_government_that_acts_is_an_agency(lang: Lang, source: str, names: list[str]) -> None:
    surfaces = [part.split("]]")[0] for part in source.split("[[")[1:]]
    found = agencies(source.replace("[[", "").replace("]]", ""), lang=lang)
    assert [(one.name, True) for one in found if one.name in names] == [(name, True) for name in names]
    for name, surface in zip(names, surfaces, strict=True):
        assert surface in next(one.surfaces for one in found if one.name == name)


@pytest.mark.parametrize(("lang", "source"), REJECTS)
def test_a_mere_place_is_none(lang: Lang, source: str) -> None:
    assert not [one.name for one in agencies(source, lang=lang) if one.rule == "locality"]
    assert not [one.name for one in agencies(source, lang=lang) if one.name.endswith((" City", " Province"))]


def test_a_city_with_its_province_in_front_is_one_body_with_both_surfaces() -> None:
    found = agencies("경기도 의왕시는 교류 협정을 맺었다. 의왕시는 기념품을 전달했다.", lang="ko")
    assert [(one.name, one.surfaces, one.country) for one in found] == [
        ("Uiwang City", ("경기도 의왕시", "의왕시"), "KR")
    ]


def test_the_country_in_front_decides_between_namesakes() -> None:
    def country(text: str) -> list[str | None]:
        return [one.country for one in agencies(text, lang="ko")]

    assert country("안산시는 협약을 체결했다.") == ["KR"]
    assert country("중국 안산시는 협약을 체결했다.") == ["CN"]


def test_a_bad_expression_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en").mkdir()
    text = (rulefiles.ROOT / "en" / "localities.toml").read_text(encoding="utf-8")
    broken = text.replace('within = "', 'within = "(', 1)
    (tmp_path / "en" / "localities.toml").write_text(broken, encoding="utf-8")
    for module in ("extract.rulefiles", "extract.agencies.locality_rules"):
        monkeypatch.setattr(f"{module}.ROOT", tmp_path)
    locality_grammar.cache_clear()
    try:
        with pytest.raises(BadResource, match="within: "):
            locality_grammar("en")
    finally:
        monkeypatch.undo()
        locality_grammar.cache_clear()
