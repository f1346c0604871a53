"""Pages whose text is in pictures: their lines as text recognition gives them, and what is said of them."""

from collections.abc import Iterator

from corpus.errors import MissingPart
from ingest.recognition import LACKS, Picture, Recogniser, Unrecognised
from ingest.recognition import Line as RecognisedLine

from .content import PageContent
from .lines import Line


class Scans:
    """The pages of one document that need recognition; `failure` is why the last could not be read."""

    def __init__(self, recogniser: Recogniser) -> None:
        self.failure: tuple[str, str] | None = None
        self._recogniser = recogniser
        self._read: list[int] = []
        self._unread: dict[str, list[int]] = {}

    def lines(self, picture: Picture, number: int, problem: str) -> list[RecognisedLine] | None:
        """The lines of page `number`; None where they cannot be had, which `reasons` then say.

        `problem` is what stands on the page instead of text.
        """
        try:
            return self._recogniser.lines(picture)
        except MissingPart as error:
            self.failure = error.problem, error.hint
            self.leave(number, f"{problem}, not recognised: {error.problem}. {error.hint}")
        except Unrecognised as error:
            self.failure = str(error), "Save it in parts, or with its text"
            self.leave(number, f"{problem}, not recognised: {error}")
        return None

    def take(self, number: int) -> None:
        """Note that the text of page `number` was recognised."""
        self._read.append(number)

    def leave(self, number: int, reason: str) -> None:
        """Note why the text of page `number` is missing."""
        self._unread.setdefault(reason, []).append(number)

    def reasons(self) -> Iterator[str]:
        """One line for each kind of doubt."""
        if self._read:
            yield f"{_named(self._read)}: text recognised from a scan, it may have errors"
        if self._read and (lacking := sorted(self._recogniser.lacking)):
            yield f"{LACKS}{' and '.join(lacking)}: text in other languages is not recognised"
        for reason, numbers in self._unread.items():
            yield f"{_named(numbers)}: {reason}"


def content_of(lines: list[RecognisedLine], number: int, height: float) -> PageContent:
    """The content of a page whose text was recognised."""
    return PageContent(number, height, tuple(Line(line.text, line.box, line.size) for line in lines))


def _named(numbers: list[int]) -> str:
    """Pages by their numbers, runs of them shortened.

    >>> _named([2]), _named([1, 2, 3, 7])
    ('page 2', 'pages 1-3, 7')
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
    return f"{'page' if len(numbers) == 1 else 'pages'} {shown}"
