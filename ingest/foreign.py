"""Texts in a language that is not read: told by script, by the commonest words, at last by letter statistics."""

import re
from functools import cache

from corpus.model import Model

from .rulefiles import load

_SAMPLE = 4000
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
_ENOUGH_WORDS = 40
_ENGLISH_SHARE = 0.15
_SURE = 0.9

_READ = re.compile("[A-Za-z\uac00-\ud7a3\u4e00-\u9fff]")


class ForeignRules(Model):
    """The file `foreign.toml`: the commonest words of English, characters of Japan, names of scripts and languages."""

    english: frozenset[str]
    shinjitai: str
    scripts: dict[str, str]
    languages: dict[str, str]


@cache
def _rules() -> ForeignRules:
    rules: ForeignRules = load("foreign", ForeignRules)
    return rules


@cache
def _scripts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(f"[{characters}]")) for name, characters in _rules().scripts.items())


def is_japanese(words: str, kana: int, han: int) -> bool:
    """Whether a line of Han characters and kana is Japanese; a Chinese line may quote a word in kana.

    Japanese has a kana for every Han character or so; a headline with few of them, characters in the form that only
    Japan uses.
    """
    if kana * 4 > han:
        return kana > 1
    return kana > 0 and sum(map(words.count, _rules().shinjitai)) * 12 > han


def common_english_words(words: str) -> int:
    """How many of the commonest words of English stand in `words`."""
    return sum(word in _rules().english for word in _LATIN_WORD.findall(words.lower()))


def foreign_language(text: str, *, latin_main: bool) -> str | None:
    """The name of the language of a text that is neither Korean, English nor Chinese; None for those.

    `latin_main`: most of it is in Latin letters.
    """
    if text.isascii() and not latin_main:
        return None
    sample = text if len(text) <= 4 * _SAMPLE else text[: 2 * _SAMPLE] + text[len(text) // 2 :][: 2 * _SAMPLE]
    if not sample.isascii():
        read = len(_READ.findall(sample))
        for name, script in _scripts():
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
    if sum(word in _rules().english for word in words) >= _ENGLISH_SHARE * len(words):
        return None
    half = len(words) // 2
    first, second = (_detected(" ".join(part)[:_SAMPLE]) for part in (words[:half], words[half:]))
    return first if first == second else None


def _detected(words: str) -> str | None:
    from langdetect.lang_detect_exception import LangDetectException  # costs half a second, needed rarely

    detector = _detectors().create()
    detector.set_prior_map({"en": 0.5, **{lang: 0.5 / len(_rules().languages) for lang in _rules().languages}})
    detector.append(words)
    try:
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):
        return None
    return _rules().languages.get(best.lang) if best.prob >= _SURE else None


@cache
def _detectors():  # type: ignore[no-untyped-def]  # langdetect has no types
    from langdetect import DetectorFactory, detector_factory

    DetectorFactory.seed = 0
    detector_factory.init_factory()
    return detector_factory._factory
