"""Lines of text in pictures of pages.

The script of a document is told from its first page, so that each page is read with the language that it is in: all
languages at once take twice as long and read Chinese as Hangul. Lines run across the page (page segmentation mode 4):
the program's own search for columns takes the tables at the head of a release for columns and lost half of the
characters of two of three pages; columns are told by the reader of the file. Pages of Korean are read twice, see
`words`, until half of the time for the document is used: whole documents come first.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from statistics import mean, median

from corpus.documents import Box
from corpus.errors import MissingPart
from ingest.limits import Limits

from . import tesseract
from .pictures import Picture
from .words import Word, are_doubtful, with_hangul, words_of

_KOREAN = "kor"
_SCRIPTS = {"Korean": _KOREAN, "Hangul": _KOREAN, "Han": "chi_sim", "Latin": "eng"}
_ORIENTATION, _LINES_ACROSS = "0", "4"
_GAP = 1.5
"""Heights of a line between two words that belong to two columns or cells."""
_SAME_SIZE = (0.7, 1.4)
"""Heights of a line, in the usual one of the page, that count as the usual: letters without stems are lower."""
_LEAST_CONFIDENCE = 30.0
"""Of a line, of 100: logos and rules give less; a rare character within a line may too, and stays."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or the part of one that stands apart; `box` in points from the top left corner, `size` in points."""

    text: str
    box: Box
    size: float


class Unrecognised(Exception):
    """A picture whose text was not recognised; the message says why."""


class Recogniser:
    """Recognises the pages of one document, within its limits.

    `lacking` are the languages that are not installed and would have been tried.
    """

    def __init__(self, limits: Limits) -> None:
        self.lacking: set[str] = set()
        self._limits = limits
        self._until: float | None = None
        self._script: str | None = None

    def lines(self, picture: Picture) -> list[Line]:
        """The lines of a picture, from top to bottom.

        Raises:
            MissingPart: tesseract, or every language of the document, is not installed.
            Unrecognised: it failed, or the time for the document is used up.
        """
        installed = tesseract.languages()
        if self._until is None:
            self._until = time.monotonic() + self._limits.recognition_seconds
        try:
            words = self._words(picture, self._languages(picture, installed))
        except tesseract.Failed as error:
            raise Unrecognised(str(error)) from error
        left = self._until - time.monotonic()
        if self._script == _KOREAN and are_doubtful(words) and left > self._limits.recognition_seconds / 2:
            with suppress(tesseract.Failed):  # where the time is used up, the first reading is what there is
                words = with_hangul(words, self._words(picture, [_KOREAN]))
        return list(_lines(words, picture))

    def _words(self, picture: Picture, languages: list[str]) -> list[Word]:
        options = ("-l", "+".join(languages), "--psm", _LINES_ACROSS)
        return list(
            words_of(self._run(picture, *options, "-c", "tessedit_create_tsv=1", "-c", "tessedit_create_txt=1"))
        )

    def _languages(self, picture: Picture, installed: frozenset[str]) -> list[str]:
        """The language of the document, and English, which occurs in all."""
        if self._script is None and "osd" in installed:
            self._script = self._told_script(picture)
        wanted = list(dict.fromkeys([self._script, "eng"])) if self._script else list(tesseract.LANGUAGES)
        self.lacking.update(language for language in wanted if language not in installed)
        found = [language for language in wanted if language in installed]
        if not found or (self._script and self._script not in installed):
            lacking = self._script or wanted[0]
            package = tesseract.PACKAGES[lacking]
            raise MissingPart(
                f"{tesseract.LACKS}the language {lacking}", hint=f"Install it (Debian: apt install {package})"
            )
        return found

    def _told_script(self, picture: Picture) -> str | None:
        """The language that goes with the script of a page; None where too little is on it to tell."""
        try:
            told = self._run(picture, "--psm", _ORIENTATION)
        except tesseract.Failed:
            return None
        script = next((line.partition(":")[2].strip() for line in told.splitlines() if line.startswith("Script:")), "")
        return _SCRIPTS.get(script)

    def _run(self, picture: Picture, *options: str) -> str:
        assert self._until is not None
        left = self._until - time.monotonic()
        if left <= 0:
            raise tesseract.Failed(f"recognition is given {self._limits.recognition_seconds:.0f} seconds a document")
        return tesseract.run(
            picture, *options, limits=self._limits, seconds=min(left, self._limits.recognition_page_seconds)
        )


def _lines(words: Iterable[Word], picture: Picture) -> Iterator[Line]:
    parts = [part for _, line in groupby(words, key=lambda word: word.line) for part in _apart(list(line))]
    parts = [part for part in parts if mean(word.confidence for word in part) >= _LEAST_CONFIDENCE]
    usual = median(_height(part) for part in parts) if parts else 0
    for part in parts:
        relative = _height(part) / usual
        steps = 1.0 if _SAME_SIZE[0] < relative < _SAME_SIZE[1] else round(relative * 2) / 2 or 0.5
        box = (
            min(word.left for word in part),
            min(word.top for word in part),
            max(word.right for word in part),
            max(word.bottom for word in part),
        )
        left, top, right, bottom = (round(picture.points(side), 1) for side in box)
        yield Line(_joined(part), (left, top, right, bottom), round(picture.points(usual * steps), 1))


def _apart(line: list[Word]) -> Iterator[list[Word]]:
    """The parts of a line between wide gaps."""
    part: list[Word] = []
    for word in line:
        if part and word.left - part[-1].right > _GAP * _height(line):
            yield part
            part = []
        part.append(word)
    yield part


def _height(words: list[Word]) -> float:
    return float(median(word.bottom - word.top for word in words))


def _joined(words: list[Word]) -> str:
    """The words, with blanks before those that stand apart."""
    return "".join(f" {word.text}" if word.is_apart else word.text for word in words).strip()
