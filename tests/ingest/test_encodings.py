"""Encodings are told from bytes, on short lines too; what cannot be told is refused."""

import random
import re
from pathlib import Path

import opencc
import pytest

from corpus.errors import UnreadableFile
from ingest.encodings import decode, decode_declared
from ingest.loaders.html.source import source_of

RELEASES = Path(__file__).parents[1] / "data" / "releases"
HAN, HANGUL = re.compile("[\u4e00-\u9fff]"), re.compile("[가-힣]")


def lines_in(lang: str) -> list[str]:
    """Stretches of 6 to 40 characters of the releases of a language, three of its own characters in each at least."""
    chance = random.Random(20221026)
    letters = HANGUL if lang == "ko" else HAN
    stretches = []
    for path in sorted(RELEASES.glob(f"dev-{lang}-*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            rest = line.strip()
            while len(rest) >= 6:
                size = chance.randint(6, 40)
                stretches.append(rest[:size])
                rest = rest[size:]
    return [each for each in stretches if len(each) >= 6 and len(letters.findall(each)) > 2]


def share_read(lines: list[str], encoding: str) -> float:
    right = total = 0
    for line in lines:
        try:
            data = line.encode(encoding)
        except UnicodeEncodeError:
            continue
        total += 1
        try:
            right += decode(data, name="line").text == line
        except UnreadableFile:
            continue
    assert total > 300
    return right / total


def traditional() -> list[str]:
    convert = opencc.OpenCC("s2t").convert
    return [convert(line) for line in lines_in("zh")]


def test_there_are_lines_enough() -> None:
    assert len(lines_in("ko")) + len(lines_in("zh")) + len(traditional()) >= 1500


@pytest.mark.parametrize(
    "encoding", ["cp949", "euc-kr", "johab", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_short_korean_lines_are_read_in(encoding: str) -> None:
    assert share_read(lines_in("ko"), encoding) >= 0.99


@pytest.mark.parametrize("encoding", ["gb2312", "gbk", "gb18030", "utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_short_chinese_lines_are_read_in(encoding: str) -> None:
    assert share_read(lines_in("zh"), encoding) >= 0.99


@pytest.mark.parametrize("encoding", ["big5", "cp950", "utf-16-le"])
def test_short_lines_in_traditional_characters_are_read_in(encoding: str) -> None:
    assert share_read(traditional(), encoding) >= 0.99


@pytest.mark.parametrize("label", ["", "utf-8", "euc-kr", "gb2312", "big5", "iso-8859-1", "shift_jis", "no-such-thing"])
@pytest.mark.parametrize("encoding", ["cp949", "gb18030", "cp950"])
def test_short_lines_whose_encoding_is_declared_wrongly_are_read(encoding: str, label: str) -> None:
    lines = {"cp949": lines_in("ko"), "gb18030": lines_in("zh"), "cp950": traditional()}[encoding][::2]
    head = f'<html><head><meta charset="{label}"><style>p {{ margin: 0 }}</style></head><body><p class="view">'
    right = total = 0
    for line in lines:
        try:
            data = line.encode(encoding)
        except UnicodeEncodeError:
            continue
        total += 1
        page = source_of(head.encode() + data + b"</p></body></html>", name="line").text
        right += line in page and decode_declared(data, label, name="line").text == line
    assert total > 200
    assert right / total >= 0.99


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32-le", b"\xff\xfe\x00\x00"),
    ],
)
def test_a_byte_order_mark_decides_and_is_left_out(encoding: str, mark: bytes) -> None:
    text = "환경부는 회의를 열었다.\r\n"
    assert decode(mark + text.encode(encoding), name="release.txt").text == text


def test_line_ends_and_odd_blanks_stay_as_they_are() -> None:
    text = "가\r\n\u3000\u3000나\u00a0다\t\n\n"
    assert decode(text.encode(), name="release.txt").text == text


def test_quotes_of_western_europe_among_english_are_read() -> None:
    text = "The ministers’ meeting adopted a “joint statement” on air quality."
    assert decode(text.encode("cp1252"), name="release.txt").text == text


def test_english_quotes_typed_on_a_chinese_system_are_read() -> None:
    text = "The ministers’ meeting adopted a “joint statement” on air quality in Xi’an."
    assert decode(text.encode("gb18030"), name="release.txt").text == text


def test_a_few_broken_bytes_are_replaced_and_told() -> None:
    data = ("환경부는 서울에서 회의를 열었다. " * 20).encode()
    decoded = decode(data[:100] + b"\xff" + data[100:], name="release.txt")
    assert decoded.encoding == "utf-8"
    assert decoded.text.count("\ufffd") <= 2
    assert decoded.reasons == (f"bytes that are no utf-8 in {decoded.text.count(chr(0xFFFD))} places",) or (
        decoded.reasons == ("bytes that are no utf-8 in 1 place",)
    )


def test_noise_is_refused() -> None:
    noise = random.Random(1).randbytes(4000).replace(b"\x00", b"\x01")
    with pytest.raises(UnreadableFile, match=r"no known encoding|broken characters"):
        decode(noise, name="noise.txt")
