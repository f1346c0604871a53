import pytest

from corpus.registry.finder import NameFinder

NAMES = [
    "환경부",
    "생태환경부",
    "환경부 장관",
    "부",
    "MOE",
    "MOFA",
    "Ministry of Environment",
    "Ministry of Environment and Forests",
    "中国",
    "中国海警局",
]
TEXTS = [
    "생태환경부와 환경부 장관", "환 경 부", "MOFAT and MOE, MOFA", "the Ministry of Environment and Forests",
    "ministry of environment", "中国海警", "中国海警局 中国", "", "부", "환경부장관환경부",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_a_few_lines_are_looked_up_as_many_are_read(text: str) -> None:
    looked_up, compiled = NameFinder(NAMES), NameFinder(NAMES)
    compiled.find("x" * 5000)
    assert looked_up.find(text) == compiled.find(text)


def test_there_may_be_no_names() -> None:
    assert NameFinder([]).find("환경부 MOE") == []
