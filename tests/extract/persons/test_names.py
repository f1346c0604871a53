import pytest

from extract.persons.names import key, surnames


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("저우 궈밍", "저우궈밍"),
        ("HAN Ye-rin", "Han Ye-Rin"),
        ("Hiroshi Mori", "MORI Hiroshi"),
        ("Yoon Do-hyun", "Yoon Dohyun"),
        ("Lü Jiaming", "Lu Jiaming"),
        ("安东尼·凯尔", "安东尼・凯尔"),
    ],
)
def test_spellings_of_one_name_have_one_key(left: str, right: str) -> None:
    assert key(left) == key(right)


def test_different_names_have_different_keys() -> None:
    assert key("Kim Do-hyun") != key("Kim Do-hyung")
    assert key("김도현") != key("김도형")


def test_a_person_is_called_by_the_family_name() -> None:
    assert "남궁" in surnames("남궁하늘")
    assert surnames("후지와라 겐타") == {"후지와라", "겐타"}


def test_a_transcribed_name_of_several_parts_is_called_by_one_of_them() -> None:
    assert surnames("安东尼·凯尔") == {"安东尼", "凯尔"}
