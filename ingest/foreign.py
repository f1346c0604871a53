"""Texts in a language that is not read: told by script, by the commonest words, at last by letter statistics."""

import re
from functools import cache

_SAMPLE = 4000
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
_ENGLISH_WORDS = frozenset(
    ("the", "of", "and", "to", "in", "on", "for", "with", "by", "is", "are", "was", "were", "will", "has", "have",
     "that", "at", "from", "as", "it", "its", "be", "this", "which", "their", "between")
)  # fmt: skip
_ENOUGH_WORDS = 40
_ENGLISH_SHARE = 0.15
_SURE = 0.9

_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("Russian or another language in Cyrillic letters", re.compile("[\u0400-\u052f]")),
    ("Arabic or another language in Arabic letters", re.compile("[\u0600-\u06ff\u0750-\u077f]")),
    ("Thai", re.compile("[\u0e00-\u0e7f]")),
    ("Hindi or another language in Devanagari", re.compile("[\u0900-\u097f]")),
    ("Greek", re.compile("[\u0370-\u03ff]")),
    ("Hebrew", re.compile("[\u0590-\u05ff]")),
    ("Mongolian", re.compile("[\u1800-\u18af]")),
    ("Khmer", re.compile("[\u1780-\u17ff]")),
    ("Lao", re.compile("[\u0e80-\u0eff]")),
    ("Burmese", re.compile("[\u1000-\u109f]")),
)
_READ = re.compile("[A-Za-z\uac00-\ud7a3\u4e00-\u9fff]")

_SHINJITAI = re.compile("[働込畑峠辻栃匂枠塀円広図団単価仏払沢択渋労厳営経済続総児壱実関発検験徳恵雑髪戻両帰転軽駅気]")
_LANGUAGES = {
    "fr": "French", "de": "German", "es": "Spanish", "pt": "Portuguese", "it": "Italian", "nl": "Dutch",
    "vi": "Vietnamese", "id": "Indonesian", "tr": "Turkish", "pl": "Polish", "cs": "Czech", "hu": "Hungarian",
    "ro": "Romanian", "sv": "Swedish", "da": "Danish", "no": "Norwegian", "fi": "Finnish", "hr": "Croatian",
    "sk": "Slovak", "sl": "Slovenian", "et": "Estonian", "lv": "Latvian", "lt": "Lithuanian", "sq": "Albanian",
    "tl": "Tagalog", "sw": "Swahili", "so": "Somali", "af": "Afrikaans", "ca": "Catalan", "cy": "Welsh",
}  # fmt: skip


def is_japanese(words: str, kana: int, han: int) -> bool:
    """Whether a line of Han characters and kana is Japanese; a Chinese line may quote a word in kana.

    Japanese has a kana for every Han character or so; a headline with few of them, characters in the form that only
    Japan uses.
    """
    if kana * 4 > han:
        return kana > 1
    return kana > 0 and len(_SHINJITAI.findall(words)) * 12 > han


def foreign_language(text: str, *, latin_main: bool) -> str | None:
    """The name of the language of a text that is neither Korean, English nor Chinese; None for those.

    `latin_main`: most of it is in Latin letters.
    """
    if text.isascii() and not latin_main:
        return None
    sample = text if len(text) <= 4 * _SAMPLE else text[: 2 * _SAMPLE] + text[len(text) // 2 :][: 2 * _SAMPLE]
    if not sample.isascii():
        read = len(_READ.findall(sample))
        for name, script in _SCRIPTS:
            if len(script.findall(sample)) > max(read, 20):
                return name
    return _latin_language(sample) if latin_main else None


def _latin_language(sample: str) -> str | None:
    """What a text in Latin letters is written in, where it is not English and long enough to tell.

    Both halves of it must be told to be the same: a list of names in English looks like any language.
    """
    words = _LATIN_WORD.findall(sample.lower())
    if len(words) < _ENOUGH_WORDS or len(set(words)) < _ENOUGH_WORDS // 2:
        return None
    if sum(word in _ENGLISH_WORDS for word in words) >= _ENGLISH_SHARE * len(words):
        return None
    half = len(words) // 2
    first, second = (_detected(" ".join(part)[:_SAMPLE]) for part in (words[:half], words[half:]))
    return first if first == second else None


def _detected(words: str) -> str | None:
    from langdetect.lang_detect_exception import LangDetectException  # costs half a second, needed rarely

    detector = _detectors().create()
    detector.set_prior_map({"en": 0.5, **{lang: 0.5 / len(_LANGUAGES) for lang in _LANGUAGES}})
    detector.append(words)
    try:
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):
        return None
    return _LANGUAGES.get(best.lang) if best.prob >= _SURE else None


@cache
def _detectors():  # type: ignore[no-untyped-def]  # langdetect has no types
    from langdetect import DetectorFactory, detector_factory

    DetectorFactory.seed = 0
    detector_factory.init_factory()
    return detector_factory._factory
