"""The encoding of a plain text, told from its bytes.

A byte order mark decides, then valid UTF-8; what remains is decoded in each of the encodings in use for Korean and
Chinese, and the reading that looks most like the language wins. On lines of 6 to 40 characters this is right where
general detectors err on one line in seven.
"""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.errors import UnreadableFile

_FREQUENT = Path(__file__).parent / "resources" / "frequent"
_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_WIDE_ASCII = (
    (re.compile(rb"(?:[\t\n\r -~]\x00){4}"), "utf-16-le"),
    (re.compile(rb"(?:\x00[\t\n\r -~]){4}"), "utf-16-be"),
)
_SAMPLE = 1 << 16
_LEAST_SCORE = 0.3
_BROKEN_SHARE = 0.02
_CLEARLY = 0.15
"""How much better another reading must be than the declared one, in the scores of whole texts."""
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "euc-kr": "cp949",
    "euc_kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "ksc5601": "cp949",
    "x-windows-949": "cp949",
    "windows-949": "cp949",
    "uhc": "cp949",
    "big5": "cp950",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "iso-8859-1": "cp1252",
}
"""What texts that declare the one are written in: a superset."""
_MARKUP = re.compile(rb"<(style|script)\b[^>]*>.{0,20000}?</\1|</?[A-Za-z!][^<>\x80-\xff]*>", re.IGNORECASE | re.DOTALL)
_PROSE = re.compile(rb"[a-z ]")
_MARKS = re.compile("[\u00a7-\u00ff\u2010-\u203b\u2190-\u2193\u25a0-\u25cf\u3000-\u3003\u3008-\u3011]")
_NICE = re.compile("[‘’“”–—…•·€™£§©®°éèêëàâäáåçñöôóüûúíïî×ÉÖÜ]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_CJK = re.compile("[\u4e00-\u9fff\uff01-\uff5e]")
_HAN = re.compile("[\u4e00-\u9fff]")
_ODD = re.compile("[\ue000-\uf8ff\u3400-\u4dbf\u0080-\u009f\U00020000-\U0010ffff\ufffd]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_UNUSUAL = re.compile(
    "[\u0100-\u1fff\u2800-\u2e7f\ua000-\uabff\ufb00-\ufdff\ufe70-\ufefe\u3400-\u4dbf\ue000-\uf8ff\ufffd]"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the name of its encoding, and reasons to doubt it."""

    text: str
    encoding: str
    reasons: tuple[str, ...] = ()


def decode(data: bytes, *, name: str) -> Decoded:
    """Decode `data`; a byte order mark is left out.

    A text with a few broken bytes is read with U+FFFD in their place, and says so in `reasons`.

    Raises:
        UnreadableFile: no encoding fits.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _with_few_broken(data[len(mark) :], encoding, name)
    try:
        if b"\x00" not in data[:_SAMPLE]:
            return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        if _is_nearly_utf8(data):
            return _with_few_broken(data, "utf-8", name)
    best = _best_encoding(_sample(data))
    if best is None:
        raise UnreadableFile(f"{name} is in no known encoding of Korean, Chinese or English", hint="Save it as UTF-8")
    return _with_few_broken(data, best, name)


def narrowed(data: bytes) -> bytes:
    """`data` in UTF-8 where it is UTF-16, by its mark or by the zeros of its first letters; without a byte order mark.

    For what is told by ASCII: markup, the fields of a mail.

    >>> narrowed("<html>".encode("utf-16"))
    b'<html>'
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            rest = data[len(mark) :]
            return rest if encoding == "utf-8" else rest.decode(encoding, "replace").encode()
    for pattern, encoding in _WIDE_ASCII:
        if pattern.match(data):
            return data.decode(encoding, "replace").encode()
    return data


def decode_declared(data: bytes, label: str, *, name: str) -> Decoded:
    """Decode `data`, which says that it is in the encoding `label` ("" says nothing).

    Valid UTF-8 is UTF-8 whatever is declared. Of the rest a declaration holds unless another encoding gives a reading
    that looks clearly more like Korean or Chinese: pages are copied from one system to the next with their heads.

    Raises:
        UnreadableFile: no encoding fits.
    """
    declared = _WIDER.get(label.strip().lower(), label.strip().lower())
    try:
        codec = codecs.lookup(declared).name if declared else ""
    except LookupError:
        codec = ""
    if not codec or data.startswith(tuple(mark for mark, _ in _BOMS)) or codec.startswith(("utf", "ascii")):
        return decode(data, name=name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if _contradicted(_sample(data), codec):
        return decode(data, name=name)
    try:
        return _with_few_broken(data, codec, name)
    except UnreadableFile:
        return decode(data, name=name)


def _contradicted(sample: bytes, codec: str) -> bool:
    """Whether another encoding reads the sample clearly better than the declared one."""
    scores: dict[str, float] = {}
    for encoding, score in _CANDIDATES:
        if not encoding.startswith("utf") and (text := _decoded(sample, encoding)) is not None:
            scores[encoding] = score(text)
    own = next((score for encoding, score in scores.items() if codecs.lookup(encoding).name == codec), None)
    if own is None:
        text = _decoded(sample, codec)
        own = 0.0 if text is None else _usual_in_prose(text)
    return max(scores.values(), default=0.0) > max(own, _LEAST_SCORE) + _CLEARLY


def _with_few_broken(data: bytes, encoding: str, name: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
    broken = text.count("\ufffd")
    if broken > max(3, _BROKEN_SHARE * len(_NOT_ASCII.findall(text))):
        raise UnreadableFile(
            f"{name} has {broken:,} broken characters as {encoding}", hint="Fetch the file again, or save it as UTF-8"
        )
    places = "place" if broken == 1 else "places"
    return Decoded(text, encoding, (f"bytes that are no {encoding} in {broken} {places}",))


def _is_nearly_utf8(data: bytes) -> bool:
    text = _sample(data).decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return (
        broken <= max(3, _BROKEN_SHARE * len(_NOT_ASCII.findall(text)))
        and len(_CJK.findall(text)) + len(_HANGUL.findall(text)) > 4 * broken
    )


def _sample(data: bytes) -> bytes:
    """The start of a long text, up to the end of a line; of a page without its tags and styles, which are English."""
    sample = data
    if len(data) > _SAMPLE:
        end = data.rfind(b"\n", 0, _SAMPLE)
        sample = data[: end + 1 if end > 0 else _SAMPLE]
    if b"</" not in sample or b"\x00" in sample:
        return sample
    words = _MARKUP.sub(b"\n", sample)
    return sample if words.isascii() else words  # a page may say all it has to say in a script


def _best_encoding(sample: bytes) -> str | None:
    """The encoding whose reading of `sample` looks most like the language it is for; None where none does."""
    prose = b"\x00" not in sample and len(_PROSE.findall(sample)) > 0.6 * len(sample)
    scored = [
        (score(text), encoding)
        for encoding, score in (_FOR_PROSE if prose else _CANDIDATES)
        if (text := _decoded(sample, encoding)) is not None and not _CONTROL.search(text)
    ]
    best = max(scored, key=lambda each: each[0], default=(0.0, ""))
    return best[1] if best[0] >= _LEAST_SCORE else None


def _decoded(sample: bytes, encoding: str) -> str | None:
    try:
        return sample.decode(encoding)
    except UnicodeDecodeError as error:
        # A sample may be cut inside a character, and a file may hold a few broken bytes.
        if len(sample) < 200 and error.start < len(sample) - 3:
            return None
        text = sample.decode(encoding, errors="replace")
        return text if text.count("\ufffd") <= max(1, _BROKEN_SHARE * len(text)) else None


@cache
def _frequent(name: str) -> re.Pattern[str]:
    characters = "".join((_FREQUENT / f"{name}.txt").read_text(encoding="utf-8").split())
    return re.compile(f"[{characters}]")


@cache
def _syllables() -> re.Pattern[str]:
    """The 2,350 syllables of KS X 1001; the others of Hangul hardly occur in prose."""
    rows = (bytes((lead, trail)) for lead in range(0xB0, 0xC9) for trail in range(0xA1, 0xFF))
    return re.compile("[" + "".join(pair.decode("euc-kr", errors="ignore") for pair in rows) + "]")


def _korean(text: str) -> float:
    wide = len(_NOT_ASCII.findall(text))
    if not wide:
        return 0.0
    hangul, usual = len(_HANGUL.findall(text)), len(_syllables().findall(text))
    frequent = len(_frequent("hangul").findall(text))
    share = hangul / wide
    known = usual / hangul if hangul else 0.0
    common = frequent / hangul if hangul else 0.0
    marks = 0.32 * len(_MARKS.findall(text)) / wide
    return share * (0.35 + 0.25 * known + 0.75 * common) + marks - 2.0 * len(_ODD.findall(text)) / wide


def _chinese(frequent: str) -> Callable[[str], float]:
    def score(text: str) -> float:
        wide = len(_NOT_ASCII.findall(text))
        if not wide:
            return 0.0
        common = len(_frequent(frequent).findall(text))
        marks = 0.32 * len(_MARKS.findall(text))
        return (common + 0.35 * len(_CJK.findall(text)) + marks - 2.0 * len(_ODD.findall(text))) / wide

    return score


def _wide(text: str) -> float:
    """For UTF-16, whose every reading is possible: the best of the three languages, less what is in none of them."""
    if not text or len(_UNUSUAL.findall(text)) > 0.02 * len(text):
        return 0.0
    if text.isascii():
        return 1.5
    latin = sum(c.isascii() for c in text) / len(text)
    best = max(_korean(text), _chinese("simplified")(text), _chinese("traditional")(text))
    return best + 0.1 if latin < 0.9 else 1.0


def _usual_in_prose(text: str) -> float:
    """For English prose: the share of quotes, dashes, accented letters and usual characters in what is not ASCII."""
    wide = len(_NOT_ASCII.findall(text))
    every = (_NICE, *map(_frequent, ("hangul", "simplified", "traditional")))
    return sum(len(pattern.findall(text)) for pattern in every) / wide if wide else 0.0


_CANDIDATES: tuple[tuple[str, Callable[[str], float]], ...] = (
    ("cp949", _korean),
    ("gb18030", _chinese("simplified")),
    ("cp950", _chinese("traditional")),
    ("big5hkscs", _chinese("traditional")),
    ("johab", _korean),
    ("utf-16-le", _wide),
    ("utf-16-be", _wide),
)
"""In the order that decides between equals."""

_FOR_PROSE: tuple[tuple[str, Callable[[str], float]], ...] = tuple(
    (encoding, _usual_in_prose) for encoding in ("gb18030", "cp949", "cp950", "cp1252")
)
