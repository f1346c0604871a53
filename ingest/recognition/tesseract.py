"""The program tesseract: whether it is here, the languages that it has, one call of it.

It runs in a process of its own with limits of memory and time, on one core: on a busy machine its threads wait for
each other many times longer than they work.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache

from corpus.errors import MissingPart
from ingest.limits import Limits

from .pictures import Picture

try:
    import resource
except ImportError:  # Windows has no such limits; the time limit holds there too
    resource = None  # type: ignore[assignment]

PROGRAM = "tesseract"
LANGUAGES = ("kor", "chi_sim", "eng")
PACKAGES = {"kor": "tesseract-ocr-kor", "chi_sim": "tesseract-ocr-chi-sim", "eng": "tesseract-ocr-eng"}
INSTALL = f"Install it (Debian: apt install tesseract-ocr {PACKAGES['kor']} {PACKAGES['chi_sim']})"

NOT_HERE = f"{PROGRAM} is not installed"
LACKS = f"{PROGRAM} lacks "
"""How what is missing is said, before the names of languages."""

_LISTING_SECONDS = 20
_WORD = re.compile(r"\w+")


class Failed(Exception):
    """A call of the program that gave no result; the message says why."""


def languages() -> frozenset[str]:
    """The languages that it can read here.

    Raises:
        MissingPart: the program is not installed, or does not run.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise MissingPart(NOT_HERE, hint=INSTALL)
    return _languages(program)


def missing() -> list[str]:
    """What of the program is not installed here, a line each."""
    try:
        lacking = [language for language in LANGUAGES if language not in languages()]
    except MissingPart as error:
        return [f"{error.problem}: text in pictures is not read. {error.hint}"]
    packages = " ".join(PACKAGES[language] for language in lacking)
    return [f"{LACKS}{' and '.join(lacking)}. Install it (Debian: apt install {packages})"] if lacking else []


def was_missing(reasons: Iterable[str]) -> bool:
    """Whether text is missing for these reasons because the program, or a language, was not installed."""
    return any(NOT_HERE in reason or LACKS in reason for reason in reasons)


def is_here_now(reasons: Iterable[str]) -> bool:
    """Whether some of what was missing for these reasons, see `was_missing`, is installed now."""
    try:
        installed = languages()
    except MissingPart:
        return False
    return any(
        NOT_HERE in reason or not installed.isdisjoint(_WORD.findall(reason.partition(LACKS)[2])) for reason in reasons
    )


def run(picture: Picture, *options: str, limits: Limits, seconds: float) -> str:
    """What the program prints about a picture.

    Raises:
        Failed: it ended with an error or took too long.
        MissingPart: it is not installed.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise MissingPart(NOT_HERE, hint=INSTALL)
    command = [program, "stdin", "stdout", "--dpi", str(picture.dpi), *options]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    with process:
        if resource is not None and hasattr(resource, "prlimit"):
            resource.prlimit(process.pid, resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
        try:
            output, errors = process.communicate(picture.pgm(), timeout=seconds)
        except subprocess.TimeoutExpired as error:
            process.kill()
            process.communicate()
            raise Failed(f"tesseract took more than {seconds:.0f} seconds") from error
    if process.returncode:
        lines = errors.decode("utf-8", "replace").split("\n")
        cause = next((line.strip() for line in reversed(lines) if line.strip()), "")
        raise Failed(f"tesseract failed ({cause[:80] or process.returncode})")
    return output.decode("utf-8", "replace")


@cache
def _languages(program: str) -> frozenset[str]:
    try:
        done = subprocess.run(
            [program, "--list-langs"], capture_output=True, timeout=_LISTING_SECONDS, check=True, text=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise MissingPart(f"tesseract does not run: {error}", hint=INSTALL) from error
    return frozenset((done.stdout + done.stderr).split())
